import { expect } from 'vitest';
import type { Dialogue } from '../../shared/dialogue.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import type { Preparation } from '../../shared/preparation.ts';
import { officialDate } from '../../shared/vietnamese/dates.ts';
import { madeXlsx } from '../server/households/list-file.ts';
import { type Cycle, savedInHall } from './cycle-people.ts';
import {
  handedIn,
  listHead,
  listRows,
  phone,
  plan,
  planLines,
  planText,
  quarter,
  today,
  units,
  year,
} from './cycle-scene.ts';

/** The steps of a cycle before the day. */

export async function pastePlan(cycle: Cycle): Promise<void> {
  const { page } = cycle.at('organizer');
  await page.goto(cycle.url('/plan'));
  await page.getByLabel('Dán văn bản kế hoạch vào đây').fill(planText);
  await page.getByRole('button', { name: 'Đọc kế hoạch' }).click();
  await page.getByLabel('Ngày tổ chức').first().fill(today);
  await page.getByLabel('Bắt đầu lúc').first().fill('07:30');
  await page.getByRole('button', { name: 'Lưu kế hoạch và tạo các buổi đối thoại' }).click();
  await page.getByText('Đã lưu kế hoạch.').first().waitFor();
  const [stored] = await cycle.ask<Plan[]>('GET', cycle.url('/api/plans'));
  cycle.planId = stored?.id ?? '';
  cycle.dialogueId = stored?.dialogues[0]?.dialogueId ?? '';
  const dialogue = await cycle.ask<Dialogue>('GET', cycle.api());
  expect(dialogue).toMatchObject({ year, quarter, heldOn: today, title: plan.dialogues[0]?.title });
  const paper = await cycle.open(cycle.url(`/api/plans/${cycle.planId}/documents/plan`), {
    says: [officialDate(today)],
  });
  expect(planLines.filter((line) => !paper.text.includes(line))).toEqual([]);
  expect(planLines.length).toBeGreaterThan(75);
}

export async function inviteFromList(cycle: Cycle): Promise<void> {
  const { page } = cycle.at('organizer');
  await page.goto(cycle.url('/households/lists'));
  await page.locator('input[type="file"]').setInputFiles({
    name: 'Hộ nghèo.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(await madeXlsx(listHead, listRows)),
  });
  await page.getByLabel('Danh sách của năm').selectOption(String(year));
  await page.getByText('Thêm 5 hộ, 6 người; cập nhật 0 người đã có.').waitFor();
  await page.getByRole('button', { name: 'Nhập 6 dòng' }).click();
  await page.getByText('Đã nhập 6 dòng: thêm 5 hộ, 6 người').first().waitFor();
  await page.goto(cycle.page('/preparation/invitations'));
  await page.getByTestId('found').getByText('5').waitFor();
  await page.getByRole('region', { name: 'Chọn người từ sổ hộ' }).getByRole('button', { name: /5/ }).click();
  await page.getByText('0 có mặt / 5 được mời / 0 sẽ đến').waitFor();
  await savedInHall(page);
}

