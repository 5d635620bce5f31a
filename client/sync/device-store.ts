import { IndexeddbPersistence, storeState } from 'y-indexeddb';
import type * as Y from 'yjs';
import { newId } from '../../shared/ids.ts';
import { type RoomMode, roomModes } from '../../shared/wire.ts';
import { trimWhenIdle } from './store-trim.ts';

/** What earlier visits left on this device about a document. */
export interface Remembered {
  /** Changes that the hall had not stored, over all visits. */
  waiting: number;
  /** ISO instant since when this device could not reach the hall, or empty. */
  offlineSince: string;
  mode: RoomMode;
  /** The document was once loaded from the hall (an empty one may be shown as such). */
  seen: boolean;
}

/** One tab's entry: what it could not bring to the hall. */
interface Entry {
  waiting: number;
  offlineSince: string;
}

const nothing: Remembered = { waiting: 0, offlineSince: '', mode: 'write', seen: false };
const entryPrefix = 'waiting:';
/** y-indexeddb's own two object stores. */
const storeNames = ['updates', 'custom'];
/** How long the database may take to open and to be read, ms: a slow disk is no reason to go without it. */
const probeLimit = 20_000;
const loadLimit = 60_000;
/** A failed write is tried again after this long, then after twice as long, up to the longest pause. */
const repairAfter = 2_000;
const repairPause = 30_000;
/** How long after the last acknowledgement the entry is removed; spares a write per keystroke. */
const settleDelay = 1_000;

/**
 * The document on this device: y-indexeddb plus two things it does not tell, whether a change is really
 * written, and what the hall has not got yet.
 *
 * IndexedDB runs read-write transactions over the same object store in the order they were made, and an
 * aborted transaction sends its `abort` up to the database. So a transaction of ours, made right after
 * y-indexeddb's own and asked to be durable, completes only when the change before it is on disk, unless
 * an abort came first. Then the whole state is written again until that works.
 */
export class DeviceStore {
  /** Changes (by the ledger's count) that are on this device's disk. */
  saved = 0;
  problem: '' | 'noStorage' | 'quota' = '';
  #persistence: IndexeddbPersistence | null = null;
  readonly #name: string;
  readonly #doc: Y.Doc;
  readonly #onChange: () => void;
  readonly #key = `${entryPrefix}${newId()}`;
  #inherited = new Map<string, string>();
  #entry: Entry = { waiting: 0, offlineSince: '' };
  #entryOnDisk = false;
  #made = 0;
  #carriedDone = true;
  #marking = false;
  /** A write failed since the last proof. */
  #broken = false;
  /** There is no database, or no longer. */
  #gone = false;
  #repair: ReturnType<typeof setTimeout> | undefined;
  #repairs = 0;
  #settle: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  #stopTrim: (() => void) | undefined;

  /** `name` of the database; `onChange` is called when `saved` or `problem` changed. */
  constructor(name: string, doc: Y.Doc, onChange: () => void) {
    this.#name = name;
    this.#doc = doc;
    this.#onChange = onChange;
  }

  /** The origin of updates that come from this device's disk. */
  get origin(): unknown {
    return this.#persistence;
  }

