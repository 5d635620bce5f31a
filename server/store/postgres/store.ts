import { escalationBook } from '../sql/escalation-book.ts';
import { fillFacts } from '../sql/fact-tables.ts';
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
 * have there; the relay has the log of all of them. What a move brought into the table of petitions is counted when
 * somebody first asks for it.
 * @param sql the engine, if it is to do more than that of the commune does (stewards/fenced-sql.ts)
 */
export function postgresStore(pool: Pool, tenant: string, sql = postgresEngine(pool, tenant)): Store {
  const filled = onceDone(() => fillFacts(sql));
  const store = sqlStore(sql, {
    updates: plainLog(new PostgresLog(pool), roomOf(tenant, '')),
    words: searchWriter(sql),
    finds: searchReader(sql, wordReader(sql)),
    figures: numbersIndex(sql, filled),
    escalations: escalationBook(sql),
    // What is deleted is out of every query's reach at once; its space is overwritten by PostgreSQL's own vacuum.
    sweep: async () => {},
    close: async () => {},
  });
  const { petitions } = store;
  return {
    ...store,
    petitions: {
      ...petitions,
      async list(query) {
        await filled();
        return petitions.list(query);
      },
    },
  };
}

/** Does it when it is first asked for, and again only where it failed. */
function onceDone(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= work().catch((error: unknown) => {
      done = null;
      throw error;
    });
    return done;
  };
}
