import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FollowUpPaper, followUpPapers, type Role } from '../../shared/access.ts';
import { infoOf, readPages, squeeze, textOf } from '../server/documents/pdf.ts';
import type { Visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';

/* The papers after a dialogue: found where an office worker looks for them, drafts until the freeze, by whom may. */
let hall: TestHall;
let office: Visitor;
/** The address of a petition's note, as its page gives it. */
let noteHref = '';

beforeAll(async () => {
  hall = await openHall({ demo: true });
  office = await hall.enter('organizer', 'Lê Văn Phòng');
});
afterAll(() => hall?.close());

const pageOf = (name: string) => `${hall.server.url}/dialogues/${hall.dialogueId}${name}`;

async function fetched(person: Visitor, href: string) {
  const answer = await person.context.request.get(`${hall.server.url}${href}`);
  const bytes = new Uint8Array(await answer.body());
  return { status: answer.status(), name: answer.headers()['content-disposition'] ?? '', bytes };
}

async function linkOf(person: Visitor, name: string): Promise<string> {
  const href = await person.page.getByRole('link', { name, exact: true }).first().getAttribute('href');
  if (!href) throw new Error(`no link ${name}`);
  return href;
}

/** The first petition of the board that is open in the page, and its papers' addresses. */
async function petitionLinks(person: Visitor) {
  await person.page.goto(pageOf(''));
  await person.page.locator('[data-petition]').first().click();
  await person.page.getByText('Văn bản của kiến nghị này').waitFor();
  return {
    note: await linkOf(person, 'Phiếu ghi ý kiến: mở tệp PDF'),
    reply: await linkOf(person, 'Văn bản trả lời: tải tệp Word'),
  };
}

test('a petition gives its note and its letter, as drafts while nothing is frozen', async () => {
  const { note, reply } = await petitionLinks(office);
  noteHref = note;
  const pdf = await fetched(office, note);
  expect(pdf.status).toBe(200);
  expect(pdf.name).toMatch(/^inline; filename="phieu-ghi-y-kien-kn-\d+-/);
  const text = textOf(pdf.bytes);
  expect(text).toContain(squeeze('PHIẾU GHI Ý KIẾN'));
  expect(text).toMatch(/Kiếnnghịsố:KN-\d+/);
  const word = await fetched(office, reply);
  expect(word.status).toBe(200);
  expect(Buffer.from(word.bytes).subarray(0, 2).toString()).toBe('PK');
});

test('the blank note is at hand on the list and in the preparation, and is no draft', async () => {
  await office.page.goto(`${hall.server.url}/`);
  const onList = await linkOf(office, 'Mẫu phiếu ý kiến');
  await office.page.goto(pageOf('/preparation'));
  await office.page.getByText('Phiếu ghi ý kiến (mẫu trống)').waitFor();
  const prepared = await linkOf(office, 'Phiếu ghi ý kiến (mẫu trống): mở tệp PDF');
  for (const href of [onList, prepared]) {
    const { status, bytes } = await fetched(office, href);
    expect(status).toBe(200);
    expect(readPages(bytes)).toHaveLength(1);
    expect(textOf(bytes)).not.toContain('KN-');
  }
});

test('the year’s report is on the list, for the chosen year and quarter', async () => {
  const { page } = office;
  await page.goto(`${hall.server.url}/`);
  // What the form shows is what the link asks for: the last quarter of a year that is over.
  await expect.poll(() => page.getByLabel('Kỳ báo cáo').inputValue()).toBe('IV');
  expect(await linkOf(office, 'Quý IV/2023: mở tệp PDF')).toContain('quarter=IV');
  await page.getByLabel('Kỳ báo cáo').selectOption('II');
  await expect.poll(() => linkOf(office, 'Quý II/2023: mở tệp PDF')).toContain('quarter=II');
  const { status, bytes, name } = await fetched(office, await linkOf(office, 'Quý II/2023: mở tệp PDF'));
  expect(status).toBe(200);
  expect(name).toContain('bao-cao-ket-qua-giai-quyet-quy-II-2023.pdf');
  expect(textOf(bytes)).toContain(squeeze('tính đến ngày 30 tháng 6 năm 2023'));
  expect((await fetched(office, '/api/years/2023/follow-up/progress.pdf?quarter=V')).status).toBe(404);
});

const given: [Role, readonly FollowUpPaper[]][] = [
  ['recorder', ['blankNote', 'note', 'conclusion', 'reply']],
  ['chair', ['blankNote', 'note', 'conclusion', 'transfers', 'reply']],
  ['screen', []],
  ['public', []],
];
test.each(given)('the server gives a %s the papers of that role and no others', async (role, papers) => {
  const person = await hall.enter(role, role === 'chair' ? 'Nguyễn Hữu Bảng' : 'Phạm Thị Ghi Chép');
  const petition = noteHref.replace(/follow-up\/.*$/, 'follow-up');
  const dialogue = `/api/dialogues/${hall.dialogueId}/follow-up`;
  const paths = {
    blankNote: `${dialogue}/blankNote.pdf`,
    conclusion: `${dialogue}/conclusion.pdf`,
    transfers: `${dialogue}/transfers.pdf`,
    note: `${petition}/note.pdf`,
    reply: `${petition}/reply.pdf`,
    progress: '/api/years/2023/follow-up/progress.pdf',
  };
  for (const paper of followUpPapers) {
    const { status } = await fetched(person, paths[paper]);
    expect(status, `${role} ${paper}`).toBe(papers.includes(paper) ? 200 : 403);
  }
  const others = (await (await hall.call('GET', '/dialogues')).json()) as { id: string }[];
  const other = others.find(({ id }) => id !== hall.dialogueId);
  const elsewhere = await fetched(person, `/api/dialogues/${other?.id}/follow-up/conclusion.pdf`);
  expect(elsewhere.status).toBe(papers.includes('conclusion') ? 404 : 403);
  await person.context.close();
});

test('after the freeze the papers come from the record and are found beside it', async () => {
  const { page } = office;
  await page.goto(pageOf('/records'));
  await page.getByText('BẢN DỰ THẢO').waitFor();
  await page.goto(`${hall.server.url}/records/${await hall.freeze()}`);
  await page.getByText('Văn bản sau đối thoại').waitFor();
  const conclusion = await fetched(office, await linkOf(office, 'Thông báo kết luận: mở tệp PDF'));
  expect(conclusion.status).toBe(200);
  // The file's date is the record's: the same bytes whenever it is made.
  const again = await fetched(office, await linkOf(office, 'Thông báo kết luận: mở tệp PDF'));
  expect(Buffer.compare(conclusion.bytes, again.bytes)).toBe(0);
  const all = await fetched(office, await linkOf(office, 'Phiếu chuyển kiến nghị: mở tệp PDF'));
  const singles = page.getByRole('link', { name: /kiến nghị\): mở tệp PDF$/ });
  const count = await singles.count();
  expect(count).toBeGreaterThan(1);
  expect(Number(infoOf(all.bytes).get('Pages'))).toBeGreaterThanOrEqual(count);
  const one = await fetched(office, (await singles.first().getAttribute('href')) ?? '');
  expect(textOf(one.bytes).split(squeeze('PHIẾU CHUYỂN'))).toHaveLength(2);
  const none = await fetched(office, `/api/dialogues/${hall.dialogueId}/follow-up/transfers.pdf?authority=x`);
  expect(none.status).toBe(404);
  expect(Buffer.from(none.bytes).toString()).toContain('nothingToTransfer');
});
