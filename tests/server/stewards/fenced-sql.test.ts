import { Pool as DirectPool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
