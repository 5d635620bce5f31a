import { postgresEngine } from '../../../server/store/postgres/engine.ts';
import { postgresStore } from '../../../server/store/postgres/store.ts';
import { newId } from '../../../shared/ids.ts';
import type { OpenedStore } from './opened.ts';
import { postgresOfFile } from './postgres-stand.ts';

/** The store of a commune of its own, in the test file's database. */
export async function openedPostgres(tenant = `${newId()}.test`): Promise<OpenedStore> {
  const { pool } = await postgresOfFile();
  const store = postgresStore(pool, tenant);
  return {
    store,
    rows: (query) => postgresEngine(pool, tenant).prepare(query).all(),
    remove: () => store.close(),
  };
}
