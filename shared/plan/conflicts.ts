import { fold } from '../vietnamese/fold.ts';
import { isDay, isWorkingDay, type WorkCalendar } from '../working-days.ts';
import { type CalendarDialogue, type CalendarTask, lastMonthOf } from './calendar.ts';

/** What a plan should not hold: two at one place or under one chair at one time, days on which nobody works. */

export const conflictKinds = [
  'place',
  'chair',
  'weekend',
  'holiday',
  'quarter',
  'hours',
  'differs',
  'taskDay',
] as const;
export type ConflictKind = (typeof conflictKinds)[number];

export interface Conflict {
  kind: ConflictKind;
  /** `key` of the dialogue, or the task's id. */
  of: string;
  /** `key` of the other dialogue; empty where there is none. */
  other: string;
  /** `YYYY-MM-DD`. */
  day: string;
}

/** How long a dialogue takes of which only the beginning is known, minutes: half a day. */
export const usualLength = 240;

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** From when to when, minutes of the day; a dialogue without an hour takes all of its day. */
function spanOf({ startsAt, endsAt }: CalendarDialogue): [from: number, to: number] {
  if (startsAt === '') return [0, 24 * 60];
  const from = minutesOf(startsAt);
  const to = endsAt === '' ? from + usualLength : minutesOf(endsAt);
  return [from, Math.max(to, from + 1)];
}

/** Whether two are held at the same time on the same day. */
export function overlap(a: CalendarDialogue, b: CalendarDialogue): boolean {
  if (a.day === '' || a.day !== b.day) return false;
  const [[from, to], [begins, ends]] = [spanOf(a), spanOf(b)];
  return from < ends && begins < to;
}

/** A place or a person as they are compared: without marks, signs and the `tại` before a place. */
const keyOf = (text: string) =>
  fold(text)
    .replace(/^(tai|o)\s+/, '')
    .match(/[\p{L}\p{N}]+/gu)
    ?.join(' ') ?? '';

const isSame = (a: string, b: string) => keyOf(a) !== '' && keyOf(a) === keyOf(b);

/** Two of one name are one person; where a name is missing the title says who it is. */
function isSameChair(a: CalendarDialogue, b: CalendarDialogue): boolean {
  if (a.chairName !== '' && b.chairName !== '') return isSame(a.chairName, b.chairName);
  return isSame(a.chairTitle, b.chairTitle);
}

/** The days of one dialogue that are none to hold it on. */
function alone(one: CalendarDialogue, calendar: WorkCalendar): ConflictKind[] {
  const kinds: ConflictKind[] = [];
  if (isDay(one.day)) {
    const holidays = 'holidays' in calendar ? calendar.holidays : calendar;
    if (!isWorkingDay(one.day, calendar)) kinds.push(holidays.includes(one.day) ? 'holiday' : 'weekend');
    const last = lastMonthOf(one.quarter);
    const month = Number(one.day.slice(5, 7));
    const isInQuarter = last === 0 || (month > last - 3 && month <= last);
    if (!isInQuarter || (one.year !== 0 && !one.day.startsWith(String(one.year)))) kinds.push('quarter');
  }
  // The day was set on the dialogue itself, and counts.
  if (one.plannedDay !== '' && one.day !== one.plannedDay) kinds.push('differs');
  if (one.startsAt !== '' && one.endsAt !== '' && one.endsAt <= one.startsAt) kinds.push('hours');
  return kinds;
}

/**
 * All conflicts of a calendar, by kind for each dialogue in turn; a pair is told once, of the one that comes first. A
 * task that is done has none.
 */
export function conflictsOf(
  { dialogues, tasks }: { dialogues: readonly CalendarDialogue[]; tasks: readonly CalendarTask[] },
  calendar: WorkCalendar,
): Conflict[] {
  const found: Conflict[] = [];
  for (const [at, one] of dialogues.entries()) {
    for (const kind of alone(one, calendar)) found.push({ kind, of: one.key, other: '', day: one.day });
    for (const other of dialogues.slice(at + 1)) {
      if (!overlap(one, other)) continue;
      const pair = { of: one.key, other: other.key, day: one.day };
      if (isSame(one.place, other.place)) found.push({ kind: 'place', ...pair });
      if (isSameChair(one, other)) found.push({ kind: 'chair', ...pair });
    }
  }
  for (const { taskId, dueOn, doneAt } of tasks)
    if (doneAt === '' && isDay(dueOn) && !isWorkingDay(dueOn, calendar))
      found.push({ kind: 'taskDay', of: taskId, other: '', day: dueOn });
  return found;
}
