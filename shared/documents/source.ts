import type { Dialogue, Office, Quarter } from '../dialogue.ts';
import type { Attendee } from '../docs/register.ts';
import type { Petition } from '../petition.ts';
import type { Plan } from '../plan/plan.ts';
import type { Preparation } from '../preparation.ts';
import type { DialogueRecord } from '../record.ts';
import type { RecordStanding } from '../review.ts';
import type { Worklist } from '../worklists.ts';
import type { ReceiptSource } from './receipts.ts';

/** A version of a record and what became of it. */
export interface VersionSource {
  record: DialogueRecord;
  standing: RecordStanding;
}

/** A dialogue with what was prepared for it. */
export interface PreparedDialogue {
  dialogue: Dialogue;
  preparation: Preparation;
}

/** One of a year's dialogues with what was raised there. */
export interface YearDialogue {
  dialogue: Dialogue;
  petitions: Petition[];
  /** Its petitions may still change: it is not frozen, or its record is not final. */
  draft: boolean;
}

/** One petition of a list that goes out to a village or a unit. */
export interface WorklistRow {
  petition: Petition;
  dialogue: Dialogue;
  /** Names and phones of those who are to be told, one line each; empty where the list names nobody. */
  citizens: string;
  /** Where it waits. */
  place: Worklist;
}

/** What documents are made from. `madeAt` is an ISO 8601 instant: the only clock that a document knows. */
export type DocumentSource =
  /** A frozen record, and what became of it since where that is known. */
  | { from: 'record'; record: DialogueRecord; standing?: RecordStanding }
  /** Two versions of one dialogue's record. */
  | { from: 'comparison'; before: VersionSource; after: VersionSource }
  /** A year's plan. */
  | { from: 'plan'; plan: Plan; office: Office; madeAt: string }
  /** What the dialogues of a plan, or one dialogue, will cost. */
  | { from: 'costs'; year: number; office: Office; dialogues: PreparedDialogue[]; madeAt: string }
  /** A dialogue before or while it is held. */
  | {
      from: 'live';
      dialogue: Dialogue;
      office: Office;
      preparation: Preparation;
      attendees: Attendee[];
      /** The plan that announces it, if there is one. */
      plan: Plan | null;
      madeAt: string;
    }
  /**
   * A dialogue as its last record says, or, while it is not frozen, as a freeze now would keep it. A paper about one
   * petition or to one authority names it; without a name, all. `draft`: what it says is not final. `returned`: ids of
   * petitions whose answer on file is a higher authority's.
   */
  | {
      from: 'held';
      record: DialogueRecord;
      draft: boolean;
      petitionId?: string;
      authority?: string;
      returned?: readonly string[];
    }
  /** The dialogues of a year, up to the end of a quarter (`I` to `IV`) or of the year (empty). */
  | {
      from: 'year';
      year: number;
      quarter: Quarter;
      office: Office;
      dialogues: YearDialogue[];
      madeAt: string;
    }
  /** Petitions over dialogues that somebody has to do something about: of a village or a unit. */
  | { from: 'worklist'; of: string; rows: WorklistRow[]; office: Office; madeAt: string }
  /** Receipts of petitions of one dialogue, one to a sheet of A5 or four to one of A4. */
  | {
      from: 'receipts';
      sheet: 'A5' | 'A4';
      dialogue: Dialogue;
      office: Office;
      receipts: ReceiptSource[];
      /** Where the code is typed, as it is printed: without `https://`. */
      address: string;
      /** Where a citizen asks; empty: at the office. */
      contact: string;
      madeAt: string;
    }
  /** The office's settings alone. */
  | { from: 'office'; office: Office; madeAt: string };

export type SourceOf<F extends DocumentSource['from']> = Extract<DocumentSource, { from: F }>;

/** What a log may call a source: an id, never its text. */
export function sourceId(source: DocumentSource): string {
  switch (source.from) {
    case 'record':
      return `record ${source.record.id}`;
    case 'comparison':
      return `records ${source.before.record.id} and ${source.after.record.id}`;
    case 'plan':
      return `plan ${source.plan.id}`;
    case 'live':
    case 'receipts':
      return `dialogue ${source.dialogue.id}`;
    case 'costs':
      return `costs of ${source.dialogues.map(({ dialogue }) => dialogue.id).join(', ')}`;
    case 'held':
      return `dialogue ${source.record.dialogue.id}`;
    case 'year':
      return `year ${source.year}`;
    case 'worklist':
      return 'worklist';
    case 'office':
      return 'office';
  }
}
