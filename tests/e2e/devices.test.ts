import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ListedDevice } from '../../shared/devices.ts';
import type { DialogueRecord } from '../../shared/record.ts';
import { FaultProxy } from '../net/proxy.ts';
import { violations } from './axe.ts';
import { enter, type Visitor, visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';

/* Devices that are cut off, named before a freeze, and come back after it. The steps build on each other. */

let hall: TestHall;
let cable: FaultProxy;
let organizer: Visitor;
let hoa: Visitor;
let first = '';

const text = (page: Page) => page.locator('.ProseMirror').first();
const bar = (page: Page) => page.getByLabel('Tình trạng lưu');
const risks = (page: Page) => page.getByTestId('device-risks').first();
const open = (page: Page, rest: string) =>
  page.goto(`${new URL(page.url()).origin}/dialogues/${hall.dialogueId}${rest}`);
const devices = async (): Promise<ListedDevice[]> =>
  (await hall.call('GET', `/dialogues/${hall.dialogueId}/devices`)).json();
const hoasDevice = async () => (await devices()).find(({ who }) => who === 'Trần Thị Hòa');
/** Types a word a change at the end of the minutes. */
async function type(page: Page, words: string): Promise<void> {
  await text(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(words);
}
const inRecord = async (id: string): Promise<string> => {
  const answer: { record: DialogueRecord } = await (await hall.call('GET', `/freezes/${id}`)).json();
  return JSON.stringify(answer.record.minutes.body);
};
const frozen = async (page: Page): Promise<string> => {
  await page.waitForURL(/\/records\/[a-z0-9]+$/);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
};

beforeAll(async () => {
  hall = await openHall();
  cable = await FaultProxy.open(hall.server.port);
  organizer = await hall.enter('organizer', 'Lê Văn Phòng');
  hoa = await visitor(hall.browser);
  await enter(hoa.page, (await hall.link('recorder')).replace(hall.server.url, cable.url), 'Trần Thị Hòa');
  await bar(hoa.page).getByText('Đã lưu tại hội trường').waitFor();
});
afterAll(async () => {
  await hall?.close();
  await cable?.close();
});

describe('before a freeze', () => {
  test('a person names the device; the office sees it connected and in step', async () => {
    const { page } = hoa;
    await expect.poll(async () => (await hoasDevice())?.savedAt ?? '', { timeout: 20_000 }).not.toBe('');
    await open(page, '/devices');
    const own = page.getByTestId('own-device');
    await own.getByRole('button', { name: 'Đặt tên' }).click();
    await page.getByLabel('Tên máy').fill('Laptop 2');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await own.getByRole('heading', { name: 'Máy này: Laptop 2' }).waitFor();
    await own.getByText('Đã về hội trường hết').first().waitFor();
    await open(organizer.page, '/devices');
    const row = organizer.page.getByTestId('device').filter({ hasText: 'Laptop 2' });
    await row.getByText('Đang kết nối').waitFor();
    await row.getByText('Không còn gì chờ').waitFor();
    expect(await hoasDevice()).toMatchObject({ name: 'Laptop 2', kind: 'computer', risk: '' });
  });

  test('a page that is closed when all is saved says goodbye: no warning, and no claim about later', async () => {
    const lan = await visitor(hall.browser);
    await enter(lan.page, await hall.link('recorder'), 'Phạm Thị Lan');
    const device = async () => (await devices()).find(({ who }) => who === 'Phạm Thị Lan');
    await expect.poll(async () => (await device())?.savedAt ?? '', { timeout: 20_000 }).not.toBe('');
    await lan.page.goto('about:blank');
    await expect.poll(async () => (await device())?.presence, { timeout: 20_000 }).toBe('left');
    const row = organizer.page.getByTestId('device').filter({ hasText: 'Phạm Thị Lan' });
    await row.getByText('Khi đóng trang đã lưu hết').waitFor();
    expect((await violations(organizer.page)).join('\n')).toBe('');
    expect((await device())?.risk).toBe('');
    await lan.context.close();
  });

  test('its sockets cut, its words told: the office reads how many changes and since when', async () => {
    const { page } = hoa;
    await open(page, '');
    await bar(page).getByText('Đã lưu tại hội trường').waitFor();
    // The documents' sockets fail while pages and calls get through.
    await page.routeWebSocket(/\/sync\//, (socket) => socket.close());
    await page.reload();
    await text(page).waitFor();
    await type(page, 'mười bốn chữ.!');
    await expect
      .poll(async () => (await hoasDevice())?.held.minutes?.waiting ?? 0, { timeout: 20_000 })
      .toBeGreaterThan(0);
    const counted = await bar(page)
      .getByText(/\d+ thay đổi đang chờ/)
      .textContent();
    const count = Number.parseInt(counted ?? '', 10);
    await expect
      .poll(async () => (await hoasDevice())?.held.minutes?.waiting, { timeout: 20_000 })
      .toBe(count);
    await open(organizer.page, '/records');
    await risks(organizer.page)
      .getByText(new RegExp(`Laptop 2 – Trần Thị Hòa: ${count} thay đổi từ \\d\\d:\\d\\d`))
      .waitFor();
  });

  test('it is cut off altogether: its own page still tells, from what lies on it', async () => {
    const { page } = hoa;
    cable.pull();
    await bar(page)
      .getByRole('link', { name: /thay đổi đang chờ/ })
      .click();
    const own = page.getByTestId('own-device');
    await own.getByText(/\d+ thay đổi từ \d\d:\d\d \(đã ghi trên máy này\)/).waitFor();
    await own.getByText(/Mất kết nối với hội trường từ/).waitFor();
    await page.getByText('Không hỏi được hội trường').waitFor();
  });

  test('it comes back: what it held is in the hall, and the warning goes by itself', async () => {
    const { context, page } = hoa;
    await page.close();
    hoa.page = await context.newPage();
    hoa.page.setDefaultTimeout(20_000);
    cable.plug();
    await hoa.page.goto(`${cable.url}/dialogues/${hall.dialogueId}`);
    await bar(hoa.page).getByText('Đã lưu tại hội trường').waitFor();
    await risks(organizer.page).waitFor({ state: 'hidden' });
    expect(await hoasDevice()).toMatchObject({ presence: 'connected', held: {}, risk: '' });
  });

  test('gone without a word: it may hold something, and the office freezes in spite of it by name', async () => {
    await cutAndType(' Bà con xin sửa cầu treo.');
    await risks(organizer.page)
      .getByText(/Laptop 2 – Trần Thị Hòa: mất kết nối từ \d\d:\d\d, có thể còn giữ/)
      .waitFor();
    first = await freezeDespite();
    expect(await inRecord(first)).toContain('mười bốn chữ');
    expect(await inRecord(first)).not.toContain('cầu treo');
    await open(organizer.page, '/records');
    await organizer.page.getByTestId('despite').getByText('Laptop 2 – Trần Thị Hòa').waitFor();
  });
});

describe('after the freeze', () => {
  test('it hands in what it typed by itself, and says so', async () => {
    cable.plug();
    await hoa.page.getByTestId('own-late').getByText('đã chuyển Văn phòng xem xét').waitFor();
    await bar(hoa.page)
      .getByText(/thay đổi sau khi chốt, đã chuyển/)
      .waitFor();
  });

  test('the office reads the words, takes them, and the next version holds them; the device is told', async () => {
    const { page } = organizer;
    await decide('taken');
    await page.getByTestId('late-state').getByText('Đã đưa vào đính chính').waitFor();
    await hoa.page.getByTestId('own-late').getByText('đã đưa vào đính chính').waitFor();
    await hoa.page.getByRole('button', { name: 'Mở bản của hội trường' }).click();
    await text(hoa.page).getByText('cầu treo').waitFor();
    await bar(hoa.page).getByText('Đã lưu tại hội trường').waitFor();
    await open(page, '/records');
    await page.getByRole('button', { name: 'Chốt biên bản' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Chốt biên bản' }).click();
    expect(await inRecord(await frozen(page))).toContain('Bà con xin sửa cầu treo.');
    expect(await inRecord(first)).not.toContain('cầu treo');
  });

  test('declined, the device is told why, and the words do not come in when the dialogue is opened again', async () => {
    const { page } = organizer;
    await reopen();
    await text(hoa.page).and(hoa.page.locator('[contenteditable="true"]')).waitFor();
    // Another tab of the same device has them from the first one.
    const tab = await hoa.context.newPage();
    await tab.goto(`${cable.url}/dialogues/${hall.dialogueId}`);
    await bar(tab).getByText('Đã lưu tại hội trường').waitFor();
    await cutAndType(' Chuyện ngoài lề.');
    await text(tab).getByText('Chuyện ngoài lề.').waitFor();
    await open(page, '/records');
    await risks(page).waitFor();
    await freezeDespite();
    cable.plug();
    await hoa.page.getByTestId('own-late').getByText('đã chuyển Văn phòng').waitFor();
    await decide('declined', 'Không thuộc nội dung đối thoại');
    await hoa.page.getByText('Lý do: Không thuộc nội dung đối thoại').waitFor();
    // Neither a page that still shows them nor the device brings them in by itself.
    await reopen();
    await tab.reload();
    await bar(tab).getByText('Đã lưu tại hội trường').waitFor();
    expect(await text(tab).textContent()).not.toContain('ngoài lề');
    await hoa.page.reload();
    await bar(hoa.page).getByText('Đã lưu tại hội trường').waitFor();
    await type(hoa.page, ' Hết.');
    await bar(hoa.page).getByText('Đã lưu tại hội trường').waitFor();
    await expect.poll(() => text(hoa.page).textContent()).toContain('Hết.');
    expect(await text(hoa.page).textContent()).not.toContain('ngoài lề');
    await open(page, '');
    await text(page).getByText('Hết.').waitFor();
    expect(await text(page).textContent()).not.toContain('ngoài lề');
    expect([...hoa.errors, ...organizer.errors]).toEqual([]);
  });
});

/** Pulls the cable under a page in step and types. */
async function cutAndType(words: string): Promise<void> {
  await bar(hoa.page).getByText('Đã lưu tại hội trường').waitFor();
  cable.pull();
  await type(hoa.page, words);
  await bar(hoa.page)
    .getByText(/\d+ thay đổi đang chờ/)
    .waitFor();
}

async function freezeDespite(): Promise<string> {
  const { page } = organizer;
  await page.getByRole('button', { name: 'Chốt biên bản' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Laptop 2').waitFor();
  await dialog.getByRole('button', { name: 'Vẫn chốt' }).click();
  return frozen(page);
}

async function decide(state: 'taken' | 'declined', reason = ''): Promise<void> {
  const { page } = organizer;
  await open(page, '/records');
  const proposal = page.getByTestId('late-proposal').filter({ hasText: 'Chờ quyết định' });
  await proposal.getByText('Laptop 2 – Trần Thị Hòa').waitFor();
  await proposal.getByRole('link').click();
  await page
    .locator('ins')
    .getByText(state === 'taken' ? 'cầu treo' : 'ngoài lề')
    .waitFor();
  const name = state === 'taken' ? 'Đưa vào đính chính' : 'Không đưa vào';
  await page.getByRole('button', { name }).click();
  const dialog = page.getByRole('dialog');
  if (reason) await dialog.getByLabel('Lý do').fill(reason);
  await dialog.getByRole('button', { name }).click();
  await dialog.waitFor({ state: 'hidden' });
}

async function reopen(): Promise<void> {
  const { page } = organizer;
  await open(page, '/records');
  await page.getByRole('button', { name: 'Mở lại để sửa' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Mở lại để sửa' }).click();
  await dialog.waitFor({ state: 'hidden' });
}
