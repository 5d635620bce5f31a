import * as Y from 'yjs';
import { readEnum, readFlag, readNumber, readString } from './read.ts';

/**
 * The queue of speakers: root type `speakers` of the register (names are personal data), Y.Map of id to Y.Map,
 * and `hall` of the register, the settings of the session that all devices share.
 *
 * Several devices call, start and reorder at once, some of them out of reach for a while. So each device writes
 * where a speaker stands into a key of its own (`turn.<client>`), as one value with a number that is larger than
 * all it has seen; readers take the highest. A device that comes back with an old call cannot undo what the hall
 * did since, and no two values are ever mixed. There is one microphone: of all calls the last one counts, of all
 * starts the last one; who was overtaken waits again.
 */

/** `absent`: called and not there; may be called again. */
export const speakerStates = ['waiting', 'called', 'speaking', 'done', 'absent'] as const;
export type SpeakerState = (typeof speakerStates)[number];

export interface Speaker {
  id: string;
  name: string;
  village: string;
  group: string;
  /** The attendee it is, or empty. */
  attendeeId: string;
  state: SpeakerState;
  /** Place in the queue; a number between two others stands between them. */
  order: number;
  /** ISO 8601 instants by the hall's clock, or empty: of the last call, start and end. */
  queuedAt: string;
  calledAt: string;
  startedAt: string;
  endedAt: string;
  /** The petition that the speech was written down as (the last one), or empty. */
  petitionId: string;
  /** The citizen agreed that the name is shown in the hall (recorded, never assumed). */
  showName: boolean;
}

/** Where a speaker stands, as one device wrote it. */
interface Turn {
  /** Larger than every number its writer had seen in this queue. */
  n: number;
  /** ISO 8601 instant of the writing; decides between equal numbers. */
  at: string;
  state: SpeakerState;
  /** The number of the last call and of the last start; 0: never. */
  call: number;
  start: number;
  calledAt: string;
  startedAt: string;
  endedAt: string;
}

export type SpeakerMap = Y.Map<string | boolean | number | Turn>;
export type NewSpeaker = Pick<Speaker, 'name' | 'village' | 'group' | 'attendeeId'> &
  Partial<Pick<Speaker, 'petitionId' | 'showName'>>;
/** What is written without moving anybody. */
export type SpeakerValues = Omit<
  Speaker,
  'id' | 'state' | 'order' | 'queuedAt' | 'calledAt' | 'startedAt' | 'endedAt'
>;

/** How long a speech may last when nobody set another time, seconds. */
export const defaultSpeakingSeconds = 300;
/** Bounds of the speaking time, seconds. */
export const speakingBounds = { least: 30, most: 3600 } as const;
/** The warning comes so long before the end, seconds. */
export const warningSeconds = 60;

export function speakersOf(doc: Y.Doc): Y.Map<SpeakerMap> {
  return doc.getMap<SpeakerMap>('speakers');
}

export function hallSettingsOf(doc: Y.Doc): Y.Map<string | number> {
  return doc.getMap<string | number>('hall');
}

/** How long a speech may last, seconds (30 s to 1 h whatever a peer wrote). */
export function speakingSeconds(doc: Y.Doc): number {
  const seconds = readNumber(hallSettingsOf(doc), 'speakingSeconds', defaultSpeakingSeconds);
  return Math.min(speakingBounds.most, Math.max(speakingBounds.least, Math.round(seconds)));
}

/** Sets how long a speech may last, for all devices. */
export function setSpeakingSeconds(doc: Y.Doc, seconds: number): void {
  if (hallSettingsOf(doc).get('speakingSeconds') !== seconds)
    hallSettingsOf(doc).set('speakingSeconds', seconds);
}

const turnPrefix = 'turn.';
/** Beyond any number of moves of a day; what a peer wrote above it counts as this. */
const mostMoves = 1_000_000_000;
/** Places in the queue lie within this, whatever a peer wrote. */
const farthest = 1_000_000_000;
const noTurn: Turn = {
  n: 0,
  at: '',
  state: 'waiting',
  call: 0,
  start: 0,
  calledAt: '',
  startedAt: '',
  endedAt: '',
};

function readTurn(value: unknown): Turn | null {
  if (typeof value !== 'object' || value === null) return null;
  const fields = new Map<string, unknown>(Object.entries(value));
  const count = (key: string) => Math.min(mostMoves, Math.max(0, Math.floor(readNumber(fields, key))));
  return {
    n: count('n'),
    at: readString(fields, 'at'),
    state: readEnum(fields, 'state', speakerStates, 'waiting'),
    call: count('call'),
    start: count('start'),
    calledAt: readString(fields, 'calledAt'),
    startedAt: readString(fields, 'startedAt'),
    endedAt: readString(fields, 'endedAt'),
  };
}

