import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DialogueRecord } from '../../shared/record.ts';
import type { ReviewOverview } from '../../shared/review.ts';
import { violations } from './axe.ts';
import type { Visitor } from './browser.ts';
import { freezeOnPage, openHall, type TestHall } from './kit.ts';

/* From the first draft to an amendment; the steps build on each other and share the devices. */
let hall: TestHall;
let organizer: Visitor;
let recorder: Visitor;
let chair: Visitor;
/** Ids of the versions, oldest first. */
const versions: string[] = [];

beforeAll(async () => {
  hall = await openHall();
  [recorder, chair, organizer] = await Promise.all([
    hall.enter('recorder', 'Phạm Thư Ký'),
    hall.enter('chair', 'Nguyễn Hữu Bảng', { width: 1024, height: 768 }),
    hall.enter('organizer', 'Lê Văn Phòng'),
  ]);
  await write(recorder.page, 'Hội nghị thống nhất hỗ trợ vay vốn năm mươi triệu đồng.');
});
afterAll(() => hall?.close());

const minutes = (page: Page) => page.locator('.ProseMirror[contenteditable="true"]');

async function openPage(page: Page, path: string): Promise<void> {
  await page.goto(`${hall.server.url}${path}`);
}

/** Types at the end of the minutes and waits until the hall has it. */
async function write(page: Page, text: string): Promise<void> {
  await openPage(page, `/dialogues/${hall.dialogueId}`);
  await minutes(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type(text);
  await page.getByText('Đã lưu tại hội trường').first().waitFor();
}

async function freeze(): Promise<string> {
  const { page } = organizer;
  await openPage(page, `/dialogues/${hall.dialogueId}/records`);
  const id = await freezeOnPage(page);
  versions.push(id);
  return id;
}

const overview = async (): Promise<ReviewOverview> =>
  (await hall.call('GET', `/dialogues/${hall.dialogueId}/review`)).json();
const states = async () => (await overview()).versions.map(({ state }) => state);
const state = (page: Page) => page.getByTestId('record-state').first();

/** The status that the server answers a call with that this person's browser makes. */
function status(page: Page, path: string, json: unknown): Promise<number> {
  return page.evaluate(
    async ([to, body]) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(to, { method: 'POST', headers, body })).status;
    },
    [`/api${path}`, JSON.stringify(json)] as const,
  );
}

