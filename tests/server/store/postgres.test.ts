import { afterAll } from 'vitest';
import { inPostgresWords } from '../../../server/store/postgres/engine.ts';
import type { Pool } from '../../../server/store/postgres/pool.ts';
import { postgresStore } from '../../../server/store/postgres/store.ts';
import { newId } from '../../../shared/ids.ts';
import { postgresOfFile } from './postgres-stand.ts';
import { type StoreUnderTest, storeSuite } from './suite.ts';

/* Each test is a commune of its own in one database, so that each also sees that the others' rows are not there. */

let pool: Pool | undefined;
afterAll(() => pool?.close());

async function open(tenant: string): Promise<StoreUnderTest> {
  ({ pool } = await postgresOfFile());
  const connections = pool;
  const store = postgresStore(connections, tenant);
  return {
    store,
    async reopen() {
      await store.close();
      return open(tenant);
    },
    async tamper(statement) {
      await connections.use({ tenant }, (connection) => connection.query(inPostgresWords(statement), []));
    },
    orReplace: { insert: 'INSERT INTO', update: 'UPDATE' },
    remove: () => store.close(),
  };
}

storeSuite('postgres', () => open(`${newId()}.test`));
