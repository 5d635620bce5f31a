import { sqlState } from '../store/postgres/errors.ts';
import type { Pool } from '../store/postgres/pool.ts';
import { lockKey } from './lease.ts';

/** How long a lock is waited for, ms: that of a command that was killed is given up by PostgreSQL in a moment. */
const claimWithin = 3000;

/** A server works on the commune. */
export class CommuneServedError extends Error {
  override readonly name = 'CommuneServedError';
  constructor() {
    super('a server works on this commune');
  }
}

/**
 * Claims a commune for a command: takes the lock of its steward on a connection of its own, so that no server works on
 * the commune meanwhile. Returns what gives it up. Throws CommuneServedError, and what the database throws.
 */
export async function claimCommune(pool: Pool, commune: string): Promise<() => Promise<void>> {
  const connection = await pool.connectAlone();
  const key = [lockKey(commune)];
  try {
    await connection.execute(`SET lock_timeout = ${claimWithin}`);
    await connection.query('SELECT pg_advisory_lock($1)', key);
  } catch (error) {
    connection.end();
    // 55P03: it was not to be had in time.
    throw sqlState(error) === '55P03' ? new CommuneServedError() : error;
  }
  return async () => {
    await connection.query('SELECT pg_advisory_unlock($1)', key).finally(() => connection.end());
  };
}
