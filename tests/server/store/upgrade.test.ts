import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openDatabase, readSchema } from '../../../server/store/sqlite/database.ts';
import { migrate, schemaVersion, UpgradeFailedError } from '../../../server/store/sqlite/schema.ts';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import {
  copyBeforeUpgrade,
  copyFolder,
  UpgradeCopyError,
  upgradeCopies,
} from '../../../server/store/sqlite/upgrade-copy.ts';
import { command, refusedStart, startServer } from '../../e2e/server.ts';
import { type OpenedFixture, openFixture } from '../../setup/fixture-open.ts';

vi.setConfig({ testTimeout: 180_000 });

let fixture: OpenedFixture;
let dir = '';
beforeEach(() => {
  fixture = openFixture('schema-7');
  dir = fixture.dir;
});
afterEach(() => fixture.remove());

/** SHA-256 of every file of the folder that holds data; a lock is none. */
function bytesOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    files
      .filter(
        (entry) => entry.isFile() && !entry.name.startsWith('lock.sqlite') && !entry.name.endsWith('-shm'),
      )
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );
}

function setSchema(schema: number): void {
  const database = new DatabaseSync(join(dir, 'doithoai.sqlite'));
  database.exec(`PRAGMA user_version = ${schema}`);
  database.close();
}

/** The tables and their rows' number. */
function tablesOf(database: DatabaseSync): unknown[] {
  return database
    .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
    .all()
    .map(({ name, sql }) => [name, sql, database.prepare(`SELECT count(*) AS n FROM ${name}`).get()?.n]);
}

describe('steps', () => {
  const two = [
    'CREATE TABLE first (a TEXT) STRICT;',
    "CREATE TABLE second (b TEXT) STRICT; INSERT INTO first VALUES ('x');",
  ];

  test('are taken once, in their order', () => {
    const database = new DatabaseSync(':memory:');
    migrate(database, two.slice(0, 1));
    migrate(database, two);
    migrate(database, two);
    expect(tablesOf(database)).toMatchObject([
      ['first', expect.anything(), 1],
      ['second', expect.anything(), 0],
    ]);
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 2 });
  });

  test('a step that fails half way leaves the data as they were, and the steps before it too', () => {
    const database = openDatabase(dir);
    const before = tablesOf(database);
    const broken = [
      ...Array.from({ length: 7 }, () => ''),
      'CREATE TABLE eighth (a TEXT) STRICT; DELETE FROM dialogue;',
      'CREATE TABLE ninth (a TEXT) STRICT; INSERT INTO no_such_table VALUES (1);',
    ];
    expect(() => migrate(database, broken)).toThrow(UpgradeFailedError);
    expect(tablesOf(database)).toEqual(before);
    expect(database.isTransaction).toBe(false);
    database.close();
    expect(readSchema(dir)).toBe(7);
  });
});

