import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { petitionsOf, setPetition } from '../../../shared/docs/board.ts';
import { queueSpeaker, removeSpeaker, setSpeaker } from '../../../shared/docs/speakers.ts';
import { readBody } from '../../../shared/minutes-template.ts';
import type { RichNode } from '../../../shared/rich-text.ts';
import {
  bodyOf,
  caretAfter,
  fillRooms,
  nextFrame,
  openStand,
  rooms,
  type Stand,
  type StandWindow,
  untilBody,
  untilStatus,
} from './stand/stand.ts';
import { wordHtml } from './word-sample.ts';

/** The editor in real Chromium: what two people see, what the keys do, what a paste leaves. */

const outDir = mkdtempSync(join(tmpdir(), 'doithoai-stand-'));
let stand: Stand;
let page: Page;
let other: Page;

beforeAll(async () => {
  stand = await openStand(outDir);
  await fillRooms(stand);
  page = await stand.open(await stand.device(), 'Thu Hằng');
  other = await stand.open(await stand.device({ width: 390, height: 844 }), 'A Lương');
});

afterAll(async () => {
  await stand?.close();
  rmSync(outDir, { recursive: true, force: true });
});

/** A fresh line at the end for each test, with the caret in it. */
let lines = 0;
let line = '';
beforeEach(async () => {
  lines += 1;
  line = `Dòng ${lines}.`;
  await page.getByRole('textbox', { name: 'Nội dung biên bản' }).press('Control+End');
  await nextFrame(page);
  await page.keyboard.press('Enter');
  await page.keyboard.type(`${line} `);
  await untilStatus(page, { waiting: 0 });
  await untilBody(other, line);
});

/** Puts HTML (and its text) on the clipboard's event and pastes it at the caret. */
function paste(at: Page, html: string, text: string): Promise<void> {
  return at.evaluate(
    ([markup, plain]) => {
      const data = new DataTransfer();
      if (markup) data.setData('text/html', markup);
      data.setData('text/plain', plain ?? '');
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      document.querySelector('[role=textbox]')?.dispatchEvent(event);
    },
    [html, text],
  );
}

const typesOf = (nodes: RichNode[]) => nodes.map((node) => node.type);
const textOf = (node: RichNode | undefined): string =>
  node ? (node.text ?? '') + (node.content ?? []).map(textOf).join('') : '';

/** The blocks of the stored text after the line of this test. */
async function blocksAfterLine(): Promise<RichNode[]> {
  await untilStatus(page, { waiting: 0 });
  const blocks = readBody(await stand.read(rooms.minutes)).content ?? [];
  return blocks.slice(blocks.findIndex((block) => textOf(block).startsWith(line)));
}

describe('two recorders in one text', () => {
  test('both type into one line; an input method keeps hold of what it composes', async () => {
    await other.getByText(line).click();
    await other.keyboard.press('Home');
    await nextFrame(other);
    const ime = await page.context().newCDPSession(page);
    for (const [i, text] of ['đ', 'đư', 'đươ', 'đườ', 'đườn', 'đường'].entries()) {
      await ime.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
      await other.keyboard.type(String(i));
      await untilBody(page, '012345'.slice(0, i + 1));
    }
    await ime.send('Input.insertText', { text: 'đường' });
    await page.keyboard.type(' thôn');
    await untilBody(other, `012345${line} đường thôn`);
    await untilBody(page, `012345${line} đường thôn`);
    expect(await bodyOf(page)).toBe(await bodyOf(other));
  });

  test('each sees the name and the caret of the other', async () => {
    await other.getByText(line).click();
    await page.locator('.caret-name', { hasText: 'A Lương' }).waitFor();
    await other.locator('.caret-name', { hasText: 'Thu Hằng' }).waitFor();
  });

  test('undo takes back the own typing only', async () => {
    await page.keyboard.type('của mình');
    await caretAfter(other, 'Khai mạc');
    await other.keyboard.type(`, người khác ${lines}`);
    await untilBody(page, `người khác ${lines}`);
    await page.keyboard.press('Control+z');
    await untilBody(page, 'của mình', false);
    expect(await bodyOf(page)).toContain(`người khác ${lines}`);
  });

  test('letters that come decomposed are stored composed', async () => {
    for (const part of ['e', '\u0302', '\u0301']) await page.keyboard.insertText(part);
    await untilBody(other, `${line} ế`);
  });
});

