import * as Y from 'yjs';

/**
 * The same state without the content of what was deleted. Ids stay, so the state vector stays; whoever has the old
 * state notices nothing. Takes as long as integrating the document.
 */
export function withoutGarbage(update: Uint8Array): Uint8Array {
  const doc = new Y.Doc({ gc: true });
  Y.applyUpdate(doc, update);
  const collected = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return collected;
}
