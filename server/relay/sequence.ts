import type { Batch } from './batch.ts';
import type { RoomRows } from './contract.ts';
import type { Room } from './room.ts';

interface Surroundings {
  /** A batch is told to the room's connections: tells all others. */
  told(room: string, news: Uint8Array): void;
  /** The room's own batch is settled. */
  settled(room: Room): void;
  /** What is before this version of the room has not come. */
  lacks(room: Room, version: number): void;
}

/** What came before its turn, for one room. */
interface Early {
  updates: Map<number, Uint8Array>;
  bytes: number;
}

/** Bytes kept of a room that came before their turn; what is past it is read from the log. */
const mostEarlyBytes = 4 * 1024 * 1024;

/**
 * Takes a room's batches, its own and those of other relays, in the order in which they are in the log: so what is
 * stored looks the same everywhere, also where two clients claimed to be the same one.
 */
export class Sequence {
  private readonly around: Surroundings;
  /** The room's own batch that is in the log, and waits for those before it. */
  private readonly own = new WeakMap<Room, { batch: Batch; update: Uint8Array; version: number }>();
  private readonly early = new WeakMap<Room, Early>();

  constructor(around: Surroundings) {
    this.around = around;
  }

  /** The room's own batch got this version. */
  appended(room: Room, batch: Batch, update: Uint8Array, version: number): void {
    this.own.set(room, { batch, update, version });
    this.advance(room);
    if (this.own.has(room)) this.around.lacks(room, version - 1);
  }

  /** Another relay's batch has come over the bus. */
  heard(room: Room, version: number, update: Uint8Array): void {
    const next = room.state.version + 1;
    if (version < next) return;
    if (version > next) {
      this.keepEarly(room, version, update);
      this.around.lacks(room, version - 1);
      return;
    }
    this.take(room, version, update);
    this.advance(room);
  }

  /** Rows of the log, as they are read after the room's version or all of them. */
  read(room: Room, { rows }: RoomRows): void {
    for (const { version, update } of rows) {
      if (version <= room.state.version) continue;
      this.take(room, version, update);
      this.advance(room);
    }
  }

  private take(room: Room, version: number, update: Uint8Array): void {
    const news = room.absorb(update);
    room.state = { ...room.state, version };
    if (news !== null) this.around.told(room.name, news);
  }

  /** Does all whose turn has come. */
  private advance(room: Room): void {
    while (this.settleOwn(room) || this.takeEarly(room));
  }

  private settleOwn(room: Room): boolean {
    const own = this.own.get(room);
    const { state } = room;
    if (own === undefined || state.version < own.version - 1) return false;
    this.own.delete(room);
    const news = room.settle(own.batch, own.update);
    room.state = { ...state, version: Math.max(state.version, own.version) };
    if (news !== null) this.around.told(room.name, news);
    this.around.settled(room);
    return true;
  }

  private keepEarly(room: Room, version: number, update: Uint8Array): void {
    const early = this.early.get(room) ?? { updates: new Map(), bytes: 0 };
    if (early.updates.has(version) || early.bytes + update.length > mostEarlyBytes) return;
    early.updates.set(version, update);
    early.bytes += update.length;
    this.early.set(room, early);
  }

  private takeEarly(room: Room): boolean {
    const early = this.early.get(room);
    if (early === undefined) return false;
    const next = room.state.version + 1;
    const update = early.updates.get(next);
    if (update !== undefined) this.take(room, next, update);
    for (const [version, { length }] of early.updates) {
      if (version > room.state.version) continue;
      early.updates.delete(version);
      early.bytes -= length;
    }
    if (early.updates.size === 0) this.early.delete(room);
    return update !== undefined;
  }
}
