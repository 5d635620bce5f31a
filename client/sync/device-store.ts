import * as Y from 'yjs';
import { lookAgain } from '../vault/follow.ts';
import { type Cipher, ownCipher, settledCipher, watchCipher } from '../vault/own-key.ts';
import { within } from './indexed-db.ts';
import { standInLine } from './leader.ts';
import { databaseOf, factsOf, openRoom, roomStores, rowsOf, toRow } from './room-database.ts';
import { ownTextIsHere } from './room-left.ts';
import { forgetErased, trimWhenIdle } from './store-trim.ts';
import { nothingRemembered, type Remembered, WaitingNotes } from './waiting-notes.ts';

/** How long the database may take to open and to be read, ms: a slow disk is no reason to go without it. */
const openLimit = 20_000;
const loadLimit = 60_000;
/** A failed write is tried again after this long, then after twice as long, up to the longest pause, ms. */
const repairAfter = 2_000;
const repairPause = 30_000;
/** A database that was taken away is opened again after this long, ms: who took it tells why meanwhile. */
const reopenAfter = 250;
/** How long after the last acknowledgement the entry is removed; spares a write per keystroke. */
const settleDelay = 1_000;

interface Row {
  key: IDBValidKey;
  update: Uint8Array;
}

/**
 * The document on this device, whether a change is really written, and what the hall has not got yet.
 *
 * Read from top to bottom: `load` opens the room's database, brings what lies there into the document and writes each
 * change from then on as a row, sealed when the person has a key. Transactions here always cover both stores, and
 * IndexedDB runs those in the order in which they were made. So the one that `changed` asks for, which is durable,
 * completes only when the row of the change before it is on the disk; unless a write failed before, which the database
 * hears as `abort`: then the whole state is written again until that works. The same happens in a new database when the
 * old one was taken away (cleared by the person, or its key is another now).
 */
export class DeviceStore {
  /** Changes (by the ledger's count) that are on this device's disk. */
  saved = 0;
  problem: '' | 'noStorage' | 'quota' = '';
  readonly #room: string;
  readonly #doc: Y.Doc;
  readonly #onChange: () => void;
  readonly #notes = new WaitingNotes();
  #db: IDBDatabase | null = null;
  #cipher: Cipher | null = null;
  /** Rows from this key on may be of other tabs, and not in the document. */
  #next = 0;
  #rows = 0;
  #made = 0;
  #marking = false;
  /** A write failed since the last proof. */
  #broken = false;
  #closed = false;
  #repairs = 0;
  #repair: ReturnType<typeof setTimeout> | undefined;
  #settle: ReturnType<typeof setTimeout> | undefined;
  #stop: (() => void)[] = [];

  /** `room`: `<dialogueId>/<kind>`; `onChange` is called when `saved` or `problem` changed. */
  constructor(room: string, doc: Y.Doc, onChange: () => void) {
    this.#room = room;
    this.#doc = doc;
    this.#onChange = onChange;
  }

