/** Bounds that keep one client from taking what belongs to all. Sizes in bytes, times in milliseconds. */
export interface Limits {
  /** One message of a client; a larger one closes the connection (4413). */
  messageBytes: number;
  /** Open connections; further upgrades are answered 503. */
  connections: number;
  /** Rooms in memory; an upgrade for one more is answered 503. */
  rooms: number;
  /** Messages a second of one connection, over time. Above it the connection is read more slowly. */
  messagesPerSecond: number;
  /** Messages that a connection may send at once before its rate counts. */
  messageBurst: number;
  /** A connection held back by its rate for as long without a break is closed (4029). */
  throttledFor: number;
  /** Queued on one socket; past it the client is owed one difference instead of every update. */
  socketBytes: number;
  /** A client that owes nothing but reading is given this long, plus its queue at 20 kB/s; then 4000. */
  drainWithin: number;
  /** Accepted by the relay but not yet stored, all rooms; past it connections that write are closed (4002). */
  unstoredBytes: number;
  /** Updates kept per room that refer to what has not come. */
  pendingBytes: number;
  pendingUpdates: number;
  /** One client's awareness state. */
  awarenessBytes: number;
  /** Silence after which a ping is sent. */
  pingAfter: number;
  /** Silence after which a connection is taken for dead. With the sweep this is below 30 s. */
  silentFor: number;
  /** How often connections and rooms are looked after. */
  sweepEvery: number;
  /** A room without connections leaves memory after this. */
  idleRoomFor: number;
  /** Rows of a room's log from which it is worth compacting. */
  compactFrom: number;
}

export const defaultLimits: Limits = {
  messageBytes: 16 * 1024 * 1024,
  connections: 10_000,
  rooms: 10_000,
  messagesPerSecond: 5_000,
  messageBurst: 20_000,
  throttledFor: 60_000,
  socketBytes: 256 * 1024,
  drainWithin: 20_000,
  unstoredBytes: 32 * 1024 * 1024,
  pendingBytes: 1024 * 1024,
  pendingUpdates: 100,
  awarenessBytes: 16 * 1024,
  pingAfter: 10_000,
  silentFor: 24_000,
  sweepEvery: 5_000,
  idleRoomFor: 30_000,
  compactFrom: 500,
};
