import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BoardStand, fill, focusedCard, openBoardStand } from './stand.ts';

/*
 * Two thousand petitions as a table and as columns: how much of them is drawn, and that whoever has no mouse, or
 * does not see the page, still has all of them.
 */
let stand: BoardStand;
beforeAll(async () => {
  stand = await openBoardStand();
});
afterAll(() => stand?.close());
afterEach(async () => {
  expect(await stand.closePages()).toEqual([]);
});

const count = 2_000;
/** More elements than this are not needed for what is in sight of a list. */
const most = 100;

async function openTable(): Promise<Page> {
  const page = await stand.open();
  await fill(page, count, 'raised', 'answered', 'deferred', 'escalated');
  await page.getByRole('button', { name: 'Bảng', exact: true }).click();
  await page.locator('tr[data-petition="p0"]').waitFor();
  return page;
}

/** Numbers of the rows whose middle is in sight of the list, and the height of what is empty in sight, CSS pixels. */
const inSight = (page: Page, list: string) =>
  page.locator(list).evaluate((element) => {
    let scroller: Element | null = element;
    while (scroller && !/auto|scroll/.test(getComputedStyle(scroller).overflowY))
      scroller = scroller.parentElement;
    if (!scroller) throw new Error('nothing scrolls');
    const frame = scroller.getBoundingClientRect();
    const rows: string[] = [];
    let empty = 0;
    for (const row of element.children) {
      const box = row.getBoundingClientRect();
      const shown = Math.min(box.bottom, frame.bottom) - Math.max(box.top, frame.top);
      const id = row instanceof HTMLElement ? row.dataset.petition : undefined;
      if (shown <= 0) continue;
      if (!id) empty += shown;
      else if (box.top + box.bottom > 2 * frame.top && box.top + box.bottom < 2 * frame.bottom) rows.push(id);
    }
    return { rows, empty: Math.round(empty) };
  });

const scrollTo = (page: Page, list: string, part: number) =>
  page.locator(list).evaluate((element, at) => {
    element.scrollTop = at * (element.scrollHeight - element.clientHeight);
  }, part);

/** The element of the focus is marked: an element that is drawn anew is another one. */
const markFocus = (page: Page) =>
  page.evaluate(() => document.activeElement?.setAttribute('data-marked', ''));
const focusIsMarked = (page: Page) =>
  page.evaluate(() => document.activeElement?.hasAttribute('data-marked') ?? false);

const scroller = 'div:has(> table)';

