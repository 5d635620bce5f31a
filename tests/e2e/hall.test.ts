import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FaultProxy } from '../net/proxy.ts';
import { isWatermark } from '../server/documents/pdf.ts';
import { enter, startBrowser, type Visitor, visitor } from './browser.ts';
import { freezeOnPage } from './kit.ts';
import { dataFolder, type ServerProcess, startServer } from './server.ts';

/*
 * One morning in the hall, from the organizer's first link to the printed minutes. The steps build on each other,
 * so they run in order and share the devices.
 */
const secret = { name: 'Nguyễn Văn Kín', phone: '0912 345 678', attendee: 'Trần Thị Giấu' };
const data = dataFolder();
let server: ServerProcess;
let browser: Browser;
let organizer: Visitor;
let recorderA: Visitor;
let recorderB: Visitor;
let screen: Visitor;
let cable: FaultProxy;
let dialogueId = '';
const links = { recorder: '', screen: '' };
/** Every byte that the screen's browser received of this hall. */
const screenBytes: Buffer[] = [];

beforeAll(async () => {
  server = await startServer({ dataDir: data.dir });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await cable?.close();
  await server?.kill();
  data.remove();
});

const contentOf = (page: Page) => page.locator('[data-field="content"]');
const minutesOf = (page: Page) => page.locator('.ProseMirror');
const card = (page: Page, number: string) => page.locator('li[data-petition]', { hasText: number });
const minutesText = async (page: Page) => (await minutesOf(page).textContent()) ?? '';

async function waitUntil(what: string, condition: () => Promise<boolean>, timeout = 20_000): Promise<void> {
  await expect.poll(condition, { timeout, message: what }).toBe(true);
}

/** Waits until the page says that all is stored in the hall. */
async function savedInHall(page: Page): Promise<void> {
  await page.getByText('Đã lưu tại hội trường').first().waitFor();
}

/** Puts the caret at the start or end of the paragraph that holds `text`. */
async function caretIn(page: Page, text: string, where: 'Home' | 'End'): Promise<void> {
  await minutesOf(page).locator('p', { hasText: text }).first().click();
  await page.keyboard.press(where);
}

/** Both pages show the same minutes (the carets of others left out). */
async function sameMinutes(a: Page, b: Page): Promise<string> {
  const plain = (page: Page) =>
    minutesOf(page).evaluate((element) => {
      const copy = element.cloneNode(true) as HTMLElement;
      for (const caret of copy.querySelectorAll(
        '.collaboration-carets__caret, .collaboration-caret, [data-caret]',
      ))
        caret.remove();
      for (const widget of copy.querySelectorAll('.ProseMirror-widget')) widget.remove();
      return (copy.textContent ?? '').replaceAll('\u2060', '').replaceAll('\u200b', '');
    });
  await expect.poll(async () => (await plain(a)) === (await plain(b)), { timeout: 20_000 }).toBe(true);
  return plain(a);
}

const linkShown = async (page: Page) => (await page.getByTestId('link').textContent()) ?? '';

async function makeLink(role: string): Promise<string> {
  const { page } = organizer;
  const before = await page.getByTestId('link').count();
  const old = before ? await linkShown(page) : '';
  await page.getByLabel('Vai trò').selectOption(role);
  await page.getByRole('button', { name: 'Tạo liên kết' }).click();
  await waitUntil('a new link', async () => {
    const shown = page.getByTestId('link');
    return (await shown.count()) > 0 && (await linkShown(page)) !== old;
  });
  return linkShown(page);
}

