import { isSealedState, type RoomState, type SharedLog } from './contract.ts';
import { ClosedError } from './errors.ts';
import type { Logger } from './logger.ts';
import type { Room } from './room.ts';
import type { Sequence } from './sequence.ts';

interface Surroundings {
  log: SharedLog;
  logger: Logger;
  sequence: Sequence;
  /** Milliseconds given to the bus to bring what is missing before it is read. */
  grace(): number;
}

interface Waiter {
  room: Room;
  state: RoomState;
  resolve(): void;
  reject(error: Error): void;
}

/** What a room lacks: batches up to this version, or its whole history in another form. */
interface Lack {
  version: number;
  forgets: number;
}

const firstRetry = 100;
const lastRetry = 2_000;

/** Reads from the shared log what rooms lack, all of them in one query at a time. */
export class CatchUp {
  private readonly around: Surroundings;
  private readonly lacks = new Map<Room, Lack>();
  private waiters: Waiter[] = [];
  private timer: NodeJS.Timeout | null = null;
  private isReading = false;
  private retryAfter = 0;
  private isEnded = false;

  constructor(around: Surroundings) {
    this.around = around;
  }

  /** True while the log cannot be read. */
  get fails(): boolean {
    return this.retryAfter > 0;
  }

  /** True while the room must stay in memory. */
  needs(room: Room): boolean {
    return this.lacks.has(room);
  }

  /** The log was found in that state: what it says of sealing holds from now on, what is missing is read. */
  learn(room: Room, state: RoomState): void {
    if (state.seals > room.state.seals) {
      room.state = { ...room.state, seals: state.seals };
      if (!isSealedState(state)) room.unseal();
      else if (!room.isSealed) room.seal();
    }
    this.lack(room, state);
  }

  /** Batches up to `version` are missing, and the room's history in another form if it was replaced more often. */
  lack(room: Room, { version, forgets }: Lack): void {
    if (this.isEnded || has(room, { version, forgets })) return;
    const known = this.lacks.get(room);
    this.lacks.set(room, {
      version: Math.max(version, known?.version ?? 0),
      forgets: Math.max(forgets, known?.forgets ?? 0),
    });
    this.schedule(this.around.grace());
  }

  /** Learns a state; resolves once the room has come as far. Rejects when the relay closes. */
  reach(room: Room, state: RoomState): Promise<void> {
    this.learn(room, state);
    if (has(room, state)) return Promise.resolve();
    if (this.isEnded) return Promise.reject(new ClosedError());
    return new Promise((resolve, reject) => this.waiters.push({ room, state, resolve, reject }));
  }

  private schedule(wait: number): void {
    if (this.timer !== null || this.isReading || this.isEnded) return;
    this.timer = setTimeout(
      () => {
        this.timer = null;
        void this.run();
      },
      Math.max(wait, this.retryAfter),
    ).unref();
  }

  private async run(): Promise<void> {
    const after = new Map<string, number>();
    const asked = new Map<Room, Lack>();
    for (const [room, lack] of this.lacks) {
      if (has(room, lack)) {
        this.lacks.delete(room);
        continue;
      }
      asked.set(room, lack);
      after.set(room.name, lack.forgets > room.state.forgets ? 0 : room.state.version);
    }
    if (asked.size > 0) await this.read(asked, after);
    this.wake();
    if (this.lacks.size > 0) this.schedule(0);
  }

  private async read(asked: ReadonlyMap<Room, Lack>, after: ReadonlyMap<string, number>): Promise<void> {
    const { log, logger } = this.around;
    this.isReading = true;
    try {
      const found = await log.read(after);
      for (const [room, lack] of asked) {
        // Whatever was said of the room before: the log is the truth.
        if (this.lacks.get(room) === lack) this.lacks.delete(room);
        const rows = found.get(room.name);
        if (rows !== undefined && !this.isEnded) this.take(room, rows, after.get(room.name) === 0);
      }
      this.retryAfter = 0;
    } catch (err) {
      if (!this.fails) logger.warn({ rooms: asked.size, err }, 'the shared log cannot be read');
      this.retryAfter = Math.min(lastRetry, Math.max(firstRetry, this.retryAfter * 2));
    }
    this.isReading = false;
  }

  private take(room: Room, read: Parameters<Sequence['read']>[1], isWhole: boolean): void {
    const { state, rows } = read;
    this.around.sequence.read(room, read);
    if (room.state.version < state.version) {
      this.around.logger.error({ room: room.name, state }, 'the shared log lacks rows');
      room.state = { ...room.state, version: state.version };
    }
    // What was stored meanwhile is not in it: then it is read once more.
    if (isWhole && state.forgets > room.state.forgets && room.state.version === state.version) {
      try {
        room.replaceStored(rows.map(({ update }) => update));
      } catch (err) {
        this.around.logger.error({ room: room.name, err }, 'deleted content stays in memory');
      }
      room.state = { ...room.state, forgets: state.forgets };
    }
    this.learn(room, state);
  }

  private wake(): void {
    const done = this.waiters.filter(({ room, state }) => has(room, state));
    this.waiters = this.waiters.filter((waiter) => !done.includes(waiter));
    for (const { resolve } of done) resolve();
  }

  /** Ends all reading; whoever waits is turned away. */
  end(): void {
    this.isEnded = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.lacks.clear();
    for (const { reject } of this.waiters.splice(0)) reject(new ClosedError());
  }
}

function has({ state }: Room, { version, forgets }: Lack): boolean {
  return state.version >= version && state.forgets >= forgets;
}
