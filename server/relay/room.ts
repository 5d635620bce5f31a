import { MalformedError } from '../../shared/updates/bytes.ts';
import { type Clocks, History } from '../../shared/updates/history.ts';
import { Intake } from '../../shared/updates/intake.ts';
import { type PendingUpdate, PendingUpdates } from '../../shared/updates/pending-updates.ts';
import type { RoomMode } from '../../shared/wire.ts';
import { Awareness } from './awareness.ts';
import { Batch } from './batch.ts';
import type { Connection, ConnectionEvents } from './connection.ts';
import { type RoomState, startState } from './contract.ts';
import { NotStoredError, SealedError } from './errors.ts';
import type { Limits } from './limits.ts';
import type { Meters } from './meters.ts';
import { decodeStateVector } from './state-vector.ts';
import { intakeAfter, newsOf, sameHistory, takeLog } from './stored-updates.ts';
import { frames } from './wire.ts';

/** What a room asks of the relay it belongs to. */
export interface RoomSurroundings {
  limits: Limits;
  meters: Meters;
  /** Milliseconds that only go up. */
  clock(): number;
  /** The room has something to store or to tell. */
  changed(room: Room): void;
  /** Counts bytes that were accepted and are not yet stored. */
  accepted(bytes: number): void;
  /** True unless too much waits to be stored. */
  mayAccept(): boolean;
  /** True while the store takes nothing. */
  isPaused(): boolean;
  /** True where nobody is told of the others. */
  isSilent(room: Room): boolean;
  /** A Yjs client id wrote through a connection of `subject`. */
  authored(room: Room, client: number, subject: string): void;
  /** Over a shared log: its presence has been told here, and others are to hear it. */
  presenceTold?(room: Room): void;
}

/** The connection and the number of its message that an update came with; null if the server wrote it. */
type Origin = { connection: Connection; message: number } | null;

/**
 * One document: its stored history, what was accepted since, and who is connected.
 * All of the document that leaves here is stored; only awareness, which is never kept, is not.
 */
export class Room implements ConnectionEvents {
  readonly name: string;
  readonly connections = new Set<Connection>();
  /** When the last connection left, in the relay's milliseconds. */
  idleSince: number;
  /** Rows in the log. */
  rows = 0;
  /** Over a shared log: how far of it is taken here. */
  state: RoomState = startState;
  readonly awareness: Awareness;
  private readonly around: RoomSurroundings;
  /** Knows what is stored, what is being stored and what was accepted since, in this order. */
  private intake = new Intake();
  private stored = new History();
  private pending: PendingUpdates<Origin>;
  private batch: Batch | null = null;
  private committing: Batch | null = null;
  private sealed = false;
  /** The whole state framed as an answer to step 1, and its clocks; null once the state has changed. */
  private joinFrame: Buffer | null = null;
  private storedClocks: Clocks | null = null;

  constructor(name: string, around: RoomSurroundings, sealed: boolean) {
    this.name = name;
    this.around = around;
    this.sealed = sealed;
    this.idleSince = around.clock();
    this.awareness = new Awareness(around.limits.awarenessBytes, around.presenceTold !== undefined);
    this.pending = this.nothingPending();
  }

  private nothingPending(): PendingUpdates<Origin> {
    return new PendingUpdates(this.around.limits.pendingBytes, this.around.limits.pendingUpdates);
  }

  /** Takes over the log, before anybody joins. Throws as `takeLog` does. */
  restore(updates: readonly Uint8Array[], isShared = false): void {
    takeLog(this.intake, this.stored, updates, isShared);
    this.rows = updates.length;
  }

  /** Puts the same history in another form in the place of the stored one. Throws if it is not the same. */
  replaceStored(updates: readonly Uint8Array[]): void {
    this.stored = sameHistory(updates, this.clocks());
    this.joinFrame = null;
  }

  get isIdle(): boolean {
    return this.connections.size === 0 && this.batch === null && this.committing === null;
  }

