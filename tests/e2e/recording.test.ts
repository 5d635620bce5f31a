import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Visitor } from './browser.ts';
import { inputDevice } from './input-devices.ts';
import { openHall, type TestHall } from './kit.ts';
import { strokesOf } from './vietnamese-typing.ts';

/*
 * A recorder without a mouse, on the demonstration: nothing is clicked and nothing is filled in this file, all goes
 * through the keyboard.
 */
let hall: TestHall;
let recorder: Visitor;
let other: Visitor;
beforeAll(async () => {
  hall = await openHall({ demo: true });
  recorder = await hall.enter('recorder', 'Phạm Thư Ký');
  other = await hall.enter('recorder', 'Hoàng Thư Ký');
  for (const { page } of [recorder, other]) await page.locator('li[data-petition]').first().waitFor();
});
afterAll(() => hall?.close());

const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`);
const value = (page: Page, name: string) => field(page, name).inputValue();
const focused = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement;
    if (!(active instanceof HTMLElement)) return '';
    return active.dataset.field ?? (active.classList.contains('ProseMirror') ? 'minutes' : active.tagName);
  });
const focusIs = (page: Page, name: string) =>
  expect.poll(() => focused(page), { timeout: 20_000 }).toBe(name);
const options = (page: Page) => page.getByRole('option').allTextContents();
const marked = (page: Page) => page.locator('[role="option"][aria-selected="true"]');
const numberShown = (page: Page) =>
  page
    .getByRole('region', { name: 'Chi tiết kiến nghị' })
    .locator('header')
    .getByRole('heading')
    .textContent();
const card = (page: Page, text: string) => page.locator('li[data-petition]', { hasText: text });
/** Closes what is open: a list, a petition. */
async function closeAll(page: Page): Promise<void> {
  for (let n = 0; n < 3 && (await field(page, 'content').count()) > 0; n++)
    await page.keyboard.press('Escape');
  await expect.poll(() => field(page, 'content').count(), { timeout: 20_000 }).toBe(0);
}

/** A keyboard that counts: a key held beside another counts too. */
function countingKeyboard(page: Page) {
  const count = { presses: 0, telex: 0 };
  const parts = new Map<string, number>();
  let part = '';
  const add = (presses: number, telex = presses) => {
    count.presses += presses;
    count.telex += telex;
    parts.set(part, (parts.get(part) ?? 0) + telex);
  };
  return {
    count,
    /** Telex's keys by the part of the form. */
    parts,
    /** What is pressed from now on belongs to this part. */
    at(name: string) {
      part = name;
    },
    async press(key: string) {
      add(key.split('+').length);
      await page.keyboard.press(key);
    },
    async type(text: string) {
      const words = text.split(' ');
      const strokes = words.reduce((sum, word) => sum + strokesOf(word, 'telex').length, words.length - 1);
      add([...text].length, strokes);
      await page.keyboard.type(text);
    },
  };
}

/** A good typist: 60 words a minute of five keys each; the mean of 4,000 typing tests of office staff was 40. */
const keysPerSecond = 5;

describe('the time of a petition', () => {
  test('content, person, village, field and channel take less than 20 s by keyboard', async () => {
    const { page } = recorder;
    const content = 'Đề nghị xã sửa đoạn đường vào thôn trước mùa mưa, xe công nông không đi được nữa';
    expect([...content].length).toBeGreaterThanOrEqual(79);
    const keyboard = countingKeyboard(page);
    keyboard.at('open');
    await keyboard.press('Alt+n');
    await focusIs(page, 'content');
    keyboard.at('content');
    await keyboard.type(content);
    keyboard.at('person and village');
    await keyboard.press('Tab');
    await keyboard.type('ymau');
    await expect.poll(() => marked(page).textContent()).toContain('Y Mẫu');
    await keyboard.press('Enter'); // village and household category are known of her: the form goes on behind them
    await focusIs(page, 'field');
    keyboard.at('field');
    await keyboard.type('gn');
    await keyboard.press('Enter');
    await focusIs(page, 'channel');
    keyboard.at('channel');
    await keyboard.type('g');
    await keyboard.press('Enter');
    await focusIs(page, 'category');

    expect(await value(page, 'content')).toBe(content);
    expect(await value(page, 'name')).toBe('Y Mẫu');
    expect(await value(page, 'village')).toBe('Giang Lố 1');
    expect(await value(page, 'field')).toBe('Giảm nghèo');
    expect(await value(page, 'channel')).toBe('Ghi giấy');
    expect(await value(page, 'category')).toBe('Hộ nghèo');
    // Nothing is missing for an outcome but the chair's word.
    const answered = page.locator('button[data-state="answered"]');
    expect(await answered.locator('small').count()).toBe(0);
    expect(await page.getByText('Trước khi xử lý còn thiếu').count()).toBe(0);

    const { presses, telex } = keyboard.count;
    const beside = presses - [...content].length;
    const byPart = [...keyboard.parts].map(([name, keys]) => `${name} ${keys}`).join(', ');
    process.stdout.write(
      `petition by keyboard: ${presses} keys, ${beside} besides the content: ${presses / keysPerSecond} s at ${keysPerSecond} keys/s; ` +
        `with Telex's own keys ${telex} (${byPart}): ${telex / keysPerSecond} s\n`,
    );
    // The text's own keys are the input method's; this is what the form adds to them.
    expect(beside).toBeLessThanOrEqual(13);
    expect(telex - (keyboard.parts.get('content') ?? 0)).toBeLessThanOrEqual(13);
    expect(presses / keysPerSecond).toBeLessThan(20);
    await card(other.page, 'xe công nông').first().waitFor();
  });

  test('the next one opens by one key and offers village and field of the last, taken by one more', async () => {
    const { page } = recorder;
    const before = await numberShown(page);
    await page.keyboard.press('Control+Enter');
    await focusIs(page, 'content');
    await expect.poll(() => value(page, 'content')).toBe('');
    await page.getByText(`Đã ghi ${before?.trim()}`).waitFor();
    await page.keyboard.type('Xin vay vốn nuôi bò');
    // Offered, not filled in: passing through leaves both empty.
    for (const name of ['name', 'village']) {
      await page.keyboard.press('Tab');
      await focusIs(page, name);
    }
    expect((await options(page))[0]).toContain('Giang Lố 1');
    expect(await marked(page).textContent()).toContain('như kiến nghị trước');
    await page.keyboard.press('Tab');
    await focusIs(page, 'field');
    expect(await marked(page).textContent()).toContain('Giảm nghèo');
    await page.keyboard.press('Tab');
    await focusIs(page, 'channel');
    expect([await value(page, 'village'), await value(page, 'field')]).toEqual(['', '']);
    await page.keyboard.press('Alt+l');
    await expect.poll(() => value(page, 'village')).toBe('Giang Lố 1');
    expect(await value(page, 'field')).toBe('Giảm nghèo');
    await page.getByText('Đã lấy theo kiến nghị trước: Giang Lố 1 · Giảm nghèo.').waitFor();
    await focusIs(page, 'channel');

    // By Enter, one by one; what is missing is said when it is left.
    await page.keyboard.press('Control+Enter');
    await focusIs(page, 'content');
    await expect.poll(() => value(page, 'content')).toBe('');
    await page.keyboard.type('Nước sạch chưa về tới nhà');
    for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
    await focusIs(page, 'field');
    expect(await value(page, 'village')).toBe('Giang Lố 1');
    await page.keyboard.press('Escape');
    expect(await value(page, 'field')).toBe('');
    await page.keyboard.press('Control+Enter');
    await page.getByText(/sau này cần thêm: lĩnh vực/).waitFor();
    await closeAll(page);
  });
});

