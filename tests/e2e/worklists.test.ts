import { afterAll, beforeAll, expect, test } from 'vitest';
import { roomName } from '../../shared/dialogue.ts';
import { moveTo, petitionsOf, raisePetition, type setPetition } from '../../shared/docs/board.ts';
import { setPetitioner } from '../../shared/docs/register.ts';
import { addWorkingDays, dayInVietnam } from '../../shared/working-days.ts';
import type { Visitor } from './browser.ts';
import { misfits } from './fits.ts';
import { openHall, type TestHall } from './kit.ts';
import { joinAs, openPeer, until } from './peer.ts';

/*
 * After the day: the office sees what is late, at an authority and to be told over its dialogues, notes what came, and
 * opens again what somebody is not content with; an officer answers with a file; a village head tells. The steps build on
 * each other.
 */
let hall: TestHall;
let office: Visitor;
const unit = 'Địa chính – nông nghiệp';
const today = dayInVietnam(new Date());
const pdf = {
  name: 'Trả lời A Lăng Thiết.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'),
};

/** Petitions as a hall leaves them: one noted, two for an authority, one answered, one merged into the noted one. */
async function holdDialogue(): Promise<void> {
  const cookie = await joinAs(await hall.link('recorder'), 'Phạm Thị Ghi');
  const [board, register] = await Promise.all(
    (['board', 'register'] as const).map((kind) =>
      openPeer(hall.server.url, cookie, roomName(hall.dialogueId, kind)),
    ),
  );
  if (!board || !register) throw new Error('no documents');
  const at = new Date().toISOString();
  const raise = (id: string, name: string, content: string, values: Parameters<typeof setPetition>[2]) => {
    setPetitioner(register.doc, id, { name, phone: '0905123456' });
    raisePetition(board.doc, id, 'Phạm Thị Ghi', at, {
      field: 'Vay vốn',
      village: 'Đăk Vang',
      unit,
      content,
      ...values,
    });
  };
  const past = '2026-01-05';
  raise('petition0001', 'A Lăng Thiết', 'Bà con xin mở đường vào rẫy', {
    dueDate: past,
    dueReason: 'đã hẹn',
  });
  raise('petition0002', 'Y Bích Hoa', 'Xin hỗ trợ làm thủy lợi', {
    authority: 'UBND tỉnh',
    dueDate: addWorkingDays(today, 8, []),
  });
  raise('petition0003', 'A Tám Nhỏ', 'Xin cấp lại giấy chứng nhận rừng', {
    authority: 'UBND tỉnh',
    dueDate: addWorkingDays(today, 9, []),
    village: 'Hào Lý',
  });
  raise('petition0004', 'Y Nga', 'Hỏi mức vay cho hộ nghèo', {});
  raise('petition0005', 'A Bé', 'Cũng xin mở đường vào rẫy', {
    village: 'Hào Lý',
    mergedInto: 'petition0001',
  });
  const states = ['deferred', 'escalated', 'escalated', 'answered', 'merged'] as const;
  for (const [index, state] of states.entries()) {
    const map = petitionsOf(board.doc).get(`petition000${index + 1}`);
    if (map) moveTo(board.doc, map, state, 'Nguyễn Hữu Bảng', at);
  }
  await until(board.doc, () => [...petitionsOf(board.doc).values()].every((map) => map.get('number')));
  board.close();
  register.close();
  await hall.freeze();
}

const tile = (name: string) => office.page.locator(`[data-tile="${name}"]`);
const card = (number: string, person = office) =>
  person.page.locator('article, li', { hasText: number }).first();
const counts = async () =>
  Object.fromEntries(
    await Promise.all(
      ['all', 'overdue', 'soon', 'authority', 'untold', 'answered'].map(async (name) => [
        name,
        Number(await tile(name).locator('b').textContent()),
      ]),
    ),
  );
const act = async (number: string, kind: string) => {
  await card(number).locator(`[data-act="${kind}"]:is(button)`).click();
  await office.page.locator(`form[data-form="${kind}"]`).waitFor();
};
const send = () => office.page.getByRole('button', { name: 'Ghi', exact: true }).click();

beforeAll(async () => {
  hall = await openHall();
  await holdDialogue();
  office = await hall.enter('organizer', 'Lê Văn Phòng', { width: 1366, height: 768 });
  await office.page.goto(`${hall.server.url}/follow-up`);
  await tile('all').waitFor();
});
afterAll(() => hall?.close());

test('every petition is in one list, the merged one follows, and a day is moved with its reason', async () => {
  await expect.poll(counts).toEqual({ all: 4, overdue: 1, soon: 0, authority: 2, untold: 0, answered: 1 });
  expect(await card('KN-01').textContent()).toContain('KN-05');
  await act('KN-01', 'dueMoved');
  await office.page.getByLabel('Hạn mới').fill(addWorkingDays(today, 2, []));
  await send();
  await office.page.getByText('Hạn khác mặc định cần ghi lý do.').waitFor();
  await office.page.getByLabel('Lý do', { exact: true }).fill('Chờ kết quả đo đạc; A Lăng Thiết đi vắng');
  await send();
  await expect.poll(counts).toEqual({ all: 4, overdue: 0, soon: 1, authority: 2, untold: 0, answered: 1 });
  await card('KN-01').locator('[data-book] summary').click();
  const history = await card('KN-01').locator('[data-book]').textContent();
  expect(history).toContain('Chờ kết quả đo đạc');
  expect(history).toContain('Lê Văn Phòng');
  expect(history, 'no name gets into the book').not.toContain('Thiết');
});

