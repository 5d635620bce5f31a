import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockStore, StoreInUseError } from '../../../server/store/sqlite/database.ts';
import { NewerDataError } from '../../../server/store/sqlite/schema.ts';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import { petitionMaker } from '../../bench/petition-maker.ts';
import { type StoreUnderTest, storeSuite } from './suite.ts';

async function open(dir: string): Promise<StoreUnderTest> {
  const store = await openSqliteStore(dir, createUpdateLog);
  return {
    store,
    async reopen() {
      await store.close();
      return open(dir);
    },
    async tamper(statement) {
      const database = new DatabaseSync(join(dir, 'doithoai.sqlite'));
      try {
        database.exec(statement);
      } finally {
        database.close();
      }
    },
    orReplace: { insert: 'INSERT OR REPLACE INTO', update: 'UPDATE OR REPLACE' },
    async remove() {
      await store.close();
      rmSync(dir, { recursive: true });
    },
  };
}

storeSuite('sqlite', () => open(mkdtempSync(join(tmpdir(), 'doithoai-store-'))));

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'doithoai-store-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('a data folder has one server at a time', () => {
  const unlock = lockStore(dir);
  expect(() => lockStore(dir)).toThrow(StoreInUseError);
  unlock();
  lockStore(dir)();
});

test('data of a newer version are refused and left alone', async () => {
  await (await openSqliteStore(dir, createUpdateLog)).close();
  const database = new DatabaseSync(join(dir, 'doithoai.sqlite'));
  database.exec('PRAGMA user_version = 999');
  database.close();
  await expect(openSqliteStore(dir, createUpdateLog)).rejects.toThrow(NewerDataError);
});

test('paragraphs come and go in the search, however often', async () => {
  const { search, close } = await openSqliteStore(dir, createUpdateLog);
  const known = new Map<string, string>();
  for (let n = 1; n < 60; n += 1) {
    const [came, went] = [`7-${n % 7}`, `7-${(n * 3) % 7}`];
    await search.paragraphs.change('dialogue0001', new Map([[came, `Đường nước ${n}`]]), []);
    await search.paragraphs.change('dialogue0001', new Map(), [went]);
    known.set(came, `Đường nước ${n}`).delete(went);
  }
  expect(await search.paragraphs.textsOf('dialogue0001')).toEqual(known);
  await close();
});

test('counts petitions that an older version wrote when it opens', async () => {
  const first = await openSqliteStore(dir, createUpdateLog);
  await first.petitions.upsert('dialogue0001', [
    { ...petitionMaker(3).petition('aaaaaa', 1), unit: 'Văn phòng' },
    { ...petitionMaker(4).petition('bbbbbb', 2), unit: 'Văn phòng' },
  ]);
  const database = new DatabaseSync(join(dir, 'doithoai.sqlite'));
  database.exec('DELETE FROM petition_fact');
  database.close();
  expect(await first.petitions.list({ unit: 'Văn phòng' })).toEqual([]);
  await first.close();
  const second = await openSqliteStore(dir, createUpdateLog);
  expect((await second.petitions.list({ unit: 'Văn phòng' })).length).toBe(2);
  await second.close();
});
