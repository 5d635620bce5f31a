import { History } from '../../shared/updates/history.ts';
import type { Connection } from './connection.ts';

interface Waiter {
  resolve(): void;
  reject(error: Error): void;
}

/** What one room accepted since its last commit. */
export class Batch {
  history = new History();
  /** True if some of what was accepted is stored already, by another relay, and is no longer in `history`. */
  isReduced = false;
  /** Updates merged in it. */
  updates = 0;
  /** Bytes accepted, for the bound on what is not yet stored. */
  bytes = 0;
  /** Per connection, how many of its document messages were received when its last one was accepted here. */
  readonly acknowledgements = new Map<Connection, number>();
  /** Undefined until somebody wrote, null once it is more than one connection. */
  private author: Connection | null | undefined;
  private waiters: Waiter[] = [];
  private readonly released: { connection: Connection; message: number }[] = [];
  private readonly answers = new Map<Connection, number>();

  /**
   * Notes who an update in it came from, null for the server itself or for one that had to wait. To be called before
   * it is taken: of an update that is refused in the end, the beginning may be in the batch.
   */
  writtenBy(author: Connection | null): void {
    if (this.author === undefined) this.author = author;
    else if (this.author !== author) this.author = null;
  }

  /** Once it is stored, nothing of that message waits any longer. */
  releases(connection: Connection, message: number): void {
    this.released.push({ connection, message });
  }

  /** Once it is stored, all that the connection sent before that message is stored in it, or was before. */
  answeredBy(connection: Connection, message: number): void {
    this.answers.set(connection, message);
  }

  /** Forgets a connection that ended. */
  forget(connection: Connection): void {
    this.acknowledgements.delete(connection);
    this.answers.delete(connection);
  }

  /** It is stored: lets its connections know what that means for them. Returns those that are to be told. */
  acknowledge(): Set<Connection> {
    const told = new Set(this.acknowledgements.keys());
    for (const [connection, message] of this.answers) connection.releaseBefore(message);
    for (const { connection, message } of this.released) {
      connection.release(message);
      told.add(connection);
    }
    for (const [connection, received] of this.acknowledgements) connection.stored = received;
    return told;
  }

  /** The only connection whose updates are in it: it needs no copy. Null if there are several, or others. */
  get onlyAuthor(): Connection | null {
    return this.author ?? null;
  }

  /** What is left of it after another relay has stored some. */
  reduceTo(history: History): void {
    this.history = history;
    this.isReduced = true;
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
