import { createHash } from 'node:crypto';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { command, refusedStart, startServer } from '../e2e/server.ts';
import { Random } from '../server/relay/random.ts';
import { eventually, Stand, storedDocuments } from './stand.ts';
import { Writer } from './writer.ts';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const random = new Random(seed);
const kinds = ['minutes', 'board', 'register'] as const;
let base: string;
let stand: Stand;
let recordId: string;
let papers: { hash: string }[];
/** What each writer typed, in its room, and the document that its device holds. */
const typed = new Map<string, string>();
const devices = new Map<string, Y.Doc>();

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'doithoai-corrupt-'));
  stand = await Stand.open({ dataDir: join(base, 'data'), args: ['--demo'] });
  const dialogues: { id: string }[] = await (await stand.call('GET', '/dialogues')).json();
  const demo = dialogues.find(({ id }) => id !== stand.dialogueId)?.id ?? '';
  recordId = (await (await stand.call('POST', `/dialogues/${demo}/freezes`)).json()).id;
  papers = [await stand.sendPaper(1), await stand.sendPaper(2)];
  const writers = kinds.map((kind) => stand.writer(kind, kind));
  await eventually(() => writers.every(({ isOpen }) => isOpen), 'connected');
  // Rows of many updates, some pages of them.
  for (let n = 0; n < 300; n++) {
    for (const writer of writers) writer.type();
    if (n % 10 === 0) for (const writer of writers) await writer.saved();
  }
  for (const writer of writers) {
    await writer.saved();
    const room = `${stand.dialogueId}/${writer.text.split('-')[0]}`;
    typed.set(room, writer.text);
    devices.set(room, writer.doc);
    writer.close();
  }
  await stand.server.stop();
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Pages of a table that hold rows, by SQLite's own account. */
function leavesOf(path: string, table: string): number[] {
  const database = new DatabaseSync(path);
  const rows = database
    .prepare("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno")
    .all(table);
  database.close();
  return rows.map(({ pageno }) => Number(pageno));
}

/** A copy of the data folder, whose database is changed. */
function damaged(name: string, change: (path: string) => void): string {
  const dir = join(base, name);
  cpSync(join(base, 'data'), dir, { recursive: true });
  change(join(dir, 'doithoai.sqlite'));
  return dir;
}

function overwrite(path: string, at: number, bytes: Uint8Array): void {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, at);
  closeSync(file);
}

const noise = (length: number) => Uint8Array.from({ length }, () => random.below(256));

/** How many of a text's words another one holds. */
function share(text: string, kept: string): number {
  const words = text.trim().split(' ');
  const found = new Set(kept.split(' '));
  return words.filter((word) => found.has(word)).length / words.length;
}

test('a whole store is found whole, by a stopped and by a running server', async () => {
  const found = command('doctor', [], { DATA_DIR: join(base, 'data') });
  expect(found.out).not.toContain('[ !! ]');
  // No backup was made yet: something to see to.
  expect(found.out).toContain('chưa có bản nào');
  expect(found.code).toBe(3);
  const server = await startServer({ dataDir: join(base, 'data') });
  expect(command('doctor', [], { DATA_DIR: join(base, 'data') }).code).toBe(3);
  expect(command('backup', [join(base, 'whole.tar')], { DATA_DIR: join(base, 'data') }).code).toBe(0);
  const saving = command('doctor', ['--save', join(base, 'no')], { DATA_DIR: join(base, 'data') });
  expect(saving.err).toContain('Hãy dừng máy chủ');
  await server.stop();
  const again = command('doctor', [], { DATA_DIR: join(base, 'data') });
  expect(again.code, again.out).toBe(0);
});

