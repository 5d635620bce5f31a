import type { Dialogue, Office, Quarter } from '../../shared/dialogue.ts';
import type { Attendee } from '../../shared/docs/register.ts';
import type { Petition } from '../../shared/petition.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import type { Preparation } from '../../shared/preparation.ts';
import type { DialogueRecord } from '../../shared/record.ts';
import type { RecordStanding } from '../../shared/review.ts';

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
   * petition or to one authority names it; without a name, all. `draft`: what it says is not final.
   */
  | { from: 'held'; record: DialogueRecord; draft: boolean; petitionId?: string; authority?: string }
  /** The dialogues of a year, up to the end of a quarter (`I` to `IV`) or of the year (empty). */
  | {
      from: 'year';
      year: number;
      quarter: Quarter;
      office: Office;
      dialogues: YearDialogue[];
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
      return `dialogue ${source.dialogue.id}`;
    case 'costs':
      return `costs of ${source.dialogues.map(({ dialogue }) => dialogue.id).join(', ')}`;
    case 'held':
      return `dialogue ${source.record.dialogue.id}`;
    case 'year':
      return `year ${source.year}`;
    case 'office':
      return 'office';
  }
}
