import { readFileSync } from 'node:fs';
import { Document, Packer, Paragraph } from 'docx';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorSentence } from '../../shared/errors.ts';
import { plan2023 } from '../../shared/plan/plan-2023.ts';
import { readIcs } from '../shared/plan/ics-reader.ts';
import { enter, startBrowser, type Visitor, visitor } from './browser.ts';
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
/** The way in, as for a first plan. */
async function openImport(): Promise<void> {
  await page.goto(`${server.url}/plan`);
  const another = page.getByRole('button', { name: 'Nhập kế hoạch khác' });
  const paste = page.getByLabel('Dán văn bản kế hoạch vào đây');
  await another.or(paste).first().waitFor();
  if (await another.isVisible()) await another.click();
  await paste.waitFor();
}

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
  await openImport();
  await page.getByLabel('Dán văn bản kế hoạch vào đây').fill('Văn bản đang dán dở');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await page.getByText(errorSentence(code, 'vi')).waitFor();
  expect(await page.getByLabel('Dán văn bản kế hoạch vào đây').inputValue()).toBe('Văn bản đang dán dở');
});

test('the real plan as a Word file is read with both dialogues, every field and every unit', async () => {
  await openImport();
  const children = text.split('\n').map((line) => new Paragraph(line));
  const buffer = await Packer.toBuffer(new Document({ sections: [{ children }] }));
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'ke-hoach.docx', mimeType: 'application/octet-stream', buffer });
  await expectWholePlan();
  await page.getByRole('button', { name: 'Bỏ bản đọc này' }).click();
});

test('the real plan pasted is read, corrected, saved, and its dialogues are made', async () => {
  await openImport();
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

/** A second organizer, at a device of their own. */
async function colleague(name: string): Promise<Visitor> {
  const headers = { 'content-type': 'application/json' };
  const [dialogue] = await (await page.context().request.get(`${server.url}/api/dialogues`)).json();
  const answer = await page.context().request.post(`${server.url}/api/dialogues/${dialogue.id}/links`, {
    headers,
    data: { role: 'organizer', label: '' },
  });
  const { token } = await answer.json();
  const other = await visitor(browser);
  await enter(other.page, `${server.url}/join#${token}`, name);
  return other;
}

test('two organizers edit the plan at once, one of them without a network; nothing that was typed is lost', async () => {
  const other = await colleague('Y Văn Hai');
  await Promise.all([page.goto(`${server.url}/plan`), other.page.goto(`${server.url}/plan`)]);
  const bases = (at: Page) => at.getByLabel('Căn cứ', { exact: true });
  await Promise.all([bases(page).waitFor(), bases(other.page).waitFor()]);
  await page.locator('[data-together]').getByText('Y Văn Hai').waitFor();
  await bases(other.page).focus();
  await page
    .locator('#plan-bases [data-others]')
    .getByText('Y Văn Hai đang ở đây')
    .waitFor({ state: 'attached' });

  await other.context.setOffline(true);
  await bases(other.page).press('Control+End');
  await other.page.keyboard.type('\nLuật Thực hiện dân chủ ở cơ sở');
  await bases(page).press('Control+Home');
  await page.keyboard.type('Hiến pháp năm 2013\n');
  // What one removes while the other writes in it is there when it is brought back.
  const audience = (at: Page) => at.locator('[data-field="audience"]').first();
  await audience(other.page).press('Control+End');
  await other.page.keyboard.type(', người có công');
  await page.getByRole('button', { name: 'Xóa buổi 1 khỏi kế hoạch' }).click();
  // It was out of reach: what was typed there some seconds ago is not here.
  expect(await bases(page).inputValue()).not.toContain('dân chủ ở cơ sở');
  await other.context.setOffline(false);
  for (const at of [page, other.page])
    await expect
      .poll(() => bases(at).inputValue(), { timeout: 40_000 })
      .toMatch(/^Hiến pháp năm 2013\n[\s\S]*\nLuật Thực hiện dân chủ ở cơ sở$/);
  await page.locator('[data-removed] summary').click();
  await page
    .locator('[data-removed]')
    .getByRole('button', { name: /^Lấy lại/ })
    .click();
  await expect.poll(() => audience(page).inputValue(), { timeout: 40_000 }).toMatch(/, người có công$/);

  // A task is due and done; the other sees who did it.
  const task = (at: Page) => at.locator('[data-task]').first();
  await task(page).getByLabel('Hạn hoàn thành').fill('2023-05-07');
  await task(page).getByText('Quá hạn').waitFor();
  await task(other.page).getByRole('checkbox').check();
  await task(page)
    .getByText(/^Y Văn Hai, /)
    .waitFor();
  expect(other.errors).toEqual([]);
  await other.context.close();
});

test('what stands in one another’s way is said in the plan and in the calendar; the calendar’s file is one', async () => {
  await page.goto(`${server.url}/plan`);
  for (const at of [0, 1]) await page.getByLabel('Ngày tổ chức').nth(at).fill('2023-06-10');
  // One day for two, both on a Saturday, one of them in another quarter.
  await expect
    .poll(() =>
      page
        .locator('[data-conflict]')
        .evaluateAll((all) => all.map((one) => one.getAttribute('data-conflict'))),
    )
    .toEqual(['weekend', 'place', 'chair', 'weekend', 'quarter']);
  await page.getByRole('link', { name: 'Lịch của năm' }).click();
  await page.locator('[data-quarter="II"] [data-month="6"] [data-dialogue]').nth(1).waitFor();
  expect(await page.locator('[data-conflict="place"]').textContent()).toContain(
    'cùng địa điểm, trùng giờ ngày 10/06/2023',
  );
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Tải tệp lịch: Toàn bộ kế hoạch' }).click(),
  ]);
  const events = readIcs(readFileSync(await download.path(), 'utf8'));
  expect(events.map(({ start }) => start)).toEqual(['2023-05-07', '2023-06-10', '2023-06-10']);
});

