import { birthYearOf } from '../../shared/households.ts';
import type { DueDialogue, FoundPlace, Place } from '../../shared/privacy.ts';
import type { HouseholdBook } from '../households/contract.ts';
import { nameKey } from '../screen/name-index.ts';
import { answersTo } from './people.ts';

/** The households' part of privacy: who of them is looked for, and who was on no list for longer than they are kept. */

/** Where somebody of a household stands: in no dialogue. */
export const memberPlace = (id: string): Place => ({ dialogueId: '', kind: 'member', id });

/** Members who answer to a name. */
export async function membersNamed(
  households: Pick<HouseholdBook, 'everybody'>,
  wanted: readonly string[],
): Promise<FoundPlace[]> {
  const all = await households.everybody();
  return all
    .filter(({ member }) => answersTo(member.name, wanted))
    .map(({ member, village }): FoundPlace => {
      const birthYear = birthYearOf(member);
      return {
        ...memberPlace(member.id),
        name: member.name,
        birthYear,
        village,
        address: '',
        phone: member.phone,
        number: '',
        live: true,
        versions: [],
        consent: false,
        group: `${nameKey(member.name)}/${birthYear}/${nameKey(village)}`,
      };
    });
}

/** Names of chosen members. */
export async function memberNames(
  households: Pick<HouseholdBook, 'everybody'>,
  places: readonly Place[],
): Promise<string[]> {
  const ids = new Set(places.map(({ id }) => id));
  const all = await households.everybody();
  return [...new Set(all.filter(({ member }) => ids.has(member.id)).map(({ member }) => member.name))];
}

/** Members of households that no list of the last `years` years names and nobody changed in them; none when 0. */
export async function dueMembers(
  households: Pick<HouseholdBook, 'unusedSince'>,
  years: number,
  now: Date,
): Promise<Place[]> {
  if (years === 0) return [];
  return (await households.unusedSince(now.getUTCFullYear() - years)).map(memberPlace);
}

/** The same as a line of the list of what is due. */
export function dueHouseholds(people: number, years: number, now: Date): DueDialogue[] {
  const dueOn = `${now.getUTCFullYear()}-01-01`;
  const frozenAt = `${now.getUTCFullYear() - years}-01-01T00:00:00.000Z`;
  return people === 0 ? [] : [{ id: '', title: '', frozenAt, dueOn, people }];
}
