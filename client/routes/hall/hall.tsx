import { useParams } from '@solidjs/router';
import type { Editor } from '@tiptap/core';
import {
  type Accessor,
  createEffect,
  createMemo,
  createResource,
  createSignal,
  For,
  onCleanup,
  onMount,
  Show,
} from 'solid-js';
import { Dynamic } from 'solid-js/web';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import { newId } from '../../../shared/ids.ts';
import type { StartedPetition } from '../../board/model.ts';
import { PetitionAnnouncer } from '../../board/petition-announcer.tsx';
import { CommandButtons, raiseWhenAsked } from '../../commands/command-center.tsx';
import { followDialogue, keptDialogue, keptOffice, loadDialogue, loadOffice } from '../../data.ts';
import { ownProposals } from '../../devices/holdings.ts';
import { offerHallCommands } from '../../hall/hall-commands.ts';
import { type Drawer, drawers, type Hall, type HallView } from '../../hall/hall-context.ts';
import { openWhatIsAsked } from '../../hall/open-asked.ts';
import { t as boardTexts } from '../../i18n/board.ts';
import { common } from '../../i18n/common.ts';
import { hallTexts } from '../../i18n/hall.ts';
import { pages } from '../../i18n/pages.ts';
import { together } from '../../i18n/together.ts';
import { latePart } from '../../late-part.tsx';
import { MinutesEditor } from '../../minutes/minutes-editor.tsx';
import { HallWithPapers } from '../../papers/papers.tsx';
import { CorrectionStrip } from '../../reading/correction-strip.tsx';
import { session } from '../../session.ts';
import { SpeakersAtHand } from '../../speakers/at-hand.tsx';
import { createHallSpeakers } from '../../speakers/hall-speakers.ts';
import { openDocument } from '../../sync/open-document.ts';
import { QuietMoment } from '../../sync/quiet-moment.ts';
import { StatusBar } from '../../sync/status-bar.tsx';
import { ConflictAnnouncer } from '../../together/announcer.tsx';
import { createTogether, TogetherProvider } from '../../together/together.ts';
import { FollowBar, WhoIsHere } from '../../together/who-is-here.tsx';
import { Button, Notice } from '../../ui/controls.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { AtHand } from '../dialogue/archived.tsx';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import styles from './hall.module.css';

const BoardPanel = latePart(() => import('../../board/board-panel.tsx'));
const LateNotice = latePart(() => import('../../devices/late-notice.tsx'));
const panels = {
  speakers: latePart(() => import('../../speakers/speakers-panel.tsx')),
  papers: latePart(() => import('../../papers/papers-panel.tsx')),
  activity: latePart(() => import('../../activity/activity-panel.tsx')),
};
const drawerIcons: Record<Drawer, IconName> = { speakers: 'speech', papers: 'document', activity: 'clock' };

/** The recorders' page: minutes and board side by side and a drawer beside them, on a phone one at a time. */
export default function HallPage() {
  const params = useParams<{ id: string }>();
  // A device that knows the hall shows it at once; the server's word comes while somebody types already.
  const [dialogue, { refetch, mutate }] = createResource(
    () => params.id,
    loadDialogue,
    known(keptDialogue(params.id)),
  );
  const [office, { mutate: setOffice }] = createResource(loadOffice, known(keptOffice()));
  followDialogue(() => params.id, { dialogue: mutate, office: setOffice });
  const both = createMemo(() => {
    const [one, two] = [dialogue.latest, office.latest];
    return one?.id === params.id && two ? { dialogue: one, office: two } : null;
  });
  return (
    <Show when={both()}>
      {(loaded) => (
        <AtHand dialogue={loaded().dialogue}>
          <HallPanes dialogue={loaded().dialogue} office={loaded().office} onEdited={() => void refetch()} />
        </AtHand>
      )}
    </Show>
  );
}

function known<T>(kept: T | null): { initialValue?: T } {
  return kept === null ? {} : { initialValue: kept };
}

/** The hall's state at this device. To be called inside a Solid owner. */
function createHall(props: { dialogue: Dialogue; office: Office }) {
  const { id } = props.dialogue;
  const minutes = openDocument(id, 'minutes');
  const register = openDocument(id, 'register');
  const [selected, setSelected] = createSignal('');
  const [view, setView] = createSignal<HallView>(wideEnough() ? 'both' : 'minutes');
  const [drawer, setDrawer] = createSignal<Drawer | ''>('');
  const [editor, setEditor] = createSignal<Editor | null>(null);
  const [started, setStarted] = createSignal<StartedPetition | null>(null);
  const sealed = () => minutes.mode() === 'sealed' || props.dialogue.state === 'frozen';
  const hall: Hall = {
    get dialogue() {
      return props.dialogue;
    },
    get office() {
      return props.office;
    },
    minutes,
    board: openDocument(id, 'board'),
    register,
    speakers: createHallSpeakers(register, () => props.dialogue.state === 'frozen'),
    readOnly: () => sealed() || minutes.mode() === 'read',
    person: () => session()?.name ?? '',
    selected,
    openPetition(petitionId) {
      setSelected(petitionId);
      if (!petitionId) return;
      setView((now) => (now === 'minutes' ? 'board' : now));
      if (!wideEnough()) setDrawer('');
    },
    startPetition(values) {
      const petitionId = newId();
      setStarted({ id: petitionId, values });
      hall.openPetition(petitionId);
      return petitionId;
    },
    view,
    setView,
    drawer,
    setDrawer,
    editor,
  };
  return { hall, sealed, setEditor, started };
}

