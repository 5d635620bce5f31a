import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import { writeRecordFile } from '../../../shared/verify/record-file.ts';
import { command, dataFolder } from '../../e2e/server.ts';
import { fixtureFile } from '../../setup/fixture-open.ts';
import { type TestDatabase, testDatabase } from '../../setup/shared-postgres.ts';
import { type FilledHall, filledHall } from './fill.ts';
import { expectSame } from './same.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const files = dataFolder();
let hall: FilledHall;
let database: TestDatabase;
let admin: Client;

beforeAll(async () => {
  hall = await filledHall();
  database = await testDatabase();
  // Above row-level security: it looks on.
  admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  hall.remove();
  files.remove();
});

const env = () => ({ DATABASE_URL: database.url, DATA_DIR: join(files.dir, 'none') });
const run = (name: string, ...args: string[]) => command(name, args, env());

/** Runs `npm run move`, and kills it as soon as `isFar` holds; its exit code, null when it was killed. */
async function moveUntil(args: string[], isFar: () => Promise<boolean>): Promise<number | null> {
  const child = spawn(process.execPath, ['server/cli/move.ts', ...args], {
    cwd: root,
    env: { ...process.env, ...env() },
    stdio: 'ignore',
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  while (child.exitCode === null && child.signalCode === null && !(await isFar()));
  child.kill('SIGKILL');
  return ended;
}

/** Parts of a move that are noted in the database, or in a folder. */
async function partsInDatabase(): Promise<number> {
  const there = await admin.query("SELECT to_regclass('move_progress') AS name");
  if (there.rows[0]?.name === null) return 0;
  const { rows } = await admin.query('SELECT count(*) AS n FROM move_progress');
  return Number(rows[0]?.n);
}

function partsIn(folder: string): number {
  const path = join(folder, 'doithoai.sqlite');
  if (!existsSync(path)) return 0;
  const opened = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    return Number(opened.prepare('SELECT count(*) AS n FROM move_progress').get()?.n);
  } catch {
    // It is not made yet.
    return 0;
  } finally {
    opened.close();
  }
}

/** A record of a hall as its file. */
async function recordOf(dir: string): Promise<string> {
  const store = await openSqliteStore(dir, createUpdateLog);
  const lists = await Promise.all((await store.dialogues.list()).map(({ id }) => store.freezes.list(id)));
  const summaries = lists.flat().sort((a, b) => a.frozenAt.localeCompare(b.frozenAt));
  const stored = await store.freezes.read(summaries.at(-1)?.id ?? '');
  await store.close();
  if (!stored) throw new Error('no record');
  const path = join(files.dir, 'record.json');
  writeFileSync(path, writeRecordFile(stored, true));
  return path;
}

test('killed and run again, a hall goes into the database and back, and the commands find it there', async () => {
  const into = ['--commune', 'xa-a', '--data', hall.dir, '--hosts', 'xa-a.example.vn', '--name', 'Xã A'];
  for (const parts of [1, 30, 55])
    expect(await moveUntil(into, async () => (await partsInDatabase()) >= parts)).toBeNull();
  // Nobody is sent to a hall that is not whole.
  expect(run('commune', 'list').out).toBe('');
  const moved = run('move', ...into);
  expect(moved).toMatchObject({ code: 0, err: expect.stringContaining('papers are missing') });
  expect(moved.out).toMatch(/^Đang đọc/);
  expect(moved.out).toContain('Đã chuyển tiếp từ chỗ dở dang');
  expect(moved.out).toMatch(/51 bảng \(\d+ dòng\), 18 tài liệu, 1 phiếu giấy/);
  expect(run('commune', 'list').out).toBe('xa-a\tXã A\txa-a.example.vn');
  expect(run('move', ...into).out).toContain('Dữ liệu đã ở đó từ trước');

  const back = mkdtempSync(join(files.dir, 'back-'));
  const out = ['--commune', 'xa-a', '--data', back, '--back'];
  for (const parts of [2, 40]) expect(await moveUntil(out, async () => partsIn(back) >= parts)).toBeNull();
  expect(run('link', '--commune', 'xa-b', '--list')).toMatchObject({ code: 1 });
  expect(run('move', ...out)).toMatchObject({ code: 0 });
  expectSame(hall.dir, back);

  const remove = (id: string) => run('move', '--commune', 'xa-a', '--data', back, '--remove', id);
  expect(remove('xa-b')).toMatchObject({ code: 2, err: expect.stringContaining('--remove') });
  expect(run('commune', 'list').out).toContain('xa-a');
  expect(remove('xa-a')).toMatchObject({ code: 0, out: expect.stringContaining('Đã xóa dữ liệu') });
  expect(run('commune', 'list').out).toBe('');
  expectSame(hall.dir, back);
  const discard = () => run('move', '--commune', 'xa-a', '--discard', 'xa-a');
  expect(discard()).toMatchObject({ code: 1, err: expect.stringContaining('nothing was removed') });
  expect(await moveUntil(into, async () => (await partsInDatabase()) >= 20)).toBeNull();
  expect(discard()).toMatchObject({ code: 0 });
  expect(await partsInDatabase()).toBe(0);
});

test('the other commands find a commune in the database, or say what is done instead', async () => {
  const moved = run('move', '--commune', 'xa-c', '--data', hall.dir, '--hosts', 'xa-c.example.vn');
  expect(moved).toMatchObject({ code: 0 });
  const record = await recordOf(hall.dir);
  expect(run('verify', record, '--commune', 'xa-c')).toMatchObject({ code: 0 });
  const link = run('link', '--commune', 'xa-c', '--role', 'organizer').out;
  expect(link).toMatch(/^https:\/\/xa-c\.example\.vn\/join#[\w-]{43}$/);

  // A session of one commune goes into another one of the same database.
  expect(run('commune', 'add', '--id', 'xa-d', '--hosts', 'xa-d.example.vn')).toMatchObject({ code: 0 });
  expect(run('link', '--list').err).toMatch(/--commune .*xa-c, xa-d/);
  const session = join(files.dir, 'session.json');
  writeFileSync(session, fixtureFile('schema-21', 'session.json') ?? '');
  expect(run('import', session, '--commune', 'xa-d').out).toMatch(/^Đã nhập/);
  expect(run('verify', record, '--commune', 'xa-d')).toMatchObject({ code: 3 });

  for (const args of [
    ['backup', join(files.dir, 'x.tar')],
    ['restore', join(files.dir, 'x.tar')],
    ['doctor'],
  ]) {
    const [name = '', ...rest] = args;
    expect(run(name, ...rest)).toMatchObject({ code: 2, err: expect.stringContaining('pg_dump') });
  }
  expect(run('doctor', '--data', hall.dir).out).toContain('[ ok ]');
});
