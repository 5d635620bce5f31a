import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLaptop } from './examine.ts';
import { hallStates, pageStates } from './states.ts';
import { startWalk, type Walk } from './walk.ts';

/* The hall on a laptop: every rule of axe, without a mouse, and with a screen reader. */
let walk: Walk;
const examine = createLaptop();
beforeAll(async () => {
  walk = await startWalk();
});
afterAll(() => walk?.close());

describe('on a laptop', () => {
  test.each(hallStates)('$name', (state) => examine(walk, state));
});

const focusedName = (page: Page) =>
  page.evaluate(
    () => document.activeElement?.getAttribute('title') ?? document.activeElement?.textContent ?? '',
  );

test('a dialog that is closed by Escape gives the focus back', async () => {
  const hall = await walk.show(find('hall: as it opens'), 'laptop', 'vi');
  for (const name of ['Tìm, làm', 'Phím tắt']) {
    const button = hall.getByRole('button', { name }).first();
    await button.focus();
    const before = await focusedName(hall);
    await hall.keyboard.press('Enter');
    await hall.locator('dialog[open]').waitFor();
    await hall.keyboard.press('Escape');
    await hall.locator('dialog[open]').waitFor({ state: 'detached' });
    expect(await focusedName(hall), name).toBe(before);
  }
  const reading = await walk.show(find('reading'), 'laptop', 'vi');
  const ask = reading.getByRole('button', { name: 'Đề nghị sửa' });
  await ask.focus();
  await reading.keyboard.press('Enter');
  await reading.locator('dialog[open] textarea:focus').waitFor();
  await reading.keyboard.press('Escape');
  await reading.locator('dialog[open]').waitFor({ state: 'detached' });
  expect(await focusedName(reading)).toContain('Đề nghị sửa');
});

function find(name: string) {
  const state = [...pageStates, ...hallStates].find((each) => each.name === name);
  if (!state) throw new Error(`no state ${name}`);
  return state;
}

/** `role name` of all that Chromium tells a screen reader of. */
async function accessible(page: Page): Promise<string[]> {
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send('Accessibility.getFullAXTree');
  await client.detach();
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name }) => `${role?.value ?? ''} ${name?.value ?? ''}`.trim());
}

test('the hall’s parts have roles and names in Chromium’s accessibility tree', async () => {
  const page = await walk.show(find('hall: as it opens'), 'laptop', 'vi');
  const tree = await accessible(page);
  for (const part of [
    'RootWebArea Ghi biên bản – Đối thoại với hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo – Đối Thoại',
    'banner',
    'main',
    'navigation Đối thoại với hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo',
    'heading Đối thoại với hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo',
    'region Biên bản',
    'region Kiến nghị',
    'toolbar Định dạng',
    'textbox Nội dung biên bản',
    'heading Bảng kiến nghị',
    'group Mở thêm bên cạnh',
  ])
    expect(tree, part).toContain(part);
  const unnamed = tree.filter((line) =>
    ['button', 'link', 'textbox', 'checkbox', 'combobox', 'searchbox', 'region', 'dialog'].includes(line),
  );
  expect(unnamed).toEqual([]);
  for (const drawer of ['Phát biểu', 'Phiếu giấy', 'Hoạt động']) {
    await page.getByRole('button', { name: drawer, exact: true }).first().click();
    await expect.poll(() => accessible(page), { timeout: 20_000 }).toContain(`complementary ${drawer}`);
  }
});

test('petitions of others are told politely and gathered; one’s own are not', async () => {
  const page = await walk.show(find('hall: as it opens'), 'laptop', 'vi');
  const other = await walk.hall.enter('recorder', 'Hoàng Thư Ký');
  const told = page.getByTestId('petitions-announced');
  const own = other.page.getByTestId('petitions-announced');
  await other.page.locator('[data-petition]').first().waitFor();
  expect(await told.textContent()).toBe('');
  for (const content of ['Xin nước sạch', 'Xin cầu treo', 'Xin điện']) {
    await other.page.keyboard.press('Alt+n');
    await other.page.locator('[data-field="content"]').waitFor();
    await expect.poll(() => other.page.locator('[data-field="content"]').inputValue()).toBe('');
    await other.page.keyboard.type(content);
  }
  await expect
    .poll(() => told.textContent(), { timeout: 20_000 })
    .toMatch(/^Có 3 kiến nghị mới: KN-\d+, KN-\d+, KN-\d+\.$/);
  expect(await told.getAttribute('role')).toBe('status');
  expect(await own.textContent()).toBe('');
});

test('no page met an error', () => {
  expect(walk.errors()).toEqual([]);
});
