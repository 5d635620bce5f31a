import type { Role } from '../../shared/access.ts';

/** Somebody who works for the office or with it: an official, a village head; never a citizen. */
export interface Person {
  id: string;
  name: string;
  /** Chức vụ, e.g. `Công chức Tư pháp – Hộ tịch`. */
  title: string;
  /** Đơn vị, as the office's settings name it, or any words. */
  unit: string;
  /** The account at the office's OpenID provider (e-mail or user name), lower case; empty: none. */
  account: string;
  createdAt: string;
  /** ISO 8601 instant since which the person no longer signs in; empty while it does. */
  leftAt: string;
}

/**
 * A role that a person has in a dialogue (all dialogues for the organizer). A duty is never changed: it ends, and
 * another begins; so a session's rights follow from its duty as it was given.
 */
export interface Duty {
  id: string;
  personId: string;
  role: Role;
  /** Empty for the organizer. */
  dialogueId: string;
  /** The unit that an officer answers for; else empty. */
  unit: string;
  /** The village that a village head speaks for; else empty. */
  village: string;
  givenAt: string;
  /** Empty while it lasts. */
  endedAt: string;
}

/** Persons and their duties. */
export interface PeopleBook {
  add(person: Person): Promise<void>;
  /** Adds persons and gives duties in one transaction: all of them or, when one cannot be, none. */
  addAll(people: readonly Person[], duties: readonly Duty[]): Promise<void>;
  /** Changes name, title, unit and account. */
  write(person: Person): Promise<void>;
  read(id: string): Promise<Person | null>;
  /** The person of an account, who has not left; null for the empty account. */
  byAccount(account: string): Promise<Person | null>;
  list(): Promise<Person[]>;
  /** The person leaves: every duty ends, passkeys and PIN go. Returns the ids of the sessions that ended, in one transaction. */
  leave(id: string, at: string): Promise<string[]>;
  give(duty: Duty): Promise<void>;
  duty(id: string): Promise<Duty | null>;
  /** All duties, of one person if `personId` is given; ended ones too, the oldest first. */
  duties(personId?: string): Promise<Duty[]>;
  /** Ends a duty, its links and its sessions in one transaction; returns the ids of the sessions. */
  end(dutyId: string, at: string): Promise<string[]>;
}
