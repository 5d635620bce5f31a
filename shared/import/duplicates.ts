import { birthYearOf, type Household, type Member, personKey } from '../households.ts';
import type { Entry } from './entries.ts';

/** What is done with a row: it is a person of its own, goes into somebody known, or is left out. */
export const decisions = ['keep', 'merge', 'skip'] as const;
export type Decision = (typeof decisions)[number];

/** Who a row may be already. */
export interface Duplicate {
  /** Stored already, or in a row above. */
  of: 'stored' | 'file';
  /** Name, village and year of birth are the same; false: one of them is not known. */
  sure: boolean;
  memberId: string;
  householdId: string;
  /** The row above; 0: stored. */
  row: number;
  name: string;
  birth: string;
  /** More that are alike. */
  others: number;
}

export interface Judged {
  entry: Entry;
  duplicate: Duplicate | null;
  decision: Decision;
}

interface Known {
  member: Member;
  household: Household;
}

const keyOf = (name: string, villageId: string) => `${personKey(name)}|${villageId}`;

/** Households with their people, to be asked who is in them. */
export function indexOf(stored: readonly Household[]): ReadonlyMap<string, Known[]> {
  const index = new Map<string, Known[]>();
  for (const household of stored)
    for (const member of household.members) {
      const key = keyOf(member.name, household.villageId);
      index.set(key, [...(index.get(key) ?? []), { member, household }]);
    }
  return index;
}

/** Whom an entry may be: same folded name and village, no other year of birth; the surest first. */
function candidates(entry: Entry, index: ReadonlyMap<string, Known[]>): (Known & { sure: boolean })[] {
  const year = birthYearOf(entry);
  return (index.get(keyOf(entry.name, entry.villageId)) ?? [])
    .map((known) => ({ ...known, year: birthYearOf(known.member) }))
    .filter((known) => year === '' || known.year === '' || known.year === year)
    .map((known) => ({ ...known, sure: known.year === year }))
    .sort((a, b) => rank(b, entry) - rank(a, entry));
}

function rank({ sure, household }: Known & { sure: boolean }, { code }: Entry): number {
  return (sure ? 1 : 0) + (code !== '' && household.code === code ? 2 : 0);
}

function storedDuplicate(entry: Entry, index: ReadonlyMap<string, Known[]>): [Duplicate, Decision] | null {
  const all = candidates(entry, index);
  const [first, second] = all;
  if (!first) return null;
  const { member, household, sure } = first;
  const { id, name, birth } = member;
  const others = all.length - 1;
  const isClear = !second || rank(first, entry) > rank(second, entry);
  const duplicate: Duplicate = {
    of: 'stored',
    sure,
    memberId: id,
    householdId: household.id,
    row: 0,
    name,
    birth,
    others,
  };
  return [duplicate, isClear ? 'merge' : 'keep'];
}

/**
 * What each row may be already, by folded name, village and year of birth, and what is done with it unless somebody says
 * otherwise: a person who is stored gets what the list says anew; a second row of one person is left out. Where it is not
 * clear who of several it is, the row stays a person of its own. `knownAs`: what is done with those who are surely known.
 */
export function judge(
  entries: readonly Entry[],
  stored: readonly Household[],
  chosen: ReadonlyMap<number, Decision>,
  knownAs: Decision = 'merge',
): Judged[] {
  const index = indexOf(stored);
  const above = new Map<string, Entry>();
  const taken = new Set<string>();
  return entries.map((entry): Judged => {
    if (entry.problems.length > 0) return { entry, duplicate: null, decision: 'skip' };
    const year = birthYearOf(entry);
    const key = `${keyOf(entry.name, entry.villageId)}|${year}`;
    const first = above.get(key);
    if (!first) above.set(key, entry);
    const known = first ? null : storedDuplicate(entry, index);
    // Two rows cannot both be one stored person.
    const free = known && !taken.has(known[0].memberId) ? known : null;
    const found: [Duplicate, Decision] | null = first ? fileDuplicate(entry, first, year) : free;
    const decision = found
      ? (chosen.get(entry.row) ?? (isUnsure(found[0]) ? found[1] : knownAs))
      : chosen.get(entry.row) === 'skip'
        ? 'skip'
        : 'keep';
    if (free && decision === 'merge') taken.add(free[0].memberId);
    return { entry, duplicate: found?.[0] ?? null, decision };
  });
}

/** Whether somebody has to look who it is: in the list twice, a year of birth is missing, or several are alike. */
export function isUnsure({ of, sure, others }: Duplicate): boolean {
  return of === 'file' || !sure || others > 0;
}

function fileDuplicate(entry: Entry, first: Entry, year: string): [Duplicate, Decision] {
  const { row, name, birth } = first;
  const otherHousehold = entry.code !== '' && first.code !== '' && entry.code !== first.code;
  const sure = year !== '' && !otherHousehold;
  return [
    { of: 'file', sure, memberId: '', householdId: '', row, name, birth, others: 0 },
    sure ? 'skip' : 'keep',
  ];
}
