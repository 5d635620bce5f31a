import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyPreparation, type Preparation } from '../../../shared/preparation.ts';
import { embeddedFiles } from '../../../shared/verify/pdf.ts';
import { textOf } from '../documents/pdf.ts';
import { unpack } from '../documents/zip.ts';
import { openWorkHall, type WorkHall } from './hall.ts';

/* Finance writes the estimate alone; a reviewer reads records on every path without the register's names. */
let hall: WorkHall;
let finance: string;
let reviewer: string;
const inDialogue = (rest: string) => `/dialogues/${hall.dialogueId}${rest}`;
const line = { item: 'Nước uống', unit: 'người', quantity: 80, unitPrice: 15_000, note: '' };

beforeAll(async () => {
  hall = await openWorkHall();
  finance = await hall.enter('finance', 'Lê Tài Chính');
  reviewer = await hall.enter('reviewer', 'Ngô Rà Soát');
});
afterAll(() => hall?.close());

async function prepared(): Promise<Preparation> {
  return JSON.parse((await hall.ask(hall.organizer, 'GET', inDialogue('/preparation'))).text);
}

test('finance changes the estimate; whatever else is sent, the office’s part stays what it is', async () => {
  const office = { ...emptyPreparation, startsAt: '08:00', contents: ['Vay vốn'], guests: ['Trạm Y tế xã'] };
  expect((await hall.ask(hall.organizer, 'PUT', inDialogue('/preparation'), office)).status).toBe(200);
  const { revision } = await prepared();
  const sent = { ...emptyPreparation, revision, startsAt: '23:59', guests: [], estimate: [line] };
  const text = JSON.stringify(sent).replace('{', '{"__proto__":{"startsAt":"23:59"},');
  expect((await hall.ask(finance, 'PUT', inDialogue('/estimate'), text)).status).toBe(200);
  expect(await prepared()).toEqual({ ...office, revision: revision + 1, estimate: [line] });
});

test('an estimate of an older, or of a made up, revision is refused; of two at once one is taken', async () => {
  const now = await prepared();
  for (const revision of [now.revision - 1, now.revision + 1, 0]) {
    const { status, json } = await hall.ask(finance, 'PUT', inDialogue('/estimate'), {
      revision,
      estimate: [],
    });
    expect([status, json.error]).toEqual([409, 'changedMeanwhile']);
  }
  expect(await prepared()).toEqual(now);
  const { revision } = now;
  const [one, other] = await Promise.all([
    hall.ask(finance, 'PUT', inDialogue('/estimate'), { revision, estimate: [line, line] }),
    hall.ask(hall.organizer, 'PUT', inDialogue('/preparation'), { ...now, startsAt: '07:30' }),
  ]);
  expect([one.status, other.status].sort()).toEqual([200, 409]);
  const after = await prepared();
  expect(after).toMatchObject(
    one.status === 200 ? { startsAt: '08:00' } : { startsAt: '07:30', estimate: [line] },
  );
});

test('finance is refused all but the estimate of its own dialogue', async () => {
  const { revision } = await prepared();
  const json = { revision, estimate: [line] };
  const refusal = async (cookie: string, method: string, path: string, sent: unknown = json) => {
    const answer = await hall.ask(cookie, method, path, sent);
    return [answer.status, answer.json.error];
  };
  expect(await refusal(finance, 'PUT', inDialogue('/preparation'), await prepared())).toEqual([
    403,
    'notAllowed',
  ]);
  const elsewhere = await hall.newDialogue();
  expect(await refusal(finance, 'PUT', `/dialogues/${elsewhere}/estimate`)).toEqual([404, 'notFound']);
  expect(await refusal(finance, 'PUT', '/dialogues/__proto__/estimate')).toEqual([404, 'notFound']);
  for (const role of ['recorder', 'chair', 'reviewer', 'screen', 'public'] as const)
    expect(await refusal(await hall.enter(role, 'Ai'), 'PUT', inDialogue('/estimate'))).toEqual([
      403,
      'notAllowed',
    ]);
  const bad = [
    { revision, estimate: [{ ...line, quantity: -1 }] },
    { revision, estimate: [{ ...line, item: 'x'.repeat(501) }] },
    { revision, estimate: Array.from({ length: 201 }, () => line) },
    { estimate: [line] },
  ];
  for (const sent of bad)
    expect(await refusal(finance, 'PUT', inDialogue('/estimate'), sent)).toEqual([400, 'badInput']);
  for (const path of ['/plans', '/people', '/privacy/audit']) {
    const { status } = await hall.ask(finance, 'GET', path);
    expect([path, status]).toEqual([path, 403]);
  }
  expect((await hall.ask(finance, 'GET', inDialogue('/documents/estimate.pdf'))).status).toBe(200);
  for (const paper of ['invitations', 'delegates', 'attendance', 'notice'])
    expect((await hall.ask(finance, 'GET', inDialogue(`/documents/${paper}.pdf`))).status).toBe(403);
});

