import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { bodyOf as bodyOfDoc } from '../../../shared/docs/minutes.ts';
import { bodyOf, nextFrame, openStand, rooms, type Stand, untilBody, untilStatus } from './stand/stand.ts';

/** A text of 900 blocks, of which the page draws those near the window: nobody who writes or reads may notice. */

const outDir = mkdtempSync(join(tmpdir(), 'doithoai-long-'));
const sections = 100;
let stand: Stand;
let page: Page;

beforeAll(async () => {
  stand = await openStand(outDir);
  await stand.write(rooms.minutes, (doc) => bodyOfDoc(doc).insert(0, blocks()));
  page = await stand.open(await stand.device(), 'Thu Hằng');
  await drawn().first().waitFor();
});

afterAll(async () => {
  await stand?.close();
  rmSync(outDir, { recursive: true, force: true });
});

/** A hundred sections of a heading and eight paragraphs; each tenth begins a part. */
function blocks(): Y.XmlElement[] {
  return Array.from({ length: sections * 9 }, (_, at) => {
    const section = Math.floor(at / 9);
    const isHeading = at % 9 === 0;
    const block = new Y.XmlElement(isHeading ? 'heading' : 'paragraph');
    if (isHeading) block.setAttribute('level', (section % 10 === 0 ? 1 : 2) as unknown as string);
    const words = isHeading
      ? `Mục ${section}`
      : `Đoạn ${at}. ${'Ý kiến của bà con '.repeat(1 + (at % 7) * 3)}`;
    block.insert(0, [new Y.XmlText(words)]);
    return block;
  });
}

const text = () => page.getByRole('textbox', { name: 'Nội dung biên bản' });
const drawn = () => page.locator('.ProseMirror > :not(.far, .gap)');
const headings = () => page.locator('.ProseMirror > h2:not(.far, .gap)');

/** What stands in the middle of the window, or nothing where it is blank. */
function inTheMiddle(): Promise<string> {
  return page.evaluate(() => {
    const box = document.querySelector('.ProseMirror')?.getBoundingClientRect();
    for (let down = 0; down < 60; down += 12) {
      const element = document.elementFromPoint((box?.left ?? 0) + 120, innerHeight / 2 + down);
      const block = element?.closest('.ProseMirror > *');
      if (block && !block.classList.contains('gap')) return block.textContent ?? '';
    }
    return '';
  });
}

async function scrollTo(part: number): Promise<void> {
  await page.evaluate((at) => window.scrollTo(0, document.documentElement.scrollHeight * at), part);
  await nextFrame(page);
}

/** How the heading of a section looks, its number included. */
async function looks(section: number): Promise<string> {
  const heading = page.locator('.ProseMirror > :is(h1, h2)', { hasText: new RegExp(`^Mục ${section}$`) });
  await heading.scrollIntoViewIfNeeded();
  await nextFrame(page);
  return (await heading.screenshot()).toString('base64');
}

/** How many sections of the part the undrawn blocks before a section count. */
function countBefore(section: number): Promise<number> {
  return page
    .locator('.ProseMirror > h2:not(.far, .gap)', { hasText: new RegExp(`^Mục ${section}$`) })
    .evaluate((heading) => {
      let gap = heading.previousElementSibling;
      while (gap && !gap.classList.contains('gap')) gap = gap.previousElementSibling;
      const counters = gap instanceof HTMLElement ? gap.style.getPropertyValue('counter-set') : '';
      return Number(/section (\d+)/.exec(counters)?.[1]);
    });
}