/** The turn that counts: the highest number, then the later instant, then the key. */
function turnOf(map: SpeakerMap): Turn {
  let best: { turn: Turn; key: string } | null = null;
  for (const [key, value] of map) {
    const turn = key.startsWith(turnPrefix) ? readTurn(value) : null;
    if (turn && (!best || comparePlaces(turn.n, turn.at, key, best.turn.n, best.turn.at, best.key) > 0))
      best = { turn, key };
  }
  return best?.turn ?? noTurn;
}

function comparePlaces(n: number, at: string, key: string, n2: number, at2: string, key2: string): number {
  if (n !== n2) return n - n2;
  const [one, two] = at === at2 ? [key, key2] : [at, at2];
  return one < two ? -1 : one > two ? 1 : 0;
}

interface Entry {
  speaker: Speaker;
  turn: Turn;
}

/** Reads one speaker as it was written, without regard to the others; always of the declared types. */
function readEntry(id: string, map: SpeakerMap): Entry {
  const turn = turnOf(map);
  const { state, calledAt, startedAt, endedAt } = turn;
  const speaker: Speaker = {
    id,
    name: readString(map, 'name'),
    village: readString(map, 'village'),
    group: readString(map, 'group'),
    attendeeId: readString(map, 'attendeeId'),
    state,
    order: Math.min(farthest, Math.max(-farthest, readNumber(map, 'order'))),
    queuedAt: readString(map, 'queuedAt'),
    calledAt,
    startedAt,
    endedAt,
    petitionId: readString(map, 'petitionId'),
    showName: readFlag(map, 'showName'),
  };
  return { speaker, turn };
}

/** Reads one speaker alone; whether another overtook the speaker only `allSpeakers` knows. */
export function readSpeaker(id: string, map: SpeakerMap): Speaker {
  return readEntry(id, map).speaker;
}

function readEntries(doc: Y.Doc): Entry[] {
  const entries: Entry[] = [];
  for (const [id, map] of speakersOf(doc)) if (map instanceof Y.Map) entries.push(readEntry(id, map));
  return entries;
}

/** Of all that were called (or started), who was last: whatever became of them since. */
function lastOf(entries: readonly Entry[], what: 'call' | 'start'): string {
  const at = what === 'call' ? 'calledAt' : 'startedAt';
  let last: Entry | null = null;
  for (const entry of entries) {
    if (entry.turn[what] === 0) continue;
    const [a, b] = [entry, last];
    if (
      !b ||
      comparePlaces(a.turn[what], a.turn[at], a.speaker.id, b.turn[what], b.turn[at], b.speaker.id) > 0
    )
      last = entry;
  }
  return last?.speaker.id ?? '';
}

/** One called at most, one speaking at most: who was overtaken waits again. */
function settle(entries: readonly Entry[]): Speaker[] {
  const [called, speaking] = [lastOf(entries, 'call'), lastOf(entries, 'start')];
  return entries.map(({ speaker }) => {
    const { id, state } = speaker;
    const overtaken = (state === 'called' && id !== called) || (state === 'speaking' && id !== speaking);
    return overtaken ? { ...speaker, state: 'waiting' as const } : speaker;
  });
}

function byOrder(a: Speaker, b: Speaker): number {
  return a.order - b.order || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Everybody who asked to speak, in the order of the queue; at most one is called and at most one speaks. */
export function allSpeakers(doc: Y.Doc): Speaker[] {
  return settle(readEntries(doc)).sort(byOrder);
}

/** Who speaks now, or null. */
export function speakingNow(speakers: readonly Speaker[]): Speaker | null {
  return speakers.find(({ state }) => state === 'speaking') ?? null;
}

/** Who is called to come forward, or null. */
export function calledNow(speakers: readonly Speaker[]): Speaker | null {
  return speakers.find(({ state }) => state === 'called') ?? null;
}

/** Whom "call next" calls: the first who waits behind the one called now (who waits again), else the first. */
export function nextToCall(speakers: readonly Speaker[]): Speaker | null {
  const waiting = speakers.filter(({ state }) => state === 'waiting');
  const called = calledNow(speakers);
  const behind = called ? waiting.find((speaker) => byOrder(called, speaker) < 0) : undefined;
  return behind ?? waiting[0] ?? null;
}

function setAll(map: SpeakerMap, values: Partial<Speaker>): void {
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && map.get(key) !== value) map.set(key, value);
  }
}

/** Writes where a speaker stands into this device's own key; the keys it replaces go. */
function writeTurn(doc: Y.Doc, map: SpeakerMap, turn: Turn): void {
  for (const key of [...map.keys()]) if (key.startsWith(turnPrefix)) map.delete(key);
  map.set(`${turnPrefix}${doc.clientID}`, turn);
}

