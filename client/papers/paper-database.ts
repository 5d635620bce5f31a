import { openDatabase } from '../sync/indexed-db.ts';
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

/** Opens a database of papers, which is made when it is not there. */
export function openPapers(name: string): Promise<IDBDatabase> {
  return openDatabase(name, (database) => {
    database.createObjectStore('files', { keyPath: 'key' });
    database.createObjectStore('bytes');
  });
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
