import * as Y from 'yjs';
import { parseRoom } from '../../shared/dialogue.ts';
import { evenly, type MinutesHistory, mostMoments } from '../../shared/history.ts';
import type { Logger } from '../board/contract.ts';
import type { Relay } from '../relay/contract.ts';

/** The store's part of a room's history. */
export interface MomentBook {
  /** `snapshot` is a Yjs snapshot in V2 encoding, `at` an ISO 8601 instant. */
  add(room: string, at: string, snapshot: Uint8Array): Promise<void>;
  /** Oldest first. */
  list(room: string): Promise<{ at: string; snapshot: Uint8Array }[]>;
  /** Removes all moments of a room. */
  clear(room: string): Promise<void>;
  /** Notes the display name of who writes with a Yjs client id; the last one counts. */
  noteWriter(room: string, client: number, name: string): Promise<void>;
  writers(room: string): Promise<Map<number, string>>;
}

export interface MomentsOptions {
  relay: Pick<Relay, 'read' | 'onStored'>;
  book: MomentBook;
  /** Display name of a session, or empty. */
  sessionName(session: string): Promise<string>;
  logger: Logger;
  /** Shortest time between two moments of one room, ms (10 000). */
  everyMs?: number;
  now?: () => Date;
}

/** What a room holds: the clocks reached by each client, and what is deleted. */
interface Reached {
  clocks: Map<number, number>;
  deleted: Y.Snapshot['ds'];
}

function take(reached: Reached, updates: readonly Uint8Array[]): void {
  const deleted = [reached.deleted];
  for (const update of updates) {
    const { structs, ds } = Y.decodeUpdate(update);
    for (const { id, length } of structs) {
      const end = id.clock + length;
      if (end > (reached.clocks.get(id.client) ?? 0)) reached.clocks.set(id.client, end);
    }
    deleted.push(ds);
  }
  reached.deleted = Y.mergeDeleteSets(deleted);
}

export type Moments = ReturnType<typeof createMoments>;

/**
 * Keeps the moments of the minutes: the log of updates is compacted and tells no times, so that every ten seconds of
 * writing leave a snapshot (clocks and deletions, no text), from which the kept text gives what stood there then.
 */
export function createMoments(options: MomentsOptions) {
  const { relay, book, logger, everyMs = 10_000 } = options;
  const rooms = new Map<string, Reached>();
  const waiting = new Map<string, Uint8Array[]>();
  const timers = new Map<string, NodeJS.Timeout>();
  const working = new Set<Promise<void>>();

  async function reach(room: string): Promise<Reached> {
    const updates = waiting.get(room) ?? [];
    waiting.delete(room);
    const known = rooms.get(room);
    if (known) {
      take(known, updates);
      return known;
    }
    // What waits is in the stored state already.
    const fresh: Reached = { clocks: new Map(), deleted: Y.createDeleteSet() };
    take(fresh, [await relay.read(room)]);
    rooms.set(room, fresh);
    return fresh;
  }

  async function note(room: string): Promise<void> {
    timers.delete(room);
    try {
      const { clocks, deleted } = await reach(room);
      const at = (options.now?.() ?? new Date()).toISOString();
      await book.add(room, at, Y.encodeSnapshotV2(Y.createSnapshot(deleted, new Map(clocks))));
    } catch (error) {
      rooms.delete(room);
      logger.warn({ room, reason: String(error) }, 'a moment of the minutes was not kept');
    }
  }

  function start(room: string): void {
    const work: Promise<void> = note(room).finally(() => working.delete(work));
    working.add(work);
  }

  const end = relay.onStored((room, update) => {
    if (parseRoom(room)?.kind !== 'minutes') return;
    const list = waiting.get(room);
    if (list) list.push(update);
    else waiting.set(room, [update]);
    if (timers.has(room)) return;
    timers.set(
      room,
      setTimeout(() => start(room), everyMs),
    );
  });

  /** Makes a moment at once of what was written since the last one. */
  function hasten(room: string): void {
    const timer = timers.get(room);
    if (timer === undefined) return;
    clearTimeout(timer);
    start(room);
  }

  async function settled(): Promise<void> {
    for (const room of timers.keys()) hasten(room);
    await Promise.all(working);
  }

  return {
    settled,

    /** A session writes with a Yjs client id: its name is kept with the text. */
    authored(room: string, client: number, session: string): void {
      if (parseRoom(room)?.kind !== 'minutes') return;
      options
        .sessionName(session)
        .then((name) => (name ? book.noteWriter(room, client, name) : undefined))
        .catch((error: unknown) => logger.warn({ room, reason: String(error) }, 'a writer was not kept'));
    },

    async history(room: string): Promise<MinutesHistory> {
      const moments = evenly(await book.list(room), mostMoments);
      return {
        moments: moments.map(({ at, snapshot }) => ({
          at,
          snapshot: Buffer.from(snapshot).toString('base64'),
        })),
        writers: Object.fromEntries(await book.writers(room)),
      };
    },

    /** Drops the history of a room whose deleted text is gone: its moments cannot be drawn any more. */
    async clear(room: string): Promise<void> {
      hasten(room);
      await Promise.all(working);
      rooms.delete(room);
      await book.clear(room);
    },

    /** Lets go of a room that is closed now: what it was closed with is a moment, however soon it is opened again. */
    async release(room: string): Promise<void> {
      hasten(room);
      await Promise.all(working);
      rooms.delete(room);
    },

    /** Keeps what was written last, and ends. */
    async close(): Promise<void> {
      end();
      await settled();
    },
  };
}
