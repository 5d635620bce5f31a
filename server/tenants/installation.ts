import { randomBytes } from 'node:crypto';
import { Pool } from 'pg';
import type { Logger } from '../relay/logger.ts';
import { table } from '../store/postgres/tables.ts';
import type { Commune } from './communes.ts';

/** What an installation has beside its communes' own rows, in the same database. */
export interface Installation {
  communes: CommuneTable;
  /** The secret by which the processes of an installation know each other, 43 characters; made at the first start. */
  secret(): Promise<string>;
}

export interface CommuneTable {
  /** The oldest first. */
  list(): Promise<Commune[]>;
  /** False when the id is taken. Throws HostTakenError when another commune has one of the hosts. */
  add(commune: Commune): Promise<boolean>;
  /** False when there is none of that id. Throws HostTakenError. */
  change(commune: Omit<Commune, 'createdAt'>): Promise<boolean>;
  /** Its hosts are free then; its rows are another matter. */
  remove(id: string): Promise<void>;
}

/** A host name belongs to another commune already. */
export class HostTakenError extends Error {
  override readonly name = 'HostTakenError';
  readonly host: string;
  constructor(host: string) {
    super(`${host} is another commune's`);
    this.host = host;
  }
}

/** Any number that no other part of the program takes a lock by. */
const installLock = 4_201;

const tables = `
  CREATE TABLE IF NOT EXISTS commune (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    superior TEXT NOT NULL,
    created_at TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS commune_host (
    host TEXT PRIMARY KEY,
    commune TEXT NOT NULL REFERENCES commune (id),
    place INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS steward (
    tenant TEXT PRIMARY KEY,
    generation BIGINT NOT NULL,
    url TEXT NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    ended TIMESTAMPTZ
  );
  CREATE TABLE IF NOT EXISTS process_order (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sender TEXT NOT NULL,
    body TEXT NOT NULL,
    at TIMESTAMPTZ NOT NULL DEFAULT now()
  );
  CREATE TABLE IF NOT EXISTS installation_secret (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  );
`;

/** Names of changes that pages sent and of which something is stored (stewards/attempt-book.ts), of each commune its own; `at` in ms. */
const attempts = table('attempt', 'name text, at int', { key: 'name' });

/** What is asked of the installation's own tables is short: ms. */
const shortly = 2_000;

/** Connections for what communes have in common; those of their books are another pool's. */
export function openInstallationPool(databaseUrl: string, logger: Pick<Logger, 'warn'>): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 4,
    connectionTimeoutMillis: shortly,
    statement_timeout: shortly,
    query_timeout: shortly + 500,
    keepAlive: true,
    application_name: 'doi-thoai installation',
  });
  pool.on('error', (error) => logger.warn({ reason: String(error) }, 'a connection to the database is lost'));
  return pool;
}

/** Makes the installation's tables where they are missing, in a database that has the communes' (`openDatabase`); several processes may begin at once. */
export async function prepareInstallation(pool: Pool): Promise<void> {
  await inTransaction(pool, async (query) => {
    await query('SELECT pg_advisory_xact_lock($1)', [installLock]);
    await query(tables);
    const [found] = await query("SELECT to_regclass('attempt') IS NULL AS missing");
    if (found?.missing === true) await query(attempts);
  });
}

type Query = (text: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>;

/** Runs `work` in one transaction on one connection of the pool. */
export async function inTransaction<T>(pool: Pool, work: (query: Query) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(async (text, values) => (await client.query(text, values && [...values])).rows);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((reason: unknown) => {
      broken = new Error('the transaction could not be taken back', { cause: reason });
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

function readCommune(row: Record<string, unknown>): Commune {
  const { id, name, superior, created_at: createdAt, hosts } = row;
  const names = Array.isArray(hosts) ? hosts.map(String) : [];
  return {
    id: String(id),
    name: String(name),
    superior: String(superior),
    createdAt: String(createdAt),
    hosts: names,
  };
}

async function writeHosts(query: Query, { id, hosts }: Pick<Commune, 'id' | 'hosts'>): Promise<void> {
  await query('DELETE FROM commune_host WHERE commune = $1', [id]);
  for (const [place, host] of hosts.entries()) {
    const added = await query(
      'INSERT INTO commune_host (host, commune, place) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING host',
      [host, id, place],
    );
    if (added.length === 0) throw new HostTakenError(host);
  }
}

/** The installation whose tables are in the pool's database (`prepareInstallation`). */
export function installationOf(pool: Pool): Installation {
  return {
    communes: {
      async list() {
        const { rows } = await pool.query<Record<string, unknown>>(
          `SELECT id, name, superior, created_at,
             array(SELECT host FROM commune_host WHERE commune = id ORDER BY place) AS hosts
           FROM commune ORDER BY created_at, id`,
        );
        return rows.map(readCommune);
      },
      add: (commune) =>
        inTransaction(pool, async (query) => {
          const { id, name, superior, createdAt } = commune;
          const added = await query(
            'INSERT INTO commune (id, name, superior, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING id',
            [id, name, superior, createdAt],
          );
          if (added.length > 0) await writeHosts(query, commune);
          return added.length > 0;
        }),
      change: (commune) =>
        inTransaction(pool, async (query) => {
          const { id, name, superior } = commune;
          const found = await query(
            'UPDATE commune SET name = $2, superior = $3 WHERE id = $1 RETURNING id',
            [id, name, superior],
          );
          if (found.length > 0) await writeHosts(query, commune);
          return found.length > 0;
        }),
      remove: (id) =>
        inTransaction(pool, async (query) => {
          await writeHosts(query, { id, hosts: [] });
          await query('DELETE FROM commune WHERE id = $1', [id]);
        }),
    },
    async secret() {
      await pool.query(
        "INSERT INTO installation_secret (name, value) VALUES ('between processes', $1) ON CONFLICT DO NOTHING",
        [randomBytes(32).toString('base64url')],
      );
      const { rows } = await pool.query<{ value: string }>(
        "SELECT value FROM installation_secret WHERE name = 'between processes'",
      );
      const [found] = rows;
      if (!found) throw new Error('the secret between processes was not kept');
      return found.value;
    },
  };
}