test('the issued plan is kept, told in words from what it is now, and gone back to', async () => {
  await page.goto(`${server.url}/plan`);
  const versions = page.locator('section:has(> #plan-versions)');
  await versions.getByLabel('Số văn bản').fill('05/KH-UBND');
  await versions.getByLabel('Ngày ban hành').fill('2023-02-05');
  await versions.getByRole('button', { name: 'Lưu bản này' }).click();
  await versions
    .locator('[data-version]')
    .getByText('Bản ban hành – số 05/KH-UBND, ngày 05/02/2023')
    .waitFor();
  await expect.poll(() => page.locator('#plan-number input').inputValue()).toBe('05/KH-UBND');
  await page.getByLabel('Chủ đề').first().fill('Vay vốn');
  await page.getByLabel('Chủ đề').first().blur();
  await versions.getByText('So sánh hai bản').click();
  await versions.locator('[data-compare]').getByText('Vay vốn').waitFor();
  await versions.getByRole('button', { name: 'Quay lại “Bản ban hành”' }).click();
  await versions.getByRole('button', { name: 'Đúng, quay lại bản này' }).click();
  await versions.getByText('Không có gì khác.').waitFor();
  await expect.poll(() => page.getByLabel('Chủ đề').first().inputValue()).toBe('');
});

test('a dialogue added later is made by its button; what an older version kept unsaved is shown and taken in', async () => {
  const [stored] = await (await page.context().request.get(`${server.url}/api/plans`)).json();
  const { id: planId, revision, ...plan } = stored;
  // As an earlier version left it on this device.
  await page.evaluate(([key, kept]) => localStorage.setItem(key, kept), [
    `doithoai.kept.plan.${planId}`,
    JSON.stringify({
      planId,
      revision,
      plan: { ...plan, recipients: [...plan.recipients, 'Đài truyền thanh xã'] },
      lines: [],
      notes: [],
    }),
  ] as const);
  await page.goto(`${server.url}/plan`);
  await page.getByText('Đài truyền thanh xã', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Đưa vào kế hoạch' }).click();
  const recipients = page.getByLabel('Nơi nhận', { exact: true });
  await expect.poll(() => recipients.inputValue()).toMatch(/\nĐài truyền thanh xã$/);

  await page.getByRole('button', { name: 'Thêm buổi đối thoại' }).click();
  await page.getByText('Còn thiếu; buổi nào đủ tên và năm thì mới tạo được:').waitFor();
  await page.getByLabel('Tên buổi đối thoại').last().fill('Đối thoại với thanh niên');
  await page.getByRole('button', { name: 'Tạo 1 buổi đối thoại chưa có' }).click();
  await page.getByRole('link', { name: 'Đối thoại với thanh niên' }).waitFor();
  await page.getByRole('button', { name: /buổi đối thoại chưa có$/ }).waitFor({ state: 'detached' });
  await page.reload();
  await expect.poll(() => recipients.inputValue()).toMatch(/\nĐài truyền thanh xã$/);
  expect(await page.getByText('Đưa vào kế hoạch').count()).toBe(0);
});
