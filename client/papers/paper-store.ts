import { type Accessor, createSignal } from 'solid-js';
import { finished, settled } from '../sync/indexed-db.ts';
import { ownCipher, settledCipher, watchCipher } from '../vault/own-key.ts';
import { isReadable, type KeptFile, openedBytes, openPapers, sealedBytes } from './paper-database.ts';
import { papersOf } from './paper-names.ts';

export type { KeptFile } from './paper-database.ts';

export type StoreProblem = '' | 'noStorage' | 'quota';

/** Uploaded files are kept for showing up to this many bytes together; those not uploaded are kept in any case. */
const cacheBytes = 120 * 1024 * 1024;
/** A database that was taken away is opened again after this long, ms: who took it may remove it meanwhile. */
const reopenAfter = 250;

/** Which of `files` go so that those uploaded stay within `limit` bytes: the least recently used, never one not uploaded. */
export function toForget(files: readonly KeptFile[], limit: number): KeptFile[] {
  const cached = files.filter(({ uploaded }) => uploaded).sort((a, b) => a.usedAt - b.usedAt);
  let size = cached.reduce((sum, file) => sum + file.size, 0);
  return cached.filter((file) => {
    if (size <= limit) return false;
    size -= file.size;
    return true;
  });
}

/**
 * The papers' files on this device: kept until the server has them, and for showing while the hall is out of reach.
 * Without storage they are kept in this tab only, and `problem` says so.
 */
export class PaperStore {
  readonly problem: Accessor<StoreProblem>;
  readonly #setProblem: (problem: StoreProblem) => void;
  #database: Promise<IDBDatabase | null>;
  #leave: () => void = () => undefined;
  readonly #memory = new Map<string, { file: KeptFile; bytes: Uint8Array<ArrayBuffer> }>();

  constructor() {
    const [problem, setProblem] = createSignal<StoreProblem>('');
    [this.problem, this.#setProblem] = [problem, setProblem];
    this.#database = this.#open();
    this.#leave = watchCipher(() => this.#openAgain(0));
  }

  /**
   * Opens the database of who works here and writes once: a storage that only says that it works is found before
   * anybody relies on it.
   */
  async #open(): Promise<IDBDatabase | null> {
    try {
      const database = await openPapers(papersOf((await settledCipher())?.id));
      database.onversionchange = () => {
        database.close();
        this.#openAgain(reopenAfter);
      };
      const probe = database.transaction('bytes', 'readwrite');
      probe.objectStore('bytes').put(new ArrayBuffer(64 * 1024), 'probe');
      probe.objectStore('bytes').delete('probe');
      await finished(probe);
      return database;
    } catch (error) {
      this.#failed(error);
      return null;
    }
  }