test('a reviewer finds none of the register’s names, phones or addresses on any path of a record', async () => {
  await hall.raise({
    field: 'Vay vốn',
    village: 'Đăk Vang',
    content: 'Xin mở đường',
    name: 'A Lăng Giấu Kín',
    phone: '0905777888',
  });
  const frozen = JSON.parse((await hall.ask(hall.organizer, 'POST', inDialogue('/freezes'))).text);
  const recorder = await hall.enter('recorder', 'Thư ký');
  await hall.ask(recorder, 'POST', `/freezes/${frozen.id}/reopening`, { reason: 'sửa' });
  const second = JSON.parse((await hall.ask(hall.organizer, 'POST', inDialogue('/freezes'))).text);
  const secret = /Giấu Kín|0905777888|0905 777 888/;
  // The organizer's own copy holds them: the walk below could not miss them.
  expect((await hall.ask(hall.organizer, 'GET', `/freezes/${frozen.id}/record.json`)).text).toMatch(secret);
  const texts = [
    inDialogue('/freezes'),
    inDialogue('/review'),
    ...[frozen.id, second.id].flatMap((id) => [
      `/freezes/${id}`,
      `/freezes/${id}/record.json`,
      `/freezes/${id}/record.json?personal=1`,
      `/freezes/${id}/threads`,
      `/freezes/${id}/signatures`,
    ]),
  ];
  for (const path of texts) {
    const { status, text } = await hall.ask(reviewer, 'GET', path);
    expect([path, status]).toEqual([path, 200]);
    expect(text, path).not.toMatch(secret);
    // The register's Yjs state, base64, holds every name that was ever typed.
    for (const state of text.match(/[A-Za-z0-9+/]{40,}={0,2}/g) ?? [])
      expect(Buffer.from(state, 'base64').toString('utf8'), path).not.toMatch(secret);
  }
  const files = [
    `/freezes/${frozen.id}/documents/minutes`,
    `/freezes/${frozen.id}/documents/report`,
    `/freezes/${second.id}/comparison/${frozen.id}/comparison`,
  ];
  for (const path of files) {
    for (const ending of ['.pdf', '.pdf?personal=1', '.docx']) {
      const answer = await fetch(`${hall.url}/api${path}${ending}`, { headers: { cookie: reviewer } });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      expect([path, ending, answer.status]).toEqual([path, ending, 200]);
      const isWord = ending === '.docx';
      const parts = isWord ? unpack(bytes).files.values() : await embeddedFiles(bytes);
      for (const part of parts) expect(Buffer.from(part ?? []).toString('utf8'), path).not.toMatch(secret);
      if (!isWord) expect(textOf(bytes), path).not.toMatch(/GiấuKín|0905777888/);
    }
  }
  const refused = ['petitions.xlsx', 'petitions.csv', 'session.json', 'session.zip'];
  for (const file of refused) {
    const { status } = await hall.ask(reviewer, 'GET', `/freezes/${frozen.id}/${file}`);
    expect([file, status]).toEqual([file, 403]);
  }
  for (const path of [
    '/history',
    '/history/state',
    '/documents/delegates.pdf',
    '/follow-up/transfers.pdf',
    '/follow-up/conclusion.pdf',
    '/work',
    `/papers/${'0'.repeat(64)}`,
  ])
    expect([path, (await hall.ask(reviewer, 'GET', inDialogue(path))).status]).toEqual([path, 403]);
  const sign = { hash: second.hash, name: 'Ngô Rà Soát', title: '', drawing: '' };
  expect((await hall.ask(reviewer, 'POST', `/freezes/${second.id}/signatures`, sign)).status).toBe(403);
  expect((await hall.ask(reviewer, 'POST', `/freezes/${second.id}/reopening`, { reason: 'x' })).status).toBe(
    403,
  );
});
