import * as Y from 'yjs';
import {
  comparePetitions,
  moveTo,
  petitionsOf,
  readMoment,
  readPetition,
  sessionOf,
  setPetition,
} from './docs/board.ts';
import { movesOf, type Petition } from './petition.ts';

/**
 * Merging petitions (gộp): the merged one keeps number, text, citizen and history, and points to the one that is
 * kept. Nothing is copied, so that undoing it brings back exactly what was there, whatever became of the kept one.
 */

type Find = (id: string) => Petition | undefined;

/** Where a merged petition leads. */
export interface Way {
  /** The petition that is kept in the end. */
  kept: Petition;
  /** Petitions on the way there, which were merged on themselves. */
  through: Petition[];
}

/**
 * Follows a merged petition to the one that is kept. Null for one that is not merged, and while its way ends nowhere:
 * in a circle, or at a petition that is not there.
 */
export function wayOf(petition: Petition, find: Find): Way | null {
  const through: Petition[] = [];
  const seen = new Set([petition.id]);
  let at: Petition = petition;
  while (at.state === 'merged') {
    const next = find(at.mergedInto);
    if (!next || seen.has(next.id)) return null;
    if (at !== petition) through.push(at);
    seen.add(next.id);
    at = next;
  }
  return at === petition ? null : { kept: at, through };
}

/** For each kept petition, by its id, those that were merged into it, directly or through others, in the board's order. */
export function mergedByKept<T extends Petition>(petitions: readonly T[]): Map<string, T[]> {
  const result = new Map<string, T[]>();
  const merged = petitions.filter(({ state }) => state === 'merged');
  if (merged.length === 0) return result;
  const byId = new Map(petitions.map((petition) => [petition.id, petition]));
  for (const petition of merged.sort(comparePetitions)) {
    const way = wayOf(petition, (id) => byId.get(id));
    if (way) result.set(way.kept.id, [...(result.get(way.kept.id) ?? []), petition]);
  }
  return result;
}

/** Merges one petition into another; who discusses it goes on with the kept one. False when its state does not allow that. */
export function mergePetition(doc: Y.Doc, id: string, into: string, by: string, at: string): boolean {
  const [map, target] = [petitionsOf(doc).get(id), petitionsOf(doc).get(into)];
  if (!(map instanceof Y.Map) || !(target instanceof Y.Map) || id === into) return false;
  const petition = readPetition(id, map);
  if (petition.state === 'merged' || !movesOf(petition).includes('merged')) return false;
  // What is kept at the far end must not be this one: that would be a circle.
  const read = (other: string) => {
    const found = petitionsOf(doc).get(other);
    return found instanceof Y.Map ? readPetition(other, found) : undefined;
  };
  const kept = readPetition(into, target);
  const end = kept.state === 'merged' ? wayOf(kept, read)?.kept : kept;
  if (!end || end.id === id) return false;
  doc.transact(() => {
    setPetition(doc, map, { mergedInto: into });
    moveTo(doc, map, 'merged', by, at);
    if (readMoment(doc).currentPetition === id) sessionOf(doc).set('currentPetition', into);
  });
  return true;
}

/** Undoes a merge: state and outcome are again what they were before it. False when it is not merged. */
export function unmergePetition(doc: Y.Doc, id: string, by: string, at: string): boolean {
  const map = petitionsOf(doc).get(id);
  if (!(map instanceof Y.Map)) return false;
  const petition = readPetition(id, map);
  const [before] = movesOf(petition);
  if (petition.state !== 'merged' || !before) return false;
  doc.transact(() => {
    setPetition(doc, map, { mergedInto: '' });
    moveTo(doc, map, before, by, at);
  });
  return true;
}

/** Who undoes merges that end nowhere, in the history. */
export const unknotter = 'Hệ thống (hai máy gộp chéo nhau)';

/**
 * Undoes merges that end nowhere, as when two recorders out of reach of each other merged A into B and B into A: of a
 * circle the one with the lowest number is kept. For the server, the one place where both changes meet. Only the ways
 * of `ids` are followed. Must run in a transaction of the caller's.
 */
export function unknotMerges(doc: Y.Doc, ids: Iterable<string>, at: string): void {
  const read = (id: string) => {
    const map = petitionsOf(doc).get(id);
    return map instanceof Y.Map ? readPetition(id, map) : undefined;
  };
  for (const id of ids) {
    const knot = knotOf(id, read);
    const [lowest] = knot.sort(comparePetitions);
    if (lowest) unmergePetition(doc, lowest.id, unknotter, at);
  }
}

/** The circle that the way of `id` ends in, or the petition that points to nothing; empty when it ends well. */
function knotOf(id: string, read: Find): Petition[] {
  const way: Petition[] = [];
  for (let at = read(id); at?.state === 'merged'; ) {
    const { id: here, mergedInto } = at;
    const again = way.findIndex((petition) => petition.id === here);
    if (again >= 0) return way.slice(again);
    way.push(at);
    const next = read(mergedInto);
    if (!next) return [at];
    at = next;
  }
  return [];
}

/** Pairs that somebody said are not the same matter: root type `apart` of the board, so that nobody is asked again. */
export function apartOf(doc: Y.Doc): Y.Map<boolean> {
  return doc.getMap<boolean>('apart');
}

const pairKey = (a: string, b: string) => (a < b ? `${a}/${b}` : `${b}/${a}`);

export function areApart(doc: Y.Doc, a: string, b: string): boolean {
  return apartOf(doc).get(pairKey(a, b)) === true;
}

/** Notes that two petitions are not the same matter, or takes that back. */
export function setApart(doc: Y.Doc, a: string, b: string, apart: boolean): void {
  if (apart) apartOf(doc).set(pairKey(a, b), true);
  else apartOf(doc).delete(pairKey(a, b));
}
