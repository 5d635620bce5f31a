import { afterAll, beforeAll, expect, test } from 'vitest';
import { moveTo, petitionText, setPetition } from '../../../shared/docs/board.ts';
import { openConflicts } from '../../../shared/docs/conflicts.ts';
import { dayInVietnam, defaultDueDate } from '../../../shared/working-days.ts';
import { until } from '../../e2e/peer.ts';
import { formOf, mapOf, openWorkHall, shownTo, units, type WorkHall, workOf } from './hall.ts';

/* An officer answers petition by petition over HTTP; the recorder's board is a live document at the relay's socket. */
let hall: WorkHall;
let land: string;
let social: string;
const base = () => `/dialogues/${hall.dialogueId}/work`;
const today = dayInVietnam(new Date());

beforeAll(async () => {
  hall = await openWorkHall();
  land = await hall.enter('officer', 'Trần Công Chức', { unit: units.land });
  social = await hall.enter('officer', 'Vũ Xã Hội', { unit: units.social });
});
afterAll(() => hall?.close());

const matter = { field: 'Vay vốn', village: 'Đăk Vang', unit: units.land };

test('an officer sees the petitions of the own unit and no citizen, also where a recorder typed the name', async () => {
  const id = await hall.raise({
    ...matter,
    content: 'Ông A Lăng Thiết hỏi mức vay cho hộ nghèo, gọi lại 0905 123 456',
    dueReason: 'A Lăng Thiết đi vắng',
    name: 'A Lăng Thiết',
    phone: '0905123456',
  });
  const other = await hall.raise({ ...matter, unit: units.social, content: 'Chế độ người cao tuổi' });
  const loose = await hall.raise({ ...matter, unit: 'DIA CHINH - NONG NGHIEP', content: 'Đường vào rẫy' });
  await expect.poll(async () => (await hall.ask(land, 'GET', base())).text).not.toContain('Thiết');
  const answer = await hall.ask(land, 'GET', base());
  const work = await workOf(hall, land);
  expect(work).toMatchObject({ kind: 'unit', of: units.land, frozen: false });
  const ids = work.petitions.map((each) => each.id);
  expect(ids).toContain(id);
  expect(ids, 'typed without marks').toContain(loose);
  expect(ids).not.toContain(other);
  expect(answer.text).not.toMatch(/Lăng|0905|123 456/);
  const one = work.petitions.find((each) => each.id === id);
  expect(Object.keys(one ?? {}).sort()).toEqual(
    [
      'answer authority book content dueDate dueReason field history id number prepared replyDate replyNumber replyWish state',
      'toldAt toldHow unit village',
    ]
      .join(' ')
      .split(' '),
  );
  expect((await workOf(hall, social)).petitions.map((each) => each.id)).toEqual([other]);
});

test('an answer is on the recorder’s board at once, with who and when, and the hidden name stays in the text', async () => {
  const id = await hall.raise({
    ...matter,
    content: 'Bà Y Bích xin vay vốn',
    answer: 'Đề nghị bà Y Bích nộp đơn tại xã.',
    name: 'Y Bích',
  });
  await expect.poll(async () => (await shownTo(hall, land, id)).answer).not.toContain('Bích');
  const shown = await shownTo(hall, land, id);
  const answer = shown.answer.replace('tại xã', 'tại bộ phận Một cửa, trong giờ hành chính');
  const path = `${base()}/${id}/ruling`;
  const reply = await hall.ask(land, 'POST', path, formOf(shown, { outcome: 'guided', answer }));
  expect(reply.status).toBe(200);
  expect(reply.text).not.toContain('Bích');
  await until(hall.board.doc, () => hall.petition(id).state === 'guided');
  const petition = hall.petition(id);
  expect(petition.answer).toBe('Đề nghị bà Y Bích nộp đơn tại bộ phận Một cửa, trong giờ hành chính.');
  expect(petition.answeredBy).toBe(`Trần Công Chức, ${units.land}`);
  expect(petition.history).toMatchObject([{ by: 'Trần Công Chức', from: 'raised', to: 'guided' }]);
  expect(Date.now() - Date.parse(petition.history[0]?.at ?? '')).toBeLessThan(60_000);
  // Sent twice it is done once.
  const again = await hall.ask(land, 'POST', path, formOf(shown, { outcome: 'guided', answer }));
  expect(again.status).toBe(200);
  expect(hall.petition(id).history).toHaveLength(1);
});

