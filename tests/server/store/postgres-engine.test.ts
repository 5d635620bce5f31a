import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inPostgresWords, postgresEngine } from '../../../server/store/postgres/engine.ts';
import { StoreAwayError } from '../../../server/store/postgres/errors.ts';
import type { Pool } from '../../../server/store/postgres/pool.ts';
import { upsert } from '../../../server/store/sql/sql.ts';
import { postgresOfFile } from './postgres-stand.ts';

let pool: Pool;
let adminUrl = '';
beforeAll(async () => {
  ({ pool, adminUrl } = await postgresOfFile({ max: 4, patience: 2000 }));
});
afterAll(() => pool.close());

/** A client beside the engine, as the superuser. */
async function asAdmin(text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe('words', () => {
  test.each([
    ['SELECT ? , ?', 'SELECT $1 , $2'],
    ['SELECT ?2, ?1, ?1', 'SELECT $2, $1, $1'],
    ["SELECT 'a?''?' WHERE b = ?", "SELECT 'a?''?' WHERE b = $1"],
    [
      'INSERT INTO t (a) VALUES (?) ON CONFLICT (a) DO NOTHING',
      'INSERT INTO t (a) VALUES ($1) ON CONFLICT (tenant, a) DO NOTHING',
    ],
    [
      'INSERT INTO t (a) VALUES (?) ON CONFLICT DO NOTHING',
      'INSERT INTO t (a) VALUES ($1) ON CONFLICT DO NOTHING',
    ],
  ])('%s', (books, postgres) => {
    expect(inPostgresWords(books)).toBe(postgres);
  });
});

test('each commune has its own rows; types are those of the books; NUL is left out', async () => {
  const [a, b] = [postgresEngine(pool, 'a.test'), postgresEngine(pool, 'b.test')];
  const put = upsert('plan', ['id', 'year', 'body'], ['id']);
  expect(await a.prepare(put).run('p', 2023, 'của\0 a')).toEqual({ changes: 1 });
  expect(await b.prepare(put).run('p', 2024, 'của b')).toEqual({ changes: 1 });
  await a.prepare(put).run('p', 2025, 'của\0 a');
  expect(await a.prepare('SELECT * FROM plan').all()).toEqual([
    { id: 'p', year: 2025, body: 'của a', tenant: 'a.test' },
  ]);
  expect(await b.prepare('SELECT year > ?1 AS is_later FROM plan WHERE id = ?2').get(2000, 'p')).toEqual({
    is_later: 1,
  });
  expect(await b.prepare('SELECT count(*) AS n, sum(year) AS years FROM plan').get()).toEqual({
    n: 1,
    years: 2024,
  });
  await a
    .prepare('INSERT INTO moment (room, at, snapshot) VALUES (?, ?, ?)')
    .run('r', '', Uint8Array.of(0, 255));
  expect(await a.prepare('SELECT snapshot FROM moment').get()).toEqual({ snapshot: Uint8Array.of(0, 255) });
  await expect(a.prepare('SELECT 9007199254740993::bigint AS n').get()).rejects.toThrow(RangeError);
});

test('a transaction is whole or not there, and a swallowed failure is no commit', async () => {
  const sql = postgresEngine(pool, 'whole.test');
  const put = sql.prepare('INSERT INTO plan (id, year, body) VALUES (?, 1, ?)');
  const count = sql.prepare('SELECT count(*) AS n FROM plan');
  await expect(
    sql.transaction(async () => {
      await put.run('x', '');
      await sql.transaction(() => put.run('y', ''));
      expect(await count.get()).toEqual({ n: 2 });
      throw new Error('stop');
    }),
  ).rejects.toThrow('stop');
  expect(await count.get()).toEqual({ n: 0 });
  await put.run('x', '');
  await expect(
    sql.transaction(async () => {
      await put.run('z', '');
      await put.run('x', '').catch(() => undefined);
    }),
  ).rejects.toThrow('had failed');
  expect(await count.get()).toEqual({ n: 1 });
});

test('transactions of one commune are made one after the other, also from two processes', async () => {
  const [here, there] = [postgresEngine(pool, 'turn.test'), postgresEngine(pool, 'turn.test')];
  await here.prepare('INSERT INTO plan (id, year, body) VALUES (?, 0, ?)').run('n', '');
  const add = (sql: typeof here) =>
    sql.transaction(async () => {
      const row = await sql.prepare('SELECT year FROM plan').get();
      await sql.prepare('UPDATE plan SET year = ?').run(Number(row?.year) + 1);
    });
  await Promise.all(Array.from({ length: 20 }, (_, n) => add(n % 2 ? here : there)));
  expect(await here.prepare('SELECT year FROM plan').get()).toEqual({ year: 20 });
});

test('a transaction whose connection ends before its commit is made again; one that waits too long is told', async () => {
  const sql = postgresEngine(pool, 'lost.test');
  const put = sql.prepare('INSERT INTO plan (id, year, body) VALUES (?, 1, ?)');
  const pid = sql.prepare('SELECT pg_backend_pid() AS pid');
  let tries = 0;
  await sql.transaction(async () => {
    tries += 1;
    await put.run('once', '');
    if (tries === 1) await asAdmin(`SELECT pg_terminate_backend(${(await pid.get())?.pid}, 5000)`);
    await put.run('twice', '');
  });
  expect(tries).toBe(2);
  expect(await sql.prepare('SELECT id FROM plan ORDER BY id').all()).toEqual([
    { id: 'once' },
    { id: 'twice' },
  ]);
  // All connections are ended, also those that lie idle: reading goes on, on new ones.
  await asAdmin(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'doithoai' AND datname = current_database()`,
  );
  expect(await sql.prepare('SELECT count(*) AS n FROM plan').get()).toEqual({ n: 2 });
});

test('a single write whose connection is lost says that nobody knows', async () => {
  const sql = postgresEngine(pool, 'unknown.test');
  const end = sql.prepare('UPDATE plan SET year = (pg_terminate_backend(pg_backend_pid())::int)');
  await sql.prepare('INSERT INTO plan (id, year, body) VALUES (?, 1, ?)').run('x', '');
  const error: unknown = await end.run().catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(StoreAwayError);
  expect(error).toMatchObject({ outcome: 'unknown' });
});

test('a commit that was answered is on disk, whatever the database is set to', async () => {
  const name = new URL(adminUrl).pathname.slice(1);
  await asAdmin(`ALTER DATABASE ${name} SET synchronous_commit = off`);
  const connection = await pool.connectAlone();
  expect((await connection.query('SHOW synchronous_commit', [])).rows).toEqual([
    { synchronous_commit: 'on' },
  ]);
  connection.end();
});

test('more work than connections waits its turn', async () => {
  const engines = Array.from({ length: 12 }, (_, n) => postgresEngine(pool, `many${n}.test`));
  const found = await Promise.all(
    engines.map((sql) => sql.prepare("SELECT current_setting('doithoai.tenant') AS tenant").get()),
  );
  expect(found.map((row) => row?.tenant)).toEqual(engines.map((_, n) => `many${n}.test`));
});