function nextNumber(entries: readonly Entry[]): number {
  return Math.max(0, ...entries.map(({ turn }) => Math.max(turn.n, turn.call, turn.start))) + 1;
}

/** Puts somebody at the end of the queue. `at` is an ISO 8601 instant. */
export function queueSpeaker(doc: Y.Doc, id: string, speaker: NewSpeaker, at: string): void {
  const last = allSpeakers(doc).at(-1)?.order ?? 0;
  const map: SpeakerMap = new Y.Map();
  doc.transact(() => {
    speakersOf(doc).set(id, map);
    setAll(map, { order: last + 1, queuedAt: at, ...speaker });
  });
}

/** Sets fields of a speaker in one transaction; an unknown id is left alone. */
export function setSpeaker(doc: Y.Doc, id: string, values: Partial<SpeakerValues>): void {
  const map = speakersOf(doc).get(id);
  if (map instanceof Y.Map) doc.transact(() => setAll(map, values));
}

function moved(turn: Turn, state: SpeakerState, n: number, at: string, startedAt = at): Turn {
  const next = { ...turn, n, at, state };
  if (state === 'called') return { ...next, call: n, calledAt: at };
  if (state === 'speaking') return { ...next, start: n, startedAt, endedAt: '' };
  if (state === 'done') return { ...next, endedAt: at };
  return next;
}

/**
 * Moves somebody on: `called` (whoever was called before waits again), `speaking` (whoever spoke is done),
 * `done`, `absent`, or back to `waiting`. `at` is an ISO 8601 instant; `startedAt` that of a speech that was
 * ended by mistake and goes on. An unknown id is left alone.
 */
export function moveSpeaker(doc: Y.Doc, id: string, state: SpeakerState, at: string, startedAt = at): void {
  const map = speakersOf(doc).get(id);
  if (!(map instanceof Y.Map)) return;
  doc.transact(() => {
    const entries = readEntries(doc);
    const n = nextNumber(entries);
    const settled = new Map(settle(entries).map((speaker) => [speaker.id, speaker.state]));
    for (const { speaker, turn } of entries) {
      const other = speakersOf(doc).get(speaker.id);
      if (speaker.id === id || !other) continue;
      const before = settled.get(speaker.id) ?? 'waiting';
      const ousted = before === state && (state === 'called' || state === 'speaking');
      const after = ousted ? (state === 'speaking' ? 'done' : 'waiting') : before;
      // Who was overtaken is also written down as waiting, so that it holds when the other entry is removed.
      if (after !== turn.state) writeTurn(doc, other, moved(turn, after, n, at));
    }
    writeTurn(doc, map, moved(turnOf(map), state, n, at, startedAt));
  });
}

/** The gap below which places are numbered anew: far above what a double can tell apart. */
const leastGap = 1e-6;

/** Puts a speaker before another (`beforeId` empty or unknown: at the end). */
export function reorderSpeaker(doc: Y.Doc, id: string, beforeId: string): void {
  const all = allSpeakers(doc);
  if (id === beforeId || !all.some((speaker) => speaker.id === id)) return;
  const others = all.filter((speaker) => speaker.id !== id);
  const found = others.findIndex((speaker) => speaker.id === beforeId);
  const at = found < 0 ? others.length : found;
  const [after, before] = [others[at - 1], others[at]];
  const low = after?.order ?? (before ? before.order - 2 : 0);
  const high = before?.order ?? low + 2;
  doc.transact(() => {
    if (high - low > leastGap) return setOrder(doc, id, (low + high) / 2);
    // Two devices put two people into the same place, or the halves ran out: all get whole numbers again.
    const ids = others.map((speaker) => speaker.id);
    ids.splice(at, 0, id);
    ids.forEach((each, index) => {
      setOrder(doc, each, index + 1);
    });
  });
}

function setOrder(doc: Y.Doc, id: string, order: number): void {
  const map = speakersOf(doc).get(id);
  if (map instanceof Y.Map) setAll(map, { order });
}

/** Takes somebody off the queue. Returns how to bring the person back as they were, or null for an unknown id. */
export function removeSpeaker(doc: Y.Doc, id: string, at: string): (() => void) | null {
  const map = speakersOf(doc).get(id);
  if (!(map instanceof Y.Map)) return null;
  const kept = [...map];
  doc.transact(() => {
    // Whoever this one overtook stays overtaken.
    moveSpeaker(doc, id, 'done', at);
    speakersOf(doc).delete(id);
  });
  return () => {
    if (speakersOf(doc).get(id) instanceof Y.Map) return;
    const again: SpeakerMap = new Y.Map();
    doc.transact(() => {
      speakersOf(doc).set(id, again);
      for (const [key, value] of kept) if (!(value instanceof Y.AbstractType)) again.set(key, value);
    });
  };
}
