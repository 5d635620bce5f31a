import * as Y from 'yjs';
import { readEnum, readFlag, readNumber, readString } from './read.ts';

/**
 * The queue of speakers: root type `speakers` of the register (names are personal data), Y.Map of id to Y.Map,
 * and `hall` of the register, the settings of the session that all devices share.
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
  /** ISO 8601 instants, or empty. */
  queuedAt: string;
  calledAt: string;
  startedAt: string;
  endedAt: string;
  /** The petition that the speech was written down as, or empty. */
  petitionId: string;
  /** The citizen agreed that the name is shown in the hall (recorded, never assumed). */
  showName: boolean;
}

export type SpeakerMap = Y.Map<string | boolean | number>;
export type NewSpeaker = Pick<Speaker, 'name' | 'village' | 'group' | 'attendeeId'> & Partial<Speaker>;

/** How long a speech may last when nobody set another time, seconds. */
export const defaultSpeakingSeconds = 300;
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
  return Math.min(3600, Math.max(30, Math.round(seconds)));
}

/** Reads one speaker; whatever a hostile update put there comes out as the declared types. */
export function readSpeaker(id: string, map: SpeakerMap): Speaker {
  return {
    id,
    name: readString(map, 'name'),
    village: readString(map, 'village'),
    group: readString(map, 'group'),
    attendeeId: readString(map, 'attendeeId'),
    state: readEnum(map, 'state', speakerStates, 'waiting'),
    order: readNumber(map, 'order'),
    queuedAt: readString(map, 'queuedAt'),
    calledAt: readString(map, 'calledAt'),
    startedAt: readString(map, 'startedAt'),
    endedAt: readString(map, 'endedAt'),
    petitionId: readString(map, 'petitionId'),
    showName: readFlag(map, 'showName'),
  };
}

/** Everybody who asked to speak, in the order of the queue. */
export function allSpeakers(doc: Y.Doc): Speaker[] {
  const result: Speaker[] = [];
  for (const [id, map] of speakersOf(doc)) if (map instanceof Y.Map) result.push(readSpeaker(id, map));
  return result.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

/** Who speaks now, or null. When two devices started two, the one that started last. */
export function speakingNow(speakers: readonly Speaker[]): Speaker | null {
  const speaking = speakers.filter(({ state }) => state === 'speaking');
  return speaking.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))[0] ?? null;
}

function setAll(map: SpeakerMap, values: Partial<Omit<Speaker, 'id'>>): void {
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && map.get(key) !== value) map.set(key, value);
  }
}

/** Puts somebody at the end of the queue. `at` is an ISO 8601 instant. */
export function queueSpeaker(doc: Y.Doc, id: string, speaker: NewSpeaker, at: string): void {
  const last = allSpeakers(doc).at(-1)?.order ?? 0;
  const map: SpeakerMap = new Y.Map();
  doc.transact(() => {
    setAll(map, { order: last + 1, state: 'waiting', queuedAt: at, ...speaker });
    speakersOf(doc).set(id, map);
  });
}

/** Sets fields of a speaker in one transaction; an unknown id is left alone. */
export function setSpeaker(doc: Y.Doc, id: string, values: Partial<Omit<Speaker, 'id'>>): void {
  const map = speakersOf(doc).get(id);
  if (map instanceof Y.Map) doc.transact(() => setAll(map, values));
}

/**
 * Moves somebody on: `called` (whoever was called before waits again), `speaking` (whoever spoke is done),
 * `done`, `absent`, or back to `waiting`. `at` is an ISO 8601 instant.
 */
export function moveSpeaker(doc: Y.Doc, id: string, state: SpeakerState, at: string): void {
  doc.transact(() => {
    for (const other of allSpeakers(doc)) {
      if (other.id === id) continue;
      if (state === 'called' && other.state === 'called') setSpeaker(doc, other.id, { state: 'waiting' });
      if (state === 'speaking' && other.state === 'speaking')
        setSpeaker(doc, other.id, { state: 'done', endedAt: at });
    }
    const times: Partial<Record<SpeakerState, Partial<Speaker>>> = {
      called: { calledAt: at },
      speaking: { startedAt: at, endedAt: '' },
      done: { endedAt: at },
    };
    setSpeaker(doc, id, { state, ...times[state] });
  });
}

/** Puts a speaker before another (`beforeId` empty: at the end). */
export function reorderSpeaker(doc: Y.Doc, id: string, beforeId: string): void {
  const others = allSpeakers(doc).filter((speaker) => speaker.id !== id);
  const at = others.findIndex((speaker) => speaker.id === beforeId);
  const after = at < 0 ? others.at(-1) : others[at - 1];
  const before = at < 0 ? undefined : others[at];
  const low = after?.order ?? (before ? before.order - 2 : 0);
  const high = before?.order ?? low + 2;
  setSpeaker(doc, id, { order: (low + high) / 2 });
}
