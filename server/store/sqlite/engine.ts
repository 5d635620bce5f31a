import { AsyncLocalStorage } from 'node:async_hooks';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Sql, SqlValue, Statement } from '../sql/sql.ts';

/** The embedded engine, with what its owner needs besides. */
export interface SqliteEngine extends Sql {
  /** Resolves when no transaction is under way; at once (null) when there is none. */
  idle(): Promise<void> | null;
}

/**
 * The books' engine on one connection of node:sqlite. Its statements are done when they are called; what comes while a
 * transaction waits for its own next statement waits until that one is over.
 */
export function sqliteEngine(database: DatabaseSync): SqliteEngine {
  const own = new AsyncLocalStorage<object>();
  /** The transaction that is under way, and its end. */
  let current: { key: object; ended: Promise<void> } | null = null;

  const isMine = () => current !== null && own.getStore() === current.key;

  async function turn(): Promise<void> {
    while (current && !isMine()) await current.ended;
  }

  function statement(prepared: StatementSync): Statement {
    return {
      async get(...values: SqlValue[]) {
        if (current && !isMine()) await turn();
        return prepared.get(...values);
      },
      async all(...values: SqlValue[]) {
        if (current && !isMine()) await turn();
        return prepared.all(...values);
      },
      async run(...values: SqlValue[]) {
        if (current && !isMine()) await turn();
        // The last row's id, which nobody asks for, may be beyond 2^53: FTS5 gives such ids to rows of its own.
        prepared.setReadBigInts(true);
        try {
          return { changes: Number(prepared.run(...values).changes) };
        } finally {
          prepared.setReadBigInts(false);
        }
      },
    };
  }

  return {
    engine: 'sqlite',
    prepare: (text) => statement(database.prepare(text)),
    async transaction(work) {
      if (isMine()) return work();
      await turn();
      const key = {};
      const { promise: ended, resolve: end } = Promise.withResolvers<void>();
      database.exec('BEGIN IMMEDIATE');
      current = { key, ended };
      try {
        const result = await own.run(key, work);
        database.exec('COMMIT');
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      } finally {
        current = null;
        end();
      }
    },
    idle: () => current?.ended ?? null,
  };
}