describe('fields filled by typing', () => {
  test('first letters, marks left out, free text kept, and what is no choice is said', async () => {
    const { page } = recorder;
    await page.keyboard.press('n');
    await focusIs(page, 'content');
    await page.keyboard.type('Thử ô gợi ý');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Người Lạ Không Có Tên');
    await page.keyboard.press('Tab');
    await focusIs(page, 'village');
    await page.keyboard.type('gl2');
    await page.keyboard.press('Tab'); // means one village only
    await focusIs(page, 'field');
    expect(await value(page, 'name')).toBe('Người Lạ Không Có Tên');
    expect(await value(page, 'village')).toBe('Giang Lố 2');

    await page.keyboard.press('Shift+Tab');
    await page.keyboard.type('gl'); // two villages: the text stays as it is
    expect((await options(page)).slice(0, 2)).toEqual(['Giang Lố 1', 'Giang Lố 2']);
    await page.keyboard.press('Tab');
    expect(await value(page, 'village')).toBe('gl');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.type('dak v');
    await page.keyboard.press('Enter');
    await focusIs(page, 'field');
    expect(await value(page, 'village')).toBe('Đăk Vang');

    await page.keyboard.type('zzz');
    await page.keyboard.press('Enter'); // there is no such field, so the form stays
    await page.getByText(/“zzz” không chỉ đúng một lựa chọn nào/).waitFor();
    await focusIs(page, 'field');
    await page.keyboard.press('ArrowDown');
    const first = (await options(page))[0] ?? '';
    await page.keyboard.press('Tab'); // the person moved to it
    await focusIs(page, 'channel');
    expect(await value(page, 'field')).toBe(first);
    expect(await page.getByText(/“zzz”/).count()).toBe(0);

    // Escape closes the list first, then the petition.
    await page.keyboard.type('g');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('listbox').count()).toBe(0);
    expect(await field(page, 'channel').count()).toBe(1);
    await closeAll(page);
    await page.keyboard.press('n');
    await focusIs(page, 'content');
    await closeAll(page);
  });

  test('Tab leads from the content to the name even when petitions that resemble it come up between', async () => {
    const { page } = recorder;
    await page.keyboard.press('n');
    await focusIs(page, 'content');
    await page.keyboard.type(
      'Đề nghị xã sửa đoạn đường vào thôn trước mùa mưa, xe công nông không đi được nữa',
    );
    const similar = page.locator('[data-similar]');
    await similar.waitFor();
    await page.keyboard.press('Tab');
    await focusIs(page, 'name');
    await page.keyboard.type('Nam');
    expect(await value(page, 'name')).toBe('Nam');
    const inSimilar = () => page.evaluate(() => document.activeElement?.closest('[data-similar]') !== null);
    await page.keyboard.press('Alt+k');
    await expect.poll(inSimilar).toBe(true);
    await field(page, 'name').focus();
    // Backwards it is met, behind whatever else stands between.
    for (let n = 0; n < 8 && !(await inSimilar()); n++) await page.keyboard.press('Shift+Tab');
    expect(await inSimilar()).toBe(true);
    await closeAll(page);
  });

  test('the combobox is one to a screen reader, and others do not overwrite what is being typed', async () => {
    const { page } = recorder;
    await page.keyboard.press('n');
    await focusIs(page, 'content');
    await page.keyboard.type('Hai người trong một ô');
    const number = async () => ((await numberShown(page)) ?? '').trim();
    await expect.poll(number, { timeout: 20_000 }).toMatch(/^KN-\d+$/);
    for (const key of ['Tab', 'Tab']) await page.keyboard.press(key);
    await page.keyboard.type('Thôn M');
    const box = page.getByRole('combobox', { name: 'Thôn' });
    expect(await box.getAttribute('aria-autocomplete')).toBe('list');
    await page.keyboard.type('ới');

    // The other recorder opens the same petition from the palette and gives another village.
    await other.page.keyboard.press('Control+k');
    await other.page.keyboard.type('hai nguoi trong mot o');
    await marked(other.page)
      .filter({ hasText: await number() })
      .waitFor();
    await other.page.keyboard.press('Enter');
    await field(other.page, 'content').waitFor();
    await expect.poll(() => focused(other.page)).not.toBe('BODY');
    for (let n = 0; n < 12 && (await focused(other.page)) !== 'village'; n++)
      await other.page.keyboard.press('Tab');
    await other.page.keyboard.press('Control+a');
    await other.page.keyboard.type('hao');
    expect(await box.getAttribute('aria-expanded')).toBe('false'); // nothing is called Thôn Mới
    await other.page.keyboard.press('Enter');
    expect(await other.page.getByRole('combobox', { name: 'Thôn' }).getAttribute('aria-expanded')).toBe(
      'false',
    );
    await expect.poll(() => value(other.page, 'village')).toBe('Hào Lý');
    await page.keyboard.type('!');
    expect(await value(page, 'village')).toBe('Thôn Mới!');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('bun');
    expect(await box.getAttribute('aria-expanded')).toBe('true');
    const active = (await box.getAttribute('aria-activedescendant')) ?? '';
    expect(await page.evaluate((id) => document.getElementById(id)?.textContent, active)).toBe('Bun Ngai');
    await page.keyboard.press('Tab');
    await expect.poll(() => value(other.page, 'village'), { timeout: 20_000 }).toBe('Bun Ngai');
    await closeAll(page);
    await closeAll(other.page);
  });
});