describe('a morning in the hall', () => {
  test('the organizer prepares a dialogue and gives out links', async () => {
    organizer = await visitor(browser);
    const { page } = organizer;
    await enter(page, server.organizerLink, 'Lê Văn Phòng');
    await page.getByRole('link', { name: 'Cơ quan' }).click();
    await page.getByLabel('Cơ quan ban hành').fill('ỦY BAN NHÂN DÂN XÃ SA LOONG');
    await page.getByLabel('Địa danh').fill('Sa Loong');
    await page.getByLabel('Thôn (mỗi dòng một thôn)').fill('Giang Lố 1\nĐăk Vang');
    await page.getByLabel('Đơn vị, bộ phận phụ trách').fill('Văn phòng – thống kê');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText('Đã lưu', { exact: true }).waitFor();

    await page.getByRole('link', { name: 'Các buổi đối thoại' }).click();
    await page.getByRole('button', { name: 'Thêm buổi đối thoại' }).click();
    await page.getByLabel('Tên buổi đối thoại').fill('Đối thoại với hội viên Hội Nông dân');
    await page.getByLabel('Địa điểm').fill('Hội trường Nhà Văn hóa xã');
    await page.getByLabel('Lĩnh vực').fill('Vay vốn\nXây dựng nông thôn mới');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByRole('link', { name: 'Liên kết truy cập' }).click();
    await page.waitForURL(/\/links$/);
    dialogueId = /dialogues\/([^/]+)/.exec(page.url())?.[1] ?? '';
    links.recorder = await makeLink('recorder');
    links.screen = await makeLink('screen');
    expect(links.recorder).not.toBe(links.screen);
    await page.getByRole('link', { name: 'Màn hình', exact: true }).click();
    await page.getByLabel('Cho hiện mọi kiến nghị ngay khi ghi').check();
    await savedInHall(page);
  });

  test('two recorders and the screen enter', async () => {
    cable = await FaultProxy.open(server.port);
    recorderA = await visitor(browser);
    recorderB = await visitor(browser);
    screen = await visitor(browser, { width: 1920, height: 1080 });
    screen.page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => screenBytes.push(Buffer.from(payload)));
    });
    screen.page.on('response', async (response) => {
      // The product's own files are the same in every hall.
      if (new URL(response.url()).pathname.startsWith('/assets/')) return;
      const body = await response.body().catch(() => null);
      if (body) screenBytes.push(body);
    });
    await enter(recorderA.page, links.recorder, 'Phạm Thư Ký');
    // The second recorder's Wi-Fi is the cable that later fails.
    await enter(recorderB.page, links.recorder.replace(server.url, cable.url), 'Hoàng Thư Ký');
    await screen.page.goto(links.screen);
    await screen.page.waitForURL(/\/screen\//);
    for (const { page } of [recorderA, recorderB]) {
      await savedInHall(page);
      await minutesOf(page).waitFor();
    }
    expect(await minutesText(recorderA.page)).toContain('KẾT LUẬN');
  });

  test('a petition is raised by keyboard, gets its number, and both write in it at once', async () => {
    const { page } = recorderA;
    await page.keyboard.press('Alt+n');
    await contentOf(page).waitFor();
    await page.keyboard.type('Đề nghị xã hỗ trợ vay vốn mua bò giống');
    await page.locator('[data-field="name"]').fill(secret.name);
    await page.locator('[data-field="phone"]').fill(secret.phone);
    await page.locator('[data-field="village"]').fill('Giang Lố 1');
    await page.locator('[data-field="village"]').press('Tab');
    await page.locator('[data-field="field"]').pressSequentially('vay');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('[data-field="field"]').inputValue()).toBe('Vay vốn');
    await card(page, 'KN-01').waitFor();
    await card(recorderB.page, 'KN-01').click();
    await contentOf(recorderB.page).waitFor();

    await contentOf(page).focus();
    await page.keyboard.press('Control+End');
    await contentOf(recorderB.page).focus();
    await recorderB.page.keyboard.press('Control+Home');
    await Promise.all([
      page.keyboard.type(', lãi suất thấp, thời hạn năm năm', { delay: 15 }),
      recorderB.page.keyboard.type('Ông hỏi: ', { delay: 40 }),
    ]);
    const wanted = 'Ông hỏi: Đề nghị xã hỗ trợ vay vốn mua bò giống, lãi suất thấp, thời hạn năm năm';
    for (const recorder of [recorderA, recorderB])
      await expect.poll(() => contentOf(recorder.page).inputValue()).toBe(wanted);
  });

  test('both write in one paragraph of the minutes, one of them offline for a while', async () => {
    const [a, b] = [recorderA.page, recorderB.page];
    await minutesOf(a).locator('p').last().click();
    await a.keyboard.press('End');
    await a.keyboard.press('Enter');
    await a.keyboard.type('Hội nghị bắt đầu.');
    await minutesOf(b).locator('p', { hasText: 'Hội nghị bắt đầu.' }).waitFor();
    await caretIn(a, 'Hội nghị bắt đầu.', 'End');
    await caretIn(b, 'Hội nghị bắt đầu.', 'Home');
    await Promise.all([
      a.keyboard.type(' Đông đủ bà con.', { delay: 20 }),
      b.keyboard.type('Đúng 8 giờ: ', { delay: 30 }),
    ]);
    expect(await sameMinutes(a, b)).toContain('Đúng 8 giờ: Hội nghị bắt đầu. Đông đủ bà con.');

    cable.pull();
    await b
      .getByText(/Mất kết nối từ/)
      .first()
      .waitFor();
    await caretIn(b, 'Đúng 8 giờ', 'End');
    await b.keyboard.type(' Ghi khi mất mạng: ưỡn ẹo, Ấp Ỗ.');
    await caretIn(a, 'Đúng 8 giờ', 'Home');
    await a.keyboard.type('[Mở đầu] ');
    await b
      .getByText(/thay đổi đang chờ/)
      .first()
      .waitFor();
    expect(await minutesText(a)).not.toContain('Ghi khi mất mạng');
    cable.plug();
    await savedInHall(b);
    const text = await sameMinutes(a, b);
    expect(text).toContain(
      '[Mở đầu] Đúng 8 giờ: Hội nghị bắt đầu. Đông đủ bà con. Ghi khi mất mạng: ưỡn ẹo, Ấp Ỗ.',
    );
  });

  test('what is typed offline survives closing the page', async () => {
    const { page, context } = recorderB;
    cable.pull();
    await page
      .getByText(/Mất kết nối từ/)
      .first()
      .waitFor();
    await caretIn(page, 'Đúng 8 giờ', 'End');
    await page.keyboard.type(' Giữ trên máy.');
    await page.getByText('Đã lưu trên máy này').first().waitFor();
    await page.close();
    cable.plug();
    recorderB.page = await context.newPage();
    await recorderB.page.goto(`${cable.url}/dialogues/${dialogueId}`);
    await minutesOf(recorderB.page).locator('p', { hasText: 'Giữ trên máy.' }).waitFor();
    await minutesOf(recorderA.page).locator('p', { hasText: 'Giữ trên máy.' }).waitFor();
    await savedInHall(recorderB.page);
  });

  test('each undoes only own typing', async () => {
    const [a, b] = [recorderA.page, recorderB.page];
    await caretIn(a, 'Đúng 8 giờ', 'End');
    await a.keyboard.type(' ALPHA');
    await minutesOf(b).locator('p', { hasText: 'ALPHA' }).waitFor();
    await caretIn(b, 'Đúng 8 giờ', 'End');
    await b.keyboard.type(' BETA');
    await minutesOf(a).locator('p', { hasText: 'BETA' }).waitFor();
    await a.keyboard.press('Control+z');
    await waitUntil('own typing undone', async () => !(await minutesText(b)).includes('ALPHA'));
    expect(await minutesText(a)).toContain('BETA');
  });

  test('the petition is answered; the screen shows it without any personal data', async () => {
    const { page } = recorderA;
    await page
      .locator('[data-field="answer"]')
      .fill('Xã sẽ phối hợp với Ngân hàng Chính sách xã hội hướng dẫn hồ sơ.');
    await page.getByRole('button', { name: /^Hướng dẫn lập thủ tục/ }).click();
    await card(recorderB.page, 'KN-01').getByText('Hướng dẫn lập thủ tục').waitFor();
    // The matter names the citizen and a phone: the recorder typed what was said.
    await contentOf(page).focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(` (anh Kín, ${secret.phone})`);
    await screen.page.getByText('KN-01').first().waitFor();
    await screen.page
      .getByText(/mua bò giống/)
      .first()
      .waitFor();
    await screen.page
      .getByText(/thời hạn năm năm \(/)
      .first()
      .waitFor();
    const bytes = Buffer.concat(screenBytes).toString('utf8').normalize('NFC');
    expect(bytes).toContain('bò giống');
    for (const hidden of [
      secret.name,
      'Kín',
      '0912',
      '345 678',
      '345678',
      'Phạm Thư Ký',
      'Lê Văn Phòng',
      'đăng ký vắng',
    ])
      expect(bytes, hidden).not.toContain(hidden);
  });

  test('after kill -9 nothing is missing that another recorder had been shown', async () => {
    const [a, b] = [recorderA.page, recorderB.page];
    await caretIn(a, 'Đúng 8 giờ', 'End');
    const typing = a.keyboard
      .type(' Một hai ba bốn năm sáu bảy tám chín mười.'.repeat(3), { delay: 5 })
      .catch(() => undefined);
    await minutesOf(b).locator('p', { hasText: 'bảy tám' }).waitFor();
    const { port } = server;
    await server.kill();
    const shown = await sameParagraph(b);
    await typing;
    // Nobody who has the text may bring it back: only the server's own store can.
    await a.close();
    await b.close();
    server = await startServer({ dataDir: data.dir, port });
    const fresh = await visitor(browser);
    await enter(fresh.page, links.recorder, 'Người Kiểm Tra');
    await savedInHall(fresh.page);
    await waitUntil('all that was shown is there', async () =>
      (await sameParagraph(fresh.page)).includes(shown),
    );
    expect(shown.length).toBeGreaterThan(60);
    await fresh.context.close();
    recorderA.page = await recorderA.context.newPage();
    recorderB.page = await recorderB.context.newPage();
    await recorderA.page.goto(`${server.url}/dialogues/${dialogueId}`);
    await recorderB.page.goto(`${cable.url}/dialogues/${dialogueId}`);
    for (const { page } of [recorderA, recorderB]) await savedInHall(page);
    await sameMinutes(recorderA.page, recorderB.page);
  });

  test('the organizer freezes; every device becomes read-only; a recorder may not freeze', async () => {
    const refused = await recorderA.page.evaluate(
      async (id) => (await fetch(`/api/dialogues/${id}/freezes`, { method: 'POST' })).status,
      dialogueId,
    );
    expect(refused).toBe(403);
    const { page } = organizer;
    await page.goto(`${server.url}/dialogues/${dialogueId}/records`);
    await freezeOnPage(page);
    expect(await page.getByTestId('hash').textContent()).toMatch(/^[0-9a-f]{64}$/);
    await page.getByText('bò giống').first().waitFor();
    for (const recorder of [recorderA, recorderB])
      await waitUntil(
        'read-only',
        async () => (await minutesOf(recorder.page).getAttribute('contenteditable')) === 'false',
      );
  });

  test('the printed documents hold every petition and answer, whole', async () => {
    const { page } = organizer;
    const id = page.url().split('/').at(-1) ?? '';
    const folder = mkdtempSync(join(tmpdir(), 'doithoai-pdf-'));
    const fetchBytes = async (file: string) => {
      const response = await organizer.context.request.get(
        `${server.url}/api/freezes/${id}/documents/${file}`,
      );
      expect(response.status()).toBe(200);
      return response.body();
    };
    const printed = (name: string) =>
      readFileSync(join(folder, `${name}.txt`), 'utf8')
        .split(/\s+/)
        .filter((word) => !isWatermark(word))
        .join(' ');
    try {
      for (const name of ['minutes', 'report']) {
        const pdf = await fetchBytes(`${name}.pdf`);
        expect((await fetchBytes(`${name}.pdf`)).equals(pdf), 'the same bytes again').toBe(true);
        const path = join(folder, `${name}.pdf`);
        writeFileSync(path, pdf);
        expect(spawnSync('pdftotext', ['-layout', path]).status).toBe(0);
        const text = printed(name);
        expect(text).toBe(text.normalize('NFC'));
        for (const part of [
          'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
          'Độc lập - Tự do - Hạnh phúc',
          'XÃ SA LOONG',
          'KN-01',
          'Ông hỏi: Đề nghị xã hỗ trợ vay vốn mua bò giống, lãi suất thấp, thời hạn năm năm',
          'Xã sẽ phối hợp với Ngân hàng Chính sách xã hội hướng dẫn hồ sơ.',
        ])
          expect(text, `${name}: ${part}`).toContain(part);
        const docx = await fetchBytes(`${name}.docx`);
        expect(docx.subarray(0, 2).toString()).toBe('PK');
      }
      const minutes = printed('minutes');
      expect(minutes).toContain('ưỡn ẹo, Ấp Ỗ.');
      expect(minutes).toContain('nhất trí thông qua');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('no page met an error', () => {
    for (const { errors } of [organizer, recorderA, recorderB, screen]) expect(errors).toEqual([]);
  });
});

/** The paragraph in which the recorders write, as the page shows it now. */
function sameParagraph(page: Page): Promise<string> {
  return minutesOf(page)
    .locator('p', { hasText: 'Đúng 8 giờ' })
    .first()
    .evaluate((element) => {
      const copy = element.cloneNode(true) as HTMLElement;
      for (const widget of copy.querySelectorAll('.ProseMirror-widget')) widget.remove();
      return (copy.textContent ?? '').trim();
    });
}
