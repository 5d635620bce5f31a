import type { Batch } from './batch.ts';
import type { RoomBatch } from './contract.ts';
import { NotStoredError } from './errors.ts';
import type { Logger } from './logger.ts';
import type { Meters } from './meters.ts';
import type { Room } from './room.ts';

/** What the journal needs to know of one room's part in a transaction. */
interface Entry {
  room: Room;
  batch: Batch;
  /** The batch as one update; null if it holds nothing new. */
  update: Uint8Array | null;
}

/** What a log that is shared says of each batch: the version it got, or null where its room is sealed. */
export type Versions = readonly (number | null)[];

interface Surroundings {
  /** Writes all batches in one transaction. */
  append(batches: readonly RoomBatch[]): void | Promise<void> | Promise<Versions>;
  logger: Logger;
  meters: Meters;
  clock(): number;
  /** The store begins or ends to refuse. */
  pausedChanged(): void;
  /** A batch is stored and was sent. */
  stored(room: string, update: Uint8Array): void;
  /**
   * A batch is in a shared log under that version, or refused (null): whoever hears it settles it, then or later, and
   * says so by `settled`.
   */
  appended?(room: Room, batch: Batch, update: Uint8Array, version: number | null): void;
}

/** Ticks come no closer than this over time, in milliseconds. */
const pace = 8;
/** After a quiet moment, as many ticks come at once. */
const burst = 16;
/** A tick lets the event loop turn as often to see what else has come; what comes together is stored together. */
const mostTurns = 4;
const firstRetry = 250;
const lastRetry = 5_000;

/**
 * Stores what all rooms accepted, one transaction a tick, and lets the rooms tell it only then.
 * A change goes at once as long as there are no more than 125 ticks a second: a hall, where somebody types every
 * 10 ms, waits for nothing. Above that they come 8 ms apart, so that many rooms share a commit and a burst becomes
 * one write per socket.
 */
export class Journal {
  private readonly around: Surroundings;
  private readonly dirty = new Set<Room>();
  /** True while a transaction, or work that must not meet one, is under way. */
  private isBusy = false;
  private readonly tasks: (() => Promise<void>)[] = [];
  private scheduled = false;
  /** Changes told since the last turn of the event loop, and turns that the coming tick has waited for. */
  private arrivals = 0;
  private turns = 0;
  /** When all ticks so far would have been, had they come at the pace. */
  private paidUntil = 0;
  private retryAfter = 0;
  private unstored = 0;
  private idleWaiters: (() => void)[] = [];

  constructor(around: Surroundings) {
    this.around = around;
  }

  /** True while the store takes nothing. */
  get isPaused(): boolean {
    return this.retryAfter > 0;
  }

  /** Bytes accepted and not yet stored. */
  get unstoredBytes(): number {
    return this.unstored;
  }

  accepted(bytes: number): void {
    this.unstored += bytes;
  }

  /** The room has something to store or to tell. */
  changed(room: Room): void {
    this.dirty.add(room);
    this.arrivals++;
    this.schedule();
  }

  /** The room's batch that was appended is settled, or turned down: its next one may go. */
  settled(room: Room): void {
    if (this.dirty.has(room)) this.schedule();
    this.wakeIdle();
  }

  /** Takes back what is not stored and never will be. */
  gaveUp(bytes: number): void {
    this.unstored -= bytes;
  }

  /** Does work on the store while no transaction is under way; rejects as the work does. */
  exclusively(work: () => void | Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.tasks.push(() => Promise.resolve().then(work).then(resolve, reject));
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    const wait = this.paidUntil - burst * pace - this.around.clock();
    if (wait > 0) setTimeout(this.turn, wait);
    else setImmediate(this.turn);
  }

  /** Ticks once a turn of the event loop has brought nothing more. */
  private readonly turn = (): void => {
    if (this.arrivals > 0 && this.turns < mostTurns) {
      this.arrivals = 0;
      this.turns++;
      setImmediate(this.turn);
      return;
    }
    this.arrivals = 0;
    this.turns = 0;
    this.tick();
  };

