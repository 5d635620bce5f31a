import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBody } from '../../../shared/minutes-template.ts';
import {
  bodyOf,
  caretAfter,
  fillRooms,
  nextFrame,
  openStand,
  rooms,
  type Stand,
  statusOf,
  untilBody,
  untilStatus,
} from '../minutes/stand/stand.ts';

/** The status and what it promises, in real Chromium with the real relay. */

const outDir = mkdtempSync(join(tmpdir(), 'doithoai-stand-'));
let stand: Stand;

beforeAll(async () => {
  stand = await openStand(outDir);
  await fillRooms(stand);
});

afterAll(async () => {
  await stand?.close();
  rmSync(outDir, { recursive: true, force: true });
});

const bar = (page: Page) => page.getByRole('region', { name: 'Tình trạng lưu' });

/** Waits until the minutes' database on the device notes no waiting changes. */
const untilNothingNoted = (page: Page) =>
  page.waitForFunction(
    (name) =>
      new Promise<boolean>((resolve) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => resolve(false);
        opening.onsuccess = () => {
          const db = opening.result;
          const keys = db.transaction('custom').objectStore('custom').getAllKeys();
          keys.onerror = () => resolve(false);
          keys.onsuccess = () => {
            db.close();
            resolve(!keys.result.some((key) => String(key).startsWith('waiting:')));
          };
        };
      }),
    `doi-thoai/${rooms.minutes}`,
  );

/** Writes empty changes into the minutes' database on the device, each a row of its own. */
const addRows = (page: Page, count: number) =>
  page.evaluate(
    ([name, rows]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const writing = opening.result.transaction('updates', 'readwrite');
          for (let at = 0; at < rows; at++) writing.objectStore('updates').add(new Uint8Array([0, 0]));
          writing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    [`doi-thoai/${rooms.minutes}`, count] as const,
  );

/** Rows of the minutes' database on the device. */
const countRows = (page: Page) =>
  page.evaluate(
    (name) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const counting = opening.result.transaction('updates').objectStore('updates').count();
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      }),
    `doi-thoai/${rooms.minutes}`,
  );

