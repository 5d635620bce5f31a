import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { withoutGarbage } from '../../shared/updates/garbage.ts';
import { closeCodes } from '../../shared/wire.ts';
import type { Bus } from '../bus/bus.ts';
import { noBus } from '../bus/none.ts';
import { Cluster } from './cluster.ts';
import { Compaction } from './compaction.ts';
import { Connection, type ConnectionSurroundings } from './connection.ts';
import type { Connected, Grant, Relay, SharedLog, UpdateLog } from './contract.ts';
import { ClosedError, NotStoredError } from './errors.ts';
import { Journal } from './journal.ts';
import { defaultLimits, type Limits } from './limits.ts';
import type { Logger } from './logger.ts';
import { Meters } from './meters.ts';
import { RelayMetrics } from './metrics.ts';
import { Room, type RoomSurroundings } from './room.ts';
import { SharedDeeds } from './shared-deeds.ts';

export interface RelayOptions {
  /** One with `shared` is written in by other relays too. */
  log: UpdateLog;
  /** How relays over a shared log hear of each other sooner than from the log; whoever gives it also closes it. */
  bus?: Bus;
  /** The bus's channel of a room, one for each commune; all rooms share one if not given. */
  channelOf?: (room: string) => string;
  /** Asked when a room opens: true if nothing may be written in it any more. */
  isSealed(room: string): boolean;
  logger: Logger;
  limits?: Partial<Limits>;
  /** Milliseconds that only go up; `performance.now` if not given. */
  clock?: () => number;
  /** False if the content of what was deleted in a room may be dropped; all is kept if not given. */
  keepsHistory?: (room: string) => boolean;
  /** Whether nobody in the room is told of the others (a public room); by default they are. */
  isSilent?: (room: string) => boolean;
  /** Told when a Yjs client id first writes through a connection: who wrote what, by opaque names. */
  onAuthor?: (room: string, yjsClient: number, subject: string) => void;
}

/** RFC 6455's code for a message too big; ws closes with it by itself. */
const messageTooBig = 1009;

/** A room in use is compacted only when it has so many times more rows: whoever loads it next gains by it. */
const liveRows = 20;

/** Says "too large" with the code that tells a client not to come back with the same message. */
class RelaySocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    super.close(code === messageTooBig ? closeCodes.tooLarge : code, reason);
  }
}

/** A relay whose work can be watched. */
export interface ObservedRelay extends Relay {
  /** Prometheus' text format. */
  metrics(): Promise<string>;
  /** True while the store takes nothing: what is accepted waits. */
  isPaused(): boolean;
  /** Closes connections of this process alone, whichever `matches` chooses, e.g. some of them at a time. */
  disconnectHere(matches: (grant: Grant) => boolean, code: number, reason: string): void;
}

/** Makes a relay: rooms, their connections, and the journal through which all that is written goes. */
export function createRelay(options: RelayOptions): ObservedRelay {
  return new YjsRelay(options);
}

class YjsRelay implements ObservedRelay {
  private readonly options: RelayOptions;
  private readonly limits: Limits;
  private readonly meters = new Meters();
  private readonly journal: Journal;
  private readonly clock: () => number;
  private readonly server: WebSocketServer;
  private readonly rooms = new Map<string, Room>();
  private readonly opening = new Map<string, Promise<Room>>();
  private readonly connections = new Set<Connection>();
  private readonly sealedRooms = new Set<string>();
  private readonly listeners = new Set<(room: string, update: Uint8Array) => void>();
  private readonly connectionSurroundings: ConnectionSurroundings;
  private readonly roomSurroundings: RoomSurroundings;
  private readonly sweeping: NodeJS.Timeout;
  private readonly observation: RelayMetrics;
  private readonly compaction: Compaction;
  /** Over a log that is shared with other relays. */
  private readonly cluster: Cluster | null;
  private readonly shared: SharedDeeds | null;
  private isClosed = false;

