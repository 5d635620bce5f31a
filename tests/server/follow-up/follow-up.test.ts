import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { moveTo, setPetition } from '../../../shared/docs/board.ts';
import type { FollowUpAct } from '../../../shared/follow-up.ts';
import type { PetitionState } from '../../../shared/petition.ts';
import { addWorkingDays, dayInVietnam, defaultDueDate } from '../../../shared/working-days.ts';
import type { FollowedPetition, FollowUpList } from '../../../shared/worklists.ts';
import { joinAs, until } from '../../e2e/peer.ts';
import { readZip } from '../documents/zip.ts';
import { formOf, mapOf, openWorkHall, shownTo, units, type WorkHall, workOf } from '../work/hall.ts';

/* What follows a dialogue, over HTTP: the record stays as it was frozen, and everything that comes after it is in the book. */
const today = dayInVietnam(new Date());
const day = (count: number) => addWorkingDays(today, count, []);
const matter = { field: 'Vay vốn', village: 'Đăk Vang', unit: units.land };
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

let hall: WorkHall;
let officer: string;
let village: string;
let chair: string;
const ids: Record<'road' | 'water' | 'forest' | 'loan' | 'again', string> = {
  road: '',
  water: '',
  forest: '',
  loan: '',
  again: '',
};

/** Moves a petition on the recorder's board. */
async function put(
  id: string,
  to: PetitionState,
  values: Parameters<typeof setPetition>[2] = {},
): Promise<void> {
  setPetition(hall.board.doc, mapOf(hall.board.doc, id), values);
  moveTo(hall.board.doc, mapOf(hall.board.doc, id), to, 'Nguyễn Hữu Bảng', new Date().toISOString());
  await until(hall.board.doc, () => hall.petition(id).state === to);
}

const listOf = async (cookie: string, query = ''): Promise<FollowUpList> =>
  JSON.parse((await hall.ask(cookie, 'GET', `/follow-up${query}`)).text);
