import {
  type HouseholdCategory,
  householdCategories,
  type Member,
  type Village,
} from '../../../shared/households.ts';
import { numericDate } from '../../../shared/vietnamese/dates.ts';
import { householdTexts as t } from '../../i18n/households.ts';

export const thisYear = () => new Date().getFullYear();

/** `05/02/1970` or `1970`, as people write it. */
export function birthText({ birth }: Pick<Member, 'birth'>): string {
  return birth.length > 4 ? numericDate(birth) : birth;
}

export function categoryName(category: HouseholdCategory | 'farmerMember' | 'other'): string {
  return t()[category];
}

/** Years that a list may be of, the next one first. */
export function someYears(more: readonly number[] = []): number[] {
  const now = thisYear();
  const usual = Array.from({ length: 12 }, (_, n) => now + 1 - n);
  return [...new Set([...usual, ...more])].sort((a, b) => b - a);
}

export const ownCategories = householdCategories;

export function yearOptions(more: readonly number[] = []): [string, string][] {
  return someYears(more).map((year) => [String(year), String(year)]);
}

/** `none`: what is said where no village is chosen. */
export function villageOptions(villages: readonly Village[], none: string): [string, string][] {
  return [['', none], ...villages.map(({ id, name }): [string, string] => [id, name])];
}
