import * as Y from 'yjs';
import type { Cipher } from '../vault/own-key.ts';
import { deleteDatabase, finished, settled } from './indexed-db.ts';
import { openAlone } from './open-alone.ts';
import { databaseOf, entryPrefix, factsOf, openRoom, roomStores, rowsOf, toRow } from './room-database.ts';

/** How a room lies, or shall lie. */
interface Lying {
  cipher: Cipher | null;
}

/**
 * Brings what a room's database of another key, or of none, holds into the one of `to`, and removes it. Safe against a
 * crash at any moment: the old one goes when the new one is on the disk, and what is there twice is one.
 */
export async function moveRoom(room: string, from: Lying, to: Lying): Promise<void> {
  const name = databaseOf(room, from.cipher?.id);
  const source = await openAlone(name);
  if (!source) return;
  try {
    const reading = source.transaction(roomStores);
    const [rows, facts, count] = await Promise.all([
      rowsOf(reading.objectStore('updates'), from.cipher),
      factsOf(reading.objectStore('custom')),
      settled(reading.objectStore('updates').count()),
    ]);
    // What cannot be read is not removed.
    if (rows.length < count) return;
    const target = await openRoom(room, to.cipher);
    try {
      const known = await factsOf(target.transaction('custom').objectStore('custom'));
      const whole = rows.length > 0 ? Y.mergeUpdates(rows.map(({ update }) => update)) : null;
      const writing = target.transaction(roomStores, 'readwrite', { durability: 'strict' });
      if (whole) writing.objectStore('updates').add(toRow(whole, to.cipher));
      for (const [key, value] of facts)
        if (key.startsWith(entryPrefix) || !known.has(key)) writing.objectStore('custom').put(value, key);
      await finished(writing);
    } finally {
      target.close();
    }
  } finally {
    source.close();
  }
  await deleteDatabase(name);
}
