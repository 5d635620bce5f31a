import { AsyncLocalStorage } from 'node:async_hooks';
import type { Sql, Statement } from '../store/sql/sql.ts';
import type { NotedAttempts } from './attempt-book.ts';

/** This process is not the commune's steward any more: what it wanted to write is not written. */
export class NotStewardError extends Error {
  override readonly name = 'NotStewardError';
  readonly code = 'not-steward';
  constructor() {
    super('another process may be the steward of this commune');
  }
}

/**
 * The commune's rows for one term of its steward: every change is made in a transaction that first holds the row of the
 * steward's generation. The next steward raises the generation before it does anything, and waits for those transactions:
 * what its predecessor writes is stored before that, or refused. This holds for a process that stood still, too. The same
 * transaction notes which change of a page it belongs to.
 */
export function fencedSql(
  sql: Sql,
  commune: string,
  generation: number,
  attempts?: Pick<NotedAttempts, 'note' | 'noted'>,
): Sql {
  const held = sql.prepare('SELECT generation FROM steward WHERE tenant = ? FOR SHARE');
  const within = new AsyncLocalStorage<true>();

  async function transaction<T>(work: () => Promise<T>): Promise<T> {
    if (within.getStore()) return work();
    const result = await sql.transaction(() =>
      within.run(true, async () => {
        const row = await held.get(commune);
        if (Number(row?.generation) !== generation) throw new NotStewardError();
        await attempts?.note();
        return work();
      }),
    );
    attempts?.noted();
    return result;
  }

  function statement(inner: Statement, changes: boolean): Statement {
    if (!changes) return inner;
    return {
      get: (...values) => transaction(() => inner.get(...values)),
      all: (...values) => transaction(() => inner.all(...values)),
      run: (...values) => transaction(() => inner.run(...values)),
    };
  }

  return {
    engine: sql.engine,
    prepare: (text) => statement(sql.prepare(text), !/^\s*SELECT\b/i.test(text)),
    transaction,
  };
}
