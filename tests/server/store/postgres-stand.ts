import { type DatabaseOptions, openDatabase } from '../../../server/store/postgres/open.ts';
import type { Pool } from '../../../server/store/postgres/pool.ts';
import { type TestDatabase, testDatabase } from '../../setup/shared-postgres.ts';

let made: Promise<TestDatabase & { pool: Pool }> | null = null;

/** The test file's own database, with its tables made, and a pool on it; the first caller waits for it. */
export function postgresOfFile(options?: DatabaseOptions): Promise<TestDatabase & { pool: Pool }> {
  made ??= testDatabase().then(async (database) => ({
    ...database,
    pool: await openDatabase(database.url, options),
  }));
  return made;
}
