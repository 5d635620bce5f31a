import type { Petition, PetitionState } from './petition.ts';
import { dayInVietnam, defaultDueDate, type WorkCalendar } from './working-days.ts';

/** States in which somebody owes the citizen an answer by a day. */
export function isOwed(state: PetitionState): boolean {
  return state === 'deferred' || state === 'escalated';
}

/** The default due date of a petition: counted from the day it was noted or escalated, or else from `today`. */
export function termOf(
  { history }: Pick<Petition, 'history'>,
  today: string,
  calendar: WorkCalendar,
): string {
  const owed = history.filter((change) => isOwed(change.to) && !isOwed(change.from)).at(-1);
  const since = owed ? new Date(owed.at) : null;
  const from = since && !Number.isNaN(since.getTime()) ? dayInVietnam(since) : today;
  return defaultDueDate(from, calendar);
}

/** True when the day an answer was promised for is over and none is on file. */
export function isLate({ state, dueDate }: Pick<Petition, 'state' | 'dueDate'>, today: string): boolean {
  return isOwed(state) && dueDate !== '' && dueDate < today;
}
