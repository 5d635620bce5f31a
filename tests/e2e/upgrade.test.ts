import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { protocol } from '../../shared/version.ts';
import type { Visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';
import { type OtherVersion, otherVersion } from './other-version.ts';
import { joinAs } from './peer.ts';

/*
 * The server is upgraded under pages that are open: the next versions are copies of this program with another build of
 * the page and, once, a protocol of their own. The steps build on each other and share one hall.
 */
let hall: TestHall;
let next: OtherVersion;
let breaking: OtherVersion;
let recorder: Visitor;

beforeAll(async () => {
  hall = await openHall();
  next = otherVersion({ build: 'a'.repeat(16), protocol });
  breaking = otherVersion({ build: 'b'.repeat(16), protocol: protocol + 1 });
  recorder = await hall.enter('recorder', 'Phạm Thư Ký');
  await minutesOf(recorder.page).waitFor();
});
afterAll(async () => {
  await hall.close();
  next.remove();
  breaking.remove();
});

const minutesOf = (page: Page) => page.locator('.ProseMirror');
const minutesText = async (page: Page) => (await minutesOf(page).textContent()) ?? '';
const barOf = (page: Page) => page.getByRole('region', { name: 'Phiên bản' });
const reloadOf = (page: Page) => barOf(page).getByRole('button', { name: 'Tải lại', exact: true });

/** Notes in the page that it is still the same one. */
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { sameAsBefore: true }));
const isMarked = (page: Page) => page.evaluate(() => 'sameAsBefore' in window);

async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text);
  expect(await minutesText(page)).toContain(text);
}

/** All of it is in the minutes of a device that was never here. */
async function otherDeviceHas(name: string, texts: string[]): Promise<void> {
  const other = await hall.enter('recorder', name);
  await minutesOf(other.page).waitFor();
  for (const text of texts) await expect.poll(() => minutesText(other.page)).toContain(text);
  await other.context.close();
}

const inTheHall = (page: Page) => page.getByText('Đã lưu tại hội trường').first().waitFor();

describe('a new version that works with the page', () => {
  test('is offered while somebody types; nothing moves by itself, and nothing typed is lost', async () => {
    const { page } = recorder;
    await minutesOf(page).locator('p').last().click();
    await page.keyboard.press('End');
    await type(page, ' Gõ trước khi nâng cấp.');
    await mark(page);
    const upgraded = hall.restart(next.program);
    await type(page, ' Gõ trong lúc nâng cấp.');
    await upgraded;
    await page.getByText('Có phiên bản mới. Tải lại khi tiện; chữ đang gõ đã lưu trên máy này.').waitFor();
    // The caret is where it was.
    await type(page, ' Gõ sau khi nâng cấp.');
    await inTheHall(page);
    expect(await isMarked(page)).toBe(true);
    await reloadOf(page).click();
    await expect.poll(() => isMarked(page).catch(() => true)).toBe(false);
    await minutesOf(page).waitFor();
    const texts = ['Gõ trước khi nâng cấp.', 'Gõ trong lúc nâng cấp.', 'Gõ sau khi nâng cấp.'];
    for (const text of texts) await expect.poll(() => minutesText(page)).toContain(text);
    expect(await barOf(page).count()).toBe(0);
    await otherDeviceHas('Người thứ hai', texts);
  }, 90_000);

  test('can be put off', async () => {
    const { page } = recorder;
    await hall.restart();
    await barOf(page).getByRole('button', { name: 'Để sau' }).click();
    await expect.poll(() => barOf(page).count()).toBe(0);
  });

  test('a part that the new version does not have any more is no white page', async () => {
    // Whatever ran before, also a first try of this: the page is of the old version.
    await hall.restart();
    const office = await hall.enter('organizer', 'Lê Văn Phòng');
    const { page } = office;
    // The pages are brought ahead while the old server is still there: not this one.
    await page.route('**/assets/settings-*', (route) => route.abort());
    await minutesOf(page).waitFor();
    // The parts of this page are here: one that is missing offers the reload in its own place.
    await page.waitForLoadState('networkidle');
    await hall.restart(next.program);
    await barOf(page).waitFor();
    await page.unroute('**/assets/settings-*');
    await page.getByRole('link', { name: 'Cơ quan' }).click();
    await page.getByRole('heading', { name: 'Cần tải lại trang' }).waitFor();
    await page.locator('main').getByRole('button', { name: 'Tải lại', exact: true }).click();
    await page.getByRole('heading', { name: 'Thông tin cơ quan' }).waitFor();
    expect(office.errors).toEqual([]);
    await office.context.close();
  }, 60_000);

  test('warns of a form that is filled in and not sent, leads there, and reloads when told to', async () => {
    const office = await hall.enter('organizer', 'Lê Văn Phòng');
    const { page } = office;
    await page.goto(`${hall.server.url}/settings`);
    const field = page.locator('form input[type="text"], form input:not([type])').first();
    await field.fill('Gõ dở, chưa lưu');
    await mark(page);
    await hall.restart();
    // No document is open here: the next call brings the news.
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await reloadOf(page).click();
    await barOf(page).getByText('Còn biểu mẫu đang điền dở').waitFor();
    await barOf(page).getByRole('button', { name: 'Đến biểu mẫu' }).click();
    expect(await page.evaluate(() => document.activeElement?.closest('form') !== null)).toBe(true);
    expect(await field.inputValue()).toBe('Gõ dở, chưa lưu');
    await reloadOf(page).click();
    await barOf(page).getByRole('button', { name: 'Vẫn tải lại' }).click();
    await expect.poll(() => isMarked(page).catch(() => true)).toBe(false);
    await office.context.close();
  }, 60_000);

  test('the hall screen takes it by itself, once', async () => {
    const screen = await hall.enter('screen', '');
    const { page } = screen;
    await page.getByText('Đối thoại với hội viên Hội Nông dân').first().waitFor();
    await mark(page);
    await hall.restart(next.program);
    await expect.poll(() => isMarked(page).catch(() => true)).toBe(false);
    await page.getByText('Đối thoại với hội viên Hội Nông dân').first().waitFor();
    await mark(page);
    expect(await barOf(page).count()).toBe(0);
    expect(screen.errors).toEqual([]);
    await screen.context.close();
  }, 60_000);
});