describe('an input method in a field with suggestions', () => {
  for (const kind of ['ibus', 'macos', 'android', 'unikey'] as const) {
    test(`${kind}: no letter is lost or doubled, its own keys take nothing, and the list follows`, async () => {
      const { page } = recorder;
      await page.keyboard.press('Alt+n');
      await focusIs(page, 'content');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await focusIs(page, 'village');
      const device = await inputDevice(page, kind);
      await device.word(strokesOf('Giang', 'telex'));
      await expect.poll(() => marked(page).textContent()).toBe('Giang Lố 1');
      // The input method's own Enter is not the list's.
      if (kind === 'ibus') await device.keyWhileComposing('Enter', 'Enter');
      expect(await value(page, 'village')).toBe('Giang');
      await focusIs(page, 'village');
      await device.space();
      await device.word(strokesOf('Lố', 'telex', 'atEnd'));
      await expect.poll(() => options(page)).toEqual(['Giang Lố 1', 'Giang Lố 2']);
      expect((await value(page, 'village')).normalize('NFC')).toBe('Giang Lố');
      expect((await value(page, 'village')).normalize('NFC')).toBe('Giang Lố');
      await focusIs(page, 'village');
      await device.commit();
      await device.space();
      await page.keyboard.type('2');
      expect((await options(page))[0]).toBe('Giang Lố 2');
      await page.keyboard.press('Enter');
      await focusIs(page, 'field');
      expect(await value(page, 'village')).toBe('Giang Lố 2');
      await closeAll(page);
    });
  }
});

