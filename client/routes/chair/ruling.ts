import * as Y from 'yjs';
import {
  moveTo,
  type PetitionMap,
  petitionsOf,
  readPetition,
  setPetition,
} from '../../../shared/docs/board.ts';
import { nextStates, type Outcome, type Petition, type PetitionValues } from '../../../shared/petition.ts';

/** What the chair rules on a petition: the outcome and what goes with it. */
export interface Ruling {
  to: Outcome;
  values: Partial<PetitionValues>;
}

/** What became of an attempt to take a ruling back. */
export type TakenBack = 'done' | 'changedSince';

/** The fields that a ruling may fill, and that taking it back restores. */
const ruled = [
  'field',
  'village',
  'unit',
  'authority',
  'dueDate',
  'dueReason',
  'answeredBy',
  'outcome',
] as const;

function mapOf(board: Y.Doc, id: string): PetitionMap | null {
  const map = petitionsOf(board).get(id);
  return map instanceof Y.Map ? map : null;
}

/**
 * The outcomes that the petition's life leads to from where it is, its own included: it may be corrected.
 * What was merged or withdrawn is first brought back on the board.
 */
export function outcomesFor(petition: Petition, all: readonly Outcome[]): Outcome[] {
  if (petition.state === 'merged' || petition.state === 'withdrawn') return [];
  return all.filter((outcome) => petition.state === outcome || nextStates(petition.state).includes(outcome));
}

/**
 * Writes a ruling down in one step; the change of state keeps who, when, from and to.
 * The caller has asked `missingFor` before.
 * @param by display name of the person at the device
 * @param at ISO 8601 instant
 * @returns how to take it back, or null when the petition is gone or its life does not lead there
 */
export function rule(
  board: Y.Doc,
  id: string,
  { to, values }: Ruling,
  by: string,
  at: string,
): ((at: string) => TakenBack) | null {
  const map = mapOf(board, id);
  const before = map && readPetition(id, map);
  if (!map || !before || !outcomesFor(before, [to]).includes(to)) return null;
  board.transact(() => {
    setPetition(board, map, values);
    moveTo(board, map, to, by, at);
  });
  const after = readPetition(id, map);
  return (undoneAt) => {
    const now = mapOf(board, id);
    const present = now && readPetition(id, now);
    const same =
      present?.state === to &&
      present.history.length === after.history.length &&
      ruled.every((key) => present[key] === after[key]);
    if (!now || !same) return 'changedSince';
    board.transact(() => {
      // The history is never cut: it tells of the ruling and of its being taken back.
      moveTo(board, now, before.state, by, undoneAt);
      setPetition(board, now, Object.fromEntries(ruled.map((key) => [key, before[key]])));
    });
    return 'done';
  };
}
