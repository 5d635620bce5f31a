import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Visitor } from './browser.ts';
import { hallDialogue, openHall, type TestHall } from './kit.ts';

/*
 * Petitions that resemble each other, and the search, at two recorders' devices and the organizer's. The steps build
 * on each other, so they run in order.
 */
let hall: TestHall;
let recorder: Visitor;
let second: Visitor;
let organizer: Visitor;
const people: Visitor[] = [];

const content = (page: Page) => page.locator('[data-field="content"]');
const card = (page: Page, number: string) => page.locator('li[data-petition]', { hasText: number });
const box = (page: Page) => page.getByTestId('similar');
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

beforeAll(async () => {
  hall = await openHall();
  recorder = await hall.enter('recorder', 'Phạm Thư Ký');
  second = await hall.enter('recorder', 'Hoàng Thư Ký');
  people.push(recorder, second);
}, 90_000);
afterAll(() => hall?.close());

/** Opens a petition from its card, which an open one may cover. */
async function open(page: Page, number: string): Promise<void> {
  const close = button(page, 'Đóng chi tiết (Esc)');
  if (await close.isVisible()) await close.click();
  await card(page, number).click();
  await page.getByRole('heading', { name: number }).waitFor();
}

async function raise(page: Page, text: string, village: string, name: string, number: string): Promise<void> {
  await page.keyboard.press('Alt+n');
  await expect.poll(() => content(page).inputValue(), { timeout: 20_000 }).toBe('');
  await content(page).focus();
  await page.keyboard.type(text);
  await page.locator('[data-field="name"]').fill(name);
  await page.locator('[data-field="village"]').fill(village);
  await page.locator('[data-field="village"]').press('Tab');
  await card(page, number).waitFor();
}

