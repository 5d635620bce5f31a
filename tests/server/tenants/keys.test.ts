import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from 'vitest';
import { sqliteEngine } from '../../../server/store/sqlite/engine.ts';
import { KeySealError, readKeySeal } from '../../../server/tenants/key-seal.ts';
import { openCommuneKeys } from '../../../server/tenants/keys.ts';

const dir = mkdtempSync(join(tmpdir(), 'doithoai-keys-'));
afterAll(() => rmSync(dir, { recursive: true }));

function keyFile(name: string, text: string): string {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
}

const one = keyFile('one', 'một câu đủ dài để làm khóa cho cả tỉnh\n');
const other = keyFile('other', 'another sentence that is long enough for a key');

function rows() {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE commune_key (name TEXT PRIMARY KEY, value TEXT NOT NULL)');
  const all = () =>
    database
      .prepare('SELECT value FROM commune_key')
      .all()
      .map(({ value }) => String(value));
  return { sql: sqliteEngine(database), all };
}

describe("a commune's keys", () => {
  test('are made once and stay', async () => {
    const { sql } = rows();
    const first = await openCommuneKeys(sql, 'xa', readKeySeal(null));
    const again = await openCommuneKeys(sql, 'xa', readKeySeal(null));
    expect(again.signingKey.publicKey).toBe(first.signingKey.publicKey);
    expect(again.receiptKey.equals(first.receiptKey)).toBe(true);
    expect(first.receiptKey).toHaveLength(32);
    expect(first.signingKey.sign(Buffer.from('a'))).toMatch(/^[0-9a-f]{128}$/);
  });

  test('lie sealed where there is a file, also those that lay open before', async () => {
    const { sql, all } = rows();
    const open = await openCommuneKeys(sql, 'xa', readKeySeal(null));
    expect(all().some((value) => value.includes('PRIVATE KEY'))).toBe(true);
    const sealed = await openCommuneKeys(sql, 'xa', readKeySeal(one));
    expect(sealed.signingKey.publicKey).toBe(open.signingKey.publicKey);
    expect(all().every((value) => value.startsWith('sealed1:'))).toBe(true);
    const again = await openCommuneKeys(sql, 'xa', readKeySeal(one));
    expect(again.receiptKey.equals(open.receiptKey)).toBe(true);
  });

  test.each([
    ['without the file', null, 'xa', 'missing'],
    ['with another file', other, 'xa', 'other'],
    ["in another commune's place", one, 'xb', 'other'],
  ] as const)('sealed ones do not open %s', async (_how, file, commune, reason) => {
    const { sql } = rows();
    await openCommuneKeys(sql, 'xa', readKeySeal(one));
    const opening = openCommuneKeys(sql, commune, readKeySeal(file));
    await expect(opening).rejects.toMatchObject({ name: 'KeySealError', reason });
  });

  test('a file that is missing or says too little is none', () => {
    expect(() => readKeySeal(join(dir, 'nowhere'))).toThrow(KeySealError);
    expect(() => readKeySeal(keyFile('short', 'short\n'))).toThrow(KeySealError);
  });
});