describe('keys and tools', () => {
  test('F4 and Alt+T insert the hall’s time, wherever the device thinks it is', async () => {
    const hour = new Intl.DateTimeFormat('vi', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit' });
    await page.keyboard.press('F4');
    await page.keyboard.press('Alt+t');
    const text = textOf((await blocksAfterLine())[0]);
    expect(text).toMatch(/\[\d\d giờ \d\d\] \[\d\d giờ \d\d\] $/);
    expect(text).toContain(`[${hour.format(new Date()).slice(0, 2)} giờ`);
  });

  test('a table by the toolbar; rows and columns by keys', async () => {
    await page.getByRole('button', { name: 'Chèn bảng' }).click();
    await page.keyboard.type('STT');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Nội dung');
    await page.keyboard.press('Alt+Shift+ArrowDown');
    await page.keyboard.press('Alt+Shift+ArrowRight');
    await page.getByRole('button', { name: 'Xóa hàng' }).click();
    const [, table, after] = await blocksAfterLine();
    expect(table?.content?.map((row) => typesOf(row.content ?? []))).toEqual([
      Array(4).fill('tableCell'),
      Array(4).fill('tableCell'),
      Array(4).fill('tableCell'),
    ]);
    expect(after?.type).toBe('paragraph');
  });

  test('the toolbar is one tab stop that the arrows walk along; its toggles say their state', async () => {
    const toolbar = page.getByRole('toolbar', { name: 'Định dạng' });
    await toolbar.getByRole('button').first().focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain('Đậm');
    await page.keyboard.press('Enter');
    await toolbar.locator('[aria-label^="Đậm"][aria-pressed="true"]').waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'textbox');
    await page.keyboard.type('nặng');
    await untilBody(other, '<bold>nặng</bold>');
    expect(await toolbar.locator('button[tabindex="0"]').count()).toBe(1);
  });

  test('headings are numbered as in print, until somebody numbers them by hand', async () => {
    await page.getByRole('button', { name: 'Mục lớn I.' }).click();
    const number = () =>
      page.evaluate((text) => {
        const headings = [...document.querySelectorAll('[role=textbox] > h1')];
        const heading = headings.find((one) => one.textContent?.includes(text));
        return heading ? getComputedStyle(heading, '::before').content : '';
      }, line);
    expect(await number()).toContain('counter(');
    await page.keyboard.press('Home');
    await page.keyboard.type('IV. ');
    await page.waitForFunction(() => document.querySelector('[role=textbox][data-by-hand="1"]'));
    expect(await number()).toBe('none');
    for (let i = 0; i < 4; i++) await page.keyboard.press('Backspace');
    await page.keyboard.press('End');
  });
});

