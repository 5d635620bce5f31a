import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanPaper } from '../../shared/papers/paper-file.ts';
import { paperChunkBytes } from '../../shared/papers/paper-kind.ts';
import { FaultProxy } from '../net/proxy.ts';
import {
  holds,
  phoneJpeg,
  plainJpeg,
  png,
  secret,
  talkativePdf,
  talkativePng,
  talkativeWebp,
} from '../shared/papers/sample-files.ts';
import { enter, type Visitor, visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';

/* The papers of one morning. The steps build on each other, so they run in order and share the devices. */
let hall: TestHall;
let lan: Visitor;
let hoa: Visitor;
let cable: FaultProxy;
/** Hòa's own. */
let hoaCable: FaultProxy;
/** A photograph of a page on a dark table, as a phone makes it. */
let photo: Uint8Array;

const timeout = 20_000;
const phone = { width: 390, height: 844 };

/** A light page, a little turned, with dark lines, on a dark table; made by the browser itself. */
function drawPhoto(page: Page): Promise<string> {
  return page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [1600, 1200];
    const context = canvas.getContext('2d');
    if (!context) return '';
    context.fillStyle = '#4a3b2a';
    context.fillRect(0, 0, 1600, 1200);
    context.fillStyle = '#f4f1e8';
    context.beginPath();
    for (const [x, y] of [
      [420, 120],
      [1180, 180],
      [1240, 1080],
      [360, 1040],
    ] as const)
      context.lineTo(x, y);
    context.fill();
    context.fillStyle = '#222';
    context.font = '48px sans-serif';
    for (let line = 0; line < 8; line += 1)
      context.fillText('Đề nghị sửa đường nội thôn', 480, 300 + line * 90);
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? '';
  });
}

beforeAll(async () => {
  hall = await openHall();
  lan = await hall.enter('recorder', 'Nguyễn Thị Lan');
  hoaCable = await FaultProxy.open(hall.server.port);
  hoa = await visitor(hall.browser);
  await enter(hoa.page, (await hall.link('recorder')).replace(hall.server.url, hoaCable.url), 'Trần Thị Hòa');
  cable = await FaultProxy.open(hall.server.port);
  photo = phoneJpeg(Uint8Array.from(Buffer.from(await drawPhoto(lan.page), 'base64')), 1);
});
afterAll(async () => {
  await hall?.close();
  await cable?.close();
  await hoaCable?.close();
});

const drawer = (page: Page) => page.getByRole('complementary', { name: 'Phiếu giấy' });
const rows = (page: Page) => drawer(page).locator('li[data-paper]');
const pick = (page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  drawer(page).getByLabel('Chọn tệp').setInputFiles(files);
const file = (name: string, bytes: Uint8Array, mimeType = 'image/jpeg') => ({
  name,
  mimeType,
  buffer: Buffer.from(bytes),
});

/** All whole papers on the server's disk. */
function stored(): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const dir = join(hall.dataDir, 'papers');
  for (const folder of readdirSync(dir).filter((name) => name.length === 2)) {
    for (const name of readdirSync(join(dir, folder))) files.set(name, readFileSync(join(dir, folder, name)));
  }
  return files;
}

async function openDrawer(page: Page): Promise<void> {
  await page.locator('.ProseMirror').first().waitFor();
  if (await drawer(page).isVisible()) return;
  await page.locator('body').press('g');
  await drawer(page).waitFor();
}

/** A grey picture of noise that no compression makes small: several steps of an upload. */
function largePng(): Uint8Array {
  return png(1400, 1000, [], true);
}

