import * as Y from 'yjs';
import type { Place } from '../privacy.ts';
import { fold } from '../vietnamese/fold.ts';
import { isArrivalKey } from './arrivals.ts';
import { conflictsOf } from './conflicts.ts';
import { type CorrectionMap, correctionsOf } from './corrections.ts';
import { papersOf } from './papers.ts';
import { type AttendeeMap, attendeesOf, type PetitionerMap, petitionersOf } from './register.ts';
import { type SpeakerMap, speakersOf } from './speakers.ts';

/**
 * Erasing people from a register. An entry is replaced by a new one that keeps what counts and names nobody: what a
 * device that was away wrote into the old one goes with it. Root map `erasures` (id to instant) tells devices to throw
 * away what their own store still holds.
 */

/** In an entry: its person was erased on request. */
export const erasedKey = 'erased';

export function erasuresOf(doc: Y.Doc): Y.Map<string> {
  return doc.getMap<string>('erasures');
}

/** Hashes of papers whose files every device throws away, to the erasure's id. */
export function erasedPapersOf(doc: Y.Doc): Y.Map<string> {
  return doc.getMap<string>('erasedPapers');
}

/** Whether an entry of attendees, petitioners, speakers or corrections was emptied. */
export function isErased(map: unknown): boolean {
  return map instanceof Y.Map && map.get(erasedKey) === true;
}

/** What stays of each kind of entry: what counts and where it belongs, never who. */
const kept = {
  attendee: ['village', 'group', 'present', 'walkIn', 'checkedInAt'],
  // Not the attendee's id: a name that is left out is taken from there.
  petitioner: [],
  speaker: ['village', 'group', 'petitionId', 'order', 'queuedAt'],
  correction: ['anchor', 'village', 'notedBy', 'notedAt', 'state', 'settledBy', 'settledAt'],
} as const;

/** Keys of a speaker's turns, one for each device: times and states, no names. */
const turnKey = /^turn\.\d{1,20}$/;

type AnyMap = Y.Map<unknown>;

function isKept(kind: keyof typeof kept, key: string): boolean {
  const known: readonly string[] = kept[kind];
  if (kind === 'attendee' && isArrivalKey(key)) return true;
  return known.includes(key) || (kind === 'speaker' && turnKey.test(key));
}

/** Puts an emptied entry in the place of an old one. Returns whether there was anything to empty. */
function empty<T extends AttendeeMap | PetitionerMap | SpeakerMap | CorrectionMap>(
  all: Y.Map<T>,
  kind: keyof typeof kept,
  id: string,
  make: () => T,
): boolean {
  const old: unknown = all.get(id);
  if (old === undefined) return false;
  const entries: [string, unknown][] = old instanceof Y.Map ? [...(old as AnyMap)] : [];
  const isClean = isErased(old) && entries.every(([key]) => key === erasedKey || isKept(kind, key));
  if (isClean) return false;
  const map = make();
  for (const [key, value] of entries)
    if (isKept(kind, key) && !(value instanceof Y.AbstractType)) (map as unknown as AnyMap).set(key, value);
  (map as unknown as AnyMap).set(erasedKey, true);
  all.set(id, map);
  return true;
}

/**
 * Empties entries of one dialogue's register; what is empty already is left alone. Returns how many were emptied. To be
 * called in a transaction of the caller's.
 */
export function eraseEntries(doc: Y.Doc, places: readonly Pick<Place, 'kind' | 'id'>[]): number {
  let count = 0;
  const petitions = new Set<string>();
  const hashes = new Set<string>();
  for (const { kind, id } of places) {
    let done = false;
    if (kind === 'attendee') done = empty(attendeesOf(doc), kind, id, () => new Y.Map() as AttendeeMap);
    if (kind === 'speaker') done = empty(speakersOf(doc), kind, id, () => new Y.Map() as SpeakerMap);
    if (kind === 'correction') done = empty(correctionsOf(doc), kind, id, () => new Y.Map() as CorrectionMap);
    if (kind === 'petitioner') {
      done = empty(petitionersOf(doc), kind, id, () => new Y.Map() as PetitionerMap);
      petitions.add(id);
    }
    if (kind === 'paper') hashes.add(id);
    if (done) count += 1;
  }
  for (const key of [...conflictsOf(doc).keys()])
    if (petitions.has(key.split('/')[0] ?? '')) conflictsOf(doc).delete(key);
  for (const [id, map] of [...papersOf(doc)]) {
    if (!(map instanceof Y.Map) || !hashes.has(String(map.get('hash')))) continue;
    papersOf(doc).delete(id);
    count += 1;
  }
  return count;
}

