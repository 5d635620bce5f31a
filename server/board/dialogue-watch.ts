import * as Y from 'yjs';
import { roomName } from '../../shared/dialogue.ts';
import { mendOutcomes, petitionsOf, readPetition } from '../../shared/docs/board.ts';
import { unknotMerges } from '../../shared/merging.ts';
import { type Petition, petitionNumber, placeOfNumber } from '../../shared/petition.ts';
import type { Relay } from '../relay/contract.ts';
import { isPetitionId, type Logger, type NumberBook, type PetitionIndex } from './contract.ts';
import { restorePetition } from './restore.ts';
import { RoomJob } from './room-job.ts';

export interface WatchParts {
  relay: Pick<Relay, 'read' | 'write'>;
  numbers: NumberBook;
  index: PetitionIndex;
  logger: Logger;
  wasRebuilt?: (dialogueId: string) => boolean | Promise<boolean>;
}

/** Highest number that a petition may bring along: no dialogue has so many, and a forged one must not use them up. */
const highestClaim = 9_999;

export interface WatchTimes {
  /** Wait after a change before numbers are given, ms. */
  numberMs: number;
  /** Shortest time between two writes of the petitions' table, ms. */
  indexMs: number;
}

/** The board of one dialogue: gives its petitions their numbers, keeps them right, and keeps the table. */
export class DialogueWatch {
  readonly #id: string;
  readonly #parts: WatchParts;
  readonly #times: WatchTimes;
  readonly #room: RoomJob;
  /** The book's page of this dialogue; null until loaded. */
  #numbers: Map<string, number> | null = null;
  /** Petitions to look at, in the order of their arrival. */
  #touched = new Set<string>();
  #toIndex = new Set<string>();
  #indexedAt = Number.NEGATIVE_INFINITY;
  /** Each petition as it was last seen whole, to bring it back when a peer deletes it. */
  readonly #seen = new Map<string, Petition>();

