import type { Category } from './petition.ts';
import { fold } from './vietnamese/fold.ts';
import { compareNames } from './vietnamese/names.ts';

/**
 * Households (hộ) and their members as the office's data. All of it is personal data: only an organizer reads it; a
 * dialogue's register gets the few who are invited.
 */

/** What a list of the year may say of a household; one that is on no list of the year has no entry. */
export const householdCategories = ['poor', 'nearPoor', 'escapedPoverty'] as const satisfies Category[];
export type HouseholdCategory = (typeof householdCategories)[number];

/** A village (thôn) as data: its name now, and how lists and people write it otherwise. */
export interface Village {
  id: string;
  name: string;
  /** Other spellings and earlier names. */
  spellings: string[];
  /** Stands in the office's list of villages. */
  listed: boolean;
  /** Households that live there. */
  households: number;
}

export const genders = ['', 'male', 'female'] as const;
export type Gender = (typeof genders)[number];

export interface Member {
  id: string;
  name: string;
  /** `YYYY-MM-DD`, `YYYY` where only the year is known, or empty. */
  birth: string;
  gender: Gender;
  /** To the head: `Vợ`, `Con`; empty for the head, or when nobody said. */
  relation: string;
  /** Chủ hộ. One of a household at most. */
  head: boolean;
  phone: string;
  /** Member of the farmers' union (hội viên Hội Nông dân). */
  unionMember: boolean;
  note: string;
}

export interface YearCategory {
  year: number;
  category: HouseholdCategory;
}

export interface Household {
  id: string;
  /** Number of the household's book or in the office's lists, as it is written there; may be empty. */
  code: string;
  villageId: string;
  address: string;
  /** The head first, then as they were entered. */
  members: Member[];
  /** The oldest first; no year twice. */
  years: YearCategory[];
  /** Grows with each change by hand; a form says from which one it was filled in. */
  revision: number;
}

/** Somebody who may be invited: the head for a household of a category, a member of the union for oneself. */
export interface Invitee {
  memberId: string;
  householdId: string;
  name: string;
  /** The village's name. */
  village: string;
  category: Category;
  phone: string;
  /** `YYYY`, or empty. */
  birthYear: string;
}

/** Whom an invitation is for. */
export interface InviteeQuestion {
  year: number;
  /** `other`: households that are on no list of the year. */
  categories: readonly Category[];
  /** Names of villages, in any of their spellings; missing: all. */
  villages?: readonly string[];
}

/** A list that was taken in. */
export interface ListImport {
  id: string;
  /** ISO 8601 instant. */
  at: string;
  /** Display name of who did it. */
  by: string;
  /** Name of the file. */
  file: string;
  /** The year that its categories are for; 0: none. */
  year: number;
  /** Rows taken, households and members made, members changed. */
  rows: number;
  households: number;
  members: number;
  changed: number;
  /** ISO 8601 instant; empty while it stands. */
  undoneAt: string;
}

/** What an undo left as it is, since somebody changed it after the import. */
export interface KeptRow {
  householdId: string;
  /** The household's head or the member, as it is now. */
  name: string;
  reason: 'changed' | 'added';
}

export interface Undone {
  /** Rows that are again as they were. */
  rows: number;
  kept: KeptRow[];
}

/** What the list of households asks for. Empty and 0: not asked. */
export interface HouseholdQuery {
  /** Words of names, phones and codes, without marks. */
  words: string;
  villageId: string;
  year: number;
  category: HouseholdCategory | 'farmerMember' | 'other' | '';
  /** Against the year before: on the list of `category` anew, or no longer. */
  change: 'new' | 'left' | '';
  offset: number;
  limit: number;
}

export interface HouseholdPage {
  households: Household[];
  /** Households and members that answer to the question. */
  total: number;
  members: number;
}

