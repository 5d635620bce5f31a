import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { misfits } from './fits.ts';
import { devices } from './states.ts';
import { startWalk, type Walk } from './walk.ts';

/* A recorder with nothing but a phone does everything a recorder does. */
let walk: Walk;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  walk = await startWalk();
  const context = await walk.hall.browser.newContext({
    viewport: devices.phone,
    hasTouch: true,
    isMobile: true,
    serviceWorkers: 'block',
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
  });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => errors.push(String(error)));
});
afterAll(() => walk?.close());

const tap = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).first().tap();
const fits = async (what: string) =>
  expect(await misfits(page, true), what).toEqual({ sideways: 0, small: [], cut: [] });
const field = (name: string) => page.locator(`[data-field="${name}"]`);

describe('a recorder on a phone', () => {
  test('enters and types minutes', async () => {
    await page.goto(await walk.hall.link('recorder'));
    await page.getByLabel('Họ và tên của bạn').fill('Phạm Thư Ký');
    await fits('the name');
    await page.getByRole('button', { name: 'Vào làm việc' }).tap();
    const text = page.locator('.ProseMirror');
    await text.locator('p').last().tap();
    await page.keyboard.press('End');
    await page.keyboard.type(' Ghi bằng điện thoại: Ấp Ỗ.');
    await text.getByText('Ghi bằng điện thoại: Ấp Ỗ.').waitFor();
    await fits('the minutes');
  });

  test('adds a petition with its citizen, and the outcome', async () => {
    await tap('Kiến nghị');
    await page
      .getByRole('button', { name: /^Thêm kiến nghị/ })
      .last()
      .tap();
    await field('content').fill('Đề nghị làm cầu treo sang khu sản xuất');
    await field('name').fill('Y Điện Thoại');
    await field('village').fill('Đăk Vang');
    await field('village').blur();
    await fits('a petition');
    await field('field').tap();
    const fields = page.getByRole('option');
    await fields.nth(1).waitFor();
    await fields.nth(1).tap();
    await field('answer').fill('Xã ghi nhận, trả lời ngay tại hội nghị.');
    await page.locator('button[data-state="answered"]').tap();
    await page.getByRole('heading', { name: /KN-\d+/ }).waitFor();
    await fits('an answered petition');
  });

  test('moves it by the menu', async () => {
    await page.getByRole('button', { name: /^Đóng chi tiết/ }).tap();
    const card = page.locator('[data-petition]', { hasText: 'cầu treo' });
    await card.first().waitFor();
    await card.first().getByRole('button').last().tap();
    const menu = page.getByRole('dialog');
    await menu.waitFor();
    await fits('the menu');
    await menu.locator('button[data-state="explained"]').tap();
    await expect.poll(() => card.first().getAttribute('data-state'), { timeout: 20_000 }).toBe('explained');
  });

  test('opens each drawer and closes it', async () => {
    for (const name of ['Phát biểu', 'Phiếu giấy', 'Hoạt động']) {
      await tap(name);
      const drawer = page.getByRole('complementary', { name });
      await drawer.waitFor();
      await fits(name);
      await drawer.getByRole('button', { name: 'Đóng' }).first().tap();
      await drawer.waitFor({ state: 'detached' });
    }
  });

  test('takes attendance', async () => {
    await page.getByRole('link', { name: 'Điểm danh' }).tap();
    const absent = page.locator('input[data-attendee]:not(:checked)').first();
    await absent.waitFor();
    const id = await absent.getAttribute('data-attendee');
    await absent.tap();
    expect(await page.locator(`input[data-attendee="${id}"]`).isChecked()).toBe(true);
    await fits('the attendance');
  });

  test('reads along, leads, and notes a correction', async () => {
    await page.getByRole('link', { name: 'Đọc lại' }).tap();
    await page.locator('[data-block]').nth(3).tap();
    const current = page.locator('[data-block][aria-current]');
    expect(await current.getAttribute('data-block')).toBe(
      await page.locator('[data-block]').nth(3).getAttribute('data-block'),
    );
    await tap('Tôi đọc');
    await tap('Đoạn tiếp');
    await page.locator('[data-read="read"]').waitFor();
    await fits('the reading');
    await tap('Đề nghị sửa');
    await page.getByLabel('Đề nghị sửa thế nào').fill('Sửa tên thôn');
    await fits('the correction');
    await tap('Ghi lại');
    await page.locator('[data-correction]', { hasText: 'Sửa tên thôn' }).waitFor();
    await tap('Thôi đọc');
  });

  test('meets no error', () => expect(errors).toEqual([]));
});
