import * as Y from 'yjs';
import { isPaperHash, type PaperType, paperTypes } from '../papers/paper-kind.ts';
import { readEnum, readNumber, readString } from './read.ts';

/**
 * The papers that citizens wrote on: root type `papers` of the register (a paper carries names: personal data),
 * Y.Map of id to Y.Map. The document holds what a paper is; its bytes travel by themselves, by their hash.
 */

/** `waiting`: in the queue of those not typed in; `setAside`: nothing to type in, with a note why. */
export const paperStates = ['waiting', 'typed', 'setAside'] as const;
export type PaperState = (typeof paperStates)[number];

export interface Paper {
  id: string;
  /** SHA-256 of the stored bytes, hex. */
  hash: string;
  type: PaperType;
  /** Bytes. */
  size: number;
  /** Pixels; 0 for a PDF. */
  width: number;
  height: number;
  /** ISO 8601 instant. */
  addedAt: string;
  /** Display name of the person at the device that added it. */
  addedBy: string;
  /** The petition that it was typed in as, or empty. */
  petitionId: string;
  state: PaperState;
  /** Why it was set aside, or anything else worth saying about the paper. */
  note: string;
}

export type PaperMap = Y.Map<string | number>;

/** Papers by id. */
export function papersOf(doc: Y.Doc): Y.Map<PaperMap> {
  return doc.getMap<PaperMap>('papers');
}

const natural = (value: number) => Math.max(0, Math.round(value));

/** Reads one paper; whatever a hostile update put there comes out as the declared types. */
export function readPaper(id: string, map: PaperMap): Paper {
  const hash = readString(map, 'hash');
  return {
    id,
    hash: isPaperHash(hash) ? hash : '',
    type: readEnum(map, 'type', paperTypes, 'image/jpeg'),
    size: natural(readNumber(map, 'size')),
    width: natural(readNumber(map, 'width')),
    height: natural(readNumber(map, 'height')),
    addedAt: readString(map, 'addedAt'),
    addedBy: readString(map, 'addedBy'),
    petitionId: readString(map, 'petitionId'),
    state: readEnum(map, 'state', paperStates, 'waiting'),
    note: readString(map, 'note'),
  };
}

/** All papers that name a file, oldest first. */
export function allPapers(doc: Y.Doc): Paper[] {
  const result: Paper[] = [];
  for (const [id, map] of papersOf(doc)) {
    const paper = map instanceof Y.Map ? readPaper(id, map) : null;
    if (paper?.hash) result.push(paper);
  }
  const key = ({ addedAt, id }: Paper) => `${addedAt} ${id}`;
  return result.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Puts a paper into the queue, or with a petition straight to it. */
export function addPaper(doc: Y.Doc, paper: Paper): void {
  const map: PaperMap = new Y.Map();
  doc.transact(() => {
    for (const [key, value] of Object.entries(paper)) if (key !== 'id') map.set(key, value);
    papersOf(doc).set(paper.id, map);
  });
}

/** Sets fields of a paper in one transaction; an unknown id is left alone, and so is what is equal already. */
export function setPaper(
  doc: Y.Doc,
  id: string,
  values: Partial<Pick<Paper, 'petitionId' | 'state' | 'note'>>,
): void {
  const map = papersOf(doc).get(id);
  if (!(map instanceof Y.Map)) return;
  doc.transact(() => {
    for (const [key, value] of Object.entries(values)) {
      if (value !== undefined && map.get(key) !== value) map.set(key, value);
    }
  });
}