/** Most letters of the fields. */
export const householdBounds = {
  name: 80,
  code: 40,
  address: 200,
  relation: 40,
  phone: 60,
  note: 300,
  village: 100,
  spellings: 30,
  members: 40,
  years: 60,
} as const;

/** The years that a list can be of. */
export const firstYear = 1990;
export const lastYear = 2100;

/** The year of birth, or empty. */
export function birthYearOf({ birth }: Pick<Member, 'birth'>): string {
  return birth.slice(0, 4);
}

/** What the household is in a year; null: on no list. */
export function categoryIn({ years }: Pick<Household, 'years'>, year: number): HouseholdCategory | null {
  return years.find((one) => one.year === year)?.category ?? null;
}

/** The head, or whoever stands first where nobody said who it is. */
export function headOf({ members }: Pick<Household, 'members'>): Member | undefined {
  return members.find(({ head }) => head) ?? members[0];
}

/** A name as people are compared: folded words, one space between. */
export function personKey(name: string): string {
  return fold(name)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * Who is to be invited of these households, by name: of a household that is on an asked list of the year its head (of one
 * on no list when `other` is asked), and every member of the farmers' union when that is asked. Nobody twice; the
 * household's category goes before the membership.
 */
export function inviteesOf(
  households: readonly Household[],
  villages: ReadonlyMap<string, string>,
  { year, categories }: Pick<InviteeQuestion, 'year' | 'categories'>,
): Invitee[] {
  const result: Invitee[] = [];
  for (const household of households) {
    const village = villages.get(household.villageId) ?? '';
    const invited = new Map<Member, Category>();
    const own = categoryIn(household, year) ?? 'other';
    const head = headOf(household);
    if (head && categories.includes(own)) invited.set(head, own);
    if (categories.includes('farmerMember'))
      for (const member of household.members)
        if (member.unionMember && (invited.get(member) ?? 'other') === 'other')
          invited.set(member, 'farmerMember');
    for (const [member, category] of invited) {
      const { id, name, phone } = member;
      const birthYear = birthYearOf(member);
      result.push({ memberId: id, householdId: household.id, name, village, category, phone, birthYear });
    }
  }
  return result.sort((a, b) => compareNames(a.name, b.name) || (a.memberId < b.memberId ? -1 : 1));
}

/** A name of a village as it is looked up: NFC, any case, any dash. */
function villageKey(name: string): string {
  return name
    .normalize('NFC')
    .toLocaleLowerCase('vi')
    .replace(/[\u2010-\u2015\u2212-]/gu, '-')
    .replace(/[.,:;]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** The same without the word for what it is: a list of a village says `Hào Lý` where the office says `Thôn Hào Lý`. */
function bareKey(name: string): string {
  return villageKey(name).replace(
    /^(?:thôn|xóm|ấp|bản|buôn|làng|khóm|tổ dân phố|khu phố|tdp|tổ|thon|xom|ban|buon|lang|to dan pho|khu pho)\s+(?=.)/u,
    '',
  );
}

/**
 * The village that is meant by what is written: by its name, then by its other spellings, then without the word `thôn`.
 * What is written without marks counts only when just one village reads so. Null: none, or more than one.
 */
export function findVillage<V extends Pick<Village, 'name' | 'spellings'>>(
  written: string,
  villages: readonly V[],
): V | null {
  const key = villageKey(written);
  if (key === '') return null;
  const bare = bareKey(written);
  const isUnmarked = fold(key) === key;
  const levels: ((name: string) => boolean)[] = [
    (name) => villageKey(name) === key,
    (name) => bareKey(name) === bare,
    (name) => isUnmarked && fold(bareKey(name)) === bare,
  ];
  for (const answers of levels)
    for (const namesOf of [(one: V) => [one.name], (one: V) => one.spellings]) {
      const found = villages.filter((one) => namesOf(one).some(answers));
      if (found.length > 0) return found.length === 1 ? (found[0] ?? null) : null;
    }
  return null;
}
