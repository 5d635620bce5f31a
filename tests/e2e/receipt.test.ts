import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roomName } from '../../shared/dialogue.ts';
import { moveTo, petitionsOf, raisePetition } from '../../shared/docs/board.ts';
import { setPetitioner } from '../../shared/docs/register.ts';
import { proposeHolidays } from '../../shared/holidays.ts';
import { codeSigns } from '../../shared/receipt/code.ts';
import { dayInVietnam, defaultDueDate } from '../../shared/working-days.ts';
import { readPages } from '../server/documents/pdf.ts';
import { type MailServer, openMailServer } from '../server/mail/smtp.ts';
import { violations } from './axe.ts';
import { visitor } from './browser.ts';
import { misfits } from './fits.ts';
import { openHall, type TestHall } from './kit.ts';
import { joinAs, openPeer, type Peer, until } from './peer.ts';

/* What a citizen has of a receipt, and the page of settings that belongs to it: who to ask, letters, the calendar. */
const phone = { width: 390, height: 844 };
const name = 'Y Thị Hương Sen';
const matter = 'xin vay vốn mua bò giống';
const id = 'petition0001';
const today = dayInVietnam(new Date());
const due = defaultDueDate(today, []);

let smtp: MailServer;
let hall: TestHall;
let board: Peer;
let register: Peer;
let code = '';

beforeAll(async () => {
  smtp = await openMailServer();
  hall = await openHall({
    env: { SMTP_URL: `smtp://127.0.0.1:${smtp.port}`, MAIL_FROM: 'doithoai@xa.example' },
  });
  const recorder = await joinAs(await hall.link('recorder'), 'Phạm Thị Ghi Chép');
  board = await openPeer(hall.server.url, recorder, roomName(hall.dialogueId, 'board'));
  register = await openPeer(hall.server.url, recorder, roomName(hall.dialogueId, 'register'));
  setPetitioner(register.doc, id, { name, phone: '0905 123 456' });
  await until(register.doc, () => true);
  raisePetition(board.doc, id, 'Phạm Thị Ghi Chép', new Date().toISOString(), {
    content: `Gia đình bà ${name}, ${matter}`,
    field: 'Vay vốn',
    village: 'Đăk Vang',
    unit: 'Địa chính – nông nghiệp',
    dueDate: due,
  });
  const map = petitionsOf(board.doc).get(id);
  if (!map) throw new Error('no petition');
  moveTo(board.doc, map, 'deferred', 'Phạm Thị Ghi Chép', new Date().toISOString());
  await until(board.doc, () => String(map.get('number') ?? '') !== '');
  const paper = await hall.call(
    'GET',
    `/dialogues/${hall.dialogueId}/receipts/receipt.pdf?petition=${id}&sheet=A5`,
  );
  const words = readPages(new Uint8Array(await paper.arrayBuffer())).flatMap((page) => page.words);
  code = words.find(({ text }) => new RegExp(`^[${codeSigns}]{5}-[${codeSigns}]{5}$`).test(text))?.text ?? '';
});
afterAll(async () => {
  board?.close();
  register?.close();
  await hall?.close();
  await smtp?.close();
});