  get isSealed(): boolean {
    return this.sealed;
  }

  /** The stored state as one update. */
  read(): Uint8Array {
    return this.stored.encode();
  }

  // Connections

  join(connection: Connection): void {
    this.connections.add(connection);
    connection.send(frames.mode(this.modeOf(connection)));
    connection.send(frames.step1(this.stored.encodeStateVector()));
    this.tellAwareness(connection);
    connection.start(this);
  }

  closed(connection: Connection): void {
    if (!this.connections.delete(connection)) return;
    this.batch?.forget(connection);
    this.pending.forget((origin) => origin?.connection === connection);
    this.awareness.leave(connection, this.around.clock());
    if (this.connections.size === 0) this.idleSince = this.around.clock();
    if (this.awareness.hasChanges) this.around.changed(this);
  }

  sync(connection: Connection, stateVector: Uint8Array): void {
    const known = decodeStateVector(stateVector);
    if (known.size === 0) this.joinFrame ??= frames.step2(this.stored.encode());
    const frame = known.size === 0 ? this.joinFrame : null;
    connection.send(frame ?? frames.step2(this.stored.encodeSince(known)));
  }

  drained(connection: Connection, since: Clocks): void {
    connection.send(frames.update(this.stored.encodeSince(since)));
    connection.send(frames.mode(this.modeOf(connection)));
    this.tellAwareness(connection);
    this.tellSaved(connection);
  }

  clocks(): Clocks {
    this.storedClocks ??= this.stored.clocks();
    return this.storedClocks;
  }

  /** Drops what has been gone for long. */
  sweep(now: number): void {
    for (const connection of this.connections) connection.sweep(now);
    this.awareness.sweep(now);
  }

  // Modes

  seal(): void {
    this.sealed = true;
    this.tellModes();
  }

  /** Opens the room again and asks everybody for what was refused meanwhile. */
  unseal(): void {
    if (!this.sealed) return;
    this.sealed = false;
    this.tellModes();
    const question = frames.step1(this.stored.encodeStateVector());
    for (const connection of this.connections) connection.send(question);
  }

  tellModes(): void {
    for (const connection of this.connections) connection.send(frames.mode(this.modeOf(connection)));
  }

  private modeOf(connection: Connection): RoomMode {
    if (this.sealed) return 'sealed';
    if (connection.grant.mode === 'read') return 'read';
    return this.around.isPaused() ? 'paused' : 'write';
  }

  // Updates

  write(connection: Connection, update: Uint8Array, isAnswer: boolean): void {
    if (connection.grant.mode !== 'write') {
      this.checkReader(connection, update, isAnswer);
      return;
    }
    if (this.sealed) {
      connection.turnDown(connection.received);
      connection.send(frames.mode('sealed'));
      return;
    }
    if (!this.around.mayAccept()) {
      connection.refuse('notStored', 'the store takes nothing');
      return;
    }
    // Whoever answers step 1 sends all that it has: what was held back before is in it.
    if (isAnswer) {
      this.openBatch().answeredBy(connection, connection.received);
      this.pending.forget((origin) => origin?.connection === connection);
    }
    try {
      this.accept(update, { connection, message: connection.received });
    } finally {
      this.openBatch().acknowledgements.set(connection, connection.received);
      this.around.changed(this);
    }
  }

  /**
   * Nothing of a reader is ever stored. Readers of y-websocket answer step 1 with all that they have beyond it: what Yjs
   * deleted by itself, and more than that where the server was restored from an earlier backup. That answer is no
   * wish to write, so whoever gives it stays; an update of their own is one.
   */
  private checkReader(connection: Connection, update: Uint8Array, isAnswer: boolean): void {
    const { deletes } = this.stored;
    const writes = this.intake.holdsNews(update) || this.intake.holdsDeletions(update, deletes);
    if (writes && !isAnswer) connection.refuse('notAllowed', 'may only read');
  }