describe('a petition in the text', () => {
  test('is found without diacritics, shows the board live, and opens with a click', async () => {
    await page.keyboard.type('#viec lam');
    await page.getByRole('option', { name: 'KN-02' }).waitFor();
    await page.keyboard.press('Enter');
    const mention = page.locator('[role=link]', { hasText: 'KN-02' });
    await mention.waitFor();
    expect(await mention.textContent()).toContain('Hướng dẫn thủ tục vay vốn');
    const blocks = await blocksAfterLine();
    expect(blocks[0]?.content?.[1]).toEqual({ type: 'petition', attrs: { petitionId: 'pppppppppp02' } });
    await stand.write(rooms.board, (doc) => {
      const map = petitionsOf(doc).get('pppppppppp02');
      if (map) setPetition(doc, map, { field: 'Xuất khẩu lao động', state: 'guided', outcome: 'guided' });
    });
    await page.locator('[role=link]', { hasText: 'Xuất khẩu lao động' }).waitFor();
    await other.locator('[role=link]', { hasText: 'Hướng dẫn lập thủ tục' }).waitFor();
    await mention.click();
    expect(await page.evaluate(() => (window as unknown as StandWindow).stand.opened)).toEqual([
      'pppppppppp02',
    ]);
  });

  test('one without a number wears a provisional sign; merged and gone ones say so', async () => {
    await page.getByRole('button', { name: /Nhắc kiến nghị/ }).click();
    await page.keyboard.type('duong lien thon');
    await page.getByRole('option', { name: 'Sửa đường liên thôn' }).click();
    const mention = page.locator('[role=link]').last();
    await mention.getByText('Chưa có số').waitFor();
    await stand.write(rooms.board, (doc) => {
      const map = petitionsOf(doc).get('pppppppppp03');
      if (map) setPetition(doc, map, { number: 'KN-03', state: 'merged', mergedInto: 'pppppppppp01' });
    });
    await mention.getByText('đã gộp vào KN-01').waitFor();
    await stand.write(rooms.board, (doc) => petitionsOf(doc).delete('pppppppppp03'));
    await mention.getByText('không còn trên bảng').waitFor();
  });

  test('Escape leaves the sign as it was typed', async () => {
    await page.keyboard.type('#KN');
    await page.getByRole('listbox').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    await page.keyboard.type('-0');
    await page.keyboard.press('Enter');
    await untilBody(other, `${line} #KN-0</`);
  });
});

describe('a speaker in the text', () => {
  const name = (id: string) =>
    page.evaluate((speaker) => (window as unknown as StandWindow).stand.speaker(speaker), id);

  test('stands at the start of the paragraph by id alone, and follows the register', async () => {
    await stand.write(rooms.register, (doc) => {
      const person = { village: 'Đăk Vang', group: '', attendeeId: '' };
      queueSpeaker(doc, 'ssssssssss01', { name: 'Y Hương', ...person }, '2026-11-25T01:00:00Z');
      queueSpeaker(doc, 'ssssssssss02', { name: 'A Thiu', ...person }, '2026-11-25T01:00:00Z');
    });
    await page.keyboard.type('Đề nghị');
    expect(await name('ssssssssss01')).toBe(true);
    await page.keyboard.type(' làm đường.');
    await other.getByText(`Y Hương, thôn Đăk Vang: ${line} Đề nghị làm đường.`).waitFor();
    expect(await name('ssssssssss01')).toBe(false);
    expect(await name('ssssssssss02')).toBe(true);
    await other.getByText(`Đề nghị làm đường.A Thiu, thôn Đăk Vang: `).waitFor();
    await untilBody(other, '<speaker speakerId="ssssssssss01">');
    expect(await bodyOf(other)).not.toContain('Hương');
    await stand.write(rooms.register, (doc) => {
      setSpeaker(doc, 'ssssssssss01', { name: 'Y Hường', group: 'Hộ nghèo' });
      removeSpeaker(doc, 'ssssssssss02', '2026-11-25T01:10:00Z');
    });
    await page.getByText(/^Y Hường, thôn Đăk Vang \(Hộ nghèo\): .*Người phát biểu: /).waitFor();
  });

  test('copied within the minutes it stays the speaker', async () => {
    await paste(page, '<p data-pm-slice="1 1 []"><span data-speaker="ssssssssss01"></span></p>', 'x');
    await untilBody(other, `${line} <speaker speakerId="ssssssssss01">`);
  });
});

