import * as Y from 'yjs';
import type { Petition, PetitionState, PetitionValues, StateChange } from '../petition.ts';
import { categories, channels, outcomes, petitionStates, replyWishes } from '../petition.ts';
import { settleField } from './conflicts.ts';
import { readEnum, readString } from './read.ts';

/**
 * The board of petitions. Root types: `petitions` (Y.Map of petition id to Y.Map) and `session` (what the hall is at).
 * In a petition, `content` and `answer` are Y.Text, so that two people in one petition merge; `history` is a Y.Array.
 */
export type PetitionMap = Y.Map<string | Y.Text | Y.Array<StateChange>>;

/** The hall's present moment, shown on the screen. */
export interface SessionMoment {
  /** Id of the petition under discussion, or empty. */
  currentPetition: string;
  /** Village and group of the person speaking; never a name (names live in the register). */
  speakerVillage: string;
  speakerGroup: string;
}

export function petitionsOf(doc: Y.Doc): Y.Map<PetitionMap> {
  return doc.getMap<PetitionMap>('petitions');
}

export function sessionOf(doc: Y.Doc): Y.Map<string> {
  return doc.getMap<string>('session');
}

export function readMoment(doc: Y.Doc): SessionMoment {
  const map = sessionOf(doc);
  return {
    currentPetition: readString(map, 'currentPetition'),
    speakerVillage: readString(map, 'speakerVillage'),
    speakerGroup: readString(map, 'speakerGroup'),
  };
}

/** The live text of a petition's content or answer, or null when a peer broke it. */
export function petitionText(map: PetitionMap, key: 'content' | 'answer'): Y.Text | null {
  const value = map.get(key);
  return value instanceof Y.Text ? value : null;
}

function readText(map: PetitionMap, key: 'content' | 'answer'): string {
  return petitionText(map, key)?.toString().normalize('NFC') ?? '';
}

function readHistory(map: PetitionMap): StateChange[] {
  const value = map.get('history');
  if (!(value instanceof Y.Array)) return [];
  const changes: StateChange[] = [];
  for (const entry of value.toArray()) {
    if (typeof entry !== 'object' || entry === null) continue;
    const from = petitionStates.find((state) => state === entry.from);
    const to = petitionStates.find((state) => state === entry.to);
    if (!from || !to) continue;
    changes.push({ at: String(entry.at), by: String(entry.by), from, to });
  }
  return changes;
}

/** Reads one petition; whatever a hostile update put there comes out as the declared types. */
export function readPetition(id: string, map: PetitionMap): Petition {
  const outcome = map.get('outcome');
  return {
    id,
    number: readString(map, 'number'),
    raisedAt: readString(map, 'raisedAt'),
    raisedBy: readString(map, 'raisedBy'),
    content: readText(map, 'content'),
    answer: readText(map, 'answer'),
    field: readString(map, 'field'),
    channel: readEnum(map, 'channel', channels, 'spoken'),
    village: readString(map, 'village'),
    category: readEnum(map, 'category', categories, 'other'),
    unit: readString(map, 'unit'),
    state: readEnum(map, 'state', petitionStates, 'raised'),
    outcome: outcomes.find((known) => known === outcome) ?? '',
    dueDate: readString(map, 'dueDate'),
    dueReason: readString(map, 'dueReason'),
    authority: readString(map, 'authority'),
    answeredBy: readString(map, 'answeredBy'),
    replyWish: readEnum(map, 'replyWish', replyWishes, 'none'),
    replyDate: readString(map, 'replyDate'),
    replyNumber: readString(map, 'replyNumber'),
    toldHow: readString(map, 'toldHow'),
    toldAt: readString(map, 'toldAt'),
    mergedInto: readString(map, 'mergedInto'),
    history: readHistory(map),
  };
}

/** All petitions: numbered ones by number, then provisional ones by the time they were raised. */
export function allPetitions(doc: Y.Doc): Petition[] {
  const result: Petition[] = [];
  for (const [id, map] of petitionsOf(doc)) if (map instanceof Y.Map) result.push(readPetition(id, map));
  return result.sort(comparePetitions);
}

/** Order of the board: by number (KN-9 before KN-10), provisional ones last, by time, then id. */
export function comparePetitions(a: Petition, b: Petition): number {
  const rank = (petition: Petition) =>
    Number(/(\d+)$/.exec(petition.number)?.[1] ?? Number.POSITIVE_INFINITY);
  const [ra, rb] = [rank(a), rank(b)];
  if (ra !== rb) return ra < rb ? -1 : 1;
  if (a.raisedAt !== b.raisedAt) return a.raisedAt < b.raisedAt ? -1 : 1;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}

/** Raises a petition; returns its live map. `values` fill what is known already. */
export function raisePetition(
  doc: Y.Doc,
  id: string,
  by: string,
  at: string,
  values: Partial<PetitionValues> & { content?: string; answer?: string } = {},
): PetitionMap {
  const map: PetitionMap = new Y.Map();
  const { content = '', answer = '', ...rest } = values;
  doc.transact(() => {
    map.set('raisedAt', at);
    map.set('raisedBy', by);
    map.set('state', 'raised');
    map.set('channel', 'spoken');
    map.set('category', 'other');
    map.set('content', new Y.Text(content));
    map.set('answer', new Y.Text(answer));
    map.set('history', new Y.Array<StateChange>());
    for (const [key, value] of Object.entries(rest)) if (value) map.set(key, value);
    petitionsOf(doc).set(id, map);
  });
  return map;
}

/**
 * Sets plain values of a petition in one transaction; what is equal already is left alone. Where two had written at
 * the same time, the new value settles it.
 */
export function setPetition(doc: Y.Doc, map: PetitionMap, values: Partial<PetitionValues>): void {
  doc.transact(() => {
    for (const [key, value] of Object.entries(values)) {
      if (value === undefined || map.get(key) === value) continue;
      settleField(doc, map, key);
      map.set(key, value);
    }
  });
}

/**
 * Moves a petition to another state and writes the change down (who, when, from, to).
 * The caller has asked `missingFor` before.
 */
export function moveTo(doc: Y.Doc, map: PetitionMap, to: PetitionState, by: string, at: string): void {
  doc.transact(() => {
    const from = readEnum(map, 'state', petitionStates, 'raised');
    if (from === to) return;
    settleField(doc, map, 'state');
    map.set('state', to);
    const outcome = outcomes.find((known) => known === to);
    if (outcome) map.set('outcome', outcome);
    else if (to === 'raised' || to === 'assigned') map.set('outcome', '');
    let history = map.get('history');
    if (!(history instanceof Y.Array)) {
      history = new Y.Array<StateChange>();
      map.set('history', history);
    }
    history.push([{ at, by, from, to }]);
  });
}

/**
 * Makes the outcome of petitions say what their state says. `moveTo` sets both, but of changes at the same time one
 * device's may win the state and another's the outcome. For the server, the one place where both meet. Must run in a
 * transaction of the caller's.
 */
export function mendOutcomes(doc: Y.Doc, ids: Iterable<string>): void {
  for (const id of ids) {
    const map = petitionsOf(doc).get(id);
    if (!(map instanceof Y.Map)) continue;
    const state = readEnum(map, 'state', petitionStates, 'raised');
    const outcome = outcomes.find((known) => known === state);
    if (outcome) setPetition(doc, map, { outcome });
    else if (state === 'raised' || state === 'assigned') {
      if (map.get('outcome')) setPetition(doc, map, { outcome: '' });
    }
  }
}
