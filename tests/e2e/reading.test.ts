import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FaultProxy } from '../net/proxy.ts';
import { enter, type Visitor, visitor } from './browser.ts';
import { freezeOnPage, openHall, type TestHall } from './kit.ts';

/* The minutes read out before they are signed; the steps build on each other and share the devices. */
let hall: TestHall;
let reader: Visitor;
let chair: Visitor;
let other: Visitor;
let organizer: Visitor;
/** What the other recorder's device hangs on. */
let cable: FaultProxy;

beforeAll(async () => {
  hall = await openHall({ demo: true });
  cable = await FaultProxy.open(hall.server.port);
  other = await visitor(hall.browser);
  await enter(other.page, (await hall.link('recorder')).replace(hall.server.url, cable.url), 'Hoàng Thư Ký');
  [reader, chair, organizer] = await Promise.all([
    hall.enter('recorder', 'Phạm Thư Ký'),
    hall.enter('chair', 'Nguyễn Hữu Bảng', { width: 1024, height: 768 }),
    hall.enter('organizer', 'Lê Văn Phòng'),
  ]);
  for (const { page } of [reader, chair, other]) await openReading(page);
});
afterAll(async () => {
  await hall?.close();
  await cable?.close();
});

const blocks = (page: Page) => page.locator('[data-block]');
const current = (page: Page) => page.locator('[data-block][aria-current]');
const state = (page: Page) => page.getByTestId('reading-state');
const until = async (what: string, read: () => Promise<unknown>, wanted: unknown) =>
  expect.poll(read, { timeout: 20_000, message: what }).toEqual(wanted);

