import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** What the relay needs of a store: an append-only log of Yjs updates per room. */
export interface UpdateLog {
  /** All updates of a room, oldest first; empty for a room never written. */
  load(room: string): Uint8Array[] | Promise<Uint8Array[]>;
  /** Writes all batches in one transaction. Resolves once they are on disk; rejects when nothing was written. */
  append(batches: readonly RoomBatch[]): void | Promise<void>;
  /** Replaces all updates of a room by one that says the same, in one transaction. */
  replace?(room: string, update: Uint8Array): void | Promise<void>;
  /**
   * Merges the updates of a room that are there now into one, in the background and in one transaction; later ones
   * stay as they are. `collectGarbage` drops the content of what was deleted.
   */
  compact?(room: string, collectGarbage: boolean): Promise<void>;
  /** Ends what the log keeps running besides its database. */
  close?(): Promise<void>;
  /** What a log has besides that several relays write in; the relay then uses this instead of the above. */
  readonly shared?: SharedLog;
}

/**
 * How far a room's log has come. Each number only goes up, and each change is made under the lock of the room's row, so
 * that of two states the newer is known by its numbers. A room never written has `startState`.
 */
export interface RoomState {
  /** Batches appended: the first has version 1, each next one more, without gaps and in the order of the commits. */
  version: number;
  /** Times that the room was sealed or unsealed: odd while it is sealed. */
  seals: number;
  /** Times that `replace` dropped the content of what was deleted. */
  forgets: number;
}

export const startState: RoomState = { version: 0, seals: 0, forgets: 0 };

export function isSealedState({ seals }: RoomState): boolean {
  return seals % 2 === 1;
}

/** A room's state and rows of one moment (one snapshot). */
export interface RoomRows {
  state: RoomState;
  /** In the order of their versions. A row that others were merged into has the last of their versions. */
  rows: readonly { version: number; update: Uint8Array }[];
}

/** A batch, and whether it goes in even if the room is sealed (erasure of personal data). */
export interface SharedBatch extends RoomBatch {
  evenSealed?: boolean;
}

/**
 * A log that several relays write in at the same time (docs/decisions/0042-several-relays.md). Whatever takes locks on
 * several rooms takes them in the order of the rooms' names, so that no two wait for each other.
 */
export interface SharedLog {
  /**
   * Writes all batches, of different rooms, in one transaction. Returns in their order the version that each got, or
   * null where the room is sealed: nothing of that batch is stored, the others are. Whoever rejects may have stored
   * them nevertheless (a connection lost at the commit): the relay then appends the same once more.
   */
  append(batches: readonly SharedBatch[]): Promise<readonly (number | null)[]>;
  /** Per room its state and its rows with a version above the one given (all of them for 0), in one query. */
  read(after: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, RoomRows>>;
  /** The states of rooms, of whatever communes, in one query. Rooms never written may be left out. */
  states(rooms: readonly string[]): Promise<ReadonlyMap<string, RoomState>>;
  /**
   * The states of all rooms of these channels (`RelayOptions.channelOf`) that changed since the moment `since`, of
   * all if it is null, and the moment to ask from next time. It may name rooms that did not change, and must not leave out
   * one that did: `next` lies before all transactions that may still be under way.
   */
  changed(
    channels: readonly string[],
    since: string | null,
  ): Promise<{ states: ReadonlyMap<string, RoomState>; next: string }>;
  /** Seals rooms, those never written too, in one transaction; what is sealed stays as it is. Returns their states. */
  seal(rooms: readonly string[]): Promise<ReadonlyMap<string, RoomState>>;
  /** Unseals rooms likewise. */
  unseal(rooms: readonly string[]): Promise<ReadonlyMap<string, RoomState>>;
  /**
   * Puts `update` in the place of all rows of a room, under the version of the last, and raises `forgets`, unless the
   * room's version is no longer `version`. Returns the new state; null if it was another version.
   */
  replace(room: string, version: number, update: Uint8Array): Promise<RoomState | null>;
  /**
   * As `UpdateLog.compact`; the room's state stays. One process at a time does it for a room: while another is at it,
   * this resolves at once. Harmless all the same if two should do it.
   */
  compact(room: string, collectGarbage: boolean): Promise<void>;
}

/** One room's merged updates of one tick. */
export interface RoomBatch {
  room: string;
  update: Uint8Array;
}

/** What a connection may do, decided by the caller before the upgrade. */
export interface Grant {
  room: string;
  mode: 'write' | 'read';
  /** An opaque name for logs, revocation and authorship (a session's id, never a person's name). */
  subject: string;
}

/** Connections of these subjects, or in these rooms; plain data, so that other processes can be told of it. */
export type Connected = { subjects: readonly string[] } | { rooms: readonly string[] };

/** The relay as the rest of the server sees it. */
export interface Relay {
  /** Takes over a WebSocket upgrade that the caller has checked. */
  connect(request: IncomingMessage, socket: Duplex, head: Buffer, grant: Grant): void;
  /** Writes an update as the server itself; same path as a client's. Resolves once stored. Works on read-only rooms, rejects on sealed ones. */
  write(room: string, update: Uint8Array): Promise<void>;
  /** The stored state of a room as one update (never ahead of the store). */
  read(room: string): Promise<Uint8Array>;
  /**
   * Closes rooms to all writing at one point: what was accepted before is stored first, what comes later is refused.
   * Returns the state of each room at that point. `sealed` rooms that open later must be sealed by `isSealed`.
   */
  seal(rooms: readonly string[]): Promise<Map<string, Uint8Array>>;
  /**
   * Opens rooms again (a freeze that could not be stored). Over a shared log it resolves once that is stored, and is
   * tried until it is.
   */
  unseal(rooms: readonly string[]): void | Promise<void>;
  /**
   * Calls `listener` after each stored batch, in order; over a shared log after those of other relays too, in rooms that
   * are open here or followed. Returns a function that ends it.
   */
  onStored(listener: (room: string, update: Uint8Array) => void): () => void;
  /**
   * Over a shared log: lets `onStored` hear every batch of every room of a channel that is stored from now on, also of
   * rooms that nobody has open here. Resolves once it does: what `read` says then, and what is heard after, is all
   * there is. Resolves with a function that ends it. A relay with a log of its own hears all anyway.
   */
  follow?(channel: string): Promise<() => void>;
  /**
   * Takes what was deleted in a room out of the store and out of what joiners are sent: the room's log becomes its
   * garbage-collected state (same state vector, so those connected notice nothing). For rooms whose deleted content
   * must not reach whoever joins later, as the screen's. Resolves once stored.
   */
  forget?(room: string): Promise<void>;
  /**
   * Writes an update as the server itself, in a sealed room too, and forgets what it deleted: for the erasure of
   * personal data, which a frozen dialogue must obey as well. Nobody else can write there meanwhile. Resolves once
   * stored; rejects, with the update perhaps stored, when the old content could not be forgotten.
   */
  redact?(room: string, update: Uint8Array): Promise<void>;
  /** Closes connections, e.g. those of a revoked link's sessions. */
  disconnect(which: Connected, code: number, reason: string): void;
  /** Tells all connections, stores all that was accepted, resolves when done. */
  close(): Promise<void>;
}
