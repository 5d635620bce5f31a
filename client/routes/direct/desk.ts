import { createMemo, createSignal } from 'solid-js';
import type { Dialogue } from '../../../shared/dialogue.ts';
import {
  comparePetitions,
  petitionsOf,
  readMoment,
  readPetition,
  sessionOf,
} from '../../../shared/docs/board.ts';
import {
  allScreens,
  mainScreen,
  readStageSettings,
  releasedOf,
  removeStageScreen,
  type StageScreen,
  type StageSettings,
  screensOf,
  setReleased,
  setStageScreen,
  setStageSettings,
  stageSettingsOf,
} from '../../../shared/docs/stage.ts';
import { newId } from '../../../shared/ids.ts';
import type { Petition } from '../../../shared/petition.ts';
import { fold } from '../../../shared/vietnamese/fold.ts';
import { openDocument } from '../../sync/open-document.ts';
import { yjsRecords, yjsSignal } from '../../sync/signals.ts';

/** What of a screen a switch changes, and its undoing brings back. */
type Shown = Pick<StageScreen, 'mode' | 'petitionId' | 'message'>;

/** Switches that can be undone at most. */
const mostUndone = 50;

/** The organizer's desk: the screens, what may be shown, and the petitions to choose from. */
export type Desk = ReturnType<typeof createDesk>;

/** Opens what the desk works on. To be called inside a Solid owner. */
export function createDesk(dialogue: Dialogue) {
  const stage = openDocument(dialogue.id, 'stage');
  const board = openDocument(dialogue.id, 'board');
  const { doc } = stage;
  const screens = yjsSignal(() => allScreens(doc), screensOf(doc));
  const settings = yjsSignal(() => readStageSettings(doc), stageSettingsOf(doc));
  const released = yjsSignal(() => new Set(releasedIn(releasedOf(doc))), releasedOf(doc));
  const current = yjsSignal(() => readMoment(board.doc).currentPetition, sessionOf(board.doc));
  const records = yjsRecords(petitionsOf(board.doc), readPetition);
  const petitions = createMemo(() => showable(Object.values(records)));

  const [wanted, choose] = createSignal<string>(mainScreen);
  const screen = createMemo(() => screens().find(({ id }) => id === wanted()) ?? screens()[0] ?? blank);
  const [undone, setUndone] = createSignal<{ id: string; before: Shown }[]>([]);
  const isReleased = (id: string) => settings().releaseAll || released().has(id);

  return {
    dialogue,
    documents: [stage, board],
    ready: () => stage.ready() && board.ready(),
    screens,
    /** The screen that is being directed. */
    screen,
    choose,
    settings,
    /** All petitions that could be shown, by number. */
    petitions,
    /** The petition with this id, or undefined. */
    petition: (id: string): Petition | undefined => records[id],
    /** Id of the petition under discussion, or empty. */
    current,
    isReleased,
    hidden: createMemo(() => petitions().filter(({ id }) => !isReleased(id))),
    /** Switches the screen to something else; what it showed can be brought back. */
    show(values: Partial<Shown>) {
      const { id, mode, petitionId, message } = screen();
      setUndone((all) => [...all.slice(1 - mostUndone), { id, before: { mode, petitionId, message } }]);
      setStageScreen(doc, id, values);
    },
    canUndo: () => undone().some(({ id }) => id === screen().id),
    /** Brings back what the screen showed before its last switch. */
    undo() {
      const { id } = screen();
      const at = undone().findLastIndex((one) => one.id === id);
      const last = undone()[at];
      if (!last) return;
      setUndone((all) => all.filter((_, n) => n !== at));
      setStageScreen(doc, id, last.before);
    },
    setScale: (scale: number) =>
      setStageScreen(doc, screen().id, { scale: Math.min(140, Math.max(80, scale)) }),
    rename: (name: string) => setStageScreen(doc, screen().id, { name: name.normalize('NFC').trim() }),
    add(name: string) {
      const id = newId();
      setStageScreen(doc, id, { name, mode: 'issues', scale: 100 });
      choose(id);
    },
    remove() {
      removeStageScreen(doc, screen().id);
      choose(mainScreen);
    },
    release: (ids: readonly string[]) => setReleased(doc, ids, true),
    takeBack: (ids: readonly string[]) => setReleased(doc, ids, false),
    set: (values: Partial<StageSettings>) => setStageSettings(doc, values),
    /** Lets all be shown from now on; ending it keeps those on the screen that are there. */
    setReleaseAll(all: boolean) {
      doc.transact(() => {
        const shown = petitions().map(({ id }) => id);
        if (!all) setReleased(doc, shown, true);
        setStageSettings(doc, { releaseAll: all });
      });
    },
  };
}

const blank: StageScreen = {
  id: mainScreen,
  name: '',
  mode: 'issues',
  petitionId: '',
  message: '',
  scale: 100,
};

function* releasedIn(map: Iterable<[string, boolean]>): Generator<string> {
  for (const [id, value] of map) if (value === true) yield id;
}

/** Those that a screen could show: written down, not withdrawn, not merged. */
function showable(petitions: readonly (Petition | undefined)[]): Petition[] {
  return petitions
    .filter((petition): petition is Petition => {
      if (!petition || petition.content.trim() === '') return false;
      return petition.state !== 'withdrawn' && petition.state !== 'merged';
    })
    .sort(comparePetitions);
}

/** Petitions in whose number, content, field or village every word occurs, without regard to case and marks. */
export function findPetitions(petitions: readonly Petition[], text: string): Petition[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...petitions];
  return petitions.filter(({ number, content, field, village }) => {
    const folded = fold([number, content, field, village].join('\n'));
    return words.every((word) => folded.includes(word));
  });
}

/** A text of one line, cut after `length` characters. */
export function brief(text: string, length = 160): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length).trimEnd()}…` : line;
}

/** The farthest seat from which type of a size is read on a picture 3 m wide, metres (docs/decisions/0016). */
export function reachOf(scale: number): number {
  return Math.round((12 * scale) / 100);
}
