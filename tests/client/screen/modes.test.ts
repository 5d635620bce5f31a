import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type StageMode, stageModes } from '../../../shared/docs/stage.ts';
import { openScreenStand, type ScreenStand } from './stand.ts';

/*
 * What each picture looks like from the hall: large enough, nothing cut off, contrast, calm changes.
 */
let stand: ScreenStand;
beforeAll(async () => {
  stand = await openScreenStand();
});
afterAll(() => stand?.close());
afterEach(async () => expect(await stand.closePages()).toEqual([]));

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const sizes = [
  [1920, 1080],
  [1366, 768],
  [1280, 720],
  [1024, 768],
] as const;

const link = `http://192.168.100.100:8080/join#${'k'.repeat(43)}`;
const long =
  'Đề nghị Ủy ban nhân dân xã xem xét, bố trí kinh phí sửa chữa đường liên thôn Giang Lố – Hào Lý đã xuống cấp, mùa mưa lầy lội, trẻ em đi học và bà con chở nông sản rất khó khăn. ';

/** A hall in which every picture has much to show: long texts, names with stacked marks, many fields. */
async function fullHall(width: number, height: number): Promise<Page> {
  const page = await stand.open(width, height, 24);
  await page.evaluate(
    ({ link: publicLink, long: text }) => {
      const { screenHall } = window;
      for (let n = 1; n <= 9; n += 1) screenHall.issue(n, { field: `Lĩnh vực thứ ${n} của buổi đối thoại` });
      screenHall.issue(3, {
        matter: text.repeat(2).slice(0, 490),
        answer: text.repeat(6).slice(0, 1200),
        outcome: 'escalated',
        name: 'Nguyễn Thị Ngưỡng Ễnh Ộp',
      });
      screenHall.head({
        current: 'petition3',
        speaker: 'Nguyễn Thị Ngưỡng Ễnh Ộp',
        programme: [1, 2, 3, 4, 5, 6]
          .map((n) => `${n + 6} giờ 30: Ổn định tổ chức, phần thứ ${n}`)
          .join('\n'),
        publicLink,
      });
      screenHall.write({
        speech: {
          startedAt: '2023-06-14T02:38:30.000Z',
          seconds: 300,
          village: 'Giang Lố 1',
          name: 'Nguyễn Thị Ngưỡng Ễnh Ộp',
        },
        queue: {
          next: ['Hào Lý', 'Đăk Vang', 'Giang Lố 2', 'Tân Bình', 'Hào Lý', ''].map((village, n) => ({
            village,
            name: n === 1 ? 'Phạm Đỗ Quỳnh Ấp Ỗ Ữ' : '',
            called: n === 0,
          })),
          waiting: 12,
        },
      });
    },
    { link, long },
  );
  return page;
}

async function show(page: Page, mode: StageMode, scale = 100): Promise<void> {
  await page.evaluate(
    ({ mode: next, scale: size, text }) =>
      window.screenHall.screens([
        {
          id: 'main',
          mode: next,
          scale: size,
          petition: next === 'petition' ? 'petition3' : '',
          message: next === 'message' ? text : '',
        },
      ]),
    { mode, scale, text: `Hội nghị giải lao 15 phút.\n${long}` },
  );
  await page.locator(`[data-mode="${mode}"]`).waitFor();
  await page.clock.runFor(500);
  await expect.poll(() => page.locator('[data-mode]').count()).toBe(1);
}

/** Empty room under the letters of a line, pixels: so much may be cut off without touching any. */
const leading = 4;

interface Seen {
  text: string;
  /** In 1/1080 of the picture, as the tokens are. */
  size: number;
  secondary: boolean;
  /** Pixels beyond the picture, or beyond the part of it that cuts the text off. */
  beyond: number;
}

/** Every text that stands on the picture. */
function seenOn(page: Page): Promise<Seen[]> {
  return page.evaluate(() => {
    const u = Math.min(innerHeight / 1080, innerWidth / 1700);
    const picture = document.querySelector('[data-mode]');
    if (!picture) return [];
    /** By how much an element stands out of whatever cuts it off. */
    const cutOff = (element: Element) => {
      const rect = element.getBoundingClientRect();
      let most = 0;
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
        if (getComputedStyle(at).overflowY === 'visible') continue;
        const frame = at.getBoundingClientRect();
        most = Math.max(most, rect.bottom - frame.bottom, rect.right - frame.right);
      }
      return most;
    };
    const texts = document.createTreeWalker(picture, NodeFilter.SHOW_TEXT);
    const seen: Seen[] = [];
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (!element || text === '' || !element.checkVisibility({ visibilityProperty: true })) continue;
      seen.push({
        text,
        size: Number.parseFloat(getComputedStyle(element).fontSize) / u,
        secondary: element.closest('[data-secondary]') !== null,
        beyond: cutOff(element),
      });
    }
    return seen;
  });
}

/** Expects all to be within the picture, once the type has its size: that follows with the next frame. */
async function nothingCutOff(page: Page, view: string): Promise<Seen[]> {
  const cutOff = async () => (await seenOn(page)).filter(({ beyond }) => beyond > leading);
  await expect.poll(cutOff, { message: view }).toEqual([]);
  return seenOn(page);
}

