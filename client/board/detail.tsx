import { createEffect, createMemo, For, on, onCleanup, onMount, Show } from 'solid-js';
import type { Missing, Petition } from '../../shared/petition.ts';
import { PetitionActivity } from '../activity/petition-activity.tsx';
import { t } from '../i18n/board.ts';
import { words } from '../i18n/words.ts';
import { latePart } from '../late-part.tsx';
import { PaperAtHand } from '../papers/paper-at-hand.tsx';
import { openedByFollowing } from '../together/follow.ts';
import { BesideField, Button, Notice } from '../ui/controls.tsx';
import { focusNextField } from '../ui/next-field.ts';
import { FieldSigns, PetitionSigns } from './beside-field.tsx';
import { CitizenPart } from './citizen-part.tsx';
import { shortInstant } from './days.ts';
import { useDesk } from './desk.ts';
import styles from './detail.module.css';
import { HandlingPart } from './handling-part.tsx';
import { SharedText } from './live-field.tsx';
import { MergedSigns } from './merged-signs.tsx';
import { useBoard } from './model.ts';
import { AsBefore } from './recording.tsx';
import { PetitionNumber, StateSign, Visitors } from './signs.tsx';

const PetitionDocuments = latePart(() => import('../follow-up/petition-documents.tsx'));
const PetitionPapers = latePart(() => import('../papers/petition-papers.tsx'));
const SimilarBox = latePart(() => import('./similar-box.tsx'));

/** The field that fills what is missing. */
const fieldOf: Record<Missing, string> = {
  content: 'content',
  field: 'field',
  channel: 'channel',
  villageOrUnit: 'village',
  unit: 'unit',
  dueDate: 'dueDate',
  authority: 'authority',
  reply: 'replyNumber',
  told: 'toldHow',
  mergedInto: 'mergedInto',
};

/** The name of the field that has the focus, or empty. */
function fieldAt(target: EventTarget | null): string {
  const field = target instanceof HTMLElement ? target.closest('[data-field]') : null;
  return field?.getAttribute('data-field') ?? '';
}