test('each outcome needs what the petition’s life asks for, and due dates are working days', async () => {
  const id = await hall.raise({ ...matter, content: 'Xin hỗ trợ giống lúa' });
  const shown = await shownTo(hall, land, id);
  const send = async (change: Parameters<typeof formOf>[1]) =>
    hall.ask(land, 'POST', `${base()}/${id}/ruling`, formOf(await shownTo(hall, land, id), change));
  const refused = async (change: Parameters<typeof formOf>[1], problems: string[]) => {
    const { status, json } = await send(change);
    expect({ status, error: json.error, problems: json.problems }).toEqual({
      status: 409,
      error: 'notReady',
      problems,
    });
  };
  await refused({ outcome: 'answered', answer: '  ' }, ['answer']);
  await refused({ outcome: 'escalated' }, ['authority']);
  await refused({ outcome: 'replied', replyNumber: '12/UBND', replyDate: today }, ['outcome']);
  await refused({ outcome: 'deferred', dueDate: '2020-01-06', dueReason: 'x' }, ['dueDay']);
  await refused({ outcome: 'deferred', dueDate: '2099-01-03', dueReason: 'thứ bảy' }, ['dueDay']);
  await refused({ outcome: 'deferred', dueDate: '2099-02-30', dueReason: 'không có ngày này' }, ['dueDay']);
  await refused({ outcome: 'deferred', dueDate: '2099-01-05' }, ['dueReason']);
  expect(hall.petition(id)).toMatchObject({ state: 'raised', dueDate: '', history: [] });
  expect((await send({ outcome: 'deferred' })).status).toBe(200);
  await until(hall.board.doc, () => hall.petition(id).state === 'deferred');
  expect(hall.petition(id)).toMatchObject({
    dueDate: defaultDueDate(today, []),
    dueReason: '',
    unit: shown.unit,
  });
  await refused({ outcome: 'replied', replyNumber: '12/UBND-NN' }, ['reply']);
  await refused({ outcome: 'replied', replyNumber: '12/UBND-NN', replyDate: '2099-01-05' }, ['replyDay']);
  expect((await send({ outcome: 'replied', replyNumber: '12/UBND-NN', replyDate: today })).status).toBe(200);
  await until(hall.board.doc, () => hall.petition(id).state === 'replied');
  expect(hall.petition(id).history.map(({ from, to }) => `${from} ${to}`)).toEqual([
    'raised deferred',
    'deferred replied',
  ]);
});

test('a form that is older than the petition is refused with what stands there now; nothing is written', async () => {
  const id = await hall.raise({ ...matter, content: 'Xin nước sạch', answer: 'Đang khảo sát' });
  const shown = await shownTo(hall, land, id);
  const path = `${base()}/${id}/ruling`;
  const map = mapOf(hall.board.doc, id);
  petitionText(map, 'answer')?.insert(0, 'Thư ký: ');
  await expect.poll(async () => (await shownTo(hall, land, id)).answer).toBe('Thư ký: Đang khảo sát');
  const mine = formOf(shown, { outcome: 'answered', answer: 'Tuần sau có nước' });
  const refusal = await hall.ask(land, 'POST', path, mine);
  expect(refusal.status).toBe(409);
  expect(refusal.json).toMatchObject({ error: 'changedMeanwhile', now: { answer: 'Thư ký: Đang khảo sát' } });
  expect(hall.petition(id)).toMatchObject({ state: 'raised', answer: 'Thư ký: Đang khảo sát', history: [] });
  // Having seen it, the officer may say so.
  const seen = await shownTo(hall, land, id);
  expect((await hall.ask(land, 'POST', path, { ...mine, seen: formOf(seen, {}).seen })).status).toBe(200);
  await until(hall.board.doc, () => hall.petition(id).answer === 'Tuần sau có nước');

  // The chair ruled meanwhile.
  const second = await hall.raise({ ...matter, content: 'Xin điện' });
  const before = await shownTo(hall, land, second);
  moveTo(hall.board.doc, mapOf(hall.board.doc, second), 'explained', 'Chủ tịch', new Date().toISOString());
  await expect.poll(async () => (await shownTo(hall, land, second)).state).toBe('explained');
  const late = await hall.ask(land, 'POST', `${base()}/${second}/ruling`, formOf(before, { answer: 'Có' }));
  expect(late.json).toMatchObject({ error: 'changedMeanwhile', now: { state: 'explained' } });

  // Marks and signs that a recorder mends in the matter are no other matter; other words are.
  const third = await hall.raise({ ...matter, content: 'Xin duong di lai' });
  const old = await shownTo(hall, land, third);
  const content = petitionText(mapOf(hall.board.doc, third), 'content');
  content?.delete(0, content.length);
  content?.insert(0, 'Xin đường đi lại.');
  await expect.poll(async () => (await shownTo(hall, land, third)).content).toBe('Xin đường đi lại.');
  content?.insert(16, ' cho thôn Hào Lý');
  await expect.poll(async () => (await shownTo(hall, land, third)).content).toContain('Hào Lý');
  const otherMatter = await hall.ask(
    land,
    'POST',
    `${base()}/${third}/ruling`,
    formOf(old, { answer: 'Có' }),
  );
  expect(otherMatter.json.error).toBe('changedMeanwhile');
  content?.delete(16, ' cho thôn Hào Lý'.length);
  await expect.poll(async () => (await shownTo(hall, land, third)).content).toBe('Xin đường đi lại.');
  expect(
    (await hall.ask(land, 'POST', `${base()}/${third}/ruling`, formOf(old, { answer: 'Có' }))).status,
  ).toBe(200);
});

