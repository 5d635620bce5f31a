import { openDatabase, openExisting } from './indexed-db.ts';

/** Opens a database alone: whoever else has it open is asked to close it, and comes after. Null: it does not exist. */
export async function openAlone(name: string): Promise<IDBDatabase | null> {
  const seen = await openExisting(name);
  if (!seen) return null;
  const version = seen.version + 1;
  seen.close();
  return openDatabase(name, () => undefined, version);
}
