import { clockTime, localDay } from '../vietnamese/dates.ts';

/** Days as spreadsheets count them: 1 is 1 January 1900, in the calendar with its day too many. */

const dayLength = 86_400_000;
const countedFrom = Date.UTC(1899, 11, 30);
/** The first of March 1900: before it spreadsheets disagree. */
const first = 61;
const last = 2_958_465;

/** The number of a day `YYYY-MM-DD`, or null for what is no day that a spreadsheet knows. */
export function dayNumber(day: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!match) return null;
  const time = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  const isDay = new Date(time).toISOString().slice(0, 10) === day;
  const number = Math.round((time - countedFrom) / dayLength);
  return isDay && number >= first && number <= last ? number : null;
}

/** The number of an ISO 8601 instant in the hall's time, to the minute, or null. */
export function instantNumber(instant: string): number | null {
  const day = dayNumber(localDay(instant));
  const [hours = 0, minutes = 0] = clockTime(instant).split(':').map(Number);
  return day === null ? null : day + (hours * 60 + minutes) / 1440;
}
