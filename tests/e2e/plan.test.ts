import { readFileSync } from 'node:fs';
import { Document, Packer, Paragraph } from 'docx';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { errorSentence } from '../../shared/errors.ts';
import { plan2023 } from '../../shared/plan/plan-2023.ts';
import { enter, startBrowser, visitor } from './browser.ts';
import { dataFolder, type ServerProcess, startServer } from './server.ts';

/* The office's own plan, pasted or uploaded, becomes the year's dialogues. */
const text = readFileSync(new URL('../samples/plan/plan-2023.txt', import.meta.url), 'utf8').normalize();
const data = dataFolder();
let server: ServerProcess;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await startServer({ dataDir: data.dir });
  browser = await startBrowser();
  page = (await visitor(browser)).page;
  await enter(page, server.organizerLink, 'Lê Văn Phòng');
});
afterAll(async () => {
  await browser?.close();
  await server?.kill();
  data.remove();
});
beforeEach(async () => {
  await page.goto(`${server.url}/plan`);
  const another = page.getByRole('button', { name: 'Nhập kế hoạch khác' });
  const paste = page.getByLabel('Dán văn bản kế hoạch vào đây');
  await another.or(paste).first().waitFor();
  if (await another.isVisible()) await another.click();
  await paste.waitFor();
});

/** Every value that the page's boxes hold. */
function boxes(): Promise<string> {
  return page
    .locator('input, textarea')
    .evaluateAll((all: (HTMLInputElement | HTMLTextAreaElement)[]) => all.map((box) => box.value).join('\n'));
}

async function expectWholePlan(): Promise<void> {
  await page.getByRole('button', { name: 'Lưu kế hoạch và tạo các buổi đối thoại' }).waitFor();
  const held = await boxes();
  expect(plan2023.dialogues).toHaveLength(2);
  for (const dialogue of plan2023.dialogues) {
    expect(held).toContain(dialogue.title);
    for (const { name } of dialogue.fields) expect(held).toContain(name);
  }
  for (const { unit } of plan2023.tasks) expect(held).toContain(unit);
}

test.each([
  ['a .docx that is none', 'ke-hoach.docx', Buffer.from('không phải Word'), 'notDocx'],
  ['a file above 5 MB', 'ke-hoach.txt', Buffer.alloc(6 * 1024 * 1024, 'a'), 'tooLarge'],
] as const)('%s gets a sentence, and the pasted text stays', async (_what, name, buffer, code) => {
  await page.getByLabel('Dán văn bản kế hoạch vào đây').fill('Văn bản đang dán dở');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await page.getByText(errorSentence(code, 'vi')).waitFor();
  expect(await page.getByLabel('Dán văn bản kế hoạch vào đây').inputValue()).toBe('Văn bản đang dán dở');
});

test('the real plan as a Word file is read with both dialogues, every field and every unit', async () => {
  const children = text.split('\n').map((line) => new Paragraph(line));
  const buffer = await Packer.toBuffer(new Document({ sections: [{ children }] }));
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'ke-hoach.docx', mimeType: 'application/octet-stream', buffer });
  await expectWholePlan();
  await page.getByRole('button', { name: 'Bỏ bản đọc này' }).click();
});

test('the real plan pasted is read, corrected, saved, and its dialogues are made', async () => {
  await page.getByLabel('Dán văn bản kế hoạch vào đây').fill(text);
  await page.getByRole('button', { name: 'Đọc kế hoạch' }).click();
  await expectWholePlan();
  await page.getByLabel('Địa danh').first().fill('Sa Loong mới');
  await page.getByRole('button', { name: 'Lưu kế hoạch và tạo các buổi đối thoại' }).click();
  await page.getByText('Đã lưu kế hoạch.').first().waitFor();
  await page.reload();
  await page.getByLabel('Địa danh').first().waitFor();
  expect(await page.getByLabel('Địa danh').first().inputValue()).toBe('Sa Loong mới');
  await page.goto(server.url);
  for (const { title } of plan2023.dialogues)
    await page.getByRole('heading', { name: title, exact: true }).waitFor();
});
