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
  /** Opens rooms again (a freeze that could not be stored). */
  unseal(rooms: readonly string[]): void;
  /** Calls `listener` after each stored batch, in order. Returns a function that ends it. */
  onStored(listener: (room: string, update: Uint8Array) => void): () => void;
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
  /** Closes every connection whose grant matches, e.g. of a revoked link. */
  disconnect(matches: (grant: Grant) => boolean, code: number, reason: string): void;
  /** Tells all connections, stores all that was accepted, resolves when done. */
  close(): Promise<void>;
}