  /** Resolves when nothing waits; rejects with NotStoredError while the store takes nothing. */
  async drain(): Promise<void> {
    while (this.dirty.size > 0 || this.tasks.length > 0 || this.isBusy) {
      if (this.isPaused) throw new NotStoredError();
      await new Promise<void>((resolve) => this.idleWaiters.push(resolve));
    }
  }

  private tick(): void {
    this.paidUntil = Math.max(this.paidUntil, this.around.clock()) + pace;
    this.scheduled = false;
    if (!this.isBusy) this.runTask();
    if (!this.isBusy) this.commit();
    // A commit under way must not hold up what is not stored anyway.
    for (const room of this.dirty) room.tellPresence();
    if (!this.isBusy) this.wakeIdle();
  }

  private runTask(): void {
    const task = this.tasks.shift();
    if (task === undefined) return;
    this.isBusy = true;
    task().finally(() => this.finish());
  }

  /** A transaction or a task has ended: what has come meanwhile is next. */
  private finish(): void {
    this.isBusy = false;
    if (this.dirty.size > 0 || this.tasks.length > 0) this.schedule();
    else this.wakeIdle();
  }

  private commit(): void {
    const entries: Entry[] = [];
    const waiting: Room[] = [];
    for (const room of this.dirty) {
      if (room.isCommitting) {
        // Its last batch has its place in a shared log, and what is before it has not come yet.
        waiting.push(room);
        continue;
      }
      const batch = room.takeBatch();
      if (batch !== null)
        entries.push({ room, batch, update: batch.history.isEmpty ? null : batch.history.encode() });
      else room.tellPresence();
    }
    this.dirty.clear();
    for (const room of waiting) this.dirty.add(room);
    if (entries.length > 0) this.append(entries);
  }

  private append(entries: Entry[]): void {
    this.isBusy = true;
    const start = this.around.clock();
    for (const entry of entries) {
      const { batch } = entry;
      // Tried again, after it was found to be stored, or some of it by others.
      if (batch.isReduced) entry.update = batch.history.isEmpty ? null : batch.history.encode();
    }
    const batches = entries.flatMap(({ room, update }) =>
      update === null ? [] : { room: room.name, update },
    );
    let done: void | Promise<void> | Promise<Versions>;
    try {
      done = batches.length === 0 ? undefined : this.around.append(batches);
    } catch (error) {
      this.refused(entries, error);
      return;
    }
    if (done === undefined) {
      this.settle(entries, start);
      return;
    }
    for (const { room } of entries) room.tellPresence();
    done.then(
      (versions) => this.settle(entries, start, versions ?? undefined),
      (error: unknown) => this.refused(entries, error),
    );
  }

  private settle(entries: Entry[], start: number, versions?: Versions): void {
    let updates = 0;
    for (const { batch } of entries) {
      updates += batch.updates;
      this.unstored -= batch.bytes;
    }
    if (updates > 0) this.around.meters.onCommit(updates, this.around.clock() - start);
    this.around.meters.updatesStored += updates;
    if (this.isPaused) this.resume();
    let next = 0;
    for (const { room, batch, update } of entries) {
      if (versions !== undefined && update !== null) {
        this.around.appended?.(room, batch, update, versions[next++] ?? null);
        continue;
      }
      const news = room.settle(batch, update);
      if (news !== null) this.around.stored(room.name, news);
    }
    this.finish();
  }

  /** Keeps the entries and tries again, later each time. */
  private refused(entries: Entry[], error: unknown): void {
    const wasPaused = this.isPaused;
    this.retryAfter = Math.min(lastRetry, Math.max(firstRetry, this.retryAfter * 2));
    this.around.logger.error({ err: error, retryAfter: this.retryAfter }, 'the store does not take updates');
    setTimeout(() => this.append(entries), this.retryAfter).unref();
    for (const { batch } of entries) batch.notStored(new NotStoredError({ cause: error }));
    if (!wasPaused) this.around.pausedChanged();
    this.wakeIdle();
  }

  private resume(): void {
    this.retryAfter = 0;
    this.around.logger.info({}, 'the store takes updates again');
    this.around.pausedChanged();
  }

  private wakeIdle(): void {
    for (const wake of this.idleWaiters.splice(0)) wake();
  }
}
