import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { proofWords } from '../../shared/documents/wording.ts';
import { numericDate } from '../../shared/vietnamese/dates.ts';
import type { FollowUpList } from '../../shared/worklists.ts';
import { type Cycle, savedInHall } from './cycle-people.ts';
import {
  authority,
  conclusion,
  escalated,
  handedIn,
  last,
  petitions,
  phone,
  promised,
  type Told,
  units,
} from './cycle-scene.ts';
import { freezeOnPage } from './kit.ts';

/** The steps of a cycle in the hall, up to the signed record. */

export async function checkIn(cycle: Cycle): Promise<void> {
  const { page } = await cycle.come('recorder');
  await page.goto(cycle.page('/register'));
  const search = page.getByRole('searchbox');
  await page.getByText('Lê Quang Khuyến').waitFor();
  for (const name of ['Y Hlơi', 'Nguyễn Văn Ước', 'Trần Thị Đào', 'Lê Quang Khuyến']) {
    await search.fill(name);
    await page.keyboard.press('Enter');
    await page.getByText(`Đã điểm danh: ${name}.`).waitFor();
  }
  await search.fill(cycle.codes.get('door') ?? '');
  await page.keyboard.press('Enter');
  await page.getByText(`Đã điểm danh: ${handedIn.name}.`).waitFor();
  await page.getByRole('button', { name: /Thêm người chưa mời/ }).click();
  const form = page.locator('dialog[open]');
  await form.locator('[data-field="name"]').fill(last.name);
  await form.locator('[data-field="village"]').fill(last.village);
  await form.locator('[data-field="village"]').press('Tab');
  await form.getByRole('button', { name: 'Thêm, rồi người tiếp theo' }).click();
  await page.getByText(`Đã thêm và điểm danh: ${last.name}.`).waitFor();
  const office = cycle.at('organizer').page;
  await office.goto(cycle.page('/preparation/invitations'));
  await office.getByText(/· 1 đến thêm/).waitFor();
  await cycle.open(cycle.api('/documents/attendance'), {
    says: [...petitions.map(({ name }) => name), ...petitions.map(({ village }) => village)],
    hides: [phone, 'Y Lăng Mai'],
  });
}

/** The recorder raises a petition without touching the mouse; who asks is on the list of those present. */
async function raise(page: Page, { number, name, field, content }: Told): Promise<void> {
  await page.keyboard.press('Alt+n');
  await page.locator('[data-field="content"]:focus').waitFor();
  await page.keyboard.type(content);
  await page.keyboard.press('Tab');
  await page.keyboard.type(name);
  await page.locator('[role="option"][aria-selected="true"]', { hasText: name }).waitFor();
  await page.keyboard.press('Enter');
  const choice = page.locator('[data-field="field"]');
  await page.locator('[data-field="field"]:focus').waitFor();
  await page.keyboard.type(field);
  await page.keyboard.press('Enter');
  await expect.poll(() => choice.inputValue(), { timeout: 20_000 }).toBe(field);
  await page.locator('li[data-petition]', { hasText: number }).waitFor();
}

export async function raiseAll(cycle: Cycle): Promise<void> {
  const { page } = cycle.at('recorder');
  await page.goto(cycle.page());
  await page.locator('li[data-petition]', { hasText: handedIn.number }).waitFor();
  for (const petition of petitions) if (petition !== handedIn) await raise(page, petition);
  await savedInHall(page);
  const receipts = await cycle.open(cycle.api('/receipts/receipt'), {
    says: petitions.flatMap(({ number, content }) => [number, content]),
    hides: petitions.map(({ name }) => name),
  });
  for (const { number } of petitions) {
    const [, code = ''] = new RegExp(`${number}.*?([A-Z0-9]{5}-[A-Z0-9]{5})`).exec(receipts.text) ?? [];
    expect(code, number).not.toBe('');
    cycle.codes.set(number, code);
  }
  expect(new Set(cycle.codes.values()).size).toBe(petitions.length + 1);
}

/** The chair brings a petition forward. */
async function bringUp(page: Page, { number }: Told): Promise<void> {
  await page.locator('[data-choose]').click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(number) })
    .click();
}

/** The chair taps the outcome; where an answer is promised, also who gives it, and another term with its reason. */
async function rule(
  page: Page,
  { outcome }: Told,
  promise?: { unit: string; days?: number; reason?: string },
): Promise<void> {
  await page.locator(`button[data-state="${outcome}"]`).click();
  if (!promise) return;
  const sheet = page.locator('dialog[open]');
  if (outcome === 'escalated') await sheet.getByText(authority, { exact: true }).click();
  await sheet.getByText(promise.unit, { exact: true }).click();
  if (promise.days) await sheet.locator('label', { hasText: new RegExp(`^${promise.days} ngày`) }).click();
  if (promise.reason) await sheet.locator('[data-field="dueReason"]').fill(promise.reason);
  await sheet.getByRole('button', { name: /^Chốt/ }).click();
}

