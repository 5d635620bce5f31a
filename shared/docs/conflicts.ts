import type * as Y from 'yjs';
import type { PetitionValues } from '../petition.ts';
import { type Keyed, losersOf } from './concurrent.ts';
import type { Petitioner } from './register.ts';

/**
 * Two people wrote one field at the same time: Yjs keeps one of the two values, the other is shown beside it until
 * somebody decides. Root map `conflicts` of board and register, written by the server alone, holds what was lost;
 * root map `settled` (id of the lost write to true), written by whoever decides or writes the field again, says
 * that it was seen.
 */

/** Fields of a petition that are watched. The outcome follows the state; numbers are the server's. */
export const petitionConflictFields = [
  'field',
  'village',
  'category',
  'channel',
  'unit',
  'state',
  'dueDate',
  'dueReason',
  'authority',
  'answeredBy',
  'replyWish',
  'replyDate',
  'replyNumber',
  'toldHow',
  'toldAt',
  'mergedInto',
] as const satisfies readonly (keyof PetitionValues)[];

/** Fields of the citizen behind a petition that are watched; their conflicts stay in the register. */
export const citizenConflictFields = [
  'name',
  'phone',
  'address',
] as const satisfies readonly (keyof Petitioner)[];

const knownFields: readonly string[] = [...petitionConflictFields, ...citizenConflictFields];
export type ConflictField = (typeof petitionConflictFields)[number] | (typeof citizenConflictFields)[number];

/** What one person wrote. */
export interface ConflictSide {
  value: string;
  /** Display name, or empty when unknown. */
  by: string;
  /** When it reached the hall, ISO 8601, or empty when that is not known any more. */
  at: string;
}

/** One field with two values. */
export interface Conflict {
  /** Id of the write that lost. */
  id: string;
  petitionId: string;
  field: ConflictField;
  /** What stands in the field now. */
  kept: ConflictSide;
  /** What was written at the same time and does not stand there. */
  lost: ConflictSide;
}

/** As stored: plain data, flat. */
export type StoredConflict = Record<
  'petitionId' | 'field' | 'kept' | 'keptBy' | 'keptAt' | 'lost' | 'lostBy' | 'lostAt',
  string
>;

/** No page reads more of them than this, whatever a peer wrote. */
export const mostConflicts = 300;
const longestValue = 500;

export function conflictsOf(doc: Y.Doc): Y.Map<StoredConflict> {
  return doc.getMap<StoredConflict>('conflicts');
}

/** Lost writes that somebody has seen: no conflict is made of them any more. */
export function settledOf(doc: Y.Doc): Y.Map<boolean> {
  return doc.getMap<boolean>('settled');
}

/** The key of a conflict in its map. */
export function conflictKey(petitionId: string, field: string, lostId: string): string {
  return `${petitionId}/${field}/${lostId}`;
}

/** Reads one entry; null when it is none, whatever a peer put there. */
export function readConflict(key: string, stored: unknown): Conflict | null {
  const [, petitionId = '', name = '', id = ''] =
    /^([^/]{1,64})\/([A-Za-z]{1,32})\/(\d+-\d+)$/.exec(key) ?? [];
  const field = knownFields.find((known) => known === name) as ConflictField | undefined;
  if (!field || typeof stored !== 'object' || stored === null) return null;
  const text = (part: keyof StoredConflict, longest: number) => {
    const value: unknown = Reflect.get(stored, part);
    return typeof value === 'string' ? value.normalize('NFC').slice(0, longest) : '';
  };
  const side = (part: 'kept' | 'lost'): ConflictSide => ({
    value: text(part, longestValue),
    by: text(`${part}By`, 80),
    at: text(`${part}At`, 40),
  });
  return { id, petitionId, field, kept: side('kept'), lost: side('lost') };
}

/** The conflicts of a document that nobody has settled, oldest key first, `mostConflicts` of them at most. */
export function openConflicts(doc: Y.Doc): Conflict[] {
  const settled = settledOf(doc);
  const result: Conflict[] = [];
  for (const [key, stored] of conflictsOf(doc)) {
    if (result.length === mostConflicts) break;
    const conflict = readConflict(key, stored);
    if (conflict && settled.get(conflict.id) !== true) result.push(conflict);
  }
  return result;
}

/**
 * Says that whoever writes `field` of `entry` now has seen what was lost there. To be called in the transaction
 * that writes the field, so that it comes to all together; does nothing for what is settled already.
 */
export function settleField(doc: Y.Doc, entry: Keyed, field: string): void {
  for (const { id } of losersOf(entry, field)) settle(doc, id);
}

/** Settles one conflict. */
export function settle(doc: Y.Doc, lostId: string): void {
  if (settledOf(doc).get(lostId) !== true) settledOf(doc).set(lostId, true);
}
