import { newId } from '../../shared/ids.ts';
import { type RoomMode, roomModes } from '../../shared/wire.ts';
import { entryPrefix } from './room-database.ts';

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

export const nothingRemembered: Remembered = { waiting: 0, offlineSince: '', mode: 'write', seen: false };

/** One tab's entry: what it could not bring to the hall. */
interface Entry {
  waiting: number;
  offlineSince: string;
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

/** What is known of a room's writing that waits: this tab's entry and those of earlier visits. Pure but for `custom`. */
export class WaitingNotes {
  entry: Entry = { waiting: 0, offlineSince: '' };
  /** This tab's entry is on the disk, or on its way before anything that is written later. */
  entryOnDisk = false;
  /** What earlier visits left has reached the hall. */
  carriedDone = true;
  readonly #key = `${entryPrefix}${newId()}`;
  #inherited = new Map<string, Entry>();
  #facts: Partial<Pick<Remembered, 'mode' | 'seen'>> = {};

  /** There are entries of earlier visits on the disk. */
  get hasInherited(): boolean {
    return this.#inherited.size > 0;
  }

  /** Takes over what `custom` holds at the beginning of a visit. */
  takeOver(stored: ReadonlyMap<string, unknown>): Remembered {
    const result = { ...nothingRemembered };
    for (const [key, value] of stored) {
      if (!key.startsWith(entryPrefix) || !isEntry(value)) continue;
      this.#inherited.set(key, value);
      result.waiting += value.waiting;
      if (value.offlineSince && (!result.offlineSince || value.offlineSince < result.offlineSince)) {
        result.offlineSince = value.offlineSince;
      }
    }
    this.carriedDone = result.waiting === 0;
    result.mode = roomModes.find((mode) => mode === stored.get('mode')) ?? 'write';
    result.seen = stored.get('seen') === true;
    this.#facts = { mode: result.mode, seen: result.seen };
    return result;
  }

  /** Writes this tab's entry. */
  put(custom: IDBObjectStore): void {
    custom.put(this.entry, this.#key);
    this.entryOnDisk = true;
  }

  /** Keeps a fact about the room. */
  putFacts(custom: IDBObjectStore, facts: Partial<Pick<Remembered, 'mode' | 'seen'>>): void {
    this.#facts = { ...this.#facts, ...facts };
    for (const [key, value] of Object.entries(facts)) custom.put(value, key);
  }

  /** Writes all that is known once more: the database is a new one. */
  putAll(custom: IDBObjectStore): void {
    if (!this.carriedDone) for (const [key, entry] of this.#inherited) custom.put(entry, key);
    this.putFacts(custom, this.#facts);
    this.entryOnDisk = false;
    if (this.entry.waiting > 0) this.put(custom);
  }

  /** Removes this tab's entry, and with them those of earlier visits when they are done. */
  remove(custom: IDBObjectStore): void {
    this.entryOnDisk = false;
    custom.delete(this.#key);
    if (!this.carriedDone) return;
    const inherited = this.#inherited;
    this.#inherited = new Map();
    for (const [key, entry] of inherited) {
      const request = custom.get(key);
      // Another tab may be alive and have written on: then the entry is its own affair.
      request.onsuccess = () => {
        if (JSON.stringify(request.result) === JSON.stringify(entry)) custom.delete(key);
      };
    }
  }
}
