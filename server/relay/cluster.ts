import { randomUUID } from 'node:crypto';
import { MalformedError } from '../../shared/updates/bytes.ts';
import type { Bus } from '../bus/bus.ts';
import type { Batch } from './batch.ts';
import { type BusMessage, decodeMessage, encodeMessage } from './bus-messages.ts';
import { CatchUp } from './catch-up.ts';
import { isSealedState, type RoomState, type SharedLog } from './contract.ts';
import { Followed } from './followed.ts';
import type { Journal } from './journal.ts';
import type { Logger } from './logger.ts';
import type { Room } from './room.ts';
import { Sequence } from './sequence.ts';

/** What the cluster's part needs of its relay. */
export interface ClusterSurroundings {
  log: SharedLog;
  bus: Bus;
  channelOf(room: string): string;
  logger: Logger;
  clock(): number;
  journal: Journal;
  /** Rooms in memory, by name. */
  rooms: ReadonlyMap<string, Room>;
  /** Takes a room into memory. */
  open(room: string): Promise<Room>;
  isSilent(room: string): boolean;
  /** A batch, of whatever relay, is stored and was told to those connected here. */
  told(room: string, news: Uint8Array): void;
}

interface Channel {
  rooms: Set<string>;
  unsubscribe(): void;
}

/** The bus is given as many milliseconds to bring what is missing before it is read from the log. */
const busGrace = 5;
/** How often the versions of rooms are compared with the log, in milliseconds. */
const compareEvery = 2_000;
const compareEveryWithoutBus = 500;
/** How often other relays are told again who is here, and after which silence they are forgotten (with the sweep: 30 s). */
const repeatEvery = 10_000;
const forgetAfter = 25_000;

/**
 * A relay's part in several (docs/decisions/0042-several-relays.md): tells the others what it has stored, takes what
 * they have, and compares with the log, as the bus may lose all of it.
 */
export class Cluster {
  readonly catchUp: CatchUp;
  private readonly around: ClusterSurroundings;
  private readonly relay = randomUUID();
  private readonly sequence: Sequence;
  private readonly followed: Followed;
  private readonly channels = new Map<string, Channel>();
  /** Rooms that somebody spoke of while they were being opened, with the highest version heard. */
  private readonly opening = new Map<string, number>();
  /** Rooms whose state is to be read now. */
  private readonly toLookAt = new Set<string>();
  private isLooking = false;
  private readonly repeating: NodeJS.Timeout;
  private comparing: NodeJS.Timeout | null = null;
  private logFails = false;
  private readonly endJoined: () => void;
  isEnded = false;

  constructor(around: ClusterSurroundings) {
    this.around = around;
    const { log, logger, bus } = around;
    this.sequence = new Sequence({
      told: (room, news) => around.told(room, news),
      settled: (room) => around.journal.settled(room),
      lacks: (room, version) => this.catchUp.lack(room, { version, forgets: 0 }),
    });
    this.catchUp = new CatchUp({
      log,
      logger,
      sequence: this.sequence,
      grace: () => (bus.isJoined() ? busGrace : 0),
    });
    this.followed = new Followed({
      log,
      rooms: around.rooms,
      open: (room) => around.open(room),
      learn: (room, state) => this.catchUp.learn(room, state),
    });
    this.repeating = setInterval(() => this.repeatPresence(), repeatEvery).unref();
    this.endJoined = bus.onJoined((joined) => this.joinedChanged(joined));
  }

  // Rooms

  /** Hears of a room from now on, before it is read. */
  beginOpening(room: string): void {
    this.opening.set(room, 0);
    const channel = this.hear(this.around.channelOf(room));
    channel.rooms.add(room);
  }

  /**
   * Fills a room from the log: what is new to those who follow it is told.
   * Throws as the log does, and MalformedError for a log that holds no complete history.
   */
  async load(room: Room): Promise<void> {
    const { name } = room;
    const read = (await this.around.log.read(new Map([[name, 0]]))).get(name);
    if (read === undefined) throw new Error('the shared log left a room out');
    const toldUpTo = this.followed.versionOf(this.around.channelOf(name), name) ?? read.state.version;
    const before = read.rows.filter(({ version }) => version <= toldUpTo);
    room.restore(
      before.map(({ update }) => update),
      true,
    );
    room.state = { ...read.state, version: before.at(-1)?.version ?? 0 };
    this.sequence.read(room, read);
    room.state = read.state;
    if (isSealedState(read.state)) room.seal();
  }