describe('the palette', () => {
  test('opens over the minutes and leaves them as they were', async () => {
    const { page } = recorder;
    await page.keyboard.press('Alt+m');
    await focusIs(page, 'minutes');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('Chủ trì mời bà con');
    for (let n = 0; n < 6; n++) await page.keyboard.press('Shift+ArrowLeft');
    const selected = () => page.evaluate(() => document.getSelection()?.toString());
    expect(await selected()).toBe('bà con');
    await page.keyboard.press('Control+k');
    const search = page.getByRole('combobox', { name: 'Tìm lệnh, kiến nghị, người' });
    await search.waitFor();
    await page.keyboard.type('khong co gi nhu the');
    await page.getByText('Không có gì khớp').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => search.count()).toBe(0);
    await focusIs(page, 'minutes');
    await expect.poll(selected).toBe('bà con');
    await page.keyboard.type('ông Mẫu');
    await page.locator('.ProseMirror p', { hasText: 'Chủ trì mời ông Mẫu' }).waitFor();
    expect(await page.locator('.ProseMirror', { hasText: 'bà conông' }).count()).toBe(0);
  });

  test('what is typed before its part of the page has come runs nothing, and is in its field', async () => {
    const page = await other.context.newPage();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/\/assets\/palette-search-[^/]+\.js$/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(other.page.url());
    await page.locator('li[data-petition]').first().waitFor();
    await page.keyboard.press('Control+k');
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.type('nsx');
    await page.keyboard.press('Backspace');
    release();
    const search = page.getByRole('combobox', { name: 'Tìm lệnh, kiến nghị, người' });
    await expect.poll(() => search.inputValue()).toBe('ns');
    expect(await field(page, 'content').count()).toBe(0);
    expect(await page.getByRole('complementary', { name: 'Phát biểu' }).count()).toBe(0);
    await page.close();
  });

  test('finds commands, petitions by number, content and village, and people', async () => {
    const { page } = recorder;
    await page.keyboard.press('Control+k');
    await page.keyboard.type('kn them'); // words in any order, first letters too
    await expect.poll(() => marked(page).textContent()).toContain('Thêm kiến nghị');
    await page.keyboard.press('Enter');
    await focusIs(page, 'content');
    await closeAll(page);

    await page.keyboard.press('Control+k');
    expect((await options(page))[0]).toContain('Thêm kiến nghị'); // used last
    for (const [question, wanted] of [
      ['kn 17', 'KN-17'],
      ['17', 'KN-17'],
      ['dien yeu nuoc tuoi', 'KN-17'],
    ] as const) {
      await page.keyboard.press('Control+a');
      await page.keyboard.type(question);
      await expect.poll(() => marked(page).textContent()).toContain(wanted);
    }
    await page.keyboard.press('Enter');
    await expect.poll(() => numberShown(page)).toBe('KN-17');

    await page.keyboard.press('Control+k');
    await page.keyboard.type('y mau giang lo 1');
    await expect.poll(() => marked(page).textContent()).toContain('Y Mẫu');
    await page.keyboard.press('Enter');
    await focusIs(page, 'content');
    await expect.poll(() => value(page, 'name')).toBe('Y Mẫu');
    expect(await value(page, 'village')).toBe('Giang Lố 1');
    await page.keyboard.type('Ghi theo người');
    await card(other.page, 'Ghi theo người').first().waitFor();
    await closeAll(page);
  });

  test('goes between the pages, and a new petition can be asked for from the register', async () => {
    const { page } = recorder;
    await page.keyboard.press('Control+k');
    await page.keyboard.type('diem danh');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/register$/);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expect.poll(() => focused(page)).not.toBe('INPUT');
    await page.keyboard.press('Alt+n');
    await page.waitForURL((url) => !url.pathname.endsWith('/register'));
    await focusIs(page, 'content');
    await page.keyboard.type('Từ trang điểm danh');
    await card(other.page, 'Từ trang điểm danh').first().waitFor();
    await page.keyboard.press('Escape');
    await page.reload();
    await page.locator('li[data-petition]').first().waitFor();
    expect(await field(page, 'content').count()).toBe(0);
  });

  test('a phone has a button for it, and nothing leaves the screen', async () => {
    const phone = await hall.enter('recorder', 'Máy Điện Thoại', { width: 390, height: 844 });
    const button = phone.page.getByRole('button', { name: 'Tìm, làm' });
    await button.waitFor();
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await button.focus();
    await phone.page.keyboard.press('Enter');
    await phone.page.keyboard.type('17');
    await expect.poll(() => marked(phone.page).textContent()).toContain('KN-17');
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await phone.page.keyboard.press('Enter');
    await expect.poll(() => numberShown(phone.page)).toBe('KN-17');
    expect(phone.errors).toEqual([]);
    await phone.context.close();
  });
});

