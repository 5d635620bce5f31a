import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Random } from '../server/relay/random.ts';
import { eventually, Stand, storedDocuments } from './stand.ts';

/* The server is killed as a power cut does, again and again, while people type: nothing acknowledged is ever gone. */
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const random = new Random(seed);
const kinds = ['minutes', 'board', 'register'] as const;
const rounds = 6;
let base: string;
let stand: Stand;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'doithoai-kill-'));
  stand = await Stand.open({ dataDir: join(base, 'data') });
});
afterAll(async () => {
  await stand.server.stop();
  rmSync(base, { recursive: true, force: true });
});

test('killed while three devices type, again and again', async () => {
  const writers = kinds.map((kind) => stand.writer(kind, kind));
  const typing = setInterval(() => {
    for (const writer of writers) writer.type();
  }, 4);
  let kept = 0;
  for (let round = 0; round < rounds; round++) {
    const enough = 20 + random.below(100);
    const before = writers.map(({ acknowledged }) => acknowledged.size);
    await eventually(
      () => writers.every(({ acknowledged }, at) => acknowledged.size >= (before[at] ?? 0) + enough),
      'all type',
    );
    await stand.server.kill();
    const promised = writers.map(({ acknowledged }) => [...acknowledged]);
    const documents = storedDocuments(stand.dataDir);
    for (const [at, kind] of kinds.entries()) {
      const text = documents.get(`${stand.dialogueId}/${kind}`)?.getText(kind).toString() ?? '';
      const words = new Set(text.split(' '));
      const lost = (promised[at] ?? []).filter((word) => !words.has(word));
      expect(lost, `seed ${seed}, round ${round}, ${kind}`).toEqual([]);
      kept += promised[at]?.length ?? 0;
    }
    // Killed right after, or in the middle of, the start too.
    if (round === 2) {
      await stand.startAgain();
      await stand.server.kill();
    }
    await stand.startAgain();
  }
  clearInterval(typing);
  for (const writer of writers) await writer.saved();
  const texts = writers.map(({ text }) => text);
  for (const writer of writers) writer.close();
  process.stdout.write(`kill -9: ${rounds} times, ${kept} acknowledged words looked for (seed ${seed})\n`);
  await stand.server.stop();
  const documents = storedDocuments(stand.dataDir);
  for (const [at, kind] of kinds.entries())
    expect(documents.get(`${stand.dialogueId}/${kind}`)?.getText(kind).toString()).toBe(texts[at]);
  // No damage, no half of anything.
  const found = stand.command('doctor', []);
  expect(found.out).not.toContain('[ !! ]');
  await stand.startAgain();
});

test('killed while a backup is made: no file looks like one, and the next one is whole', async () => {
  const file = join(base, 'a.tar');
  const call = stand.call('POST', '/operation/backups').catch(() => null);
  await stand.server.kill();
  await call;
  await stand.startAgain();
  const made = stand.command('backup', [file]);
  expect(made.code, made.err).toBe(0);
  expect(stand.command('backup', ['--check', file]).code).toBe(0);
  const { backup } = await (await stand.call('POST', '/operation/backups')).json();
  expect(backup.failure).toBeNull();
  expect(stand.command('backup', ['--check', backup.last.file]).code).toBe(0);
});
