import { spawnSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { roomName } from '../../shared/dialogue.ts';
import { allPetitions, petitionsOf, setPetition } from '../../shared/docs/board.ts';
import { allCorrections } from '../../shared/docs/corrections.ts';
import { paragraphsOf } from '../../shared/docs/paragraphs.ts';
import { allAttendees } from '../../shared/docs/register.ts';
import { FaultProxy } from '../net/proxy.ts';
import { enter, type Visitor, visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';
import { joinAs, openPeer, type Peer } from './peer.ts';

/*
 * Work without the hall: an organizer, a recorder, a chair and an officer are cut off, and each does a whole piece of
 * work on pages that their device never opened before. The steps build on each other.
 */
let hall: TestHall;
let cable: FaultProxy;
let organizer: Visitor;
let recorder: Visitor;
let chair: Visitor;
let officer: Visitor;
/** What the hall has, seen from a device that is not cut off. */
let minutes: Peer;
let board: Peer;
let register: Peer;

const atTheCable = (link: string) => link.replace(/^https?:\/\/[^/]+/, cable.url);
const poll = (read: () => unknown) => expect.poll(read, { timeout: 20_000 });

async function come(role: 'organizer' | 'recorder' | 'chair' | 'officer', name: string): Promise<Visitor> {
  const person = await visitor(hall.browser);
  const of = role === 'officer' ? { unit: 'Lao động, Thương binh – xã hội' } : {};
  await enter(person.page, atTheCable(await hall.link(role, of)), name);
  if (role === 'organizer') await person.page.goto(`${cable.url}/dialogues/${hall.dialogueId}`);
  return person;
}

/** To a page of the dialogue as a person goes there: by its tab, without a reload. */
const go = (page: Page, tab: string) =>
  page.locator('header nav a', { hasText: new RegExp(`^\\s*${tab}\\s*$`) }).click();
const sheets = (page: Page) => page.locator('[data-preview-sheets]');
const needsHall = (page: Page) => page.locator('[data-needs-hall]').first();

beforeAll(async () => {
  hall = await openHall({ demo: true });
  cable = await FaultProxy.open(hall.server.port);
  [organizer, recorder, chair, officer] = await Promise.all([
    come('organizer', 'Lê Văn Phòng'),
    come('recorder', 'Phạm Thư Ký'),
    come('chair', 'Nguyễn Hữu Bảng'),
    come('officer', 'Trần Công Chức'),
  ]);
  const cookie = await joinAs(await hall.link('recorder'), 'Hoàng Thư Ký');
  const open = (kind: 'minutes' | 'board' | 'register') =>
    openPeer(hall.server.url, cookie, roomName(hall.dialogueId, kind));
  [minutes, board, register] = await Promise.all([open('minutes'), open('board'), open('register')]);
  for (const { page } of [organizer, recorder, chair, officer])
    await page.getByRole('button', { name: 'Máy này làm việc được khi mất mạng' }).waitFor();
});
afterAll(async () => {
  for (const peer of [minutes, board, register]) peer?.close();
  await hall?.close();
  await cable?.close();
});

test('what only the hall can do says so in its place, with its button at rest', async () => {
  cable.pull();
  const { page } = organizer;
  await page
    .getByText(/Mất kết nối từ/)
    .first()
    .waitFor();
  await go(page, 'Hồ sơ');
  await page.getByText('Việc chốt không tự chạy khi có mạng').waitFor();
  expect(await page.getByRole('button', { name: 'Chốt biên bản' }).isDisabled()).toBe(true);
  await page.getByRole('link', { name: 'Lịch sử ghi' }).click();
  await page.getByRole('heading', { name: 'Trang này cần máy chủ hội trường' }).waitFor();
  await go(page, 'Liên kết');
  await needsHall(page).getByText('Cấp, thu hồi liên kết').waitFor();
  expect(await page.getByRole('button', { name: 'Tạo liên kết' }).isDisabled()).toBe(true);
  await go(page, 'Màn hình');
  await needsHall(page).getByText('màn hình giữ hình cuối cùng').waitFor();
  const welcome = page.getByRole('button', { name: 'Chào mừng' });
  expect(await welcome.isDisabled()).toBe(true);
  // Nor by its key: what is switched now would come over the screens when nobody expects it.
  await page.keyboard.press('1');
  expect(await welcome.getAttribute('aria-pressed')).toBe('false');
  await page.getByRole('link', { name: 'Các buổi đối thoại' }).click();
  await page.getByText('Máy này giữ: biên bản, kiến nghị, điểm danh').waitFor();
  expect(await page.getByRole('button', { name: 'Thêm buổi đối thoại' }).isDisabled()).toBe(true);
});

test('a recorder checks people in, raises a petition and writes; the preview holds what was typed', async () => {
  const { page } = recorder;
  await go(page, 'Điểm danh');
  await page.getByRole('button', { name: 'Thêm người chưa mời' }).click();
  await page.getByLabel('Họ và tên').last().fill('Y Vắng Mạng');
  await page.keyboard.press('Enter');
  await page.getByText('Đã thêm và điểm danh: Y Vắng Mạng').waitFor();
  await page.keyboard.press('Escape');
  await go(page, 'Ghi');
  const text = page.locator('.ProseMirror');
  await text.locator('p').last().click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Ghi khi mất mạng: bà con đề nghị ưỡn đường.');
  await page.keyboard.press('Alt+n');
  await page.locator('[data-field="content"]').waitFor();
  await page.keyboard.type('Xin kéo điện về làng Ỗ');
  await page.locator('[data-petition]', { hasText: 'KN-…' }).first().waitFor();

  await go(page, 'Hồ sơ');
  await page.getByRole('link', { name: 'Biên bản', exact: true }).click();
  await sheets(page).getByText('Ghi khi mất mạng: bà con đề nghị ưỡn đường.').waitFor();
  await sheets(page).getByText('Xin kéo điện về làng Ỗ').first().waitFor();
  await page.getByText('BẢN XEM TRƯỚC – chưa phải văn bản').waitFor();
  await page.getByText('1 kiến nghị chưa có số chính thức').waitFor();
  const said = spawnSync('pdftotext', ['-layout', '-', '-'], {
    input: await page.pdf({ preferCSSPageSize: true }),
    encoding: 'utf8',
  }).stdout.replace(/\s+/g, ' ');
  expect(said).toContain('BẢN XEM TRƯỚC – chưa phải văn bản');
  expect(said).toContain('Ghi khi mất mạng: bà con đề nghị ưỡn đường.');
  expect(said).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
  // Nothing of the page around it.
  expect(said).not.toContain('In bản xem trước');

  await go(page, 'Chuẩn bị');
  await page.getByRole('link', { name: 'Danh sách có mặt: xem trước, dựng trên máy này' }).click();
  await sheets(page).getByText('Y Vắng Mạng').waitFor();
});

test('a chair asks for a correction at the reading, and writes an answer', async () => {
  const { page } = chair;
  await go(page, 'Đọc lại');
  await page.locator('[data-block]').first().waitFor();
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: 'Đề nghị sửa' });
  await dialog.waitFor();
  await page.keyboard.type('Sửa khi mất mạng');
  await dialog.getByRole('button', { name: 'Ghi lại' }).click();
  await page.getByText('Sửa khi mất mạng').first().waitFor();
  await go(page, 'Chủ trì');
  await page.getByLabel('Trả lời (thư ký có thể ghi sau)').fill('Chủ tịch trả lời khi mất mạng.');
});

