import { type Accessor, getOwner, onCleanup } from 'solid-js';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { type DocumentKind, planRoom, roomName } from '../../shared/dialogue.ts';
import { signWrites } from '../../shared/docs/writers.ts';
import type { RoomMode } from '../../shared/wire.ts';
import { followRoom } from '../devices/reporter.ts';
import { holdsTyped } from './all-kept.ts';
import { Connection, type SyncStatus } from './connection.ts';
import { askDoor } from './door.ts';
import type { BeforeOthers } from './inbox.ts';
import { pageLine, syncUrl } from './page-line.ts';
import { introduce, type Person } from './people.ts';

export type { SyncStatus } from './connection.ts';
export type { Refusal } from './refusals.ts';

export interface OpenDocument {
  doc: Y.Doc;
  awareness: Awareness;
  /** The document can be shown: it came from this device or from the hall. */
  ready: Accessor<boolean>;
  status: Accessor<SyncStatus>;
  /** What may be written now; the last one known while the hall is out of reach. */
  mode: Accessor<RoomMode>;
  /** Tries the hall again after it closed the door (a new session, a larger limit). */
  reconnect(): void;
  /** Begins a word under composition: what comes and goes waits until the returned function is called. */
  holdWord(): () => void;
  /** Begins a word typed letter by letter: what comes waits until the returned function is called. */
  holdOthers(): () => void;
  /** Calls `listener` each time before what others wrote goes in, until the returned function is called. */
  beforeOthers(listener: BeforeOthers): () => void;
  /** Clock of this device's Yjs client up to which the hall has everything; nobody else knows what lies behind. */
  storedClock(): number;
  /** Settled when all that this device keeps of the document is in it. */
  loaded: Promise<void>;
  /** The hall's state vector as it last told it, also in earlier visits; null: nobody knows. */
  hallClocks(): Uint8Array | null;
  close(): void;
}

/** A page change closes a document and opens it again; the connection lives that long without a caller, ms. */
const lingerTime = 5_000;

interface Shared {
  connection: Connection;
  /** Also citizens read it: nobody says there who they are. */
  isPublic: boolean;
  users: number;
  /** Ends what is told of it to the hall. */
  unfollow: () => void;
  linger: ReturnType<typeof setTimeout> | undefined;
}

const openRooms = new Map<string, Shared>();
let me: Person | null = null;

/** Who sits at this device; the others in every open document but the public one see it (name, caret, colour). */
export function setPerson(person: Person | null): void {
  me = person;
  for (const { connection, isPublic } of openRooms.values())
    if (person && !isPublic) introduce(connection.awareness, person);
}

/** Opens a document of a dialogue, as `openRoom` does. The public `screen` is not kept on the device. */
export function openDocument(dialogueId: string, kind: DocumentKind): OpenDocument {
  return openRoom(roomName(dialogueId, kind), kind === 'screen');
}

/** Opens the document of a plan of a year, as `openRoom` does. */
export function openPlan(planId: string): OpenDocument {
  return openRoom(planRoom(planId));
}

/**
 * Opens a room's document: from this device at once, from the hall when it is in reach.
 * Callers of one room share one document and one connection. Inside a Solid owner it closes by itself.
 */
export function openRoom(room: string, isPublic = false): OpenDocument {
  const shared = openRooms.get(room) ?? connect(room, isPublic);
  clearTimeout(shared.linger);
  shared.users += 1;
  let open = true;
  const close = () => {
    if (!open) return;
    open = false;
    shared.users -= 1;
    if (shared.users === 0) shared.linger = setTimeout(() => forget(room, shared), lingerTime);
  };
  if (getOwner()) onCleanup(close);
  const { doc, awareness, ready, status, mode } = shared.connection;
  return {
    doc,
    awareness,
    ready,
    status,
    mode,
    reconnect: () => shared.connection.reconnect(),
    holdWord: () => shared.connection.holdWord(),
    holdOthers: () => shared.connection.holdOthers(),
    beforeOthers: (listener) => shared.connection.beforeOthers(listener),
    storedClock: () => shared.connection.storedClock(),
    loaded: shared.connection.loaded,
    hallClocks: () => shared.connection.hallClocks.get(),
    close,
  };
}

function connect(room: string, isPublic: boolean): Shared {
  const connection = new Connection(syncUrl(), room, !isPublic, pageLine(), () => askDoor(room));
  const unfollow = followRoom(room, connection);
  const shared: Shared = { connection, isPublic, users: 0, unfollow, linger: undefined };
  if (me && !isPublic) introduce(connection.awareness, me);
  signWrites(connection.doc, () => me?.name ?? '');
  openRooms.set(room, shared);
  return shared;
}

holdsTyped(() =>
  [...openRooms.values()].every(({ connection, isPublic }) => {
    const { savedHere, savedInHall } = connection.status();
    return isPublic || savedHere || savedInHall;
  }),
);

/** Whether a page has a room open, or left it a moment ago. */
export function isRoomOpen(room: string): boolean {
  return openRooms.has(room);
}

/** Ends the connections of one dialogue: it is in the archive. */
export function closeDialogue(dialogueId: string): void {
  for (const [room, shared] of openRooms) {
    if (shared.isPublic || !room.startsWith(`${dialogueId}/`)) continue;
    clearTimeout(shared.linger);
    forget(room, shared);
  }
}

/** Ends all connections at once: the session is over, another person may sit down at this device. */
export function closeDocuments(): void {
  for (const [room, shared] of openRooms) {
    clearTimeout(shared.linger);
    forget(room, shared);
  }
}

function forget(room: string, shared: Shared): void {
  if (openRooms.get(room) === shared) openRooms.delete(room);
  shared.unfollow();
  shared.connection.close();
}