  /** The room is in memory: it may have been spoken of meanwhile. */
  opened(room: Room): void {
    const heard = this.opening.get(room.name) ?? 0;
    this.opening.delete(room.name);
    if (heard > room.state.version) this.catchUp.lack(room, { version: heard, forgets: 0 });
    if (!this.around.isSilent(room.name)) this.say({ kind: 'who', room: room.name });
    this.wake();
  }

  couldNotOpen(room: string): void {
    this.opening.delete(room);
    this.unhear(room);
  }

  /** True while the room must stay in memory. */
  needs(room: Room): boolean {
    return this.catchUp.needs(room);
  }

  /** The room has left memory. */
  left(room: Room): void {
    this.followed.left(this.around.channelOf(room.name), room);
    this.unhear(room.name);
  }

  private hear(name: string): Channel {
    let channel = this.channels.get(name);
    if (channel === undefined) {
      const { bus } = this.around;
      const unsubscribe = bus.subscribe(name, (message) => this.receive(name, message));
      channel = { rooms: new Set(), unsubscribe };
      this.channels.set(name, channel);
    }
    return channel;
  }

  private unhear(room: string): void {
    const name = this.around.channelOf(room);
    this.channels.get(name)?.rooms.delete(room);
    this.endChannel(name);
  }

  private endChannel(name: string): void {
    const channel = this.channels.get(name);
    if (channel === undefined || channel.rooms.size > 0 || this.followed.has(name)) return;
    this.channels.delete(name);
    channel.unsubscribe();
  }

  /** See `Relay.follow`. */
  async follow(name: string): Promise<() => void> {
    this.hear(name);
    const end = await this.followed.begin(name).finally(() => this.endChannel(name));
    this.wake();
    return () => {
      end();
      this.endChannel(name);
    };
  }

  // Storing

  /** The room's own batch is in the log under that version; null: its room is sealed there, nothing of it is stored. */
  appended(room: Room, batch: Batch, update: Uint8Array, version: number | null): void {
    if (version === null) {
      this.around.journal.gaveUp(room.turnDownUnsaved());
      if (!room.isSealed) room.seal();
      this.around.journal.settled(room);
      this.look(room.name);
      return;
    }
    this.sequence.appended(room, batch, update, version);
    this.say({ kind: 'stored', room: room.name, version, update });
  }

  /** Something that went past the room's batches is in the log. */
  storedBeside(room: Room, update: Uint8Array, version: number): void {
    this.sequence.heard(room, version, update);
    this.say({ kind: 'stored', room: room.name, version, update });
  }

  /** Lets the other relays know that a room's row was changed. */
  announce(room: string): void {
    this.say({ kind: 'changed', room });
  }

  /** The room's row was changed by this relay: the room here and all others learn of it. */
  async changed(room: Room, state: RoomState): Promise<void> {
    this.announce(room.name);
    await this.catchUp.reach(room, state);
  }

  /** Resolves once the room is where the log is now. */
  async refresh(room: Room): Promise<void> {
    const state = (await this.around.log.states([room.name])).get(room.name);
    if (state !== undefined) await this.catchUp.reach(room, state);
  }

  // The bus

  private say(message: BusMessage): void {
    this.around.bus.publish(this.around.channelOf(message.room), encodeMessage(message));
  }

  private receive(channel: string, bytes: Uint8Array): void {
    if (this.isEnded) return;
    try {
      this.take(channel, decodeMessage(bytes));
    } catch (err) {
      if (!(err instanceof MalformedError)) throw err;
      this.around.logger.warn({ channel, err }, 'a message of another relay cannot be read');
    }
  }

