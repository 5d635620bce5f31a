import * as Y from 'yjs';
import type { Cipher } from '../vault/own-key.ts';
import { openDatabase, openExisting, settled } from './indexed-db.ts';

/*
 * How a document lies on a device: a database for each room, with the changes in `updates` (numbered by themselves)
 * and in `custom` what is known about it. The layout is y-indexeddb's, with which earlier versions wrote. A person
 * with a key has a database of their own for the room, in which each change is sealed; `custom` is not, so that it can
 * be told without the key whether something waits.
 */

const prefix = 'doi-thoai/';
/** Both object stores; transactions over them run in the order in which they were made. */
export const roomStores = ['updates', 'custom'];
/** Keys in `custom` of what a tab could not bring to the hall. */
export const entryPrefix = 'waiting:';

/** Name of a room's database; `keyId` empty: not sealed. */
export function databaseOf(room: string, keyId = ''): string {
  return keyId ? `${prefix}${room}@${keyId}` : `${prefix}${room}`;
}

/** The room and key of a database; null when it is no room's. */
export function roomOfDatabase(name: string): { room: string; keyId: string } | null {
  if (!name.startsWith(prefix)) return null;
  const [room = '', keyId = ''] = name.slice(prefix.length).split('@');
  return { room, keyId };
}

/** Databases of all rooms on this device. Rejects when the browser cannot list them. */
export async function roomDatabases(): Promise<{ name: string; room: string; keyId: string }[]> {
  const all = await indexedDB.databases();
  return all.flatMap(({ name = '' }) => {
    const parsed = roomOfDatabase(name);
    return parsed ? [{ name, ...parsed }] : [];
  });
}

/** Opens a room's database, which is made when it is not there. */
export function openRoom(room: string, cipher: Cipher | null): Promise<IDBDatabase> {
  return openDatabase(databaseOf(room, cipher?.id), (database) => {
    database.createObjectStore('updates', { autoIncrement: true });
    database.createObjectStore('custom');
  });
}

/** A change as it is written. */
export function toRow(update: Uint8Array, cipher: Cipher | null): Uint8Array {
  return cipher ? cipher.seal(update) : update;
}

/** A change as it was written; null: it cannot be read. */
export function fromRow(row: unknown, cipher: Cipher | null): Uint8Array | null {
  if (!(row instanceof Uint8Array)) return null;
  return cipher ? cipher.open(row) : row;
}

/** Changes of a room in an open transaction, with their keys. */
export async function rowsOf(
  updates: IDBObjectStore,
  cipher: Cipher | null,
  from = 0,
): Promise<{ key: IDBValidKey; update: Uint8Array }[]> {
  const range = IDBKeyRange.lowerBound(from, false);
  const [keys, rows] = await Promise.all([
    settled(updates.getAllKeys(range)),
    settled(updates.getAll(range)),
  ]);
  return keys.flatMap((key, at) => {
    const update = fromRow(rows[at], cipher);
    return update ? [{ key, update }] : [];
  });
}

/** What a room's database knows of it beside the changes. */
export async function factsOf(custom: IDBObjectStore): Promise<Map<string, unknown>> {
  const [keys, values] = await Promise.all([settled(custom.getAllKeys()), settled(custom.getAll())]);
  return new Map(keys.map((key, at) => [String(key), values[at]]));
}

/** A room as it lies on this device, for who only reads; null when it does not. Rejects when the disk cannot be read. */
export async function readRoom(room: string, cipher: Cipher | null): Promise<Y.Doc | null> {
  const names = cipher ? [databaseOf(room, cipher.id), databaseOf(room)] : [databaseOf(room)];
  let doc: Y.Doc | null = null;
  for (const [at, name] of names.entries()) {
    const database = await openExisting(name);
    if (!database) continue;
    try {
      doc ??= new Y.Doc();
      const updates = database.transaction('updates').objectStore('updates');
      for (const { update } of await rowsOf(updates, at === 0 ? cipher : null)) Y.applyUpdate(doc, update);
    } finally {
      database.close();
    }
  }
  return doc;
}

/** Changes in a database that the hall has not got. Rejects when the disk cannot be read. */
export async function waitingIn(name: string): Promise<number> {
  const database = await openExisting(name);
  if (!database) return 0;
  try {
    const facts = await factsOf(database.transaction('custom').objectStore('custom'));
    const entries = [...facts].flatMap(([key, value]) => (key.startsWith(entryPrefix) ? [value] : []));
    const counts = entries.map((entry) => Number(Object(entry).waiting) || 0);
    return counts.reduce((sum, count) => sum + count, 0);
  } finally {
    database.close();
  }
}

/** Changes under a key on this device that the hall has not got; 0 when the browser cannot list them. */
export async function waitingUnder(keyId: string): Promise<number> {
  const rooms = await roomDatabases().catch(() => []);
  const counts = rooms.filter((room) => room.keyId === keyId).map(({ name }) => waitingIn(name));
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}
