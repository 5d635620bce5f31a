import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeSigns } from '../../shared/receipt/code.ts';
import { addWorkingDays, dayInVietnam } from '../../shared/working-days.ts';
import { violations } from '../e2e/axe.ts';
import { enter, startBrowser, type Visitor, visitor } from '../e2e/browser.ts';
import { misfits } from '../e2e/fits.ts';
import { readPages } from '../server/documents/pdf.ts';
import { type CommuneId, escalated, openSuperior, type Superior, type TestCommune } from './superior.ts';

/*
 * The whole way in Chromium, of two communes under one installation: a commune sends what is beyond its authority, its
 * superior receives and answers with a file, the commune takes the answer into its book, and its citizen reads it. The
 * steps build on each other.
 */
const laptop = { width: 1366, height: 768 };
const phone = { width: 390, height: 844 };
const today = dayInVietnam(new Date());
const pdf = {
  name: 'Trả lời.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'),
};
const pageName = 'Kiến nghị cấp dưới chuyển lên';

let province: Superior;
let mot: TestCommune;
let browser: Browser;
let road = '';
let code = '';
const people: Partial<Record<string, Visitor>> = {};

/** Somebody of a commune at a device of their own. */
async function person(id: CommuneId, viewport: typeof laptop, link = ''): Promise<Visitor> {
  const made = await visitor(browser, viewport, viewport === phone);
  const { url } = province.communes[id];
  const token = link || province.cli('link', '--id', id).out.split('#')[1];
  await enter(made.page, `${url}/join#${token}`, 'Lê Văn Phòng');
  people[`${id} ${Object.keys(people).length}`] = made;
  return made;
}

const card = (page: Page, number: string) => page.locator('article', { hasText: number }).first();
/** Nothing goes beyond the edge, all is as large as a finger where one touches, and axe finds nothing. */
const fits = async (page: Page) => {
  const isTouched = await page.evaluate(() => matchMedia('(pointer: coarse)').matches);
  expect(await misfits(page, isTouched)).toEqual({ sideways: 0, small: [], cut: [] });
  expect(await violations(page)).toEqual([]);
};

/** What the public page says to whoever has the receipt. */
async function citizenReads(): Promise<string> {
  const body = new URLSearchParams({ code });
  return (await fetch(`${mot.url}/tra-cuu`, { method: 'POST', body })).text();
}

beforeAll(async () => {
  province = await openSuperior();
  browser = await startBrowser();
  mot = province.communes.mot;
  const due = addWorkingDays(today, 8, []);
  road = await escalated(mot, {
    name: 'A Lăng Thiết',
    phone: '0905123456',
    content: 'A Lăng Thiết xin mở đường vào rẫy thôn Đăk Vang để chở nông sản',
    dueDate: due,
    category: 'poor',
  });
  await escalated(mot, {
    name: 'Y Bích Hoa',
    phone: '',
    content: 'Xin làm thủy lợi cho 12 ha lúa nước',
    dueDate: '2026-01-05',
  });
  const receipt = `/api/dialogues/${mot.hall.dialogueId}/receipts/receipt.pdf?petition=${road}&sheet=A5`;
  const paper = await fetch(`${mot.url}${receipt}`, { headers: { cookie: mot.hall.organizer } });
  const words = readPages(new Uint8Array(await paper.arrayBuffer())).flatMap((page) => page.words);
  code = words.find(({ text }) => new RegExp(`^[${codeSigns}]{5}-[${codeSigns}]{5}$`).test(text))?.text ?? '';
  const devices: { id: string }[] = await mot.get(`/dialogues/${mot.hall.dialogueId}/devices`);
  const frozen = await mot.call('POST', `/dialogues/${mot.hall.dialogueId}/freezes`, {
    json: { despite: devices.map(({ id }) => id) },
  });
  expect(frozen.status).toBe(201);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await province?.close();
});

