import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { UpdateLog } from '../../../server/relay/contract.ts';
import { openDatabase } from '../../../server/store/sqlite/database.ts';
import { type SqliteEngine, sqliteEngine } from '../../../server/store/sqlite/engine.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';

/** The log of updates and the books write on one connection: what one does must not become a part of the other. */

let dir: string;
let database: DatabaseSync;
let sql: SqliteEngine;
let log: UpdateLog;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'doithoai-log-'));
  database = openDatabase(dir);
  sql = sqliteEngine(database);
  log = createUpdateLog(database, { idle: sql.idle });
});
afterEach(() => {
  database.close();
  rmSync(dir, { recursive: true });
});

const batch = (...bytes: number[]) => ({ room: 'a/board', update: Uint8Array.from(bytes) });
const kept = async () => (await log.load('a/board')).map((update) => [...update]);

/** A transaction that waits for something else than a statement, and may be undone in the end. */
async function holdTransaction() {
  const { promise: held, resolve: release } = Promise.withResolvers<'keep' | 'undo'>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const over = sql.transaction(async () => {
    begin();
    if ((await held) === 'undo') throw new Error('undone');
  });
  await begun;
  return { release, over };
}

test('an append is not undone with a transaction that was under way', async () => {
  const { release, over } = await holdTransaction();
  let isStored = false;
  const stored = Promise.resolve(log.append([batch(1)])).then(() => {
    isStored = true;
  });
  await setImmediate();
  expect(isStored).toBe(false);
  release('undo');
  await expect(over).rejects.toThrow('undone');
  await stored;
  expect(await kept()).toEqual([[1]]);
});

test('appends of many rooms and replacements wait, in the order in which they came', async () => {
  const { release, over } = await holdTransaction();
  const written = [
    log.append([batch(1), { room: 'b/board', update: Uint8Array.of(9) }]),
    log.append([batch(2)]),
    log.replace?.('a/board', Uint8Array.of(1, 2)),
    log.append([batch(3)]),
  ];
  release('keep');
  await Promise.all([over, ...written]);
  expect(await kept()).toEqual([[1, 2], [3]]);
});

test('while no transaction is under way, an append is on disk when it returns', () => {
  expect(log.append([batch(1)])).toBeUndefined();
});

test('an append that fails does not hold up the next one', async () => {
  const { release, over } = await holdTransaction();
  const failing = Promise.resolve(log.append([{ room: 'a/board', update: Uint8Array.of(1) }]));
  const next = log.append([{ room: 'b/board', update: Uint8Array.of(2) }]);
  database.exec(
    `CREATE TEMP TRIGGER full BEFORE INSERT ON update_log WHEN NEW.body = x'01' BEGIN SELECT RAISE(ABORT, 'disk is full'); END`,
  );
  release('keep');
  await expect(failing).rejects.toThrow('disk is full');
  await Promise.all([over, next]);
  expect((await log.load('b/board')).length).toBe(1);
});