export async function makeInvitations(cycle: Cycle): Promise<void> {
  const prepared = await cycle.ask<Preparation>('GET', cycle.api('/preparation'));
  await cycle.ask('PUT', cycle.api('/preparation'), {
    ...prepared,
    date: today,
    startsAt: '07:30',
    notes: ['Mang theo giấy mời'],
    duties: ['Mời đủ các hộ trong danh sách'],
    guests: ['Thường trực Đảng ủy xã'],
    groups: ['Hộ nghèo', 'Hộ cận nghèo', 'Hộ mới thoát nghèo'],
    estimate: [
      { item: 'Nước uống', unit: 'người', quantity: 60, unitPrice: 15_000, note: '' },
      { item: 'Trang trí hội trường', unit: 'buổi', quantity: 1, unitPrice: 1_250_000, note: 'Khoán' },
    ],
  });
  const when = officialDate(today);
  const heads = listRows.filter(([, , , relation]) => relation === 'Chủ hộ').map(([, name = '']) => name);
  const money = {
    says: ['Nước uống', '900.000', '1.250.000', '2.150.000', 'Hai triệu một trăm năm mươi nghìn đồng'],
  };
  await cycle.open(cycle.api('/documents/estimate'), money);
  await cycle.open(cycle.url(`/api/plans/${cycle.planId}/documents/estimate`), money);
  const invitations = await cycle.open(cycle.api('/documents/invitations'), {
    says: ['Thường trực Đảng ủy xã', ...heads, '07 giờ 30 phút', when, 'Mang theo giấy mời'],
    hides: ['Y Lăng Mai', phone],
  });
  expect(invitations.pages).toHaveLength(1 + heads.length);
  const own = invitations.pages.map((words) => words.join(' ')).find((text) => text.includes(handedIn.name));
  const [, code = ''] = /Mã giấy mời: (\d{4} \d{4})/.exec(own ?? '') ?? [];
  expect(code).not.toBe('');
  cycle.codes.set('door', code);
  await cycle.open(cycle.api('/documents/notice'), {
    says: [when, '07 giờ 30 phút', 'Mời đủ các hộ trong danh sách', 'Hào Lý'],
  });
  await cycle.open(cycle.api('/documents/delegates'), { says: heads, hides: [phone, 'Y Lăng Mai'] });
  await cycle.open(cycle.api('/follow-up/blankNote'), {
    says: ['PHIẾU GHI Ý KIẾN', ...(plan.dialogues[0]?.fields.map(({ name }) => name) ?? [])],
    hides: ['KN-', ...heads],
  });
}

export async function handInAhead(cycle: Cycle): Promise<void> {
  const { page } = await cycle.come('village');
  await page.goto(cycle.page('/invited'));
  const person = page.locator('[data-person]', { hasText: handedIn.name });
  await person.locator('[data-tap="coming"]').click();
  await person.locator('[data-tap="brings"]').click();
  await page.getByText('2 người được mời: đã báo 1, sẽ đến 1, không đến 0, có kiến nghị 1.').waitFor();
  await cycle.at('organizer').page.getByText('0 có mặt / 5 được mời / 1 sẽ đến').waitFor();
  await page.goto(cycle.page('/work'));
  await page.getByRole('button', { name: 'Gửi kiến nghị trước' }).click();
  await page.getByLabel('Nội dung kiến nghị').fill(handedIn.content);
  await page.getByLabel('Lĩnh vực').selectOption(handedIn.field);
  await page.getByLabel('Đối tượng').selectOption('poor');
  await page.getByLabel('Họ tên người kiến nghị').fill(handedIn.name);
  await page.getByRole('button', { name: 'Gửi', exact: true }).click();
  await page.locator('[data-group="sent"] article', { hasText: handedIn.content }).waitFor();
}

/** The organizer gives what was handed in to a unit, which prepares the answer, and takes it into the dialogue. */
export async function takeFromInbox(cycle: Cycle): Promise<void> {
  const { page } = cycle.at('organizer');
  await page.goto(cycle.url('/inbox'));
  const item = page.getByRole('article', { name: handedIn.content.slice(0, 40) });
  const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });
  await item.locator('[data-act="assign"]').click();
  await page.locator('dialog[open] [data-field="unit"]').selectOption(units.social);
  await inDialog('Giao').click();
  await item.getByText(`Đơn vị soạn sẵn: ${units.social}`).waitFor();
  const officer = await cycle.come('officer');
  await officer.page.goto(cycle.page('/work'));
  const given = officer.page.locator('[data-group="prepare"] article', { hasText: handedIn.content });
  await given.locator('[data-prepare]').click();
  await given.locator('[data-field="prepared"]').fill(handedIn.answer);
  await given.getByRole('button', { name: 'Lưu phần soạn sẵn' }).click();
  await given.getByText(handedIn.answer).first().waitFor();
  await item.locator('[data-act="take"]').click();
  await inDialog('Đưa vào').click();
  await page.getByText('Đã xong 1 mục.').waitFor();
}