describe('the table', () => {
  it('draws the rows in sight wherever it is scrolled to, and says how many there are', async () => {
    const page = await openTable();
    const rows = page.locator('tr[data-petition]');
    for (const part of [0.5, 1, 0.03, 0.777, 0.2, 0]) {
      await scrollTo(page, scroller, part);
      await expect.poll(async () => (await inSight(page, 'tbody')).empty).toBe(0);
      const { rows: seen } = await inSight(page, 'tbody');
      expect(seen.length).toBeGreaterThan(3);
      expect(await rows.count()).toBeLessThan(most);
      // In the order of the numbers, none left out.
      const first = Number(seen[0]?.slice(1));
      expect(seen).toEqual(seen.map((_, at) => `p${first + at}`));
      // The place in the whole is right within a part of a view.
      expect(Math.abs(first - part * (count - seen.length))).toBeLessThan(15);
    }
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe(String(count + 1));
    await scrollTo(page, scroller, 1);
    await expect.poll(() => page.locator('tr[data-petition="p1999"]').count()).toBe(1);
    expect(await page.locator('tr[data-petition="p1999"]').getAttribute('aria-rowindex')).toBe('2001');
  });

  it('keeps its length and what is in sight while rows come and go', async () => {
    const page = await openTable();
    await scrollTo(page, scroller, 0.4);
    await expect.poll(async () => (await inSight(page, 'tbody')).empty).toBe(0);
    const before = await page.locator('table').evaluate((table) => table.clientHeight);
    const box = await page.locator(scroller).boundingBox();
    if (!box) throw new Error('the table is not drawn');
    await page.mouse.move(box.x + 200, box.y + 200);
    let last = Number((await inSight(page, 'tbody')).rows[0]?.slice(1));
    for (let turn = 0; turn < 12; turn++) {
      await page.mouse.wheel(0, -240);
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      const { rows, empty } = await inSight(page, 'tbody');
      const first = Number(rows[0]?.slice(1));
      expect(empty).toBe(0);
      expect(first).toBeLessThanOrEqual(last);
      expect(last - first).toBeLessThan(30);
      last = first;
    }
    const after = await page.locator('table').evaluate((table) => table.clientHeight);
    expect(Math.abs(after - before)).toBeLessThan(before / 50);
  });

  it('is gone through by keys, to the last row and back', async () => {
    const page = await openTable();
    await page.locator('[data-petition="p0"] [data-open]').focus();
    const press = async (key: string, lands: string) => {
      await page.keyboard.press(key);
      await expect.poll(async () => (await focusedCard(page))[0]).toBe(lands);
      await expect.poll(async () => (await inSight(page, 'tbody')).rows).toContain(lands);
      await expect.poll(async () => (await inSight(page, 'tbody')).empty).toBe(0);
    };
    for (let row = 1; row <= 25; row++) await press('ArrowDown', `p${row}`);
    await press('PageDown', 'p33');
    await press('End', 'p1999');
    await press('ArrowDown', 'p1999');
    await press('ArrowUp', 'p1998');
    await press('PageUp', 'p1990');
    await press('Home', 'p0');
    expect(await page.locator('tr[data-petition]').count()).toBeLessThan(most);
  });

  it('keeps the focus in its row while the wheel and the scroll bar take the row out of sight', async () => {
    const page = await openTable();
    await scrollTo(page, scroller, 0.5);
    await expect.poll(async () => (await inSight(page, 'tbody')).empty).toBe(0);
    const middle = (await inSight(page, 'tbody')).rows[3] ?? '';
    await page.locator(`[data-petition="${middle}"] [data-open]`).focus();
    await markFocus(page);
    // Far away and back, by more and by less than a view, from both sides.
    for (const part of [0.51, 0.9, 0.495, 0.1, 0.5, 1, 0]) {
      await scrollTo(page, scroller, part);
      await expect.poll(async () => (await inSight(page, 'tbody')).empty).toBe(0);
      expect(await focusIsMarked(page)).toBe(true);
    }
    await page.keyboard.press('ArrowDown');
    const next = `p${Number(middle.slice(1)) + 1}`;
    await expect.poll(async () => (await focusedCard(page))[0]).toBe(next);
    await expect.poll(async () => (await inSight(page, 'tbody')).rows).toContain(next);
  });

  it('has its one stop of the Tab key also when it was scrolled before', async () => {
    const page = await openTable();
    await scrollTo(page, scroller, 0.7);
    await expect.poll(async () => (await inSight(page, 'tbody')).empty).toBe(0);
    expect(await page.locator('table [data-open][tabindex="0"]').count()).toBe(1);
  });

  it('comes back to a petition that was opened from elsewhere, and shows a list that became short', async () => {
    const page = await openTable();
    await page.evaluate(() => window.hall.select('p1500'));
    await page.getByRole('region', { name: 'Chi tiết kiến nghị' }).waitFor();
    await page.locator('[data-field="content"]').focus();
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await focusedCard(page))[0]).toBe('p1500');
    await expect.poll(async () => (await inSight(page, 'tbody')).rows).toContain('p1500');
    await page.getByRole('searchbox', { name: 'Tìm kiến nghị' }).fill('doan duong so 1577');
    await expect.poll(async () => (await inSight(page, 'tbody')).rows[0]).toBe('p1576');
    await expect.poll(async () => (await inSight(page, 'tbody')).empty).toBe(0);
    await page.getByRole('searchbox', { name: 'Tìm kiến nghị' }).fill('');
    await expect.poll(async () => (await inSight(page, 'tbody')).rows.length).toBeGreaterThan(3);
    await expect.poll(async () => (await inSight(page, 'tbody')).empty).toBe(0);
  });
});

describe('a column', () => {
  const list = '[data-column="inHall"] ul';
  it('draws the cards in sight wherever it is scrolled to, and keeps the focus', async () => {
    const page = await stand.open();
    await fill(page, count, 'raised', 'answered');
    await page.locator('[data-petition="p1"] [data-open]').focus();
    await markFocus(page);
    for (const part of [0.02, 0.5, 0.51, 1, 0.3, 0.01]) {
      await scrollTo(page, list, part);
      await expect.poll(async () => (await inSight(page, list)).empty).toBe(0);
      const { rows: seen } = await inSight(page, list);
      expect(seen.length).toBeGreaterThan(2);
      const first = Number(seen[0]?.slice(1));
      expect(seen).toEqual(seen.map((_, at) => `p${first + 2 * at}`));
      expect(await page.locator(`${list} [data-petition]`).count()).toBeLessThan(most);
      expect(await focusIsMarked(page)).toBe(true);
    }
    // Also the button of a card that is no stop of the Tab key.
    await scrollTo(page, list, 0);
    await page.locator('[data-petition="p3"] button:not([data-open])').focus();
    await markFocus(page);
    for (const part of [0.6, 0.1]) {
      await scrollTo(page, list, part);
      await expect.poll(async () => (await inSight(page, list)).empty).toBe(0);
      expect(await focusIsMarked(page)).toBe(true);
    }
    await page.keyboard.press('End');
    await expect.poll(() => focusedCard(page)).toEqual(['p1999', 'inHall']);
    await expect.poll(async () => (await inSight(page, list)).rows).toContain('p1999');
    const last = page.locator(`${list} [data-petition="p1999"]`);
    expect(await last.getAttribute('aria-posinset')).toBe('1000');
    expect(await last.getAttribute('aria-setsize')).toBe('1000');
  });
});
