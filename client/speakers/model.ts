import { type Accessor, createMemo, createSignal, onCleanup, untrack } from 'solid-js';
import {
  allSpeakers,
  calledNow,
  hallSettingsOf,
  moveSpeaker,
  type NewSpeaker,
  nextToCall,
  queueSpeaker,
  removeSpeaker,
  reorderSpeaker,
  type Speaker,
  type SpeakerState,
  type SpeakerValues,
  setSpeaker,
  setSpeakingSeconds,
  speakersOf,
  speakingNow,
  speakingSeconds,
} from '../../shared/docs/speakers.ts';
import { newId } from '../../shared/ids.ts';
import { sameItems } from '../board/entries.ts';
import { t } from '../i18n/speakers.ts';
import type { OpenDocument } from '../sync/open-document.ts';
import { yjsSignal } from '../sync/signals.ts';
import { hallNow } from '../time/hall-clock.ts';

/** What was done at this device last, and how to take it back. */
export interface Done {
  text: string;
  undo: (() => void) | null;
}

/** The queue of speakers at this device: what it holds, and all writing into it. */
export interface SpeakersModel {
  readonly register: OpenDocument;
  readOnly: Accessor<boolean>;
  get: (id: string) => Speaker | undefined;
  speaking: Accessor<Speaker | null>;
  called: Accessor<Speaker | null>;
  /** Ids of those who wait, in the order of the queue. */
  waiting: Accessor<readonly string[]>;
  /** Ids of those who have spoken or were absent, the last one first. */
  past: Accessor<readonly string[]>;
  /** Time of a speech, seconds. */
  seconds: Accessor<number>;
  setSeconds: (seconds: number) => void;
  add: (speaker: NewSpeaker) => void;
  edit: (id: string, values: Partial<SpeakerValues>) => void;
  move: (id: string, to: SpeakerState) => void;
  /** Calls whoever is next; not again within a moment of another call, which may have been another device's. */
  callNext: () => void;
  /** Puts somebody before another one; empty: at the end. */
  place: (id: string, beforeId: string) => void;
  remove: (id: string) => void;
  done: Accessor<Done | null>;
  say: (text: string) => void;
  /** Takes the last act back. */
  undo: () => void;
}

/** How long what was done stays to be taken back, ms. */
const doneTime = 12_000;
/** A second "call next" within this is taken for the same one, ms. */
const callPause = 1500;

export function nameOf(speaker: Pick<Speaker, 'name'> | null | undefined): string {
  return speaker?.name || t().noName;
}

const said: Record<SpeakerState, (name: string) => string> = {
  called: (name) => t().saidCalled(name),
  speaking: (name) => t().saidStarted(name),
  done: (name) => t().saidDone(name),
  absent: (name) => t().saidAbsent(name),
  waiting: (name) => t().saidBack(name),
};

function createDone() {
  const [done, setDone] = createSignal<Done | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = (text: string, undo: (() => void) | null = null) => {
    clearTimeout(timer);
    setDone({ text, undo });
    timer = setTimeout(() => setDone(null), doneTime);
  };
  onCleanup(() => clearTimeout(timer));
  const undo = () => {
    const { undo } = untrack(done) ?? {};
    clearTimeout(timer);
    setDone(null);
    undo?.();
  };
  return { done, show, undo };
}

/** Reads the queue into signals and gives it its actions. To be called inside a Solid owner. */
export function createSpeakersModel(register: OpenDocument, readOnly: Accessor<boolean>): SpeakersModel {
  const { doc } = register;
  const all = yjsSignal(() => allSpeakers(doc), speakersOf(doc));
  const seconds = yjsSignal(() => speakingSeconds(doc), hallSettingsOf(doc));
  const byId = createMemo(() => new Map(all().map((speaker) => [speaker.id, speaker])));
  const idsOf = (...states: SpeakerState[]) =>
    all()
      .filter(({ state }) => states.includes(state))
      .map(({ id }) => id);
  const waiting = createMemo<readonly string[]>(() => idsOf('waiting'), [], { equals: sameItems });
  const past = createMemo<readonly string[]>(
    () => {
      const ended = (id: string) => byId().get(id)?.endedAt || byId().get(id)?.calledAt || '';
      return idsOf('done', 'absent').sort((a, b) => (ended(a) < ended(b) ? 1 : -1));
    },
    [],
    { equals: sameItems },
  );
  const { done, show, undo } = createDone();
  const now = () => new Date(hallNow()).toISOString();

  /** How to bring back those who stood elsewhere before, unless somebody moved them on since. */
  const wayBack = (before: readonly Speaker[], after: readonly Speaker[]) => () => {
    const then = new Map(after.map((speaker) => [speaker.id, speaker.state]));
    const present = new Map(allSpeakers(doc).map((speaker) => [speaker.id, speaker.state]));
    const changed = before.filter(
      ({ id, state }) => then.get(id) !== state && present.get(id) === then.get(id),
    );
    // Whoever spoke speaks on: last, because a start ends the speech of another.
    changed.sort((a, b) => Number(a.state === 'speaking') - Number(b.state === 'speaking'));
    doc.transact(() => {
      for (const { id, state, startedAt } of changed) moveSpeaker(doc, id, state, now(), startedAt);
    });
  };
  const move = (id: string, to: SpeakerState) => {
    const before = allSpeakers(doc);
    if (readOnly() || before.find((speaker) => speaker.id === id)?.state === to) return;
    moveSpeaker(doc, id, to, now());
    show(said[to](nameOf(untrack(byId).get(id))), wayBack(before, allSpeakers(doc)));
  };

  return {
    register,
    readOnly,
    get: (id) => byId().get(id),
    speaking: createMemo(() => speakingNow(all())),
    called: createMemo(() => calledNow(all())),
    waiting,
    past,
    seconds,
    setSeconds: (value) => {
      if (!readOnly()) setSpeakingSeconds(doc, value);
    },
    add: (speaker) => {
      if (readOnly()) return;
      const id = newId();
      queueSpeaker(doc, id, speaker, now());
      show(t().saidAdded(nameOf(speaker)), () => {
        removeSpeaker(doc, id, now());
      });
    },
    edit: (id, values) => {
      if (!readOnly()) setSpeaker(doc, id, values);
    },
    move,
    callNext: () => {
      const speakers = untrack(all);
      const called = calledNow(speakers);
      if (called && hallNow() - Date.parse(called.calledAt) < callPause)
        return show(t().justCalled(nameOf(called)));
      const next = nextToCall(speakers);
      if (next) move(next.id, 'called');
      else show(t().nobodyWaits);
    },
    place: (id, beforeId) => {
      if (readOnly()) return;
      reorderSpeaker(doc, id, beforeId);
      show(t().saidPlace(nameOf(untrack(byId).get(id)), untrack(waiting).indexOf(id) + 1));
    },
    remove: (id) => {
      if (readOnly()) return;
      const name = nameOf(untrack(byId).get(id));
      const undoIt = removeSpeaker(doc, id, now());
      if (undoIt) show(t().saidRemoved(name), undoIt);
    },
    done,
    say: show,
    undo,
  };
}
