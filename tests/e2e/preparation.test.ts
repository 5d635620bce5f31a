import { afterAll, beforeAll, expect, test } from 'vitest';
import { mayMake, type OfficePaper, officePapers, type Role } from '../../shared/access.ts';
import { boxOf, find, infoOf, readPages, squeeze, textOf } from '../server/documents/pdf.ts';
import type { Visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';

/* The office's papers: made where an office worker looks for them, by whom the access table lets, as they were saved. */
let hall: TestHall;
let office: Visitor;
const people: Partial<Record<Role, Visitor>> = {};

beforeAll(async () => {
  hall = await openHall({ demo: true });
  office = await hall.enter('organizer', 'Lê Văn Phòng');
  people.organizer = office;
});
afterAll(() => hall?.close());

const pageOf = (name: string) => `${hall.server.url}/dialogues/${hall.dialogueId}/${name}`;

/** What a link of the page gives: its status and bytes, asked for by that person. */
async function fetched(person: Visitor, href: string) {
  const answer = await person.context.request.get(`${hall.server.url}${href}`);
  return {
    status: answer.status(),
    type: answer.headers()['content-type'],
    bytes: new Uint8Array(await answer.body()),
  };
}

/** The address that a named link leads to. */
async function linkOf(person: Visitor, name: string): Promise<string> {
  const href = await person.page.getByRole('link', { name }).getAttribute('href');
  if (!href) throw new Error(`no link ${name}`);
  return href;
}

async function personOf(role: Role): Promise<Visitor> {
  people[role] ??= await hall.enter(role, role === 'chair' ? 'Nguyễn Hữu Bảng' : 'Phạm Thị Ghi Chép');
  return people[role];
}

test('invitations are printed for whom the office chose, one a page, and say what was saved', async () => {
  const { page } = office;
  await page.goto(pageOf('preparation'));
  await page.getByLabel('Giờ bắt đầu').fill('08:15');
  await page.getByLabel(/Lưu ý người được mời/).fill('Mang theo sổ hộ nghèo');
  await page.getByLabel(/Đơn vị, chức danh/).fill('Thường trực Đảng ủy xã\nTrạm Y tế xã');
  // The groups come with the register, which the form does not wait for.
  await page.getByRole('checkbox', { name: /Bí thư Chi bộ/ }).waitFor();
  for (const box of await page.getByRole('checkbox').all()) await box.uncheck();
  await page.getByRole('checkbox', { name: /Bí thư Chi bộ/ }).check();
  await page.getByRole('button', { name: 'Lưu phần chuẩn bị' }).click();
  await page.getByText('Đã lưu. Văn bản in từ bây giờ').waitFor();
  const { status, bytes } = await fetched(office, await linkOf(office, 'Giấy mời: mở tệp PDF'));
  expect(status).toBe(200);
  const pages = readPages(bytes);
  expect(pages).toHaveLength(2 + 7);
  const text = textOf(bytes);
  expect(text).toContain(squeeze('trân trọng kính mời: Trạm Y tế xã'));
  expect(text).toContain(squeeze('08 giờ 15 phút'));
  expect(text).toContain(squeeze('Mang theo sổ hộ nghèo.'));
  expect(text.match(/GIẤYMỜI/g)).toHaveLength(9);
  const word = await fetched(office, await linkOf(office, 'Giấy mời: tải tệp Word'));
  expect(word.status).toBe(200);
  expect(Buffer.from(word.bytes.subarray(0, 2)).toString()).toBe('PK');
  expect(office.errors).toEqual([]);
});

test('the estimate counts while it is typed, the Vietnamese way, and prints its total in words', async () => {
  const { page } = office;
  await page.goto(pageOf('preparation'));
  await page.getByLabel('Nội dung chi 1').waitFor();
  const remove = page.getByRole('button', { name: /^Xóa khoản/ });
  while ((await remove.count()) > 1) await remove.last().click();
  await page.getByLabel('Nội dung chi 1').fill('Nước uống');
  await page.getByLabel('Số lượng').fill('1.200');
  await page.getByLabel('Đơn giá (đồng)').fill('12.500');
  await expect.poll(() => page.getByTestId('total').textContent()).toContain('15.000.000 đồng');
  await page.getByRole('button', { name: 'Thêm khoản chi' }).click();
  await page.keyboard.type('Thuê loa');
  await page.getByLabel('Đơn giá (đồng)').last().fill('21.05');
  await page.getByRole('button', { name: 'Lưu phần chuẩn bị' }).click();
  await page.getByText('Số đồng nguyên, từ 0').waitFor();
  await page.getByLabel('Đơn giá (đồng)').last().fill('21.055');
  await expect
    .poll(() => page.getByTestId('total').textContent())
    .toContain('Mười lăm triệu không trăm hai mươi mốt nghìn không trăm năm mươi lăm đồng');
  await page.getByRole('button', { name: 'Lưu phần chuẩn bị' }).click();
  await page.getByText('Đã lưu. Văn bản in từ bây giờ').waitFor();
  const { bytes } = await fetched(office, await linkOf(office, 'Dự toán kinh phí: mở tệp PDF'));
  const text = textOf(bytes);
  expect(text).toContain('15.021.055Bằngchữ:');
  expect(text).toContain(
    squeeze('Mười lăm triệu không trăm hai mươi mốt nghìn không trăm năm mươi lăm đồng.'),
  );
});

test('a preparation that another device saved meanwhile is not overwritten, and what was typed stays', async () => {
  const { page } = office;
  await page.goto(pageOf('preparation'));
  await page.getByLabel(/Đề nghị các thôn/).fill('Mời đủ hộ nghèo');
  const path = `/dialogues/${hall.dialogueId}/preparation`;
  const other = await (await hall.call('GET', path)).json();
  await hall.call('PUT', path, { ...other, duties: ['Của máy khác'] });
  await page.getByRole('button', { name: 'Lưu phần chuẩn bị' }).click();
  await page.getByText('Người khác đã lưu nội dung này').waitFor();
  expect(await page.getByLabel(/Đề nghị các thôn/).inputValue()).toBe('Mời đủ hộ nghèo');
  expect((await (await hall.call('GET', path)).json()).duties).toEqual(['Của máy khác']);
  // Left and opened again: what was typed is still there, and may be saved over the other's.
  await page.reload();
  await page.getByText('Đã mở lại phần bạn sửa dở').waitFor();
  expect(await page.getByLabel(/Đề nghị các thôn/).inputValue()).toBe('Mời đủ hộ nghèo');
  await page.getByRole('button', { name: 'Lưu phần chuẩn bị' }).click();
  await page.getByRole('button', { name: 'Lưu đè bản của tôi' }).click();
  await page.getByText('Đã lưu. Văn bản in từ bây giờ').waitFor();
  expect((await (await hall.call('GET', path)).json()).duties).toEqual(['Mời đủ hộ nghèo']);
  await page.reload();
  await page.getByLabel(/Đề nghị các thôn/).waitFor();
  expect(await page.getByText('Đã mở lại phần bạn sửa dở').count()).toBe(0);
});

test('the plan’s page leads to the plan and the estimate as PDF and Word', async () => {
  await office.page.goto(`${hall.server.url}/plan`);
  const plan = await fetched(office, await linkOf(office, 'Kế hoạch: mở tệp PDF'));
  expect(plan.type).toBe('application/pdf');
  expect(textOf(plan.bytes)).toContain(squeeze('IV. TỔ CHỨC THỰC HIỆN'));
  expect(infoOf(plan.bytes).get('Title')).toMatch(/^Kế hoạch tổ chức đối thoại/);
  expect((await fetched(office, await linkOf(office, 'Kế hoạch: tải tệp Word'))).status).toBe(200);
  const estimate = await fetched(office, await linkOf(office, 'Dự toán kinh phí: mở tệp PDF'));
  expect(textOf(estimate.bytes)).toContain(squeeze('Tổng cộng'));
});

const pathOf = (paper: OfficePaper, planId: string) =>
  paper === 'plan'
    ? `/api/plans/${planId}/documents/plan.pdf`
    : `/api/dialogues/${hall.dialogueId}/documents/${paper}.pdf`;

test.each(['organizer', 'recorder', 'chair', 'screen', 'public'] as const)(
  'the server makes for the %s what the table lets, and nothing else',
  async (role) => {
    const person = await personOf(role);
    const [plan] = await (await hall.call('GET', '/plans')).json();
    for (const paper of officePapers.filter((one) => one !== 'specimen')) {
      const { status } = await fetched(person, pathOf(paper, plan.id));
      expect(status, `${role} ${paper}`).toBe(mayMake(role, paper) ? 200 : 403);
    }
    const [other] = (await (await hall.call('GET', '/dialogues')).json()).filter(
      ({ id }: { id: string }) => id !== hall.dialogueId,
    );
    const elsewhere = await fetched(person, `/api/dialogues/${other.id}/documents/delegates.pdf`);
    expect(elsewhere.status).toBe(role === 'organizer' ? 200 : mayMake(role, 'delegates') ? 404 : 403);
    const put = await person.context.request.put(
      `${hall.server.url}/api/dialogues/${hall.dialogueId}/preparation`,
      {
        data: await (await hall.call('GET', `/dialogues/${hall.dialogueId}/preparation`)).json(),
        headers: { origin: hall.server.url },
      },
    );
    expect(put.status()).toBe(role === 'organizer' ? 200 : 403);
    const specimen = await person.context.request.post(`${hall.server.url}/api/office/specimen.pdf`, {
      data: await (await hall.call('GET', '/office')).json(),
      headers: { origin: hall.server.url },
    });
    expect(specimen.status()).toBe(role === 'organizer' ? 200 : 403);
  },
);

test('nobody without a session gets a paper, and an unknown one is not found', async () => {
  const path = `/api/dialogues/${hall.dialogueId}/documents`;
  expect((await fetch(`${hall.server.url}${path}/delegates.pdf`)).status).toBe(401);
  expect((await fetched(office, `${path}/plan.pdf`)).status).toBe(404);
  expect((await fetched(office, `${path}/delegates.exe`)).status).toBe(404);
});

test('a recorder finds the lists, and nothing that only the office may do', async () => {
  const recorder = await personOf('recorder');
  await recorder.page.goto(pageOf('preparation'));
  await recorder.page.getByRole('link', { name: 'Danh sách đại biểu: mở tệp PDF' }).waitFor();
  // The estimate is for the hall to read, for office and finance to change.
  await recorder.page.getByRole('link', { name: 'Dự toán kinh phí: mở tệp PDF' }).waitFor();
  expect(await recorder.page.getByRole('button', { name: 'Lưu phần chuẩn bị' }).count()).toBe(0);
  const { bytes } = await fetched(recorder, await linkOf(recorder, 'Danh sách có mặt: mở tệp PDF'));
  expect(textOf(bytes)).toContain('Kýtên');
  expect(recorder.errors).toEqual([]);
});

test('settings show the page while they are typed, where the true PDF has it', async () => {
  const { page } = office;
  await page.goto(`${hall.server.url}/settings`);
  const part = (name: string) => page.locator(`[data-preview] [data-part="${name}"]`);
  await page.getByLabel('Địa danh').fill('Đăk Mốt');
  await page.getByLabel('Thẩm quyền ký').fill('TM. ỦY BAN NHÂN DÂN\nkt. chủ tịch');
  await page.getByLabel('Chức vụ người ký').fill('Phó Chủ tịch');
  await page.getByLabel('Viết tắt của thông báo').fill('TBao');
  await page.getByLabel(/Nơi nhận thường dùng/).fill('Đảng ủy xã (b/c)\nLưu: VT, VP');
  await expect
    .poll(() => part('title').allTextContents())
    .toEqual(['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']);
  expect(await part('number').textContent()).toContain('/TBao-UBND');
  expect(await part('placeDate').textContent()).toContain('Đăk Mốt, ngày');
  expect(await part('recipient').allTextContents()).toEqual(['- Đảng ủy xã (b/c);', '- Lưu: VT, VP.']);
  expect(await part('body').allTextContents()).toEqual(['ỦY BAN NHÂN DÂN', 'XÃ SA LOONG']);

  const sent = page.waitForRequest((request) => request.url().endsWith('/api/office/specimen.pdf'));
  const opened = page.context().waitForEvent('page');
  await page.getByRole('button', { name: 'Xem tệp PDF thật' }).click();
  await (await opened).close();
  await page.getByRole('link', { name: 'Mở tệp PDF vừa tạo' }).waitFor();
  // The browser keeps no copy of a PDF that it made a file of; the same form gives the same page.
  const again = await page.context().request.post(`${hall.server.url}/api/office/specimen.pdf`, {
    data: (await sent).postDataJSON(),
    headers: { origin: hall.server.url },
  });
  const pages = readPages(new Uint8Array(await again.body()));
  const paper = await page.locator('[data-preview]').boundingBox();
  if (!paper) throw new Error('no preview');
  const mm = paper.width / 210;
  for (const [name, words] of [
    ['national', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
    ['motto', 'Độc lập - Tự do - Hạnh phúc'],
    ['body', 'XÃ SA LOONG'],
    ['number', '/TBao-UBND'],
    ['kind', 'THÔNG BÁO'],
  ] as const) {
    const shown = await part(name).last().boundingBox();
    const printed = boxOf(find(pages, words));
    if (!shown) throw new Error(`${name} is not shown`);
    expect(Math.abs((shown.y - paper.y) / mm - printed.top), name).toBeLessThan(1.5);
    const middle = (shown.x + shown.width / 2 - paper.x) / mm;
    if (name !== 'number')
      expect(Math.abs(middle - (printed.left + printed.right) / 2), name).toBeLessThan(1.5);
  }
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await page.getByText('Đã lưu').first().waitFor();
  await page.reload();
  await expect.poll(() => page.getByLabel('Viết tắt của thông báo').inputValue()).toBe('TBao');
  expect(await page.getByLabel('Thẩm quyền ký').inputValue()).toBe('TM. ỦY BAN NHÂN DÂN\nkt. chủ tịch');
  expect(office.errors).toEqual([]);
});

test('the office’s settings have bounds, and a page of an older version takes nothing away', async () => {
  const stored = await (await hall.call('GET', '/office')).json();
  const put = (data: unknown) =>
    office.context.request.put(`${hall.server.url}/api/office`, {
      data,
      headers: { origin: hall.server.url },
    });
  for (const wrong of [
    { kindSigns: { notice: 'DÀIQUÁTÁMCHỮ' } },
    { kindSigns: { notice: 'T/B' } },
    { copies: '0' },
    { copies: 'hai' },
    { recipients: ['a'.repeat(301)] },
    { authority: 'a'.repeat(301) },
  ])
    expect((await put({ ...stored, ...wrong })).status(), JSON.stringify(wrong).slice(0, 40)).toBe(400);
  const { kindSigns, recipients, copies, ...older } = { ...stored, copies: '2' };
  expect((await put({ ...older, kindSigns, recipients, copies })).status()).toBe(200);
  expect((await put(older)).status()).toBe(200);
  const now = await (await hall.call('GET', '/office')).json();
  expect(now).toMatchObject({
    kindSigns: { notice: 'TBao' },
    recipients: ['Đảng ủy xã (b/c)', 'Lưu: VT, VP'],
    copies: '2',
  });
});
