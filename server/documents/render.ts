import type { DialogueRecord } from '../../shared/record.ts';
import { RenderPool } from './pool.ts';

/** The documents made from a frozen record. */
export type DocumentKind = 'minutes' | 'report';
export type DocumentFormat = 'pdf' | 'docx';

const pool = new RenderPool(new URL('./worker.ts', import.meta.url));

/**
 * Makes one document of a record, in a thread of its own, so that live typing is not delayed. The bytes depend on
 * the record alone: the same record gives the same bytes on any day.
 * @throws DocumentError when the document could not be made; its message names the record's id and no text of it.
 */
export function renderDocument(
  record: DialogueRecord,
  kind: DocumentKind,
  format: DocumentFormat,
): Promise<Uint8Array> {
  return pool.render({ record, kind, format });
}

/** Ends the thread; documents that are being made fail with a DocumentError. */
export function closeDocuments(): Promise<void> {
  return pool.close();
}
