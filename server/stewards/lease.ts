import { createHash } from 'node:crypto';
import { Client, type ClientConfig } from 'pg';
import type { Logger } from '../relay/logger.ts';

/**
 * What makes this process the steward of communes: advisory locks of a connection of its own. They go with that
 * connection, so a dead process holds nothing.
 *
 * A process that is cut off cannot know whether the database still counts its connection. It asks every second, and
 * holds a lock as proven only for `proofLasts` after it sent a question that was answered; the database ends the
 * connection after `silence` without one. So whoever gets the lock then gets it after the one before has
 * stopped to believe in it. (A process that stood still in between is refused by its generation: `fencedSql`.)
 */
export interface Lease {
  /** Whether what was taken is held now. */
  isProven(): boolean;
  /** Takes the lock of a name. False while another process has it, or the database cannot be asked. */
  take(name: string): Promise<boolean>;
  give(name: string): Promise<void>;
  /** Called when all that was taken must count as lost. The lease then begins anew by itself. */
  onLost(listener: () => void): void;
  close(): Promise<void>;
}

export interface LeaseOptions {
  database: ClientConfig;
  logger: Logger;
  /** Milliseconds that only go up. */
  clock?: () => number;
}

/** ms between two questions. */
const askEvery = 1_000;
/** ms after which a question's answer proves nothing any more. */
const proofLasts = 3_000;
/** ms to connect. */
const connectWithin = 3_000;
const retryAfter = 500;

/**
 * After so many ms without a question the database ends the connection: of a process that is cut off, and of one that stands
 * still with its network alive. Longer than `proofLasts`, with a margin for clocks.
 */
const silence = 6_000;
const settings = `SET idle_session_timeout = ${silence}; SET statement_timeout = 2000`;

/** The key of a name's advisory lock: 64 bits, so that two names do not meet. */
export function lockKey(name: string): string {
  return createHash('sha256').update(`steward ${name}`).digest().readBigInt64BE().toString();
}

/** Opens the connection; rejects when the database cannot be reached at first. */
export async function openLease(options: LeaseOptions): Promise<Lease> {
  const lease = new SessionLease(options);
  await lease.begin();
  return lease;
}

class SessionLease implements Lease {
  private readonly options: LeaseOptions;
  private readonly clock: () => number;
  private readonly listeners: (() => void)[] = [];
  private client: Client | null = null;
  private provenAt = Number.NEGATIVE_INFINITY;
  private asking = false;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(options: LeaseOptions) {
    this.options = options;
    this.clock = options.clock ?? (() => performance.now());
  }

  async begin(): Promise<void> {
    await this.connect();
    this.timer = setInterval(() => void this.look(), askEvery);
  }

  private async connect(): Promise<void> {
    const client = new Client({
      ...this.options.database,
      keepAlive: true,
      keepAliveInitialDelayMillis: 4_000,
      connectionTimeoutMillis: connectWithin,
      query_timeout: proofLasts,
      application_name: 'doi-thoai steward',
    });
    client.on('error', () => this.lose(client));
    client.on('end', () => this.lose(client));
    try {
      await client.connect();
      const sentAt = this.clock();
      await client.query(settings);
      this.client = client;
      this.provenAt = sentAt;
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
  }

  isProven(): boolean {
    return this.client !== null && this.clock() - this.provenAt < proofLasts;
  }

  /** Asks whether the connection lives, or makes another one. */
  private async look(): Promise<void> {
    const { client } = this;
    if (client && !this.isProven()) this.lose(client);
    if (this.asking || this.isClosed) return;
    this.asking = true;
    try {
      if (this.client) await this.ask(this.client);
      else await this.connect();
    } catch (error) {
      if (client && client === this.client) this.lose(client);
      else this.options.logger.debug?.({ reason: String(error) }, 'no connection for locks yet');
    } finally {
      this.asking = false;
    }
  }

  private async ask(client: Client): Promise<void> {
    const sentAt = this.clock();
    await client.query('SELECT 1');
    if (client === this.client) this.provenAt = sentAt;
  }

  private lose(client: Client): void {
    if (client !== this.client) return;
    this.client = null;
    this.provenAt = Number.NEGATIVE_INFINITY;
    // Not in good order: who is cut off would wait for an answer.
    client.end().catch(() => undefined);
    closeNow(client);
    if (this.isClosed) return;
    this.options.logger.warn({}, 'the connection that holds the locks is lost');
    for (const listener of this.listeners) listener();
    setTimeout(() => void this.look(), retryAfter).unref();
  }

  async take(name: string): Promise<boolean> {
    const { client } = this;
    if (!client || !this.isProven()) return false;
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
      lockKey(name),
    ]);
    return rows[0]?.taken === true && client === this.client;
  }

  async give(name: string): Promise<void> {
    await this.client?.query('SELECT pg_advisory_unlock($1)', [lockKey(name)]);
  }

  onLost(listener: () => void): void {
    this.listeners.push(listener);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.timer);
    const { client } = this;
    this.client = null;
    await client?.end().catch(() => undefined);
  }
}

/** Ends the socket itself: the database sees that at once, unless nothing reaches it. */
function closeNow(client: Client): void {
  client.connection.stream.destroy();
}
