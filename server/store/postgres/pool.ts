import { setTimeout as delay } from 'node:timers/promises';
import type { ClientConfig } from 'pg';
import { Connection, type Scope } from './connection.ts';
import { DatabaseRefusedError, StoreAwayError } from './errors.ts';

export interface PoolOptions {
  /** Connections at most; 10 if not given. */
  max?: number;
  /** ms that somebody waits for a connection before he is told that the database is away; 5000 if not given. */
  patience?: number;
}

/** ms between two tries to connect: the first, and the longest. */
const [firstPause, longestPause] = [50, 1000];
/** ms after which a connection that nobody needs is closed. */
const idleTime = 60_000;

/**
 * A standby takes connections, and no changes: what is looked for is the primary. And whatever the database's default is,
 * a commit that was answered is on disk.
 */
const firstQuestion = `
  SELECT pg_is_in_recovery() AS standby, CASE current_setting('synchronous_commit')
    WHEN 'off' THEN set_config('synchronous_commit', 'on', false) END AS commits`;

/**
 * Connections to one PostgreSQL. Whoever works with one has it alone. Once one is lost, those that lie idle are
 * thrown away with it: after a failover they lead to what is no primary any more.
 */
export class Pool {
  private readonly config: ClientConfig;
  private readonly max: number;
  private readonly patience: number;
  private readonly all = new Set<Connection>();
  private readonly idle: Connection[] = [];
  private readonly waiting: (() => void)[] = [];
  private opening = 0;
  private isClosed = false;

  constructor(config: ClientConfig, { max = 10, patience = 5000 }: PoolOptions = {}) {
    this.config = config;
    this.max = max;
    this.patience = patience;
  }

  /** Runs `work` with a connection that sees the rows of `scope`. Rejects with StoreAwayError when there is none. */
  async use<T>(scope: Scope, work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await this.acquire(scope);
    try {
      return await work(connection);
    } finally {
      this.release(connection);
    }
  }

  /**
   * A connection that is not one of the pool's, e.g. to hold a lock on; its owner ends it. `changes`: other settings than
   * the pool's. Rejects with what the driver says, or DatabaseRefusedError (`standby`).
   */
  async connectAlone(changes: ClientConfig = {}): Promise<Connection> {
    const connection = new Connection({ ...this.config, ...changes });
    await connection.connect();
    try {
      const { rows } = await connection.query(firstQuestion, []);
      if (rows[0]?.standby !== 0) throw new DatabaseRefusedError('standby');
      return connection;
    } catch (error) {
      connection.end();
      throw error;
    }
  }

  /** Closes all connections, also those that are at work. */
  close(): void {
    this.isClosed = true;
    for (const connection of this.all) connection.end();
    this.idle.length = 0;
    for (const wake of this.waiting.splice(0)) wake();
  }

  private async acquire(scope: Scope): Promise<Connection> {
    const deadline = performance.now() + this.patience;
    let pause = firstPause;
    let why: unknown = new Error('all connections are at work');
    for (;;) {
      if (this.isClosed) throw new StoreAwayError('none', new Error('the pool is closed'));
      const connection = await this.take(scope).catch((error: unknown) => {
        why = error;
        return undefined;
      });
      if (connection) return connection;
      const left = deadline - performance.now();
      if (left <= 0) throw new StoreAwayError('none', why);
      if (connection === null) await this.freed(left);
      else await delay(Math.min(left, pause * (0.5 + Math.random() / 2)));
      if (connection === undefined) pause = Math.min(pause * 2, longestPause);
    }
  }

  /** A connection for these rows, a new one where there may be one more; null when all are at work. */
  private async take(scope: Scope): Promise<Connection | null> {
    const index = this.idle.findLastIndex((one) => one.isFor(scope));
    let [connection] = index >= 0 ? this.idle.splice(index, 1) : [];
    // Another commune's: the one that was used longest ago, whose commune is the least likely to come again.
    if (!connection && this.all.size + this.opening >= this.max) connection = this.idle.shift();
    if (!connection && this.all.size + this.opening >= this.max) return null;
    try {
      connection ??= await this.open();
      await connection.setScope(scope);
      return connection;
    } catch (error) {
      if (connection) this.release(connection);
      throw error;
    }
  }

  private async open(): Promise<Connection> {
    this.opening += 1;
    try {
      const connection = await this.connectAlone();
      if (this.isClosed) connection.end();
      else this.all.add(connection);
      return connection;
    } finally {
      this.opening -= 1;
      this.wakeOne();
    }
  }

  private release(connection: Connection): void {
    connection.usedAt = performance.now();
    if (connection.lost === null) this.idle.push(connection);
    else {
      this.all.delete(connection);
      this.dropIdle(() => true);
    }
    this.dropIdle((one) => one.lost !== null || connection.usedAt - one.usedAt > idleTime);
    this.wakeOne();
  }

  private dropIdle(isDropped: (connection: Connection) => boolean): void {
    for (const connection of this.idle.filter(isDropped)) {
      this.idle.splice(this.idle.indexOf(connection), 1);
      this.all.delete(connection);
      connection.end();
      this.wakeOne();
    }
  }

  private wakeOne(): void {
    this.waiting.shift()?.();
  }

  /** Waits until a connection is given back or thrown away, `left` ms at most. */
  private freed(left: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(wake), 1);
        resolve();
      }, left);
      this.waiting.push(wake);
    });
  }
}