/** Who moved the petition, when, from where to where. */
function History(props: { petition: Petition }) {
  // The lines stay as they are while the petition's text is typed.
  const lines = createMemo(
    () => [
      ...props.petition.history
        .map((change) => ({
          at: change.at,
          by: change.by,
          what: `${words().state[change.from]} → ${words().state[change.to]}`,
        }))
        .reverse(),
      { at: props.petition.raisedAt, by: props.petition.raisedBy, what: t().raisedBy },
    ],
    undefined,
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  return (
    <section class={styles.part} aria-label={t().history}>
      <h3 class={styles.subtitle}>{t().history}</h3>
      <ol class={styles.history}>
        <For each={lines()}>
          {(line) => (
            <li>
              <time dateTime={line.at}>{shortInstant(line.at)}</time>
              <span>
                {line.what}
                <span class={styles.by}>{line.by}</span>
              </span>
            </li>
          )}
        </For>
      </ol>
    </section>
  );
}

/** A move that waits: what it still needs, or the button that makes it. */
function WaitingMove(props: { petition: Petition }) {
  const board = useBoard();
  const waiting = createMemo(() => {
    const intent = board.intent();
    if (intent?.id !== props.petition.id) return null;
    return { to: intent.to, missing: board.plan(props.petition, intent.to).missing };
  });
  return (
    <Show when={waiting()}>
      {(move) => (
        <div class={styles.waitingMove}>
          <Notice kind={move().missing.length > 0 ? 'warn' : 'done'}>
            <p>
              {move().missing.length > 0
                ? t().missingFor(
                    words().state[move().to],
                    move()
                      .missing.map((what) => words().missing[what])
                      .join(', '),
                  )
                : t().ready(words().state[move().to])}
            </p>
            <Show when={move().missing.length === 0}>
              <Button kind="primary" icon="move" onClick={() => board.move(props.petition.id, move().to)}>
                {t().moveNow}
              </Button>
            </Show>
          </Notice>
        </div>
      )}
    </Show>
  );
}

function DetailHead(props: { petition: Petition; onClose: () => void }) {
  const board = useBoard();
  const desk = useDesk();
  const id = () => props.petition.id;
  return (
    <header class={styles.head}>
      <h2 class={styles.number}>
        <PetitionNumber number={props.petition.number} />
      </h2>
      <StateSign state={props.petition.state} />
      <span class={styles.space} />
      <Visitors people={board.visitors(id())} />
      <Show when={!board.isDraft(id())}>
        <Button
          icon="screen"
          class={styles.toggle}
          aria-pressed={desk.isCurrent(id())}
          title={desk.isCurrent(id()) ? t().unsetCurrent : t().setCurrent}
          disabled={board.props.readOnly}
          onClick={() => board.toggleCurrent(id())}
        >
          {t().current}
        </Button>
      </Show>
      <Button
        kind="quiet"
        icon="close"
        class={styles.close}
        aria-label={t().closeDetail}
        title={t().closeDetail}
        onClick={props.onClose}
      />
    </header>
  );
}

/** One petition with all its fields, in the order in which they are asked for. */
export function PetitionDetail(props: { petition: Petition; onClose: () => void }) {
  const board = useBoard();
  let root: HTMLElement | undefined;
  const { id } = props.petition;
  const content = createMemo(() => board.text(id, 'content'));

  const focusField = (name: string) => {
    const field = root?.querySelector(`[data-field="${name}"]`);
    if (!(field instanceof HTMLElement)) return;
    field.focus();
    field.scrollIntoView({ block: 'center' });
  };
  onMount(() => {
    const [isDraft, intent] = [board.isDraft(id), board.intent()];
    // The page may bring the board forward with the petition; what is hidden takes no focus.
    queueMicrotask(() => {
      if (isDraft) focusField('content');
      else if (!intent && !openedByFollowing(id)) root?.focus();
    });
  });
  createEffect(
    on(board.intent, (intent) => {
      if (intent?.id !== id) return;
      const [first] = board.plan(props.petition, intent.to).missing;
      // The field may come into the form with the intent.
      if (first) queueMicrotask(() => focusField(fieldOf[first]));
    }),
  );

  // What goes with the focus in it says nothing when it goes.
  onCleanup(() => board.places.enter(''));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const { target, key } = event;
    // A dialog over the petition has closed itself.
    if (target instanceof Element && target.closest('dialog')) return;
    if (key === 'Escape') {
      event.preventDefault();
      props.onClose();
    }
    if (!root || !(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    const entered = key === 'Enter' && target instanceof HTMLInputElement && target.enterKeyHint === 'next';
    // What comes up between the fields while the recorder types must not take the letters meant for the next one.
    const passed = key === 'Tab' && !event.shiftKey && target.dataset.field === 'content';
    // A person of the attendance brings the village along; who has another one goes back with Shift+Tab.
    const known = entered && target.dataset.field === 'name' && props.petition.village !== '';
    const from = (known && root.querySelector('[data-field="village"]')) || target;
    if ((entered || passed) && focusNextField(root, from)) event.preventDefault();
  };

  return (
    <section
      ref={root}
      class={styles.detail}
      tabIndex={-1}
      data-detail
      aria-label={t().detail}
      onKeyDown={onKeyDown}
      onInput={() => board.places.touch()}
      onFocusIn={(event) => board.places.enter(fieldAt(event.target))}
      onFocusOut={(event) => board.places.enter(fieldAt(event.relatedTarget))}
    >
      <DetailHead petition={props.petition} onClose={props.onClose} />
      <PetitionSigns petition={props.petition} />
      <WaitingMove petition={props.petition} />
      <BesideField.Provider value={(field) => <FieldSigns petition={id} field={field} />}>
        <div class={styles.body}>
          <SharedText
            label={t().content}
            name="content"
            text={content()}
            onStart={() => board.startText(id, 'content')}
            readOnly={board.props.readOnly}
            hint={board.isDraft(id) ? t().draft : undefined}
          />
          <PaperAtHand petitionId={id} />
          <AsBefore petition={props.petition} />
          <SimilarBox petition={props.petition} />
          <MergedSigns petition={props.petition} />
          <CitizenPart petition={props.petition} />
          <HandlingPart petition={props.petition} />
          <PetitionPapers petitionId={id} draft={board.isDraft(id)} />
          <Show when={!board.isDraft(id)}>
            <PetitionDocuments
              dialogueId={board.props.dialogue.id}
              petitionId={id}
              class={styles.part}
              titleClass={styles.subtitle}
            />
            <History petition={props.petition} />
            <PetitionActivity petitionId={id} />
          </Show>
        </div>
      </BesideField.Provider>
      <Show when={!board.props.readOnly}>
        <footer class={styles.foot}>{t().formKeys}</footer>
      </Show>
    </section>
  );
}
