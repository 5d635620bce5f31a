import type { DocumentSource } from '../../shared/documents/source.ts';
import type { DialogueRecord } from '../../shared/record.ts';
import type { RecordStanding } from '../../shared/review.ts';
import type { DocumentProof } from '../freeze/contract.ts';
import type { DocumentKind } from './kinds.ts';
import { RenderPool } from './pool.ts';

export type DocumentFormat = 'pdf' | 'docx';

const pool = new RenderPool(new URL('./worker.ts', import.meta.url));

/**
 * Makes one document in a process of its own, so that live typing is not delayed. The bytes depend on source
 * and proof alone: the same ones give the same bytes on any day.
 * @throws DocumentError when the document could not be made; its message names the source's id and no text of it.
 */
export function makeDocument(
  source: DocumentSource,
  kind: DocumentKind,
  format: DocumentFormat,
  proof?: DocumentProof,
): Promise<Uint8Array> {
  return pool.render(proof ? { source, kind, format, proof } : { source, kind, format });
}

/** Makes one document of a frozen record, as `makeDocument`; with its standing, it shows whether it is a draft. */
export function renderDocument(
  record: DialogueRecord,
  kind: DocumentKind,
  format: DocumentFormat,
  standing?: RecordStanding,
  proof?: DocumentProof,
): Promise<Uint8Array> {
  return makeDocument({ from: 'record', record, ...(standing ? { standing } : {}) }, kind, format, proof);
}

/** From now on documents wait for each other longer while `isHallBusy`, so that who types is not delayed. */
export function giveWayTo(isHallBusy: () => boolean): void {
  pool.giveWay(isHallBusy);
}

/** Ends the process that makes them; documents that are being made fail with a DocumentError. */
export function closeDocuments(): Promise<void> {
  return pool.close();
}
