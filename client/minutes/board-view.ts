import type { Accessor } from 'solid-js';
import { comparePetitions, petitionsOf, readPetition } from '../../shared/docs/board.ts';
import type { Petition } from '../../shared/petition.ts';
import { fold } from '../../shared/vietnamese/fold.ts';
import type { OpenDocument } from '../sync/open-document.ts';
import { yjsRecords } from '../sync/signals.ts';

/** The board as the minutes see it: one subscription that all mentions and the picker share. */
export interface BoardView {
  petition(id: string): Petition | undefined;
  /** All petitions in the board's order. */
  all(): Petition[];
  ready: Accessor<boolean>;
  open(id: string): void;
}

/** Follows the board until the Solid owner ends. `open` is called when a mention is clicked. */
export function viewBoard(board: OpenDocument, open: (id: string) => void): BoardView {
  const records = yjsRecords(petitionsOf(board.doc), readPetition);
  return {
    petition: (id) => records[id],
    all: () =>
      Object.values(records)
        .filter((petition) => petition !== undefined)
        .sort(comparePetitions),
    ready: board.ready,
    open,
  };
}

/**
 * The petitions that match what was typed, best first: by number (`3`, `kn-03`), then where all words occur in
 * number, field and content, without regard to case and diacritics. At most `limit`.
 */
export function findPetitions(petitions: readonly Petition[], query: string, limit: number): Petition[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const digits = /^(?:kn-?)?0*(\d+)$/.exec(words.join(''))?.[1];
  const ranked: { petition: Petition; rank: number }[] = [];
  for (const petition of petitions) {
    const number = /(\d+)$/.exec(petition.number)?.[1]?.replace(/^0+/, '') ?? '';
    const text = fold(`${petition.number} ${petition.field} ${petition.content}`);
    if (digits && number === digits) ranked.push({ petition, rank: 0 });
    else if (digits && number.startsWith(digits)) ranked.push({ petition, rank: 1 });
    else if (words.every((word) => text.includes(word))) ranked.push({ petition, rank: 2 });
  }
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ petition }) => petition);
}
