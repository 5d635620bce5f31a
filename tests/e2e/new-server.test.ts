import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { roomName } from '../../shared/dialogue.ts';
import { allPetitions, raisePetition } from '../../shared/docs/board.ts';
import { addPaper } from '../../shared/docs/papers.ts';
import { addAttendee, allAttendees } from '../../shared/docs/register.ts';
import { allSpeakers, queueSpeaker } from '../../shared/docs/speakers.ts';
import { plainJpeg } from '../shared/papers/sample-files.ts';
import { enter, type Visitor, visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';
import { joinAs, openPeer, type Peer, until } from './peer.ts';
import { command, dataFolder, type ServerProcess, startServer } from './server.ts';

/*
 * The server's laptop dies with its disk. A new server is made of what the devices kept: at the same address, where they
 * bring it back themselves, and at another one, from their files. Nothing that was acknowledged is missing.
 */
let hall: TestHall;
let organizer: Visitor;
let first: Visitor;
let second: Visitor;
const folders = [dataFolder(), dataFolder()] as const;
const servers: ServerProcess[] = [];
const hash = createHash('sha256').update(plainJpeg).digest('hex');
const at = (minute: number) => `2026-11-26T01:${String(minute).padStart(2, '0')}:00.000Z`;
/** Raised later, numbered first: the order in which the old server heard of them. */
const petitions = { petition0002: 'KN-01', petition0001: 'KN-02' };

beforeAll(async () => {
  hall = await openHall();
  organizer = await hall.enter('organizer', 'Lê Văn Phòng');
  first = await hall.enter('recorder', 'Phạm Thư Ký');
  second = await hall.enter('recorder', 'Trần Ghi Chép');
});
afterAll(async () => {
  await hall?.close();
  await Promise.all(servers.map((server) => server.kill()));
  for (const folder of folders) folder.remove();
});

const minutes = (page: Page) => page.locator('.ProseMirror');
const status = (page: Page) => page.getByRole('region', { name: 'Tình trạng lưu' });
const saysSaved = (page: Page) =>
  expect.poll(() => status(page).textContent(), { timeout: 20_000 }).toContain('Đã lưu tại hội trường');

async function type(page: Page, text: string): Promise<void> {
  await minutes(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type(text);
}

async function toExchange(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Máy', exact: true }).click();
  await page.getByRole('link', { name: 'Trao đổi giữa hai máy' }).click();
  await page.getByRole('heading', { name: 'Trao đổi giữa hai máy' }).waitFor();
}

async function wholeFile(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  await page.getByRole('radio', { name: 'Toàn bộ buổi này' }).check();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Ghi ra tệp' }).click();
  const file = await download;
  const buffer = await readFile(await file.path());
  return { name: file.suggestedFilename(), mimeType: 'application/octet-stream', buffer };
}

/** Attendance, a speaker, a paper and petitions, by devices that are gone afterwards. */
async function work(): Promise<void> {
  const link = await hall.link('recorder');
  const cookie = await joinAs(link, 'Hồ Điểm Danh');
  const open = (kind: 'board' | 'register') =>
    openPeer(hall.server.url, cookie, roomName(hall.dialogueId, kind));
  const [board, register] = await Promise.all([open('board'), open('register')]);
  const numbered = (peer: Peer, id: string) =>
    until(peer.doc, () => allPetitions(peer.doc).some((one) => one.id === id && one.number !== ''));
  for (const [n, id] of Object.keys(petitions).entries()) {
    raisePetition(board.doc, id, 'Hồ Điểm Danh', at(30 - n), { content: `Đề nghị thứ ${n + 1}` });
    await numbered(board, id);
  }
  addAttendee(register.doc, {
    id: 'attendee0001',
    name: 'Nguyễn Thị Bưởi',
    title: '',
    village: 'Giang Lố 1',
    group: '',
    category: 'other',
    phone: '',
    present: true,
    walkIn: false,
    checkedInAt: at(5),
  });
  queueSpeaker(
    register.doc,
    'speaker00001',
    { name: 'A Phương', village: 'Hào Lý', group: '', attendeeId: '' },
    at(6),
  );
  addPaper(register.doc, {
    id: 'paper0000001',
    hash,
    type: 'image/jpeg',
    size: plainJpeg.length,
    width: 16,
    height: 16,
    addedAt: at(7),
    addedBy: 'Hồ Điểm Danh',
    petitionId: '',
    state: 'waiting',
    note: '',
  });
  const sent = await fetch(`${hall.server.url}/api/dialogues/${hall.dialogueId}/papers/${hash}`, {
    method: 'PATCH',
    headers: { cookie, 'upload-offset': '0', 'upload-length': String(plainJpeg.length) },
    body: plainJpeg.slice(),
  });
  expect(sent.status).toBe(200);
  for (const peer of [board, register]) peer.close();
}

/** Everything that was acknowledged is on this server. */
async function expectAll(
  url: string,
  link: string,
  sentences: readonly string[],
  next: string,
): Promise<void> {
  const cookie = await joinAs(link, 'Người kiểm tra');
  const open = (kind: 'minutes' | 'board' | 'register') =>
    openPeer(url, cookie, roomName(hall.dialogueId, kind));
  const [text, board, register] = await Promise.all([open('minutes'), open('board'), open('register')]);
  try {
    const body = () => text.doc.getXmlFragment('body').toString();
    for (const sentence of sentences) {
      await expect.poll(body, { timeout: 20_000 }).toContain(sentence);
      expect(body().split(sentence).length, sentence).toBe(2);
    }
    const numbers = Object.fromEntries(allPetitions(board.doc).map(({ id, number }) => [id, number]));
    expect(numbers).toMatchObject(petitions);
    expect(allAttendees(register.doc).map(({ name, present }) => [name, present])).toEqual([
      ['Nguyễn Thị Bưởi', true],
    ]);
    expect(allSpeakers(register.doc).map(({ name }) => name)).toEqual(['A Phương']);
    const paper = () =>
      fetch(`${url}/api/dialogues/${hall.dialogueId}/papers/${hash}`, { headers: { cookie } });
    await expect.poll(async () => (await paper()).status, { timeout: 20_000 }).toBe(200);
    expect(new Uint8Array(await (await paper()).arrayBuffer())).toEqual(plainJpeg);
    // Numbering goes on behind what was known.
    raisePetition(board.doc, next, 'Người kiểm tra', at(59), { content: 'Đề nghị sau cùng' });
    await until(board.doc, () =>
      allPetitions(board.doc).some(({ id, number }) => id === next && number !== ''),
    );
    const last = allPetitions(board.doc).find(({ id }) => id === next);
    expect(last?.number).toBe(`KN-0${Object.keys(numbers).length + 1}`);
  } finally {
    for (const peer of [text, board, register]) peer.close();
  }
}

const linkAt = (server: ServerProcess, dataDir: string) => {
  const { code, out, err } = command('link', ['--role', 'recorder', '--dialogue', hall.dialogueId], {
    DATA_DIR: dataDir,
    PORT: String(server.port),
    HOST: '127.0.0.1',
  });
  if (code !== 0) throw new Error(err);
  return out;
};

test('at the same address: one device brings the dialogue, the others bring the rest when they come in again', async () => {
  await work();
  await type(first.page, 'Câu của máy một.');
  await type(second.page, 'Câu của máy hai.');
  for (const { page } of [first, second, organizer]) await saysSaved(page);
  // This device has seen the paper, so it keeps it.
  await second.page.getByRole('button', { name: 'Phiếu giấy' }).click();
  await second.page.locator('aside img').first().waitFor();
  for (const { page } of [first, organizer])
    await expect.poll(() => minutes(page).textContent()).toContain('Câu của máy hai.');

  await hall.server.kill();
  rmSync(hall.dataDir, { recursive: true });
  expect(existsSync(hall.dataDir)).toBe(false);
  for (const { page } of [first, second])
    await expect.poll(() => status(page).textContent(), { timeout: 20_000 }).toContain('Mất kết nối');
  await type(first.page, 'Câu gõ lúc không có máy chủ.');

  const server = await startServer({ dataDir: folders[0].dir, port: hall.server.port });
  servers.push(server);
  // Who was there is known no more; what was typed stays, and says how to go on.
  await expect
    .poll(() => status(first.page).textContent(), { timeout: 20_000 })
    .toContain('Quyền truy cập của máy này đã kết thúc');

  await enter(organizer.page, server.organizerLink, 'Lê Văn Phòng');
  await organizer.page.getByText('Máy này còn giữ một buổi đối thoại mà máy chủ chưa có.').waitFor();
  await organizer.page.getByRole('link', { name: 'Dựng lại máy chủ' }).first().click();
  await organizer.page.getByRole('button', { name: /Đưa lên máy chủ/ }).click();
  await organizer.page.getByText(/Đã dựng lại “Đối thoại với hội viên Hội Nông dân”: 2 kiến nghị/).waitFor();
  expect(await organizer.page.getByText(/Còn thiếu ảnh của 1 phiếu giấy/).count()).toBe(1);

  for (const [{ page }, name] of [
    [first, 'Phạm Thư Ký'],
    [second, 'Trần Ghi Chép'],
  ] as const) {
    await enter(page, linkAt(server, folders[0].dir), name);
    await minutes(page).waitFor();
    await saysSaved(page);
  }
  const sentences = ['Câu của máy một.', 'Câu của máy hai.', 'Câu gõ lúc không có máy chủ.'];
  await expectAll(server.url, linkAt(server, folders[0].dir), sentences, 'petition0008');
}, 90_000);

test('at another address: from the files of two devices, the second joined to the first, never in its place', async () => {
  const [old] = servers;
  if (!old) throw new Error('no server');
  for (const { page } of [first, second]) await toExchange(page);
  // The first device's file is older than what the second types then, and the other way around.
  const back = async (page: Page) => {
    await page.getByRole('link', { name: 'Ghi', exact: true }).click();
    await minutes(page).waitFor();
  };
  await old.kill();
  await back(first.page);
  await type(first.page, 'Chỉ máy một có câu này.');
  await toExchange(first.page);
  await back(second.page);
  await type(second.page, 'Chỉ máy hai có câu này.');
  await toExchange(second.page);
  const files = [await wholeFile(second.page), await wholeFile(first.page)];

  const server = await startServer({ dataDir: folders[1].dir });
  servers.push(server);
  const elsewhere = await visitor(hall.browser);
  await enter(elsewhere.page, server.organizerLink, 'Lê Văn Phòng');
  await elsewhere.page.goto(`${server.url}/rebuild`);
  await elsewhere.page.locator('main input[type="file"]').setInputFiles(files);
  await elsewhere.page.getByText(/Đã ghép vào “Đối thoại với hội viên Hội Nông dân”/).waitFor();
  expect(await elsewhere.page.getByText(/Còn thiếu ảnh/).count()).toBe(0);
  // Again: nothing new, and nothing twice.
  await elsewhere.page.locator('main input[type="file"]').setInputFiles(files);
  await expect.poll(() => elsewhere.page.getByText(/đã có đủ, không có gì mới/).count()).toBe(2);
  await expectAll(
    server.url,
    linkAt(server, folders[1].dir),
    [
      'Câu của máy một.',
      'Câu của máy hai.',
      'Câu gõ lúc không có máy chủ.',
      'Chỉ máy một có câu này.',
      'Chỉ máy hai có câu này.',
    ],
    'petition0009',
  );
  for (const person of [organizer, first, second, elsewhere]) expect(person.errors).toEqual([]);
}, 90_000);
