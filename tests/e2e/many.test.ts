import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FaultProxy } from '../net/proxy.ts';
import { enter, type Visitor, visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';

/* Three recorders at one board: they see each other, write one field at once, and decide. The steps build on each other. */
let hall: TestHall;
let cables: FaultProxy[] = [];
let pham: Visitor;
let hoang: Visitor;
let thu: Visitor;

/** A recorder at the end of a cable that the test can pull. */
async function recorder(
  name: string,
  viewport?: { width: number; height: number },
): Promise<[Visitor, FaultProxy]> {
  const cable = await FaultProxy.open(hall.server.port);
  cables.push(cable);
  const person = await visitor(hall.browser, viewport);
  const link = (await hall.link('recorder')).replace(/^https?:\/\/[^/]+/, cable.url);
  await enter(person.page, link, name);
  return [person, cable];
}

beforeAll(async () => {
  hall = await openHall();
  [[pham], [hoang], [thu]] = [
    await recorder('Phạm Thư Ký'),
    await recorder('Hoàng Văn Ghi'),
    await recorder('Y Thu Hằng', { width: 390, height: 844 }),
  ];
});
afterAll(async () => {
  await hall?.close();
  for (const cable of cables) await cable.close();
  cables = [];
});

const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`);
const card = (page: Page, number: string) => page.locator('li[data-petition]', { hasText: number });
const conflict = (page: Page, name: string) => page.locator(`[data-conflict="${name}"]`);
const poll = (read: () => Promise<unknown>) => expect.poll(read, { timeout: 20_000 });
const synced = (page: Page) => page.getByText('Đã lưu tại hội trường').first().waitFor();
const openCard = async (page: Page, number: string) => {
  await card(page, number).locator('[data-open]').click();
  await field(page, 'content').waitFor();
};
/** Escape, as often as it takes: the first one may close a list of suggestions. */
const closePetition = (page: Page) =>
  poll(async () => {
    if ((await field(page, 'content').count()) > 0) await field(page, 'content').press('Escape');
    return field(page, 'content').count();
  }).toBe(0);

describe('many at once', () => {
  test('who is here: one bar with initials, and what each does', async () => {
    const { page } = pham;
    await page.getByRole('button', { name: 'Đang có mặt: 3 người' }).click();
    const list = page.locator('[data-together] li');
    await poll(() => list.count()).toBe(3);
    // By given name: Ghi, Hằng, Ký.
    expect(await list.locator('strong').allTextContents()).toEqual([
      'Hoàng Văn Ghi',
      'Y Thu Hằng',
      'Phạm Thư Ký',
    ]);
    await page.keyboard.press('Escape');
    await poll(() => list.count()).toBe(0);
    // The phone has the same bar.
    await thu.page.getByRole('button', { name: 'Đang có mặt: 3 người' }).click();
    await poll(() => thu.page.locator('[data-together] li').count()).toBe(3);
    await thu.page.keyboard.press('Escape');
  });

  test('a petition that somebody writes is held softly, and announced to the others', async () => {
    await pham.page.locator('body').press('KeyN');
    await field(pham.page, 'content').fill('Đường vào thôn bị sạt lở');
    await card(hoang.page, 'KN-01').getByText('Phạm Thư Ký đang nhập').waitFor();
    await openCard(hoang.page, 'KN-01');
    await hoang.page.getByText('Phạm Thư Ký đang nhập kiến nghị này').waitFor();
    await poll(() => hoang.page.getByTestId('petitions-announced').textContent()).toContain('KN-01');
    // Writing along is allowed; who came second holds nothing.
    await field(hoang.page, 'answeredBy').focus();
    await field(pham.page, 'village').focus();
    await hoang.page.getByText('Phạm Thư Ký đang nhập', { exact: true }).last().waitFor();
    expect(await pham.page.getByText('Hoàng Văn Ghi đang nhập kiến nghị này').count()).toBe(0);
    // The one who leaves lets go, and the other takes it.
    await closePetition(pham.page);
    await card(pham.page, 'KN-01').getByText('Hoàng Văn Ghi đang nhập').waitFor();
    await closePetition(hoang.page);
  });

  test('two who were both cut off write one field: both values are shown to all, one press decides', async () => {
    for (const { page } of [pham, hoang]) await openCard(page, 'KN-01');
    await synced(pham.page);
    await synced(hoang.page);
    cables[0]?.pull();
    cables[1]?.pull();
    for (const { page } of [pham, hoang])
      await page
        .getByText(/mất kết nối|chưa tới hội trường/i)
        .first()
        .waitFor();
    await field(pham.page, 'village').fill('Giang Lố 1');
    await field(pham.page, 'village').press('Tab');
    await field(hoang.page, 'village').fill('Hào Lý');
    await field(hoang.page, 'village').press('Tab');
    cables[0]?.plug();
    cables[1]?.plug();
    await card(thu.page, 'KN-01').waitFor({ state: 'attached' });
    for (const { page } of [pham, hoang]) {
      await conflict(page, 'village').waitFor();
      const said = (await conflict(page, 'village').textContent()) ?? '';
      for (const part of ['Phạm Thư Ký ghi', 'Giang Lố 1', 'Hoàng Văn Ghi ghi', 'Hào Lý'])
        expect(said).toContain(part);
      await card(page, 'KN-01').getByText('2 giá trị').waitFor();
    }
    await poll(() => hoang.page.getByTestId('conflicts-announced').textContent()).toBe(
      'KN-01: hai người ghi khác nhau ở Thôn',
    );
    // Hoàng takes the value that did not stand; it then stands on all devices and the question is gone.
    const lost = conflict(hoang.page, 'village').locator('[data-side="lost"]');
    const value = (await lost.locator('strong').textContent()) ?? '';
    await lost.focus();
    await hoang.page.keyboard.press('Enter');
    for (const { page } of [pham, hoang]) {
      await conflict(page, 'village').waitFor({ state: 'detached' });
      await poll(() => field(page, 'village').inputValue()).toBe(value);
    }
    // Who came back sees at once who is there.
    for (const { page } of [pham, hoang]) {
      const here = page.getByRole('button', { name: 'Đang có mặt: 3 người' });
      await expect.poll(() => here.count(), { timeout: 8_000 }).toBe(1);
    }
    // What is written after having seen all is no conflict.
    await field(pham.page, 'village').fill('Đăk Vang');
    await field(pham.page, 'village').press('Tab');
    await poll(() => field(hoang.page, 'village').inputValue()).toBe('Đăk Vang');
    expect(await conflict(hoang.page, 'village').count()).toBe(0);
  });

  test('the list of activity tells who changed what, without text and names of citizens', async () => {
    const { page } = hoang;
    await field(page, 'name').fill('Nguyễn Văn Kín');
    await field(page, 'name').press('Tab');
    await closePetition(page);
    await page.locator('body').press('KeyA');
    const list = page.locator('[data-activity-list]');
    for (const part of [
      'Phạm Thư Ký nêu kiến nghị KN-01',
      'ghi khác nhau ở Thôn',
      'chọn giá trị cho Thôn',
      'Hoàng Văn Ghi sửa Họ và tên người nêu',
    ])
      await poll(async () => (await list.textContent())?.replaceAll(/\s+/g, ' ')).toContain(part);
    await poll(() => list.textContent()).toContain('Đăk Vang');
    const said = (await list.textContent()) ?? '';
    expect(said).not.toContain('Kín');
    expect(said).not.toContain('sạt lở');
    await list.getByLabel('Loại').selectOption('raised');
    await poll(() => list.locator('[data-activity]').count()).toBe(1);
    await list.getByRole('button', { name: 'KN-01' }).click();
    await page.getByRole('region', { name: 'Ai đã sửa kiến nghị này' }).getByText('nêu kiến nghị').waitFor();
    await page.locator('body').press('KeyA');
  });

  test('following: what one opens is opened here, a key of one’s own ends it', async () => {
    const follower = hoang.page;
    await closePetition(pham.page);
    await closePetition(follower);
    await follower.getByRole('button', { name: 'Đang có mặt: 3 người' }).click();
    await follower.getByRole('button', { name: 'Theo dõi Phạm Thư Ký' }).click();
    await pham.page.getByText('1 người đang theo bạn').waitFor();
    await follower.getByText('Đang theo dõi Phạm Thư Ký').waitFor();
    await openCard(pham.page, 'KN-01');
    await field(follower, 'content').waitFor();
    // Nothing took the focus.
    expect(
      await follower.evaluate(() => document.activeElement?.closest('[aria-label="Chi tiết kiến nghị"]')),
    ).toBe(null);
    await pham.page.locator('.ProseMirror p').last().click();
    await follower.getByRole('button', { name: 'Đang có mặt: 3 người' }).click();
    await follower.getByText(/đang ghi mục II/).waitFor();
    await follower.keyboard.press('Escape');
    await follower.keyboard.press('Escape');
    await poll(() => follower.getByText('Đang theo dõi Phạm Thư Ký').count()).toBe(0);
    await poll(() => pham.page.getByText('1 người đang theo bạn').count()).toBe(0);
  });

  /** What the two write while both are cut off: as it is entered, and as it is shown. */
  const apart = {
    text: ['Phía trên. ', 'Phía dưới. '],
    field: ['Xây dựng nông thôn mới', 'Sản xuất nông nghiệp'],
    unit: ['Địa chính – nông nghiệp', 'Lao động, Thương binh – xã hội'],
    day: ['2026-12-21', '2026-12-28'],
    state: ['answered', 'guided'],
  } as const;
  const shown = {
    field: apart.field,
    unit: apart.unit,
    dueDate: ['21/12/2026', '28/12/2026'],
    state: ['Trả lời trực tiếp', 'Hướng dẫn lập thủ tục'],
  } as const;
  const choose = async (page: Page, name: string, value: string) => {
    await field(page, name).fill(value);
    await field(page, name).press('Tab');
    await poll(() => field(page, name).inputValue()).toBe(value);
  };

  async function writeApart({ page }: Visitor, who: 0 | 1): Promise<void> {
    await page
      .getByText(/mất kết nối|chưa tới hội trường/i)
      .first()
      .waitFor();
    await field(page, 'content').press('Control+Home');
    await page.keyboard.insertText(apart.text[who]);
    await choose(page, 'field', apart.field[who]);
    await choose(page, 'unit', apart.unit[who]);
    await field(page, 'dueDate').fill(apart.day[who]);
    await field(page, 'dueReason').fill('Chờ khảo sát');
    await field(page, 'dueReason').press('Enter');
    await page.locator(`button[data-state="${apart.state[who]}"]`).click();
  }

  test('two who were cut off write a text: both parts stay, and no question is asked', async () => {
    for (const { page } of [pham, hoang]) {
      if ((await field(page, 'content').count()) === 0) await openCard(page, 'KN-01');
      await synced(page);
    }
    // A petition that is noted for later has a unit and a day; from here the two go on apart.
    await choose(pham.page, 'field', 'Vay vốn');
    await choose(pham.page, 'unit', 'Văn phòng – thống kê');
    await pham.page.locator('button[data-state="deferred"]').click();
    await poll(() => field(hoang.page, 'unit').inputValue()).toBe('Văn phòng – thống kê');
    await poll(() => field(hoang.page, 'dueDate').inputValue()).not.toBe('');
    cables[0]?.pull();
    cables[1]?.pull();
    await writeApart(pham, 0);
    await writeApart(hoang, 1);
    cables[0]?.plug();
    cables[1]?.plug();
    for (const { page } of [pham, hoang])
      for (const text of apart.text) await poll(() => field(page, 'content').inputValue()).toContain(text);
    expect(await conflict(hoang.page, 'content').count()).toBe(0);
  });

  test.each(['field', 'unit', 'dueDate', 'state'] as const)(
    '%s: both values with who wrote which, one press decides',
    async (name) => {
      for (const { page } of [pham, hoang]) {
        const said = async () => (await conflict(page, name).textContent()) ?? '';
        for (const part of ['Phạm Thư Ký ghi', 'Hoàng Văn Ghi ghi', ...shown[name]])
          await poll(said).toContain(part);
      }
      // The value that did not stand is taken; it then stands on both devices and the question is gone.
      const lost = conflict(hoang.page, name).locator('[data-side="lost"]');
      const taken = (await lost.locator('strong').textContent()) ?? '';
      await lost.focus();
      await hoang.page.keyboard.press('Enter');
      const stands = {
        field: (page: Page) => field(page, 'field').inputValue(),
        unit: (page: Page) => field(page, 'unit').inputValue(),
        dueDate: async (page: Page) =>
          (await field(page, 'dueDate').inputValue()).split('-').reverse().join('/'),
        state: (page: Page) => page.locator('[data-detail] header').textContent(),
      }[name];
      for (const { page } of [pham, hoang]) {
        await conflict(page, name).waitFor({ state: 'detached' });
        await poll(() => stands(page)).toContain(taken);
      }
    },
  );

  test('no page broke or reported an error', () => {
    for (const { errors } of [pham, hoang, thu]) expect(errors).toEqual([]);
  });
});
