import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InboxPage } from '../../shared/inbox.ts';
import type { Visitor } from './browser.ts';
import { misfits } from './fits.ts';
import { openHall, type TestHall } from './kit.ts';

/*
 * Petitions ahead of the day, from the phone of a village head to the chair's answer: the steps build on each other.
 */
let hall: TestHall;
let head: Visitor;
let officer: Visitor;
let organizer: Visitor;
let chair: Visitor;
const phone = { width: 390, height: 844 };
const unit = 'Địa chính – nông nghiệp';
const matter = 'Bà con xin mở rộng đường vào rẫy cà phê, mùa mưa xe máy không đi được';
const url = (rest = '') => `${hall.server.url}/dialogues/${hall.dialogueId}${rest}`;
/** Where pictures go when somebody wants to look. */
const shots = process.env.SHOTS ?? '';
async function shot(person: Visitor, name: string): Promise<void> {
  if (shots === '') return;
  mkdirSync(shots, { recursive: true });
  await person.page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}
/** By its first words, which name it. */
const item = (text: string) => organizer.page.getByRole('article', { name: text.slice(0, 40) });
const filter = (state: string) => organizer.page.locator(`[data-filter="${state}"]`).check();
const inDialog = (name: string) =>
  organizer.page.getByRole('dialog').getByRole('button', { name, exact: true });
const sent = (text: string) => head.page.locator('[data-group="sent"] article', { hasText: text });

async function handIn({ page }: Visitor, content: string, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Gửi kiến nghị trước' }).click();
  await page.getByLabel('Nội dung kiến nghị').fill(content);
  await page.getByLabel('Lĩnh vực').selectOption('Xây dựng nông thôn mới');
  await page.getByLabel('Họ tên người kiến nghị').fill(name);
}

beforeAll(async () => {
  hall = await openHall();
  head = await hall.enter('village', 'A Trưởng Thôn', phone);
  officer = await hall.enter('officer', 'Nguyễn Địa Chính', phone, { unit });
  organizer = await hall.enter('organizer', 'Lê Văn Phòng');
});
afterAll(async () => {
  for (const person of [head, officer, organizer, chair]) if (person) expect(person.errors).toEqual([]);
  await hall?.close();
});

test('what a village head writes with no network waits on the phone and is sent once, by itself', async () => {
  const { page, context } = head;
  await page.goto(url('/work'));
  await page.locator('main h2').first().waitFor();
  await context.setOffline(true);
  await handIn(head, matter, 'Y Bích Hoa');
  await shot(head, 'hand-in');
  await page.getByRole('button', { name: /^Gửi/, exact: false }).last().click();
  await page.locator('[data-queued="waiting"]').waitFor();
  await context.setOffline(false);
  await sent(matter).getByText('Chờ Văn phòng xem').waitFor();
  expect(await sent(matter).textContent()).toContain('Y Bích Hoa');
  const { items }: InboxPage = await (await hall.call('GET', '/inbox')).json();
  expect(items.map(({ content, name }) => [content, name])).toEqual([[matter, 'Y Bích Hoa']]);
});

test('the organizer asks back, and the village head answers on the same page', async () => {
  await organizer.page.goto(`${hall.server.url}/inbox`);
  await item(matter).getByText('Y Bích Hoa').waitFor();
  await item(matter).locator('[data-act="ask"]').click();
  await organizer.page.locator('dialog[open] [data-field="words"]').fill('Đoạn nào, dài bao nhiêu?');
  await inDialog('Gửi câu hỏi').click();
  await filter('asked');
  await item(matter).waitFor();
  await head.page.getByRole('button', { name: 'Cập nhật' }).click();
  await head.page.reload();
  await head.page.getByText('Văn phòng hỏi: Đoạn nào, dài bao nhiêu?').first().waitFor();
  await shot(head, 'asked');
  await head.page.locator('[data-field="reply"]').fill('Từ cầu treo vào, khoảng 800 m');
  await head.page.getByRole('button', { name: 'Gửi trả lời' }).click();
  await head.page.getByText('Đã gửi trả lời cho Văn phòng.').waitFor();
  await expect.poll(() => head.page.locator('[data-group="asked"]').count()).toBe(0);
});

