import type { Dialogue, Office } from './dialogue.ts';
import type { Correction } from './docs/corrections.ts';
import type { MinutesFacts } from './docs/minutes.ts';
import type { Paper } from './docs/papers.ts';
import type { Attendee, Petitioner } from './docs/register.ts';
import type { Speaker } from './docs/speakers.ts';
import type { Petition } from './petition.ts';
import type { RichNode } from './rich-text.ts';

/** A petition in the record, joined with its citizen. */
export interface RecordPetition extends Petition {
  petitioner: Petitioner | null;
}

/** A paper in the record: its file lies beside the database under its hash. */
export type RecordPaper = Pick<Paper, 'id' | 'hash' | 'type' | 'size' | 'petitionId'>;

/** Đính chính: why and by whom a final record was opened again for the version that takes its place. */
export interface Amendment {
  /** Id of the final record that is amended. */
  recordId: string;
  reason: string;
  by: string;
  /** ISO 8601 instant, UTC. */
  at: string;
}

/**
 * The frozen record of a dialogue (chốt biên bản): the only source of its documents.
 * Stored as canonical JSON (RFC 8785); its SHA-256 is its name. This is its open form: since version 2 the hashed form
 * holds salted commitments in place of personal values (`shared/verify/personal.ts`); a value that was erased reads
 * as empty here.
 */
export interface DialogueRecord {
  format: 'doi-thoai/record';
  version: 1 | 2;
  id: string;
  dialogue: Dialogue;
  office: Office;
  /** Nơi nhận of the plan it comes from, the archive (`Lưu: …`) last; empty without a plan. */
  recipients: string[];
  /** ISO 8601 instant, UTC: the one point in time for all parts. */
  frozenAt: string;
  frozenBy: string;
  /** Which version of the dialogue's record it is, from 1; records from before there was a review have none. */
  edition?: number;
  /** Left out unless it amends a final record. */
  amends?: Amendment;
  /** SHA-256 (hex) of the installation's record before this one, or null. */
  previous: string | null;
  minutes: { facts: MinutesFacts; body: RichNode };
  /** Sorted by number. */
  petitions: RecordPetition[];
  attendees: Attendee[];
  /**
   * Everybody who asked to speak, in the order of the queue: the minutes' text holds their ids alone.
   * Records from before there was a queue have none.
   */
  speakers?: Speaker[];
  /** What was asked for when the minutes were read out, in that order; left out when there was nothing. */
  corrections?: Correction[];
  /** The papers by the hash of their files, oldest first; records from before there were papers have none. */
  papers?: RecordPaper[];
  /** Yjs states at the same point, base64. */
  yjs: { minutes: string; board: string; register: string };
}

/** What lists and pages show of a freeze without opening it. */
export interface FreezeSummary {
  id: string;
  dialogueId: string;
  /** SHA-256 (hex) over the canonical JSON. */
  hash: string;
  previous: string | null;
  frozenAt: string;
  frozenBy: string;
}
