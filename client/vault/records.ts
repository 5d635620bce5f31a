import { finished, openDatabase, openExisting, settled } from '../sync/indexed-db.ts';
import type { Wrapped } from './cipher.ts';

/** A person's key on this device, wrapped by their PIN. Without the PIN it opens nothing. */
export interface VaultRecord {
  /** Id of the key. */
  id: string;
  personId: string;
  wrapped: Wrapped;
  /** When it was made, ms since the epoch; the newest one of a person is the one in use. */
  madeAt: number;
  /** Wrong tries since the last right one. */
  wrong: number;
  /** No try is looked at before, ms since the epoch. */
  waitUntil: number;
}

const name = 'doi-thoai-vault';
const store = 'vaults';

/** All keys on this device, whosever they are. Rejects when the disk cannot be read. */
export async function allVaults(): Promise<VaultRecord[]> {
  const database = await openExisting(name);
  if (!database) return [];
  try {
    return await settled(database.transaction(store).objectStore(store).getAll());
  } finally {
    database.close();
  }
}

/** A person's keys on this device, the newest first. Rejects when the disk cannot be read. */
export async function vaultsOf(personId: string): Promise<VaultRecord[]> {
  const all = await allVaults();
  return all.filter((one) => one.personId === personId).sort((a, b) => b.madeAt - a.madeAt);
}

async function write(work: (vaults: IDBObjectStore) => void): Promise<void> {
  const database = await openDatabase(name, (made) => made.createObjectStore(store, { keyPath: 'id' }));
  try {
    const transaction = database.transaction(store, 'readwrite', { durability: 'strict' });
    work(transaction.objectStore(store));
    await finished(transaction);
  } finally {
    database.close();
  }
}

/** Writes a key down; resolves when it is on the disk. */
export function putVault(record: VaultRecord): Promise<void> {
  return write((vaults) => vaults.put(record));
}

export function removeVault(id: string): Promise<void> {
  return write((vaults) => vaults.delete(id));
}
