import { canonicalize } from './canonical.ts';
import { bytesOf } from './verify/bytes.ts';

/**
 * Who looked at what personal data (the audit log), and the erasure of a person's. Rows and places name sessions,
 * dialogues, petitions and counts; never a citizen.
 */
export const auditActs = [
  /** Opened the register of a dialogue (names, phones, categories): once a session and day. */
  'register',
  /** Opened a frozen record with its personal values: once a session, record and day. */
  'record',
  /** Searched and found petitions by their citizens' names; `petitions` are those not found before that day. */
  'searchedNames',
  /** Took a document that names citizens. */
  'document',
  /** Took an export that names citizens. */
  'export',
  /** Looked at the picture of a paper: once a session, paper and day. */
  'paper',
  /** Opened the file of an answer: once a session, file and day. */
  'answer',
  /** Sent a petition, without its citizen, to the superior in the same installation. */
  'escalated',
  /** Opened the comments on a record, which may name somebody: once a session, record and day. */
  'comments',
  /** Was given petitions of the own village with their citizens; `petitions` are those not given before that day. */
  'village',
  /** Was given people of the households to choose from who is invited; `people` is how many. */
  'invitees',
  /** Was given those of the own village who are invited; `people` are those not given before that day. */
  'invited',
  /** Was given what waits in the inbox, or was handed in, with its citizens; `items` are those not given before that day. */
  'inbox',
  /** Froze although devices held, or may have held, what the hall had not got; `devices` are their ids. */
  'frozeDespite',
  /** Opened text of a register that came after a freeze: once a session, proposal and day. */
  'lateText',
  /** Took such text into an amendment, or declined it. */
  'lateDecided',
  /** Forgot a device that is gone for good. */
  'forgotDevice',
  /** Looked for a person in all dialogues, in order to erase. */
  'lookedUp',
  /** Began to erase; what is written before anything is changed. */
  'erasing',
  /** Has erased. */
  'erased',
  /** Changed how long personal data are kept. */
  'retention',
  /** Opened the office's list of households: once a session and day. */
  'households',
  /** Took in a list of households from a file, and took one back. */
  'listTaken',
  'listUndone',
  /** Removed a household. */
  'householdRemoved',
  /** Opened this log: once a session and day. */
  'readAudit',
  /** Took this log as a file. */
  'exportedAudit',
] as const;
export type AuditAct = (typeof auditActs)[number];

/** Ids, counts and codes; never a name. */
export type AuditAbout = Readonly<Record<string, string | number | readonly string[]>>;

/** What a row says. */
export interface AuditEntry {
  /** From 1, without a gap. */
  seq: number;
  /** ISO 8601 instant, UTC. */
  at: string;
  sessionId: string;
  /** Display name of the official, as the session bore it. */
  name: string;
  role: string;
  act: AuditAct;
  /** Empty: of no one dialogue. */
  dialogueId: string;
  about: AuditAbout;
}

/** A row with its place in the chain. */
export interface AuditRow extends AuditEntry {
  /** Hash of the row before, empty for the first. */
  previous: string;
  /** SHA-256 (hex) over the row's canonical JSON with `previous`. */
  hash: string;
  /** Key (hex) that signed the row, and the signature (hex). */
  publicKey: string;
  signature: string;
}

/** What is hashed of a row. */
export function auditContent(entry: AuditEntry, previous: string): string {
  const { seq, at, sessionId, name, role, act, dialogueId, about } = entry;
  return canonicalize({ seq, at, sessionId, name, role, act, dialogueId, about, previous });
}

/** What the key signs of a row. */
export function auditMessage(seq: number, hash: string): Uint8Array {
  return bytesOf(`doi-thoai/audit/1 ${seq} ${hash}`);
}

/** What the key signs of the last row: another message, so that no row's signature makes it the last one. */
export function auditHeadMessage(seq: number, hash: string): Uint8Array {
  return bytesOf(`doi-thoai/audit-head/1 ${seq} ${hash}`);
}