  /** Accepts an update of the server itself; resolves once it is stored. */
  async writeAsServer(update: Uint8Array, evenSealed = false): Promise<void> {
    if (this.sealed && !evenSealed) throw new SealedError(this.name);
    const waits = this.accept(update, null);
    this.around.changed(this);
    if (waits) throw new MalformedError('the update refers to others that have not come');
    await this.whenStored();
  }

  /** Resolves once all that was accepted so far is stored. Rejects with NotStoredError at the store's first refusal. */
  async whenStored(): Promise<void> {
    if (this.around.isPaused()) throw new NotStoredError();
    const last = this.batch ?? this.committing;
    await last?.whenStored();
  }

  /** Returns true if a part of the update has to wait for others. */
  private accept(update: Uint8Array, origin: Origin): boolean {
    const waits = this.take({ update, origin, missing: new Map() });
    this.acceptReady();
    return waits;
  }

  /** Takes of the updates that wait those that wait no longer. */
  private acceptReady(): void {
    while (!this.pending.isEmpty) {
      const ready = this.pending.takeReady((client) => this.intake.clockOf(client));
      if (ready === undefined) break;
      this.openBatch().writtenBy(null);
      this.take(ready);
    }
  }

  private take({ update, origin }: PendingUpdate<Origin>): boolean {
    const batch = this.openBatch();
    batch.writtenBy(origin?.connection ?? null);
    const { authors, deleted, rest, missing } = this.intake.take(update, this.stored.deletes, batch.history);
    if (authors.length > 0 || deleted) {
      batch.updates++;
      batch.bytes += update.length;
      this.around.accepted(update.length);
      if (origin !== null) for (const client of authors) this.noteAuthor(origin.connection, client);
    }
    if (rest === null) {
      if (origin?.connection.holds(origin.message)) batch.releases(origin.connection, origin.message);
      return false;
    }
    origin?.connection.holdBack(origin.message);
    this.around.meters.updatesPending++;
    if (!this.pending.add({ update: rest, missing, origin })) {
      throw new MalformedError('too many updates that refer to what has not come');
    }
    return true;
  }

  private noteAuthor(connection: Connection, client: number): void {
    if (connection.author === client) return;
    connection.author = client;
    this.around.authored(this, client, connection.subject);
  }

  private openBatch(): Batch {
    this.batch ??= new Batch();
    return this.batch;
  }

  // Other relays

  /** True from the time that a batch was handed over until it is settled. */
  get isCommitting(): boolean {
    return this.committing !== null;
  }

  /**
   * Takes over a batch that another relay stored: it is proved against what is stored, exactly as everywhere else, and
   * told to everybody. Returns what of it is new, null if nothing is.
   */
  absorb(update: Uint8Array): Uint8Array | null {
    const news = this.touchesUnsaved(update)
      ? this.absorbBelowUnsaved(update)
      : newsOf(this.intake, update, this.stored.deletes);
    this.rows++;
    if (news.isEmpty) return null;
    const bytes = news.encode();
    this.show(news);
    this.tellUpdate(frames.update(bytes), null);
    if (!this.pending.isEmpty) this.acceptAfterOthers();
    return bytes;
  }

  /** What waited for the other relay's batch waits no longer. */
  private acceptAfterOthers(): void {
    try {
      this.acceptReady();
    } catch (error) {
      // Whoever sent it is told when it sends again; it is no fault of the batch that came.
      if (!(error instanceof MalformedError)) throw error;
    }
    if (this.batch !== null) this.around.changed(this);
  }

  /** True if it holds structs of clients of which more was accepted here than is stored. */
  private touchesUnsaved(update: Uint8Array): boolean {
    if (this.batch === null && this.committing === null) return false;
    try {
      return this.intake.holdsOf(
        update,
        (client) => this.intake.clockOf(client) > this.stored.clockOf(client),
      );
    } catch (error) {
      if (error instanceof MalformedError) return false;
      throw error;
    }
  }

