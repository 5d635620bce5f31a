import { Pool as DirectPool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attemptBook } from '../../../server/stewards/attempt-book.ts';
import { fencedSql } from '../../../server/stewards/fenced-sql.ts';
import { postgresEngine } from '../../../server/store/postgres/engine.ts';
import { openDatabase } from '../../../server/store/postgres/open.ts';
import type { Pool } from '../../../server/store/postgres/pool.ts';
import { prepareInstallation } from '../../../server/tenants/installation.ts';
import { testDatabase } from '../../setup/shared-postgres.ts';

let books: Pool;
let direct: DirectPool;
beforeAll(async () => {
  const { url } = await testDatabase();
  books = await openDatabase(url);
  direct = new DirectPool({ connectionString: url });
  await prepareInstallation(direct);
});
afterAll(async () => {
  books?.close();
  await direct?.end();
});

/** The next term of a commune's steward, as the election begins it. */
async function raise(commune: string): Promise<number> {
  const { rows } = await direct.query<{ generation: string }>(
    `INSERT INTO steward (tenant, generation, url, since) VALUES ($1, 1, '', now())
     ON CONFLICT (tenant) DO UPDATE SET generation = steward.generation + 1 RETURNING generation`,
    [commune],
  );
  return Number(rows[0]?.generation);
}

const termOf = (commune: string, generation: number) => {
  const sql = fencedSql(postgresEngine(books, commune), commune, generation);
  return {
    sql,
    add: sql.prepare('INSERT INTO rebuilt (dialogue_id, at) VALUES (?, ?)'),
    all: sql.prepare('SELECT dialogue_id FROM rebuilt ORDER BY dialogue_id'),
  };
};
const ids = (rows: readonly Record<string, unknown>[]) => rows.map((row) => row.dialogue_id);

test('what a former steward wants to write is refused, alone and in a transaction; it may read', async () => {
  const old = termOf('c1', await raise('c1'));
  await old.add.run('a', '');
  const next = termOf('c1', await raise('c1'));
  await expect(old.add.run('b', '')).rejects.toMatchObject({ code: 'not-steward' });
  await expect(old.sql.transaction(() => old.add.run('b', ''))).rejects.toMatchObject({
    code: 'not-steward',
  });
  await next.sql.transaction(async () => {
    await next.add.run('c', '');
    await next.sql.transaction(() => next.add.run('d', ''));
  });
  expect(ids(await old.all.all())).toEqual(['a', 'c', 'd']);
});

test('a term begins after what its predecessor is storing, and not in the middle of it', async () => {
  const old = termOf('c2', await raise('c2'));
  const begun = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const order: string[] = [];
  const storing = old.sql
    .transaction(async () => {
      await old.add.run('a', '');
      begun.resolve();
      await go.promise;
      await old.add.run('b', '');
    })
    .then(() => order.push('stored'));
  await begun.promise;
  const raising = raise('c2').then(() => order.push('raised'));
  // It waits for a lock, as the database itself says.
  await expect
    .poll(async () => {
      const { rows } = await direct.query("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
      return rows.length;
    })
    .toBeGreaterThan(0);
  go.resolve();
  await Promise.all([storing, raising]);
  expect(order).toEqual(['stored', 'raised']);
  expect(ids(await old.all.all())).toEqual(['a', 'b']);
});

test('a term of one commune writes nothing of another', async () => {
  const one = termOf('c3', await raise('c3'));
  await raise('c4');
  const other = termOf('c4', 1);
  await one.add.run('mine', '');
  expect(await other.all.all()).toEqual([]);
});

describe('a change that a page named', () => {
  async function opened(commune: string) {
    const rows = postgresEngine(books, commune);
    let time = Date.now();
    const book = attemptBook(rows, () => time);
    const sql = fencedSql(rows, commune, await raise(commune), book);
    const add = sql.prepare('INSERT INTO rebuilt (dialogue_id, at) VALUES (?, ?)');
    return {
      book,
      sql,
      add,
      later: (ms: number) => {
        time += ms;
      },
    };
  }

  test('is noted with the first that it stores, for whoever is steward next', async () => {
    const { book, add } = await opened('c4');
    await book.making('one', async () => {
      expect(await book.isMade('one')).toBe(false);
      await add.run('a', '');
      expect(await book.isMade('one')).toBe(true);
      expect(book.isToBeNoted()).toBe(false);
    });
    const next = await opened('c4');
    expect(await next.book.isMade('one')).toBe(true);
    expect(await next.book.isMade('two')).toBe(false);
    // No other commune knows of it.
    expect(await (await opened('c5')).book.isMade('one')).toBe(false);
  });

  test('is not noted while nothing of it is stored: not by a transaction that was taken back, nor by work of nobody', async () => {
    const { book, sql, add } = await opened('c6');
    await book.making('broken', async () => {
      await sql.prepare('SELECT 1 AS one').get();
      const broken = sql.transaction(async () => {
        await add.run('a', '');
        throw new Error('taken back');
      });
      await expect(broken).rejects.toThrow('taken back');
      expect(book.isToBeNoted()).toBe(true);
    });
    expect(await book.isMade('broken')).toBe(false);
    expect(book.isToBeNoted()).toBe(false);
    await add.run('b', '');
    expect(await sql.prepare('SELECT name FROM attempt').all()).toEqual([]);
  });

  test('is forgotten when no page sends it any more', async () => {
    const { book, add, later } = await opened('c7');
    await book.making('old', () => add.run('a', ''));
    later(19 * 60_000);
    await book.making('new', () => add.run('b', ''));
    expect(await book.isMade('old')).toBe(true);
    later(2 * 60_000);
    await book.making('newer', () => add.run('c', ''));
    expect([await book.isMade('old'), await book.isMade('new')]).toEqual([false, true]);
  });
});
