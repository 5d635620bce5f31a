import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BackupError } from '../../../server/backup/error.ts';
import type { startBackup } from '../../../server/backup/job.ts';
import { createBackupKeeper, type KeeperOptions } from '../../../server/backup/keeper.ts';
import { keptName } from '../../../server/backup/kept.ts';
import { readBackup } from '../../../server/backup/read.ts';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import { RecordingLogger } from '../relay/test-relay.ts';

const hour = 3_600_000;
let base: string;
let folder: string;
let now: number;
let quietFor: number;
let failsWith: BackupError | null;
let logger: RecordingLogger;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'doithoai-keeper-'));
  folder = join(base, 'backups');
  mkdirSync(folder);
  now = Date.parse('2026-11-26T02:00:00Z');
  quietFor = Number.POSITIVE_INFINITY;
  failsWith = null;
  logger = new RecordingLogger();
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

/** Makes an empty file where a backup would be, or fails. */
const pretend: typeof startBackup = ({ file }) => {
  const make = async () => {
    if (failsWith) throw failsWith;
    writeFileSync(file, '');
    return { file, bytes: 5, madeAt: '', papers: 0, missingPapers: [] };
  };
  return { done: make(), stop: () => undefined };
};

function keeper(options: Partial<KeeperOptions> = {}) {
  return createBackupKeeper({
    dataDir: base,
    folder,
    keep: 3,
    reserve: 0,
    quietFor: () => quietFor,
    logger,
    now: () => new Date(now),
    start: pretend,
    ...options,
  });
}

const kept = () => readdirSync(folder).sort();

test('one a day while nobody types, the newest few kept, other files left alone', async () => {
  writeFileSync(join(folder, 'notes.txt'), '');
  const daily = keeper();
  await daily.look();
  expect(kept()).toEqual(['doithoai-2026-11-26T02-00-00Z.tar', 'notes.txt']);
  now += 23 * hour;
  await daily.look();
  expect(kept()).toHaveLength(2);
  now += 2 * hour;
  quietFor = 1000;
  await daily.look();
  expect(kept()).toHaveLength(2);
  quietFor = 10 * 60_000;
  await daily.look();
  expect(kept()).toHaveLength(3);
  for (let day = 0; day < 4; day++) {
    now += 25 * hour;
    await daily.look();
  }
  expect(kept()).toHaveLength(4);
  expect(kept()[0]).toBe('doithoai-2026-11-29T05-00-00Z.tar');
  await daily.close();
});

test('a hall that is never quiet gets its backup after a day and a half', async () => {
  const daily = keeper();
  await daily.look();
  quietFor = 0;
  now += 30 * hour;
  await daily.look();
  expect(kept()).toHaveLength(1);
  now += 7 * hour;
  await daily.look();
  expect(kept()).toHaveLength(2);
  await daily.close();
});

test('why one failed is remembered, logged and told, it is tried again an hour later, and no earlier one is lost', async () => {
  const daily = keeper();
  await daily.look();
  failsWith = new BackupError('noRoom', '/mnt/usb');
  now += 25 * hour;
  await daily.look();
  const { failure, last } = await daily.status();
  expect(failure).toEqual({ at: new Date(now).toISOString(), code: 'noRoom' });
  expect(last?.at).toBe('2026-11-26T02:00:00.000Z');
  expect(logger.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  // Another keeper (after a restart) knows it too.
  expect((await keeper().status()).failure?.code).toBe('noRoom');
  failsWith = null;
  now += hour / 2;
  await daily.look();
  expect(kept()).toHaveLength(1);
  now += hour;
  await daily.look();
  expect(kept()).toHaveLength(2);
  expect((await daily.status()).failure).toBeNull();
  await daily.close();
});

test('a failure is told although the full disk does not take a note of it', async () => {
  failsWith = new BackupError('noRoom');
  const daily = keeper({ dataDir: join(base, 'gone') });
  await expect(daily.run()).rejects.toMatchObject({ code: 'noRoom' });
  expect((await daily.status()).failure?.code).toBe('noRoom');
  await daily.close();
});

test('a clock that was two days ahead does not stop the backups', async () => {
  writeFileSync(join(folder, keptName(new Date(now + 48 * hour), false)), '');
  const daily = keeper();
  await daily.look();
  expect(kept()).toHaveLength(2);
  await daily.close();
});

test('asked for twice within a second, the one that is there counts and nothing fails', async () => {
  let started = 0;
  const twice = keeper({
    start(order) {
      started += 1;
      return pretend(order);
    },
  });
  await twice.run();
  await twice.run();
  expect(started).toBe(1);
  expect(kept()).toHaveLength(1);
  expect((await twice.status()).failure).toBeNull();
});

test('switched off, none is made', async () => {
  const none = keeper({ keep: 0 });
  await none.look();
  await expect(none.run()).rejects.toBeInstanceOf(BackupError);
  expect(kept()).toEqual([]);
  expect((await none.status()).folder).toBeNull();
  await none.close();
});

test('the real process makes a whole backup, and one that is stopped leaves nothing that looks like one', async () => {
  const dataDir = join(base, 'data');
  await (await openSqliteStore(dataDir, createUpdateLog)).close();
  now = Date.now();
  const daily = keeper({ dataDir, start: undefined });
  await daily.run();
  const [first = ''] = kept();
  await readBackup(join(folder, first), { passphrase: async () => null });
  now += hour;
  const second = daily.run();
  await Promise.all([daily.close(), expect(second).rejects.toMatchObject({ code: 'stopped' })]);
  expect(kept().filter((name) => name.startsWith('doithoai'))).toEqual([first]);
  now += hour;
  const next = keeper({ dataDir, start: undefined });
  await next.run();
  await next.close();
  expect(kept()).toHaveLength(2);
  expect(readdirSync(dataDir).filter((name) => name.startsWith('backup-work'))).toEqual([]);
});
