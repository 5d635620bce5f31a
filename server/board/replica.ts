import * as Y from 'yjs';
import type { Relay } from '../relay/contract.ts';

/**
 * A Y.Doc on the server that follows one room of the relay. It starts from what the store holds, so that
 * what the server writes continues the room's own history instead of starting a second one.
 */
export class Replica {
  readonly room: string;
  readonly #relay: Pick<Relay, 'read' | 'write'>;
  readonly #onDoc: (doc: Y.Doc) => void;
  readonly #onNew: (doc: Y.Doc) => void;
  #doc = new Y.Doc();
  /** Updates stored while the room is being read; null once it has been. */
  #waiting: Uint8Array[] | null = [];

  /**
   * @param onDoc is handed every Y.Doc that takes the place of the one before, filled, to observe it.
   * @param onNew is handed it before, still empty, to hear of the transaction that fills it, too.
   */
  constructor(
    relay: Pick<Relay, 'read' | 'write'>,
    room: string,
    onDoc: (doc: Y.Doc) => void = () => {},
    onNew: (doc: Y.Doc) => void = () => {},
  ) {
    this.#relay = relay;
    this.room = room;
    this.#onDoc = onDoc;
    this.#onNew = onNew;
  }

  /** The present document; another object after `load` or a `write` that was refused. */
  get doc(): Y.Doc {
    return this.#doc;
  }

  /** Reads the room from the store. Rejects when the store cannot be read or holds bytes that do not apply. */
  async load(): Promise<void> {
    const waiting: Uint8Array[] = [];
    this.#waiting = waiting;
    const state = await this.#relay.read(this.room);
    const doc = new Y.Doc();
    this.#onNew(doc);
    if (state.length > 0) Y.applyUpdate(doc, state);
    for (const update of waiting) Y.applyUpdate(doc, update);
    this.#waiting = null;
    this.#doc.destroy();
    this.#doc = doc;
    this.#onDoc(doc);
  }

  /** Takes an update that the relay has stored. Throws when it does not apply; `load` mends that. */
  feed(update: Uint8Array): void {
    if (this.#waiting) this.#waiting.push(update);
    else Y.applyUpdate(this.#doc, update);
  }

  /**
   * Makes a change in one transaction and stores it. Returns whether anything changed.
   * When the relay refuses it, the document goes back to what is stored and the error is thrown on.
   */
  async write(change: (doc: Y.Doc) => void): Promise<boolean> {
    const doc = this.#doc;
    const updates: Uint8Array[] = [];
    const collect = (update: Uint8Array) => updates.push(update);
    doc.on('update', collect);
    try {
      doc.transact(() => change(doc));
    } finally {
      doc.off('update', collect);
    }
    if (updates.length === 0) return false;
    try {
      await this.#relay.write(this.room, Y.mergeUpdates(updates));
    } catch (error) {
      await this.load();
      throw error;
    }
    return true;
  }

  close(): void {
    this.#doc.destroy();
  }
}
