import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { joinAs } from '../e2e/peer.ts';
import { command, startServer } from '../e2e/server.ts';
import { commandMeanwhile, eventually, Stand, storedDocuments } from './stand.ts';

let base: string;
let stand: Stand;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'doithoai-load-'));
  stand = await Stand.open({ dataDir: join(base, 'data'), args: ['--demo'] });
});
afterAll(async () => {
  await stand.server.stop();
  rmSync(base, { recursive: true, force: true });
});

/** The stored documents as states that can be compared. */
function statesOf(dataDir: string): Map<string, string> {
  const documents = [...storedDocuments(dataDir)];
  return new Map(
    documents.map(([room, doc]) => [room, Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64')]),
  );
}

test('a backup made while four devices type holds all that was acknowledged before, and restores whole', async () => {
  // What does not change meanwhile: a frozen dialogue with its record, papers.
  const dialogues: { id: string; state: string }[] = await (await stand.call('GET', '/dialogues')).json();
  const frozen = dialogues.find(({ id }) => id !== stand.dialogueId)?.id ?? '';
  const record = await (await stand.call('POST', `/dialogues/${frozen}/freezes`)).json();
  const papers = [];
  for (let mark = 1; mark <= 3; mark++) papers.push(await stand.sendPaper(mark));
  expect(papers.map(({ status }) => status)).toEqual([200, 200, 200]);

  const kinds = ['minutes', 'board', 'register', 'minutes'] as const;
  const writers = kinds.map((kind, at) => stand.writer(`w${at}`, kind));
  const typing = setInterval(() => {
    for (const writer of writers) writer.type();
  }, 5);
  await eventually(() => writers.every(({ acknowledged }) => acknowledged.size > 50), 'all have typed');
  const file = join(base, 'backup.tar');
  const before = writers.map(({ acknowledged }) => [...acknowledged]);
  const made = await commandMeanwhile('backup', [file], { DATA_DIR: stand.dataDir });
  const after = writers.map(({ acknowledged }) => acknowledged.size);
  clearInterval(typing);
  expect(made.out).toContain('3 papers');
  expect(made.code).toBe(0);
  // They typed on while it was made.
  for (const [at, count] of after.entries()) expect(count).toBeGreaterThan(before[at]?.length ?? 0);
  for (const writer of writers) await writer.saved();
  const texts = writers.map(({ text }) => text);
  for (const writer of writers) writer.close();

  const target = join(base, 'restored');
  const restored = command('restore', [file], { DATA_DIR: target });
  expect(restored.code, restored.err).toBe(0);
  const documents = storedDocuments(target);
  for (const [at, words] of before.entries()) {
    const found = documents.get(`${stand.dialogueId}/${kinds[at]}`)?.getText(`w${at}`).toString();
    for (const word of words) expect(found).toContain(`${word} `);
    expect(texts[at]?.startsWith(found ?? '-')).toBe(true);
  }
  // Rooms that nobody wrote in are the same to the byte.
  const now = statesOf(stand.dataDir);
  const then = statesOf(target);
  const busy = kinds.map((kind) => `${stand.dialogueId}/${kind}`);
  // The server writes these itself, when it gets to it.
  const isDerived = (room: string) => /\/(activity|screen)$/.test(room);
  const quiet = [...now.keys()].filter((room) => !busy.includes(room) && !isDerived(room));
  expect(quiet.length).toBeGreaterThanOrEqual(8);
  for (const room of quiet) expect(then.get(room)).toBe(now.get(room));

  // The restored hall opens with the same session, serves the papers, and its record verifies.
  const hall = await startServer({ dataDir: target });
  const ask = (path: string) => fetch(`${hall.url}/api${path}`, { headers: { cookie: stand.cookie } });
  for (const { hash } of papers) {
    const path = `/dialogues/${stand.dialogueId}/papers/${hash}`;
    const [mine, theirs] = await Promise.all([ask(path), stand.call('GET', path)]);
    expect(mine.status).toBe(200);
    expect(Buffer.from(await mine.arrayBuffer()).equals(Buffer.from(await theirs.arrayBuffer()))).toBe(true);
  }
  writeFileSync(join(base, 'record.json'), await (await ask(`/freezes/${record.id}/record.json`)).text());
  const verified = command('verify', [join(base, 'record.json')], { DATA_DIR: target });
  expect(verified.out).toContain(record.hash);
  expect(verified.code).toBe(0);
  const anew = await joinAs(hall.organizerLink, 'Người mới');
  expect(anew).not.toBe('');
  await hall.stop();
});
