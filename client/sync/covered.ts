import * as Y from 'yjs';

/**
 * Whether the hall holds all that `doc` holds, deletions included, by what it told when the connection began.
 * For a room that takes nothing any more and so acknowledges nothing: what had been stored before an
 * acknowledgement got lost must not be called late. May say no where Yjs deleted by itself (two people set
 * one field at once); never yes by mistake.
 * @param clocks the hall's state vector (its sync step 1)
 * @param answer the hall's answer to this device's state vector (its sync step 2): holds all its deletions
 */
export function hallHolds(doc: Y.Doc, clocks: Uint8Array, answer: Uint8Array): boolean {
  const deletions = Y.mergeDeleteSets([Y.decodeUpdate(answer).ds]);
  const hall = Y.createSnapshot(deletions, Y.decodeStateVector(clocks));
  return Y.snapshotContainsUpdate(hall, Y.encodeStateAsUpdate(doc));
}
