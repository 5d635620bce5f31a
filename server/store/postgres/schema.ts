import { NewerDataError, UpgradeFailedError } from '../sqlite/schema.ts';
import type { Connection } from './connection.ts';
import { DatabaseRefusedError } from './errors.ts';
import { type Step, steps } from './steps.ts';

/** Number of the advisory lock under which tables are made and changed. */
const schemaLock = 0x0d01704a;

/** How a server of this version is called in PostgreSQL: by it a newer one knows what it must not change under it. */
export const applicationName = `doithoai/${steps.length}`;

async function numberOf(connection: Connection, text: string, ...values: number[]): Promise<number> {
  const { rows } = await connection.query(text, values);
  return Number(rows[0]?.n);
}

/**
 * Brings the tables to this version; whichever process comes first does it, all missing steps in one transaction. Tables
 * of a newer version are left as they are: when its steps only extended what this version knows, this version goes on
 * with them, so that servers can be replaced one by one.
 *
 * Throws NewerDataError when it cannot, UpgradeFailedError when a step fails, and DatabaseRefusedError
 * (`older-servers`) when a step would take the tables away from servers of an older version that still run.
 */
export async function migrate(connection: Connection, taken: readonly Step[] = steps): Promise<void> {
  await connection.execute(`BEGIN; SELECT pg_advisory_xact_lock(${schemaLock})`);
  try {
    await takeSteps(connection, taken);
    await connection.commit();
  } catch (error) {
    await connection.execute('ROLLBACK').catch(() => connection.end());
    throw error;
  }
}

async function takeSteps(connection: Connection, taken: readonly Step[]): Promise<void> {
  await connection.execute(
    `SET LOCAL client_min_messages = warning;
     CREATE TABLE IF NOT EXISTS schema_step (
       step bigint PRIMARY KEY, is_extension boolean NOT NULL, taken_at timestamptz NOT NULL DEFAULT now()
     )`,
  );
  const found = await numberOf(connection, 'SELECT coalesce(max(step), 0) AS n FROM schema_step');
  if (found > taken.length) {
    const others = 'SELECT count(*) AS n FROM schema_step WHERE step > $1 AND NOT is_extension';
    if ((await numberOf(connection, others, taken.length)) > 0) throw new NewerDataError(found, taken.length);
    return;
  }
  for (const [at, { sql, isExtension }] of taken.entries()) {
    if (at < found) continue;
    // The first step takes nothing from anybody.
    if (!isExtension && at > 0 && (await olderServers(connection, at)) > 0)
      throw new DatabaseRefusedError('older-servers');
    try {
      await connection.execute(sql);
    } catch (error) {
      throw new UpgradeFailedError(found, at, error);
    }
    await connection.query('INSERT INTO schema_step (step, is_extension) VALUES ($1, $2)', [
      at + 1,
      isExtension ? 'true' : 'false',
    ]);
  }
}

/** Connections of servers that know no more than so many steps. */
function olderServers(connection: Connection, known: number): Promise<number> {
  return numberOf(
    connection,
    `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user
     AND application_name ~ '^doithoai/\\d+$' AND split_part(application_name, '/', 2)::bigint <= $1`,
    known,
  );
}
