import type { DialogueRecord } from '../../shared/record.ts';
import type { RecordStanding } from '../../shared/review.ts';

/** A version of a record and what became of it. */
export interface VersionSource {
  record: DialogueRecord;
  standing: RecordStanding;
}

/** What documents are made from. */
export type DocumentSource =
  /** A frozen record, and what became of it since where that is known. */
  | { from: 'record'; record: DialogueRecord; standing?: RecordStanding }
  /** Two versions of one dialogue's record. */
  | { from: 'comparison'; before: VersionSource; after: VersionSource };

export type SourceOf<F extends DocumentSource['from']> = Extract<DocumentSource, { from: F }>;

/** What a log may call a source: an id, never its text. */
export function sourceId(source: DocumentSource): string {
  switch (source.from) {
    case 'record':
      return `record ${source.record.id}`;
    case 'comparison':
      return `records ${source.before.record.id} and ${source.after.record.id}`;
  }
}
