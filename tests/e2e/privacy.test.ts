import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { petitionsOf, raisePetition } from '../../shared/docs/board.ts';
import { addAttendee, allAttendees, setPetitioner } from '../../shared/docs/register.ts';
import { newId } from '../../shared/ids.ts';
import type { Visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';
import { joinAs, openPeer } from './peer.ts';

/* A person is erased from the organizer's page while devices are at work and away; then the log is read. */
let hall: TestHall;
let office: Visitor;
let desk: Visitor;
const citizen = 'Trần Thị Gấm Hoa';
const namesake = { birth: '1990', village: 'Đăk Vang' };
const petition = newId();
const shots = process.env.SHOTS;

async function shoot(page: Page, name: string): Promise<void> {
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

/** Whether anything that this device keeps of a room holds a text: every row of its database. */
function deviceHolds(page: Page, room: string, text: string): Promise<boolean> {
  return page.evaluate(
    async ([name, wanted]) => {
      const open = indexedDB.open(name as string);
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(open.error);
      });
      const all = database.transaction('updates').objectStore('updates').getAll();
      const rows = await new Promise<Uint8Array[]>((resolve) => {
        all.onsuccess = () => resolve(all.result);
      });
      database.close();
      return rows.some((row) => new TextDecoder().decode(row).includes(wanted as string));
    },
    [`doi-thoai/${room}`, text],
  );
}

beforeAll(async () => {
  hall = await openHall();
  const cookie = await joinAs(await hall.link('recorder'), 'Hoàng Văn Ghi');
  const register = await openPeer(hall.server.url, cookie, `${hall.dialogueId}/register`);
  const board = await openPeer(hall.server.url, cookie, `${hall.dialogueId}/board`);
  const someone = {
    title: '',
    group: '',
    category: 'poor',
    present: true,
    walkIn: false,
    checkedInAt: '',
  } as const;
  raisePetition(board.doc, petition, 'Hoàng Văn Ghi', new Date().toISOString(), {
    content: `Hộ bà ${citizen} xin hỗ trợ làm nhà.`,
    field: 'Vay vốn',
    village: 'Hào Lý',
  });
  const attendeeId = newId();
  addAttendee(register.doc, {
    id: attendeeId,
    name: citizen,
    village: 'Hào Lý',
    ...someone,
    phone: '0912345678',
  });
  setPetitioner(register.doc, petition, { name: citizen, phone: '0912345678', attendeeId });
  const other = newId();
  addAttendee(register.doc, {
    id: other,
    name: 'Tran Thi Gam Hoa',
    village: namesake.village,
    ...someone,
    phone: '',
  });
  await new Promise<void>((resolve) => {
    const look = () => {
      if (petitionsOf(board.doc).get(petition)?.get('number')) resolve();
      else board.doc.once('update', look);
    };
    look();
  });
  register.close();
  board.close();
  office = await hall.enter('organizer', 'Lê Văn Phòng');
  desk = await hall.enter('recorder', 'Phạm Thư Ký');
});
afterAll(() => hall?.close());

test('a device at work keeps the person until the office erases her', async () => {
  const { page } = desk;
  await page.goto(`${hall.server.url}/dialogues/${hall.dialogueId}/register`);
  await page.getByText('Gấm').first().waitFor();
  await expect
    .poll(() => deviceHolds(page, `${hall.dialogueId}/register`, 'Gấm'), { timeout: 20_000 })
    .toBe(true);
});

test('the organizer finds her among namesakes, sees what will happen, confirms by a word', async () => {
  const { page } = office;
  await page.goto(`${hall.server.url}/settings`);
  await page.getByRole('link', { name: 'Mở trang dữ liệu cá nhân' }).click();
  await page.getByLabel('Họ và tên người cần xóa').fill('gam hoa');
  await page.keyboard.press('Enter');
  const people = page.locator('section li:has(> label)');
  await expect.poll(() => people.count(), { timeout: 20_000 }).toBe(2);
  await shoot(page, 'found-1366');
  const hers = people.filter({ hasText: 'Hào Lý' });
  await hers.getByText('Tất cả mục của').click();
  await page.getByRole('button', { name: 'Xem trước việc xóa' }).click();
  const form = page.getByTestId('erasure-form');
  await form.getByText('2 mục trong dữ liệu đang dùng').waitFor();
  // A namesake of the same dialogue: nothing is replaced blindly in the text.
  await form.getByText(/KN-01: có người khác trùng tên/).waitFor();
  await form.getByText(/Chữ ký, họ tên của cán bộ/).waitFor();
  const button = form.getByRole('button', { name: 'Xóa vĩnh viễn' });
  expect(await button.isDisabled()).toBe(true);
  await shoot(page, 'plan-1366');
  await form.getByLabel(/Số văn bản/).fill('Đơn của Trần Thị Gấm Hoa');
  await form.getByLabel(/Gõ XÓA/).fill('xóa');
  await button.click();
  await form.getByText(/không được ghi tên vào đó/).waitFor();
  await form.getByLabel(/Số văn bản/).fill('Đơn số 12/2026');
  await button.click();
  await page.getByText(/Đã xóa: 2 mục đang dùng/).waitFor();
});

