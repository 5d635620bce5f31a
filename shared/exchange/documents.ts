import * as Y from 'yjs';
import type { ExchangedDocument, ExchangedKind } from './format.ts';
import { type ProvenUpdate, proveUpdate } from './prove.ts';

/** Origin of the transactions that bring in what another device handed over: written here, as far as the hall knows. */
export const exchangeOrigin = 'exchange';

/** What is handed over of a document: all behind `known`, a state vector; null: all of it. */
export function handOver(kind: ExchangedKind, doc: Y.Doc, known: Uint8Array | null): ExchangedDocument {
  return {
    kind,
    update: known ? Y.encodeStateAsUpdate(doc, known) : Y.encodeStateAsUpdate(doc),
    clocks: Y.encodeStateVector(doc),
  };
}

/**
 * Proves what was handed over against the documents it goes into, all before any is touched.
 * @throws ExchangeError `poisoned` or `incomplete`
 */
export function proveAll(
  documents: readonly ExchangedDocument[],
  docOf: (kind: ExchangedKind) => Y.Doc,
): ProvenUpdate[] {
  return documents.map(({ kind, update }) => proveUpdate(kind, Y.encodeStateAsUpdate(docOf(kind)), update));
}

/** Brings in what was proved; what a document holds already leaves it as it is. */
export function bringIn(proven: readonly ProvenUpdate[], docOf: (kind: ExchangedKind) => Y.Doc): void {
  for (const { kind, update, news } of proven) if (news) Y.applyUpdate(docOf(kind), update, exchangeOrigin);
}
