import type { Batch } from './batch.ts';
import type { UpdateLog } from './contract.ts';
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

interface Surroundings {
  log: UpdateLog;
  logger: Logger;
  meters: Meters;
  clock(): number;
  /** The store begins or ends to refuse. */
  pausedChanged(): void;
  /** A batch is stored and was sent. */
  stored(room: string, update: Uint8Array): void;
}

/** A tick may take this share of the time before the next one is put off. */
const share = 1 / 5;
/** A tick is put off for at most as many milliseconds. */
const longestGap = 8;
const firstRetry = 250;
const lastRetry = 5_000;

/**
 * Stores what all rooms accepted, one transaction a tick, and lets the rooms tell it only then.
 * The first change after a quiet moment goes at once; under load ticks come as far apart as keeps them to a fifth
 * of the time, at most 8 ms, so that a burst becomes one commit and one write per socket.
 */
export class Journal {
  private readonly around: Surroundings;
  private readonly dirty = new Set<Room>();
  /** True while a transaction, or work that must not meet one, is under way. */
  private isBusy = false;
  private readonly tasks: (() => Promise<void>)[] = [];
  private scheduled = false;
  private lastTick = 0;
  private gap = 0;
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
    this.schedule();
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
    const wait = this.lastTick + this.gap - this.around.clock();
    if (wait > 0) setTimeout(this.tick, wait);
    else setImmediate(this.tick);
  }

  /** Resolves when nothing waits; rejects with NotStoredError while the store takes nothing. */
  async drain(): Promise<void> {
    while (this.dirty.size > 0 || this.tasks.length > 0 || this.isBusy) {
      if (this.isPaused) throw new NotStoredError();
      await new Promise<void>((resolve) => this.idleWaiters.push(resolve));
    }
  }

  private readonly tick = (): void => {
    const start = this.around.clock();
    this.scheduled = false;
    if (!this.isBusy) this.runTask();
    if (!this.isBusy) this.commit();
    // A commit under way must not hold up what is not stored anyway.
    for (const room of this.dirty) room.tellPresence();
    if (!this.isBusy) this.wakeIdle();
    this.lastTick = this.around.clock();
    this.gap = Math.min(longestGap, (this.lastTick - start) / share);
  };

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
    for (const room of this.dirty) {
      const batch = room.takeBatch();
      if (batch !== null)
        entries.push({ room, batch, update: batch.history.isEmpty ? null : batch.history.encode() });
      else room.tellPresence();
    }
    this.dirty.clear();
    if (entries.length > 0) this.append(entries);
  }

  private append(entries: Entry[]): void {
    this.isBusy = true;
    const start = this.around.clock();
    const batches = entries.flatMap(({ room, update }) =>
      update === null ? [] : { room: room.name, update },
    );
    let done: void | Promise<void>;
    try {
      done = batches.length === 0 ? undefined : this.around.log.append(batches);
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
      () => this.settle(entries, start),
      (error: unknown) => this.refused(entries, error),
    );
  }

  private settle(entries: Entry[], start: number): void {
    let updates = 0;
    for (const { batch } of entries) {
      updates += batch.updates;
      this.unstored -= batch.bytes;
    }
    if (updates > 0) this.around.meters.onCommit(updates, this.around.clock() - start);
    this.around.meters.updatesStored += updates;
    if (this.isPaused) this.resume();
    for (const { room, batch, update } of entries) {
      room.settle(batch, update);
      if (update !== null) this.around.stored(room.name, update);
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
