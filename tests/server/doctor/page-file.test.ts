import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Loss, NoDatabaseError, PageFile, type Value } from '../../../server/doctor/page-file.ts';
import { layoutOf, readSchema } from '../../../server/doctor/schema-of.ts';
import { Random } from '../relay/random.ts';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'doithoai-pages-'));
  path = join(dir, 'store.sqlite');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function randomValue(random: Random): Value {
  const kinds: (() => Value)[] = [
    () => null,
    () => BigInt(random.below(200) - 100),
    () => BigInt(random.below(2 ** 31)) * 4_294_967_296n - 77n,
    () => random.next() * 1e9,
    () => 'Đối thoại với Nhân dân '.repeat(random.below(600)),
    () => Uint8Array.from({ length: random.below(9000) }, () => random.below(256)),
  ];
  return random.pick(kinds)();
}

/** Tables of both kinds with values of all kinds, some rows gone again. */
function fill(random: Random, pageSize: number): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA page_size = ${pageSize}; PRAGMA synchronous = OFF;
    CREATE TABLE log (id INTEGER PRIMARY KEY, a, b);
    CREATE TABLE plain (a, b, c);
    CREATE TABLE keyed (b, a TEXT, c, PRIMARY KEY (a, c)) WITHOUT ROWID;`);
  const inserts = ['log (a, b)', 'plain (a, b)', 'keyed (b, a, c)'].map((into) =>
    database.prepare(`INSERT INTO ${into} VALUES (?, ?${into.startsWith('keyed') ? ', ?' : ''})`),
  );
  database.exec('BEGIN');
  for (let n = 0; n < 250; n++) {
    const [log, plain, keyed] = inserts;
    log?.run(randomValue(random), randomValue(random));
    plain?.run(randomValue(random), randomValue(random));
    keyed?.run(randomValue(random), `k${random.below(1e9)}`, n);
  }
  for (const table of ['log', 'plain']) database.exec(`DELETE FROM ${table} WHERE rowid % 7 = 3`);
  database.exec('COMMIT');
  database.exec('ALTER TABLE plain ADD COLUMN d DEFAULT 5');
  return database;
}

function readAll(file: PageFile, database: DatabaseSync, table: string, loss: Loss): Value[][] {
  const root = readSchema(file, loss).find(({ name }) => name === table)?.root ?? 0;
  const { isIndex, rowidColumn } = layoutOf(database, table);
  return [...file.rows(root, isIndex, loss)].map(({ rowid, values }) =>
    values.map((value, at) => (at === rowidColumn ? rowid : value)),
  );
}

test.each([512, 4096, 65_536])('reads what SQLite reads, pages of %i bytes', (pageSize) => {
  const database = fill(new Random(seed), pageSize);
  const file = new PageFile(path);
  for (const table of ['log', 'plain', 'keyed']) {
    const loss: Loss = { pages: [], rows: 0 };
    const { columns } = layoutOf(database, table);
    const select = database.prepare(`SELECT ${columns.join(', ')} FROM ${table}`);
    select.setReadBigInts(true);
    const expected = select.all().map((row) => columns.map((column) => row[column] ?? null));
    const found = readAll(file, database, table, loss);
    expect(loss, `seed ${seed}`).toEqual({ pages: [], rows: 0 });
    expect(found.length).toBe(expected.length);
    for (const [at, values] of found.entries())
      expect(values, `seed ${seed}, ${table} ${at}`).toEqual(expected[at]?.slice(0, values.length));
  }
  file.close();
  database.close();
});

test('whatever is written over a file, reading it ends and says what is lost', () => {
  const random = new Random(seed);
  const database = fill(random, 1024);
  const whole = readFileSync(path);
  const all = Number(database.prepare('SELECT count(*) AS n FROM log').get()?.n);
  let lostPages = 0;
  for (let round = 0; round < 40; round++) {
    const bytes = Buffer.from(whole);
    for (let count = 1 + random.below(4); count > 0; count--) {
      const page = 4 + random.below(whole.length / 1024 - 4);
      for (let at = 0; at < 300; at++) bytes[page * 1024 + at] = random.below(256);
    }
    writeFileSync(path, bytes);
    const file = new PageFile(path);
    const loss: Loss = { pages: [], rows: 0 };
    const found = readAll(file, database, 'log', loss);
    lostPages += loss.pages.length;
    // Whoever gets fewer rows is told that some are lost.
    if (found.length < all) expect(loss.pages.length + loss.rows, `seed ${seed}`).toBeGreaterThan(0);
    expect(found.length, `seed ${seed}`).toBeGreaterThan(all / 4);
    file.close();
  }
  expect(lostPages).toBeGreaterThan(0);
  database.close();
});

test('a file that is no database is said to be none', () => {
  for (const bytes of [Buffer.alloc(0), Buffer.from('SQLite format 3'), Buffer.alloc(5000, 7)]) {
    writeFileSync(path, bytes);
    expect(() => new PageFile(path)).toThrow(NoDatabaseError);
  }
});
