import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openScreenStand, type ScreenStand } from './stand.ts';

/*
 * The hall's screen in a real browser, on a document in memory: what stands on the wall, and when it turns.
 */
let stand: ScreenStand;
beforeAll(async () => {
  stand = await openScreenStand();
});
afterAll(() => stand?.close());
afterEach(async () => expect(await stand.closePages()).toEqual([]));

const openScreen = (width: number, height: number, count: number) => stand.open(width, height, count);

/** The pages as laid out: their numbers, and by how many pixels a card stands out of its frame. */
function pagesOf(page: Page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('[data-page]')].map((one) => ({
      shown: one.getAttribute('aria-hidden') === 'false',
      numbers: [...one.querySelectorAll('article b')].map((b) => b.textContent),
      beyond: Math.max(
        ...[...one.querySelectorAll('article')].map(
          (card) =>
            card.getBoundingClientRect().bottom - (one.parentElement?.getBoundingClientRect().bottom ?? 0),
        ),
      ),
    })),
  );
}

async function shownNumbers(page: Page): Promise<string[]> {
  const pages = await pagesOf(page);
  return pages.filter((one) => one.shown).flatMap((one) => one.numbers);
}

describe('the hall’s screen', () => {
  for (const [width, height] of [
    [1920, 1080],
    [1366, 768],
    [1024, 768],
  ] as const) {
    it(`shows 80 issues at ${width} x ${height} without scrolling or cutting, each on one page`, async () => {
      const page = await openScreen(width, height, 80);
      await page.evaluate(() =>
        window.screenHall.head({ current: 'petition7', speaker: 'Người dân thôn Cao Sơn' }),
      );
      await expect.poll(async () => (await pagesOf(page)).length).toBeGreaterThan(10);
      const pages = await pagesOf(page);
      expect(new Set(pages.flatMap((one) => one.numbers)).size).toBe(80);
      expect(pages.flatMap((one) => one.numbers)).toHaveLength(80);
      for (const one of pages) expect(one.beyond).toBeLessThan(1);
      const size = await page.evaluate(() => ({
        scroll: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
        matter: Math.min(
          ...[...document.querySelectorAll('article p:last-child')].map((p) =>
            Number.parseFloat(getComputedStyle(p).fontSize),
          ),
        ),
      }));
      expect(size.scroll).toEqual([width, height]);
      // Legible from the back row: 50/1080 of the height, on a narrow picture what its width allows.
      expect(size.matter).toBeCloseTo(50 * Math.min(height / 1080, width / 1700), 1);
    });
  }

  it('turns its pages by itself, and to a new issue at once, which it marks', async () => {
    const page = await openScreen(1920, 1080, 12);
    const first = await shownNumbers(page);
    expect(first[0]).toBe('KN-01');
    await page.clock.fastForward(12_500);
    const second = await shownNumbers(page);
    expect(second).not.toContain('KN-01');
    await page.evaluate(() => window.screenHall.issue(13, { outcome: '' }));
    await expect.poll(() => shownNumbers(page)).toContain('KN-13');
    const marked = page.locator('[data-page][aria-hidden="false"] article', {
      has: page.getByText('Mới', { exact: true }),
    });
    await expect.poll(() => marked.count()).toBe(1);
    expect(await marked.textContent()).toContain('KN-13');
  });

  it('fades calmly, and not at all for those who asked for less motion', async () => {
    const page = await openScreen(1366, 768, 30);
    const duration = () =>
      page.evaluate(() => {
        const shown = document.querySelector('[data-page][aria-hidden="false"]');
        return shown ? getComputedStyle(shown).transitionDuration : '';
      });
    await expect.poll(duration).toBe('0.7s');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await duration()).toBe('0s');
  });

  it('shows speaker, matter, counts and the hall’s time', async () => {
    const page = await openScreen(1366, 768, 6);
    await page.evaluate(() =>
      window.screenHall.head({ current: 'petition5', speaker: 'Người dân thôn Cao Sơn' }),
    );
    const text = page.locator('main');
    await page.getByText('Người dân thôn Cao Sơn').waitFor();
    await expect.poll(() => text.textContent()).toContain('Đang trao đổiKN-05');
    expect(await page.locator('time').textContent()).toBe('09:42');
    const counts = await page.evaluate(() =>
      [...document.querySelectorAll('dl > div')].map((one) =>
        [...one.children].map((part) => part.textContent).join(' '),
      ),
    );
    expect(counts).toEqual([
      'kiến nghị 6',
      'Trả lời trực tiếp 0',
      'Giải thích 2',
      'Hướng dẫn lập thủ tục 1',
      'Ghi nhận, giải trình sau 1',
      'Trình cấp có thẩm quyền 1',
      'Chờ trả lời 1',
    ]);
  });

  it('says since when it is stale, keeps what it has, and takes it back when the hall is there again', async () => {
    const page = await openScreen(1366, 768, 3);
    await page.evaluate(() => window.screenHall.offline('2023-06-14T02:42:10Z'));
    await page.getByText('Mất kết nối từ 09:42 – đang hiển thị nội dung đã nhận').waitFor();
    expect(await shownNumbers(page)).toContain('KN-01');
    await page.evaluate(() => window.screenHall.offline(''));
    await page.getByText('Hội trường Nhà Văn hóa xã').waitFor();
    expect(await page.getByText('Mất kết nối').count()).toBe(0);
  });

  it('says that the dialogue is closed, with the final counts', async () => {
    const page = await openScreen(1366, 768, 6);
    await page.evaluate(() => window.screenHall.head({ frozen: '2023-06-14T04:30:00.000Z' }));
    await page.getByText('Buổi đối thoại đã kết thúc').waitFor();
    await page.getByText('Biên bản đã chốt lúc 11:30 ngày 14/06/2023').waitFor();
    expect(await page.locator('dl').count()).toBe(1);
    expect(await page.getByText('Mới', { exact: true }).count()).toBe(0);
  });

  it.each([
    [1920, 1080],
    [1366, 768],
    [1080, 1920],
  ])('shows all final counts whole at %i x %i', async (width, height) => {
    const page = await openScreen(width, height, 30);
    await page.evaluate(() => window.screenHall.head({ frozen: '2023-06-14T04:30:00.000Z' }));
    await page.getByText('Buổi đối thoại đã kết thúc').waitFor();
    // Each number stands on one line beside its word, and none lies below its panel.
    await expect
      .poll(() =>
        page.locator('section:has(> p) dl').evaluate((list) => {
          const panel = list.closest('section')?.getBoundingClientRect().bottom ?? 0;
          const room = list.parentElement?.parentElement?.getBoundingClientRect().bottom ?? 0;
          return [...list.querySelectorAll('dt, dd')].filter((each) => {
            const line = Number.parseFloat(getComputedStyle(each).lineHeight);
            const { bottom, height } = each.getBoundingClientRect();
            return bottom > Math.min(panel, room) + 1 || (each.tagName === 'DD' && height > line * 1.5);
          }).length;
        }),
      )
      .toBe(0);
  });

  it('has a sentence for a link that ended, a wrong link and a hall never reached', async () => {
    const page = await openScreen(390, 844, 0);
    await page.getByText('Chưa có kiến nghị nào được nêu').waitFor();
    await page.evaluate(() => window.screenHall.problem('noSession'));
    await page.getByText('Liên kết của màn hình đã hết hiệu lực').waitFor();
    await page.evaluate(() => window.screenHall.problem('notAllowed'));
    await page.getByText('Liên kết này không mở được màn hình').waitFor();
    await page.evaluate(() => {
      window.screenHall.setReady(false);
      window.screenHall.offline('2023-06-14T02:40:00Z');
    });
    await page.getByText('Chưa kết nối được với máy chủ của hội trường (thử từ 09:40)').waitFor();
  });

  it('is one list to scroll on a phone, no wider than the phone', async () => {
    const page = await openScreen(390, 844, 30);
    await expect.poll(() => page.locator('article:visible').count()).toBe(30);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await page.locator('[aria-hidden] article').count()).toBe(0);
  });
});
