import { createEffect, createMemo, createSignal, on, onCleanup, onMount, Show } from 'solid-js';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import type { Correction } from '../../../shared/docs/corrections.ts';
import { findBlock, type ReadingBlock } from '../../../shared/documents/reading.ts';
import { clockTime } from '../../../shared/vietnamese/dates.ts';
import { isTyping, offerCommands, pressKey } from '../../commands/commands.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { readingTexts as t } from '../../i18n/reading.ts';
import { CorrectionForm } from '../../reading/correction-form.tsx';
import { CorrectionsList } from '../../reading/corrections-list.tsx';
import { createReading, type ReadingModel } from '../../reading/model.ts';
import styles from '../../reading/reading.module.css';
import { ReadingBar } from '../../reading/reading-bar.tsx';
import { ReadingText } from '../../reading/reading-text.tsx';
import { session } from '../../session.ts';
import { openDocument } from '../../sync/open-document.ts';
import { StatusBar } from '../../sync/status-bar.tsx';
import { Dialog, Notice } from '../../ui/controls.tsx';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import { WithDialogue } from '../dialogue/with-dialogue.tsx';

/** The minutes read out before they are signed (đọc lại biên bản): one leads, all devices follow. */
export default function ReadingPage() {
  return (
    <WithDialogue live>
      {(loaded) => <Opened dialogue={loaded().dialogue} office={loaded().office} />}
    </WithDialogue>
  );
}

function openAll(dialogueId: string) {
  return {
    minutes: openDocument(dialogueId, 'minutes'),
    board: openDocument(dialogueId, 'board'),
    register: openDocument(dialogueId, 'register'),
  };
}
type Documents = ReturnType<typeof openAll>;

function Opened(props: { dialogue: Dialogue; office: Office }) {
  const documents = openAll(props.dialogue.id);
  const all = [documents.minutes, documents.board, documents.register];
  return (
    <DialogueFrame
      dialogue={props.dialogue}
      status={<StatusBar documents={all} dialogueId={props.dialogue.id} />}
    >
      <Show when={all.every((document) => document.ready())} fallback={<Notice>{t().opening}</Notice>}>
        <Room dialogue={props.dialogue} office={props.office} documents={documents} />
      </Show>
    </DialogueFrame>
  );
}

function Room(props: { dialogue: Dialogue; office: Office; documents: Documents }) {
  const { minutes, board, register } = props.documents;
  const model = createReading({ dialogue: props.dialogue, office: props.office, minutes, board, register });
  const frozen = () => props.dialogue.state === 'frozen' || board.mode() === 'sealed';
  const mayWrite = () => !frozen() && register.mode() === 'write';
  const person = () => session()?.name ?? '';
  const [asking, setAsking] = createSignal<ReadingBlock | null>(null);
  const ask = () => setAsking(model.blocks()[model.at()] ?? null);
  offerCommands([
    { id: 'reading.ask', label: () => t().ask, group: 'record', keys: ['KeyE'], enabled: mayWrite, run: ask },
  ]);
  onMount(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!walk(event, model)) pressKey(event);
    };
    document.addEventListener('keydown', pressed);
    onCleanup(() => document.removeEventListener('keydown', pressed));
  });
  const show = (correction: Correction) => {
    const index = findBlock(model.blocks(), minutes.doc, correction.anchor);
    if (index >= 0) model.goTo(index);
  };
  return (
    <>
      <Show when={frozen()}>
        <Notice>{t().frozen}</Notice>
      </Show>
      <div class={styles.room}>
        <div class={styles.column}>
          <h2 class="visually-hidden">{pageNames().reading}</h2>
          <ReadingText reading={model} />
          <p class={styles.keys}>{t().keys}</p>
        </div>
        <CorrectionsList
          corrections={model.corrections()}
          dialogueId={props.dialogue.id}
          register={register}
          person={person()}
          mayWrite={mayWrite()}
          mayEdit={!frozen() && minutes.mode() === 'write'}
          onShow={show}
        />
        <ReadingBar
          reading={model}
          person={person()}
          mayLead={!frozen() && board.mode() === 'write'}
          onAsk={mayWrite() ? ask : null}
        />
      </div>
      <Announcer reading={model} />
      <Dialog open={asking() !== null} title={t().ask} onClose={() => setAsking(null)}>
        <Show when={asking()}>
          {(block) => (
            <CorrectionForm
              block={block()}
              register={register}
              office={props.office}
              person={person()}
              onDone={() => setAsking(null)}
            />
          )}
        </Show>
      </Dialog>
    </>
  );
}

/** Steps by keys while nobody types; true when the key was one of them. Keys of a focused button stay its own. */
function walk(event: KeyboardEvent, model: ReadingModel): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
  if (event.defaultPrevented || isTyping(event.target)) return false;
  const presses = event.key === ' ' || event.key === 'Enter';
  const control = event.target instanceof Element && event.target.closest('button, a, summary') !== null;
  if (presses && control) return false;
  const steps: Record<string, () => void> = {
    ' ': () => model.step(1),
    Enter: () => model.step(1),
    ArrowDown: () => model.step(1),
    PageDown: () => model.step(1),
    ArrowUp: () => model.step(-1),
    PageUp: () => model.step(-1),
    Home: () => model.goTo(0),
    End: () => model.goTo(model.blocks().length - 1),
  };
  const step = steps[event.key];
  if (!step) return false;
  event.preventDefault();
  step();
  return true;
}

/** Says aloud who reads, the end, and new corrections; not each paragraph, which is being read aloud anyway. */
function Announcer(props: { reading: ReadingModel }) {
  const [words, setWords] = createSignal('');
  const lead = createMemo(() => props.reading.reading().lead?.id ?? '');
  const open = createMemo(() => props.reading.corrections().filter(({ state }) => state === 'open').length);
  const done = createMemo(() => props.reading.reading().doneAt);
  createEffect(
    on(
      lead,
      () => {
        const now = props.reading.reading().lead;
        if (now && !props.reading.leading()) setWords(t().leads(now.name, clockTime(now.since)));
      },
      { defer: true },
    ),
  );
  createEffect(on(done, (at) => at && setWords(t().doneAt(clockTime(at))), { defer: true }));
  createEffect(
    on(open, (count, before) => count > (before ?? 0) && setWords(t().newCorrection(count)), { defer: true }),
  );
  return (
    <p class="visually-hidden" role="status">
      {words()}
    </p>
  );
}
