import { holdsPapers } from '../papers/paper-names.ts';
import { deleteDatabase, finished, openExisting, settled } from './indexed-db.ts';
import { entryPrefix, roomOfDatabase } from './room-database.ts';

/** What documents and papers leave on this device when somebody else may sit down at it. */

/** How long an entry that says that something waits may stay after all has arrived (device-store.ts), ms. */
const settleTime = 1_500;

/** Opens a database to look into it; null when it has gone meanwhile: none is made. */
async function look(name: string): Promise<IDBDatabase | null> {
  const database = await openExisting(name);
  if (database) database.onversionchange = () => database.close();
  return database;
}

/** Whether a room's database holds something that the hall has not got. */
export async function holdsUnsent(name: string): Promise<boolean> {
  const database = await look(name);
  if (!database) return false;
  try {
    if (!database.objectStoreNames.contains('custom')) return false;
    const keys = await settled(database.transaction('custom').objectStore('custom').getAllKeys());
    return keys.some((key) => String(key).startsWith(entryPrefix));
  } finally {
    database.close();
  }
}

async function removeSent(name: string): Promise<void> {
  if (await holdsUnsent(name)) {
    await new Promise((resolve) => setTimeout(resolve, settleTime));
    if (await holdsUnsent(name)) return;
  }
  await deleteDatabase(name);
}

/** Removes the papers that the server has; what it has not stays. */
async function removePapers(name: string, goes: (dialogueId: string) => boolean): Promise<void> {
  const database = await look(name);
  if (!database) return;
  try {
    if (!database.objectStoreNames.contains('files')) return;
    const transaction = database.transaction(['files', 'bytes'], 'readwrite');
    const files: { key: string; dialogueId: string; uploaded: boolean }[] = await settled(
      transaction.objectStore('files').getAll(),
    );
    for (const { key, dialogueId, uploaded } of files) {
      if (!uploaded || !goes(dialogueId)) continue;
      transaction.objectStore('files').delete(key);
      transaction.objectStore('bytes').delete(key);
    }
    await finished(transaction);
  } finally {
    database.close();
  }
}

/** Which rooms and whose papers may stay. */
export interface Staying {
  /** `<dialogueId>/<kind>`. */
  room(room: string): boolean;
  papers(dialogueId: string): boolean;
}

/**
 * Removes from this device what the hall has and `staying` does not name. What the hall has not got yet stays in any
 * case: it goes there when its writer comes back. Never rejects: a browser that cannot list its databases keeps them.
 */
export async function clearDevice(staying: Staying): Promise<void> {
  try {
    const names = (await indexedDB.databases()).map(({ name = '' }) => name);
    const rooms = names.filter((name) => {
      const parsed = roomOfDatabase(name);
      return parsed !== null && !staying.room(parsed.room);
    });
    await Promise.all(rooms.map((name) => removeSent(name)));
    for (const name of names.filter(holdsPapers))
      await removePapers(name, (dialogueId) => !staying.papers(dialogueId));
  } catch {
    // Blocked storage holds nothing; an old browser keeps what it has.
  }
}
