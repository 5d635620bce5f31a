import type * as Y from 'yjs';
import type { Relay } from '../relay/contract.ts';
import type { Logger } from './contract.ts';
import { errorCode, Job } from './job.ts';
import { Replica } from './replica.ts';

export interface RoomJobParts {
  relay: Pick<Relay, 'read' | 'write'>;
  room: string;
  logger: Logger;
  /** What the log says of the room: ids and kinds. */
  about: Record<string, string>;
  /** The log's words for work that failed. */
  failed: string;
  /** Longest wait after an update before the work is done, ms. */
  afterMs: number;
  /** What is read beside the room; called before the first work, and after an update that did not apply. */
  load(): Promise<void>;
  /** As in `Job`; on `replica.doc` as it is stored. */
  work(flush: boolean): Promise<number | null>;
  /** As in `Replica`. */
  onDoc?: (doc: Y.Doc) => void;
}

/** Background work on one room's document: the document follows the room, the work follows the document. */
export class RoomJob {
  readonly replica: Replica;
  readonly #parts: RoomJobParts;
  readonly #job: Job;
  #mustLoad = true;

  constructor(parts: RoomJobParts) {
    this.#parts = parts;
    this.replica = new Replica(parts.relay, parts.room, parts.onDoc);
    this.#job = new Job(
      (flush) => this.#work(flush),
      (error, attempt) =>
        parts.logger.warn({ ...parts.about, attempt, code: errorCode(error) }, parts.failed),
    );
  }

  /** Takes an update of the room that the relay has stored. */
  feed(update: Uint8Array): void {
    try {
      this.replica.feed(update);
    } catch {
      this.#parts.logger.error(this.#parts.about, 'update did not apply; reading the room anew');
      this.#mustLoad = true;
    }
    this.#job.encourage();
    this.within(this.#parts.afterMs);
  }

  /** Sees to it that the work is done in `delay` ms at the latest. */
  within(delay: number): void {
    this.#job.within(delay);
  }

  /** True when nothing waits to be done, so that the room may be let go of. */
  get idle(): boolean {
    return this.#job.idle;
  }

  get closed(): boolean {
    return this.#job.closed;
  }

  /** Resolves once the work is done on all that is stored by now. Rejects with its error, or the relay's. */
  settled(): Promise<void> {
    return this.#job.now();
  }

  /** Ends the work; what waits is left to the next start, which finds it again. */
  close(): void {
    this.#job.close();
    this.replica.close();
  }

  async #work(flush: boolean): Promise<number | null> {
    if (this.#mustLoad) {
      await this.#parts.load();
      await this.replica.load();
      this.#mustLoad = false;
    }
    return this.#parts.work(flush);
  }
}