test('a transfer sheet goes out for an authority’s petitions at once, and one answer with its file comes back for both', async () => {
  const { page } = office;
  await tile('authorities').click();
  const group = page.locator('[data-authority="UBND tỉnh"]');
  await group.getByText('Chưa gửi phiếu chuyển').first().waitFor();
  const sheet = await group.getByRole('link', { name: /PDF/ }).getAttribute('href');
  expect((await office.context.request.get(`${hall.server.url}${sheet}`)).status()).toBe(200);
  await group.locator('button[data-act="sent"]').click();
  await group.getByLabel('Số văn bản').fill('12/PC-UBND');
  await send();
  await expect.poll(() => group.locator('[data-sent="true"]').count()).toBe(2);
  await group.locator('button[data-act="returned"]').click();
  await group.getByLabel('Số văn bản').fill('88/UBND-NL');
  await group.getByLabel('Tệp văn bản').setInputFiles({ ...pdf, buffer: Buffer.from('không phải PDF') });
  await send();
  await page.getByText('Tệp này không phải là PDF').waitFor();
  await group.getByLabel('Tệp văn bản').setInputFiles(pdf);
  await send();
  await group.waitFor({ state: 'detached' });
  await tile('untold').click();
  await expect.poll(counts).toMatchObject({ authority: 0, untold: 2 });
  await card('KN-02').locator('[data-book] summary').click();
  const file = await card('KN-02')
    .getByRole('link', { name: /Tệp văn bản/ })
    .getAttribute('href');
  const answer = await office.context.request.get(`${hall.server.url}${file}`);
  expect(await answer.body()).toEqual(pdf.buffer);
  expect(answer.headers()['content-disposition']).toMatch(
    /^attachment; filename="van-ban-kn-02-[0-9a-f]{8}\.pdf"$/,
  );
});

test('an officer answers with a file, a village head tells, and who is not content has the petition opened again', async () => {
  const officer = await hall.enter('officer', 'Trần Công Chức', { width: 1366, height: 768 }, { unit });
  const { page } = officer;
  await page.goto(`${hall.server.url}/follow-up`);
  await card('KN-01', officer).getByRole('link', { name: 'Trả lời KN-01' }).click();
  await card('KN-01', officer).getByRole('button', { name: 'Trả lời KN-01' }).click();
  await page.locator('[data-value="replied"]').click();
  await page.getByLabel('Nội dung trả lời').fill('Đã bố trí vốn mở đường trong quý tới.');
  await page.getByLabel('Số văn bản trả lời').fill('45/UBND-ĐC');
  await page.getByLabel('Ngày văn bản').fill(today);
  await page.getByLabel('Tệp văn bản').setInputFiles(pdf);
  await page.getByRole('button', { name: 'Ghi câu trả lời' }).click();
  await page.getByText('KN-01: đã ghi “Đã có văn bản trả lời” vào sổ theo dõi.').waitFor();
  const phone = { width: 390, height: 844 };
  const village = await hall.enter('village', 'A Trưởng Thôn', phone, { village: 'Đăk Vang' });
  await village.page.goto(`${hall.server.url}/dialogues/${hall.dialogueId}/work`);
  await card('KN-01', village).getByText('45/UBND-ĐC').first().waitFor();
  await card('KN-01', village).locator('[data-told]').click();
  await village.page.getByText('Gặp tại nhà').click();
  await village.page.getByRole('button', { name: 'Ghi đã báo' }).click();
  await village.page.getByText('KN-01: đã ghi').waitFor();
  expect(await misfits(village.page, false)).toMatchObject({ sideways: 0, cut: [] });
  // The record does not know of it; the office does, and opens it again.
  await office.page.reload();
  await tile('ended').click();
  await act('KN-01', 'reopened');
  await office.page.getByLabel('Lý do', { exact: true }).fill('Công dân chưa đồng ý với thời gian làm đường');
  await send();
  await tile('all').click();
  await expect.poll(async () => (await counts()).all).toBe(4);
  const deferred = card('KN-01');
  await deferred.locator('[data-book] summary').click();
  expect(await deferred.locator('[data-book] li').allTextContents()).toHaveLength(4);
  expect([...office.errors, ...officer.errors, ...village.errors]).toEqual([]);
});

test('the frozen board shows at the petition what became of it', async () => {
  const { page } = office;
  await page.goto(`${hall.server.url}/dialogues/${hall.dialogueId}`);
  await page.locator('[data-petition]', { hasText: 'KN-01' }).first().click();
  const book = page.locator('[data-petition-book]');
  await book.getByText('Mở lại để giải quyết tiếp').waitFor();
  expect(await book.locator('li').count()).toBe(4);
  await book.getByRole('link', { name: 'Theo dõi giải quyết' }).click();
  await tile('all').waitFor();
});

test('the list of a village names whom to tell, the unit’s names nobody, and on a phone all fits', async () => {
  const { page } = office;
  await page.locator('[data-papers] > summary').click();
  const links = await page.locator('[data-papers] a[href$=".docx"], [data-papers] a[href*=".pdf"]').all();
  expect(links.length).toBeGreaterThanOrEqual(2);
  for (const link of links) {
    const href = await link.getAttribute('href');
    expect([href, (await office.context.request.get(`${hall.server.url}${href}`)).status()]).toEqual([
      href,
      200,
    ]);
  }
  await page.getByText('Lời nhắn để sao chép').first().click();
  const message = await page.locator('[data-papers] textarea').first().inputValue();
  expect(message).toContain('KN-02');
  expect(message).not.toMatch(/Bích|0905/);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await misfits(page, false)).toMatchObject({ sideways: 0, cut: [] });
});