  /**
   * A client has come here from another relay, and sent again what is stored there by now. Proves the update as if
   * nothing had been accepted here yet, and puts what was on top of it again, less what is stored now: its
   * batches must go on where the stored history ends.
   */
  private absorbBelowUnsaved(update: Uint8Array): History {
    const intake = intakeAfter(this.stored);
    const news = newsOf(intake, update, this.stored.deletes);
    for (const batch of [this.committing, this.batch]) {
      batch?.reduceTo(newsOf(intake, batch.history.encode(), this.stored.deletes));
    }
    this.intake = intake;
    return news;
  }

  /**
   * The log is closed to what was accepted here: it is turned down, so that its clients keep it as unsaved. Returns the
   * bytes that were not yet handed over.
   */
  turnDownUnsaved(): number {
    const batches = [this.committing, this.batch].filter((batch) => batch !== null);
    const waiting = this.batch?.bytes ?? 0;
    this.committing = null;
    this.batch = null;
    this.intake = intakeAfter(this.stored);
    this.pending = this.nothingPending();
    for (const batch of batches) {
      for (const connection of batch.acknowledgements.keys()) connection.turnDown(connection.stored + 1);
      batch.notStored(new SealedError(this.name));
    }
    return waiting;
  }

  // Storing and telling

  /** Hands over what was accepted; it must be followed by `settle` or stay with whoever tries again. */
  takeBatch(): Batch | null {
    this.committing = this.batch;
    this.batch = null;
    return this.committing;
  }

  /**
   * The batch is stored as `update` (null if it held nothing new): everybody may see it. Returns what of it nobody has
   * seen, null if all was there.
   */
  settle(batch: Batch, update: Uint8Array | null): Uint8Array | null {
    this.committing = null;
    const news = batch.isReduced ? encodeNews(batch.history) : update;
    if (news !== null) {
      this.show(batch.history);
      this.rows++;
      this.tellUpdate(frames.update(news), batch.onlyAuthor);
    }
    for (const connection of batch.acknowledge()) this.tellSaved(connection);
    batch.stored();
    return news;
  }

  private show(news: History): void {
    this.stored.absorb(news);
    this.joinFrame = null;
    this.storedClocks = null;
  }

  private tellUpdate(update: Buffer, author: Connection | null): void {
    const presence = this.awareness.takeChanges();
    const presenceFrame = presence === null ? null : frames.awareness(presence);
    const frame = presenceFrame === null ? update : Buffer.concat([update, presenceFrame]);
    for (const connection of this.connections) {
      if (connection !== author) connection.send(frame);
      else if (presenceFrame !== null) connection.send(presenceFrame);
    }
    if (presenceFrame !== null) this.around.presenceTold?.(this);
  }

  private tellSaved(connection: Connection): void {
    const count = connection.acknowledged;
    if (count > 0) connection.send(frames.saved(count, this.stored.encodeStateVector()));
  }

  // Awareness

  receiveAwareness(connection: Connection, update: Uint8Array): void {
    if (this.around.isSilent(this)) return;
    const renewal = this.awareness.receive(connection, update);
    if (renewal !== null) connection.send(frames.awareness(renewal));
    if (this.awareness.hasChanges) this.around.changed(this);
  }

  /** Tells everybody the last state of each client that changed. */
  tellPresence(): void {
    const presence = this.awareness.takeChanges();
    if (presence === null) return;
    const frame = frames.awareness(presence);
    for (const connection of this.connections) connection.send(frame);
    this.around.presenceTold?.(this);
  }

  tellAwareness(connection: Connection): void {
    const presence = this.awareness.encodeAll();
    if (presence !== null) connection.send(frames.awareness(presence));
  }
}

function encodeNews(history: History): Uint8Array | null {
  return history.isEmpty ? null : history.encode();
}