/** Where the chain is broken. */
export type AuditProblem =
  /** What a row says is not what was hashed. */
  | { kind: 'changed'; seq: number }
  /** A row is missing, or names another row before it. */
  | { kind: 'gap'; seq: number }
  /** A signature does not hold, or is by a key that is not this installation's. */
  | { kind: 'signature'; seq: number }
  /** Rows after `seq` are gone: the signed head names a later one, or there is no head. */
  | { kind: 'cut'; seq: number }
  /** An erasure of personal data has no row. */
  | { kind: 'erasureMissing'; seq: number };

export interface AuditVerdict {
  whole: boolean;
  rows: number;
  /** The last row; compare it with one that was noted elsewhere. Null while the log is empty. */
  head: { seq: number; hash: string; at: string } | null;
  problems: AuditProblem[];
}

/** What of a person can stand where. An entry's id is the same in the live register and in every record of the dialogue. */
export const placeKinds = [
  'attendee',
  'petitioner',
  'speaker',
  'correction',
  'paper',
  'member',
  'handedIn',
] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** One entry of one dialogue, somebody in the office's list of households, or the citizen of a petition in the inbox. */
export interface Place {
  /** Empty for a member of a household, and for what is in the inbox. */
  dialogueId: string;
  kind: PlaceKind;
  /** Id of the attendee, petition, speaker, correction, member or item of the inbox; the hash of a paper's file. */
  id: string;
}

/** An entry that may be the person who is looked for, as an organizer tells namesakes apart. */
export interface FoundPlace extends Place {
  name: string;
  birthYear: string;
  village: string;
  address: string;
  phone: string;
  /** Number of the petition that it belongs to, or empty. */
  number: string;
  /** Stands in the live register. */
  live: boolean;
  /** Versions of the record (from 1) that still hold values of it. */
  versions: number[];
  /** The citizen agreed that the name is shown in the hall. */
  consent: boolean;
  /** Entries of one person as far as the register ties them: same group, chosen together. */
  group: string;
}

/** A text that contains the name. */
export interface FoundText {
  dialogueId: string;
  /** `petition`: content or answer; `minutes`: the text of the minutes; `comment`: on a record. */
  kind: 'petition' | 'minutes' | 'comment';
  /** Id of the petition, or empty. */
  id: string;
  number: string;
  /** How often. */
  times: number;
  /** The live text can be changed; under a record's hash, or in a comment, it cannot. */
  changeable: boolean;
  /** Versions of the record whose text contains the name too: it stays there. */
  versions: number[];
}

export interface FoundPerson {
  places: FoundPlace[];
  /** Shortened: there are more. */
  more: boolean;
  dialogues: { id: string; title: string; year: number; quarter: string; state: string }[];
}

/** What will happen to the chosen entries, and what stays. */
export interface ErasurePlan {
  live: number;
  /** Personal values in records. */
  values: number;
  records: number;
  papers: number;
  /** Records of an old format, which cannot forget anybody. */
  oldRecords: number;
  texts: FoundText[];
}

/** Why personal data are erased. */
export const erasureGrounds = ['request', 'consentWithdrawn', 'purposeDone', 'termOver', 'decision'] as const;
export type ErasureGround = (typeof erasureGrounds)[number];

/** What an organizer orders. */
export interface ErasureOrder {
  places: Place[];
  ground: ErasureGround;
  /** The day of the request, `YYYY-MM-DD`. */
  requestedOn: string;
  /** Number of the request or of its file, or any other note that names nobody. */
  note: string;
}

export interface ErasureDone {
  id: string;
  live: number;
  values: number;
  papers: number;
  texts: number;
  /** The space of what was erased is overwritten; false: the disk refused, the next erasure does it. */
  swept: boolean;
}

/** A dialogue whose personal data were kept longer than the office wants. */
export interface DueDialogue {
  id: string;
  title: string;
  /** When its newest record was frozen, ISO 8601. */
  frozenAt: string;
  dueOn: string;
  people: number;
}
