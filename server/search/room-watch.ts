import type * as Y from 'yjs';
import { type DocumentKind, roomName } from '../../shared/dialogue.ts';
import type { Logger } from '../board/contract.ts';
import { RoomJob } from '../board/room-job.ts';
import type { Relay } from '../relay/contract.ts';
import type { TextBook } from './contract.ts';

export interface RoomWatchOptions {
  relay: Pick<Relay, 'read' | 'write'>;
  logger: Logger;
  /** The texts of the document, by key. */
  read(doc: Y.Doc): Map<string, string>;
  book: TextBook;
  /** Shortest time between two writes, ms. */
  everyMs: number;
}

/** One document that is searched: keeps its texts in the index, writing only those that changed. */
export class RoomWatch {
  readonly #dialogueId: string;
  readonly #options: RoomWatchOptions;
  readonly #room: RoomJob;
  /** What the index holds of this document. */
  #written = new Map<string, string>();

  constructor(dialogueId: string, kind: DocumentKind, options: RoomWatchOptions) {
    const { relay, logger, everyMs, book } = options;
    this.#dialogueId = dialogueId;
    this.#options = options;
    this.#room = new RoomJob({
      relay,
      room: roomName(dialogueId, kind),
      logger,
      about: { dialogueId, kind },
      failed: 'indexing failed',
      afterMs: everyMs,
      load: async () => {
        this.#written = await book.textsOf(dialogueId);
      },
      work: () => this.#write(),
    });
  }

  /** Takes an update that the relay has stored. */
  feed(update: Uint8Array): void {
    this.#room.feed(update);
  }

  get idle(): boolean {
    return this.#room.idle;
  }

  /** Resolves once all that is stored by now is in the index. Rejects when the store or the relay refuses. */
  settled(): Promise<void> {
    return this.#room.settled();
  }

  close(): void {
    this.#room.close();
  }

  async #write(): Promise<null> {
    const { book, read } = this.#options;
    const now = read(this.#room.replica.doc);
    const put = new Map([...now].filter(([key, text]) => this.#written.get(key) !== text));
    const gone = [...this.#written.keys()].filter((key) => !now.has(key));
    if (put.size > 0 || gone.length > 0) await book.change(this.#dialogueId, put, gone);
    this.#written = now;
    return null;
  }
}
