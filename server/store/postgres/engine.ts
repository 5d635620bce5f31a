import { AsyncLocalStorage } from 'node:async_hooks';
import { escapeLiteral } from 'pg';
import type { Row, Sql, SqlValue, Statement } from '../sql/sql.ts';
import type { Connection } from './connection.ts';
import { ConnectionLostError, isConflict, toldOf } from './errors.ts';
import type { Pool } from './pool.ts';
import { Turns } from './turns.ts';

/** How often something is done that PostgreSQL took back, or that was not begun when the connection was lost. */
const mostTries = 4;

/** Text in quotation marks, a placeholder, the target of a conflict, or the one table that is called as a key word is. */
const translated = /'(?:[^']|'')*'|\?(\d*)|\bON CONFLICT \(|\bfreeze\b/gi;

/** A statement of the books in PostgreSQL's words: `$n` for `?`, and the commune before each key. */
export function inPostgresWords(text: string): string {
  let last = 0;
  return text.replace(translated, (found: string, number: string | undefined) => {
    if (found.startsWith("'")) return found;
    if (found === 'freeze') return '"freeze"';
    if (number === undefined) return `${found}tenant, `;
    last += 1;
    return `$${number || last}`;
  });
}

const writes = /\b(?:INSERT INTO|UPDATE|DELETE FROM)\b/i;

interface Transaction {
  connection: Connection;
  isOpen: boolean;
}

/**
 * The books' engine for one commune, on connections that see its rows alone. As in SQLite its transactions are made one
 * after the other, in this process by turns, among all processes by a lock in PostgreSQL that ends with each; what a
 * single statement writes waits for a transaction under way here, what it reads does not.
 *
 * A transaction that PostgreSQL took back, or whose connection was lost before its commit, is run again: its work
 * must do nothing but statements. One whose connection is lost while it commits rejects with StoreAwayError
 * (`unknown`), as a single statement that writes does; one that reads is asked again.
 */
export function postgresEngine(pool: Pool, tenant: string): Sql {
  const scope = { tenant };
  const own = new AsyncLocalStorage<Transaction>();
  const turns = new Turns();
  const begin = `BEGIN; SELECT pg_advisory_xact_lock(hashtextextended(${escapeLiteral(`books ${tenant}`)}, 0))`;

  async function again<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await work();
      } catch (error) {
        const mayTryAgain = isConflict(error) || error instanceof ConnectionLostError;
        if (!mayTryAgain || tries === mostTries) throw toldOf(error, 'none');
      }
    }
  }

  const query = (words: string, values: readonly SqlValue[]) => (connection: Connection) =>
    connection.query(words, values);

  function ask(words: string, isWriting: boolean, values: readonly SqlValue[]) {
    const mine = own.getStore();
    if (mine?.isOpen) return mine.connection.query(words, values);
    if (!isWriting) return again(() => pool.use(scope, query(words, values)));
    return turns.beside(() =>
      pool.use(scope, query(words, values)).catch(async (error: unknown) => {
        const isNotDone = isConflict(error) || (error instanceof ConnectionLostError && error.isStalePlan);
        if (isNotDone) return again(() => pool.use(scope, query(words, values)));
        throw toldOf(error, 'unknown');
      }),
    );
  }

  async function attempt<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
    const transaction: Transaction = { connection, isOpen: true };
    let result: T;
    try {
      await connection.execute(begin);
      result = await own.run(transaction, work);
    } catch (error) {
      transaction.isOpen = false;
      // Without an answer the connection is not used again, and PostgreSQL takes the transaction back with it.
      if (connection.lost === null) await connection.execute('ROLLBACK').catch(() => connection.end());
      // Whatever the work made of it: what it was done on is gone.
      throw connection.lost ?? error;
    }
    transaction.isOpen = false;
    try {
      await connection.commit();
    } catch (error) {
      throw isConflict(error) ? error : toldOf(error, 'unknown');
    }
    return result;
  }

  return {
    engine: 'postgres',
    prepare(text): Statement {
      const words = inPostgresWords(text);
      const isWriting = writes.test(words);
      const rows = async (values: readonly SqlValue[]): Promise<Row[]> =>
        (await ask(words, isWriting, values)).rows;
      return {
        get: async (...values) => (await rows(values))[0],
        all: (...values) => rows(values),
        async run(...values) {
          return { changes: (await ask(words, isWriting, values)).rowCount ?? 0 };
        },
      };
    },
    transaction(work) {
      if (own.getStore()?.isOpen) return work();
      return turns.alone(() => again(() => pool.use(scope, (connection) => attempt(connection, work))));
    },
  };
}
