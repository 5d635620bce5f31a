import type { Dialogue } from './dialogue.ts';
import { isOwed } from './due.ts';
import type { SentEscalation } from './escalation.ts';
import { wayOf } from './merging.ts';
import type { Petition, StateChange } from './petition.ts';
import type { WorkPetition } from './work.ts';
import { addWorkingDays, type WorkCalendar } from './working-days.ts';

/** Where a petition waits for somebody: every one is in exactly one list, or has come to its end. */

/** The lists, the most pressing first. */
export const worklists = [
  /** The day of the promised answer is over. */
  'overdue',
  /** Nobody has decided what becomes of it. */
  'unruled',
  /** Due within five working days, or nobody knows when. */
  'soon',
  'next',
  /** At a higher authority, in time. */
  'authority',
  /** The answer is on file; the citizen waits to be told. */
  'untold',
  /** Answered in the hall; nobody has noted that the citizen heard it. */
  'answered',
] as const;
export type Worklist = (typeof worklists)[number];

/** How a petition ends. A merged one goes on with the one that it was merged into. */
export const endings = ['closed', 'withdrawn', 'merged'] as const;
export type Ending = (typeof endings)[number];

/** Working days that count as soon. */
export const soonDays = 5;

/** The last day that counts as soon. `today` as `YYYY-MM-DD`. */
export function lastSoonDay(today: string, calendar: WorkCalendar): string {
  return addWorkingDays(today, soonDays, calendar);
}

/**
 * The one place of a petition.
 * @param find the other petitions of its dialogue
 * @param today `YYYY-MM-DD` in Vietnam
 * @param soon as `lastSoonDay` gives it
 */
export function placeOf(
  petition: Petition,
  find: (id: string) => Petition | undefined,
  today: string,
  soon: string,
): Worklist | Ending {
  const { state, dueDate } = petition;
  if (isOwed(state) && dueDate !== '' && dueDate < today) return 'overdue';
  switch (state) {
    case 'closed':
    case 'withdrawn':
      return state;
    case 'merged':
      // One whose way ends nowhere follows nobody, and somebody has to look at it.
      return wayOf(petition, find) ? 'merged' : 'unruled';
    case 'raised':
    case 'assigned':
      return 'unruled';
    case 'escalated':
      return 'authority';
    case 'deferred':
      return dueDate <= soon ? 'soon' : 'next';
    case 'replied':
      return 'untold';
    case 'answered':
    case 'explained':
    case 'guided':
      return 'answered';
  }
}

/** Whether a place is a list in which somebody has something to do. */
export function isWorklist(place: Worklist | Ending): place is Worklist {
  return worklists.some((list) => list === place);
}

/** A dialogue as the page of worklists names it. */
export interface FollowedDialogue extends Pick<Dialogue, 'id' | 'title' | 'year' | 'quarter' | 'heldOn'> {
  /** It is frozen, or was: what is noted goes into the book. */
  booked: boolean;
  /** Where an officer is in another duty, the duty's id: to be taken up before anything is noted there. */
  dutyId: string;
}

/** A petition in its worklist. */
export interface FollowedPetition extends WorkPetition {
  dialogueId: string;
  place: Worklist | Ending;
  history: StateChange[];
  /** Numbers of the petitions that were merged into it. */
  merged: string[];
  /** The transfer sheet that went out, or null. */
  sent: { number: string; date: string } | null;
  /** Where it is at the superior in the same installation; null: it was not sent there, or that is not for this role. */
  escalation: SentEscalation | null;
}

/** What the page of worklists shows to one session. */
export interface FollowUpList {
  /** `YYYY-MM-DD` in Vietnam. */
  today: string;
  dialogues: FollowedDialogue[];
  petitions: FollowedPetition[];
  /** Name of the superior that this office can send petitions to; empty: none in this installation. */
  superior: string;
  /** More petitions have come to their end than are listed. */
  more: boolean;
}