describe('local first', () => {
  test('typed online: saved on the device and in the hall; deleting is acknowledged too', async () => {
    const device = await stand.device();
    const page = await stand.open(device, 'Thu Hằng');
    await caretAfter(page, 'KẾT LUẬN');
    await page.keyboard.type(' một hai');
    await untilStatus(page, { waiting: 0, savedHere: true, savedInHall: true });
    await page.keyboard.press('Backspace');
    await untilStatus(page, { waiting: 0, savedHere: true, savedInHall: true });
    await bar(page).getByText('Đã lưu tại hội trường').waitFor();
    expect(JSON.stringify(readBody(await stand.read(rooms.minutes)))).toContain(
      'KẾT LUẬN CỦA CHỦ TRÌ một ha"',
    );
    await device.close();
  });

  test('offline, closed, opened again: all is there, the same number waits; then both merge', async () => {
    const device = await stand.device();
    const other = await stand.open(await stand.device(), 'A Lương');
    let page = await stand.open(device, 'Thu Hằng');
    await caretAfter(page, 'NỘI DUNG HỘI NGHỊ');
    await stand.down();
    await untilStatus(page, { online: false });
    await page.keyboard.type(' ngoại tuyến');
    await page.keyboard.press('Backspace');
    // Eleven letters, a space, one taken back, and who wrote them.
    await untilStatus(page, { waiting: 14, savedHere: true, savedInHall: false });
    await bar(page).getByText('14 thay đổi đang chờ').waitFor();
    await bar(page).getByText('Đã lưu trên máy này').waitFor();
    const { offlineSince } = await statusOf(page);
    await page.close();

    page = await stand.open(device, 'Thu Hằng');
    await untilStatus(page, { waiting: 14, savedHere: true, savedInHall: false, offlineSince });
    expect(await bodyOf(page)).toContain('NỘI DUNG HỘI NGHỊ ngoại tuyế<');
    await bar(page).getByText('Mất kết nối từ').waitFor();

    await caretAfter(other, 'Khai mạc');
    await other.keyboard.type(' lúc tám giờ');
    await stand.up();
    await untilStatus(page, { waiting: 0, online: true, savedInHall: true });
    await untilStatus(other, { waiting: 0, online: true, savedInHall: true });
    await untilBody(page, 'Khai mạc lúc tám giờ');
    await untilBody(other, 'ngoại tuyế<');
    expect(await bodyOf(page)).toBe(await bodyOf(other));

    // Nothing is said to wait at the next visit.
    await untilNothingNoted(page);
    await page.close();
    await stand.down();
    page = await stand.open(device, 'Thu Hằng');
    await untilStatus(page, { waiting: 0, savedInHall: true, online: false });
    await stand.up();
    await device.close();
    await other.context().close();
  });

  test('a device joins its many rows into one though changes of others keep coming; nothing of them is lost', async () => {
    const device = await stand.device();
    let page = await stand.open(device, 'Thu Hằng');
    await caretAfter(page, 'Khai mạc');
    await page.keyboard.type(' đúng giờ');
    await untilStatus(page, { waiting: 0, savedHere: true });
    await addRows(page, 600);
    await page.close();

    page = await stand.open(device, 'Thu Hằng');
    expect(await countRows(page)).toBeGreaterThan(600);
    let written = 0;
    // One change each 300 ms: a second without any never comes.
    await expect
      .poll(
        async () => {
          written += 1;
          await stand.write(rooms.minutes, (doc) => doc.getMap('meta').set('chair', `Bà ${written}`));
          return countRows(page);
        },
        { interval: 300, timeout: 30_000 },
      )
      .toBeLessThan(100);
    await page.close();

    await stand.down();
    page = await stand.open(device, 'Thu Hằng');
    await untilBody(page, ' đúng giờ');
    await stand.up();
    await device.close();
  });

  test('a browser without storage says so, and still brings the text to the hall', async () => {
    const device = await stand.device();
    await device.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', {
        get() {
          throw new DOMException('blocked', 'SecurityError');
        },
      });
    });
    const page = await stand.open(device, 'Thu Hằng');
    await untilStatus(page, { problem: 'noStorage', savedHere: false });
    await caretAfter(page, 'Khai mạc');
    await page.keyboard.type('!');
    await untilStatus(page, { waiting: 0, savedInHall: true, savedHere: false });
    await bar(page).getByText('Đừng đóng trang').first().waitFor();
    await device.close();
  });

  test('a write that the disk refuses is not called saved; when there is room again all is written', async () => {
    const device = await stand.device();
    await device.addInitScript(() => {
      const add = IDBObjectStore.prototype.add;
      IDBObjectStore.prototype.add = function (this: IDBObjectStore, ...values) {
        const request = add.apply(this, values);
        if ('diskIsFull' in window) this.transaction.abort();
        return request;
      };
      const error = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, 'error');
      Object.defineProperty(IDBTransaction.prototype, 'error', {
        get() {
          return 'diskIsFull' in window
            ? new DOMException('full', 'QuotaExceededError')
            : error?.get?.call(this);
        },
      });
    });
    const page = await stand.open(device, 'Thu Hằng');
    await untilStatus(page, { online: true, savedHere: true });
    await page.evaluate(() => Object.assign(window, { diskIsFull: true }));
    await caretAfter(page, 'Khai mạc');
    await page.keyboard.type('?');
    await untilStatus(page, { savedHere: false, problem: 'quota' });
    await bar(page).getByText('Máy này hết chỗ lưu').first().waitFor();
    await page.evaluate(() => Reflect.deleteProperty(window, 'diskIsFull'));
    await untilStatus(page, { savedHere: true, problem: '' });
    await page.close();
    await stand.down();
    const again = await stand.open(device, 'Thu Hằng');
    expect(await bodyOf(again)).toContain('?');
    await stand.up();
    await device.close();
  });

  test('text typed into minutes that were frozen meanwhile is kept, and said to be late', async () => {
    const device = await stand.device();
    const page = await stand.open(device, 'Thu Hằng');
    const witness = await stand.open(await stand.device(), 'A Lương');
    await untilStatus(page, { online: true, waiting: 0 });
    await caretAfter(page, 'KẾT LUẬN');
    await stand.down();
    await untilStatus(page, { online: false });
    await page.keyboard.type('muộn');
    await stand.seal(rooms.minutes, rooms.board);
    await stand.up();
    await untilStatus(page, { online: true, late: 5, waiting: 0, savedInHall: false });
    await untilStatus(witness, { online: true, late: 0, savedInHall: true });
    await bar(page).getByText('5 thay đổi sau khi chốt').waitFor();
    await page.getByText('Biên bản đã chốt: chỉ đọc.').waitFor();
    const text = page.getByRole('textbox', { name: 'Nội dung biên bản' });
    expect(await text.getAttribute('contenteditable')).toBe('false');
    expect(await bodyOf(page)).toContain('muộn');
    expect(await bodyOf(witness)).not.toContain('muộn');
    await page.close();
    const again = await stand.open(device, 'Thu Hằng');
    await untilStatus(again, { late: 5 });
    await nextFrame(again);
    expect(await bodyOf(again)).toContain('muộn');
    await device.close();
  });
});