/** Goes to the petitions alike by their key, and on until a button of this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  await page.keyboard.press('Alt+k');
  for (let n = 0; n < 8; n += 1) {
    if (n > 0) await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const { activeElement } = document;
      return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
    });
    if (name.test(focused)) return;
    passed.push(focused.slice(0, 30));
  }
  throw new Error(`no button ${name} among ${passed.join(' | ')}`);
}

describe('petitions that resemble each other', () => {
  test('are offered while typing, and said once', async () => {
    const { page } = recorder;
    await raise(
      page,
      'Đường từ thôn ra khu sản xuất bị sạt lở sau mùa mưa, bà con không chở được mì về nhà.',
      'Giang Lố 1',
      'Nguyễn Văn Kín',
      'KN-01',
    );
    await raise(page, 'Đề nghị khoan thêm giếng vì mùa khô thiếu nước.', 'Hào Lý', 'Y Khô', 'KN-02');
    expect(await box(page).count()).toBe(0);
    await raise(
      page,
      'duong ra khu san xuat bi sat lo mua mua, khong cho duoc mi',
      'Đăk Vang',
      'Trần Thị Giấu',
      'KN-03',
    );
    await box(page).getByText('KN-01', { exact: true }).waitFor();
    expect(await box(page).locator('strong').allTextContents()).toEqual(['KN-01']);
    await page.getByRole('status').filter({ hasText: 'Có 1 kiến nghị giống' }).waitFor({ state: 'attached' });
  });

  test('are compared and merged by keyboard; both numbers and both citizens stay', async () => {
    const { page } = recorder;
    await content(page).focus();
    await tabTo(page, /So sánh với KN-01/);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'So sánh KN-03 và KN-01' });
    await dialog.getByText('Trần Thị Giấu').waitFor();
    expect(await dialog.locator('mark').allTextContents()).toEqual(
      expect.arrayContaining(['sạt', 'lở', 'sat', 'lo']),
    );
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await content(page).focus();
    await tabTo(page, /Gộp KN-03 vào KN-01/);
    await page.keyboard.press('Enter');
    await page.getByText('Đã gộp vào KN-01; trả lời').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('Mở KN-01');
    await page.keyboard.press('Enter');
    const held = page.getByRole('region', { name: 'Gồm cả 1 kiến nghị được gộp vào' });
    await held.getByText('Trần Thị Giấu, Đăk Vang').waitFor();
    await card(second.page, 'KN-03').getByText('Đã gộp').waitFor();
  });

  test('the merge is undone at another device, after the kept one was changed: all is as before', async () => {
    const { page } = second;
    await open(page, 'KN-01');
    await page.locator('[data-field="field"]').fill('Xây dựng nông thôn mới');
    await page.locator('[data-field="field"]').press('Tab');
    await page.locator('[data-field="unit"]').fill('Địa chính – nông nghiệp');
    await page.locator('[data-field="unit"]').press('Tab');
    await open(page, 'KN-03');
    await button(page, 'Bỏ gộp, trở lại “Mới nêu”').click();
    await page.getByText('Đã bỏ gộp KN-03; trở lại “Mới nêu”.').waitFor();
    await expect.poll(() => page.locator('[data-field="name"]').inputValue()).toBe('Trần Thị Giấu');
    await recorder.page.locator('li[data-petition][data-state="raised"]', { hasText: 'KN-03' }).waitFor();
    expect(await page.locator('[data-field="village"]').inputValue()).toBe('Đăk Vang');
  });

  test('a pair that is not alike is offered to nobody again, until that is taken back', async () => {
    const { page } = second;
    await box(page).waitFor();
    await button(page, /^Không giống KN-01/).click();
    await box(page).waitFor({ state: 'hidden' });
    await open(recorder.page, 'KN-03');
    await expect.poll(() => content(recorder.page).inputValue()).toContain('duong ra khu san xuat');
    await page.getByRole('button', { name: 'Hoàn tác', exact: true }).click();
    await box(page).waitFor();
    await box(recorder.page).waitFor();
  });
});

describe('the search', () => {
  const field = (page: Page) => page.getByRole('searchbox', { name: 'Nội dung cần tìm' });
  const hits = (page: Page) => page.locator('a[data-hit]');
  const older = { ...hallDialogue, title: 'Đối thoại với hộ nghèo', year: 2023, quarter: 'II' as const };
  let olderId = '';

  test('the organizer finds in all dialogues, by words without marks, by name and by number', async () => {
    const made: { id: string } = await (await hall.call('POST', '/dialogues', older)).json();
    olderId = made.id;
    organizer = await hall.enter('organizer', 'Lê Văn Phòng');
    people.push(organizer);
    const { page } = organizer;
    await page.goto(`${hall.server.url}/dialogues/${olderId}`);
    await page.locator('.ProseMirror').waitFor();
    await raise(
      page,
      'Đường vào khu sản xuất sạt lở, sau mùa mưa bà con không chở được mì về.',
      'Hào Lý',
      'A Khiêm Nhường',
      'KN-01',
    );
    await page.locator('.ProseMirror p').last().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' Chủ tịch kết luận: sửa đường sạt lở trong quý này.');
    await page.getByRole('link', { name: 'Tìm kiếm' }).click();
    await page.waitForURL(/\/search$/);
    // The index takes what is typed within a second or two.
    await expect
      .poll(
        async () => {
          await field(page).fill('');
          await field(page).fill('SAT LO');
          await page.getByText(/kết quả|Không tìm thấy/).waitFor();
          return hits(page).count();
        },
        { timeout: 20_000, interval: 400 },
      )
      .toBeGreaterThanOrEqual(3);
    await expect
      .poll(
        async () => {
          await field(page).fill('');
          await field(page).fill('ket luan sua duong');
          await page.getByText(/kết quả|Không tìm thấy/).waitFor();
          return hits(page).count();
        },
        { timeout: 20_000, interval: 400 },
      )
      .toBe(1);
    expect(await hits(page).locator('mark').allTextContents()).toEqual(
      expect.arrayContaining(['kết luận', 'sửa', 'đường'].flatMap((words) => words.split(' '))),
    );
    await field(page).fill('khiem nh');
    await page.locator('a[data-hit]', { hasText: 'A Khiêm Nhường' }).waitFor();
    await field(page).fill('kn-01');
    await expect.poll(() => hits(page).locator('strong').allTextContents()).toEqual(['KN-01', 'KN-01']);
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
      expect.stringContaining(hallDialogue.title),
      expect.stringContaining(older.title),
    ]);
  });

  test('a hit opens the petition on its board, or the paragraph in the minutes', async () => {
    const { page } = organizer;
    await field(page).fill('Hào Lý sạt');
    await expect.poll(() => hits(page).count()).toBe(1);
    await field(page).press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === `/dialogues/${olderId}`);
    await expect.poll(() => content(page).inputValue()).toContain('Đường vào khu sản xuất');
    await page.keyboard.press('Escape');
    await page.locator('body').press('/');
    await page.getByLabel('Tìm trong', { exact: true }).selectOption('minutes');
    await field(page).fill('"kết luận: sửa"');
    await expect.poll(() => hits(page).count()).toBe(1);
    await field(page).press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await expect
      .poll(() => page.evaluate(() => getSelection()?.anchorNode?.parentElement?.closest('p')?.textContent))
      .toContain('Chủ tịch kết luận');
    expect(new URL(page.url()).search).toBe('');
  });

  test('a recorder finds only in the own dialogue, and comes back to where the search was opened', async () => {
    const { page } = recorder;
    await open(page, 'KN-02');
    await expect.poll(() => content(page).inputValue()).toContain('khoan thêm giếng');
    await button(page, 'Đóng chi tiết (Esc)').focus();
    await page.keyboard.press('/');
    await field(page).fill('sat lo');
    await expect.poll(() => hits(page).count()).toBe(2);
    const shown = await page.getByRole('dialog').textContent();
    expect(shown).not.toContain(older.title);
    await field(page).fill('khiêm nhường');
    await page.getByText('Không tìm thấy').waitFor();
    const answer = await page.evaluate(async (id) => {
      const scoped = await fetch(`/api/search?q=duong&dialogue=${id}`);
      const all = await fetch('/api/search?q=duong');
      return [scoped.status, JSON.stringify(await all.json()).includes(id)];
    }, olderId);
    expect(answer).toEqual([404, false]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await expect.poll(() => content(page).inputValue()).toContain('khoan thêm giếng');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Đóng chi tiết (Esc)');
  });

  test('the recorder is told of the earlier dialogue’s petition without its people, and may not open it', async () => {
    const { page } = recorder;
    await open(page, 'KN-03');
    const earlier = box(page).getByRole('region', { name: 'Ở các buổi đối thoại trước' });
    await earlier.getByText('Đối thoại với hộ nghèo (Quý II/2023)').waitFor();
    expect(await earlier.textContent()).not.toMatch(/Khiêm/);
    expect(await earlier.getByRole('link').count()).toBe(0);
  });

  test('out of reach of the hall, the documents on the device are searched, and the page says so', async () => {
    const { page, context } = recorder;
    await context.setOffline(true);
    await page.locator('body').press('/');
    await field(page).fill('thieu nuoc');
    await page.getByText('chỉ tìm trong các tài liệu đã lưu trên máy này').waitFor();
    await expect.poll(() => hits(page).locator('strong').allTextContents()).toEqual(['KN-02']);
    await field(page).fill('y kho');
    await expect.poll(() => hits(page).count()).toBe(1);
    await field(page).press('Enter');
    await expect.poll(() => content(page).inputValue()).toContain('khoan thêm giếng');
    await context.setOffline(false);
  });

  test('nobody’s console tells of an error', () => {
    expect(people.flatMap(({ errors }) => errors)).toEqual([]);
  });
});
