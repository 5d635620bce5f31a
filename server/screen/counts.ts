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
  const tally = <T extends string>(known: readonly T[], of: (petition: Petition) => string): Count<T>[] =>
    known.map((word) => ({
      of: word,
      count: counted.filter((petition) => of(petition) === word).length,
    }));
  const some = (counts: Count[]) => counts.filter(({ count }) => count > 0);
  const words = (known: readonly string[]) => ['', ...new Set(known.map((word) => among([word], word)))];
  return {
    total: counted.length,
    outcomes: tally([...outcomes, ''], ({ outcome }) => outcome),
    channels: tally(channels, ({ channel }) => channel),
    fields: some(tally(words(dialogue.fields), ({ field }) => among(dialogue.fields, field))),
    villages: some(tally(words(villages), ({ village }) => among(villages, village))),
  };
}