/** Everything of a register that is personal and not erased, as places of `dialogueId`. */
export function allPlaces(doc: Y.Doc, dialogueId: string): Place[] {
  const of = (kind: Place['kind'], entries: Iterable<readonly [string, unknown]>) =>
    [...entries].filter(([, map]) => !isErased(map)).map(([id]): Place => ({ dialogueId, kind, id }));
  const hashes = [...papersOf(doc).values()].map((map) =>
    map instanceof Y.Map ? String(map.get('hash') ?? '') : '',
  );
  return [
    ...of('attendee', attendeesOf(doc)),
    ...of('petitioner', petitionersOf(doc)),
    ...of('speaker', speakersOf(doc)),
    ...of('correction', correctionsOf(doc)),
    ...of(
      'paper',
      hashes.filter((hash) => hash !== '').map((hash) => [hash, null] as const),
    ),
  ];
}

/** What stands where a name was taken out of a text. */
export const erasedName = '(tên đã xóa)';

interface Span {
  start: number;
  end: number;
}

/** Letters of a name written without spaces. */
const leastGlued = 6;
/** Between the words of one name, as people write them. */
const gap = /^[\s._·-]{1,4}$/u;

/**
 * Where a text says one of these names, whatever its case and marks; whole names of two words or more, else every text
 * would be full of them. `others` are names that stay: a longer one that begins alike is not cut. Positions count UTF-16
 * units.
 */
export function namesIn(text: string, names: readonly string[], others: readonly string[] = []): Span[] {
  const words = Array.from(text.matchAll(/[\p{L}\p{M}\p{N}]+/gu), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    folded: fold(match[0]),
  }));
  const partsOf = (name: string) =>
    Array.from(name.matchAll(/[\p{L}\p{M}\p{N}]+/gu), (match) => fold(match[0]));
  /** A name as it may be written: by words, and as one word when that is long enough to be no other. */
  const waysOf = (name: string, stays: boolean) => {
    const parts = partsOf(name);
    const glued = parts.join('');
    if (parts.length < 2) return [];
    return [{ parts, stays }, ...(glued.length >= leastGlued ? [{ parts: [glued], stays }] : [])];
  };
  const wanted = [
    ...names.flatMap((name) => waysOf(name, false)),
    ...others.flatMap((name) => waysOf(name, true)),
  ].sort((a, b) => b.parts.length - a.parts.length);
  const found: Span[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const match = wanted.find(({ parts }) =>
      parts.every((part, n) => {
        const [word, before] = [words[at + n], words[at + n - 1]];
        return word?.folded === part && (n === 0 || gap.test(text.slice(before?.end, word.start)));
      }),
    );
    const [first, last] = [words[at], words[at + (match?.parts.length ?? 0) - 1]];
    if (!match || !first || !last) continue;
    if (!match.stays) found.push({ start: first.start, end: last.end });
    at += match.parts.length - 1;
  }
  return found;
}

/** Every text of a Yjs type, deep: what a document of this product keeps its words in. */
export function textsUnder(type: unknown): Y.Text[] {
  if (type instanceof Y.Text) return [type];
  const children: unknown[] =
    type instanceof Y.XmlFragment ? type.toArray() : type instanceof Y.Map ? [...type.values()] : [];
  return children.flatMap(textsUnder);
}

/** The words of a text; what is no letter in it (a mention, a break) counts as one place, as in Yjs. */
function plainOf(text: Y.Text): string {
  const delta: { insert?: unknown }[] = text.toDelta();
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '\ufffc')).join('');
}

/** How often these texts say one of the names. */
export function countNames(
  texts: readonly Y.Text[],
  names: readonly string[],
  others: readonly string[] = [],
): number {
  return texts.reduce((sum, text) => sum + namesIn(plainOf(text), names, others).length, 0);
}

/** Takes the names out of texts; the words around them stay. Returns how many were taken out. */
export function eraseNames(
  texts: readonly Y.Text[],
  names: readonly string[],
  others: readonly string[] = [],
): number {
  let count = 0;
  for (const text of texts) {
    for (const { start, end } of namesIn(plainOf(text), names, others).reverse()) {
      text.delete(start, end - start);
      text.insert(start, erasedName);
      count += 1;
    }
  }
  return count;
}