test('the device at work shows it at once and keeps nothing of her; her namesake stays', async () => {
  const { page } = desk;
  await page.getByText('(đã xóa theo yêu cầu)').first().waitFor();
  await page.getByText('Tran Thi').first().waitFor();
  await shoot(page, 'register-1366');
  await expect
    .poll(() => deviceHolds(page, `${hall.dialogueId}/register`, 'Gấm'), { timeout: 20_000 })
    .toBe(false);
  expect(await deviceHolds(page, `${hall.dialogueId}/register`, 'Gam Hoa')).toBe(true);
});

test('a device that was away with her loses her when it comes back', async () => {
  // Another citizen, so that the device that was closed has something to lose.
  const cookie = await joinAs(await hall.link('recorder'), 'Hoàng Văn Ghi');
  const register = await openPeer(hall.server.url, cookie, `${hall.dialogueId}/register`);
  const id = newId();
  addAttendee(register.doc, {
    id,
    name: 'Lò Thị Khuê',
    title: '',
    village: 'Hào Lý',
    group: '',
    category: 'poor',
    phone: '',
    present: true,
    walkIn: false,
    checkedInAt: '',
  });
  const { page } = desk;
  await page.getByText('Khuê').first().waitFor();
  await expect
    .poll(() => deviceHolds(page, `${hall.dialogueId}/register`, 'Khuê'), { timeout: 20_000 })
    .toBe(true);
  await page.goto('about:blank');
  await hall.call('POST', '/privacy/erasures', {
    places: [{ dialogueId: hall.dialogueId, kind: 'attendee', id }],
    ground: 'request',
    requestedOn: '2026-11-26',
    note: '',
  });
  await expect.poll(() => allAttendees(register.doc).some(({ name }) => name === 'Lò Thị Khuê')).toBe(false);
  await page.goto(`${hall.server.url}/dialogues/${hall.dialogueId}/register`);
  await expect.poll(() => page.getByText('(đã xóa theo yêu cầu)').count(), { timeout: 20_000 }).toBe(2);
  await expect
    .poll(() => deviceHolds(page, `${hall.dialogueId}/register`, 'Khuê'), { timeout: 20_000 })
    .toBe(false);
  register.close();
});

test('at the petition nothing can be written of her again', async () => {
  const { page } = desk;
  await page.goto(`${hall.server.url}/dialogues/${hall.dialogueId}`);
  await page.locator('[data-bar="panes"] button:visible').nth(1).click();
  await page.locator('[data-petition] [data-open], [data-petition]').first().click();
  await page.getByText(/Dữ liệu của người này đã xóa/).waitFor();
  expect(await page.locator('[data-field="name"]').getAttribute('readonly')).not.toBeNull();
  await shoot(page, 'petition-1366');
});

test('retention: a term is set, dialogues past it are listed', async () => {
  const { page } = office;
  await page.getByLabel(/Số năm sau lần chốt cuối/).fill('5');
  await page.getByRole('button', { name: 'Lưu thời hạn' }).click();
  await page.getByText('Chưa có buổi nào quá hạn lưu.').waitFor();
});

test('the log says who did what, without her name; filters, the check and the file work', async () => {
  const { page } = office;
  const log = page.getByTestId('audit');
  await log.getByText('Đã xóa dữ liệu cá nhân').first().waitFor();
  await log.getByText('Đổi thời hạn lưu').waitFor();
  await log.getByText('Mở danh sách người dân').first().waitFor();
  expect(await log.textContent()).not.toMatch(/Gấm|Khuê/);
  await page.getByRole('button', { name: 'Kiểm tra nhật ký' }).click();
  await page.getByText(/Nhật ký nguyên vẹn: \d+ dòng/).waitFor();
  await shoot(page, 'privacy-1366');
  await page.setViewportSize({ width: 390, height: 844 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  await shoot(page, 'privacy-390');
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.getByLabel('Tên cán bộ').fill('thu ky');
  await page.getByRole('button', { name: 'Lọc' }).click();
  await expect.poll(() => log.getByText('Lê Văn Phòng').count(), { timeout: 20_000 }).toBe(0);
  await log.getByText('Phạm Thư Ký').first().waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Tải nhật ký (CSV)' }).click();
  expect((await download).suggestedFilename()).toMatch(/^nhat-ky-truy-cap-.*\.csv$/);
  expect([...office.errors, ...desk.errors]).toEqual([]);
});