describe.each(stageModes)('the picture %s', (mode) => {
  it('has no type that the back row cannot read, cuts nothing off, and is accepted by axe, at every size', async () => {
    const page = await fullHall(1920, 1080);
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      await show(page, mode);
      const seen = await nothingCutOff(page, `${width} x ${height}`);
      expect(seen.length).toBeGreaterThan(2);
      const small = seen.filter(({ size, secondary }) => size < (secondary ? 36 : 50) - 0.1);
      expect(small, `${width} x ${height}`).toEqual([]);
      expect(
        await page.evaluate(() => [
          document.documentElement.scrollWidth,
          document.documentElement.scrollHeight,
        ]),
      ).toEqual([width, height]);
    }

    // The smallest and the largest type.
    await page.setViewportSize({ width: 1920, height: 1080 });
    for (const scale of [80, 140]) {
      await show(page, mode, scale);
      const seen = await nothingCutOff(page, `${scale} %`);
      const least = Math.min(...seen.filter(({ secondary }) => !secondary).map(({ size }) => size));
      expect(least, `${scale} %`).toBeGreaterThanOrEqual(scale < 100 ? 39.9 : 49.9);
    }

    await show(page, mode);
    await page.clock.resume();
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const { axe: checker } = window as unknown as { axe: { run(): Promise<{ violations: object[] }> } };
      return (await checker.run()).violations;
    });
    expect(found.map((one) => JSON.stringify(one).slice(0, 600))).toEqual([]);
  });
});

describe('changes of the picture', () => {
  it('are calm: the next one appears over the one before, which stands until then', async () => {
    const page = await fullHall(1366, 768);
    await show(page, 'issues');
    await page.evaluate(() =>
      window.screenHall.screens([{ id: 'main', mode: 'message', message: 'Giải lao' }]),
    );
    const layers = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('[data-mode]')].map((picture) => {
          const layer = picture.parentElement;
          const style = layer ? getComputedStyle(layer) : null;
          return [picture.getAttribute('data-mode'), style?.animationDuration, style?.backgroundColor];
        }),
      );
    expect(await layers()).toEqual([
      ['issues', '0s', 'rgb(255, 255, 255)'],
      ['message', '0.35s', 'rgb(255, 255, 255)'],
    ]);
    await page.clock.runFor(400);
    expect((await layers()).map(([mode]) => mode)).toEqual(['message']);
  });

  it('are at once for those who asked for less motion', async () => {
    const page = await fullHall(1366, 768);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.evaluate(() => window.screenHall.screens([{ id: 'main', mode: 'counts' }]));
    await expect.poll(() => page.locator('[data-mode]').count()).toBe(1);
    await page.locator('[data-mode="counts"]').waitFor();
  });

  it('in the size of the type or in a number do not start a change', async () => {
    const page = await fullHall(1366, 768);
    await show(page, 'counts');
    await page.evaluate(() => {
      window.screenHall.screens([{ id: 'main', mode: 'counts', scale: 120 }]);
      window.screenHall.issue(30, {});
    });
    await page.getByText('25 ý kiến, kiến nghị').waitFor();
    expect(await page.locator('[data-mode]').count()).toBe(1);
  });
});

describe('the speakers', () => {
  it('have a timer that says in figures, words and colour how much is left', async () => {
    const page = await fullHall(1366, 768);
    await show(page, 'speakers');
    const timer = page.getByRole('timer');
    const phase = () => timer.getAttribute('data-phase');
    expect(await timer.textContent()).toMatch(/^01:[23]\dcòn lại$/);
    await page.clock.runFor(45_000);
    expect(await timer.textContent()).toMatch(/^00:\d\dSắp hết giờ$/);
    expect(await phase()).toBe('ending');
    await page.clock.runFor(60_000);
    expect(await timer.textContent()).toMatch(/^\+00:\d\dĐã hết giờ$/);
    expect(await phase()).toBe('over');
  });

  it('are told with their villages, by name only where the hall may know it, and how many more wait', async () => {
    const page = await fullHall(1920, 1080);
    await show(page, 'speakers');
    const items = page.locator('ol li:visible');
    const shown = await items.allTextContents();
    expect(shown[0]).toBe('Người dânThôn Hào Lýđang mời');
    expect(shown[1]).toBe('Phạm Đỗ Quỳnh Ấp Ỗ ỮThôn Đăk Vang');
    await page.getByText(`và ${12 - shown.length} người nữa`).waitFor();
  });
});

describe('several screens', () => {
  it('can be chosen at the screen by whoever stands there, and the choice goes when nobody does', async () => {
    const page = await fullHall(1366, 768);
    await page.evaluate(() =>
      window.screenHall.screens([
        { id: 'main', mode: 'issues' },
        { id: 'corridor1', mode: 'counts', name: 'Hành lang' },
      ]),
    );
    const corridor = page.getByRole('button', { name: 'Hành lang' });
    expect(await corridor.isVisible()).toBe(false);
    await page.mouse.move(300, 300);
    await corridor.click();
    await page.locator('[data-mode="counts"]').waitFor();
    await page.mouse.move(310, 300);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.clock.runFor(5000);
    expect(await corridor.isVisible()).toBe(false);
    await page.evaluate(() => window.screenHall.screens([{ id: 'main', mode: 'issues' }]));
    await page.locator('[data-mode="issues"]').waitFor();
  });
});