const one = async (id: string, cookie = hall.organizer): Promise<FollowedPetition> => {
  const found = (await listOf(cookie, '?ended=1')).petitions.find((each) => each.id === id);
  if (!found) throw new Error(`${id} is in no list`);
  return found;
};
/** An act of the office on petitions as they stand. */
async function act(
  wanted: string[],
  sent: FollowUpAct,
  more: { cookie?: string; state?: PetitionState } = {},
): Promise<{ status: number; error?: string; problems?: string[] }> {
  const petitions = [];
  for (const id of wanted) petitions.push({ id, state: more.state ?? (await one(id)).state });
  const path = `/dialogues/${hall.dialogueId}/follow-up-acts`;
  const { status, json } = await hall.ask(more.cookie ?? hall.organizer, 'POST', path, {
    petitions,
    act: sent,
  });
  return {
    status,
    ...(json.error ? { error: json.error } : {}),
    ...(json.problems ? { problems: json.problems } : {}),
  };
}
async function handIn(id: string, bytes: Uint8Array<ArrayBuffer>, cookie = hall.organizer) {
  const answer = await fetch(`${hall.url}/api/answer-files/${hall.dialogueId}/${id}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/octet-stream' },
    body: bytes,
  });
  return { status: answer.status, json: await answer.json() };
}
const fetched = (cookie: string, id: string, hash: string) =>
  fetch(`${hall.url}/api/answer-files/${hall.dialogueId}/${id}/${hash}`, { headers: { cookie } });
const paper = { number: '12/UBND', date: today, file: null };

beforeAll(async () => {
  hall = await openWorkHall();
  officer = await hall.enter('officer', 'Trần Công Chức', { unit: units.land });
  village = await hall.enter('village', 'A Trưởng Thôn', { village: 'Đăk Vang' });
  chair = await hall.enter('chair', 'Nguyễn Hữu Bảng');
  const raise = (content: string, name: string, values = {}) =>
    hall.raise({ ...matter, content, name, phone: '0905123456', ...values });
  ids.road = await raise('Xin mở đường', 'A Lăng Thiết');
  ids.water = await raise('Xin làm thủy lợi', 'Y Bích Hoa');
  ids.forest = await raise('Xin cấp giấy rừng', 'A Tám Nhỏ', { village: 'Hào Lý' });
  ids.loan = await raise('Y Nga Sen hỏi vay vốn', 'Y Nga Sen', { answer: 'Được vay 50 triệu đồng' });
  ids.again = await raise('Cũng xin mở đường', 'A Bé Năm', { village: 'Hào Lý' });
  await put(ids.road, 'deferred', { dueDate: day(7) });
  for (const id of [ids.water, ids.forest])
    await put(id, 'escalated', { dueDate: day(8), authority: 'UBND tỉnh' });
  await put(ids.loan, 'answered');
  await put(ids.again, 'merged', { mergedInto: ids.road });
  // The table of petitions follows the board within a second.
  const isMerged = ({ id, place }: FollowedPetition) => id === ids.again && place === 'merged';
  await vi.waitUntil(async () => (await listOf(hall.organizer, '?ended=1')).petitions.some(isMerged), 20_000);
});
afterAll(() => hall?.close());

describe('while the dialogue is open', () => {
  test('acts go onto the board, and what it has no field for into the book beside it', async () => {
    expect(await act([ids.water], { kind: 'dueMoved', dueDate: day(9), reason: 'chờ họp' })).toEqual({
      status: 200,
    });
    await until(hall.board.doc, () => hall.petition(ids.water).dueDate === day(9));
    expect(await act([ids.water], { kind: 'sent', authority: 'UBND tỉnh', ...paper })).toEqual({
      status: 200,
    });
    await expect.poll(async () => (await one(ids.water)).sent).toEqual({ number: '12/UBND', date: today });
    const file = (await handIn(ids.road, pdf, officer)).json;
    const form = {
      ...formOf(await shownTo(hall, officer, ids.road), {
        outcome: 'replied',
        replyNumber: '7',
        replyDate: today,
      }),
      file,
    };
    expect(
      (await hall.ask(officer, 'POST', `/dialogues/${hall.dialogueId}/work/${ids.road}/ruling`, form)).status,
    ).toBe(200);
    await until(hall.board.doc, () => hall.petition(ids.road).state === 'replied');
    const [filed] = (await one(ids.road)).book;
    expect(filed?.event).toMatchObject({
      by: 'Trần Công Chức',
      of: units.land,
      act: { kind: 'filed', number: '7' },
    });
    // The office opens it again on the board.
    await expect.poll(async () => (await one(ids.road)).state).toBe('replied');
    expect(await act([ids.road], { kind: 'reopened', reason: 'nhầm', dueDate: day(7) })).toEqual({
      status: 200,
    });
    await until(hall.board.doc, () => hall.petition(ids.road).state === 'deferred');
    expect(hall.petition(ids.road)).toMatchObject({ replyNumber: '', dueDate: day(7) });
    await expect.poll(async () => (await one(ids.road)).state).toBe('deferred');
  });
});

describe('after the freeze', () => {
  let record = '';
  beforeAll(async () => {
    const made = await hall.ask(hall.organizer, 'POST', `/dialogues/${hall.dialogueId}/freezes`);
    expect(made.status).toBe(201);
    record = JSON.parse(made.text).id;
  });
  const recordText = async () =>
    (await hall.ask(hall.organizer, 'GET', `/freezes/${record}/record.json`)).text;

  test('an officer answers, the village head tells; the record and its documents stay as they are', async () => {
    const before = await recordText();
    const { json: file } = await handIn(ids.road, pdf, officer);
    const path = `/dialogues/${hall.dialogueId}/work/${ids.road}`;
    const shown = await shownTo(hall, officer, ids.road);
    const answer = 'Đã bố trí vốn; ông A Lăng Thiết được mời họp.';
    const form = {
      ...formOf(shown, { outcome: 'replied', answer, replyNumber: '45/UBND', replyDate: today }),
      file,
    };
    for (let time = 0; time < 2; time++)
      expect((await hall.ask(officer, 'POST', `${path}/ruling`, form)).json.state).toBe('replied');
    const stale = await hall.ask(officer, 'POST', `${path}/ruling`, { ...form, replyNumber: '46/UBND' });
    expect([stale.status, stale.json.error, stale.json.now?.replyNumber]).toEqual([
      409,
      'changedMeanwhile',
      '45/UBND',
    ]);
    const work = await workOf(hall, village);
    const told = work.kind === 'village' ? work.petitions.find(({ id }) => id === ids.road) : undefined;
    const seen = { state: told?.state, answer: told?.answer, replyNumber: told?.replyNumber };
    const telling = { how: 'Gặp A Lăng Thiết tại nhà', at: today, seen };
    for (let time = 0; time < 2; time++)
      expect((await hall.ask(village, 'POST', `${path}/told`, telling)).status).toBeLessThan(
        time ? 500 : 201,
      );
    const now = await one(ids.road);
    expect(now).toMatchObject({
      state: 'closed',
      place: 'closed',
      replyNumber: '45/UBND',
      merged: ['KN-05'],
    });
    // The first two were noted before the freeze.
    expect(now.book.map(({ event }) => event.act.kind)).toEqual(['filed', 'replied', 'told']);
    expect(now.history.map(({ from, to }) => `${from} ${to}`).slice(-2)).toEqual([
      'deferred replied',
      'replied closed',
    ]);
    const all = JSON.stringify(now.book);
    expect(all).toContain('một người dân');
    expect(all, 'the book holds no name').not.toMatch(/Thiết|0905/);
    expect(await recordText()).toBe(before);
    expect(hall.petition(ids.road).state).toBe('deferred');
    // The merged one ended with it.
    expect((await one(ids.again)).place).toBe('merged');
  });

  test('letters, transfer sheets and the report on results say how things stand now', async () => {
    const words = async (path: string) => {
      const answer = await fetch(`${hall.url}/api${path}`, { headers: { cookie: hall.organizer } });
      expect(answer.status).toBe(200);
      const part = readZip(new Uint8Array(await answer.arrayBuffer())).files.get('word/document.xml');
      return (part ?? '').replace(/<[^>]+>/g, '');
    };
    const letter = await words(`/dialogues/${hall.dialogueId}/petitions/${ids.road}/follow-up/reply.docx`);
    expect(letter).toContain('45/UBND');
    expect(letter).toContain('Đã bố trí vốn');
    expect(letter, 'the register names whom it goes to').toContain('A Lăng Thiết');
    const report = await words('/years/2026/follow-up/progress.docx');
    expect(report).toMatch(/Đã giải quyết: 02/);
    const figures = JSON.parse((await hall.ask(hall.organizer, 'GET', '/numbers?year=2026')).text).all;
    expect(figures, 'the page counts what the report counts').toMatchObject({
      received: 5,
      hall: 1,
      inTime: 1,
      merged: 1,
    });
    expect(report).toContain('giải quyết ngay tại hội nghị 01, trả lời sau hội nghị đúng hạn 01');
    const conclusion = await words(`/dialogues/${hall.dialogueId}/follow-up/conclusion.docx`);
    expect(conclusion, 'what was concluded in the hall').not.toContain('45/UBND');
  });

  test('one letter of an authority answers two; a village head is not shown it, the officer neither', async () => {
    expect(
      await act([ids.water, ids.forest], {
        kind: 'sent',
        authority: 'UBND tỉnh',
        ...paper,
        number: '3/PC-UBND',
      }),
    ).toEqual({
      status: 200,
    });
    const { json: file } = await handIn(ids.water, pdf);
    expect(
      await act([ids.water, ids.forest], {
        kind: 'returned',
        answer: 'Đồng ý',
        ...paper,
        number: '88/UBND',
        file,
      }),
    ).toEqual({ status: 200 });
    for (const id of [ids.water, ids.forest])
      expect(await one(id)).toMatchObject({ place: 'untold', replyNumber: '88/UBND', answer: 'Đồng ý' });
    expect((await fetched(hall.organizer, ids.forest, file.hash)).status).toBe(200);
    expect((await fetched(chair, ids.water, file.hash)).status).toBe(200);
    expect((await fetched(officer, ids.water, file.hash)).status).toBe(404);
    expect((await fetched(village, ids.water, file.hash)).status).toBe(404);
    expect((await fetched(village, ids.forest, file.hash)).status).toBe(404);
    for (const role of ['finance', 'reviewer', 'screen', 'public'] as const)
      expect((await fetched(await hall.enter(role, 'Ai đó'), ids.water, file.hash)).status).toBe(403);
    // The own unit's letter, and the letter to a citizen of the own village.
    const own = await one(ids.road);
    const hash = own.book.flatMap(({ event: { act: each } }) =>
      'file' in each && each.file ? [each.file.hash] : [],
    )[0];
    expect(hash).toBe(file.hash);
    const letter = await fetched(officer, ids.road, file.hash);
    expect(Buffer.from(await letter.arrayBuffer())).toEqual(pdf);
    expect(letter.headers.get('content-security-policy')).toContain('sandbox');
    expect(letter.headers.get('x-content-type-options')).toBe('nosniff');
    expect(letter.headers.get('content-disposition')).toMatch(/^attachment/);
    const log = JSON.parse((await hall.ask(hall.organizer, 'GET', '/privacy/audit')).text);
    expect(JSON.stringify(log)).toContain(file.hash);
  });

  test('what an answer’s file is counts, not what it is called; programs and large ones are refused', async () => {
    const refused = async (
      bytes: Uint8Array<ArrayBuffer>,
      status: number,
      error: string,
      cookie = hall.organizer,
    ) => expect(await handIn(ids.water, bytes, cookie)).toMatchObject({ status, json: { error } });
    await refused(new TextEncoder().encode('<html><script>alert(1)</script>'), 415, 'notAnswer');
    await refused(new TextEncoder().encode('%PDF-1.7 without an end'), 415, 'notAnswer');
    await refused(new Uint8Array(0), 415, 'notAnswer');
    await refused(new Uint8Array(15 * 1024 * 1024 + 1), 413, 'answerTooLarge');
    const other = await hall.enter('officer', 'Vũ Xã Hội', { unit: units.social });
    await refused(pdf, 404, 'notFound', other);
    for (const cookie of [chair, village]) await refused(pdf, 403, 'notAllowed', cookie);
    // A file of another petition is none of this one's.
    const { json: mine } = await handIn(ids.road, Buffer.from(`${pdf}%%EOF\n`));
    expect(await act([ids.loan], { kind: 'filed', ...paper, file: mine })).toMatchObject({
      problems: ['file'],
    });
  });

  test('an act that does not fit is refused and nothing is noted, for one as for many', async () => {
    const told = { kind: 'told', how: 'Điện thoại', on: today } as const;
    expect(await act([ids.loan, ids.road], told)).toMatchObject({ status: 409, error: 'notReady' });
    expect((await one(ids.loan)).place).toBe('answered');
    expect(await act([ids.loan], { ...told, how: '' })).toMatchObject({ problems: ['toldHow'] });
    expect(await act([ids.loan], { ...told, on: '2020-01-01' })).toMatchObject({ problems: ['toldDay'] });
    expect(await act([ids.loan], told, { state: 'replied' })).toMatchObject({ error: 'changedMeanwhile' });
    expect(await act([ids.water], { kind: 'sent', authority: '', ...paper })).toMatchObject({
      problems: ['outcome'],
    });
    expect(await act([ids.loan], { kind: 'assigned', unit: 'Không có đơn vị này' })).toMatchObject({
      error: 'badInput',
    });
    for (const cookie of [officer, village, chair])
      expect(await act([ids.loan], told, { cookie })).toMatchObject({ status: 403 });
    expect(await act([ids.loan], told)).toEqual({ status: 200 });
    expect(await one(ids.loan)).toMatchObject({ place: 'closed', toldHow: 'Điện thoại' });
    expect(await act([ids.again], { kind: 'withdrawn', reason: 'x' })).toMatchObject({
      problems: ['outcome'],
    });
  });

  test('a day is moved with a reason, to a working day; who is not content has the petition opened again', async () => {
    expect(await act([ids.road], { kind: 'reopened', reason: '', dueDate: '' })).toMatchObject({
      problems: ['reason'],
    });
    expect(
      await act([ids.road], {
        kind: 'reopened',
        reason: 'A Lăng Thiết chưa đồng ý, 0905 123 456',
        dueDate: '',
      }),
    ).toEqual({
      status: 200,
    });
    expect(await one(ids.road)).toMatchObject({
      state: 'deferred',
      dueDate: defaultDueDate(today, []),
      replyNumber: '',
      toldHow: '',
    });
    expect(JSON.stringify((await one(ids.road)).book)).not.toMatch(/Thiết|0905/);
    const moved = { kind: 'dueMoved', reason: 'chờ đo đạc' } as const;
    expect(await act([ids.road], { ...moved, dueDate: '2099-01-03' })).toMatchObject({
      problems: ['dueDay'],
    });
    expect(await act([ids.road], { ...moved, reason: '', dueDate: day(3) })).toMatchObject({
      problems: ['dueReason'],
    });
    expect(await act([ids.road], { ...moved, dueDate: day(3) })).toEqual({ status: 200 });
    expect(await one(ids.road)).toMatchObject({ place: 'soon', dueDate: day(3), dueReason: 'chờ đo đạc' });
  });

  test('everybody sees what is theirs: a unit without names, a dialogue, all of them', async () => {
    const { petitions: mine, dialogues } = await listOf(officer);
    expect(new Set(mine.map(({ unit }) => unit))).toEqual(new Set([units.land]));
    expect(dialogues.map(({ id, booked }) => [id, booked])).toEqual([[hall.dialogueId, true]]);
    const answer = await hall.ask(officer, 'GET', '/follow-up?ended=1');
    expect(answer.text).toContain('hỏi vay vốn');
    expect(answer.text).not.toMatch(/Thiết|Bích|Nga Sen|0905/);
    const other = await hall.enter('officer', 'Vũ Xã Hội', { unit: units.social });
    expect((await listOf(other)).petitions).toEqual([]);
    const elsewhere = await hall.newDialogue();
    const stranger = await hall.enter('recorder', 'Thư ký khác', { dialogueId: elsewhere });
    expect((await listOf(stranger)).dialogues.map(({ id }) => id)).toEqual([elsewhere]);
    expect((await listOf(hall.organizer)).dialogues.length).toBeGreaterThan(1);
    for (const role of ['village', 'finance', 'reviewer', 'screen', 'public'] as const)
      expect(
        (
          await hall.ask(
            await hall.enter(role, 'Ai đó', role === 'village' ? { village: 'Hào Lý' } : {}),
            'GET',
            '/follow-up',
          )
        ).status,
      ).toBe(403);
    const due = await fetch(`${hall.url}/api/follow-up/papers/dueList.docx?unit=${units.social}`, {
      headers: { cookie: officer },
    });
    const text = readZip(new Uint8Array(await due.arrayBuffer())).files.get('word/document.xml');
    expect(text, 'an officer is given the own unit’s').toContain('Xin mở đường');
    const reminders = await fetch(`${hall.url}/api/follow-up/papers/reminders.docx?village=Hào Lý`, {
      headers: { cookie: hall.organizer },
    });
    const list = readZip(new Uint8Array(await reminders.arrayBuffer())).files.get('word/document.xml');
    expect(list).toContain('A Tám Nhỏ');
    expect(list).toContain('88/UBND');
    expect(list, 'of another village').not.toContain('Y Bích Hoa');
  });

  test('an officer with two duties reads of both, and acts in the one that is taken up', async () => {
    const post = async (path: string, json?: unknown) =>
      JSON.parse((await hall.ask(hall.organizer, 'POST', path, json)).text);
    const elsewhere = await hall.newDialogue();
    const title = { title: 'Công chức', unit: '', account: '' };
    const person = await post('/people', { name: 'Đỗ Hai Việc', ...title });
    const duty = (dialogueId: string, unit: string) =>
      post(`/people/${person.id}/duties`, { role: 'officer', dialogueId, unit });
    const second = await duty(elsewhere, units.social);
    const first = await duty(hall.dialogueId, units.land);
    const { token } = await post(`/duties/${first.id}/link`);
    const cookie = await joinAs(`${hall.url}/join#${token}`, '');
    const { dialogues, petitions } = await listOf(cookie);
    expect(dialogues.map(({ id, dutyId }) => [id, dutyId])).toEqual([
      [hall.dialogueId, ''],
      [elsewhere, second.id],
    ]);
    expect(new Set(petitions.map(({ unit }) => unit))).toEqual(new Set([units.land]));
    expect((await hall.ask(cookie, 'GET', `/dialogues/${elsewhere}/work`)).status).toBe(404);
  });

  test('an amended record stands, and the book goes on over it', async () => {
    expect(
      (await hall.ask(hall.organizer, 'POST', `/freezes/${record}/reopening`, { reason: 'ghi sai' })).status,
    ).toBeLessThan(300);
    const board = await hall.openBoard();
    // The amendment says that the answer to the forest was given in the hall, and corrects the road's day.
    moveTo(board.doc, mapOf(board.doc, ids.forest), 'answered', 'Nguyễn Hữu Bảng', new Date().toISOString());
    setPetition(board.doc, mapOf(board.doc, ids.road), { dueDate: day(12) });
    await until(board.doc, () => true);
    await expect.poll(async () => (await one(ids.forest)).state).toBe('answered');
    const forest = await one(ids.forest);
    expect(forest.book.map(({ event, passedOver }) => [event.act.kind, passedOver])).toEqual([
      ['sent', true],
      ['returned', true],
    ]);
    // Water was not touched, and the road's answer, telling and reopening hold still.
    expect(await one(ids.water)).toMatchObject({ place: 'untold', replyNumber: '88/UBND' });
    expect(await one(ids.road)).toMatchObject({ state: 'deferred', dueDate: day(3) });
    // What is done meanwhile goes into the book, not into the amendment.
    expect(await act([ids.water], { kind: 'told', how: 'Họp thôn', on: today })).toEqual({ status: 200 });
    expect(mapOf(board.doc, ids.water).get('state')).toBe('escalated');
    board.close();
    const again = await hall.ask(hall.organizer, 'POST', `/dialogues/${hall.dialogueId}/freezes`, {
      despite: [],
    });
    expect(again.status).toBe(201);
    expect(await one(ids.water)).toMatchObject({ place: 'closed', toldHow: 'Họp thôn' });
    expect(await one(ids.forest)).toMatchObject({ place: 'answered' });
  });

  test('an erasure takes the files of the person’s answers, and leaves the book', async () => {
    const own = await one(ids.road);
    const hash = own.book.flatMap(({ event: { act: each } }) =>
      'file' in each && each.file ? [each.file.hash] : [],
    )[0];
    const places = [{ dialogueId: hall.dialogueId, kind: 'petitioner', id: ids.road }];
    const plan = await hall.ask(hall.organizer, 'POST', '/privacy/erasures/plan', { places });
    expect(JSON.parse(plan.text).papers).toBe(2);
    const order = { ground: 'request', requestedOn: today, note: 'Đơn số 12/2026', places };
    const done = await hall.ask(hall.organizer, 'POST', '/privacy/erasures', order);
    expect(JSON.parse(done.text)).toMatchObject({ papers: 2 });
    expect((await fetched(hall.organizer, ids.road, hash ?? '')).status).toBe(404);
    // The authority's letter has the same bytes, and stays for the others.
    expect((await fetched(hall.organizer, ids.water, hash ?? '')).status).toBe(200);
    expect((await one(ids.road)).book.length).toBe(own.book.length);
  });
});
