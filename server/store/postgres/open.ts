import type { ClientConfig } from 'pg';
import type { Connection } from './connection.ts';
import { DatabaseRefusedError, sqlState } from './errors.ts';
import { Pool, type PoolOptions } from './pool.ts';
import { applicationName, migrate } from './schema.ts';

export interface DatabaseOptions extends PoolOptions {
  /** ms that a statement may take, in PostgreSQL; 15000 if not given. */
  statementTimeout?: number;
}

/** The oldest version, as PostgreSQL says it (`server_version_num`). */
const oldestVersion = 150_000;
/** ms that an answer may take longer than PostgreSQL may work on it, before the connection counts as lost. */
const network = 2000;

/**
 * What PostgreSQL is asked to watch, so that whoever died, stands still or cannot be reached holds no lock for long: dead
 * hosts are known after about 25 s, a closed connection is seen during a statement too.
 */
const watches = [
  'tcp_keepalives_idle=10',
  'tcp_keepalives_interval=5',
  'tcp_keepalives_count=3',
  'client_connection_check_interval=5s',
];
/** ms that a transaction may wait for its own next statement. */
const idleInTransaction = 10_000;
const connectTimeout = 5000;

function configOf(url: string, statementTimeout: number): ClientConfig {
  // The error would show the URL with its password.
  if (!URL.canParse(url)) throw new DatabaseRefusedError('url');
  const { protocol, hostname, pathname } = new URL(url);
  if (!/^postgres(ql)?:$/.test(protocol) || hostname === '' || pathname.length < 2)
    throw new DatabaseRefusedError('url');
  return {
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: connectTimeout,
    statement_timeout: statementTimeout,
    lock_timeout: Math.ceil((statementTimeout * 2) / 3),
    query_timeout: statementTimeout + network,
    idle_in_transaction_session_timeout: idleInTransaction,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options: watches.map((each) => `-c ${each}`).join(' '),
  };
}

/** Says why a database could not be connected to when the server starts. */
function refusalOf(error: unknown): unknown {
  if (error instanceof DatabaseRefusedError) return error;
  const state = sqlState(error);
  const words = error instanceof Error ? error.message : '';
  // Class 28: user or password; 3D000: no such database.
  if (/^(28...|3D000)$/.test(state)) return new DatabaseRefusedError('refused', words);
  return new DatabaseRefusedError('unreachable', words || sqlState(error) || 'no answer');
}

async function check(connection: Connection): Promise<void> {
  const { rows } = await connection.query(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS words,
       getdatabaseencoding() AS encoding, rolsuper OR rolbypassrls AS above, rolname AS role,
       has_schema_privilege(current_schema(), 'CREATE') AS may
     FROM pg_roles WHERE rolname = current_user`,
    [],
  );
  const found = rows[0];
  if (Number(found?.version) < oldestVersion) throw new DatabaseRefusedError('version', String(found?.words));
  if (found?.encoding !== 'UTF8') throw new DatabaseRefusedError('encoding', String(found?.encoding));
  if (found.above !== 0) throw new DatabaseRefusedError('superuser', String(found.role));
  if (found.may !== 1) throw new DatabaseRefusedError('rights', String(found.role));
}

/**
 * Connects to the database of DATABASE_URL, proves that communes are kept apart in it, and brings its tables to this
 * version. Throws DatabaseRefusedError, and what `migrate` throws. The caller closes the pool.
 */
export async function openDatabase(
  url: string,
  { statementTimeout = 15_000, ...options }: DatabaseOptions = {},
): Promise<Pool> {
  const pool = new Pool(configOf(url, statementTimeout), options);
  // Steps over large tables take as long as they take.
  const unlimited = { statement_timeout: 0, lock_timeout: 0, query_timeout: 0 };
  const connection = await pool.connectAlone(unlimited).catch((error: unknown) => {
    throw refusalOf(error);
  });
  try {
    await check(connection);
    await migrate(connection);
  } catch (error) {
    pool.close();
    throw error;
  } finally {
    connection.end();
  }
  return pool;
}
