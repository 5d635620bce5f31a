import { finished, openDatabase, openExisting, settled } from '../sync/indexed-db.ts';
import type { Cipher } from '../vault/own-key.ts';

/** What the device knows of a file that it keeps. */
export interface KeptFile {
  /** `<dialogueId>/<hash>`. */
  key: string;
  dialogueId: string;
  hash: string;
  /** Bytes, not sealed. */
  size: number;
  /** The server has it whole. */
  uploaded: boolean;
  /** When it was last put or shown, ms since the epoch. */
  usedAt: number;
  /** Id of the key that sealed it; none: it is not sealed. */
  by?: string;
}

export const papersDatabase = 'doi-thoai-papers';

/** Opens the papers' database, which is made when it is not there. */
export function openPapers(name = papersDatabase): Promise<IDBDatabase> {
  return openDatabase(
    name,
    (database) => {
      database.createObjectStore('files', { keyPath: 'key' });
      database.createObjectStore('bytes');
    },
    1,
  );
}

/** Whether a file can be opened by who works here. */
export function isReadable({ by }: KeptFile, cipher: Cipher | null): boolean {
  return !by || by === cipher?.id;
}

/** The bytes of a file as they are written. */
export function sealedBytes(bytes: Uint8Array, cipher: Cipher | null): ArrayBuffer {
  return cipher ? cipher.seal(bytes).buffer : bytes.slice().buffer;
}

/** The bytes of a file as they were written; null: they cannot be read. */
export function openedBytes(
  stored: unknown,
  file: KeptFile,
  cipher: Cipher | null,
): Uint8Array<ArrayBuffer> | null {
  if (!(stored instanceof ArrayBuffer) || !isReadable(file, cipher)) return null;
  const bytes = new Uint8Array(stored);
  return file.by && cipher ? cipher.open(bytes) : bytes;
}

/** Brings the papers on this device that lie under one key (null: in plain) under another, one after another. */
export async function movePapers(from: Cipher | null, to: Cipher | null): Promise<void> {
  const database = await openExisting(papersDatabase);
  if (!database) return;
  database.onversionchange = () => database.close();
  try {
    const lies = ({ by = '' }: KeptFile) => by === (from?.id ?? '');
    const files: KeptFile[] = await settled(database.transaction('files').objectStore('files').getAll());
    for (const { key } of files.filter(lies)) {
      const transaction = database.transaction(['files', 'bytes'], 'readwrite', { durability: 'strict' });
      const [names, bytes] = [transaction.objectStore('files'), transaction.objectStore('bytes')];
      const file: KeptFile | undefined = await settled(names.get(key));
      const plain = file && lies(file) ? openedBytes(await settled(bytes.get(key)), file, from) : null;
      if (file && plain) {
        names.put({ ...file, by: to?.id });
        bytes.put(sealedBytes(plain, to), key);
      }
      await finished(transaction);
    }
  } finally {
    database.close();
  }
}