async function openReading(page: Page): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/dialogues/${hall.dialogueId}/reading`);
  await blocks(page).first().waitFor();
}

/** Index of the paragraph in focus. */
const at = (page: Page) =>
  blocks(page).evaluateAll((all) => all.findIndex((block) => block.hasAttribute('aria-current')));

const inWindow = (page: Page) =>
  current(page).evaluate((block) => {
    const { top } = block.getBoundingClientRect();
    return top >= 0 && top < innerHeight;
  });

describe('reading the minutes out', () => {
  test('one leads; the chair’s tablet and another recorder follow', async () => {
    const { page } = reader;
    expect(await at(page)).toBe(0);
    expect(await current(page).textContent()).toContain('Vào hồi');
    await page.getByRole('button', { name: 'Tôi đọc' }).click();
    for (const key of ['Space', 'ArrowDown', 'PageDown', 'Enter', 'ArrowUp', 'Space', 'Space', 'Space'])
      await page.keyboard.press(key);
    await until('the reader', () => at(page), 6);
    for (const follower of [chair, other]) {
      await until('a follower', () => at(follower.page), 6);
      await expect.poll(() => inWindow(follower.page), { timeout: 20_000 }).toBe(true);
      expect(await state(follower.page).textContent()).toContain('Phạm Thư Ký đang đọc');
      await follower.page.locator('[data-read="read"]').nth(5).waitFor();
    }
    const percent = Number(
      await chair.page.getByRole('progressbar', { name: 'Đã đọc' }).getAttribute('aria-valuenow'),
    );
    expect(percent).toBeGreaterThan(0);
    expect(percent).toBeLessThan(100);
  });

  test('who looks elsewhere is left alone until he comes back', async () => {
    const { page } = chair;
    await page.getByRole('article').hover();
    await page.mouse.wheel(0, 900);
    const back = page.getByRole('button', { name: 'Về chỗ đang đọc' });
    await back.waitFor();
    await reader.page.keyboard.press('Space');
    await until('the other follows', () => at(other.page), 7);
    expect(await at(page)).toBe(6);
    await back.click();
    await until('back at the reading', () => at(page), 7);
    await back.waitFor({ state: 'detached' });
    await page.keyboard.press('End');
    await back.waitFor();
    await back.click();
  });

  test('an edit before the place does not move it; in a paragraph read already it shows', async () => {
    const { page } = other;
    const read = await blocks(reader.page).nth(5).getAttribute('data-block');
    const text = ((await blocks(reader.page).nth(5).textContent()) ?? '').replace(/^Đã đọc/, '');
    await page.goto(`${cable.url}/dialogues/${hall.dialogueId}`);
    const paragraph = page
      .locator('.ProseMirror')
      .getByText(text.replace(/^[-+] /, '').slice(0, 40))
      .first();
    await paragraph.click();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.type('Thêm một dòng.');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.type(' Chữ thêm sau khi đọc.');
    const place = await current(reader.page).getAttribute('data-block');
    const changed = reader.page.locator('[data-read="changed"]', { hasText: 'Chữ thêm sau khi đọc.' });
    await changed.getByText('Đã sửa sau khi đọc').waitFor();
    await blocks(reader.page).getByText('Thêm một dòng.').waitFor();
    expect(await current(reader.page).getAttribute('data-block')).toBe(place);
    await until('the tablet stays at the place', () => current(chair.page).getAttribute('data-block'), place);
    expect(read).not.toBeNull();
    // Read again, it is marked as read.
    await changed.click();
    await reader.page.keyboard.press('Space');
    await changed.waitFor({ state: 'detached' });
    await openReading(page);
  });

  test('a correction: asked in the hall, made by a recorder who is led to the paragraph', async () => {
    const { page } = reader;
    const excerpt = ((await current(page).textContent()) ?? '').slice(0, 30);
    await page.keyboard.press('e');
    const dialog = page.getByRole('dialog', { name: 'Đề nghị sửa' });
    await page.keyboard.type('Sửa ngày họp cho đúng');
    await dialog.getByLabel('Người đề nghị').fill('Y Đề Nghị');
    // The village by a few letters without their marks.
    await dialog.getByLabel('Thôn').focus();
    await page.keyboard.type('dak v');
    await page.keyboard.press('Tab');
    await expect.poll(() => dialog.getByLabel('Thôn').inputValue()).toBe('Đăk Vang');
    await dialog.getByRole('button', { name: 'Ghi lại' }).click();
    await dialog.waitFor({ state: 'detached' });
    // The chair refuses another one.
    const typedInto = chair.page.locator('input:focus, textarea:focus');
    await chair.page.getByRole('button', { name: 'Đề nghị sửa' }).click();
    await typedInto.waitFor();
    await chair.page.keyboard.type('Bỏ đoạn này');
    await chair.page.keyboard.press('Tab');
    await chair.page.getByRole('button', { name: 'Ghi lại' }).click();
    const refused = chair.page.locator('[data-correction]', { hasText: 'Bỏ đoạn này' });
    await refused.getByRole('button', { name: 'Không sửa' }).click();
    await typedInto.waitFor();
    await chair.page.keyboard.type('hội nghị đã ');
    // Another correction changes meanwhile.
    const first = page.locator('[data-correction]', { hasText: 'Sửa ngày họp' });
    const firstAtChair = chair.page.locator('[data-correction]', { hasText: 'Sửa ngày họp' });
    for (const [name, state] of [
      ['Đã sửa', 'done'],
      ['Mở lại', 'open'],
    ] as const) {
      await first.getByRole('button', { name, exact: true }).click();
      await firstAtChair.and(chair.page.locator(`[data-state="${state}"]`)).waitFor();
    }
    await chair.page.keyboard.type('nghe đúng như vậy');
    await chair.page.keyboard.press('Enter');
    await refused.getByText('hội nghị đã nghe đúng như vậy').waitFor();
    await other.page.locator('[data-correction]', { hasText: 'Sửa ngày họp cho đúng' }).waitFor();
    await other.page
      .locator('[data-correction]', { hasText: 'Sửa ngày họp' })
      .getByRole('link', { name: 'Sửa trong biên bản' })
      .click();
    await other.page.getByText('Y Đề Nghị:').waitFor();
    const caret = () =>
      other.page.evaluate(() => {
        const node = getSelection()?.anchorNode ?? null;
        return document.activeElement?.className.includes('ProseMirror') ? (node?.textContent ?? '') : '';
      });
    const plain = excerpt
      .replace(/^Đã đọc/, '')
      .replace(/^[-+\d]+[.)]? /, '')
      .trim();
    await expect.poll(caret, { timeout: 20_000 }).toContain(plain.slice(0, 12));
    await other.page.getByRole('button', { name: 'Đã sửa', exact: true }).click();
    await page.locator('[data-correction][data-state="done"]', { hasText: 'Sửa ngày họp' }).waitFor();
  });

  test('of two who lead, the last one does, and the first is told', async () => {
    await openReading(other.page);
    await other.page.getByRole('button', { name: 'Tôi đọc' }).click();
    await reader.page.getByText('Hoàng Thư Ký đã nhận đọc thay bạn.').waitFor();
    await other.page.keyboard.press('Space');
    await until('the first follows', async () => (await at(reader.page)) === (await at(other.page)), true);
  });

  test('who leads reads on without a network; the others come after when it is back', async () => {
    const before = await at(reader.page);
    cable.pull();
    await other.page
      .getByText(/Mất kết nối từ/)
      .first()
      .waitFor();
    for (const _ of [1, 2, 3]) await other.page.keyboard.press('Space');
    await until('the reader goes on', () => at(other.page), before + 3);
    expect(await at(reader.page)).toBe(before);
    cable.plug();
    await until('the others come after', () => at(reader.page), before + 3);
  });

  test('the office is warned before a freeze; the reading ends; the minutes tell the corrections', async () => {
    const { page } = organizer;
    await page.goto(`${hall.server.url}/dialogues/${hall.dialogueId}/records`);
    await page.getByText('Biên bản chưa được đọc lại đến hết.').waitFor();
    await other.page.keyboard.press('End');
    await other.page.getByRole('button', { name: 'Đã đọc xong' }).click();
    await reader.page
      .getByText(/Đã đọc xong lúc \d\d:\d\d/)
      .first()
      .waitFor();
    await page.getByText('Biên bản chưa được đọc lại đến hết.').waitFor({ state: 'detached' });
    const record = await freezeOnPage(page);
    const pdf = await (await hall.call('GET', `/freezes/${record}/documents/minutes.pdf`)).arrayBuffer();
    const folder = mkdtempSync(join(tmpdir(), 'doithoai-pdf-'));
    try {
      writeFileSync(join(folder, 'a.pdf'), Buffer.from(pdf));
      const said = spawnSync('pdftotext', ['-layout', join(folder, 'a.pdf'), '-'], { encoding: 'utf8' });
      const text = said.stdout.replace(/\s+/g, ' ');
      expect(text).toContain('Khi đọc lại biên bản, hội nghị đề nghị sửa:');
      expect(text).toContain('- Y Đề Nghị, thôn Đăk Vang: Sửa ngày họp cho đúng (đã sửa).');
      expect(text).toContain(
        '- Người dự hội nghị: Bỏ đoạn này (không sửa, lý do: hội nghị đã nghe đúng như vậy).',
      );
      expect(text.indexOf('Khi đọc lại')).toBeLessThan(text.indexOf('Biên bản đã được đọc lại'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('no page met an error', () => {
    for (const { errors } of [reader, chair, other, organizer]) expect(errors).toEqual([]);
  });
});
