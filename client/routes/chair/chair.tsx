import { createSignal, Show } from 'solid-js';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import type { SpeakingPhase } from '../../../shared/speaking-time.ts';
import { BoardProvider, createBoardModel } from '../../board/model.ts';
import { offerCommands } from '../../commands/commands.ts';
import { t } from '../../i18n/chair.ts';
import { t as speakersTexts } from '../../i18n/speakers.ts';
import { MinutesEditor } from '../../minutes/minutes-editor.tsx';
import { session } from '../../session.ts';
import { Floor, LastDone } from '../../speakers/floor.tsx';
import { createHallSpeakers } from '../../speakers/hall-speakers.ts';
import { SpeakersQueue } from '../../speakers/speakers-view.tsx';
import { type OpenDocument, openDocument } from '../../sync/open-document.ts';
import { StatusBar } from '../../sync/status-bar.tsx';
import { Notice } from '../../ui/controls.tsx';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import { WithDialogue } from '../dialogue/with-dialogue.tsx';
import styles from './chair.module.css';
import { Matter } from './matter.tsx';

/** The chair's page, for a tablet on the table: who speaks, who waits, the petition under discussion, its outcome. */
export default function ChairPage() {
  return (
    <WithDialogue live>
      {(loaded) => <Table dialogue={loaded().dialogue} office={loaded().office} />}
    </WithDialogue>
  );
}

/** A short tremble in the hand: no sound in a hall where somebody speaks. Not every device can. */
function tremble(phase: SpeakingPhase): void {
  // A browser refuses it until the page was touched once.
  if (navigator.userActivation?.hasBeenActive !== false)
    navigator.vibrate?.(phase === 'over' ? [300, 150, 300] : 300);
}

function Table(props: { dialogue: Dialogue; office: Office }) {
  const board = openDocument(props.dialogue.id, 'board');
  const register = openDocument(props.dialogue.id, 'register');
  const frozen = () => props.dialogue.state === 'frozen';
  const { model, clock } = createHallSpeakers(register, frozen, tremble);
  const petitions = createBoardModel({
    get dialogue() {
      return props.dialogue;
    },
    get office() {
      return props.office;
    },
    board,
    register,
    get readOnly() {
      return frozen() || board.mode() !== 'write';
    },
    get person() {
      return session()?.name ?? '';
    },
    selected: '',
    onSelect: () => undefined,
  });
  offerCommands([
    {
      id: 'speakers.callNext',
      label: () => speakersTexts().callNext,
      group: 'speakers',
      keys: ['KeyC'],
      enabled: () => !model.readOnly(),
      run: model.callNext,
    },
  ]);
  return (
    <DialogueFrame
      dialogue={props.dialogue}
      status={<StatusBar documents={[board, register]} dialogueId={props.dialogue.id} />}
    >
      <BoardProvider value={petitions}>
        <Show when={board.ready() && register.ready()} fallback={<Notice>{speakersTexts().loading}</Notice>}>
          <Show when={petitions.props.readOnly}>
            <Notice>{t().readOnly}</Notice>
          </Show>
          <span class="visually-hidden" role="status">
            {clock.said()}
          </span>
          <div class={styles.table}>
            <section class={styles.floor} aria-label={speakersTexts().speakers}>
              <h2 class="visually-hidden">{speakersTexts().speakers}</h2>
              <Floor model={model} time={clock.time()} large />
              <LastDone model={model} />
            </section>
            <div class={styles.main}>
              <Matter speakers={model} />
              <MinutesPane dialogueId={props.dialogue.id} board={board} register={register} />
            </div>
            <div class={styles.queue}>
              <SpeakersQueue
                model={model}
                places={{ villages: props.office.villages, groups: props.dialogue.groups }}
              />
            </div>
          </div>
        </Show>
      </BoardProvider>
    </DialogueFrame>
  );
}

/** The minutes to read along; a recorder writes them. Opened only when they are asked for. */
function MinutesPane(props: { dialogueId: string; board: OpenDocument; register: OpenDocument }) {
  const [open, setOpen] = createSignal(false);
  return (
    <details class={styles.minutes} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t().minutes}</summary>
      <Show when={open()}>
        <Minutes {...props} />
      </Show>
    </details>
  );
}

function Minutes(props: { dialogueId: string; board: OpenDocument; register: OpenDocument }) {
  const minutes = openDocument(props.dialogueId, 'minutes');
  return (
    <MinutesEditor
      dialogueId={props.dialogueId}
      minutes={minutes}
      board={props.board}
      register={props.register}
      readOnly
    />
  );
}
