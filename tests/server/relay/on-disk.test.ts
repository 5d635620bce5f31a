import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../server/store/sqlite/database.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import { startRelay, until } from './test-relay.ts';
import { join, textOf, writingTo } from './visit.ts';

const root = joinPath(import.meta.dirname, '../../..');
let dir: string;
const cleanups: (() => void | Promise<void>)[] = [];
beforeEach(() => {
  dir = mkdtempSync(joinPath(tmpdir(), 'relay-'));
  cleanups.push(() => rmSync(dir, { recursive: true, force: true }));
});
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

function openLog(commitDelay = 0): { database: DatabaseSync; log: ReturnType<typeof createUpdateLog> } {
  const database = openDatabase(dir);
  const log = createUpdateLog(database, { commitDelay });
  cleanups.push(async () => {
    await log.close?.();
    database.close();
  });
  return { database, log };
}

describe('compaction', () => {
  test.each([
    ['keeps what was deleted while a freeze may need it', true],
    ['drops what was deleted where nothing needs it', false],
  ])('%s; the text stays, in one row', async (_what, keepsHistory) => {
    const { database, log } = openLog();
    let now = 0;
    const running = await startRelay({
      log,
      clock: () => now,
      limits: { compactFrom: 10, sweepEvery: 5, idleRoomFor: 1000 },
      keepsHistory: () => keepsHistory,
    });
    cleanups.push(() => running.close());
    const writer = await join(`${running.url}/r`);
    const text = writingTo(writer);
    for (let i = 0; i < 20; i++) {
      text.insert(0, 'x');
      await until(() => writer.saved.at(-1) === i + 1, 'saved');
    }
    text.insert(0, 'bị xóa');
    text.delete(0, 6);
    await until(() => writer.saved.at(-1) === 22, 'saved');
    await writer.close();
    const rows = (): number => Number(database.prepare('SELECT count(*) AS n FROM update_log').get()?.n);
    expect(rows()).toBeGreaterThan(10);
    await until(async () => {
      now += 2000;
      return rows() === 1;
    }, 'compacted');
    const stored = await log.load('r');
    expect(textOf(...stored)).toBe('x'.repeat(20));
    expect(Buffer.concat(stored).includes('bị xóa')).toBe(keepsHistory);
    const late = await join(`${running.url}/r`);
    late.ask();
    await until(() => late.answers.length === 1, 'answered');
    expect(textOf(...late.answers)).toBe('x'.repeat(20));
  });
});

describe('a slow disk', () => {
  test('does not hold up joins, presence and pings: they go while a commit is under way', async () => {
    const { log } = openLog(700);
    const running = await startRelay({ log });
    cleanups.push(() => running.close());
    const writer = await join(`${running.url}/busy`);
    const text = writingTo(writer);
    text.insert(0, 'a');
    await until(() => writer.saved.at(-1) === 1, 'the first commit shows that the disk is slow');
    const [speaker, listener] = [await join(`${running.url}/quiet`), await join(`${running.url}/quiet`)];
    text.insert(0, 'b');
    speaker.presence(7, 1, { here: true });
    listener.ws.ping();
    let ponged = false;
    listener.ws.on('pong', () => {
      ponged = true;
    });
    const joiner = await join(`${running.url}/other`);
    joiner.ask();
    await until(() => joiner.answers.length === 1 && listener.presences.length === 1 && ponged, 'all done');
    expect(writer.saved.at(-1)).toBe(1);
    await until(() => writer.saved.at(-1) === 2, 'and then it is saved');
  });
});

describe('npm run relay', () => {
  /** Starts the relay alone and returns its address. */
  async function run(...more: string[]): Promise<{ url: string; child: ChildProcess }> {
    const child = spawn(process.execPath, [joinPath(root, 'server/cli/relay.ts'), '--port', '0', ...more], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    cleanups.push(() => void child.kill('SIGKILL'));
    let out = '';
    child.stdout?.on('data', (data: Buffer) => {
      out += data;
    });
    await until(() => out.includes('\n'), 'it says its address', 30_000);
    return { url: out.trim(), child };
  }

  test('serves any room by its path, and after kill -9 all that was saved is there', async () => {
    const first = await run('--data', dir);
    const writer = await join(`${first.url}/cuộc%20họp`);
    const text = writingTo(writer);
    for (let i = 0; i < 100; i++) text.insert(i, String(i % 10));
    await until(() => (writer.saved.at(-1) ?? 0) > 0, 'some are saved');
    first.child.kill('SIGKILL');
    await until(() => writer.closed, 'it is dead');
    const saved = writer.saved.at(-1) ?? 0;
    const second = await run('--data', dir);
    const reader = await join(`${second.url}/cuộc%20họp`);
    reader.ask();
    await until(() => reader.answers.length === 1, 'answered');
    expect(textOf(...reader.answers).length).toBeGreaterThanOrEqual(saved);
    expect(text.toString().startsWith(textOf(...reader.answers))).toBe(true);
  });

  test('listens on loopback only, and shows its metrics there', async () => {
    const { url } = await run();
    const http = url.replace('ws:', 'http:');
    const metrics = await (await fetch(`${http}/metrics`)).text();
    for (const name of [
      'relay_connections',
      'relay_rooms',
      'relay_batch_updates_count',
      'relay_commit_seconds_bucket',
      'relay_event_loop_delay_seconds',
      'relay_received_bytes_total',
      'relay_sent_bytes_total',
      'relay_refusals_total',
    ]) {
      expect(metrics).toContain(name);
    }
    const outside = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    const address = outside.find(({ internal, family }) => !internal && family === 'IPv4')?.address;
    // A machine without a network has no outside to try from.
    if (address !== undefined) {
      await expect(fetch(`http://${address}:${new URL(url).port}/metrics`)).rejects.toThrow();
    }
  });

  test('refuses a second relay on the same data, with a sentence', async () => {
    await run('--data', dir);
    const child = spawn(
      process.execPath,
      [joinPath(root, 'server/cli/relay.ts'), '--port', '0', '--data', dir],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let said = '';
    child.stderr?.on('data', (data: Buffer) => {
      said += data;
    });
    await until(() => child.exitCode !== null, 'it ends', 30_000);
    expect(child.exitCode).toBe(2);
    expect(said).toContain('another process works on');
  });
});