export async function ruleAll(cycle: Cycle): Promise<void> {
  const { page } = await cycle.come('chair');
  await page.goto(cycle.page('/chair'));
  await bringUp(page, handedIn);
  const prepared = page.locator('[data-prepared]');
  await prepared.getByText(handedIn.answer).waitFor();
  await prepared.locator('[data-take-over]').click();
  const answer = page.locator('[data-field="answer"]');
  await expect.poll(() => answer.inputValue(), { timeout: 20_000 }).toBe(handedIn.answer);
  await rule(page, handedIn);
  for (const petition of petitions) {
    if (petition === handedIn) continue;
    await bringUp(page, petition);
    await page.getByText(petition.content).first().waitFor();
    await answer.fill(petition.answer);
    if (petition === last) await rule(page, petition, { unit: units.land, days: 5, reason: 'Nhà đang dột' });
    else if (petition === promised || petition === escalated)
      await rule(page, petition, { unit: units.social });
    else await rule(page, petition);
  }
  await page.getByText('Các kiến nghị đều đã có kết quả').waitFor();
  await savedInHall(page);
  const recorder = cycle.at('recorder').page;
  await recorder.locator('.ProseMirror p').last().click();
  await recorder.keyboard.type(conclusion);
  await savedInHall(recorder);
}

/** What a paper on all petitions says of one. */
const wordsOf = ({ number, content, answer }: Told) => [number, content, answer];
/** As it stands within a sentence. */
const sentence = (content: string) => content.replace(/\.$/, '');
const recordPaper = (cycle: Cycle, paper: string) =>
  cycle.url(`/api/freezes/${cycle.recordId}/documents/${paper}`);

export async function freezeAndSign(cycle: Cycle): Promise<void> {
  const { page } = cycle.at('organizer');
  await page.goto(cycle.page('/records'));
  cycle.recordId = await freezeOnPage(page);
  const { summary, fingerprint } = await cycle.ask<{ summary: { hash: string }; fingerprint: string }>(
    'GET',
    cycle.url(`/api/freezes/${cycle.recordId}`),
  );
  cycle.proof.push(proofWords.hash, summary.hash, proofWords.key, fingerprint, proofWords.inside);
  const whole = { says: petitions.flatMap(wordsOf), draft: true, onlyPdf: cycle.proof };
  await cycle.open(recordPaper(cycle, 'minutes'), whole);
  await cycle.open(recordPaper(cycle, 'report'), whole);
  await cycle.open(cycle.api('/follow-up/conclusion'), { says: [conclusion], draft: true });
  for (const [who, title, capacity] of [
    ['recorder', 'Công chức Văn phòng – thống kê', 'thư ký'],
    ['chair', 'Chủ tịch UBND xã', 'chủ trì'],
  ] as const) {
    const own = cycle.at(who).page;
    await own.goto(cycle.url(`/records/${cycle.recordId}/review`));
    await own.getByLabel('Chức vụ').fill(title);
    await own.getByLabel(/Tôi đã đọc bản này/).check();
    await own.getByRole('button', { name: `Ký với tư cách ${capacity}` }).click();
    const signed = new RegExp(`${capacity}:.*đã ký lúc`, 'i');
    await own.getByRole('listitem').filter({ hasText: signed }).waitFor();
  }
}

export async function openFinals(cycle: Cycle): Promise<void> {
  const names = petitions.map(({ name }) => name);
  const minutes = await cycle.open(recordPaper(cycle, 'minutes'), {
    says: [...petitions.flatMap(wordsOf), conclusion, 'Phạm Thư Ký', 'Nguyễn Hữu Bảng'],
    onlyPdf: cycle.proof,
  });
  expect(minutes.pages.length).toBeGreaterThan(1);
  await cycle.open(recordPaper(cycle, 'report'), {
    says: petitions.flatMap(wordsOf),
    onlyPdf: cycle.proof,
  });
  await cycle.open(cycle.api('/follow-up/conclusion'), {
    says: [
      conclusion,
      ...petitions.flatMap(({ number, content }) => [number, sentence(content)]),
      units.social,
      authority,
      numericDate(cycle.due(10)),
      `${numericDate(cycle.due(5))} (Nhà đang dột)`,
    ],
    hides: names,
  });
  await cycle.open(cycle.api('/follow-up/transfers'), {
    says: [`Kính gửi: ${authority}`, '01 kiến nghị', ...wordsOf(escalated), escalated.name],
    hides: [promised.number],
  });
  const list = await cycle.ask<FollowUpList>('GET', cycle.url('/api/follow-up?ended=1'));
  for (const { number, id } of list.petitions) cycle.ids.set(number, id);
  await cycle.open(cycle.api(`/receipts/receipt?petition=${cycle.ids.get(promised.number)}&sheet=A5`), {
    says: [
      'PHIẾU HẸN TRẢ LỜI KIẾN NGHỊ',
      `chậm nhất ngày ${numericDate(cycle.due(10))}`,
      cycle.codes.get(promised.number) ?? '',
    ],
    hides: [promised.name, escalated.number],
  });
  await cycle.open(cycle.paperOf(promised, 'note'), {
    says: ['PHIẾU GHI Ý KIẾN', promised.number, promised.name, promised.content],
    hides: [escalated.content],
  });
}