/** The text of a PDF; `order` is `-layout` as it stands on the page, or `-raw` as it was drawn. */
async function pdfText(path: string, order = '-layout'): Promise<string> {
  const bytes = Buffer.from(await (await hall.call('GET', path)).arrayBuffer());
  const folder = mkdtempSync(join(tmpdir(), 'doithoai-pdf-'));
  try {
    writeFileSync(join(folder, 'x.pdf'), bytes);
    const made = spawnSync('pdftotext', [order, join(folder, 'x.pdf'), '-'], { encoding: 'utf8' });
    return made.stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function sign(page: Page, id: string, capacity: string): Promise<void> {
  await openPage(page, `/records/${id}/review`);
  await page.getByLabel('Chức vụ').fill('Công chức Văn phòng – thống kê');
  await page.getByLabel(/Tôi đã đọc bản này/).check();
  await page.getByRole('button', { name: `Ký với tư cách ${capacity}` }).click();
  // The own line, not that of whoever signed before.
  await page
    .getByRole('listitem')
    .filter({ hasText: new RegExp(`${capacity}:.*đã ký lúc`, 'i') })
    .waitFor();
}

describe('review, signatures and amendment', () => {
  test('a draft is commented on by passage and petition; the comment is answered and resolved', async () => {
    const id = await freeze();
    expect(await states()).toEqual(['draft']);
    const { page } = chair;
    await openPage(page, `/records/${id}/review`);
    await expect.poll(() => state(page).textContent(), { timeout: 20_000 }).toContain('Dự thảo');
    const passage = page.locator('[data-kind="text"]', { hasText: 'năm mươi triệu đồng' });
    await passage.evaluate((element) => {
      const words = element.firstChild;
      if (!words) return;
      const from = words.textContent?.indexOf('năm mươi') ?? 0;
      document.getSelection()?.setBaseAndExtent(words, from, words, from + 'năm mươi triệu đồng'.length);
    });
    const row = passage.locator('xpath=ancestor::div[2]');
    await row.getByRole('button', { name: 'Góp ý: đoạn này' }).click();
    await page.getByLabel('Góp ý của bạn').fill('Số tiền là tám mươi triệu đồng.');
    await page.getByRole('button', { name: 'Gửi góp ý' }).click();
    await page.getByText('Góp ý: 1, chưa xong: 1').waitFor();

    await openPage(recorder.page, `/records/${id}/review`);
    const thread = recorder.page.getByRole('region', { name: 'Góp ý của bạn' });
    expect(await thread.locator('q').textContent()).toBe('năm mươi triệu đồng');
    await thread.getByRole('button', { name: 'Trả lời' }).click();
    await thread.getByLabel('Trả lời của bạn').fill('Đúng, sẽ sửa.');
    await thread.getByRole('button', { name: 'Trả lời' }).click();
    await thread.getByText('Đúng, sẽ sửa.').waitFor();
    await thread.getByRole('button', { name: 'Đã xong' }).click();
    await recorder.page.getByText('Góp ý: 1, chưa xong: 0').waitFor();
    expect((await overview()).versions[0]?.openThreads).toBe(0);
  });

  test('every page of a draft says so, in PDF and in Word', async () => {
    const [id] = versions;
    for (const name of ['minutes', 'report']) {
      const pages = (await pdfText(`/freezes/${id}/documents/${name}.pdf`, '-raw')).split('\f').slice(0, -1);
      expect(pages.length).toBeGreaterThan(0);
      for (const page of pages) expect(page.replace(/\s/g, '')).toContain('BẢNDỰTHẢO');
    }
  });

  test('the server refuses who may not: screen, public, the office, and a recorder as chair', async () => {
    const [id = ''] = versions;
    const { hash } = (await overview()).versions[0] ?? { hash: '' };
    const signature = { hash, name: 'Ai Đó', title: '', drawing: '' };
    for (const role of ['screen', 'public'] as const) {
      const outsider = await hall.enter(role, '');
      const get = (path: string) =>
        outsider.page.evaluate(async (to) => (await fetch(to)).status, `/api${path}`);
      expect(await get(`/dialogues/${hall.dialogueId}/review`)).toBe(403);
      expect(await get(`/freezes/${id}/threads`)).toBe(403);
      expect(await get(`/dialogues/${hall.dialogueId}/history`)).toBe(403);
      expect(await get(`/dialogues/${hall.dialogueId}/history/state`)).toBe(403);
      expect(await get(`/freezes/${id}/signatures`)).toBe(403);
      expect(await status(outsider.page, `/freezes/${id}/signatures`, signature)).toBe(403);
      expect(await status(outsider.page, `/freezes/${id}/reopening`, { reason: 'x' })).toBe(403);
      const comment = { place: { kind: 'passage', passage: 0, quote: '' }, text: 'x' };
      expect(await status(outsider.page, `/freezes/${id}/threads`, comment)).toBe(403);
      await outsider.context.close();
    }
    expect(await status(organizer.page, `/freezes/${id}/signatures`, signature)).toBe(403);
    expect(await status(chair.page, `/freezes/${id}/reopening`, { reason: 'x' })).toBe(403);
    // Whatever the body says, a recorder signs as recorder.
    const forged = { ...signature, capacity: 'chair', hash: 'f'.repeat(64) };
    expect(await status(recorder.page, `/freezes/${id}/signatures`, forged)).toBe(409);
    const image = { ...signature, drawing: 'data:text/html;base64,PGI+' };
    expect(await status(chair.page, `/freezes/${id}/signatures`, image)).toBe(400);
    expect((await overview()).versions[0]?.signOffs).toEqual([]);
  });

  test('opened for corrections, the live documents take writing again; the second freeze is the second draft', async () => {
    const { page } = recorder;
    await openPage(page, `/dialogues/${hall.dialogueId}/records`);
    await page.getByRole('button', { name: 'Mở lại để sửa' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Mở lại để sửa' }).click();
    await page.getByText('Đang sửa bản dự thảo').waitFor();
    const { hash } = (await overview()).versions[0] ?? { hash: '' };
    const late = { hash, name: 'Nguyễn Hữu Bảng', title: '', drawing: '' };
    expect(await status(chair.page, `/freezes/${versions[0]}/signatures`, late)).toBe(409);
    await write(page, 'Hội nghị đề nghị ngân hàng giải ngân trong tháng.');
    // A server that is started again knows that it is open.
    await hall.restart();
    const id = await freeze();
    expect(await states()).toEqual(['replaced', 'draft']);
    const { record }: { record: DialogueRecord } = await (await hall.call('GET', `/freezes/${id}`)).json();
    expect(record.edition).toBe(2);
    expect(record.amends).toBeUndefined();
    expect(JSON.stringify(record.minutes.body)).toContain('giải ngân trong tháng');
    expect(record.previous).toBe(hash);
  });

  test('recorder and chair sign; then it is final, prints their names, and can only be amended', async () => {
    const id = versions[1] ?? '';
    await sign(recorder.page, id, 'thư ký');
    expect(await states()).toEqual(['replaced', 'draft']);
    const again = {
      hash: (await overview()).versions[1]?.hash,
      name: 'Người Khác',
      title: '',
      drawing: '',
    };
    expect(await status(recorder.page, `/freezes/${id}/signatures`, again)).toBe(409);
    const { page } = chair;
    await openPage(page, `/records/${id}/review`);
    await page.getByLabel('Họ và tên người ký').fill('Nguyễn Hữu Bảng');
    expect(await violations(page)).toEqual([]);
    const canvas = page.getByLabel('Vẽ chữ ký (không bắt buộc)');
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    if (!box) throw new Error('no field to draw in');
    await page.mouse.move(box.x + 20, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + 120, box.y + 90, { steps: 5 });
    await page.mouse.up();
    await page.getByLabel(/Tôi đã đọc bản này/).check();
    await page.getByRole('button', { name: 'Ký với tư cách chủ trì' }).click();
    await page.getByRole('img', { name: /Nguyễn Hữu Bảng \(chỉ là hình ảnh\)/ }).waitFor();
    await expect.poll(() => state(page).textContent(), { timeout: 20_000 }).toContain('Chính thức');
    expect(await states()).toEqual(['replaced', 'final']);
    const text = await pdfText(`/freezes/${id}/documents/minutes.pdf`);
    expect(text.replace(/\s/g, '')).not.toContain('BẢNDỰTHẢO');
    expect(text).toContain('Phạm Thư Ký');
    expect(text).toContain('Nguyễn Hữu Bảng');
    // No way around the amendment, and none without a reason.
    expect(await status(recorder.page, `/freezes/${id}/reopening`, { reason: '' })).toBe(409);
    expect((await overview()).open).toBe(false);
  });

  test('an amendment is a new version with its reason; the final one stays and says that it is amended', async () => {
    const { page } = organizer;
    await openPage(page, `/dialogues/${hall.dialogueId}/records`);
    await page.getByRole('button', { name: 'Đính chính' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Lý do').fill('Ghi nhầm số tiền vay');
    await dialog.getByRole('button', { name: 'Đính chính' }).click();
    await page.getByText('Đang đính chính').waitFor();
    await openPage(recorder.page, `/dialogues/${hall.dialogueId}`);
    const paragraph = minutes(recorder.page).getByText('năm mươi triệu đồng');
    await paragraph.click();
    await recorder.page.keyboard.press('End');
    for (let key = 0; key < ' năm mươi triệu đồng.'.length; key++)
      await recorder.page.keyboard.press('Backspace');
    await recorder.page.keyboard.type(' tám mươi triệu đồng.');
    await recorder.page.getByText('Đã lưu tại hội trường').first().waitFor();
    const id = await freeze();
    expect(await states()).toEqual(['replaced', 'final', 'draft']);
    await sign(recorder.page, id, 'thư ký');
    await sign(chair.page, id, 'chủ trì');
    expect(await states()).toEqual(['replaced', 'amended', 'final']);
    const [, before, now] = (await overview()).versions;
    expect(now?.amends).toMatchObject({ recordId: before?.id, reason: 'Ghi nhầm số tiền vay' });
    expect(now?.amends?.by).toBe('Lê Văn Phòng');
    expect(before?.amendedBy).toBe(now?.id);
    expect((await pdfText(`/freezes/${id}/documents/minutes.pdf`)).replace(/\s+/g, ' ')).toContain(
      'Bản đính chính',
    );
    await openPage(page, `/records/${before?.id}`);
    await page.getByText('Đã được đính chính bởi bản 3').waitFor();
  });

  test('the comparison shows the words, on the page and as a document', async () => {
    const { page } = organizer;
    await openPage(page, `/dialogues/${hall.dialogueId}/records`);
    await page
      .getByRole('article', { name: 'Bản 3' })
      .getByRole('link', { name: 'So sánh với bản trước' })
      .click();
    const changed = page.locator('[data-change="changed"]');
    await changed.first().waitFor();
    expect(await changed.count()).toBe(1);
    expect(await changed.locator('del').textContent()).toContain('năm');
    expect(await changed.locator('ins').textContent()).toContain('tám');
    const path = `/freezes/${versions[2]}/comparison/${versions[1]}`;
    const text = (await pdfText(`${path}/comparison.pdf`)).replace(/\s+/g, ' ');
    for (const part of [
      'BẢN SO SÁNH BIÊN BẢN',
      'Lý do đính chính: Ghi nhầm số tiền vay',
      'năm tám mươi triệu',
    ])
      expect(text).toContain(part);
    const docx = Buffer.from(await (await hall.call('GET', `${path}/comparison.docx`)).arrayBuffer());
    expect(docx.subarray(0, 2).toString()).toBe('PK');
  });

  test('the slider shows the minutes of an earlier time and who wrote; a passage comes back only while open', async () => {
    const { page } = recorder;
    const go = async () => {
      await openPage(page, `/dialogues/${hall.dialogueId}/history`);
      await page.getByTestId('moment').waitFor();
    };
    await expect
      .poll(
        async () => {
          await go();
          return page.getByText('tám mươi triệu đồng').count();
        },
        { timeout: 30_000 },
      )
      .toBe(1);
    expect(await page.getByRole('list', { name: 'Người ghi' }).textContent()).toContain('Phạm Thư Ký');
    expect(await page.getByRole('button', { name: 'Đưa đoạn này trở lại' }).count()).toBe(0);
    const slider = page.getByRole('slider', { name: 'Thời điểm' });
    /** From the first moment on to the first one that holds the words. */
    const goBack = async () => {
      await slider.focus();
      await page.keyboard.press('Home');
      await expect
        .poll(
          async () => {
            const found = await page.getByText('năm mươi triệu đồng').count();
            if (found === 0) await page.keyboard.press('ArrowRight');
            return found;
          },
          { timeout: 20_000 },
        )
        .toBe(1);
    };
    await goBack();
    expect(await page.getByText('tám mươi triệu đồng').count()).toBe(0);

    await openPage(page, `/dialogues/${hall.dialogueId}/records`);
    await page.getByRole('button', { name: 'Đính chính' }).click();
    await page.getByRole('dialog').getByLabel('Lý do').fill('Bổ sung');
    await page.getByRole('dialog').getByRole('button', { name: 'Đính chính' }).click();
    await page.getByText('Đang đính chính').waitFor();
    await go();
    await goBack();
    const row = page.locator('[data-kind="text"]', { hasText: 'năm mươi triệu đồng' }).locator('..');
    await row.getByRole('button', { name: 'Đưa đoạn này trở lại' }).click();
    await page.getByText('Đã đưa đoạn văn trở lại').waitFor();
    await openPage(page, `/dialogues/${hall.dialogueId}`);
    await minutes(page).getByText('năm mươi triệu đồng').waitFor();
    await minutes(page).getByText('tám mươi triệu đồng').waitFor();
  });

  test('what was signed and said can be neither changed nor deleted, not even in the database', () => {
    const database = new DatabaseSync(join(hall.dataDir, 'doithoai.sqlite'), { timeout: 10_000 });
    try {
      for (const table of ['sign_off', 'review_event', 'reopening']) {
        expect(() => database.exec(`DELETE FROM ${table}`)).toThrow(/never deleted/);
        expect(() => database.exec(`UPDATE ${table} SET id = 'x'`)).toThrow(/never changed/);
        expect(() => database.exec(`INSERT OR REPLACE INTO ${table} SELECT * FROM ${table}`)).toThrow(
          /never replaced/,
        );
      }
    } finally {
      database.close();
    }
    for (const { errors } of [organizer, recorder, chair]) expect(errors).toEqual([]);
  });
});