test('whoever it is not for is refused: unit, role, dialogue, crafted ids and bodies', async () => {
  const id = await hall.raise({ ...matter, content: 'Xin cây giống' });
  const shown = await shownTo(hall, land, id);
  const form = formOf(shown, { answer: 'Có' });
  const path = `${base()}/${id}/ruling`;
  const elsewhere = await hall.newDialogue();
  const stranger = await hall.enter('officer', 'Ở Buổi Khác', { unit: units.land, dialogueId: elsewhere });
  const expected = async (
    cookie: string,
    where: string,
    status: number,
    error: string,
    json: unknown = form,
  ) => {
    const answer = await hall.ask(cookie, 'POST', where, json);
    expect({ where, status: answer.status, error: answer.json.error }).toEqual({ where, status, error });
  };
  await expected(social, path, 404, 'notYours');
  await expected(stranger, path, 404, 'notFound');
  await expected(stranger, `/dialogues/${elsewhere}/work/${id}/ruling`, 404, 'notYours');
  await expected('', path, 401, 'noSession');
  for (const role of ['recorder', 'chair', 'finance', 'reviewer', 'screen', 'public'] as const)
    await expected(await hall.enter(role, 'Ai đó'), path, 403, 'notAllowed');
  await expected(hall.organizer, path, 403, 'notAllowed');
  const village = await hall.enter('village', 'Trưởng Thôn', { village: 'Đăk Vang' });
  await expected(village, path, 403, 'notAllowed');
  await expected(land, `${base()}/${id}/told`, 403, 'notAllowed', { how: 'x', at: today, seen: form.seen });
  for (const crafted of ['__proto__', 'constructor', 'khongco0000', '..%2f', 'A'.repeat(5000), `${id}%00`])
    await expected(land, `${base()}/${crafted}/ruling`, 404, 'notYours');
  const bad = [
    { ...form, outcome: 'closed' },
    { ...form, outcome: '__proto__' },
    { ...form, answer: 'x'.repeat(20_001) },
    { ...form, dueDate: '2026-1-1' },
    { ...form, answer: { toString: 'x' } },
    { ...form, seen: null },
    [],
    '{"__proto__":{"outcome":"answered"}}',
    'không phải JSON',
  ];
  for (const json of bad) await expected(land, path, 400, 'badInput', json);
  // What the form has no business with is not looked at.
  const more = JSON.stringify({
    ...form,
    unit: units.social,
    state: 'closed',
    number: 'KN-99',
    content: 'khác',
  });
  const polluted = more.replace('{', '{"__proto__":{"unit":"x"},"constructor":1,');
  expect((await hall.ask(land, 'POST', path, polluted)).status).toBe(200);
  await until(hall.board.doc, () => hall.petition(id).state === 'answered');
  expect(hall.petition(id)).toMatchObject({
    unit: units.land,
    content: 'Xin cây giống',
    number: shown.number,
  });
  for (const cookie of [hall.organizer, await hall.enter('recorder', 'Thư ký'), ''])
    expect((await hall.ask(cookie, 'GET', base())).status).toBe(cookie ? 403 : 401);
  expect((await hall.ask(stranger, 'GET', base())).status).toBe(404);
});

test('a petition that went to another unit is refused in words; after a freeze the book takes the answer', async () => {
  const id = await hall.raise({ ...matter, content: 'Xin sửa cầu' });
  const shown = await shownTo(hall, land, id);
  setPetition(hall.board.doc, mapOf(hall.board.doc, id), { unit: units.social });
  await expect
    .poll(async () => (await workOf(hall, land)).petitions.some((each) => each.id === id))
    .toBe(false);
  const form = formOf(shown, { answer: 'Có' });
  const moved = await hall.ask(land, 'POST', `${base()}/${id}/ruling`, form);
  expect([moved.status, moved.json.error, moved.json.now]).toEqual([404, 'notYours', undefined]);
  const own = await shownTo(hall, social, id);
  expect((await hall.ask(hall.organizer, 'POST', `/dialogues/${hall.dialogueId}/freezes`)).status).toBe(201);
  const frozen = await hall.ask(social, 'POST', `${base()}/${id}/ruling`, formOf(own, { answer: 'Có' }));
  expect([frozen.status, frozen.json.state, frozen.json.answer]).toEqual([200, 'answered', 'Có']);
  expect(await workOf(hall, social)).toMatchObject({ frozen: true });
  // The record and the board under it stay as they were.
  expect(hall.petition(id).state).toBe('raised');
  expect(openConflicts(hall.board.doc)).toEqual([]);
});
