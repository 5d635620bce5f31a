import { type Accessor, Show } from 'solid-js';
import type { Petition } from '../../shared/petition.ts';
import { offerCommands } from '../commands/commands.ts';
import { t } from '../i18n/board.ts';
import { words } from '../i18n/words.ts';
import { Button } from '../ui/controls.tsx';
import styles from './detail.module.css';
import { type BoardModel, shownNumber, useBoard } from './model.ts';
import { followPrevious, type Previous } from './previous.ts';

/*
 * What helps to write down one petition after the other while the hall speaks: the facts of the one before at one
 * key, and done-and-next.
 */

const likePreviousKey = 'Alt+KeyL';

function factsOf(previous: Previous): string {
  return [previous.village, previous.field].filter(Boolean).join(' · ');
}

function takeOver(board: BoardModel, id: string, previous: Previous): void {
  if (previous.village) board.set(id, { village: previous.village });
  if (previous.field) board.set(id, { field: previous.field });
  board.say(t().likeTaken(factsOf(previous)));
}

/** Ends the open petition, saying what it still lacks, and opens the form of the next one. */
function finishAndRaise(board: BoardModel): void {
  // What is being typed in a field is taken first.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  const petition = board.petition(board.props.selected);
  if (petition && !board.isDraft(petition.id)) {
    const { missing } = board.plan(petition, 'answered');
    const what = missing.map((each) => words().missing[each]).join(', ');
    if (what) board.say(t().finishedMissing(shownNumber(petition), what), 'warn');
    else board.say(t().finished(shownNumber(petition)));
  }
  board.raise();
}

/** The first button beside the petitions that resemble the open one. */
function similarButton(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[data-detail] [data-similar] button');
}

/** In the minutes Ctrl+Enter belongs to their text. */
function isInMinutes(): boolean {
  return document.activeElement instanceof HTMLElement && document.activeElement.isContentEditable;
}

/** Offers the commands of recording for the petition that is open. To be called inside a Solid owner. */
export function offerRecording(board: BoardModel): void {
  const open: Accessor<Petition | undefined> = () => board.petition(board.props.selected);
  const previous = followPrevious(board, open);
  const canWrite = () => !board.props.readOnly;
  offerCommands([
    {
      id: 'finishNext',
      label: () => t().finishNext,
      group: 'record',
      keys: ['Ctrl+Enter', 'Ctrl+NumpadEnter'],
      enabled: () =>
        canWrite() && open() !== undefined && !board.isDraft(board.props.selected) && !isInMinutes(),
      explained: canWrite,
      run: () => finishAndRaise(board),
    },
    {
      id: 'likePrevious',
      label: () => t().likePrevious,
      group: 'record',
      keys: [likePreviousKey],
      enabled: () => previous() !== null,
      explained: canWrite,
      run: () => {
        const from = previous();
        if (from) takeOver(board, board.props.selected, from);
      },
    },
    {
      id: 'toSimilar',
      label: () => t().toSimilar,
      group: 'record',
      keys: ['Alt+KeyK'],
      enabled: () => open() !== undefined && similarButton() !== null,
      explained: canWrite,
      run: () => similarButton()?.focus(),
    },
  ]);
}

/** The facts of the petition before, at one touch. */
export function AsBefore(props: { petition: Petition }) {
  const board = useBoard();
  const previous = followPrevious(board, () => props.petition);
  return (
    <Show when={previous()}>
      {(from) => (
        <Button
          class={styles.asBefore}
          icon="copy"
          // Alt+L does the same; the way from field to field stays short.
          tabIndex={-1}
          aria-keyshortcuts="Alt+L"
          onClick={() => takeOver(board, props.petition.id, from())}
        >
          <span>
            {t().likePrevious}: <strong>{factsOf(from())}</strong>
          </span>
          <kbd>Alt+L</kbd>
        </Button>
      )}
    </Show>
  );
}
