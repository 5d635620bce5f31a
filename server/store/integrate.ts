import * as Y from 'yjs';

/**
 * All updates of a room as one; `collectGarbage` drops the content of what was deleted. Integrating joins neighbouring
 * items, which merging bytes does not: the document becomes quicker to send and load. Throws when updates are missing.
 */
export function integrate(updates: readonly Uint8Array[], collectGarbage: boolean): Uint8Array {
  const doc = new Y.Doc({ gc: collectGarbage });
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
    throw new Error('the log is not complete');
  const merged = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return merged;
}