test('an officer’s answers wait, and say so', async () => {
  const { page } = officer;
  const card = (number: string) => page.locator('[data-petition]', { hasText: number });
  await page.getByText('danh sách dưới đây là của lúc').waitFor();
  for (const [number, answer] of [
    ['KN-04', 'Trả lời ghi khi mất mạng.'],
    ['KN-23', 'Trả lời này đến sau người khác.'],
  ] as const) {
    await page.getByRole('button', { name: `Trả lời ${number}` }).click();
    await page.locator('label[data-value="explained"]').click();
    await page.getByLabel('Nội dung trả lời').fill(answer);
    await page.getByRole('button', { name: 'Gửi khi có kết nối' }).click();
    await card(number).locator('[data-queued="waiting"]').waitFor();
  }
  // Meanwhile somebody who is connected decides on the second.
  const [id] = [...petitionsOf(board.doc).entries()].find(([, map]) => map.get('number') === 'KN-23') ?? [''];
  const map = petitionsOf(board.doc).get(id);
  if (!map) throw new Error('no KN-23');
  setPetition(board.doc, map, { state: 'withdrawn' });
});

test('back in reach everything arrives, the queue empties, and a conflict is shown instead of won', async () => {
  cable.plug();
  const petition = () => allPetitions(board.doc).find(({ content }) => content === 'Xin kéo điện về làng Ỗ');
  await poll(() => petition()?.number).toMatch(/^KN-\d+$/);
  await poll(() => allAttendees(register.doc).some(({ name }) => name === 'Y Vắng Mạng')).toBe(true);
  await poll(() => allCorrections(register.doc).some(({ asked }) => asked === 'Sửa khi mất mạng')).toBe(true);
  await poll(() => paragraphsOf(minutes.doc).some(({ text }) => text.startsWith('Ghi khi mất mạng'))).toBe(
    true,
  );
  await poll(() =>
    allPetitions(board.doc).some(({ answer }) => answer.includes('Chủ tịch trả lời khi mất mạng.')),
  ).toBe(true);
  const answerOf = (number: string) =>
    allPetitions(board.doc).find((each) => each.number === number)?.answer ?? '';
  await poll(() => answerOf('KN-04')).toBe('Trả lời ghi khi mất mạng.');
  expect(answerOf('KN-23')).not.toContain('đến sau người khác');
  await poll(() => officer.page.locator('[data-queued="waiting"]').count()).toBe(0);
  const refused = officer.page.locator('[data-queued="refused"]');
  await refused.getByText('KN-23: phần chờ gửi chưa được máy chủ nhận').waitFor();
  expect(await refused.getByRole('textbox').inputValue()).toBe('Trả lời này đến sau người khác.');
  // What rested works again.
  await organizer.page.goto(`${cable.url}/dialogues/${hall.dialogueId}/records`);
  await poll(() => organizer.page.getByRole('button', { name: 'Chốt biên bản' }).isEnabled()).toBe(true);
});

test('no page met an error', () => {
  expect([organizer, recorder, chair, officer].flatMap(({ errors }) => errors)).toEqual([]);
});
