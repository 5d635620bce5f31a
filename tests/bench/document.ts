import * as Y from 'yjs';
import type { LoadClient } from './load-client.ts';
import { sleep } from './meter.ts';

let made: { updates: Uint8Array[]; state: Uint8Array } | null = null;

/**
 * A document of 100,000 edits: five people in turn insert letters where they are and sometimes elsewhere.
 * The same bytes each time.
 */
export function largeDocument(edits: number): { updates: Uint8Array[]; state: Uint8Array } {
  if (made !== null) return made;
  const docs = Array.from({ length: 5 }, (_, i) => {
    const doc = new Y.Doc();
    doc.clientID = 1000 + i;
    return doc;
  });
  let seed = 42;
  const random = (bound: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return seed % bound;
  };
  const whole = new Y.Doc();
  const updates: Uint8Array[] = [];
  const turn = 100;
  for (let done = 0; done < edits; done += turn) {
    const doc = docs[(done / turn) % docs.length] as Y.Doc;
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(whole, Y.encodeStateVector(doc)));
    const text = doc.getText('text');
    const known = Y.encodeStateVector(doc);
    doc.transact(() => {
      for (let i = 0; i < turn; i++)
        text.insert(random(text.length + 1), String.fromCharCode(97 + random(26)));
    });
    const update = Y.encodeStateAsUpdate(doc, known);
    updates.push(update);
    Y.applyUpdate(whole, update);
  }
  made = { updates, state: Y.encodeStateAsUpdate(whole) };
  return made;
}

/** Writes the document through a client, as whole or as it was made, and waits until it is stored where it is stored. */
export async function fill(client: LoadClient, updates: readonly Uint8Array[]): Promise<void> {
  for (const [i, update] of updates.entries()) {
    client.update(update);
    if (i % 20 === 0) await sleep(1);
  }
  // Stores that write after a while have written after this.
  await sleep(4000);
}