describe('the citizen’s page on a phone', () => {
  test('opens by the code that was scanned, without its code in the address, and loads next to nothing', async () => {
    const { page, context, errors } = await visitor(hall.browser, phone);
    const sizes: [string, number][] = [];
    page.on('response', (response) => {
      void response.body().then((body) => sizes.push([new URL(response.url()).pathname, body.length]));
    });
    await page.goto(`${hall.server.url}/tra-cuu`);
    await page.getByRole('button', { name: 'Xem kết quả' }).waitFor();
    await expect.poll(() => sizes.length).toBe(3);
    const bytes = sizes.reduce((sum, [, size]) => sum + size, 0);
    process.stdout.write(`citizen's page: ${sizes.length} files, ${bytes} bytes\n`);
    expect(bytes).toBeLessThan(10_000);
    expect(await violations(page)).toEqual([]);
    expect(await misfits(page, true)).toEqual({ sideways: 0, small: [], cut: [] });

    await page.goto(`${hall.server.url}/tra-cuu#${code.replace('-', '')}`);
    await page.getByRole('heading', { name: 'Kiến nghị KN-01' }).waitFor();
    expect(new URL(page.url()).hash).toBe('');
    const text = await page.locator('main').textContent();
    expect(text).toContain(matter);
    expect(text).toContain('Đã ghi nhận, đang giải quyết');
    expect(text).toContain('còn 10 ngày làm việc');
    expect(text).not.toMatch(/Hương Sen|0905/);
    expect(await violations(page)).toEqual([]);
    expect(await misfits(page, true)).toEqual({ sideways: 0, small: [], cut: [] });
    expect(errors).toEqual([]);
    await context.close();
  });

  test('tells a typing error before anything is sent; the right code opens by the keyboard alone', async () => {
    const { page, context } = await visitor(hall.browser, phone);
    let sent = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST') sent += 1;
    });
    await page.goto(`${hall.server.url}/tra-cuu`);
    const field = page.getByLabel('Mã tra cứu');
    const wrong = code.startsWith('2') ? `3${code.slice(1)}` : `2${code.slice(1)}`;
    await field.fill(wrong.toLowerCase());
    await field.press('Enter');
    await page.getByText('Mã gõ chưa đúng').waitFor();
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(sent).toBe(0);
    await field.fill(code.toLowerCase().replace('-', ' '));
    await field.press('Enter');
    await page.getByRole('heading', { name: 'Kiến nghị KN-01' }).waitFor();
    expect(sent).toBe(1);
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Look up a petition' }).waitFor();
    await context.close();
  });

  test('works without any script', async () => {
    const context = await hall.browser.newContext({ viewport: phone, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${hall.server.url}/tra-cuu`);
    await page.getByLabel('Mã tra cứu').fill(code);
    await page.getByRole('button', { name: 'Xem kết quả' }).click();
    await page.getByRole('heading', { name: 'Kiến nghị KN-01' }).waitFor();
    await context.close();
  });
});

test('a village head has the receipts of the own village at hand', async () => {
  const { page, context } = await hall.enter('village', 'A Trưởng Thôn', phone, { village: 'Đăk Vang' });
  await page.goto(`${hall.server.url}/dialogues/${hall.dialogueId}/work`);
  const link = page.getByRole('link', { name: 'Phiếu biên nhận của Đăk Vang, bốn phiếu một tờ' });
  await link.waitFor();
  const answer = await context.request.get(`${hall.server.url}${await link.getAttribute('href')}`);
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf']);
  await context.close();
});

test('the organizer sets whom to ask, who is reminded and when the office is closed', async () => {
  const { page, context, errors } = await hall.enter('organizer', 'Lê Văn Phòng');
  await page.goto(`${hall.server.url}/settings`);
  const reach = page.locator('[data-reach]');
  await reach.getByLabel('Người dân hỏi ở đâu').fill('Văn phòng UBND xã, điện thoại 0260 3 555 123');
  const address = reach.getByLabel('Địa chính – nông nghiệp');
  await address.fill('diachinh@');
  await reach.getByText('Chưa đúng dạng địa chỉ thư.').waitFor();
  await address.fill('diachinh@xa.example');
  await reach.getByLabel('Gửi thư nhắc việc hằng ngày').check();
  await reach.getByRole('button', { name: 'Lưu liên hệ và địa chỉ thư' }).click();
  await reach.getByText('Đã lưu').waitFor();
  await reach.getByLabel('Gửi thư thử tới').fill('vanphong@xa.example');
  await reach.getByRole('button', { name: 'Gửi thư thử' }).click();
  await reach.getByText('Máy chủ thư đã nhận thư thử').waitFor();
  expect(smtp.taken.map(({ to }) => to)).toEqual([['vanphong@xa.example']]);
  expect(await (await fetch(`${hall.server.url}/tra-cuu`)).text()).toContain('0260 3 555 123');

  const calendar = page.locator('[data-calendar]');
  const year = Number(due.slice(0, 4));
  await calendar.getByLabel('Năm').selectOption(String(year));
  await calendar.getByRole('button', { name: `Đề xuất ngày nghỉ lễ năm ${year}` }).click();
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize(phone);
  expect((await misfits(page, false)).sideways).toBe(0);
  await page.setViewportSize({ width: 1366, height: 768 });
  const usual = proposeHolidays(year).filter(({ isUsual }) => isUsual);
  await calendar.getByRole('button', { name: `Thêm ${usual.length} ngày đã chọn` }).click();
  expect(await calendar.locator('[data-days="holidays"] li').count()).toBe(usual.length);
  // The office closes on the very day that was promised.
  await calendar.getByLabel('Thêm ngày nghỉ').fill(due);
  await calendar.getByLabel('Thêm ngày nghỉ').press('Enter');
  const touched = calendar.locator('[data-touched]');
  await touched.getByText('rơi vào ngày nghỉ').waitFor();
  expect(await touched.textContent()).toContain('KN-01');
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await page.getByText('Đã lưu', { exact: false }).last().waitFor();
  await touched.waitFor({ state: 'detached' });
  const office = await (await hall.call('GET', '/office')).json();
  expect(office.holidays).toContain(due);
  // What was promised stays what it was.
  expect(petitionsOf(board.doc).get(id)?.get('dueDate')).toBe(due);
  expect(await violations(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});
