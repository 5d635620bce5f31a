import type { DialogueRecord, FreezeSummary } from '../../shared/record.ts';
import type { RecordStanding } from '../../shared/review.ts';
import type { KeptRecord } from '../../shared/verify/record-file.ts';

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

/** The installation's Ed25519 key; the secret half does not leave it. */
export interface SigningKey {
  /** 32 bytes, hex. */
  publicKey: string;
  /** For people to compare. */
  fingerprint: string;
  /** Signature (64 bytes, hex). Equal messages give equal signatures. */
  sign(message: Uint8Array): string;
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

/** What a PDF carries of its record: the record's file inside, its hash and the key's fingerprint on the last page. */
export interface DocumentProof {
  kept: KeptRecord;
  withPersonal: boolean;
  fingerprint: string;
}

/** Makes documents from records and from nothing else but what became of them. The proof stands in PDF only. */
export interface DocumentMaker {
  render(
    record: DialogueRecord,
    kind: DocumentName,
    format: DocumentFormat,
    standing: RecordStanding,
    proof?: DocumentProof,
  ): Promise<Uint8Array>;
  /** What differs between two versions of one dialogue's record. */
  compare(before: StandingRecord, after: StandingRecord, format: DocumentFormat): Promise<Uint8Array>;
}
