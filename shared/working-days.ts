/**
 * Working days (ngày làm việc): weekends and the office's holidays are skipped.
 * Days are `YYYY-MM-DD`; the day a term is counted from is not itself counted (Civil Code 2015, art. 147).
 */

/** Working days within which a petition that was noted or escalated is answered, unless a reason is given. */
export const defaultTerm = 10;

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

/** Whether the office works on `text`. Throws RangeError when it is no day. */
export function isWorkingDay(text: string, holidays: readonly string[]): boolean {
  const weekday = new Date(instantOf(text)).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.includes(text);
}

/**
 * The day `count` working days after `from`. With 0, `from` itself when it is a working day, else the next one.
 * Throws RangeError for a bad day, for a count that is not a whole number from 0 to 1000,
 * and when ten years hold too few working days.
 */
export function addWorkingDays(from: string, count: number, holidays: readonly string[]): string {
  if (!Number.isInteger(count) || count < 0 || count > 1000) {
    throw new RangeError(`not a count of working days: ${count}`);
  }
  const closed = new Set(holidays);
  const start = instantOf(from);
  let left = count;
  for (let step = count === 0 ? 0 : 1; step < 3660; step++) {
    const instant = start + step * day;
    const weekday = new Date(instant).getUTCDay();
    if (weekday === 0 || weekday === 6 || closed.has(dayOf(instant))) continue;
    if (--left <= 0) return dayOf(instant);
  }
  throw new RangeError(`no ${count} working days within ten years of ${from}`);
}

/** The due date a petition gets when it is noted or escalated on `from`. */
export function defaultDueDate(from: string, holidays: readonly string[]): string {
  return addWorkingDays(from, defaultTerm, holidays);
}
