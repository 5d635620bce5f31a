import { afterAll, beforeAll, expect, test } from 'vitest';
import { readXlsx } from '../../server/households/read/xlsx.ts';
import { openSqliteStore } from '../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../server/store/sqlite/update-log.ts';
import { squeeze, textOf } from '../server/documents/pdf.ts';
import { dialogueOf, manyPetitions } from '../server/numbers/many-petitions.ts';
import type { Visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';

/* The page of figures: every figure opens its list, the spreadsheets and the report say the same, each role sees its own. */
let hall: TestHall;
let office: Visitor;

beforeAll(async () => {
  hall = await openHall({ demo: true });
  const store = await openSqliteStore(hall.dataDir, createUpdateLog);
  const many = manyPetitions(
    20_261_126,
    Array.from({ length: 8 }, (_, n) => dialogueOf(n)),
    240,
  );
  for (const dialogue of many.dialogues) {
    await store.dialogues.write(dialogue);
    await store.petitions.upsert(dialogue.id, many.petitionsOf(dialogue));
  }
  await store.close();
  office = await hall.enter('organizer', 'Lê Văn Phòng', { width: 1366, height: 768 });
});
afterAll(() => hall?.close());

const at = (path: string) => `${hall.server.url}${path}`;

/** The figure of a link, and how many petitions the list behind it says and shows. */
async function follow(person: Visitor, selector: string) {
  const link = person.page.locator(selector).first();
  const figure = Number((await link.textContent())?.match(/\d+/)?.[0]);
  await link.click();
  const total = person.page.getByTestId('total');
  await total.waitFor();
  const rows = person.page.locator('[data-testid="petitions"] tbody tr');
  const said = Number(await total.getAttribute('data-total'));
  return { figure, said, shown: await rows.count() };
}

async function sheet(person: Visitor, name: string) {
  const href = await person.page.getByRole('link', { name }).getAttribute('href');
  const answer = await person.context.request.get(at(href ?? ''));
  expect(answer.status()).toBe(200);
  const [first] = readXlsx(await answer.body());
  return (first?.rows ?? []).map((row) => row.map(({ text }) => text));
}

test('every figure opens the list behind it, with the same filter and the same count', async () => {
  const { page } = office;
  const figures = [
    '[data-testid="key-figures"] [data-figure="overdue"]',
    '[data-testid="by-dimension"] tbody tr:nth-child(2) [data-figure="received"]',
    '[data-testid="trends"] tbody tr:nth-child(3) [data-figure="inTime"]',
    '[data-testid="matters"] [data-figure="received"]',
  ];
  for (const selector of figures) {
    await page.goto(at('/numbers?by=unit'));
    const { figure, said, shown } = await follow(office, selector);
    expect(figure, selector).toBeGreaterThan(0);
    expect([said, shown], selector).toEqual([figure, Math.min(figure, 50)]);
  }
});

test('the filter is chosen in the page, stands in the address, and is carried into list and spreadsheets', async () => {
  const { page } = office;
  await page.goto(at('/numbers'));
  const received = page.locator('[data-testid="key-figures"] [data-figure="received"]');
  const before = Number(await received.textContent());
  await page.getByText('Lọc số liệu').click();
  await page.getByLabel('Năm', { exact: true }).selectOption('2020');
  await page.waitForURL(/year=2020/);
  await expect.poll(async () => Number(await received.textContent())).toBeLessThan(before);
  await page.getByLabel('Thôn', { exact: true }).selectOption('Hào Lý');
  await page.waitForURL(/village=/);
  await page.reload();
  await expect
    .poll(() => page.getByTestId('filter-parts').locator('strong').allTextContents())
    .toEqual(['Hào Lý', '2020']);
  const now = Number(await received.textContent());
  const [head, all] = await sheet(office, 'Tải bảng số liệu (Excel)');
  expect([head?.[2], all?.[1], Number(all?.[2])]).toEqual(['Tiếp nhận', 'Tất cả', now]);
  await received.click();
  await page.getByTestId('total').waitFor();
  const rows = await sheet(office, 'Tải danh sách (Excel)');
  expect(rows.length - 1).toBe(now);
  expect(new Set(rows.slice(1).map((row) => row[5]))).toEqual(new Set(['Hào Lý']));
  // Without one part of the filter there are more, and by the keyboard the way back is there.
  await page.getByRole('link', { name: 'Bỏ lọc theo Thôn' }).press('Enter');
  const total = async () => Number(await page.getByTestId('total').getAttribute('data-total'));
  await expect.poll(total).toBeGreaterThan(now);
  await page.getByRole('link', { name: 'Về trang số liệu' }).press('Enter');
  await page.waitForURL(/\/numbers\?year=2020$/);
});

test('the report on the results of a year says what the page says', async () => {
  const { page } = office;
  await page.goto(at('/numbers?year=2023'));
  const figure = async (name: string) => {
    const link = page.locator(`[data-testid="key-figures"] [data-figure="${name}"]`);
    return (await link.count()) > 0 ? Number(await link.textContent()) : 0;
  };
  await page.getByTestId('key-figures').waitFor();
  const two = (n: number) => String(n).padStart(2, '0');
  const report = await office.context.request.get(at('/api/years/2023/follow-up/progress.pdf'));
  const text = textOf(new Uint8Array(await report.body()));
  expect(await figure('received')).toBeGreaterThan(0);
  expect(text).toContain(squeeze(`Tiếp nhận: ${two(await figure('received'))} ý kiến`));
  expect(text).toContain(squeeze(`giải quyết ngay tại hội nghị ${two(await figure('hall'))}`));
  expect(text).toContain(squeeze(`quá hạn ${two(await figure('overdue'))}.`));
  expect(text).toContain(squeeze('Biểu đồ 1. Tình trạng kiến nghị theo đơn vị giải quyết'));
});

test('the chair sees the own dialogue alone, an officer is told that the page is not theirs', async () => {
  const chair = await hall.enter('chair', 'Nguyễn Hữu Bảng');
  await chair.page.goto(at('/numbers?by=village'));
  const { figure, said } = await follow(chair, '[data-testid="key-figures"] [data-figure="received"]');
  const everything: { by: { dialogue: { key: string; received: number }[] } } = await (
    await hall.call('GET', '/numbers')
  ).json();
  const own = everything.by.dialogue.find(({ key }) => key === hall.dialogueId);
  expect([figure, said]).toEqual([own?.received, own?.received]);
  await chair.page.goto(at('/numbers'));
  await chair.page.getByTestId('by-dimension').waitFor();
  expect(await chair.page.getByTestId('matters').count()).toBe(0);
  const foreign = await chair.context.request.get(at('/api/numbers?dialogue=dialogue0001'));
  expect(foreign.status()).toBe(404);
  const officer = await hall.enter('officer', 'Trần Công Chức');
  await officer.page.goto(at('/numbers'));
  await officer.page.getByRole('heading', { name: 'Trang này không dành cho vai trò của bạn' }).waitFor();
  await chair.context.close();
  await officer.context.close();
});

test('on a phone nothing is wider than the page, and its charts have the figures in words beside them', async () => {
  const { page } = office;
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ['/numbers?by=dialogue', '/numbers/list?standing=overdue']) {
    await page.goto(at(path));
    await page
      .locator('[data-testid="by-dimension"] tbody tr, [data-testid="petitions"] tbody tr')
      .first()
      .waitFor();
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      path,
    ).toBeLessThanOrEqual(0);
  }
  await page.goto(at('/numbers'));
  await page.getByTestId('trends').waitFor();
  const fills = await page
    .locator('[data-chart] rect[fill^="url"]')
    .evaluateAll((rects) => [...new Set(rects.map((rect) => rect.getAttribute('fill')))]);
  expect(fills.length).toBeGreaterThan(4);
  expect(office.errors).toEqual([]);
});
