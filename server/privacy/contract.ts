import type { AuditAbout, AuditAct, AuditRow, ErasureGround, Place } from '../../shared/privacy.ts';

/** Who does something: a session, as the log names it. */
export interface Actor {
  id: string;
  name: string;
  role: string;
}

/** The last row, signed as such. */
export interface AuditHead {
  seq: number;
  hash: string;
  publicKey: string;
  signature: string;
}

export interface AuditFilter {
  /** Empty: all. */
  dialogueId: string;
  /** Words of the official's name, folded; empty: all. */
  who: string;
  /** Rows before this one; 0: from the newest. */
  before: number;
  limit: number;
}

/** The store's part of the log: rows are added and read, never changed; the store refuses it underneath. */
export interface AuditBook {
  /**
   * Adds the row that `make` gives for the last one (null: none) and its head, in one transaction. Rejects when
   * they cannot be written.
   */
  add(make: (last: AuditRow | null) => { row: AuditRow; head: AuditHead }): Promise<void>;
  /** Newest first. */
  list(filter: AuditFilter): Promise<AuditRow[]>;
  /** Rows after `seq`, oldest first, `limit` at most. */
  after(seq: number, limit: number): Promise<AuditRow[]>;
  head(): Promise<AuditHead | null>;
}

/** An erasure that was ordered. Only ids: it is kept when the person is forgotten, so that nobody brings the values back. */
export interface Erasure {
  id: string;
  at: string;
  ground: ErasureGround;
  requestedOn: string;
  note: string;
  /** Empty while it is not done to the end. */
  doneAt: string;
}

export interface ErasureBook {
  /** Notes what is to be erased, in one transaction, before anything is. */
  begin(erasure: Erasure, places: readonly Place[]): Promise<void>;
  finish(id: string, at: string): Promise<void>;
  list(): Promise<Erasure[]>;
  placesOf(id: string): Promise<Place[]>;
  /** Everything that was ever erased of a dialogue. */
  erasedIn(dialogueId: string): Promise<Place[]>;
  /** Dialogues of which something was erased. */
  dialogues(): Promise<Set<string>>;
  isErasedPaper(dialogueId: string, hash: string): Promise<boolean>;
  /** Years that personal data are kept after the newest record; 0: for ever. */
  retentionYears(): Promise<number>;
  setRetentionYears(years: number): Promise<void>;
  /** Overwrites the space of what was deleted in the database and its log. Rejects when the disk refuses. */
  sweep(): Promise<void>;
}

/** The log could not be written: what was asked for must not be given. */
export class AuditError extends Error {
  constructor(cause: unknown) {
    super('the audit log cannot be written', { cause });
    this.name = 'AuditError';
  }
}

/** Something that is to be noted. */
export interface Noted {
  act: AuditAct;
  dialogueId: string;
  about?: AuditAbout;
}

/** The log, as the rest of the server writes it. Rejects with AuditError when it cannot be written. */
export interface Audit {
  note(who: Actor, what: Noted): Promise<void>;
  /** Once a session and day for the same `act`, dialogue and `key`. */
  noteOnce(who: Actor, what: Noted, key?: string): Promise<void>;
  /** Of `keys`, those that the session was not yet noted for today; to be handed to `note`, then to `seen`. */
  unseen(who: Actor, act: AuditAct, keys: readonly string[]): string[];
  seen(who: Actor, act: AuditAct, keys: readonly string[]): void;
}