  constructor(dialogueId: string, parts: WatchParts, times: WatchTimes) {
    this.#id = dialogueId;
    this.#parts = parts;
    this.#times = times;
    this.#room = new RoomJob({
      relay: parts.relay,
      room: roomName(dialogueId, 'board'),
      logger: parts.logger,
      about: { dialogueId, kind: 'board' },
      failed: 'numbering failed',
      afterMs: times.numberMs,
      load: async () => {
        this.#numbers = new Map(await parts.numbers.numbersOf(dialogueId));
      },
      work: (flush) => this.#work(flush),
      onDoc: (doc) => this.#observe(doc),
    });
    this.#room.within(0);
  }

  /** Takes an update of the board that the relay has stored. */
  feed(update: Uint8Array): void {
    this.#room.feed(update);
  }

  /** True when nothing waits to be done, so that the watch may be let go of. */
  get idle(): boolean {
    return this.#room.idle;
  }

  /**
   * Resolves once every petition stored so far has its number, written, and its row in the table.
   * Rejects with the store's or the relay's error when that cannot be done.
   */
  settled(): Promise<void> {
    return this.#room.settled();
  }

  /** Ends the watch; what waits is left to the next start, which finds it again. */
  close(): void {
    this.#room.close();
  }

  async #work(flush: boolean): Promise<number | null> {
    while (this.#touched.size > 0 && !this.#room.closed) await this.#number();
    if (this.#toIndex.size > 0 && (flush || this.#indexWait() === 0)) await this.#index();
    return this.#toIndex.size > 0 ? this.#indexWait() : null;
  }

  /** On a new document everything is looked at once; afterwards what changes, in the order it arrives. */
  #observe(doc: Y.Doc): void {
    const petitions = petitionsOf(doc);
    this.#touch(doc, [...petitions.keys(), ...(this.#numbers?.keys() ?? [])]);
    petitions.observeDeep((events) => {
      const ids = new Set<string>();
      for (const event of events) {
        const [first] = event.path;
        if (typeof first === 'string') ids.add(first);
        else if (event instanceof Y.YMapEvent) for (const key of event.keysChanged) ids.add(key);
      }
      this.#touch(doc, [...ids]);
    });
  }

  /** Marks petitions that came together; one recorder's, raised offline and sent at once, keep their order. */
  #touch(doc: Y.Doc, ids: string[]): void {
    const raisedAt = (id: string) => {
      const value = petitionsOf(doc).get(id);
      return value instanceof Y.Map ? String(value.get('raisedAt')) : '';
    };
    const order = ids.filter(isPetitionId).map((id) => ({ id, at: raisedAt(id) }));
    order.sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1));
    for (const { id } of order) this.#touched.add(id);
  }

  /** Book first, then the board: a crash in between leaves a number that the next start writes. */
  async #number(): Promise<void> {
    const numbers = this.#numbers ?? new Map<string, number>();
    const touched = [...this.#touched];
    this.#touched.clear();
    try {
      const petitions = petitionsOf(this.#room.replica.doc);
      const fresh = touched.filter((id) => !numbers.has(id) && petitions.get(id) instanceof Y.Map);
      if (fresh.length > 0) {
        const claims = await this.#claims(fresh);
        for (const [id, n] of await this.#parts.numbers.assign(this.#id, fresh, claims)) numbers.set(id, n);
        const lost = fresh.filter((id) => claims.has(id) && claims.get(id) !== numbers.get(id)).length;
        this.#parts.logger.info({ dialogueId: this.#id, count: fresh.length }, 'petitions numbered');
        if (lost > 0)
          this.#parts.logger.warn(
            { dialogueId: this.#id, count: lost },
            'numbers were taken; new ones given',
          );
      }
      await this.#correct(touched, numbers);
    } catch (error) {
      for (const id of touched) this.#touched.add(id);
      throw error;
    }
  }

  /** The numbers that petitions bring along from a server that is lost. */
  async #claims(ids: readonly string[]): Promise<Map<string, number>> {
    if (!(await this.#parts.wasRebuilt?.(this.#id))) return new Map();
    const petitions = petitionsOf(this.#room.replica.doc);
    const claims = ids.map((id) => [id, placeOfNumber(String(petitions.get(id)?.get('number')))] as const);
    return new Map(claims.filter(([, n]) => n > 0 && n <= highestClaim));
  }

  /** Makes the board say what the book says, and brings back what a peer deleted. */
  async #correct(ids: readonly string[], numbers: ReadonlyMap<string, number>): Promise<void> {
    const lost: Petition[] = [];
    const wrong: string[] = [];
    const petitions = petitionsOf(this.#room.replica.doc);
    for (const id of ids) {
      const number = numbers.get(id);
      if (number === undefined) continue;
      const map = petitions.get(id);
      if (map instanceof Y.Map) {
        if (map.get('number') !== petitionNumber(number)) wrong.push(id);
        this.#seen.set(id, { ...readPetition(id, map), number: petitionNumber(number) });
        this.#toIndex.add(id);
        continue;
      }
      const last = this.#seen.get(id) ?? (await this.#parts.index.last(this.#id, id));
      if (last) lost.push({ ...last, id, number: petitionNumber(number) });
      else this.#parts.logger.warn({ dialogueId: this.#id, number }, 'a numbered petition is missing');
    }
    if (lost.length > 0)
      this.#parts.logger.warn({ dialogueId: this.#id, count: lost.length }, 'deleted petitions brought back');
    await this.#room.replica.write((doc) => {
      const live = petitionsOf(doc);
      for (const petition of lost)
        if (!(live.get(petition.id) instanceof Y.Map)) restorePetition(doc, petition);
      for (const id of wrong) {
        const map = live.get(id);
        const number = numbers.get(id);
        if (map instanceof Y.Map && number !== undefined) map.set('number', petitionNumber(number));
      }
      unknotMerges(doc, ids, new Date().toISOString());
      mendOutcomes(doc, ids);
    });
  }

  #indexWait(): number {
    return Math.max(0, this.#indexedAt + this.#times.indexMs - Date.now());
  }

  async #index(): Promise<void> {
    const ids = [...this.#toIndex];
    this.#toIndex.clear();
    try {
      const rows = ids.flatMap((id) => this.#seen.get(id) ?? []);
      await this.#parts.index.upsert(this.#id, rows);
      this.#indexedAt = Date.now();
    } catch (error) {
      for (const id of ids) this.#toIndex.add(id);
      throw error;
    }
  }
}
