import { afterAll, beforeAll, expect, test } from 'vitest';
import { moveTo, petitionText, setPetition } from '../../../shared/docs/board.ts';
import { setPetitioner } from '../../../shared/docs/register.ts';
import type { VillagePetition } from '../../../shared/work.ts';
import { dayInVietnam } from '../../../shared/working-days.ts';
import { until } from '../../e2e/peer.ts';
import { mapOf, openWorkHall, type WorkHall, workOf } from './hall.ts';

/* A village head is shown the village's petitions with their citizens, and notes how and when they were told. */
let hall: WorkHall;
let dakVang: string;
let haoLy: string;
const base = () => `/dialogues/${hall.dialogueId}/work`;
const today = dayInVietnam(new Date());

beforeAll(async () => {
  hall = await openWorkHall();
  dakVang = await hall.enter('village', 'A Trưởng Thôn', { village: 'Đăk Vang' });
  haoLy = await hall.enter('village', 'B Trưởng Thôn', { village: 'Hào Lý' });
});
afterAll(() => hall?.close());

const matter = { field: 'Vay vốn', unit: 'Văn phòng – thống kê', village: 'Đăk Vang' };

async function shown(cookie: string, id: string): Promise<VillagePetition> {
  const work = await workOf(hall, cookie);
  const found = work.kind === 'village' ? work.petitions.find((each) => each.id === id) : undefined;
  if (!found) throw new Error(`${id} is not shown`);
  return found;
}

const seenOf = ({ state, answer, replyNumber }: VillagePetition) => ({ state, answer, replyNumber });

async function answered(values: { answer: string; name: string; village?: string }): Promise<string> {
  const id = await hall.raise({
    ...matter,
    content: `${values.name} hỏi vay vốn`,
    phone: '0905111222',
    ...values,
  });
  moveTo(hall.board.doc, mapOf(hall.board.doc, id), 'answered', 'Chủ tịch', new Date().toISOString());
  return id;
}

test('the head of a village sees its petitions with their citizens, and nobody of another village', async () => {
  const own = await answered({ answer: 'Bà Y Hương được vay; ông A Tám chưa.', name: 'Y Hương' });
  const other = await answered({ answer: 'Có', name: 'A Tám', village: 'Hào Lý' });
  const alike = await answered({ answer: 'Có', name: 'A Chín', village: 'Hảo Lý' });
  await expect.poll(async () => (await shown(dakVang, own)).answer).not.toContain('A Tám');
  expect(await shown(dakVang, own)).toMatchObject({
    name: 'Y Hương',
    phone: '0905111222',
    answer: 'Bà Y Hương được vay; một người dân chưa.',
  });
  await expect
    .poll(async () => (await workOf(hall, haoLy)).petitions.map((each) => each.id))
    .toEqual([other]);
  const text = (await hall.ask(dakVang, 'GET', base())).text;
  expect(text).not.toMatch(/A Tám|A Chín/);
  expect(text).not.toContain(alike);
  // The register's name, as it is now.
  setPetitioner(hall.register.doc, own, { name: 'Y Hương Lan' });
  await expect.poll(async () => (await shown(dakVang, own)).name).toBe('Y Hương Lan');
});

test('a told petition is closed with how, when and by whom; sent twice it is closed once', async () => {
  const id = await answered({ answer: 'Được vay 50 triệu', name: 'Y Nga' });
  await expect.poll(async () => (await shown(dakVang, id)).state).toBe('answered');
  const seen = seenOf(await shown(dakVang, id));
  const json = { how: ' Gặp  tại nhà ', at: today, seen };
  for (let time = 0; time < 2; time++) {
    const told = await hall.ask(dakVang, 'POST', `${base()}/${id}/told`, json);
    expect([told.status, told.json.state]).toEqual([200, 'closed']);
  }
  await until(hall.board.doc, () => hall.petition(id).state === 'closed');
  expect(hall.petition(id)).toMatchObject({ toldHow: 'Gặp tại nhà', toldAt: today, outcome: 'answered' });
  expect(hall.petition(id).history.slice(1)).toMatchObject([
    { by: 'A Trưởng Thôn', from: 'answered', to: 'closed' },
  ]);
});

