import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorSentence } from '../../shared/errors.ts';
import { enter, startBrowser, type Visitor, visitor } from './browser.ts';
import { dataFolder, type ServerProcess, startServer } from './server.ts';

/* What goes wrong in an office gets one clear sentence, and nothing is lost. */
const data = dataFolder();
const megabyte = 1024 * 1024;
let server: ServerProcess;
let browser: Browser;
let organizer: Visitor;
let hall = '';

beforeAll(async () => {
  server = await startServer({ dataDir: data.dir, args: ['--demo'] });
  browser = await startBrowser();
  organizer = await visitor(browser);
  await enter(organizer.page, server.organizerLink, 'Lê Văn Phòng');
  await organizer.page.getByRole('link', { name: 'Ghi biên bản' }).first().click();
  await organizer.page.locator('.ProseMirror').waitFor();
  hall = organizer.page.url();
});
afterAll(async () => {
  await browser?.close();
  await server?.kill();
  data.remove();
});

test.each([
  ['a wrong token', 'A'.repeat(43)],
  ['half a token', 'A'.repeat(20)],
  ['no token', ''],
])('a link with %s says so, in Vietnamese and in English', async (_what, token) => {
  const { page, context } = await visitor(browser);
  await page.goto(`${server.url}/join#${token}`);
  await page.getByText(errorSentence('badLink', 'vi')).waitFor();
  expect(page.url()).not.toContain('#');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText(errorSentence('badLink', 'en')).waitFor();
  await context.close();
});

test('a used one-time link says so', async () => {
  const { page, context } = await visitor(browser);
  await page.goto(server.organizerLink);
  await page.getByText(errorSentence('linkUsed', 'vi')).waitFor();
  await context.close();
});

test('a .docx that is none, an empty one, a wrong encoding: each its own sentence', async () => {
  const send = async (name: string, body: Buffer) => {
    const response = await organizer.context.request.post(`${server.url}/api/plans/propose/file`, {
      headers: { origin: server.url },
      multipart: { file: { name, mimeType: 'application/octet-stream', buffer: body } },
    });
    return { status: response.status(), body: await response.json() };
  };
  expect(await send('ke-hoach.docx', Buffer.from('đây không phải Word'))).toEqual({
    status: 400,
    body: { error: 'notDocx' },
  });
  expect(await send('ke-hoach.docx', Buffer.from('PK\x03\x04 hỏng'))).toEqual({
    status: 400,
    body: { error: 'notDocx' },
  });
  expect(await send('ke-hoach.txt', Buffer.from([0xff, 0x00, 0xfe, 0x80, 0x81]))).toMatchObject({
    status: 400,
  });
  expect(await send('ke-hoach.txt', Buffer.alloc(0))).toEqual({ status: 400, body: { error: 'empty' } });
});

test('50 MB sent to the API are refused before they are read', async () => {
  const response = await organizer.context.request.post(`${server.url}/api/plans/propose`, {
    headers: { origin: server.url, 'content-type': 'application/json' },
    data: Buffer.alloc(50 * megabyte, 'a'),
  });
  expect(response.status()).toBe(413);
  expect(await response.json()).toEqual({ error: 'tooLarge' });
});

test('a paste of 50 MB into the minutes is refused in words; the text stays, the page lives', async () => {
  const { page } = organizer;
  await page.goto(hall);
  const editor = page.locator('.ProseMirror');
  await editor.waitFor();
  // What this device and the hall have is in the text.
  await page.getByText('Đã lưu tại hội trường').first().waitFor();
  const before = await editor.textContent();
  await editor.locator('p').first().click();
  await editor.evaluate((element, size) => {
    const clipboard = new DataTransfer();
    clipboard.setData('text/plain', 'ấ '.repeat(size / 2));
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }),
    );
  }, 50 * megabyte);
  await page.getByText(/Nội dung dán quá lớn/).waitFor();
  expect(await editor.textContent()).toBe(before);
  await page.keyboard.type('Vẫn gõ được.');
  await page.getByText('Vẫn gõ được.').first().waitFor();
});

test('hostile HTML pasted into the minutes leaves its text only', async () => {
  const { page, errors } = organizer;
  const editor = page.locator('.ProseMirror');
  await editor.locator('p').first().click();
  await editor.evaluate((element) => {
    const clipboard = new DataTransfer();
    clipboard.setData(
      'text/html',
      '<p>Nội dung <a href="javascript:alert(1)">lành</a><img src=x onerror="document.title=\'bị hại\'"><script>document.title="bị hại"</script><b onclick="x()">đậm</b></p>',
    );
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }),
    );
  });
  await editor.getByText('Nội dung lành').first().waitFor();
  expect(await editor.locator('script, img[onerror], a[href^="javascript"], [onclick]').count()).toBe(0);
  expect(await page.title()).not.toBe('bị hại');
  // The content security policy is the second wall: it reports the handlers while the paste is read.
  expect(errors.filter((error) => !error.includes('inline event handler'))).toEqual([]);
});

test('broken bytes in API bodies and paths get a code, not a stack', async () => {
  for (const [path, body] of [
    ['/api/session', '{"token":'],
    ['/api/session', '[]'],
    ['/api/dialogues', '{"title":"x"}'],
  ] as const) {
    const response = await organizer.context.request.post(server.url + path, {
      headers: { origin: server.url, 'content-type': 'application/json' },
      data: body,
    });
    expect(response.status(), path + body).toBe(400);
    expect(await response.json()).toEqual({ error: 'badInput' });
  }
  for (const path of [
    '/api/freezes/%00',
    '/api/freezes/none/documents/minutes.exe',
    '/api/dialogues/../../etc/passwd',
  ]) {
    const response = await organizer.context.request.get(server.url + path);
    expect([200, 404]).toContain(response.status());
    expect(await response.text()).not.toMatch(/ {4}at |root:/);
  }
});
