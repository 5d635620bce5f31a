import { AsyncLocalStorage } from 'node:async_hooks';
import type { AttemptBook } from '../api/attempts.ts';
import type { Sql } from '../store/sql/sql.ts';

/** What a commune's parts store while they make a change that a page named (shared/attempt.ts) is noted with its name. */
export interface NotedAttempts extends AttemptBook {
  /** Within a transaction of the commune: the first of a change notes its name, which is stored with it or not at all. */
  note(): Promise<void>;
  /** That transaction is stored. */
  noted(): void;
  /** Whether what is being done belongs to a change that is not noted yet. */
  isToBeNoted(): boolean;
}

/** A page sends a change again for ten minutes (client/attempts.ts), ms. */
const keptFor = 20 * 60_000;

/**
 * The names of the changes of which something is stored, in the commune's rows (`attempt`): a steward that follows one that
 * died in the middle knows what it must not make again. Answers are not kept, there may be anything in them.
 * @param sql the commune's rows, under no fence
 */
export function attemptBook(sql: Sql, now: () => number = Date.now): NotedAttempts {
  const underWay = new AsyncLocalStorage<{ name: string; isNoted: boolean }>();
  const find = sql.prepare('SELECT 1 AS one FROM attempt WHERE name = ?');
  const add = sql.prepare('INSERT INTO attempt (name, at) VALUES (?, ?) ON CONFLICT (name) DO NOTHING');
  const sweep = sql.prepare('DELETE FROM attempt WHERE at < ?');
  let sweptAt = Number.NEGATIVE_INFINITY;
  return {
    isMade: async (name) => (await find.get(name)) !== undefined,
    making: (name, work) => underWay.run({ name, isNoted: false }, work),
    isToBeNoted: () => underWay.getStore()?.isNoted === false,
    async note() {
      const attempt = underWay.getStore();
      if (!attempt || attempt.isNoted) return;
      await add.run(attempt.name, now());
      if (now() - sweptAt < keptFor) return;
      await sweep.run(now() - keptFor);
      sweptAt = now();
    },
    noted() {
      const attempt = underWay.getStore();
      if (attempt) attempt.isNoted = true;
    },
  };
}