function HallPanes(props: { dialogue: Dialogue; office: Office; onEdited: () => void }) {
  const { hall, sealed, setEditor, started } = createHall(props);
  openWhatIsAsked(hall);
  const { view, drawer } = hall;
  const working = createTogether(hall);
  const documents = [hall.minutes, hall.board, hall.register];
  onMount(() => {
    const wide = matchMedia(wideWindow);
    const fit = () => hall.setView(wide.matches ? 'both' : hall.view() === 'both' ? 'minutes' : hall.view());
    wide.addEventListener('change', fit);
    onCleanup(() => wide.removeEventListener('change', fit));
  });
  offerHallCommands(hall, wideEnough);
  const [boardThere, setBoardThere] = createSignal(false);
  const raising = raiseWhenAsked(
    boardThere,
    () => boardTexts().add,
    () => !hall.readOnly(),
  );
  const textFirst = afterText(hall);
  const boardDue = createMemo<boolean>(
    (due) => due || textFirst() || raising() || view() === 'board' || hall.selected() !== '',
    false,
  );
  /** On a phone the drawer takes the place of the panes, so choosing a pane closes it. */
  const choose = (value: HallView) => {
    hall.setView(value);
    if (!wideEnough()) hall.setDrawer('');
  };
  const choice = (value: HallView, label: string) => (
    <button type="button" aria-pressed={view() === value} onClick={() => choose(value)}>
      {label}
    </button>
  );
  // Few halls ever have something that came late: its words are no part of the first visit.
  const isLate = createMemo(
    () =>
      documents.some((document) => document.status().late > 0) || ownProposals(props.dialogue.id).length > 0,
  );
  return (
    <HallWithPapers hall={hall}>
      <TogetherProvider value={working}>
        <DialogueFrame
          dialogue={props.dialogue}
          onEdited={props.onEdited}
          status={<StatusBar documents={documents} dialogueId={props.dialogue.id} />}
        >
          <Show when={sealed()}>
            <Notice kind="info">{pages().frozenNotice}</Notice>
          </Show>
          <Show when={isLate()}>
            <LateNotice dialogueId={props.dialogue.id} documents={documents} />
          </Show>
          <CorrectionStrip />
          <PetitionAnnouncer />
          <div class={styles.bar}>
            <fieldset class={styles.views} data-bar="panes">
              <legend class="visually-hidden">{common().hall}</legend>
              {choice('minutes', pages().tabMinutes)}
              {choice('board', pages().tabBoard)}
              <span class={styles.wideOnly}>{choice('both', pages().both)}</span>
            </fieldset>
            <CommandButtons />
            <SpeakersAtHand />
            <WhoIsHere />
            <fieldset class={styles.views} data-bar="drawers">
              <legend class="visually-hidden">{hallTexts().drawers}</legend>
              <For each={drawers}>
                {(name) => (
                  <button
                    type="button"
                    aria-pressed={drawer() === name}
                    onClick={() => hall.setDrawer(drawer() === name ? '' : name)}
                  >
                    <Icon name={drawerIcons[name]} />
                    <span>{hallTexts()[name]}</span>
                    <Show when={name === 'activity' && drawer() !== name && working.unseen() > 0}>
                      <span class={styles.unseen} title={together().unseen(working.unseen())}>
                        {Math.min(99, working.unseen())}
                      </span>
                    </Show>
                  </button>
                )}
              </For>
            </fieldset>
          </div>
          <FollowBar />
          <ConflictAnnouncer />
          <div class={styles.panes} data-view={view()} data-drawer={drawer() ? 'open' : 'closed'}>
            <section class={styles.minutes} hidden={view() === 'board'} aria-label={pages().tabMinutes}>
              <MinutesEditor
                dialogueId={props.dialogue.id}
                minutes={hall.minutes}
                board={hall.board}
                register={hall.register}
                readOnly={hall.readOnly()}
                onOpenPetition={hall.openPetition}
                onEditor={setEditor}
              />
            </section>
            <section class={styles.board} hidden={view() === 'minutes'} aria-label={pages().tabBoard}>
              <Show when={boardDue()}>
                <BoardPanel
                  dialogue={props.dialogue}
                  office={props.office}
                  board={hall.board}
                  register={hall.register}
                  readOnly={hall.readOnly()}
                  person={hall.person()}
                  selected={hall.selected()}
                  onSelect={hall.openPetition}
                  started={started()}
                  onReady={() => setBoardThere(true)}
                />
              </Show>
            </section>
            <Show when={drawer() || null}>
              {(name) => (
                <aside class={styles.drawer} aria-label={hallTexts()[name()]}>
                  <Button
                    kind="quiet"
                    icon="close"
                    class={styles.closeDrawer}
                    aria-label={hallTexts().closeDrawer}
                    onClick={() => hall.setDrawer('')}
                  />
                  <Dynamic component={panels[name()]} />
                </aside>
              )}
            </Show>
          </div>
        </DialogueFrame>
      </TogetherProvider>
    </HallWithPapers>
  );
}

/** So long after the text the board comes, and never between a key and its paint, ms. */
const boardAfter = 100;
/** A text that does not come (this device never had it, and the hall is out of reach) holds nothing up longer, ms. */
const boardPatience = 1_000;

/** True once the text is on the page and can be typed into: what comes later does not hold up the first letter. */
function afterText(hall: Hall): Accessor<boolean> {
  const [due, setDue] = createSignal(false);
  const moment = new QuietMoment(() => setDue(true));
  createEffect(() => {
    const timer = setTimeout(() => moment.soon(), hall.editor() ? boardAfter : boardPatience);
    onCleanup(() => clearTimeout(timer));
  });
  onCleanup(() => moment.stop());
  return due;
}

const wideWindow = '(min-width: 1080px)';

function wideEnough(): boolean {
  return matchMedia(wideWindow).matches;
}
