import type { Attendee } from './docs/register.ts';
import { type Category, categories } from './petition.ts';
import { fold } from './vietnamese/fold.ts';

/** Who of the households is invited to a dialogue, and under which of its groups. */

/** Somebody who may be invited, as the households have them. */
export interface Candidate {
  memberId: string;
  name: string;
  village: string;
  category: Category;
  phone: string;
  /** `YYYY`, or empty. */
  birthYear: string;
}

const words: readonly (readonly [Category, RegExp])[] = [
  ['nearPoor', /can ngheo/g],
  ['escapedPoverty', /(moi )?thoat ngheo/g],
  ['farmerMember', /nong dan/g],
  ['poor', /ngheo/g],
];

/** The categories that a group of a plan names: `Hộ nghèo, hộ cận nghèo` names two. */
export function categoriesOf(group: string): Category[] {
  let rest = fold(group);
  const found = new Set<Category>();
  for (const [category, pattern] of words) {
    const without = rest.replaceAll(pattern, ' ');
    if (without !== rest) found.add(category);
    rest = without;
  }
  return categories.filter((category) => found.has(category));
}

/** The group under which somebody of a category is invited: the first that names it, the narrowest first; else `otherwise`. */
export function groupFor(category: Category, groups: readonly string[], otherwise: string): string {
  const naming = groups
    .map((group) => ({ group, named: categoriesOf(group) }))
    .filter(({ named }) => named.includes(category))
    .sort((a, b) => a.named.length - b.named.length);
  return naming[0]?.group ?? otherwise;
}

const villageKey = (village: string) =>
  fold(village)
    .replace(/^thon\s+/, '')
    .replace(/\s+/g, ' ')
    .trim();
const personKey = ({ name, village }: Pick<Candidate, 'name' | 'village'>) =>
  `${fold(name).replace(/\s+/g, ' ').trim()}\n${villageKey(village)}`;

/** Candidates by whether they are on the list already. */
export interface Sorted<C> {
  fresh: C[];
  known: C[];
  /** The same name and village, and a year of birth is missing on one side: perhaps the same person. */
  doubtful: C[];
}

/** Sorts candidates by who is on the register already: by the household's member, else by name, village and year of birth. */
export function sortCandidates<C extends Candidate>(
  candidates: readonly C[],
  attendees: readonly Pick<Attendee, 'id' | 'name' | 'village' | 'birthYear'>[],
): Sorted<C> {
  const ids = new Set(attendees.map(({ id }) => id));
  const byPerson = Map.groupBy(attendees, personKey);
  const sorted: Sorted<C> = { fresh: [], known: [], doubtful: [] };
  for (const candidate of candidates) {
    // Whoever came from the households is that member alone.
    const alike = (byPerson.get(personKey(candidate)) ?? []).filter(
      ({ birthYear = '' }) =>
        birthYear === candidate.birthYear || birthYear === '' || candidate.birthYear === '',
    );
    const isSame = alike.some(({ birthYear = '' }) => birthYear !== '' && birthYear === candidate.birthYear);
    if (ids.has(candidate.memberId) || isSame) sorted.known.push(candidate);
    else if (alike.length > 0) sorted.doubtful.push(candidate);
    else sorted.fresh.push(candidate);
  }
  return sorted;
}
