import { type Accessor, createMemo } from 'solid-js';
import type { Petition } from '../../shared/petition.ts';
import type { BoardModel } from './model.ts';

/** What the petition that this person recorded before has, and the one at hand lacks. */
export interface Previous {
  village: string;
  field: string;
}

/**
 * The last petition that `person` recorded before `petition` (before now, while that has no time of its own), or
 * undefined.
 */
export function recordedBefore(
  petition: Petition,
  all: readonly Petition[],
  person: string,
): Petition | undefined {
  let last: Petition | undefined;
  for (const other of all) {
    if (other.raisedBy !== person || other.id === petition.id) continue;
    if (petition.raisedAt !== '' && other.raisedAt >= petition.raisedAt) continue;
    if (!last || other.raisedAt > last.raisedAt) last = other;
  }
  return last;
}

/**
 * Village and field of the petition before, as far as `petition` lacks them; null when there is nothing to take
 * over. To be called inside a Solid owner.
 */
export function followPrevious(
  board: BoardModel,
  petition: () => Petition | undefined,
): Accessor<Previous | null> {
  return createMemo(
    () => {
      const open = petition();
      if (!open || board.props.readOnly) return null;
      const { village, field } = open;
      if (village !== '' && field !== '') return null;
      const before = recordedBefore(open, board.petitions.all(), board.props.person);
      const previous = {
        village: village === '' ? (before?.village ?? '') : '',
        field: field === '' ? (before?.field ?? '') : '',
      };
      return previous.village || previous.field ? previous : null;
    },
    null,
    { equals: (a, b) => a?.village === b?.village && a?.field === b?.field },
  );
}
