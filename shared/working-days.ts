/**
 * Working days (ngày làm việc): weekends and the office's holidays are skipped, but for days of a weekend that are
 * worked in exchange (làm bù).
 * Days are `YYYY-MM-DD`; the day a term is counted from is not itself counted (Civil Code 2015, art. 147).
 */

/** Working days within which a petition that was noted or escalated is answered, unless a reason is given. */
export const defaultTerm = 10;

/** What an office's calendar says of days; a bare list is one of holidays. An `Office` is one. */
export type WorkCalendar =
  | readonly string[]
  | {
      readonly holidays: readonly string[];
      /** Days that are worked though they are a Saturday or Sunday, or in the list of holidays. */
      readonly workdays?: readonly string[] | undefined;
    };

const day = 86_400_000;
/** Asia/Ho_Chi_Minh is UTC+7 all year. */
const offset = 7 * 3_600_000;

/** True for a day of the calendar written `YYYY-MM-DD` (`2026-02-30` is none). */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function instantOf(text: string): number {
  if (!isDay(text)) throw new RangeError(`not a day (YYYY-MM-DD): ${text}`);
  return Date.parse(`${text}T00:00:00Z`);
}

function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** The calendar day in Vietnam at an instant. */
export function dayInVietnam(now: Date): string {
  return dayOf(now.getTime() + offset);
}

function isList(calendar: WorkCalendar): calendar is readonly string[] {
  return Array.isArray(calendar);
}

/** Whether an instant's day (UTC) is worked. */
function worksBy(calendar: WorkCalendar): (instant: number) => boolean {
  const closed = new Set(isList(calendar) ? calendar : calendar.holidays);
  const worked = new Set(isList(calendar) ? [] : calendar.workdays);
  return (instant) => {
    const text = dayOf(instant);
    if (worked.has(text)) return true;
    const weekday = new Date(instant).getUTCDay();
    return weekday !== 0 && weekday !== 6 && !closed.has(text);
  };
}

/** Whether the office works on `text`. Throws RangeError when it is no day. */
export function isWorkingDay(text: string, calendar: WorkCalendar): boolean {
  return worksBy(calendar)(instantOf(text));
}

/** Days that `workingDaysBetween` looks through at most, in either direction. */
const longestSpan = 3660;

/**
 * Working days from the day after `from` up to `to` itself; negative when `to` is before `from` (those after `to` up to
 * `from`). Days further than ten years apart count no more. Throws RangeError for a bad day.
 */
export function workingDaysBetween(from: string, to: string, calendar: WorkCalendar): number {
  const isBack = to < from;
  const [first, last] = isBack ? [instantOf(to), instantOf(from)] : [instantOf(from), instantOf(to)];
  const works = worksBy(calendar);
  let count = 0;
  for (let step = 1; step <= longestSpan && first + step * day <= last; step += 1)
    if (works(first + step * day)) count += 1;
  return isBack && count > 0 ? -count : count;
}

/**
 * The day `count` working days after `from`. With 0, `from` itself when it is a working day, else the next one.
 * Throws RangeError for a bad day, for a count that is not a whole number from 0 to 1000,
 * and when ten years hold too few working days.
 */
export function addWorkingDays(from: string, count: number, calendar: WorkCalendar): string {
  if (!Number.isInteger(count) || count < 0 || count > 1000) {
    throw new RangeError(`not a count of working days: ${count}`);
  }
  const works = worksBy(calendar);
  const start = instantOf(from);
  let left = count;
  for (let step = count === 0 ? 0 : 1; step < 3660; step++) {
    const instant = start + step * day;
    if (!works(instant)) continue;
    if (--left <= 0) return dayOf(instant);
  }
  throw new RangeError(`no ${count} working days within ten years of ${from}`);
}

/** The due date a petition gets when it is noted or escalated on `from`. */
export function defaultDueDate(from: string, calendar: WorkCalendar): string {
  return addWorkingDays(from, defaultTerm, calendar);
}

/**
 * Counts working days after `from` up to and with `to`, both `YYYY-MM-DD`; 0 when `to` is not later or one is no day.
 * Made once for many spans: weeks are counted, not walked.
 */
export function workingDayCounter(calendar: WorkCalendar): (from: string, to: string) => number {
  const numbers = new Map<string, number>();
  const numberOf = (text: string): number => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    const number = isDay(text) ? instantOf(text) / day : Number.NaN;
    numbers.set(text, number);
    return number;
  };
  // Day 0 is a Thursday; of the days up to one, five in each week are weekdays.
  const weekdays = (number: number) => {
    const sinceMonday = number + 3;
    return Math.floor(sinceMonday / 7) * 5 + Math.min(5, (((sinceMonday % 7) + 7) % 7) + 1);
  };
  const isWeekday = (text: string) => isDay(text) && isWorkingDay(text, []);
  const [holidays, workdays] = isList(calendar) ? [calendar, []] : [calendar.holidays, calendar.workdays];
  const worked = new Set(workdays);
  const closed = [...new Set(holidays)].filter((text) => isWeekday(text) && !worked.has(text)).map(numberOf);
  const opened = [...worked].filter((text) => isDay(text) && !isWeekday(text)).map(numberOf);
  return (from, to) => {
    const [first, last] = [numberOf(from), numberOf(to)];
    if (!(last > first)) return 0;
    const among = (days: readonly number[]) => days.filter((n) => n > first && n <= last).length;
    return weekdays(last) - weekdays(first) - among(closed) + among(opened);
  };
}
