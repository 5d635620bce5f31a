import { dayOfLunar } from './vietnamese/lunar.ts';
import { isWorkingDay } from './working-days.ts';

/**
 * The public holidays of a year as a proposal that an office confirms: Labour Code 2019 (45/2019/QH14), art. 112, clause
 * 1. Which days stand around Tết and beside 2 September the Government says each year, and a day off that falls on a
 * weekend is made up for on the next working day (art. 111, clause 3).
 */

export const holidayNames = [
  'newYear',
  'tetEve',
  'tet',
  'hungKings',
  'reunification',
  'labour',
  'nationalDay',
  'culture',
  'inLieu',
] as const;
export type HolidayName = (typeof holidayNames)[number];

export interface ProposedHoliday {
  /** `YYYY-MM-DD`. */
  day: string;
  name: HolidayName;
  /** The usual choice; others are offered as well. */
  isUsual: boolean;
}

const oneDay = 86_400_000;

/** The day `days` after `day`. */
function after(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * oneDay).toISOString().slice(0, 10);
}

/** The day beside 2 September: the one before it, unless that is a weekend. */
function besideNationalDay(year: number): string {
  const before = `${year}-09-01`;
  return isWorkingDay(before, []) ? before : `${year}-09-03`;
}

/** The first working day after `day` that is not taken. */
function nextOpen(day: string, taken: ReadonlySet<string>): string {
  let next = after(day, 1);
  while (taken.has(next) || !isWorkingDay(next, [])) next = after(next, 1);
  return next;
}

/**
 * The holidays of `year`, in the order of their days: the usual ones, the days in lieu of those that fall on a weekend,
 * and others that may be chosen instead. Throws RangeError for years that the lunar calendar is not reckoned for.
 */
export function proposeHolidays(year: number): ProposedHoliday[] {
  const tet = dayOfLunar(year, 1, 1);
  const usual: [string, HolidayName][] = [
    [`${year}-01-01`, 'newYear'],
    [after(tet, -1), 'tetEve'],
    ...[0, 1, 2, 3].map((n): [string, HolidayName] => [after(tet, n), 'tet']),
    [dayOfLunar(year, 3, 10), 'hungKings'],
    [`${year}-04-30`, 'reunification'],
    [`${year}-05-01`, 'labour'],
    [`${year}-09-02`, 'nationalDay'],
    [besideNationalDay(year), 'nationalDay'],
  ];
  const others: [string, HolidayName][] = [
    [after(tet, -2), 'tetEve'],
    [after(tet, 4), 'tet'],
    // Chosen by resolution 80-NQ/TW of 7 January 2026; whether the law has it by now the office knows.
    ...(year >= 2026 ? [[`${year}-11-24`, 'culture'] as [string, HolidayName]] : []),
  ];
  const taken = new Set(usual.map(([day]) => day));
  const found = new Map<string, ProposedHoliday>();
  for (const [day, name] of others) found.set(day, { day, name, isUsual: false });
  // Two of them on one day: the one that is named first.
  for (const [day, name] of usual.toReversed()) found.set(day, { day, name, isUsual: true });
  for (const [day] of usual.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (isWorkingDay(day, [])) continue;
    const lieu = nextOpen(day, taken);
    taken.add(lieu);
    found.set(lieu, { day: lieu, name: 'inLieu', isUsual: true });
  }
  return [...found.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** A petition whose due date a change of the office's calendar touches; the date itself stays as it was promised. */
export interface TouchedPetition {
  dialogueId: string;
  dialogue: string;
  petitionId: string;
  number: string;
  unit: string;
  /** As it was promised, `YYYY-MM-DD`. */
  dueDate: string;
  /** What the usual term would give with the new calendar; empty when a reason was given for the date. */
  term: string;
  /** The office does not work on the due date any more. */
  isClosed: boolean;
}
