/** How the office is reached by citizens, and how it reaches its units and the authorities by e-mail. */

/** What an organizer sets. */
export interface Reach {
  /** Where a citizen asks: place, telephone, hours; one line, printed on receipts. */
  contact: string;
  /** Whether the daily letters are sent. */
  isOn: boolean;
  /** From when on, `HH:MM` in Vietnam. */
  sendAt: string;
  /** Addresses by the name of the unit, or authority; who has none gets no letter. */
  units: Record<string, string>;
  authorities: Record<string, string>;
}

/** Letters of `contact`: all of it has room on the smallest receipt. */
export const contactLength = 80;

export const emptyReach: Reach = { contact: '', isOn: false, sendAt: '07:30', units: {}, authorities: {} };

/** To whom a letter goes: a unit, daily; an authority, on the first working day of a week. */
export const letterKinds = ['unit', 'authority'] as const;
export type LetterKind = (typeof letterKinds)[number];

/** Why a letter did not go; `unsure`: the connection broke when the server may have taken it already. */
export const mailFailures = [
  'unreachable',
  'notEncrypted',
  'signIn',
  'recipient',
  'refused',
  'busy',
  'timeout',
  'unsure',
  'other',
] as const;
export type MailFailure = (typeof mailFailures)[number];

/**
 * `sending` is written before a letter goes, so that a crash leaves a trace; `sent` after the mail server took it;
 * `failed` is tried again, `given up` is not on that day, `unsure` never: it may have arrived.
 */
export const letterStates = ['sending', 'sent', 'failed', 'givenUp', 'unsure'] as const;
export type LetterState = (typeof letterStates)[number];

/** One letter of one day. */
export interface Letter {
  /** `YYYY-MM-DD`. */
  day: string;
  kind: LetterKind;
  /** The unit's or authority's name. */
  name: string;
  state: LetterState;
  tries: number;
  /** ISO 8601 instant of the last change. */
  changedAt: string;
  failure: MailFailure | '';
  /** Petitions in it. */
  due: number;
  overdue: number;
}

/** What the settings page shows. */
export interface MailStatus {
  /** The server has SMTP_URL and MAIL_FROM. */
  isSetUp: boolean;
  /** Host and port of the mail server, and the sender; empty while not set up. */
  host: string;
  from: string;
  /** The last letter that was taken, and the last that was not. */
  lastSent: Letter | null;
  lastFailure: Letter | null;
  /** Letters of the last day on which there were any. */
  latest: Letter[];
}

/** Longest address (RFC 5321, 4.5.3.1). */
export const addressLength = 254;

/** An address as we send to: one, plain, without a display name and of ASCII letters. */
export function isMailAddress(text: string): boolean {
  return (
    text.length <= addressLength &&
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(
      text,
    )
  );
}