  private take(channel: string, message: BusMessage): void {
    const name = message.room;
    if (this.around.channelOf(name) !== channel) return;
    const room = this.around.rooms.get(name);
    switch (message.kind) {
      case 'stored':
        if (room !== undefined) this.sequence.heard(room, message.version, message.update);
        else if (this.opening.has(name))
          this.opening.set(name, Math.max(message.version, this.opening.get(name) ?? 0));
        else this.followed.heard(channel, name, message.version);
        return;
      case 'changed':
        // One that is being opened is read once more: more than any version is what it lacks.
        if (this.opening.has(name)) this.opening.set(name, Number.MAX_SAFE_INTEGER);
        else this.look(name);
        return;
      case 'presence':
        if (room !== undefined) this.takePresence(room, message.relay, message.update);
        return;
      case 'who':
        if (room !== undefined) this.tellOwn(room);
        return;
    }
  }

  private joinedChanged(joined: boolean): void {
    if (joined) {
      this.repeatPresence();
      for (const name of this.around.rooms.keys())
        if (!this.around.isSilent(name)) this.say({ kind: 'who', room: name });
    }
    // What was lost meanwhile is looked for at once.
    if (this.comparing === null) return;
    clearTimeout(this.comparing);
    this.comparing = null;
    void this.compare();
  }

  // Presence

  /** The room's connections have been told of a change: those elsewhere are as well. */
  presenceTold(room: Room): void {
    const update = room.awareness.takeUntold();
    if (update !== null) this.say({ kind: 'presence', relay: this.relay, room: room.name, update });
  }

  private tellOwn(room: Room): void {
    const update = room.awareness.encodeOwn();
    if (update !== null) this.say({ kind: 'presence', relay: this.relay, room: room.name, update });
  }

  private repeatPresence(): void {
    for (const room of this.around.rooms.values()) this.tellOwn(room);
  }

  private takePresence(room: Room, relay: string, update: Uint8Array): void {
    if (this.around.isSilent(room.name)) return;
    room.awareness.receiveFrom(relay, update, this.around.clock());
    if (room.awareness.hasChanges) this.around.journal.changed(room);
  }

  /** Forgets those of whom no relay speaks any more. */
  sweep(room: Room, now: number): void {
    room.awareness.forgetElsewhere(now - forgetAfter, now);
    if (room.awareness.hasChanges) this.around.journal.changed(room);
  }

  // Comparing with the log

  private look(room: string): void {
    this.toLookAt.add(room);
    if (this.isLooking) return;
    this.isLooking = true;
    setImmediate(() => void this.lookNow());
  }

  private async lookNow(): Promise<void> {
    const names = [...this.toLookAt].filter((name) => this.around.rooms.has(name));
    this.toLookAt.clear();
    if (names.length > 0) await this.compareRooms(names);
    this.isLooking = false;
    const [next] = this.toLookAt;
    if (next !== undefined && !this.isEnded) this.look(next);
  }

  /** Begins to compare, if there is anything to compare. */
  private wake(): void {
    if (this.comparing !== null || this.isEnded) return;
    if (this.around.rooms.size === 0 && this.followed.isEmpty) return;
    const every = this.around.bus.isJoined() ? compareEvery : compareEveryWithoutBus;
    this.comparing = setTimeout(() => void this.compare(), every).unref();
  }

  private async compare(): Promise<void> {
    const names = [...this.around.rooms.keys()];
    const done = await Promise.all([
      names.length === 0 || this.compareRooms(names),
      this.tryLog(() => this.followed.compare()),
    ]);
    if (done.every(Boolean)) this.logFails = false;
    this.comparing = null;
    this.wake();
  }

  private compareRooms(names: readonly string[]): Promise<boolean> {
    return this.tryLog(async () => {
      for (const [name, state] of await this.around.log.states(names)) {
        const room = this.around.rooms.get(name);
        if (room !== undefined) this.catchUp.learn(room, state);
      }
    });
  }

  /** Says once in the log that it cannot be compared. */
  private async tryLog(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (err) {
      if (!this.logFails) this.around.logger.warn({ err }, 'rooms cannot be compared with the shared log');
      this.logFails = true;
      return false;
    }
  }

  end(): void {
    this.isEnded = true;
    clearInterval(this.repeating);
    if (this.comparing !== null) clearTimeout(this.comparing);
    this.endJoined();
    this.catchUp.end();
    for (const { unsubscribe } of this.channels.values()) unsubscribe();
    this.channels.clear();
  }
}