  /** The database is another one now: what is asked for meanwhile waits for it. */
  #openAgain(pause: number): void {
    const before = this.#database;
    this.#database = new Promise<void>((resolve) => setTimeout(resolve, pause)).then(async () => {
      (await before)?.close();
      return this.#open();
    });
  }

  #failed(error: unknown): void {
    const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
    this.#setProblem(isFull ? 'quota' : 'noStorage');
  }

  /** Keeps a file; true when it is on the disk, false when only this tab has it. */
  async put(
    dialogueId: string,
    hash: string,
    bytes: Uint8Array<ArrayBuffer>,
    uploaded = false,
  ): Promise<boolean> {
    const key = `${dialogueId}/${hash}`;
    const file = { key, dialogueId, hash, size: bytes.length, uploaded, usedAt: Date.now() };
    for (const limit of [cacheBytes, 0]) {
      try {
        if (!(await this.#write(file, bytes))) break;
        this.#memory.delete(key);
        this.#setProblem('');
        await this.#forget(cacheBytes);
        return true;
      } catch (error) {
        this.#failed(error);
        // The disk is full: what is only here for showing makes room, once.
        if (limit > 0) await this.#forget(0).catch(() => undefined);
      }
    }
    this.#memory.set(key, { file, bytes });
    return false;
  }

  async #write(file: KeptFile, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
    const database = await this.#database;
    if (!database) return false;
    const transaction = database.transaction(['files', 'bytes'], 'readwrite', { durability: 'strict' });
    const cipher = ownCipher();
    transaction.objectStore('files').put({ ...file, by: cipher?.id });
    transaction.objectStore('bytes').put(sealedBytes(bytes, cipher), file.key);
    await finished(transaction);
    return true;
  }

  async #files(): Promise<KeptFile[]> {
    const database = await this.#database;
    if (!database) return [];
    return settled<KeptFile[]>(database.transaction('files').objectStore('files').getAll());
  }

  async #forget(limit: number): Promise<void> {
    const database = await this.#database;
    const gone = toForget(await this.#files(), limit);
    if (!database || gone.length === 0) return;
    const transaction = database.transaction(['files', 'bytes'], 'readwrite');
    for (const { key } of gone) {
      transaction.objectStore('files').delete(key);
      transaction.objectStore('bytes').delete(key);
    }
    await finished(transaction);
  }

  /** The bytes of a file, or null when this device does not keep it. */
  async get(dialogueId: string, hash: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const key = `${dialogueId}/${hash}`;
    const inMemory = this.#memory.get(key);
    if (inMemory) return inMemory.bytes;
    const database = await this.#database;
    if (!database) return null;
    try {
      const reading = database.transaction(['files', 'bytes']);
      const [file, stored] = await Promise.all([
        settled<KeptFile | undefined>(reading.objectStore('files').get(key)),
        settled<unknown>(reading.objectStore('bytes').get(key)),
      ]);
      const bytes = file ? openedBytes(stored, file, ownCipher()) : null;
      if (bytes) await this.#touch(key, {});
      return bytes;
    } catch {
      return null;
    }
  }

  async #touch(key: string, change: Partial<KeptFile>): Promise<void> {
    const database = await this.#database;
    if (!database) return;
    const transaction = database.transaction('files', 'readwrite');
    const files = transaction.objectStore('files');
    const file: KeptFile | undefined = await settled(files.get(key));
    if (file) files.put({ ...file, ...change, usedAt: Date.now() });
    await finished(transaction);
  }

  /** Only this tab has the file, so no other can send it. */
  isInTabOnly({ key }: KeptFile): boolean {
    return this.#memory.has(key);
  }

  /** Files that the server does not have yet and that can be opened here, in the order in which they came. */
  async waiting(dialogueId: string): Promise<KeptFile[]> {
    const onDisk = await this.#files().catch(() => []);
    const all = [...onDisk, ...[...this.#memory.values()].map(({ file }) => file)];
    return all
      .filter((file) => file.dialogueId === dialogueId && !file.uploaded && isReadable(file, ownCipher()))
      .sort((a, b) => a.usedAt - b.usedAt);
  }

  /** Hashes of the files that the server is thought to have. */
  async shown(dialogueId: string): Promise<string[]> {
    const files = await this.#files().catch(() => []);
    const isShown = (file: KeptFile) => file.dialogueId === dialogueId && file.uploaded;
    return files.filter((file) => isShown(file) && isReadable(file, ownCipher())).map(({ hash }) => hash);
  }

  /** The server has lost the file, or is another one: it waits again. */
  async waitsAgain(dialogueId: string, hash: string): Promise<void> {
    await this.#touch(`${dialogueId}/${hash}`, { uploaded: false });
  }

  /** Throws a file away, whether the server has it or not: it was erased. */
  async remove(dialogueId: string, hash: string): Promise<void> {
    const key = `${dialogueId}/${hash}`;
    this.#memory.delete(key);
    const database = await this.#database;
    if (!database) return;
    const transaction = database.transaction(['files', 'bytes'], 'readwrite');
    transaction.objectStore('files').delete(key);
    transaction.objectStore('bytes').delete(key);
    await finished(transaction);
  }

  /** Gives the database back; what is asked for later is answered as without storage. */
  async close(): Promise<void> {
    this.#leave();
    (await this.#database)?.close();
  }

  /** The server has the file whole: from now on it is kept for showing only. */
  async uploaded(dialogueId: string, hash: string): Promise<void> {
    const key = `${dialogueId}/${hash}`;
    const inMemory = this.#memory.get(key);
    if (inMemory) inMemory.file.uploaded = true;
    await this.#touch(key, { uploaded: true }).catch(() => undefined);
  }
}
