import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../server/store/sqlite/database.ts';
import { createUpdateLog } from '../../server/store/sqlite/update-log.ts';
import { startRelay, type TestRelay } from '../server/relay/test-relay.ts';
import { eventually } from './stand.ts';
import { Writer } from './writer.ts';

/* Every commit takes 300 ms, as on a worn-out card: the hall types on, acknowledgements come late and true. */
const commitDelay = 300;
let base: string;
let relay: TestRelay;
let close: () => void;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'doithoai-slow-'));
  const database = openDatabase(base);
  const log = createUpdateLog(database, { commitDelay });
  relay = await startRelay({ log });
  close = () => database.close();
});
afterAll(async () => {
  await relay.close();
  close();
  rmSync(base, { recursive: true, force: true });
});

test('a slow disk holds up nobody who types, and only what it has written is called stored', async () => {
  const [one, other] = [new Writer(`${relay.url}/room`, '', 'a'), new Writer(`${relay.url}/room`, '', 'b')];
  await eventually(() => one.isOpen && other.isOpen, 'connected');
  // The first commits move the log to its own thread.
  one.type();
  await one.saved();
  const begin = performance.now();
  let longest = 0;
  let last = begin;
  let words = 0;
  await new Promise<void>((resolve) => {
    const typing = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
      one.type();
      other.type();
      words += 2;
      if (performance.now() - begin < 3000) return;
      clearInterval(typing);
      resolve();
    }, 10);
  });
  // Never more is called stored than a second connection to the disk can read.
  const reader = openDatabase(base);
  const stored = [...one.acknowledged];
  const rows = reader.prepare('SELECT body FROM update_log ORDER BY id').all();
  const text = Buffer.concat(rows.map(({ body }) => body as Uint8Array)).toString('latin1');
  for (const word of stored) expect(text).toContain(`${word} `);
  reader.close();
  await Promise.all([one.saved(), other.saved()]);
  expect(rows.length).toBeLessThan(words / 4);
  await eventually(() => one.doc.getText('b').toString() === other.text, 'each has what the other typed');
  // A commit of 300 ms in the event loop would stop the relay's other work for as long.
  process.stdout.write(
    `slow disk: ${words} words, ${rows.length} commits of ${commitDelay} ms, longest pause of the loop ${Math.round(longest)} ms\n`,
  );
  one.close();
  other.close();
});
