import type { AnswerChange, InvitationAnswer } from './docs/invitation.ts';
import type { Attendee } from './docs/register.ts';

/** Somebody of a village who is invited, as the village's head sees them. */
export type InvitedPerson = Pick<Attendee, 'id' | 'name' | 'title' | 'group' | 'phone' | 'present'> &
  Omit<InvitationAnswer, 'answeredAt'> & {
    /** `YYYY`, or empty. */
    birthYear: string;
  };

/** Those of one village who are invited to a dialogue. */
export interface InvitedList {
  /** The village, as the session has it. */
  of: string;
  /** Nothing can be written: the dialogue is frozen. */
  frozen: boolean;
  /** Its day and hour, as far as they are known, `YYYY-MM-DD` and `HH:MM`. */
  heldOn: string;
  startsAt: string;
  place: string;
  people: InvitedPerson[];
}

/** What the head of a village says of one person; nothing left out is changed. */
export interface GivenAnswer extends AnswerChange {
  /** ISO 8601 instant at which it was said: it may have waited for a network. */
  at: string;
}
