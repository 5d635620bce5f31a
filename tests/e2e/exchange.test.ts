import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Visitor } from './browser.ts';
import { enter, startBrowser, visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';

/*
 * Two devices side by side with the server dead: what each typed reaches the other by a file, and by QR codes that one
 * draws and the other's camera sees; afterwards the server comes back and has all of it.
 */
let hall: TestHall;
let cameraBrowser: Browser;
let first: Visitor;
let second: Visitor;
let folder = '';
let film = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'doithoai-film-'));
  film = join(folder, 'camera.mjpeg');
  [hall, cameraBrowser] = await Promise.all([
    openHall(),
    startBrowser({}, [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ]),
  ]);
  first = await hall.enter('recorder', 'Phạm Thư Ký');
  second = await visitor(cameraBrowser);
  await enter(second.page, await hall.link('recorder'), 'Trần Ghi Chép');
});
afterAll(async () => {
  await cameraBrowser?.close();
  await hall?.close();
  rmSync(folder, { recursive: true, force: true });
});

const minutes = (page: Page) => page.locator('.ProseMirror');

async function type(page: Page, text: string): Promise<void> {
  await minutes(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type(text);
}

async function raise(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+n');
  await page.locator('[data-field="content"]').fill(text);
  await page.keyboard.press('Escape');
}

/** By the page's own way, which needs no server. */
async function toExchange(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Máy', exact: true }).click();
  await page.getByRole('link', { name: 'Trao đổi giữa hai máy' }).click();
  await page.getByRole('heading', { name: 'Trao đổi giữa hai máy' }).waitFor();
}

async function toHall(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Ghi', exact: true }).click();
  await minutes(page).waitFor();
}

const status = (page: Page) => page.getByRole('region', { name: 'Tình trạng lưu' });

async function writeFile(page: Page): Promise<{ name: string; buffer: Buffer; mimeType: string }> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Ghi ra tệp' }).click();
  const file = await download;
  return {
    name: file.suggestedFilename(),
    buffer: await readFile(await file.path()),
    mimeType: 'application/octet-stream',
  };
}

const chooser = (page: Page) => page.locator('main input[type="file"]');
const result = (page: Page) =>
  page.getByRole('heading', { name: 'Kết quả' }).locator('xpath=following-sibling::div').first();

test('with the server dead, a file brings one device what the other typed, again and in either direction', async () => {
  for (const { page } of [first, second]) {
    await type(page, `Trước lúc mất máy chủ ${page === first.page ? 'một' : 'hai'}. `);
    await expect.poll(() => status(page).textContent()).toContain('Đã lưu tại hội trường');
    // The page of the exchange is loaded while there is a server.
    await toExchange(page);
    await toHall(page);
  }
  await hall.server.kill();
  for (const { page } of [first, second])
    await expect.poll(() => status(page).textContent()).toContain('Mất kết nối');
  await type(first.page, 'Chữ gõ ở máy một lúc mất mạng.');
  await type(second.page, 'Chữ gõ ở máy hai lúc mất mạng.');
  await toExchange(first.page);
  await toExchange(second.page);

  const file = await writeFile(first.page);
  expect(file.name).toMatch(/_Trao-doi_Pham-Thu-Ky_\d\d-\d\d\.doithoai$/);
  await chooser(second.page).setInputFiles(file);
  await expect.poll(() => result(second.page).textContent()).toMatch(/Đã nhận: \d+ thay đổi trong biên bản/);
  expect(await result(second.page).textContent()).toMatch(/Từ .*Phạm Thư Ký/);
  await chooser(second.page).setInputFiles(file);
  await expect.poll(() => result(second.page).textContent()).toContain('Không có gì mới');

  // The other way by what the first device is known to lack.
  await second.page.getByRole('radio', { name: /Những gì máy kia chưa có: .*Phạm Thư Ký/ }).check();
  await chooser(first.page).setInputFiles(await writeFile(second.page));
  await expect.poll(() => result(first.page).textContent()).toContain('thay đổi trong biên bản');

  // What is broken, cut or of elsewhere is told and changes nothing.
  const broken = Buffer.from(file.buffer);
  broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
  const refused = async (buffer: Buffer, words: RegExp) => {
    await chooser(first.page).setInputFiles({ ...file, buffer });
    await expect.poll(() => result(first.page).textContent()).toMatch(words);
  };
  await refused(broken, /không khớp mã kiểm tra/);
  await refused(file.buffer.subarray(0, 80), /chưa trọn/);
  await refused(Buffer.from('Chào anh chị'), /không phải là tệp trao đổi/);
}, 60_000);

/** What the first device draws, as the film that the other's camera sees. */
async function filmCodes(page: Page, frames: number): Promise<void> {
  const pictures: Buffer[] = [];
  const canvas = page.locator('main canvas');
  let last = -1;
  while (pictures.length < frames) {
    const [at, picture] = await canvas.evaluate((element) => {
      const seen = document.createElement('canvas');
      const code = element as HTMLCanvasElement;
      // A camera sees a room around the code, and not upright to the pixel.
      [seen.width, seen.height] = [960, 720];
      const context = seen.getContext('2d');
      if (!context) return [-1, ''] as const;
      context.fillStyle = '#777';
      context.fillRect(0, 0, 960, 720);
      context.translate(480, 360);
      context.rotate(0.06);
      context.drawImage(code, -260, -260, 520, 520);
      return [Number(code.dataset.frame), seen.toDataURL('image/jpeg', 0.8)] as const;
    });
    if (at === last) continue;
    last = at;
    const jpeg = Buffer.from(picture.split(',')[1] ?? '', 'base64');
    // Each picture is seen for some frames of the camera.
    pictures.push(jpeg);
  }
  writeFileSync(film, Buffer.concat(pictures.flatMap((one) => [one, one, one, one])));
}

test('by QR codes, from the canvas of one to the camera of the other; then the server comes back', async () => {
  const { page } = first;
  await toHall(page);
  await raise(page, 'Đề nghị sửa đường vào thôn Hào Lý');
  await toExchange(page);
  await page.getByRole('radio', { name: 'Những gì hội trường chưa có' }).check();
  await page.getByRole('button', { name: 'Hiện mã QR' }).click();
  await page.getByLabel('Tốc độ').selectOption('15');
  await filmCodes(page, 24);

  await second.page.getByRole('button', { name: 'Quét mã QR' }).click();
  await expect
    .poll(() => result(second.page).textContent(), { timeout: 20_000 })
    .toContain('1 kiến nghị mới');

  await hall.restart();
  for (const person of [first, second])
    await expect
      .poll(() => status(person.page).textContent(), { timeout: 20_000 })
      .toContain('Đã lưu tại hội trường');
  const third = await hall.enter('recorder', 'Lê Thứ Ba');
  for (const words of ['máy chủ một', 'máy chủ hai', 'máy một lúc mất', 'máy hai lúc mất'])
    await expect.poll(() => minutes(third.page).textContent()).toContain(words);
  // Each once: what came twice is there once.
  expect((await minutes(third.page).textContent())?.split('máy một lúc mất').length).toBe(2);
  await expect.poll(() => third.page.getByText('Đề nghị sửa đường vào thôn Hào Lý').count()).toBe(1);
  await third.page.getByText('KN-01').first().waitFor();
  for (const person of [first, second]) expect(person.errors).toEqual([]);
}, 60_000);