test('a unit prepares the answer; the organizer joins what is alike, declines with a reason, and takes the rest', async () => {
  await handIn(head, 'Đường vào rẫy cà phê mùa mưa xe máy không đi được, bà con xin mở rộng', 'A Tám Nhỏ');
  await head.page.getByRole('button', { name: 'Gửi', exact: true }).click();
  await sent('Đường vào rẫy cà phê mùa mưa').waitFor();
  await officer.page.goto(url('/work'));
  await handIn(officer, 'Hộ ông A Lăng xin đo lại đất vườn', 'A Lăng Thiết');
  await officer.page.getByLabel('Thôn của người kiến nghị').selectOption('Hào Lý');
  await officer.page.getByRole('button', { name: 'Gửi', exact: true }).click();
  await officer.page.locator('[data-group="sent"] article').waitFor();
  expect(await officer.page.locator('main').textContent()).not.toContain('A Lăng Thiết');
  const { page } = organizer;
  await page.reload();
  await filter('new');
  await item(matter).getByText('Đã trả lời câu hỏi').waitFor();
  await shot(organizer, 'inbox');
  await item(matter).locator('[data-act="assign"]').click();
  await page.locator('dialog[open] [data-field="unit"]').selectOption(unit);
  await inDialog('Giao').click();
  await item(matter).getByText(`Đơn vị soạn sẵn: ${unit}`).waitFor();
  await item(matter).locator('[data-like] summary').click();
  await item(matter).locator('[data-like] button').click();
  await shot(organizer, 'join');
  await inDialog('Gộp').click();
  await expect.poll(() => item('Đường vào rẫy cà phê mùa mưa').count()).toBe(0);
  await item('đo lại đất vườn').locator('[data-act="decline"]').click();
  await page.locator('dialog[open] [data-field="words"]').fill('Đã nộp hồ sơ một cửa, không cần nêu');
  await inDialog('Không đưa vào').click();
  await expect.poll(() => item('đo lại đất vườn').count()).toBe(0);
  await officer.page.reload();
  const given = officer.page.locator('[data-group="prepare"] article', { hasText: matter });
  await given.locator('[data-prepare]').click();
  await given.locator('[data-field="prepared"]').fill('Đã đưa vào kế hoạch 2027, vốn 450 triệu đồng.');
  await shot(officer, 'prepare');
  await given.getByRole('button', { name: 'Lưu phần soạn sẵn' }).click();
  await given.getByText('vốn 450 triệu đồng').waitFor();
  await officer.page.getByText('Lý do: Đã nộp hồ sơ một cửa, không cần nêu').waitFor();
  await page.getByLabel(/^Chọn cả/).check();
  await shot(organizer, 'bulk');
  await page.locator('[data-bulk="take"]').click();
  await inDialog('Đưa vào').click();
  await page.getByText('Đã xong 1 mục.').waitFor();
  await filter('taken');
  await item(matter)
    .getByText(/số KN-01/)
    .waitFor();
});

test('the chair sees what was prepared and takes it over with one press', async () => {
  chair = await hall.enter('chair', 'Nguyễn Hữu Bảng', { width: 1024, height: 768 });
  await chair.page.goto(url('/chair'));
  await chair.page.locator('[data-choose]').click();
  await chair.page.getByRole('dialog').getByRole('button', { name: /KN-01/ }).click();
  const box = chair.page.locator('[data-prepared]');
  await box.getByText('Đã đưa vào kế hoạch 2027').waitFor();
  await shot(chair, 'chair');
  await box.locator('[data-take-over]').click();
  await box.getByText('Đã lấy vào câu trả lời.').waitFor();
  await expect
    .poll(() => chair.page.locator('[data-field="answer"]').inputValue())
    .toBe('Đã đưa vào kế hoạch 2027, vốn 450 triệu đồng.');
  await chair.page.locator('button[data-state="answered"]').click();
  await chair.page
    .getByText(/KN-01.*Trả lời trực tiếp/)
    .first()
    .waitFor();
});

test('both senders see what became of it; the pages fit a phone', async () => {
  await head.page.reload();
  await sent('Đường vào rẫy cà phê mùa mưa').getByText('Cùng nội dung với một kiến nghị khác').waitFor();
  for (const text of ['800 m', 'Đường vào rẫy cà phê mùa mưa'])
    await sent(text).getByText('450 triệu').waitFor();
  await shot(head, 'sent');
  const small = await hall.enter('organizer', 'Lê Văn Phòng', phone);
  await small.page.goto(`${hall.server.url}/inbox`);
  await small.page.locator('[data-filter="all"]').check();
  await small.page.locator('article[data-item]').first().waitFor();
  await shot(small, 'inbox-phone');
  for (const { page } of [small, head, officer])
    expect(await misfits(page, false)).toEqual({ sideways: 0, small: [], cut: [] });
  await small.context.close();
});