  constructor(options: RelayOptions) {
    this.options = options;
    this.limits = { ...defaultLimits, ...options.limits };
    this.clock = options.clock ?? (() => performance.now());
    this.server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      skipUTF8Validation: true,
      maxPayload: this.limits.messageBytes,
      WebSocket: RelaySocket,
    });
    const { shared } = options.log;
    this.journal = new Journal({
      append: (batches) => (shared ?? options.log).append(batches),
      logger: options.logger,
      meters: this.meters,
      clock: this.clock,
      pausedChanged: () => {
        for (const room of this.rooms.values()) room.tellModes();
      },
      stored: (room, update) => this.tellListeners(room, update),
      appended: (room, batch, update, version) => this.cluster?.appended(room, batch, update, version),
    });
    this.cluster = shared === undefined ? null : this.makeCluster(shared);
    this.shared =
      shared && this.cluster
        ? new SharedDeeds({
            log: shared,
            cluster: this.cluster,
            journal: this.journal,
            logger: options.logger,
          })
        : null;
    this.connectionSurroundings = {
      limits: this.limits,
      meters: this.meters,
      clock: this.clock,
      refused: ({ grant }, reason, detail) =>
        options.logger.info(
          { room: grant.room, subject: grant.subject, reason, detail },
          'connection refused',
        ),
      failed: ({ grant }, err) =>
        options.logger.error(
          { room: grant.room, subject: grant.subject, err },
          'a message made the relay fail',
        ),
    };
    this.roomSurroundings = {
      limits: this.limits,
      meters: this.meters,
      clock: this.clock,
      changed: (room) => this.journal.changed(room),
      accepted: (bytes) => this.journal.accepted(bytes),
      mayAccept: () => this.journal.unstoredBytes < this.limits.unstoredBytes,
      isPaused: () => this.journal.isPaused,
      isSilent: (room) => options.isSilent?.(room.name) ?? false,
      authored: (room, client, subject) => options.onAuthor?.(room.name, client, subject),
    };
    const { cluster } = this;
    if (cluster !== null) this.roomSurroundings.presenceTold = (room) => cluster.presenceTold(room);
    this.compaction = new Compaction(
      shared ?? options.log,
      options.logger,
      options.keepsHistory ?? (() => true),
    );
    this.observation = new RelayMetrics({
      meters: this.meters,
      rooms: () => this.rooms.size,
      unstoredBytes: () => this.journal.unstoredBytes,
    });
    this.sweeping = setInterval(() => this.sweep(), this.limits.sweepEvery).unref();
  }

  private makeCluster(log: SharedLog): Cluster {
    const { bus, channelOf, logger } = this.options;
    return new Cluster({
      log,
      bus: bus ?? noBus,
      channelOf: channelOf ?? (() => 'relay'),
      logger,
      clock: this.clock,
      journal: this.journal,
      rooms: this.rooms,
      open: (room) => this.open(room),
      isSilent: (room) => this.options.isSilent?.(room) ?? false,
      told: (room, news) => this.tellListeners(room, news),
    });
  }

  connect(request: IncomingMessage, socket: Duplex, head: Buffer, grant: Grant): void {
    if (this.isClosed || this.connections.size >= this.limits.connections || !this.hasPlaceFor(grant.room)) {
      this.meters.refusals.full++;
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.server.handleUpgrade(request, socket, head, (ws) => this.welcome(ws, socket, grant));
  }

  private hasPlaceFor(room: string): boolean {
    return this.rooms.has(room) || this.rooms.size + this.opening.size < this.limits.rooms;
  }

  private welcome(ws: WebSocket, socket: Duplex, grant: Grant): void {
    const connection = new Connection(ws, socket, grant, this.connectionSurroundings);
    this.connections.add(connection);
    this.meters.connections = this.connections.size;
    ws.on('close', () => {
      this.connections.delete(connection);
      this.meters.connections = this.connections.size;
    });
    const room = this.rooms.get(grant.room);
    if (room !== undefined) {
      room.join(connection);
      return;
    }
    this.open(grant.room).then(
      (opened) => opened.join(connection),
      (err: unknown) => {
        this.options.logger.error({ room: grant.room, err }, 'a room could not be opened');
        connection.refuse('notStored', 'the room could not be read');
      },
    );
  }

  /** A room from memory or from the log. */
  private open(name: string): Promise<Room> {
    const known = this.rooms.get(name);
    if (known !== undefined) {
      known.idleSince = this.clock();
      return Promise.resolve(known);
    }
    let opening = this.opening.get(name);
    if (opening === undefined) {
      opening = this.load(name).finally(() => this.opening.delete(name));
      this.opening.set(name, opening);
    }
    return opening;
  }

  private async load(name: string): Promise<Room> {
    const { cluster } = this;
    if (cluster !== null) return this.loadShared(name, cluster);
    const updates = await this.options.log.load(name);
    const room = new Room(
      name,
      this.roomSurroundings,
      this.sealedRooms.has(name) || this.options.isSealed(name),
    );
    room.restore(updates);
    this.rooms.set(name, room);
    return room;
  }

  private async loadShared(name: string, cluster: Cluster): Promise<Room> {
    cluster.beginOpening(name);
    try {
      const room = new Room(name, this.roomSurroundings, this.options.isSealed(name));
      await cluster.load(room);
      this.rooms.set(name, room);
      cluster.opened(room);
      return room;
    } catch (error) {
      cluster.couldNotOpen(name);
      throw error;
    }
  }

  async write(room: string, update: Uint8Array): Promise<void> {
    if (this.isClosed) throw new ClosedError();
    await (await this.open(room)).writeAsServer(update);
  }

  async read(room: string): Promise<Uint8Array> {
    return (await this.open(room)).read();
  }

  async seal(names: readonly string[]): Promise<Map<string, Uint8Array>> {
    const rooms = await Promise.all(names.map((name) => this.open(name)));
    if (this.shared !== null) return this.shared.seal(rooms);
    for (const room of rooms) {
      this.sealedRooms.add(room.name);
      room.seal();
    }
    try {
      await Promise.all(rooms.map((room) => room.whenStored()));
    } catch (error) {
      this.unseal(names);
      throw error;
    }
    return new Map(rooms.map((room) => [room.name, room.read()]));
  }

  unseal(names: readonly string[]): void | Promise<void> {
    if (this.shared !== null) return this.shared.unseal(names, this.rooms);
    for (const name of names) {
      this.sealedRooms.delete(name);
      this.rooms.get(name)?.unseal();
    }
  }

  onStored(listener: (room: string, update: Uint8Array) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async follow(channel: string): Promise<() => void> {
    return this.cluster?.follow(channel) ?? (() => {});
  }

  private tellListeners(room: string, update: Uint8Array): void {
    for (const listener of this.listeners) {
      try {
        listener(room, update);
      } catch (err) {
        this.options.logger.error({ room, err }, 'a listener failed');
      }
    }
  }

  async forget(name: string): Promise<void> {
    const { log } = this.options;
    const room = await this.open(name);
    if (this.shared !== null) return this.shared.forget(room);
    await this.journal.exclusively(async () => {
      if (log.replace === undefined) throw new Error('this log cannot forget');
      const update = withoutGarbage(room.read());
      await log.replace(name, update);
      room.replaceStored([update]);
    });
  }

  async redact(name: string, update: Uint8Array): Promise<void> {
    if (this.isClosed) throw new ClosedError();
    const room = await this.open(name);
    if (this.shared !== null) await this.shared.redact(room, update);
    else await room.writeAsServer(update, true);
    await this.forget(name);
  }

  disconnect(which: Connected, code: number, reason: string): void {
    const named = new Set('subjects' in which ? which.subjects : which.rooms);
    this.disconnectHere(({ subject, room }) => named.has('subjects' in which ? subject : room), code, reason);
  }

  disconnectHere(matches: (grant: Grant) => boolean, code: number, reason: string): void {
    for (const connection of this.connections) if (matches(connection.grant)) connection.close(code, reason);
  }

  isPaused(): boolean {
    return this.journal.isPaused;
  }

  metrics(): Promise<string> {
    return this.observation.text();
  }

  private sweep(): void {
    const now = this.clock();
    for (const [name, room] of this.rooms) {
      room.sweep(now);
      this.cluster?.sweep(room, now);
      const isNeeded = this.cluster?.needs(room) ?? false;
      const leaves = room.isIdle && !isNeeded && now - room.idleSince > this.limits.idleRoomFor;
      if (leaves) {
        this.rooms.delete(name);
        this.cluster?.left(room);
      }
      if (room.rows >= this.limits.compactFrom * (leaves ? 1 : liveRows)) {
        room.rows = 1;
        this.compaction.request(name);
      }
    }
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    clearInterval(this.sweeping);
    this.observation.close();
    for (const connection of this.connections) connection.close(closeCodes.goingAway, 'the server stops');
    await this.compaction.end();
    try {
      await this.journal.drain();
    } catch (error) {
      if (!(error instanceof NotStoredError)) throw error;
      this.options.logger.error(
        { unstoredBytes: this.journal.unstoredBytes },
        'closing with updates not stored',
      );
      throw error;
    } finally {
      this.cluster?.end();
    }
  }
}
