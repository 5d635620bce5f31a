import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { ByteReader, MalformedError } from '../../shared/updates/bytes.ts';
import type { Clocks } from '../../shared/updates/history.ts';
import { type CloseCode, closeCodes, messageTypes, syncKinds } from '../../shared/wire.ts';
import type { Grant } from './contract.ts';
import type { Limits } from './limits.ts';
import type { Meters, RefusalReason } from './meters.ts';
import { Pace } from './pace.ts';
import { frames, pingFrame } from './wire.ts';

/** What a connection asks of its room. */
export interface ConnectionEvents {
  /** A client's state vector: it is to be sent what it lacks. */
  sync(connection: Connection, stateVector: Uint8Array): void;
  /** A document message: an update, or all that the client has (`isAnswer`). */
  write(connection: Connection, update: Uint8Array, isAnswer: boolean): void;
  receiveAwareness(connection: Connection, update: Uint8Array): void;
  /** Asks for everybody's awareness. */
  tellAwareness(connection: Connection): void;
  /** The clocks of all that is stored, all of which it was sent unless it is owed something. */
  clocks(): Clocks;
  /** Its socket has drained after it was owed updates since `since`. */
  drained(connection: Connection, since: Clocks): void;
  closed(connection: Connection): void;
}

/** What connections share. */
export interface ConnectionSurroundings {
  limits: Limits;
  meters: Meters;
  /** Milliseconds that only go up. */
  clock(): number;
  /** Told of each refusal, for the log. */
  refused(connection: Connection, reason: RefusalReason, detail: string): void;
  /** Told of an error of the relay itself. */
  failed(connection: Connection, error: unknown): void;
}

/** An empty awareness message: y-websocket clients reconnect if they hear nothing for 30 s. */
const keepAliveFrame = frames.awareness(new Uint8Array([0]));
/** A slow socket is given time for its queue at this pace, bytes a millisecond. */
const slowestPace = 20;
/** What a client is given to answer a close before its socket is ended. */
const closeWithin = 1_000;
/** RFC 6455, section 7.4.1. */
const internalError = 1011;
const keepAliveAfter = 15_000;

/** One client in one room: its socket, what it may do, and how far it has come. */
export class Connection {
  readonly grant: Grant;
  readonly subject: string;
  awarenessClient: number | null = null;
  /** Document messages received. */
  received = 0;
  /** Of these, the number of the last whose accepted part is stored. */
  stored = 0;
  /** The Yjs client id that last wrote through it. */
  author: number | null = null;
  private readonly ws: WebSocket;
  private readonly socket: Duplex;
  private readonly around: ConnectionSurroundings;
  private readonly pace: Pace;
  private events: ConnectionEvents | null = null;
  private open = true;
  private lastHeard: number;
  private quietSweeps = 0;
  /** Set while the socket is full: the client has all up to these clocks and is owed the rest. */
  private owedSince: Clocks | null = null;
  private drainBy = 0;
  /** Numbers of document messages that are not wholly accepted. */
  private held: number[] = [];
  /** Number of the first document message that was not taken at all. */
  private turnedDown: number | null = null;

  constructor(ws: WebSocket, socket: Duplex, grant: Grant, around: ConnectionSurroundings) {
    this.ws = ws;
    this.socket = socket;
    this.grant = grant;
    this.subject = grant.subject;
    this.around = around;
    this.lastHeard = around.clock();
    this.pace = new Pace(around.limits.messagesPerSecond, around.limits.messageBurst, this.lastHeard);
    ws.on('message', (data: Buffer, isBinary: boolean) => this.receive(data, isBinary));
    ws.on('pong', () => this.heard());
    ws.on('close', () => this.end());
    // ws closes the connection itself; the error says no more than its code.
    ws.on('error', () => {});
    socket.on('drain', () => this.drained());
    ws.pause();
  }

  get isOpen(): boolean {
    return this.open;
  }

  /** Starts reading, once the room is there. */
  start(events: ConnectionEvents): void {
    this.events = events;
    if (this.open) this.ws.resume();
    else events.closed(this);
  }

  /**
   * Writes a frame, unless the client is owed something: then it gets the newest state instead, once its socket
   * has drained. Past the bound on what is queued it is owed what comes from now on.
   */
  send(frame: Uint8Array): void {
    if (!this.open || this.owedSince !== null) return;
    this.socket.write(frame);
    this.around.meters.bytesOut += frame.length;
    this.quietSweeps = 0;
    const queued = this.socket.writableLength;
    if (queued <= this.around.limits.socketBytes || this.events === null) return;
    this.owedSince = this.events.clocks();
    this.drainBy = this.around.clock() + this.around.limits.drainWithin + queued / slowestPace;
  }

  private drained(): void {
    const since = this.owedSince;
    if (since === null || !this.open) return;
    this.owedSince = null;
    this.heard();
    this.events?.drained(this, since);
  }

  /** The document message of that number is not wholly accepted. */
  holdBack(message: number): void {
    if (!this.held.includes(message)) this.held.push(message);
  }

