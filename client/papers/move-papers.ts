import { deleteDatabase, finished, openExisting, settled } from '../sync/indexed-db.ts';
import { openAlone } from '../sync/open-alone.ts';
import type { Cipher } from '../vault/own-key.ts';
import { type KeptFile, openedBytes, openPapers, sealedBytes } from './paper-database.ts';
import { papersOf } from './paper-names.ts';

/**
 * Brings the papers on this device that lie under one key (null: in plain) under another, one after another, and removes
 * the database that is empty then. Safe against a crash at any moment: a paper goes when its copy is on the disk.
 */
export async function movePapers(from: Cipher | null, to: Cipher | null): Promise<void> {
  const target = papersOf(to?.id);
  // Earlier versions had sealed papers among those in plain.
  for (const name of new Set([papersOf(from?.id), papersOf()]))
    if (name !== target) await moveOut(name, from, to, target);
}

async function moveOut(name: string, from: Cipher | null, to: Cipher | null, target: string): Promise<void> {
  const source = await openExisting(name);
  if (!source) return;
  source.onversionchange = () => source.close();
  try {
    const goes = ({ by = '' }: KeptFile) => by === (from?.id ?? '') || by === to?.id;
    const files: KeptFile[] = await settled(source.transaction('files').objectStore('files').getAll());
    if (files.some(goes)) {
      const into = await openPapers(target);
      try {
        for (const file of files.filter(goes)) await moveOne(file, source, into, from, to);
      } finally {
        into.close();
      }
    }
  } finally {
    source.close();
  }
  await removeEmpty(name);
}

async function moveOne(
  file: KeptFile,
  source: IDBDatabase,
  into: IDBDatabase,
  from: Cipher | null,
  to: Cipher | null,
): Promise<void> {
  const stored = await settled<unknown>(source.transaction('bytes').objectStore('bytes').get(file.key));
  const plain = openedBytes(stored, file, file.by && file.by === to?.id ? to : from);
  if (!plain) return;
  const writing = into.transaction(['files', 'bytes'], 'readwrite', { durability: 'strict' });
  writing.objectStore('files').put({ ...file, by: to?.id });
  writing.objectStore('bytes').put(sealedBytes(plain, to), file.key);
  await finished(writing);
  const removing = source.transaction(['files', 'bytes'], 'readwrite');
  removing.objectStore('files').delete(file.key);
  removing.objectStore('bytes').delete(file.key);
  await finished(removing);
}

/** Whoever has it open is sent away while it is looked at, and comes back only when it is gone. */
async function removeEmpty(name: string): Promise<void> {
  const alone = await openAlone(name);
  if (!alone) return;
  const left = await settled(alone.transaction('files').objectStore('files').count());
  const gone = left === 0 ? deleteDatabase(name) : null;
  alone.close();
  await gone;
}