describe('a new version that does not work with the page', () => {
  test('the page stops sending, says so, keeps what is typed, and sends it after the reload', async () => {
    const { page } = recorder;
    await page.reload();
    await minutesOf(page).waitFor();
    await minutesOf(page).locator('p').last().click();
    await page.keyboard.press('End');
    await type(page, ' Trước phiên bản khác.');
    await inTheHall(page);
    await mark(page);
    const upgraded = hall.restart(breaking.program);
    await type(page, ' Trong lúc đổi phiên bản.');
    await upgraded;
    await barOf(page).getByText('nên trang này ngừng gửi').waitFor();
    await type(page, ' Sau khi đổi phiên bản.');
    await page.getByText('Đã lưu trên máy này').first().waitFor();
    expect(await barOf(page).getByRole('button', { name: 'Để sau' }).count()).toBe(0);
    // What was typed since is not in the hall: a device of the new version does not have it.
    const other = await hall.enter('recorder', 'Người thứ ba');
    await expect.poll(() => minutesText(other.page)).toContain('Trước phiên bản khác.');
    await inTheHall(other.page);
    expect(await minutesText(other.page)).not.toContain('đổi phiên bản.');
    expect(await isMarked(page)).toBe(true);
    await reloadOf(page).click();
    await expect.poll(() => isMarked(page).catch(() => true)).toBe(false);
    await minutesOf(page).waitFor();
    for (const text of ['Trong lúc đổi phiên bản.', 'Sau khi đổi phiên bản.'])
      await expect.poll(() => minutesText(other.page)).toContain(text);
    await inTheHall(page);
    expect(await barOf(page).count()).toBe(0);
    await other.context.close();
    await otherDeviceHas('Người thứ tư', ['Trong lúc đổi phiên bản.', 'Sau khi đổi phiên bản.']);
  }, 120_000);

  test('a page that is newer than the server is told the same, and so is a call that would change something', async () => {
    const { page } = recorder;
    await hall.restart();
    await barOf(page).getByText('nên trang này ngừng gửi').waitFor();
    const change = (told: string) =>
      hall
        .call('PATCH', '/session', { name: 'Lê Văn Phòng' }, { 'doithoai-protocol': told })
        .then(() => 'taken', String);
    expect(await change(String(protocol))).toBe('taken');
    expect(await change(String(protocol + 1))).toContain('426 {"error":"otherVersion"}');
    expect(await change(String(protocol - 1))).toContain('426');
    await reloadOf(page).click();
    await minutesOf(page).waitFor();
    await expect.poll(() => barOf(page).count()).toBe(0);
    expect(recorder.errors).toEqual([]);
  }, 60_000);

  test('the door closes such a socket with a code of its own; a client that names no version comes in', async () => {
    const cookie = await joinAs(await hall.link('recorder'), 'Một công cụ');
    const { url } = hall.server;
    const code = (query: string) =>
      new Promise<number | 'open'>((resolve, reject) => {
        const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/${hall.dialogueId}/minutes${query}`, {
          headers: { cookie, origin: url },
        });
        socket.on('message', () => {
          resolve('open');
          socket.close();
        });
        socket.on('close', (closed) => resolve(closed));
        socket.on('error', reject);
      });
    expect(await code('')).toBe('open');
    expect(await code(`?protocol=${protocol}`)).toBe('open');
    expect(await code('?protocol=later')).toBe('open');
    expect(await code(`?protocol=${protocol - 1}`)).toBe(4426);
    expect(await code(`?protocol=${protocol + 1}`)).toBe(4426);
  });
});
