import type { DialogueRecord, FreezeSummary } from '../../shared/record.ts';
import type { RecordStanding } from '../../shared/review.ts';

/** Freezes dialogues. */
export interface Freezer {
  /**
   * Closes the dialogue's documents at one point and stores the record.
   * Rejects with FreezeError('notFound' | 'alreadyFrozen' | 'storeFull'); the dialogue is then open as before.
   */
  freeze(dialogueId: string, by: string): Promise<FreezeSummary>;
}

export type FreezeProblem = 'notFound' | 'alreadyFrozen' | 'storeFull';

export class FreezeError extends Error {
  readonly code: FreezeProblem;
  constructor(code: FreezeProblem, cause?: unknown) {
    super(code, { cause });
    this.name = 'FreezeError';
    this.code = code;
  }
}

export const documentNames = ['minutes', 'report'] as const;
export type DocumentName = (typeof documentNames)[number];
export const documentFormats = ['pdf', 'docx'] as const;
export type DocumentFormat = (typeof documentFormats)[number];

/** A record with what became of it since it was frozen. */
export interface StandingRecord {
  record: DialogueRecord;
  standing: RecordStanding;
}

/** Makes documents from records and from nothing else but what became of them. */
export interface DocumentMaker {
  render(
    record: DialogueRecord,
    kind: DocumentName,
    format: DocumentFormat,
    standing: RecordStanding,
  ): Promise<Uint8Array>;
  /** What differs between two versions of one dialogue's record. */
  compare(before: StandingRecord, after: StandingRecord, format: DocumentFormat): Promise<Uint8Array>;
}