describe('papers of a morning', () => {
  test('every kind of cleaned picture is drawn by the browser as before', async () => {
    const webp = await lan.page.evaluate(() => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [40, 30];
      canvas.getContext('2d')?.fillRect(5, 5, 20, 20);
      return canvas.toDataURL('image/webp').split(',')[1] ?? '';
    });
    const chunks = Uint8Array.from(Buffer.from(webp, 'base64')).subarray(12);
    const files: [Uint8Array, number, number][] = [
      [photo, 1600, 1200],
      [phoneJpeg(plainJpeg, 1), 16, 16],
      [talkativePng(), 16, 9],
      // With its own alpha plane the browser writes an extended header of its own.
      [
        holds(chunks.subarray(0, 4), 'VP8X') ? Buffer.from(webp, 'base64') : talkativeWebp(chunks, 40, 30),
        40,
        30,
      ],
    ];
    for (const [dirty, width, height] of files) {
      const clean = cleanPaper(dirty);
      expect(clean).toMatchObject({ width, height });
      expect(holds(clean?.bytes ?? dirty, secret)).toBe(false);
      const size = await lan.page.evaluate(
        async ([type, data]) => {
          const raw = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([raw], { type }));
          return [bitmap.width, bitmap.height];
        },
        [clean?.type ?? '', Buffer.from(clean?.bytes ?? []).toString('base64')] as const,
      );
      expect(size).toEqual([width, height]);
    }
  });

  test('a photograph is straightened, shown to the others, and stored without its coordinates', async () => {
    expect(holds(photo, secret)).toBe(true);
    await openDrawer(lan.page);
    await pick(lan.page, [file('IMG_0001.jpg', photo)]);
    const dialog = lan.page.getByRole('dialog', { name: 'Nắn thẳng phiếu' });
    await dialog.getByText('Đã tìm được mép phiếu').waitFor();
    const corner = dialog.locator('[data-corner="0"]');
    expect(await corner.getAttribute('aria-label')).toMatch(
      /Góc trên bên trái: ngang 2[5-8] %, dọc (9|10|11) %/,
    );
    await corner.press('Shift+ArrowLeft');
    expect(await corner.getAttribute('aria-label')).toMatch(/ngang 2[2-5] %/);
    await dialog.getByRole('button', { name: 'Thêm phiếu đã nắn' }).click();
    await rows(lan.page).first().waitFor();

    await openDrawer(hoa.page);
    await expect.poll(() => rows(hoa.page).count(), { timeout }).toBe(1);
    await rows(hoa.page).getByText('Nguyễn Thị Lan').waitFor();
    await rows(hoa.page).locator('img').waitFor();
    const files = [...stored()];
    expect(files.length).toBe(1);
    for (const [hash, bytes] of files) {
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
      expect(holds(bytes, secret)).toBe(false);
      // The page alone, upright: higher than wide, though the photograph was wide.
      const clean = cleanPaper(bytes);
      expect(clean?.height ?? 0).toBeGreaterThan(clean?.width ?? 0);
    }
  });

  test('an HTML file renamed .jpg is refused with a sentence; a PDF goes as it is, without who made it', async () => {
    const page = Buffer.from('<!doctype html><script>document.title="x"</script>');
    await pick(hoa.page, [
      { name: 'don.jpg', mimeType: 'image/jpeg', buffer: page },
      file('don.pdf', talkativePdf(), 'application/pdf'),
    ]);
    await drawer(hoa.page).getByText('don.jpg: Tệp này không phải ảnh JPEG, PNG, WebP').waitFor();
    await drawer(hoa.page).getByText('Đã thêm 1 phiếu.').waitFor();
    await expect.poll(() => stored().size, { timeout }).toBe(2);
    for (const bytes of stored().values()) expect(holds(bytes, secret)).toBe(false);
  });

  test('an upload cut in the middle goes on where it stood: every byte is taken once', async () => {
    const late = await visitor(hall.browser);
    await enter(late.page, (await hall.link('recorder')).replace(hall.server.url, cable.url), 'Lê Văn Muộn');
    await openDrawer(late.page);
    const sent: number[] = [];
    let answers = 0;
    const offset = (request: Request) =>
      request.method() === 'PATCH' && request.url().includes('/papers/')
        ? Number(request.headers()['upload-offset'])
        : null;
    late.page.on('request', (request) => {
      const at = offset(request);
      if (at !== null) sent.push(at);
    });
    late.page.on('response', (answer) => {
      if (offset(answer.request()) === null || !answer.ok()) return;
      answers += 1;
      if (answers === 2) cable.pull();
    });
    const bytes = largePng();
    await pick(late.page, [file('to-lon.png', bytes, 'image/png')]);
    await late.page.getByRole('button', { name: 'Thêm nguyên ảnh' }).click();
    await late.page.getByText('1 phiếu giữ trên máy này, chờ gửi về hội trường.').waitFor();
    expect(stored().size).toBe(2);
    cable.plug();
    await late.page.reload();
    await expect.poll(() => stored().size, { timeout }).toBe(3);
    expect([...stored().values()].some((file) => Buffer.compare(file, bytes) === 0)).toBe(true);
    // No step came again, but the one whose answer was in the cable.
    const steps = Math.ceil(bytes.length / paperChunkBytes);
    expect([...new Set(sent)]).toEqual(Array.from({ length: steps }, (_, i) => i * paperChunkBytes));
    expect(sent.length).toBeLessThanOrEqual(steps + 1);
    expect(sent).toEqual(sent.toSorted((a, b) => a - b));
    await late.context.close();
  });

  test('a phone photographs out of reach; the paper is in the register first, its file follows', async () => {
    const mobile = await visitor(hall.browser, phone);
    await enter(
      mobile.page,
      (await hall.link('recorder')).replace(hall.server.url, cable.url),
      'Phạm Thị Xa',
    );
    await mobile.page.getByText('Đã lưu tại hội trường').first().waitFor();
    await openDrawer(mobile.page);
    const earlier = await rows(hoa.page).count();
    // What adds a paper is on the device by then.
    await mobile.page.locator('[data-ready="true"]').waitFor({ state: 'attached' });
    // The files' way is cut alone: the register arrives, the bytes do not.
    await mobile.context.route('**/papers/*/offset', (route) => route.abort());
    await mobile.context.setOffline(true);
    await pick(mobile.page, [file('xa.png', png(600, 800), 'image/png')]);
    await mobile.page.getByRole('button', { name: 'Thêm nguyên ảnh' }).click();
    await mobile.page.getByText('Giữ trên máy này, chờ gửi').first().waitFor();
    await rows(mobile.page).locator('img').last().waitFor();
    expect(stored().size).toBe(3);
    await mobile.context.setOffline(false);
    await expect.poll(() => rows(hoa.page).count(), { timeout }).toBe(earlier + 1);
    // Small pictures are made when they come into sight.
    await rows(hoa.page).last().scrollIntoViewIfNeeded();
    await rows(hoa.page).last().getByText('chưa về tới').waitFor();
    await mobile.context.unroute('**/papers/*/offset');
    await expect.poll(() => stored().size, { timeout }).toBe(4);
    await rows(hoa.page).last().locator('img').waitFor();
    const width = await mobile.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(phone.width);
    await mobile.context.close();
  });

  test('a paper taken by one is closed to the other, typed in beside its picture, and done', async () => {
    await lan.page.locator('body').press('Control+k');
    await lan.page.keyboard.press('Escape');
    await drawer(lan.page).getByRole('button', { name: 'Nhập phiếu tiếp theo' }).click();
    const content = lan.page.locator('[data-field="content"]');
    await content.waitFor();
    await drawer(lan.page).getByRole('img').waitFor();
    expect(await lan.page.locator('[data-field="channel"]').inputValue()).toBe('Ghi giấy');

    await rows(hoa.page).first().getByText('Nguyễn Thị Lan đang nhập').waitFor();
    expect(await rows(hoa.page).first().getByRole('button').count()).toBe(0);
    expect(await drawer(lan.page).getByRole('button', { name: 'Nhập xong phiếu' }).isDisabled()).toBe(true);
    await content.click();
    await lan.page.keyboard.type('Sửa đường nội thôn');
    await drawer(lan.page).getByRole('button', { name: 'Nhập xong phiếu' }).click();
    await expect.poll(() => rows(hoa.page).getByText('đang nhập').count(), { timeout }).toBe(0);

    // The other sees the paper in the petition.
    await hoa.page.locator('li[data-petition]', { hasText: 'KN-01' }).locator('[data-open]').click();
    await hoa.page.getByRole('button', { name: 'Xem lớn' }).click();
    await hoa.page.getByRole('img', { name: /Phiếu giấy do Nguyễn Thị Lan thêm/ }).waitFor();
  });

  test('a claim ends when its device leaves', async () => {
    const third = await hall.enter('recorder', 'Vũ Thị Đi');
    await openDrawer(third.page);
    await drawer(third.page).getByRole('button', { name: 'Nhập phiếu tiếp theo' }).click();
    await rows(hoa.page).getByText('Vũ Thị Đi đang nhập').waitFor();
    await third.context.close();
    await expect.poll(() => rows(hoa.page).getByText('đang nhập').count(), { timeout }).toBe(0);
  });

  test('of two claims at one time one stays, and the other is told at once', async () => {
    // At one time: neither can know of the other when both take it.
    hoaCable.pull();
    await hoa.page.getByText('Mất kết nối').first().waitFor();
    for (const { page } of [lan, hoa]) await rows(page).first().getByRole('button').click();
    hoaCable.plug();
    const told = () =>
      Promise.all(
        [lan, hoa].map(({ page }) => page.getByText(/(nhận phiếu này cùng lúc|đang nhập phiếu này)/).count()),
      );
    await expect.poll(async () => (await told()).reduce((a, b) => a + b, 0), { timeout }).toBe(1);
    const working = await Promise.all(
      [lan, hoa].map(({ page }) =>
        drawer(page).getByRole('button', { name: 'Trả phiếu lại hàng chờ' }).count(),
      ),
    );
    expect(working.sort()).toEqual([0, 1]);
  });

  test('a paper is set aside with a note, comes back, and is linked to a petition that is there', async () => {
    const release = 'Trả phiếu lại hàng chờ';
    const [holder] =
      (await drawer(lan.page).getByRole('button', { name: release }).count()) > 0 ? [lan] : [hoa];
    const { page } = holder;
    await drawer(page).getByRole('button', { name: 'Để riêng' }).click();
    await drawer(page).getByLabel('Lý do để riêng').fill('Phiếu trắng');
    await drawer(page).getByLabel('Lý do để riêng').press('Enter');
    await drawer(page).getByText('Đã để riêng (1)').click();
    await drawer(page).getByText('Phiếu trắng').waitFor();
    // The keys go on where the work is.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.tagName), { timeout })
      .not.toBe('BODY');
    await drawer(page).getByRole('button', { name: 'Đưa lại vào hàng chờ' }).click();
    await drawer(page).getByRole('button', { name: 'Nhập phiếu tiếp theo' }).click();
    await drawer(page).getByRole('button', { name: 'Gắn vào kiến nghị đã có' }).click();
    await drawer(page).getByLabel('Kiến nghị', { exact: true }).selectOption({ index: 1 });
    await drawer(page).getByText('Đã nhập (2)').waitFor();
  });

  test('a device that may not store says so before anybody relies on it, and sends all the same', async () => {
    const blocked = await visitor(hall.browser);
    await blocked.context.addInitScript(() => {
      const open = indexedDB.open.bind(indexedDB);
      Object.defineProperty(indexedDB, 'open', {
        value: (name: string, version?: number) => {
          if (name === 'doi-thoai-papers') throw new DOMException('blocked', 'SecurityError');
          return open(name, version);
        },
      });
    });
    await enter(blocked.page, await hall.link('recorder'), 'Đỗ Văn Chặn');
    await openDrawer(blocked.page);
    await drawer(blocked.page).getByText('Trình duyệt đang chặn lưu trữ').waitFor();
    const before = stored().size;
    await pick(blocked.page, [file('chan.png', png(90, 70), 'image/png')]);
    await blocked.page.getByRole('button', { name: 'Thêm nguyên ảnh' }).click();
    await drawer(blocked.page).getByText('Máy này không giữ được tệp').waitFor();
    await expect.poll(() => stored().size, { timeout }).toBe(before + 1);
    await blocked.context.close();
  });

  test('a screen’s session gets and sends nothing', async () => {
    const screen = await hall.enter('screen', '');
    const [hash] = [...stored().keys()];
    const answers = await screen.page.evaluate(
      async ([id, name]) => {
        const path = `/api/dialogues/${id}/papers/${name}`;
        const get = await fetch(path);
        const patch = await fetch(path, {
          method: 'PATCH',
          headers: { 'upload-offset': '0', 'upload-length': '3' },
          body: 'abc',
        });
        return [get.status, patch.status, await patch.json()];
      },
      [hall.dialogueId, hash] as const,
    );
    expect(answers).toEqual([403, 403, { error: 'notAllowed' }]);
    await screen.context.close();
  });

  test('the frozen record names the papers by their hash, and nothing went wrong on the pages', async () => {
    const id = await hall.freeze();
    const answer = await hall.call('GET', `/freezes/${id}`);
    const { record }: { record: { papers: { hash: string; petitionId: string }[] } } = await answer.json();
    expect(record.papers.map(({ hash }) => hash).sort()).toEqual([...stored().keys()].sort());
    expect(record.papers.filter(({ petitionId }) => petitionId !== '').length).toBeGreaterThanOrEqual(1);
    expect([...lan.errors, ...hoa.errors]).toEqual([]);
  });
});
