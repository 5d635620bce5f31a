import * as Y from 'yjs';

/** Late text as bytes: what a document would be with it, and what it adds to a state. No I/O. */

/** A document of these updates. What was deleted in it is dropped: late text keeps no words that its writer took back. */
export function docOf(...updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}

/** Whether an update says anything that the document does not know. It is applied. */
export function addsTo(doc: Y.Doc, update: Uint8Array): boolean {
  let adds = false;
  const note = () => {
    adds = true;
  };
  doc.on('update', note);
  Y.applyUpdate(doc, update);
  doc.off('update', note);
  return adds;
}

/** What a document has and a state lacks, as an update on that state. */
export function beyond(doc: Y.Doc, state: Uint8Array): Uint8Array {
  return Y.encodeStateAsUpdate(doc, Y.encodeStateVectorFromUpdate(state));
}

/** Yjs client ids that wrote the text of an update. */
export function writersIn(update: Uint8Array): number[] {
  const { structs } = Y.decodeUpdate(update);
  return [...new Set(structs.map(({ id }) => id.client))];
}