test('pages of the middle: the server refuses in words, the doctor saves the rest', async () => {
  let pages: number[] = [];
  const dir = damaged('pages', (path) => {
    const leaves = leavesOf(path, 'update_log');
    expect(leaves.length).toBeGreaterThan(8);
    // The later half: what was typed, behind the demonstration.
    const later = leaves.slice(leaves.length / 2, -2);
    pages = [random.pick(later), random.pick(later)];
    for (const page of pages) overwrite(path, (page - 1) * 4096, noise(1500));
  });
  const path = join(dir, 'doithoai.sqlite');
  const before = hashOf(path);
  const { code, said } = await refusedStart({ dataDir: dir });
  expect(code, `seed ${seed}`).toBe(1);
  expect(said).toContain('bị hỏng. Máy chủ không chạy');
  // At least one of the rooms that were typed in lacks a middle, and is named; those of the demonstration are not.
  expect(said).toMatch(new RegExp(`- ${stand.dialogueId}/(minutes|board|register)`));
  expect(said).not.toContain('- doithoaiquy2nam2023/minutes');
  expect(said).toContain('npm run doctor -- --save');
  expect(said).toContain(`npm run restore -- ${join(base, 'whole.tar')}`);
  expect(said).not.toMatch(/\n\s+at /);
  expect(command('doctor', [], { DATA_DIR: dir }).code).toBe(1);
  expect(command('backup', [join(base, 'x.tar')], { DATA_DIR: dir }).err).toContain('bị hỏng');
  expect(hashOf(path)).toBe(before);

  const target = join(base, 'saved');
  const saved = command('doctor', ['--save', target], { DATA_DIR: dir });
  expect(saved.out, saved.err).toMatch(/update_log: \d+ \(mất \/ lost: \d+ dòng\/rows, [12] trang/);
  expect(saved.code, `seed ${seed}: ${saved.out}`).not.toBe(1);
  expect(hashOf(path)).toBe(before);

  // Rooms whose rows were elsewhere are the same; what was typed is there but for the rows of those pages.
  const now = storedDocuments(target);
  const then = storedDocuments(join(base, 'data'));
  expect([...now.keys()]).toEqual([...then.keys()]);
  const same = [...then].filter(([room, doc]) => {
    const other = now.get(room);
    return other && Buffer.from(Y.encodeStateAsUpdate(other)).equals(Buffer.from(Y.encodeStateAsUpdate(doc)));
  });
  expect(same.length, `seed ${seed}`).toBeGreaterThanOrEqual(then.size - 6);
  for (const [room, text] of typed) {
    // What builds on a lost row cannot be placed any more, but read.
    const kept = now.get(room)?.getText(room.split('/')[1]).toString() ?? '';
    const loose = join(target, 'rescued-text', `${room.replace('/', '-')}.txt`);
    const all = share(text, `${kept} ${existsSync(loose) ? readFileSync(loose, 'utf8') : ''}`);
    const told = `placed ${share(text, kept).toFixed(2)}, with what can be read ${all.toFixed(2)}`;
    process.stdout.write(`pages ${pages}, ${room.split('/')[1]}: ${told}\n`);
    expect(all, `seed ${seed}`).toBeGreaterThan(0.5);
  }

  // The saved hall runs, serves the papers, and its record verifies.
  const server = await startServer({ dataDir: target });
  const ask = (where: string) => fetch(`${server.url}/api${where}`, { headers: { cookie: stand.cookie } });
  for (const { hash } of papers)
    expect((await ask(`/dialogues/${stand.dialogueId}/papers/${hash}`)).status).toBe(200);
  writeFileSync(join(base, 'record.json'), await (await ask(`/freezes/${recordId}/record.json`)).text());
  expect(command('verify', [join(base, 'record.json')], { DATA_DIR: target }).code).toBe(0);

  // A device that had a document open brings back all that it has, by itself.
  for (const [room, text] of typed) {
    const kind = room.split('/')[1] ?? '';
    const address = `${server.url.replace('http', 'ws')}/sync/${room}`;
    const device = new Writer(address, stand.cookie, kind, devices.get(room));
    await eventually(() => device.isOpen, 'connected');
    device.type();
    await device.saved();
    expect(device.text.startsWith(text)).toBe(true);
    device.close();
  }
  await server.stop();
  const healed = storedDocuments(target);
  for (const [room, text] of typed)
    expect(healed.get(room)?.getText(room.split('/')[1]).toString().startsWith(text)).toBe(true);
});

test('bytes within an update, which SQLite does not see, are found by name', async () => {
  const room = `${stand.dialogueId}/board`;
  const dir = damaged('update', (path) => {
    const database = new DatabaseSync(path);
    database
      .prepare(
        `UPDATE update_log SET body = CAST(x'01' || randomblob(30) AS BLOB) WHERE id =
         (SELECT max(id) FROM update_log WHERE room = (SELECT id FROM update_room WHERE name = ?))`,
      )
      .run(room);
    database.close();
  });
  const found = command('doctor', [], { DATA_DIR: dir });
  expect(found.code).toBe(1);
  expect(found.out).toMatch(new RegExp(`Tài liệu: .*\n.*\n +- ${room}\n`));
  const target = join(base, 'saved-update');
  const saved = command('doctor', ['--save', target], { DATA_DIR: dir });
  expect(saved.code, saved.out).not.toBe(1);
  const kept = storedDocuments(target).get(room)?.getText('board').toString() ?? '';
  expect(share(typed.get(room) ?? '', kept)).toBeGreaterThan(0.9);
});

test('a page high in a tree costs no rows below it', () => {
  const dir = damaged('root', (path) => {
    const database = new DatabaseSync(path);
    const root = database
      .prepare("SELECT rootpage AS page FROM sqlite_schema WHERE name = 'update_log'")
      .get();
    database.close();
    overwrite(path, (Number(root?.page) - 1) * 4096, noise(4096));
  });
  const target = join(base, 'saved-root');
  const saved = command('doctor', ['--save', target], { DATA_DIR: dir });
  expect(saved.code, saved.out).not.toBe(1);
  const now = storedDocuments(target);
  for (const [room, text] of typed) expect(now.get(room)?.getText(room.split('/')[1]).toString()).toBe(text);
});

test('other damages: a record, a number, a paper, a file that is no database', async () => {
  const dir = damaged('changed', (path) => {
    const database = new DatabaseSync(path);
    database.exec(`DROP TRIGGER freeze_fixed; DROP TRIGGER petition_number_fixed;
      UPDATE freeze SET canonical = replace(canonical, '2023', '2024');
      UPDATE petition_number SET number = 900 WHERE number = 3;`);
    database.close();
  });
  const hash = papers[0]?.hash ?? '';
  writeFileSync(join(dir, 'papers', hash.slice(0, 2), hash), 'something else');
  const found = command('doctor', [], { DATA_DIR: dir });
  expect(found.code).toBe(1);
  expect(found.out).toContain(`- ${recordId}`);
  expect(found.out).toContain('Số kiến nghị: có buổi bị trùng hoặc thiếu số');
  expect(found.out).toContain('Phiếu giấy: 1/2 tệp đúng');
  const none = damaged('none', (path) => writeFileSync(path, noise(9000)));
  const { code, said } = await refusedStart({ dataDir: none });
  expect(code).toBe(1);
  expect(said).toContain('bị hỏng. Máy chủ không chạy');
  expect(command('doctor', ['--save', join(base, 'nothing')], { DATA_DIR: none }).code).toBe(1);
});
