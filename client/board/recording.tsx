import { Show } from 'solid-js';
import type { Petition } from '../../shared/petition.ts';
import { offerCommands } from '../commands/commands.ts';
import { t } from '../i18n/board.ts';
import { words } from '../i18n/words.ts';
import { Button } from '../ui/controls.tsx';
import styles from './detail.module.css';
import { shownNumber, useBoard } from './model.ts';
import { usePrevious } from './previous.ts';

/**
 * What helps to write down one petition after the other while the hall speaks: the facts of the one before at one
 * key, and done-and-next. Offers their commands as long as the petition is open.
 */
export function Recording(props: { petition: Petition }) {
  const board = useBoard();
  const { id } = props.petition;
  const previous = usePrevious(() => props.petition);
  const facts = () => [previous()?.village, previous()?.field].filter(Boolean).join(' · ');

  const takeOver = () => {
    const [from, what] = [previous(), facts()];
    if (!from) return;
    if (from.village) board.set(id, { village: from.village });
    if (from.field) board.set(id, { field: from.field });
    board.say(t().likeTaken(what));
  };
  const next = () => {
    // What is being typed in a field is taken first.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    const petition = board.petition(id);
    if (petition && !board.isDraft(id)) {
      const { missing } = board.plan(petition, 'answered');
      const what = missing.map((each) => words().missing[each]).join(', ');
      if (what) board.say(t().finishedMissing(shownNumber(petition), what), 'warn');
      else board.say(t().finished(shownNumber(petition)));
    }
    board.raise();
  };

  offerCommands([
    {
      id: 'likePrevious',
      label: () => t().likePrevious,
      group: 'record',
      keys: ['Alt+KeyL'],
      enabled: () => previous() !== null,
      run: takeOver,
    },
    {
      id: 'finishNext',
      label: () => t().finishNext,
      group: 'record',
      keys: ['Ctrl+Enter', 'Ctrl+NumpadEnter'],
      enabled: () => !board.props.readOnly && !board.isDraft(id),
      run: next,
    },
  ]);

  return (
    <Show when={facts()}>
      {(what) => (
        <Button
          class={styles.asBefore}
          icon="copy"
          // Alt+L does the same; the way from field to field stays short.
          tabIndex={-1}
          aria-keyshortcuts="Alt+L"
          onClick={takeOver}
        >
          <span>
            {t().likePrevious}: <strong>{what()}</strong>
          </span>
          <kbd>Alt+L</kbd>
        </Button>
      )}
    </Show>
  );
}
