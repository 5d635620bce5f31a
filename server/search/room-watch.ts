import type * as Y from 'yjs';
import { type DocumentKind, roomName } from '../../shared/dialogue.ts';
import type { Logger } from '../board/contract.ts';
import { errorCode, Job } from '../board/job.ts';
import { Replica } from '../board/replica.ts';
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
  readonly #kind: DocumentKind;
  readonly #options: RoomWatchOptions;
  readonly #replica: Replica;
  readonly #job: Job;
  #mustLoad = true;
  /** What the index holds of this document. */
  #written = new Map<string, string>();

  constructor(dialogueId: string, kind: DocumentKind, options: RoomWatchOptions) {
    const { relay, logger } = options;
    this.#dialogueId = dialogueId;
    this.#kind = kind;
    this.#options = options;
    this.#replica = new Replica(relay, roomName(dialogueId, kind));
    this.#job = new Job(
      () => this.#work(),
      (error, attempt) =>
        logger.warn({ dialogueId, kind, attempt, code: errorCode(error) }, 'indexing failed'),
    );
  }

  /** Takes an update that the relay has stored. */
  feed(update: Uint8Array): void {
    try {
      this.#replica.feed(update);
    } catch {
      const details = { dialogueId: this.#dialogueId, kind: this.#kind };
      this.#options.logger.error(details, 'update did not apply; reading the room anew');
      this.#mustLoad = true;
    }
    this.#job.encourage();
    this.#job.within(this.#options.everyMs);
  }

  get idle(): boolean {
    return this.#job.idle;
  }

  /** Resolves once all that is stored by now is in the index. Rejects when the store or the relay refuses. */
  settled(): Promise<void> {
    return this.#job.now();
  }

  close(): void {
    this.#job.close();
    this.#replica.close();
  }

  async #work(): Promise<null> {
    const { book, read } = this.#options;
    if (this.#mustLoad) {
      await this.#replica.load();
      this.#written = await book.textsOf(this.#dialogueId);
      this.#mustLoad = false;
    }
    const now = read(this.#replica.doc);
    const put = new Map([...now].filter(([key, text]) => this.#written.get(key) !== text));
    const gone = [...this.#written.keys()].filter((key) => !now.has(key));
    if (put.size > 0 || gone.length > 0) await book.change(this.#dialogueId, put, gone);
    this.#written = now;
    return null;
  }
}
