import type { Dialogue } from '../../shared/dialogue.ts';
import type { Count, PublicCounts } from '../../shared/docs/screen.ts';
import { channels, outcomes, type Petition } from '../../shared/petition.ts';
import { isPetitionId } from '../board/contract.ts';
import { among } from './allowed.ts';

/**
 * Counts of all petitions that are written down, also of those not released: how many there are is no secret,
 * what they say is. Household categories are left out: a live count that grows by one while somebody speaks
 * tells the hall what household the speaker comes from, however large the number.
 */
export function publicCounts(
  petitions: readonly Petition[],
  { dialogue, villages }: { dialogue: Dialogue; villages: readonly string[] },
): PublicCounts {
  const counted = petitions.filter(
    ({ id, state, content }) =>
      isPetitionId(id) && state !== 'withdrawn' && state !== 'merged' && content.trim() !== '',
  );
  return {
    total: counted.length,
    outcomes: inOrder([...outcomes, ''], tally(counted.map(({ outcome }) => outcome))),
    channels: inOrder(channels, tally(counted.map(({ channel }) => channel))),
    fields: found(tally(counted.map(({ field }) => among(dialogue.fields, field)))),
    villages: found(tally(counted.map(({ village }) => among(villages, village)))),
  };
}

function tally<T extends string>(words: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function inOrder<T extends string>(known: readonly T[], counts: ReadonlyMap<T, number>): Count<T>[] {
  return known.map((of) => ({ of, count: counts.get(of) ?? 0 }));
}

function found(counts: ReadonlyMap<string, number>): Count[] {
  return Array.from(counts, ([of, count]) => ({ of, count }));
}
