/** What both ends of a sync connection agree on: y-websocket's protocol, and what goes beyond it. */

/**
 * Server to writer: "stored". Body: varUint n, then varUint8Array state vector.
 * n counts this connection's document messages (sync step 2 and update) that are now in the store;
 * the state vector is the room's, as stored. A state vector alone cannot acknowledge a deletion, n can.
 */
export const messageSaved = 100;

/** Server to client, once after joining and at each change. Body: varUint mode (0 write, 1 read, 2 sealed, 3 not storing). */
export const messageMode = 101;
export const roomModes = ['write', 'read', 'sealed', 'paused'] as const;
/** `write`; `read` for this role; `sealed` (frozen) for all; `paused` while the store takes nothing (full disk). */
export type RoomMode = (typeof roomModes)[number];

/**
 * Client to server, and back: "are you there?". Body: varUint, a number of the client's choice; the server answers
 * with the same message. A browser shows its page neither pings nor a connection that has silently died (a changed
 * address, a router without power), so a page that has heard nothing for a while asks; in a busy room nobody does.
 * Whoever does not ask is never sent one: plain y-websocket clients notice nothing.
 */
export const messageBeat = 102;

/** Message types of y-websocket, and the one of our own that clients send. */
export const messageTypes = { sync: 0, awareness: 1, queryAwareness: 3, beat: messageBeat } as const;
/** Kinds of a sync message (y-protocols/sync). */
export const syncKinds = { step1: 0, step2: 1, update: 2 } as const;

/** Why a connection was closed by the server. 4000–4099: come back; 4400–4499: coming back changes nothing. */
export const closeCodes = {
  /** The server stops; the client comes back by itself. */
  goingAway: 1001,
  /** The client fell behind; it comes back and syncs anew. */
  fellBehind: 4000,
  /** No sign of life. */
  silent: 4001,
  /** The store could not take the writing; the client keeps its text and tries again. */
  notStored: 4002,
  /** The client sends more than its due; it comes back later. */
  tooFast: 4029,
  /** Bytes that are no message of the protocol, or an update that cannot be proved. */
  badMessage: 4400,
  /** No session, or one that ended. */
  noSession: 4401,
  /** The role may not open this document, or tried to write one that it may only read. */
  notAllowed: 4403,
  /** A message above the size limit. */
  tooLarge: 4413,
  /** Page and server are of versions that do not work with each other; a reload brings the server's page. */
  wrongVersion: 4426,
} as const;
export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes];
