import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import type { Store } from '../../../server/store/store.ts';

/** An empty store of its own, for suites that every store must pass. */
export interface OpenedStore {
  store: Store;
  /** Closes it and removes what it kept. */
  remove(): Promise<void>;
}

/** The embedded store in a temporary folder. */
export async function openedSqlite(): Promise<OpenedStore> {
  const dir = mkdtempSync(join(tmpdir(), 'doithoai-store-'));
  const store = await openSqliteStore(dir, createUpdateLog);
  return {
    store,
    async remove() {
      await store.close();
      rmSync(dir, { recursive: true });
    },
  };
}
