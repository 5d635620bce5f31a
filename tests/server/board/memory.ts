import * as Y from 'yjs';
import type { Logger, NumberBook, PetitionIndex } from '../../../server/board/contract.ts';
import type { Relay } from '../../../server/relay/contract.ts';
import type { Petition } from '../../../shared/petition.ts';

/** A relay in memory that keeps each room's updates in the order they were stored, as the real one's log does. */
export interface MemoryRelay extends Relay {
  readonly log: Map<string, Uint8Array[]>;
  /** Next writes are refused with this error until it is set to null. */
  refuse: Error | null;
  /** Everything ever stored, also what `forget` took out of the log. */
  readonly everStored: { room: string; update: Uint8Array }[];
}

export function memoryRelay(): MemoryRelay {
  const log = new Map<string, Uint8Array[]>();
  const sealed = new Set<string>();
  const listeners = new Set<(room: string, update: Uint8Array) => void>();
  const everStored: { room: string; update: Uint8Array }[] = [];
  const read = (room: string) => {
    const updates = log.get(room) ?? [];
    return updates.length === 0 ? Y.encodeStateAsUpdate(new Y.Doc()) : Y.mergeUpdates(updates);
  };
  return {
    log,
    everStored,
    refuse: null,
    connect() {
      throw new Error('no sockets here');
    },
    async write(room, update) {
      await Promise.resolve();
      if (this.refuse) throw this.refuse;
      if (sealed.has(room)) throw new Error('sealed');
      const updates = log.get(room) ?? [];
      updates.push(update);
      log.set(room, updates);
      everStored.push({ room, update });
      for (const listener of [...listeners]) listener(room, update);
    },
    async read(room) {
      await Promise.resolve();
      return read(room);
    },
    async forget(room) {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, read(room));
      log.set(room, [Y.encodeStateAsUpdate(doc)]);
    },
    async seal(rooms) {
      for (const room of rooms) sealed.add(room);
      return new Map(rooms.map((room) => [room, read(room)]));
    },
    unseal(rooms) {
      for (const room of rooms) sealed.delete(room);
    },
    onStored(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    disconnect() {},
    async close() {},
  };
}

/** A turn of the event loop, which a store across a network takes at the least. */
const crossing = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A book in memory; survives a "crash" because the test holds it. */
export function memoryBook(): NumberBook & { pages: Map<string, Map<string, number>> } {
  const pages = new Map<string, Map<string, number>>();
  const page = (dialogueId: string) => {
    const known = pages.get(dialogueId) ?? new Map<string, number>();
    pages.set(dialogueId, known);
    return known;
  };
  return {
    pages,
    async numbersOf(dialogueId) {
      await crossing();
      return new Map(page(dialogueId));
    },
    async assign(dialogueId, ids) {
      await crossing();
      const known = page(dialogueId);
      for (const id of ids) if (!known.has(id)) known.set(id, known.size + 1);
      const given = new Map(ids.map((id) => [id, known.get(id) ?? 0]));
      await crossing();
      return given;
    },
  };
}

export function memoryIndex(): PetitionIndex & { rows: Map<string, Petition>; writes: number } {
  const rows = new Map<string, Petition>();
  return {
    rows,
    writes: 0,
    async upsert(dialogueId, petitions) {
      await crossing();
      this.writes += 1;
      for (const petition of petitions) rows.set(`${dialogueId}/${petition.id}`, petition);
      await crossing();
    },
    async last(dialogueId, petitionId) {
      await crossing();
      return rows.get(`${dialogueId}/${petitionId}`) ?? null;
    },
  };
}

/** A logger that keeps what it is told, so that a test can search it for what must not be there. */
export function memoryLogger(): Logger & { lines: string[] } {
  const lines: string[] = [];
  const keep = (details: object, message: string) => {
    lines.push(`${message} ${JSON.stringify(details)}`);
  };
  return { lines, info: keep, warn: keep, error: keep };
}

/** A recorder's browser: its own Y.Doc, which sends to and receives from the relay only while online. */
export class Recorder {
  readonly doc = new Y.Doc();
  readonly #relay: MemoryRelay;
  readonly #room: string;
  #online = true;
  #seen = 0;

  constructor(relay: MemoryRelay, room: string) {
    this.#relay = relay;
    this.#room = room;
    relay.onStored((stored) => {
      if (stored === room && this.#online) this.pull();
    });
  }

  set online(online: boolean) {
    this.#online = online;
  }

  /** Sends what the relay lacks, as one update, and takes what it has. */
  async sync(): Promise<void> {
    const stored = Y.encodeStateVectorFromUpdate(await this.#relay.read(this.#room));
    await this.#relay.write(this.#room, Y.encodeStateAsUpdate(this.doc, stored));
    this.pull();
  }

  pull(): void {
    const updates = this.#relay.log.get(this.#room) ?? [];
    if (updates.length < this.#seen) this.#seen = 0;
    for (const update of updates.slice(this.#seen)) Y.applyUpdate(this.doc, update);
    this.#seen = updates.length;
  }
}
