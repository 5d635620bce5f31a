import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { bodyOf } from '../../shared/docs/minutes.ts';
import type { Visitor } from './browser.ts';
import { type Device, inputDevice } from './input-devices.ts';
import { openHall, type TestHall } from './kit.ts';
import { joinAs, openPeer, type Peer } from './peer.ts';
import { type MarkOrder, type Method, strokesOf } from './vietnamese-typing.ts';

/** Telex and VNI, by every kind of keyboard, while other devices write in the same paragraph. */

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const random = seeded(seed);
const vocabulary =
  'Đề nghị Ủy ban nhân dân xã sửa chữa đường ruộng hỗ trợ khoản vay được giải quyết nước trường ưỡn ẹo Ẫm'.split(
    ' ',
  );
/** What the other devices write; nothing of it is in a Vietnamese word. */
const greek = /[α-ω]/gu;

let hall: TestHall;
let typist: Visitor;
let other: Visitor;
let minutes: Peer;

beforeAll(async () => {
  hall = await openHall();
  typist = await hall.enter('recorder', 'Phạm Thư Ký');
  other = await hall.enter('recorder', 'Hoàng Thư Ký');
  const cookie = await joinAs(hall.link('recorder'), 'Máy thứ ba');
  minutes = await openPeer(hall.server.url, cookie, `${hall.dialogueId}/minutes`);
  for (const { page } of [typist, other]) await textOf(page).waitFor();
});
afterAll(async () => {
  minutes?.close();
  await hall?.close();
});

function seeded(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
const oneOf = <T>(items: readonly T[]): T => items[random(items.length)] as T;
const textOf = (page: Page) => page.locator('.ProseMirror');
const sentence = (words: number) => Array.from({ length: words }, () => oneOf(vocabulary));

/** The blocks of the minutes as a page shows them, without the carets of others. */
function blocksOf(page: Page): Promise<string[]> {
  return textOf(page).evaluate((editor) =>
    [...editor.children].map((block) => {
      const copy = block.cloneNode(true) as HTMLElement;
      for (const widget of copy.querySelectorAll('.ProseMirror-widget, .caret')) widget.remove();
      return (copy.textContent ?? '').replaceAll('\u2060', '');
    }),
  );
}

/** The text left of the caret in its block. */
function beforeCaret(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { focusNode, focusOffset } = getSelection() ?? {};
    const block = (focusNode instanceof Element ? focusNode : focusNode?.parentElement)?.closest('p');
    if (!block || !focusNode) return '';
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEnd(focusNode, focusOffset ?? 0);
    const copy = document.createElement('p');
    copy.append(range.cloneContents());
    for (const widget of copy.querySelectorAll('.ProseMirror-widget, .caret')) widget.remove();
    return (copy.textContent ?? '').replaceAll('\u2060', '');
  });
}

/** A new paragraph with `before` and `after`, the caret between them. */
async function newParagraph(page: Page, before: string, after: string): Promise<void> {
  await textOf(page).press('Control+End');
  // The editor hears of a moved caret with the next frame.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  await page.keyboard.press('Enter');
  await page.keyboard.insertText(before + after);
  for (let step = 0; step < after.length; step++) await page.keyboard.press('ArrowLeft');
}

const plain = (text: Y.XmlText) =>
  (text.toDelta() as { insert: unknown }[])
    .map(({ insert }) => (typeof insert === 'string' ? insert : '\uFFFC'))
    .join('');

/** The paragraph of the third device's document that holds a mark. */
function paragraphWith(mark: string): Y.XmlText {
  for (const block of bodyOf(minutes.doc).toArray()) {
    if (!(block instanceof Y.XmlElement)) continue;
    for (const text of block.toArray())
      if (text instanceof Y.XmlText && plain(text).replace(greek, '').includes(mark)) return text;
  }
  throw new Error(`no paragraph holds ${mark}`);
}

/** The third device writes, deletes its own letters and formats, anywhere in the paragraph. */
function meddle(mark: string): void {
  const text = paragraphWith(mark);
  const now = plain(text);
  const at = random(now.length + 1);
  const mine = [...now.matchAll(greek)];
  const kind = random(4);
  minutes.doc.transact(() => {
    if (kind === 0 && mine.length > 2) text.delete(oneOf(mine).index, 1);
    else if (kind === 1) text.format(random(now.length - 3), 1 + random(3), { bold: random(2) ? {} : null });
    else text.insert(at, oneOf([...'αβγδε']));
  });
}

const keyboards: [Device, Method, MarkOrder][] = [
  ['ibus', 'telex', 'atOnce'],
  ['ibus', 'vni', 'atEnd'],
  ['macos', 'telex', 'atEnd'],
  ['android', 'vni', 'atOnce'],
  ['android', 'telex', 'atEnd'],
  ['unikey', 'telex', 'atOnce'],
  ['unikey', 'vni', 'atEnd'],
];

describe(`seed ${seed}`, () => {
  test.each(keyboards)('%s, %s, marks %s: in the minutes', async (kind, method, order) => {
    const { page } = typist;
    const mark = `«${kind}${method}`;
    await newParagraph(page, `${mark} `, ' »');
    await expect.poll(async () => (await blocksOf(other.page)).at(-1)).toBe(`${mark}  »`);
    await expect.poll(() => JSON.stringify(bodyOf(minutes.doc)).includes(mark)).toBe(true);
    const device = await inputDevice(page, kind);
    const words = sentence(8);
    const [first, second] = [other.page.keyboard, textOf(other.page)];
    await second.press('Control+End');
    for (const word of words) {
      await device.word(strokesOf(word, method, order), async () => {
        meddle(mark);
        if (random(3) === 0) await first.insertText(oneOf([...'ζηθ']));
        if (random(6) === 0) await first.press('ArrowLeft');
      });
      await device.space();
    }
    const typed = words.map((word) => `${word} `).join('');
    const wanted = `${mark} ${typed} »`;
    const shown = async (at: Page) => (await blocksOf(at)).at(-1)?.replace(greek, '');
    await expect.poll(() => shown(page), { timeout: 20_000 }).toBe(wanted);
    await expect
      .poll(async () => JSON.stringify(await blocksOf(page)) === JSON.stringify(await blocksOf(other.page)))
      .toBe(true);
    expect((await beforeCaret(page)).replace(greek, '')).toBe(`${mark} ${typed}`);
    const stored = plain(paragraphWith(mark));
    expect(stored).toBe(stored.normalize('NFC'));
  });
});