test('nothing is closed without an answer, without how and when, or with another answer than was told', async () => {
  const id = await hall.raise({ ...matter, content: 'Hỏi vay vốn', name: 'Y Mai' });
  const path = `${base()}/${id}/told`;
  const tell = async (json: object) => {
    const { status, json: said } = await hall.ask(dakVang, 'POST', path, json);
    return { status, error: said.error, problems: said.problems };
  };
  const ready = (problems: string[]) => ({ status: 409, error: 'notReady', problems });
  const now = async () => seenOf(await shown(dakVang, id));
  expect(await tell({ how: 'Gặp', at: today, seen: await now() })).toEqual(ready(['outcome']));
  const map = mapOf(hall.board.doc, id);
  moveTo(hall.board.doc, map, 'explained', 'Chủ tịch', new Date().toISOString());
  await expect.poll(async () => (await now()).state).toBe('explained');
  expect(await tell({ how: '', at: '2020-01-01', seen: await now() })).toEqual(
    ready(['answer', 'toldHow', 'toldDay']),
  );
  expect(await tell({ how: 'Gặp', at: '2099-01-01', seen: await now() })).toEqual(
    ready(['answer', 'toldDay']),
  );
  petitionText(map, 'answer')?.insert(0, 'Được vay');
  await expect.poll(async () => (await now()).answer).toBe('Được vay');
  const before = await now();
  petitionText(map, 'answer')?.insert(0, 'Không ');
  await expect.poll(async () => (await now()).answer).toBe('Không Được vay');
  expect(await tell({ how: 'Gặp', at: today, seen: before })).toMatchObject({ error: 'changedMeanwhile' });
  expect(hall.petition(id)).toMatchObject({ state: 'explained', toldHow: '', toldAt: '' });
  setPetition(hall.board.doc, map, { village: 'Hào Lý' });
  await expect
    .poll(async () => (await workOf(hall, dakVang)).petitions.some((each) => each.id === id))
    .toBe(false);
  expect(await tell({ how: 'Gặp', at: today, seen: before })).toMatchObject({
    status: 404,
    error: 'notYours',
  });
});

test('whoever it is not for is refused, and cannot tell another village’s citizen', async () => {
  const id = await answered({ answer: 'Có', name: 'Y Sen' });
  await expect.poll(async () => (await shown(dakVang, id)).state).toBe('answered');
  const json = { how: 'Gặp', at: today, seen: seenOf(await shown(dakVang, id)) };
  const path = `${base()}/${id}/told`;
  const expected = async (
    cookie: string,
    where: string,
    status: number,
    error: string,
    sent: unknown = json,
  ) => {
    const answer = await hall.ask(cookie, 'POST', where, sent);
    expect({ where, status: answer.status, error: answer.json.error }).toEqual({ where, status, error });
  };
  await expected(haoLy, path, 404, 'notYours');
  const elsewhere = await hall.newDialogue();
  const stranger = await hall.enter('village', 'Khác', { village: 'Đăk Vang', dialogueId: elsewhere });
  await expected(stranger, path, 404, 'notFound');
  await expected(stranger, `/dialogues/${elsewhere}/work/${id}/told`, 404, 'notYours');
  const officer = await hall.enter('officer', 'Công Chức', { unit: matter.unit });
  for (const cookie of [hall.organizer, officer, await hall.enter('chair', 'Chủ tịch')])
    await expected(cookie, path, 403, 'notAllowed');
  await expected('', path, 401, 'noSession');
  for (const crafted of ['__proto__', 'toString', 'x'.repeat(3000)])
    await expected(dakVang, `${base()}/${crafted}/told`, 404, 'notYours');
  for (const sent of [
    { ...json, how: 'x'.repeat(501) },
    { ...json, at: 'hôm qua' },
    { how: 'Gặp', at: today },
    null,
  ])
    await expected(dakVang, path, 400, 'badInput', sent);
  expect(hall.petition(id).state).toBe('answered');
  expect((await hall.ask(hall.organizer, 'POST', `/dialogues/${hall.dialogueId}/freezes`)).status).toBe(201);
  expect((await hall.ask(dakVang, 'POST', path, json)).json.state).toBe('closed');
  expect(hall.petition(id).state, 'the record stays').toBe('answered');
});
