import { searchReader } from '../sql/search-reader.ts';
import { sqlStore } from '../sql/sql-store.ts';
import type { Store } from '../store.ts';
import { postgresEngine } from './engine.ts';
import { numbersIndex } from './numbers-index.ts';
import type { Pool } from './pool.ts';
import { searchWriter, wordReader } from './search-words.ts';
import { PostgresLog, plainLog, roomOf } from './update-log.ts';

/**
 * The store of one commune, on a pool that its owner closes. Its log is the commune's own, by the names that rooms
 * have there; the relay has the log of all of them.
 * @param sql the engine, if it is to do more than that of the commune does (stewards/fenced-sql.ts)
 */
export function postgresStore(pool: Pool, tenant: string, sql = postgresEngine(pool, tenant)): Store {
  return sqlStore(sql, {
    updates: plainLog(new PostgresLog(pool), roomOf(tenant, '')),
    words: searchWriter(sql),
    finds: searchReader(sql, wordReader(sql)),
    figures: numbersIndex(sql),
    // What is deleted is out of every query's reach at once; its space is overwritten by PostgreSQL's own vacuum.
    sweep: async () => {},
    close: async () => {},
  });
}