  holds(message: number): boolean {
    return this.held.includes(message);
  }

  /** The message of that number is wholly stored now. */
  release(message: number): void {
    if (this.held.length > 0) this.held = this.held.filter((other) => other !== message);
  }

  /** The document message of that number, and what builds on it, is not taken at all. */
  turnDown(message: number): void {
    this.turnedDown ??= message;
  }

  /** Forgets what was held back or turned down before that message, in which the client sent all that it has once more. */
  releaseBefore(message: number): void {
    if (this.turnedDown !== null && this.turnedDown < message) this.turnedDown = null;
    if (this.held.length > 0) this.held = this.held.filter((other) => other >= message);
  }

  /** How many of its document messages are stored, without a gap. */
  get acknowledged(): number {
    if (this.held.length === 0 && this.turnedDown === null) return this.stored;
    return Math.min(this.stored, Math.min(this.turnedDown ?? this.stored + 1, ...this.held) - 1);
  }

  private heard(): void {
    this.lastHeard = this.around.clock();
  }

  private receive(data: Buffer, isBinary: boolean): void {
    if (!this.open || this.events === null) return;
    this.around.meters.messagesIn++;
    this.around.meters.bytesIn += data.length;
    this.heard();
    const wait = this.pace.take(this.lastHeard);
    if (wait > 0) this.rest(wait);
    try {
      if (!isBinary) throw new MalformedError('text');
      this.dispatch(this.events, data);
    } catch (error) {
      if (error instanceof MalformedError) {
        this.refuse('badMessage', error.message);
      } else {
        this.around.failed(this, error);
        this.close(internalError, 'the relay failed');
      }
    }
  }

  private dispatch(events: ConnectionEvents, data: Buffer): void {
    const reader = new ByteReader(data);
    switch (reader.varUint()) {
      case messageTypes.sync: {
        const kind = reader.varUint();
        const body = lastField(reader);
        if (kind === syncKinds.step1) events.sync(this, body);
        else if (kind === syncKinds.step2 || kind === syncKinds.update) {
          this.received++;
          events.write(this, body, kind === syncKinds.step2);
        } else throw new MalformedError('unknown kind of sync message');
        return;
      }
      case messageTypes.awareness:
        events.receiveAwareness(this, lastField(reader));
        return;
      case messageTypes.queryAwareness:
        if (!reader.done) throw new MalformedError('bytes after the message');
        events.tellAwareness(this);
        return;
      case messageTypes.beat: {
        const count = reader.varUint();
        if (!reader.done) throw new MalformedError('bytes after the message');
        this.send(frames.beat(count));
        return;
      }
      default:
        throw new MalformedError('unknown message type');
    }
  }

  /** Stops reading for a while; what the client sends meanwhile waits on its side. */
  private rest(milliseconds: number): void {
    if (this.ws.isPaused) return;
    this.ws.pause();
    setTimeout(() => {
      if (!this.open) return;
      if (this.pace.heldBackFor(this.around.clock()) > this.around.limits.throttledFor) {
        this.refuse('tooFast', 'above its rate for too long');
      }
      this.heard();
      this.ws.resume();
    }, milliseconds).unref();
  }

  /** Looks after the connection: a ping after silence, an end after longer silence. */
  sweep(now: number): void {
    if (!this.open) return;
    const { limits } = this.around;
    if (this.owedSince !== null) {
      if (now > this.drainBy) this.refuse('fellBehind', 'does not read');
      return;
    }
    if (this.ws.isPaused) return;
    const silence = now - this.lastHeard;
    if (silence > limits.silentFor) {
      this.refuse('silent', 'no sign of life');
      return;
    }
    this.quietSweeps++;
    if (silence >= limits.pingAfter) this.socket.write(pingFrame);
    if (this.quietSweeps * limits.sweepEvery >= keepAliveAfter) this.send(keepAliveFrame);
  }

  /** Closes with a code of shared/wire.ts because of what the client did or did not do. */
  refuse(reason: RefusalReason & keyof typeof closeCodes, detail: string): void {
    if (!this.open) return;
    this.around.meters.refusals[reason]++;
    this.around.refused(this, reason, detail);
    this.close(closeCodes[reason], detail);
  }

  /** Closes. The socket is ended soon after, whether or not the client answers. */
  close(code: CloseCode | number, reason: string): void {
    if (!this.open) return;
    this.ws.close(code, reason.slice(0, 100));
    // What still comes is not looked at, but the answer to the close must be read.
    if (this.ws.isPaused) this.ws.resume();
    this.end();
    setTimeout(() => this.ws.terminate(), closeWithin).unref();
  }

  private end(): void {
    if (!this.open) return;
    this.open = false;
    this.owedSince = null;
    this.events?.closed(this);
  }
}

/** A length and bytes, with nothing after them. */
function lastField(reader: ByteReader): Uint8Array {
  const bytes = reader.varBytes();
  if (!reader.done) throw new MalformedError('bytes after the message');
  return bytes;
}
