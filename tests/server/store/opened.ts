import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from '../../../server/store/sql/sql.ts';
import { openDatabase } from '../../../server/store/sqlite/database.ts';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import type { Store } from '../../../server/store/store.ts';

/** An empty store of its own, for suites that every store must pass. */
export interface OpenedStore {
  store: Store;
  /** Asks for rows behind the store's back. */
  rows(query: string): Promise<Row[]>;
  /** Closes it and removes what it kept. */
  remove(): Promise<void>;
}

/** The embedded store in a temporary folder. */
export async function openedSqlite(): Promise<OpenedStore> {
  const dir = mkdtempSync(join(tmpdir(), 'doithoai-store-'));
  const store = await openSqliteStore(dir, createUpdateLog);
  return {
    store,
    async rows(query) {
      const database = openDatabase(dir);
      try {
        return database.prepare(query).all();
      } finally {
        database.close();
      }
    },
    async remove() {
      await store.close();
      rmSync(dir, { recursive: true });
    },
  };
}
