import type { Connection } from './connection.ts';
import { History } from './update/history.ts';

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
  /** True if the server itself, or an update that had to wait, has a part in it. */
  hasOtherAuthors = false;
  private waiters: Waiter[] = [];

  /** The only connection whose updates are in it: it needs no copy. */
  get onlyAuthor(): Connection | null {
    if (this.hasOtherAuthors || this.acknowledgements.size !== 1) return null;
    return this.acknowledgements.keys().next().value ?? null;
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