describe('the copy before an upgrade', () => {
  test('holds what was there, readable by its owner alone', async () => {
    const source = new DatabaseSync(join(dir, 'doithoai.sqlite'), { readOnly: true });
    const before = tablesOf(source);
    source.close();
    await (await openSqliteStore(dir, createUpdateLog)).close();
    const [copy = '', ...more] = upgradeCopies(dir);
    expect(more).toEqual([]);
    expect(statSync(copy).mode & 0o077).toBe(0);
    const database = new DatabaseSync(copy, { readOnly: true });
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 7 });
    expect(tablesOf(database)).toEqual(before);
    database.close();
    expect(readSchema(dir)).toBe(schemaVersion);
  });

  test('of the last two upgrades are kept; a new folder and one of this version get none', async () => {
    const database = openDatabase(dir);
    const folder = join(dir, copyFolder);
    mkdirSync(folder);
    writeFileSync(join(folder, 'doithoai.schema-3.20250101T000000Z.sqlite.part'), 'left by a crash');
    for (const [schema, day] of [
      [8, '01'],
      [9, '02'],
      [10, '03'],
    ] as const)
      copyBeforeUpgrade(database, dir, schema, { now: new Date(`2026-02-${day}T03:04:05.678Z`) });
    expect(readdirSync(folder)).toEqual([
      'doithoai.schema-10.20260203T030405Z.sqlite',
      'doithoai.schema-9.20260202T030405Z.sqlite',
    ]);
    database.close();
    const store = await openSqliteStore(dir, createUpdateLog);
    expect(upgradeCopies(dir)).toHaveLength(2);
    // An erasure takes the copies along: they hold what was erased.
    await store.erasures.sweep();
    await store.close();
    expect(upgradeCopies(dir)).toEqual([]);
    await (await openSqliteStore(dir, createUpdateLog)).close();
    expect(upgradeCopies(dir)).toEqual([]);
    const empty = join(dir, 'new');
    await (await openSqliteStore(empty, createUpdateLog)).close();
    expect(readdirSync(empty)).toEqual(['doithoai.sqlite']);
  });

  test('needs room; without it nothing is touched', () => {
    const database = openDatabase(dir);
    const copy = () => copyBeforeUpgrade(database, dir, 7, { free: () => 1_000_000 });
    expect(copy).toThrow(UpgradeCopyError);
    expect(copy).toThrow(/needs \d+ free bytes/);
    expect(upgradeCopies(dir)).toEqual([]);
    database.close();
  });

  test('that cannot be written stops the start with a sentence, and the data are as they were', async () => {
    writeFileSync(join(dir, copyFolder), 'a file where the folder should be');
    const { code, said } = await refusedStart({ dataDir: dir });
    expect(code).toBe(1);
    expect(said).toContain('Không ghi được bản sao trước khi nâng cấp dữ liệu');
    expect(said).not.toContain('    at ');
    expect(readSchema(dir)).toBe(7);
  });
});

describe('data of another version', () => {
  test('newer ones are refused with a sentence and untouched byte by byte', async () => {
    setSchema(schemaVersion + 1);
    const before = bytesOf(dir);
    const { code, said } = await refusedStart({ dataDir: dir });
    expect(code).toBe(1);
    expect(said).toContain('Dữ liệu này do phiên bản mới hơn ghi. Hãy chạy phiên bản mới');
    expect(said).toContain('written by a newer version');
    expect(said).not.toContain('    at ');
    expect(bytesOf(dir)).toEqual(before);
    const link = command('link', ['--role', 'organizer'], { DATA_DIR: dir });
    expect(link.code).toBe(1);
    expect(link.err).toContain('written by a newer version');
    expect(bytesOf(dir)).toEqual(before);
  });

  test('newer ones left by a power cut, with a log beside them, are untouched too', async () => {
    const server = await startServer({ dataDir: dir });
    await server.kill();
    const database = new DatabaseSync(join(dir, 'doithoai.sqlite'));
    database.exec(`PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = ${schemaVersion + 1}`);
    const crashed = openFixture('schema-7');
    for (const name of ['doithoai.sqlite', 'doithoai.sqlite-wal'])
      writeFileSync(join(crashed.dir, name), readFileSync(join(dir, name)));
    database.close();
    const before = bytesOf(crashed.dir);
    expect(Object.keys(before).some((path) => path.endsWith('-wal'))).toBe(true);
    const { code, said } = await refusedStart({ dataDir: crashed.dir });
    expect(said).toContain('phiên bản mới hơn');
    expect(code).toBe(1);
    expect(bytesOf(crashed.dir)).toEqual(before);
    crashed.remove();
  });

  test('older ones are not upgraded by the link command, beside whose back a server may be at work', () => {
    const before = bytesOf(dir);
    const { code, err } = command('link', ['--role', 'organizer'], { DATA_DIR: dir });
    expect(code).toBe(1);
    expect(err).toContain('chưa được nâng cấp');
    expect(bytesOf(dir)).toEqual(before);
  });
});