describe('from the commune to its superior and back', { timeout: 120_000 }, () => {
  let office: Visitor;
  let superior: Visitor;

  test('the commune sends two petitions from their cards, with the sheet noted in one go', async () => {
    office = await person('mot', laptop);
    const { page } = office;
    await page.goto(`${mot.url}/follow-up`);
    await card(page, 'KN-01').locator('[data-escalate]').click();
    const form = card(page, 'KN-01').getByRole('form', { name: 'Chuyển lên cấp trên trong hệ thống' });
    await form.getByText('UBND huyện Ngọc Hồi').waitFor();
    await form.getByRole('button', { name: 'Chuyển lên' }).click();
    await form.locator('[aria-invalid="true"]').waitFor();
    expect(
      await form.getByLabel('Số phiếu chuyển').evaluate((field) => field === document.activeElement),
    ).toBe(true);
    await fits(page);
    // By the keyboard alone.
    await page.keyboard.type('12/PC-UBND');
    await page.keyboard.press('Enter');
    await card(page, 'KN-01').locator('[data-escalated="sent"]').waitFor();
    await card(page, 'KN-01').getByText('Phiếu chuyển số 12/PC-UBND').waitFor();
    await card(page, 'KN-02').locator('[data-escalate]').click();
    await card(page, 'KN-02').getByLabel('Số phiếu chuyển').fill('13/PC-UBND');
    await page.keyboard.press('Enter');
    await card(page, 'KN-02').locator('[data-escalated="sent"]').getByText('quá hạn 05/01/2026').waitFor();
    await fits(page);
    // A commune that nobody is under has no way to such a page.
    expect(await page.locator('[data-escalations]').count()).toBe(0);
  });

  test('the superior sees both, finds by letters without marks, and is told what an answer lacks', async () => {
    superior = await person('huyen', laptop);
    const { page } = superior;
    const { url } = province.communes.huyen;
    await page.goto(url);
    await page.getByRole('link', { name: `${pageName} (2) · Quá hạn (1)` }).click();
    await page.getByRole('heading', { name: pageName, level: 1 }).waitFor();
    await expect.poll(() => page.locator('[data-escalation]').count()).toBe(2);
    const text = await page.locator('main').textContent();
    expect(text).toContain('Quá hạn 05/01/2026 mà xã đã hẹn');
    expect(text).not.toMatch(/Thiết|Bích Hoa|0905/);
    await fits(page);
    const count = (state: string) => page.locator(`label:has([data-filter="${state}"])`).textContent();
    expect(await count('late')).toContain('(1)');
    await page.locator('[data-filter="late"]').check();
    await expect.poll(() => page.locator('[data-escalation]').count()).toBe(1);
    await page.locator('[data-filter="open"]').check();
    await page.getByLabel('Tìm trong nội dung').fill('mo duong dak');
    await expect.poll(() => page.locator('[data-escalation]').count()).toBe(1);
    await card(page, 'KN-01').waitFor();
    await page.getByLabel('Xã chuyển lên').selectOption('Xã Đắk Kan');
    await page.getByText('Không có kiến nghị nào phù hợp.').waitFor();
    await page.getByLabel('Xã chuyển lên').selectOption('Xã Sa Loong');
    await page.getByLabel('Tìm trong nội dung').fill('');
    await expect.poll(() => page.locator('[data-escalation]').count()).toBe(2);

    await card(page, 'KN-01')
      .getByRole('button', { name: /^Tiếp nhận/ })
      .press('Enter');
    await page.getByText('KN-01: đã tiếp nhận.').waitFor();
    await card(page, 'KN-01')
      .getByRole('button', { name: /^Trả lời/ })
      .press('Enter');
    const form = page.locator('form[data-form="answer"]');
    await form.getByRole('button', { name: 'Gửi câu trả lời' }).click();
    await expect.poll(() => form.locator('[aria-invalid="true"]').count()).toBe(2);
    await form.getByText('Hãy ghi nội dung trả lời, hoặc chọn tệp văn bản.').waitFor();
    await fits(page);
    await form.getByLabel('Số văn bản trả lời').fill('88/UBND-KT');
    await form.getByLabel('Nội dung trả lời').fill('Đã bố trí vốn làm đường trong quý IV.');
    await form.getByLabel('Tệp văn bản').setInputFiles({ ...pdf, buffer: Buffer.from('không phải PDF') });
    await page.keyboard.press('Enter');
    await form.getByRole('button', { name: 'Gửi câu trả lời' }).click();
    await page.getByText('Tệp này không phải là PDF').waitFor();
    await form.getByLabel('Tệp văn bản').setInputFiles(pdf);
    await form.getByRole('button', { name: 'Gửi câu trả lời' }).click();
    await page.getByText('KN-01: đã trả lời.').waitFor();
    await form.waitFor({ state: 'detached' });
  });

  test('on a phone the chair declines the other one, and all is as large as a finger', async () => {
    const { hall, call, url } = province.communes.huyen;
    const made = await call('POST', `/dialogues/${hall.dialogueId}/links`, {
      json: { role: 'chair', label: '' },
    });
    const chair = await person('huyen', phone, JSON.parse(made.text).token);
    const { page } = chair;
    expect(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true);
    await page.goto(`${url}/me`);
    await page.locator('[data-escalations]').click();
    await card(page, 'KN-02').waitFor();
    await fits(page);
    await card(page, 'KN-02')
      .getByRole('button', { name: /^Trả lại/ })
      .click();
    await fits(page);
    await page.getByLabel('Lý do trả lại').fill('Thuộc thẩm quyền Sở Nông nghiệp và Môi trường');
    await page.getByRole('button', { name: 'Trả lại xã' }).click();
    await page.getByText('KN-02: đã trả lại xã.').waitFor();
    await page.locator('[data-filter="answered"]').check();
    await card(page, 'KN-01').getByText('Văn bản số 88/UBND-KT').waitFor();
    await fits(page);
  });

  test('the commune takes the answer into its book with one press, and its citizen reads it', async () => {
    expect(await citizenReads()).not.toContain('Đã bố trí vốn');
    const { page } = office;
    // Whoever comes back to the page sees what is new.
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    const answered = card(page, 'KN-01').locator('[data-escalated="answered"]');
    await answered.getByText('Đã bố trí vốn làm đường trong quý IV.').waitFor();
    const file = await answered.getByRole('link', { name: /Mở tệp văn bản/ }).getAttribute('href');
    expect(await (await office.context.request.get(`${mot.url}${file}`)).body()).toEqual(pdf.buffer);
    await card(page, 'KN-02').getByText('Thuộc thẩm quyền Sở Nông nghiệp và Môi trường').waitFor();
    await fits(page);
    await page.setViewportSize(phone);
    await fits(page);
    await page.setViewportSize(laptop);
    await answered.locator('[data-take]').click();
    await page.getByText('KN-01: đã nhận câu trả lời vào sổ theo dõi.').waitFor();
    await page.locator('[data-tile="untold"]').click();
    await card(page, 'KN-01').getByText('88/UBND-KT').first().waitFor();
    await card(page, 'KN-01').locator('[data-book] summary').click();
    const history = await card(page, 'KN-01').locator('[data-book]').textContent();
    expect(history).toContain('Cơ quan đã trả lời');
    expect(history).toContain('Lê Văn Phòng');
    await expect.poll(citizenReads, { timeout: 20_000 }).toContain('Đã bố trí vốn làm đường trong quý IV.');
    await superior.page.locator('[data-filter="ended"]').check();
    await card(superior.page, 'KN-01').getByText('Xã đã nhận câu trả lời').first().waitFor();
  });

  test('another commune sees nothing of it, and in English all reads as well', async () => {
    const stranger = await person('ba', phone);
    const { page } = stranger;
    await page.goto(`${province.communes.ba.url}/escalations`);
    await page.getByText('Chưa có xã nào chuyển kiến nghị lên.').waitFor();
    expect(await page.locator('main').textContent()).not.toContain('mở đường');
    await fits(page);
    await page.goto(`${province.communes.ba.url}/`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.locator('[data-escalations]').count()).toBe(0);
    await superior.page.getByRole('button', { name: /English/ }).click();
    await superior.page.getByRole('heading', { name: 'Petitions from communes', level: 1 }).waitFor();
    await fits(superior.page);
    for (const [who, { errors }] of Object.entries(people).map(
      ([name, one]) => [name, one ?? { errors: [] }] as const,
    ))
      expect(errors, who).toEqual([]);
  });
});
