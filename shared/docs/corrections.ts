import * as Y from 'yjs';
import { readEnum, readString } from './read.ts';

/**
 * Corrections that people ask for while the minutes are read out: root type `corrections` of the register (who
 * asks is personal data), Y.Map of id to Y.Map.
 */

export const correctionStates = ['open', 'done', 'declined'] as const;
export type CorrectionState = (typeof correctionStates)[number];

export interface Correction {
  id: string;
  /** The paragraph it is about (`ReadingBlock.id`). */
  anchor: string;
  /** The beginning of that paragraph as it stood. */
  excerpt: string;
  /** What is to be changed. */
  asked: string;
  /** Who asked, as written; empty: somebody in the hall. */
  askedBy: string;
  /** The attendee it is, or empty. */
  attendeeId: string;
  village: string;
  notedBy: string;
  /** ISO 8601 instant. */
  notedAt: string;
  state: CorrectionState;
  settledBy: string;
  /** ISO 8601 instant, or empty while open. */
  settledAt: string;
  /** Why it was declined. */
  reason: string;
}

export type CorrectionMap = Y.Map<string>;
export type NewCorrection = Pick<
  Correction,
  'anchor' | 'excerpt' | 'asked' | 'askedBy' | 'attendeeId' | 'village'
>;

export function correctionsOf(doc: Y.Doc): Y.Map<CorrectionMap> {
  return doc.getMap<CorrectionMap>('corrections');
}

/** Reads one correction; whatever a hostile update put there comes out as the declared types. */
export function readCorrection(id: string, map: CorrectionMap): Correction {
  return {
    id,
    anchor: readString(map, 'anchor'),
    excerpt: readString(map, 'excerpt'),
    asked: readString(map, 'asked'),
    askedBy: readString(map, 'askedBy'),
    attendeeId: readString(map, 'attendeeId'),
    village: readString(map, 'village'),
    notedBy: readString(map, 'notedBy'),
    notedAt: readString(map, 'notedAt'),
    state: readEnum(map, 'state', correctionStates, 'open'),
    settledBy: readString(map, 'settledBy'),
    settledAt: readString(map, 'settledAt'),
    reason: readString(map, 'reason'),
  };
}

/** All corrections in the order they were noted; an entry that asks for nothing is none. */
export function allCorrections(doc: Y.Doc): Correction[] {
  const result: Correction[] = [];
  for (const [id, map] of correctionsOf(doc)) if (map instanceof Y.Map) result.push(readCorrection(id, map));
  return result
    .filter(({ asked }) => asked.trim() !== '')
    .sort((a, b) => (a.notedAt === b.notedAt ? (a.id < b.id ? -1 : 1) : a.notedAt < b.notedAt ? -1 : 1));
}

/** Writes down what somebody asks to be corrected. `at` is an ISO 8601 instant. */
export function noteCorrection(doc: Y.Doc, id: string, asked: NewCorrection, by: string, at: string): void {
  const map: CorrectionMap = new Y.Map();
  doc.transact(() => {
    for (const [key, value] of Object.entries(asked)) map.set(key, value.normalize('NFC').trim());
    map.set('notedBy', by);
    map.set('notedAt', at);
    map.set('state', 'open');
    correctionsOf(doc).set(id, map);
  });
}

/** Marks a correction as done or declined (with the reason), or opens it again. An unknown id is left alone. */
export function settleCorrection(
  doc: Y.Doc,
  id: string,
  state: CorrectionState,
  by: string,
  at: string,
  reason = '',
): void {
  const map = correctionsOf(doc).get(id);
  if (!(map instanceof Y.Map)) return;
  doc.transact(() => {
    map.set('state', state);
    map.set('settledBy', state === 'open' ? '' : by);
    map.set('settledAt', state === 'open' ? '' : at);
    map.set('reason', state === 'declined' ? reason.normalize('NFC').trim() : '');
  });
}
