import { ConfigError, type ProvinceSettings } from '../config.ts';
import { postgresEngine } from '../store/postgres/engine.ts';
import { openDatabase } from '../store/postgres/open.ts';
import type { Pool } from '../store/postgres/pool.ts';
import { postgresStore } from '../store/postgres/store.ts';
import type { Sql } from '../store/sql/sql.ts';
import type { Store } from '../store/store.ts';
import type { Commune } from '../tenants/communes.ts';
import { installationOf, openInstallationPool, prepareInstallation } from '../tenants/installation.ts';

/** A commune of a province, opened for a command. */
export interface OpenedCommune {
  commune: Commune;
  books: Pool;
  sql: Sql;
  store: Store;
  close(): Promise<void>;
}

async function listCommunes(databaseUrl: string): Promise<Commune[]> {
  const pool = openInstallationPool(databaseUrl, { warn: () => undefined });
  try {
    await prepareInstallation(pool);
    return await installationOf(pool).communes.list();
  } finally {
    await pool.end();
  }
}

function choose(communes: readonly Commune[], id: string | undefined): Commune {
  const [only] = communes;
  // One that is alone needs no name.
  const found = id === undefined && communes.length === 1 ? only : communes.find((one) => one.id === id);
  if (found) return found;
  const ids = communes.map((one) => one.id).join(', ') || '∅';
  throw new ConfigError(
    `Hãy ghi --commune là mã của một xã trong cơ sở dữ liệu: ${ids}.`,
    `Give --commune as the id of a commune of the database: ${ids}.`,
  );
}

/**
 * Opens the commune with an id. Throws ConfigError, naming those that there are, when there is none of that id, and what
 * the database throws.
 */
export async function openCommuneStore(
  { databaseUrl }: ProvinceSettings,
  id: string | undefined,
): Promise<OpenedCommune> {
  const books = await openDatabase(databaseUrl, { max: 2 });
  try {
    const commune = choose(await listCommunes(databaseUrl), id);
    const store = postgresStore(books, commune.id);
    return {
      commune,
      books,
      sql: postgresEngine(books, commune.id),
      store,
      async close() {
        await store.close();
        books.close();
      },
    };
  } catch (error) {
    books.close();
    throw error;
  }
}
