import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { followUpPapers, officePapers, worklistPapers } from '../../shared/access.ts';
import type { Overview } from '../../shared/numbers-counts.ts';
import { numericDate, officialDate } from '../../shared/vietnamese/dates.ts';
import type { FollowUpList } from '../../shared/worklists.ts';
import { readZip } from '../server/documents/zip.ts';
import type { Cycle } from './cycle-people.ts';
import {
  authority,
  escalated,
  handedIn,
  last,
  petitions,
  promised,
  quarter,
  type Told,
  today,
  units,
  year,
} from './cycle-scene.ts';

/** The steps of a cycle after the freeze, up to the report of the quarter. */

const said = 'Đã đưa vào danh sách hỗ trợ nhà ở đợt này.';

const cameBack = 'Sở đồng ý nạo vét hồ trong quý tới.';

/** A file as an office scans one in. */
const scan = (words: string) => ({
  name: 'van-ban.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(`%PDF-1.7\n% ${words}\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n`),
});
const card = (page: Page, { number }: Told) => page.locator('article', { hasText: number }).first();

/** The office notes that a sheet went to the authority, or that its answer came back. */
async function noteAuthority(
  page: Page,
  kind: 'sent' | 'returned',
  paper: string,
  answer = '',
): Promise<void> {
  const group = page.locator(`[data-authority="${authority}"]`);
  await group.locator(`button[data-act="${kind}"]`).click();
  await group.getByLabel('Số văn bản').fill(paper);
  await group.locator('input[data-field="file"]').setInputFiles(scan(paper));
  if (answer) await group.locator('[data-field="answer"]').fill(answer);
  await page.getByRole('button', { name: 'Ghi', exact: true }).click();
  if (kind === 'sent') await group.locator('[data-sent="true"]').waitFor();
  else await group.waitFor({ state: 'detached' });
}

export async function answerAfterwards(cycle: Cycle): Promise<void> {
  const list = (paper: string, of: string) => cycle.url(`/api/follow-up/papers/${paper}?${of}`);
  await cycle.open(list('dueList', `unit=${encodeURIComponent(units.land)}`), {
    says: [last.number, last.content, 'Sắp đến hạn', units.land],
    hides: [last.name, promised.number],
  });
  const { page } = cycle.at('officer');
  await page.goto(cycle.page('/work'));
  await card(page, promised)
    .getByRole('button', { name: `Trả lời ${promised.number}` })
    .click();
  await page.locator('[data-value="replied"]').click();
  await page.getByLabel('Nội dung trả lời').fill(said);
  await page.getByLabel('Số văn bản trả lời').fill('12/UBND-LĐ');
  await page.getByLabel('Ngày văn bản').fill(today);
  await page.getByLabel('Tệp văn bản').setInputFiles(scan('12/UBND-LĐ'));
  await page.getByRole('button', { name: 'Ghi câu trả lời' }).click();
  await page.getByText(`${promised.number}: đã ghi “Đã có văn bản trả lời” vào sổ theo dõi.`).waitFor();
  const office = cycle.at('organizer').page;
  await office.goto(cycle.url('/follow-up'));
  await office.locator('[data-tile="authorities"]').click();
  await noteAuthority(office, 'sent', '05/PC-UBND');
  await noteAuthority(office, 'returned', '77/SNNMT-TL', cameBack);
  await cycle.open(cycle.paperOf(promised, 'reply'), {
    says: ['Số: 12/UBND-LĐ', promised.name, promised.content.replace(/\.$/, ''), said, officialDate(today)],
    hides: [escalated.name, promised.answer],
  });
  await cycle.open(cycle.paperOf(escalated, 'reply'), {
    says: [
      escalated.name,
      `${authority} đã trả lời kiến nghị này tại Văn bản số 77/SNNMT-TL ngày ${numericDate(today)}.`,
      cameBack,
    ],
    hides: ['Số: 77/SNNMT-TL', promised.name],
  });
  await cycle.open(list('reminders', `village=${encodeURIComponent(promised.village)}`), {
    says: [promised.number, promised.name, '12/UBND-LĐ', said, handedIn.name],
    hides: [escalated.name, last.name],
  });
}

/** A citizen looks a petition up by the code on the receipt; resolves to what the page says. */
export async function lookUp(cycle: Cycle, { number }: Told): Promise<string> {
  const { page } = cycle.at('citizen');
  await page.goto(cycle.url('/tra-cuu'));
  await page.getByLabel('Mã tra cứu').fill(cycle.codes.get(number) ?? '');
  await page.getByRole('button', { name: 'Xem kết quả' }).click();
  await page.locator('[data-stage]').waitFor();
  return (await page.locator('main').textContent()) ?? '';
}

/** The office notes that a citizen was told. */
async function tell(page: Page, petition: Told, how: string): Promise<void> {
  await card(page, petition).locator('button[data-act="told"]').click();
  await page.locator('form[data-form="told"] [data-field="how"]').fill(how);
  await page.getByRole('button', { name: 'Ghi', exact: true }).click();
  await card(page, petition).waitFor({ state: 'detached' });
}