describe('a long text', () => {
  test('draws few of its blocks, wherever the window is, and is blank nowhere', async () => {
    for (const part of [0, 0.5, 0.93, 0.2, 0.21, 0.7, 0]) {
      await scrollTo(part);
      expect(await inTheMiddle()).not.toBe('');
      expect(await drawn().count()).toBeLessThan(90);
    }
  });

  test('numbers its headings as if all were drawn, also when one comes far above', async () => {
    await scrollTo(0.55);
    const section = Number(/^Mục (\d+)$/m.exec((await headings().allTextContents()).join('\n'))?.[1]);
    const windowed = await looks(section);
    await page.keyboard.press('Control+f');
    expect(await looks(section)).toBe(windowed);
    await text().press('Control+End');
    await page.keyboard.type(' ');
    await expect.poll(() => drawn().count(), { timeout: 15_000 }).toBeLessThan(120);
    await scrollTo(0.55);
    const extra = (doc: Y.Doc) => {
      const heading = new Y.XmlElement('heading');
      heading.setAttribute('level', 2 as unknown as string);
      heading.insert(0, [new Y.XmlText('Mục thêm')]);
      // In the part of that section, far enough before it not to be drawn.
      bodyOfDoc(doc).insert(Math.floor(section / 10) * 90 + 1, [heading]);
    };
    const before = await countBefore(section);
    await stand.write(rooms.minutes, extra);
    await untilBody(page, 'Mục thêm');
    await expect.poll(() => countBefore(section), { timeout: 15_000 }).toBe(before + 1);
    await stand.write(rooms.minutes, (doc) => bodyOfDoc(doc).delete(Math.floor(section / 10) * 90 + 1, 1));
    await untilBody(page, 'Mục thêm', false);
    await expect.poll(() => countBefore(section), { timeout: 15_000 }).toBe(before);
  });

  test('Control+End and Control+Home reach its ends, and what is typed there stands there', async () => {
    await scrollTo(0.3);
    await text().press('Control+End');
    await page.keyboard.type(' hết');
    await untilBody(page, 'hết</paragraph>');
    expect((await bodyOf(page)).endsWith('hết</paragraph>')).toBe(true);
    await text().press('Control+Home');
    await page.keyboard.type('Đầu ');
    await untilBody(page, '>Đầu Mục 0<');
    expect(await text().evaluate((box) => box.getBoundingClientRect().top)).toBeGreaterThan(-400);
    for (let key = 0; key < 4; key++) await page.keyboard.press('Backspace');
    await untilBody(page, 'Đầu', false);
  });

  test('what another writes far away arrives, and the place that is read stays where it is', async () => {
    await scrollTo(0.5);
    const before = await inTheMiddle();
    await stand.write(rooms.minutes, (doc) => {
      const block = bodyOfDoc(doc).get(4);
      if (block instanceof Y.XmlElement) block.insert(0, [new Y.XmlText('Ở xa. '.repeat(200))]);
    });
    await untilBody(page, 'Ở xa.');
    await nextFrame(page);
    expect(await inTheMiddle()).toBe(before);
  });

  test('all of it can be replaced by a letter, by an input method too, and comes back', async () => {
    const whole = await bodyOf(page);
    const ime = await page.context().newCDPSession(page);
    const ways = [
      () => page.keyboard.type('x'),
      async () => {
        await ime.send('Input.imeSetComposition', { text: 'x', selectionStart: 1, selectionEnd: 1 });
        await ime.send('Input.insertText', { text: 'x' });
      },
    ];
    for (const type of ways) {
      await text().press('Control+Home');
      await text().press('Control+Shift+End');
      await nextFrame(page);
      await type();
      await expect.poll(async () => (await bodyOf(page)).length, { timeout: 15_000 }).toBeLessThan(80);
      await text().press('Control+z');
      await expect.poll(() => bodyOf(page), { timeout: 15_000 }).toBe(whole);
    }
    await untilStatus(page, { waiting: 0 });
  });

  test("the browser's search finds what is far: all is drawn for it, and less again when somebody types", async () => {
    await text().press('Control+Home');
    const height = () => text().evaluate((box) => box.getBoundingClientRect().height);
    const thought = await height();
    await page.keyboard.press('Control+f');
    expect(await drawn().count()).toBe(sections * 9);
    // The scroll bar did not lie about how long the text is.
    expect(Math.abs(thought / (await height()) - 1)).toBeLessThan(0.2);
    await text().press('Control+End');
    await page.keyboard.type(' x');
    await expect.poll(() => drawn().count(), { timeout: 15_000 }).toBeLessThan(120);
  });
});
