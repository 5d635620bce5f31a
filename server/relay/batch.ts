import { History } from '../../shared/updates/history.ts';
import type { Connection } from './connection.ts';

interface Waiter {
  resolve(): void;
  reject(error: Error): void;
}

/** What one room accepted since its last commit. */
export class Batch {
  readonly history = new History();
  /** Updates merged in it. */
  updates = 0;
  /** Bytes accepted, for the bound on what is not yet stored. */
  bytes = 0;
  /** Per connection, how many of its document messages were received when its last one was accepted here. */
  readonly acknowledgements = new Map<Connection, number>();
  /** Undefined until somebody wrote, null once it is more than one connection. */
  private author: Connection | null | undefined;
  private waiters: Waiter[] = [];

  /**
   * Notes who an update in it came from, null for the server itself or for one that had to wait. To be called before
   * it is taken: of an update that is refused in the end, the beginning may be in the batch.
   */
  writtenBy(author: Connection | null): void {
    if (this.author === undefined) this.author = author;
    else if (this.author !== author) this.author = null;
  }

  /** The only connection whose updates are in it: it needs no copy. Null if there are several, or others. */
  get onlyAuthor(): Connection | null {
    return this.author ?? null;
  }

  /** Resolves once the batch is stored; rejects if the store does not take it, which is tried again nevertheless. */
  whenStored(): Promise<void> {
    return new Promise((resolve, reject) => this.waiters.push({ resolve, reject }));
  }

  stored(): void {
    for (const waiter of this.waiters.splice(0)) waiter.resolve();
  }

  notStored(error: Error): void {
    for (const waiter of this.waiters.splice(0)) waiter.reject(error);
  }
}