export async function tellCitizens(cycle: Cycle): Promise<void> {
  const { page } = cycle.at('village');
  await page.goto(cycle.page('/work'));
  await card(page, promised).locator('[data-told]').click();
  await card(page, promised).getByText('Gặp tại nhà').click();
  await page.getByRole('button', { name: 'Ghi đã báo' }).click();
  await page.getByText(`${promised.number}: đã ghi “Đã báo cho người dân”`).waitFor();
  const office = cycle.at('organizer').page;
  await office.goto(cycle.url('/follow-up'));
  await tell(office, escalated, 'Gửi văn bản qua trưởng thôn');
  await tell(office, handedIn, 'Nghe trả lời tại hội trường');
  await expect.poll(() => lookUp(cycle, promised), { timeout: 20_000 }).toContain('12/UBND-LĐ');
  const own = await lookUp(cycle, promised);
  for (const fact of [promised.content, said, numericDate(today)]) expect(own).toContain(fact);
  expect(own).not.toContain(promised.name);
  expect(await lookUp(cycle, last)).toContain(units.land);
}

export async function countAll(cycle: Cycle): Promise<void> {
  const { page, context } = cycle.at('organizer');
  await page.goto(cycle.url('/numbers'));
  const figure = (of: string) => page.locator(`[data-figure="${of}"]`).first();
  expect(Number(await figure('received').textContent())).toBe(petitions.length);
  const asked = `/api/numbers?year=${year}&quarter=${quarter}`;
  const counted = () => cycle.ask<Overview>('GET', cycle.url(asked));
  await expect.poll(async () => (await counted()).all.inTime, { timeout: 20_000 }).toBe(2);
  const { all, by } = await counted();
  const none = { late: 0, overdue: 0, untold: 0, withdrawn: 0, merged: 0 };
  expect(all).toEqual({ received: 6, hall: 3, inTime: 2, open: 1, medianDays: 0, ...none });
  expect(by.unit.map(({ key, received, open }) => [key, received, open])).toEqual([
    [units.social, 3, 0],
    [units.land, 1, 1],
    ['', 2, 0],
  ]);
  await figure('inTime').click();
  await page.locator('[data-testid="total"][data-total="2"]').waitFor();
  const listed = (await page.locator('main').textContent()) ?? '';
  const behind = petitions.filter(({ number }) => listed.includes(number));
  expect(behind.map(({ number }) => number)).toEqual([promised.number, escalated.number]);
  const file = await page.getByRole('link', { name: 'Tải danh sách (Excel)' }).getAttribute('href');
  const workbook = await context.request.get(cycle.url(file ?? ''));
  const sheet = readZip(await workbook.body()).files.get('xl/worksheets/sheet1.xml') ?? '';
  expect(petitions.filter(({ content }) => sheet.includes(content))).toEqual([promised, escalated]);
  await page.goto(cycle.url('/'));
  const link = page.getByRole('link', { name: `Quý ${quarter}/${year}: mở tệp PDF` });
  const address = (await link.getAttribute('href')) ?? '';
  await cycle.open(cycle.url(address.replace('.pdf', '')), {
    says: [
      `quý ${quarter} năm ${year}`,
      'Tiếp nhận: 06 ý kiến, kiến nghị.',
      'Đã giải quyết: 05 (83,3%), trong đó giải quyết ngay tại hội nghị 03, trả lời sau hội nghị đúng hạn 02, trễ hạn 00.',
      'Đang giải quyết: 01 (16,7%), trong đó trong hạn 01, quá hạn 00.',
      // To solve, in the hall, in time, late, open, overdue.
      `${units.social} 3 1 2 0 0 0`,
      `${units.land} 1 0 0 0 1 0`,
      'Giảm nghèo 4 2 1 0 1 0',
    ],
    hides: petitions.map(({ name }) => name),
  });
}

export async function nothingIsLost(cycle: Cycle): Promise<void> {
  const list = await cycle.ask<FollowUpList>('GET', cycle.url('/api/follow-up?ended=1'));
  expect(list.petitions).toHaveLength(petitions.length);
  expect(Object.fromEntries(list.petitions.map(({ number, place }) => [number, place]))).toEqual({
    'KN-01': 'closed',
    'KN-02': 'answered',
    'KN-03': 'answered',
    'KN-04': 'closed',
    'KN-05': 'closed',
    'KN-06': 'soon',
  });
  const kinds = [...officePapers, ...followUpPapers, ...worklistPapers, 'receipt', 'minutes', 'report'];
  // The specimen shows the office's head in the settings, and belongs to no dialogue.
  expect([...cycle.opened].sort()).toEqual(kinds.filter((kind) => kind !== 'specimen').sort());
  expect(cycle.errors()).toEqual([]);
}