  /** Name of the database that it writes to. */
  get database(): string {
    return databaseOf(this.#room, this.#cipher?.id);
  }

  /** The origin of updates that come from this device's disk. */
  get origin(): unknown {
    return this;
  }

  /** Loads the document from this device. Never rejects: without storage `problem` says so. */
  async load(): Promise<Remembered> {
    // Given up before its turn came: a database that was removed meanwhile is not made again.
    if (this.#closed) return nothingRemembered;
    try {
      const { rows, facts } = await this.#open();
      const remembered = this.#notes.takeOver(facts);
      const isEmpty = this.#doc.store.clients.size === 0;
      this.#apply(rows);
      this.#doc.on('update', this.#append);
      // One of several tabs joins the rows.
      const line = standInLine(`rows/${this.#room}`, () => undefined);
      const rowsHere = {
        doc: this.#doc,
        origin: this,
        count: () => this.#rows,
        isOurs: line.leads,
        join: () => this.#join(false),
      };
      this.#stop = [
        line.leave,
        trimWhenIdle(rowsHere),
        forgetErased(rowsHere),
        watchCipher(() => this.#reopenSoon(0)),
        () => this.#doc.off('update', this.#append),
      ];
      this.saved = remembered.waiting;
      // Written once before anybody types: a storage that only says that it works is found now.
      this.remember({ seen: remembered.seen });
      if (!isEmpty) void this.#join(false).catch(() => undefined);
      return remembered;
    } catch {
      this.#failed('noStorage');
      return nothingRemembered;
    }
  }

  /**
   * To be called for a local change before it is written: the note that something waits is on disk no later than the
   * change, so that a crash never leaves a change that claims to be in the hall.
   */
  announce(): void {
    clearTimeout(this.#settle);
    const notes = this.#notes;
    if (notes.entryOnDisk) return;
    notes.entry = { ...notes.entry, waiting: Math.max(1, notes.entry.waiting) };
    this.#transact((custom) => notes.put(custom));
  }

  /** To be called for a local change after it was written; `made` and `waiting` are the ledger's. */
  changed(made: number, waiting: number): void {
    this.#made = made;
    this.#notes.entry = { ...this.#notes.entry, waiting };
    this.#mark();
  }

  /** Notes since when the hall is out of reach, for a later visit. Empty: it is in reach. */
  offline(since: string): void {
    const notes = this.#notes;
    if (notes.entry.offlineSince === since) return;
    notes.entry = { ...notes.entry, offlineSince: since };
    if (notes.entryOnDisk) this.#transact((custom) => notes.put(custom));
  }

  /** The hall stored something: `own` changes of this visit and `carried` ones of earlier visits still wait. */
  stored(own: number, carried: number): void {
    this.#notes.entry = { ...this.#notes.entry, waiting: own };
    this.#notes.carriedDone = carried === 0;
    // Once a visit, so at once: a page that closes gets no second round trip to the disk.
    if (this.#notes.carriedDone && this.#notes.hasInherited) this.flush();
    else this.#settleSoon();
  }

  /** Writes down at once that nothing waits any more, if that is so; else does nothing. */
  flush(): void {
    clearTimeout(this.#settle);
    const notes = this.#notes;
    if (notes.entry.waiting > 0) return;
    const endsInherited = notes.carriedDone && notes.hasInherited;
    if (!notes.entryOnDisk && !endsInherited) return;
    const transaction = this.#transact((custom) => notes.remove(custom));
    // Not left to the end of the task: a page that closes has none.
    if (!endsInherited) transaction?.commit();
  }

  /** Keeps a fact about the room for the next visit. */
  remember(fact: Partial<Pick<Remembered, 'mode' | 'seen'>>): void {
    this.#transact((custom) => this.#notes.putFacts(custom, fact));
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#settle);
    clearTimeout(this.#repair);
    for (const stop of this.#stop) stop();
    this.#db?.close();
    this.#db = null;
  }

  /** Opens the room's database under the key of who works here and reads it; what lay there without a key comes along. */
  async #open(): Promise<{ rows: Row[]; facts: Map<string, unknown> }> {
    const [before, cipher] = [this.#cipher, await settledCipher()];
    // What cannot be brought along now stays where it is, and is brought along another time.
    if (cipher || before) await this.#bringAlong([before, null], cipher).catch(() => undefined);
    this.#refuseClosed();
    const opening = openRoom(this.#room, cipher);
    const db = await within(openLimit, opening).catch((error) => {
      opening.then((late) => late.close()).catch(() => undefined);
      throw error;
    });
    try {
      const reading = db.transaction(roomStores);
      const [rows, facts] = await within(
        loadLimit,
        Promise.all([rowsOf(reading.objectStore('updates'), cipher), factsOf(reading.objectStore('custom'))]),
      );
      this.#refuseClosed();
      [this.#db, this.#cipher, this.#rows] = [db, cipher, rows.length];
      this.#next = Number(rows.at(-1)?.key ?? 0) + 1;
      const taken = () => this.#taken(db);
      db.addEventListener('abort', (event) => this.#aborted(event));
      db.addEventListener('close', taken);
      db.addEventListener('versionchange', taken);
      return { rows, facts };
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** Given up meanwhile: a database that was removed after that is not made again. */
  #refuseClosed(): void {
    if (this.#closed) throw new Error('closed while it was opened');
  }

  /** Only who has a key, or had one, has something elsewhere. */
  async #bringAlong(from: readonly (Cipher | null)[], cipher: Cipher | null): Promise<void> {
    const { moveRoom } = await import('./move-room.ts');
    for (const source of from.filter((each) => each?.id !== cipher?.id))
      await within(openLimit, moveRoom(this.#room, { cipher: source }, { cipher })).catch(() => undefined);
  }

  /** Brings rows into the document. */
  #apply(rows: readonly Row[]): void {
    if (rows.length === 0) return;
    const bring = () => {
      for (const { update } of rows) Y.applyUpdate(this.#doc, update);
    };
    Y.transact(this.#doc, bring, this, false);
  }

  /** Writes one change of the document, whoever made it. */
  readonly #append = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) return;
    const row = toRow(update, this.#cipher);
    if (this.#transact((_custom, updates) => updates.add(row))) this.#rows += 1;
  };

  /** Runs `work` over the stores, after all that was asked before. Null when there is no database. */
  #transact(
    work: (custom: IDBObjectStore, updates: IDBObjectStore) => void,
    durability: IDBTransactionDurability = 'default',
  ): IDBTransaction | null {
    const db = this.#db;
    if (!db) return null;
    try {
      const transaction = db.transaction(roomStores, 'readwrite', { durability });
      work(transaction.objectStore('custom'), transaction.objectStore('updates'));
      return transaction;
    } catch {
      this.#taken(db);
      return null;
    }
  }

  /** Writes the whole document as one row in place of all others, and with `notes` all that is noted beside it. */
  #join(notes: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const join = async (custom: IDBObjectStore, updates: IDBObjectStore) => {
        // What another tab wrote meanwhile is in the document before its rows go.
        this.#apply(await rowsOf(updates, this.#cipher, this.#next));
        const adding = updates.add(toRow(Y.encodeStateAsUpdate(this.#doc), this.#cipher));
        if (notes) this.#notes.putAll(custom);
        adding.onsuccess = () => {
          updates.delete(IDBKeyRange.upperBound(adding.result, true));
          this.#next = Number(adding.result) + 1;
          this.#rows = 1;
        };
      };
      const transaction = this.#transact((custom, updates) => {
        join(custom, updates).catch(reject);
      }, 'strict');
      if (!transaction) return reject(new Error('there is no database'));
      transaction.addEventListener('complete', () => resolve());
      transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('aborted')));
    });
  }

  #settleSoon(): void {
    if (this.#notes.entry.waiting > 0) return;
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => this.flush(), settleDelay);
  }

  /** Starts the transaction that proves the changes before it, unless one is on its way already. */
  #mark(): void {
    if (this.#marking || this.#broken) return;
    const upTo = this.#made;
    const transaction = this.#transact((custom) => this.#notes.put(custom), 'strict');
    if (!transaction) return;
    this.#marking = true;
    const db = this.#db;
    transaction.addEventListener('complete', () => {
      this.#marking = false;
      if (this.#broken || this.#db !== db) return;
      this.saved = upTo;
      this.problem = '';
      this.#repairs = 0;
      if (this.#made > upTo) this.#mark();
      if (this.#notes.entry.waiting > 0) void ownTextIsHere();
      this.#settleSoon();
      this.#onChange();
    });
    transaction.addEventListener('abort', () => {
      this.#marking = false;
    });
  }

  #failed(problem: 'noStorage' | 'quota'): void {
    if (this.#closed) return;
    this.problem = problem;
    this.#onChange();
  }

  #repairSoon(work: () => void): void {
    clearTimeout(this.#repair);
    this.#repair = setTimeout(work, Math.min(repairAfter * 2 ** this.#repairs, repairPause));
    this.#repairs += 1;
  }

  #aborted(event: Event): void {
    if (this.#closed || !this.#db) return;
    this.#broken = true;
    const error = event.target instanceof IDBTransaction ? event.target.error : null;
    this.#failed(error?.name === 'QuotaExceededError' ? 'quota' : 'noStorage');
    this.#repairSoon(() => void this.#writeAgain());
  }

  /** After a failed write: the whole state once more, then the proof. */
  async #writeAgain(): Promise<void> {
    if (!this.#db) return;
    this.#broken = false;
    try {
      await this.#join(true);
      this.#mark();
    } catch {
      // The abort event has said so already and asked for another try.
    }
  }

  /** The database was taken away: cleared, or moved by another tab. What the document holds is written again. */
  #taken(db: IDBDatabase): void {
    if (this.#db === db) this.#reopenSoon(reopenAfter);
  }

  #reopenSoon(after: number): void {
    if (this.#closed) return;
    this.#db?.close();
    this.#db = null;
    this.#marking = false;
    this.#broken = true;
    // Nothing is saved here until it is proved again.
    this.saved = -1;
    this.#onChange();
    clearTimeout(this.#repair);
    this.#repair = setTimeout(() => void this.#reopen(), after);
  }

  async #reopen(): Promise<void> {
    try {
      // Another tab may have taken it to seal it: it must not come back in plain.
      await lookAgain();
      const { rows } = await this.#open();
      this.#apply(rows);
      await this.#writeAgain();
      if (ownCipher()?.id !== this.#cipher?.id) this.#reopenSoon(0);
    } catch {
      this.#failed('noStorage');
      if (!this.#closed) this.#repairSoon(() => void this.#reopen());
    }
  }
}