  /** Loads the document from this device. Never rejects: without storage `problem` says so. */
  async load(): Promise<Remembered> {
    try {
      const remembered = await within(probeLimit, this.#readEntries());
      if (this.#closed) return nothing;
      const persistence = new IndexeddbPersistence(this.#name, this.#doc);
      this.#persistence = persistence;
      await within(loadLimit, persistence.whenSynced);
      const { db } = persistence;
      if (!db) throw new Error('the database closed while it was read');
      db.addEventListener('abort', (event) => this.#aborted(event));
      db.addEventListener('close', () => this.#lost());
      db.addEventListener('versionchange', () => this.#lost());
      this.#stopTrim = trimWhenIdle(persistence);
      this.saved = remembered.waiting;
      return remembered;
    } catch {
      this.#lost();
      return nothing;
    }
  }

  /**
   * To be called for a local change before y-indexeddb writes it: the note that something waits is on
   * disk no later than the change, so that a crash never leaves a change that claims to be in the hall.
   */
  announce(): void {
    clearTimeout(this.#settle);
    if (this.#entryOnDisk) return;
    this.#entry = { ...this.#entry, waiting: Math.max(1, this.#entry.waiting) };
    this.#entryOnDisk = this.#transact((custom) => custom.put(this.#entry, this.#key)) !== null;
  }

  /** To be called for a local change after y-indexeddb wrote it; `made` and `waiting` are the ledger's. */
  changed(made: number, waiting: number): void {
    this.#made = made;
    this.#entry = { ...this.#entry, waiting };
    this.#mark();
  }

  /** Notes since when the hall is out of reach, for a later visit. Empty: it is in reach. */
  offline(since: string): void {
    if (this.#entry.offlineSince === since) return;
    this.#entry = { ...this.#entry, offlineSince: since };
    if (this.#entryOnDisk) this.#transact((custom) => custom.put(this.#entry, this.#key));
  }

  /** The hall stored something: `own` changes of this visit and `carried` ones of earlier visits still wait. */
  stored(own: number, carried: number): void {
    this.#entry = { ...this.#entry, waiting: own };
    this.#carriedDone = carried === 0;
    // Once a visit, so at once: a page that closes gets no second round trip to the disk.
    if (this.#carriedDone && this.#inherited.size > 0) this.flush();
    else this.#settleSoon();
  }

  /** Writes down at once that nothing waits any more, if that is so; else does nothing. */
  flush(): void {
    clearTimeout(this.#settle);
    if (this.#entry.waiting > 0) return;
    const inherited = this.#carriedDone ? this.#inherited : new Map<string, string>();
    if (!this.#entryOnDisk && inherited.size === 0) return;
    this.#entryOnDisk = false;
    if (this.#carriedDone) this.#inherited = new Map();
    const transaction = this.#transact((custom) => {
      custom.delete(this.#key);
      for (const [key, value] of inherited) {
        const request = custom.get(key);
        // Another tab may be alive and have written on: then the entry is its own affair.
        request.onsuccess = () => {
          if (JSON.stringify(request.result) === value) custom.delete(key);
        };
      }
    });
    // Not left to the end of the task: a page that closes has none.
    if (inherited.size === 0) transaction?.commit();
  }

  /** Keeps a fact about the room for the next visit. */
  remember(fact: Partial<Pick<Remembered, 'mode' | 'seen'>>): void {
    this.#transact((custom) => {
      for (const [key, value] of Object.entries(fact)) custom.put(value, key);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#settle);
    clearTimeout(this.#repair);
    this.#stopTrim?.();
    await this.#persistence?.destroy();
  }

  /** Reads what earlier visits left, before the document itself, so that the document holds all of it. */
  async #readEntries(): Promise<Remembered> {
    const db = await openExisting(this.#name);
    if (!db) return nothing;
    try {
      const custom = db.transaction('custom', 'readonly').objectStore('custom');
      const [keys, values] = await Promise.all([settled(custom.getAllKeys()), settled(custom.getAll())]);
      return this.#takeOver(new Map(keys.map((key, i) => [String(key), values[i]])));
    } finally {
      db.close();
    }
  }

  #takeOver(stored: Map<string, unknown>): Remembered {
    const result = { ...nothing };
    for (const [key, value] of stored) {
      if (!key.startsWith(entryPrefix) || !isEntry(value)) continue;
      this.#inherited.set(key, JSON.stringify(value));
      result.waiting += value.waiting;
      if (value.offlineSince && (!result.offlineSince || value.offlineSince < result.offlineSince)) {
        result.offlineSince = value.offlineSince;
      }
    }
    this.#carriedDone = result.waiting === 0;
    result.mode = roomModes.find((mode) => mode === stored.get('mode')) ?? 'write';
    result.seen = stored.get('seen') === true;
    return result;
  }

  /** Runs `work` over y-indexeddb's stores, in order with its own writes. Null when there is no database. */
  #transact(work: (custom: IDBObjectStore) => void, durable = false): IDBTransaction | null {
    const db = this.#persistence?.db;
    if (!db || this.#gone) return null;
    try {
      const transaction = db.transaction(storeNames, 'readwrite', {
        durability: durable ? 'strict' : 'default',
      });
      work(transaction.objectStore('custom'));
      return transaction;
    } catch {
      this.#lost();
      return null;
    }
  }

  #settleSoon(): void {
    if (this.#entry.waiting > 0) return;
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => this.flush(), settleDelay);
  }

  /** Starts the transaction that proves the changes before it, unless one is on its way already. */
  #mark(): void {
    if (this.#marking || this.#broken) return;
    const upTo = this.#made;
    const transaction = this.#transact((custom) => custom.put(this.#entry, this.#key), true);
    if (!transaction) return;
    this.#marking = true;
    this.#entryOnDisk = true;
    transaction.addEventListener('complete', () => {
      this.#marking = false;
      if (this.#broken) return;
      this.saved = upTo;
      this.problem = '';
      this.#repairs = 0;
      if (this.#made > upTo) this.#mark();
      this.#settleSoon();
      this.#onChange();
    });
    transaction.addEventListener('abort', () => {
      this.#marking = false;
    });
  }

  #aborted(event: Event): void {
    if (this.#closed) return;
    this.#broken = true;
    const error = event.target instanceof IDBTransaction ? event.target.error : null;
    this.problem = error?.name === 'QuotaExceededError' ? 'quota' : 'noStorage';
    this.#onChange();
    clearTimeout(this.#repair);
    this.#repair = setTimeout(
      () => this.#writeAgain(),
      Math.min(repairAfter * 2 ** this.#repairs, repairPause),
    );
    this.#repairs += 1;
  }

  /** After a failed write: the whole state once more, then the proof. */
  #writeAgain(): void {
    const persistence = this.#persistence;
    if (!persistence?.db || this.#gone) return;
    this.#broken = false;
    storeState(persistence, true).then(
      () => this.#mark(),
      // The abort event has said so already and asked for another try.
      () => undefined,
    );
  }

  /** The database is gone (refused, cleared, closed): the text lives in this tab and in the hall only. */
  #lost(): void {
    if (this.#closed || this.#gone) return;
    this.#gone = true;
    this.problem = 'noStorage';
    this.#stopTrim?.();
    // Otherwise y-indexeddb throws into every change from now on.
    this.#persistence?.destroy().catch(() => undefined);
    this.#onChange();
  }
}

function isEntry(value: unknown): value is Entry {
  return (
    typeof value === 'object' &&
    value !== null &&
    'waiting' in value &&
    'offlineSince' in value &&
    typeof value.waiting === 'number' &&
    typeof value.offlineSince === 'string'
  );
}

/** Opens a database that exists; null when it does not (none is made: its stores are y-indexeddb's to lay out). */
export function openExisting(name: string): Promise<IDBDatabase | null> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    let isNew = false;
    request.onupgradeneeded = () => {
      isNew = true;
      request.transaction?.abort();
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => {
      if (isNew) resolve(null);
      else reject(request.error ?? new Error('indexedDB.open failed'));
    };
  });
}

export function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB request failed'));
  });
}

/** Rejects when `work` takes longer than `limit` ms (a database that never answers must not hold up the page). */
function within<T>(limit: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${limit} ms`)), limit);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