describe('pasting', () => {
  test('from Word: headings, lists, tables and marks stay, all else goes', async () => {
    await page.keyboard.press('Enter');
    await paste(page, wordHtml, 'Kết quả');
    const [, heading, first, dashes, answer, numbers, restarted, table, last] = await blocksAfterLine();
    expect(heading).toMatchObject({ type: 'heading', attrs: { level: 1 } });
    expect(textOf(heading)).toBe('KẾT QUẢ ĐỐI THOẠI');
    expect(first?.content).toEqual([
      { type: 'text', text: 'Ông A Thắng', marks: [{ type: 'bold' }] },
      { type: 'text', text: ' nêu ' },
      { type: 'text', text: 'hai', marks: [{ type: 'italic' }] },
      { type: 'text', text: ' ' },
      { type: 'text', text: 'ý kiến', marks: [{ type: 'underline' }] },
      { type: 'text', text: ' về đường liên thôn, xem tại đây:' },
    ]);
    expect(dashes?.type).toBe('bulletList');
    expect(dashes?.content?.map((item) => textOf(item.content?.[0]))).toEqual(['Sửa đường;', 'Làm cống.']);
    expect(dashes?.content?.[0]?.content?.[1]?.content?.map(textOf)).toEqual([
      'Đoạn qua suối;',
      'Đoạn đầu thôn;',
    ]);
    expect(textOf(answer)).toBe('Trả lời:');
    expect(numbers).toMatchObject({ type: 'orderedList', attrs: { start: 3 } });
    expect(numbers?.content?.map(textOf)).toEqual(['Khảo sát;', 'Lập dự toán.']);
    expect(restarted).toMatchObject({ type: 'orderedList', attrs: { start: 1 } });
    const [head, row] = table?.content ?? [];
    expect(typesOf(head?.content ?? [])).toEqual(['tableHeader', 'tableHeader']);
    expect(row?.content?.[0]?.attrs?.colspan).toBe(1);
    expect(typesOf(row?.content?.[0]?.content ?? [])).toEqual(['paragraph', 'bulletList']);
    expect(textOf(last)).toContain('Hết.');
    const all = textOf({ type: 'doc', content: await blocksAfterLine() });
    for (const gone of ['[VP1]', 'đã xóa', 'Ghi chú riêng', 'ẩn']) expect(all).not.toContain(gone);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(await bodyOf(page)).not.toContain('javascript');
  });

  test('decomposed text comes out composed, control characters go', async () => {
    await paste(page, '', `${'Đường'.normalize('NFD')}\u0007 xong`);
    await untilBody(other, `${line} ${'Đường'.normalize('NFC')} xong`);
  });

  test('a petition copied within the minutes stays a petition', async () => {
    await paste(page, '<p data-pm-slice="1 1 []"><span data-petition="pppppppppp01"></span></p>', 'KN-01');
    await untilBody(other, 'petitionId="pppppppppp01"');
  });

  test('50 MB are refused with a sentence, at once, and nothing changes', async () => {
    const before = await bodyOf(page);
    const took = await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData('text/plain', 'Kiến nghị '.repeat(5_000_000));
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      const start = performance.now();
      document.querySelector('[role=textbox]')?.dispatchEvent(event);
      return performance.now() - start;
    });
    await page.getByText('Nội dung dán quá lớn').waitFor();
    expect(took).toBeLessThan(2_000);
    expect(await bodyOf(page)).toBe(before);
    await page.keyboard.type('.');
    await page.getByText('Nội dung dán quá lớn').waitFor({ state: 'detached' });
  });
});

describe('the form around the text', () => {
  test('what one fills in the other sees, with the moment as the document words it', async () => {
    for (const one of [page, other]) await one.getByText('Thời gian, địa điểm, chủ trì, thư ký').click();
    await page.getByLabel('Bắt đầu lúc', { exact: true }).fill('2023-05-16T08:05');
    await page.getByLabel('Chủ trì').fill('Nguyễn Hữu Bảng – Chủ tịch UBND xã');
    await page.getByLabel('Số bản lập').fill('3');
    await page.keyboard.press('Tab');
    await other.getByText('08 giờ 05 phút, ngày 16 tháng 5 năm 2023').waitFor();
    await other.waitForFunction(() =>
      [...document.querySelectorAll('input')].some((input) => input.value.startsWith('Nguyễn Hữu Bảng')),
    );
    const facts = (await stand.read(rooms.minutes)).getMap('facts').toJSON();
    expect(facts).toMatchObject({ startedAt: '2023-05-16T01:05:00.000Z', copies: '3' });
  });
});
