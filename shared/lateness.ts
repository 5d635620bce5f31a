import { isDay } from './working-days.ts';

/** Who came after the dialogue had begun. */

/** When a dialogue begins, ms since the epoch, from its day (`YYYY-MM-DD`) and `HH:MM` in Vietnam; null while either is open. */
export function beginningOf(heldOn: string, startsAt: string): number | null {
  if (!isDay(heldOn) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(startsAt)) return null;
  return Date.parse(`${heldOn}T${startsAt}:00+07:00`);
}

/** Whether a check-in (ISO 8601) was after the beginning; the minute in which it begins is still in time. */
export function isLateArrival(checkedInAt: string, beginning: number | null): boolean {
  if (beginning === null) return false;
  return Date.parse(checkedInAt) >= beginning + 60_000;
}