describe('accessibility', () => {
  test('form with an open list, palette and list of keys have nothing that axe objects to', async () => {
    const { page } = recorder;
    const check = async (where: string) => {
      await page.evaluate(axe.source);
      const violations = await page.evaluate(async () => {
        const { axe } = window as unknown as { axe: { run(where: Document): Promise<AxeResults> } };
        return (await axe.run(document)).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
      expect(violations, where).toEqual([]);
    };
    await page.keyboard.press('Alt+n');
    await focusIs(page, 'content');
    await page.keyboard.type('Kiểm tra');
    for (const key of ['Tab', 'Tab']) await page.keyboard.press(key);
    await page.getByRole('listbox').waitFor();
    await check('form');
    await closeAll(page);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('mau');
    await marked(page).waitFor();
    await check('palette');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+?');
    const keys = page.getByRole('dialog', { name: 'Các phím tắt' });
    await keys.waitFor();
    await check('keys');
    await page.keyboard.press('Escape');
    // What is pressed while it still closes does not reach the hall.
    await keys.waitFor({ state: 'hidden' });
  });
});

describe('the list of keys', () => {
  test('comes at ?, holds every key, and goes without a trace; while typing a ? is a ?', async () => {
    const { page } = recorder;
    await page.keyboard.press('Alt+b');
    await expect.poll(() => focused(page)).toBe('BUTTON');
    await page.keyboard.press('Shift+?');
    const dialog = page.getByRole('dialog', { name: 'Các phím tắt' });
    await dialog.waitFor();
    const rows = (await dialog.locator('dl > div').allTextContents()).map((row) => row.replace(/\s+/g, ' '));
    for (const row of [
      'Thêm kiến nghịNhoặcAltN',
      'Xong, ghi kiến nghị tiếp theoCtrlEnter',
      'Như kiến nghị trướcAltL',
      'Tìm lệnh, kiến nghị, ngườiCtrlK',
      'Chuyển trạng tháiM',
      'Chuyển sang cột bên cạnhAlt←Alt→',
      'Chèn một kiến nghị vào biên bản#@',
    ])
      expect(rows).toContain(row);
    expect(await dialog.textContent()).not.toMatch(/Key[A-Z]|Digit|Slash/);
    // The letters behind it wait.
    await page.keyboard.press('Alt+n');
    expect(await field(page, 'content').count()).toBe(0);
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.isVisible()).toBe(false);
    await expect.poll(() => focused(page)).toBe('BUTTON');

    await page.keyboard.press('Alt+m');
    await focusIs(page, 'minutes');
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' Có ai hỏi nữa không?');
    await page.locator('.ProseMirror p', { hasText: 'Có ai hỏi nữa không?' }).waitFor();
    expect(await dialog.isVisible()).toBe(false);
    await page.keyboard.press('Alt+n'); // from the minutes' text
    await focusIs(page, 'content');
    await closeAll(page);
  });

  test('no page met an error', () => {
    for (const { errors } of [recorder, other]) expect(errors).toEqual([]);
  });
});
