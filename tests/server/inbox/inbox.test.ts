import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { moveTo, petitionsOf, petitionText, sessionOf } from '../../../shared/docs/board.ts';
import { readPrepared } from '../../../shared/docs/prepared.ts';
import { allIssues } from '../../../shared/docs/screen.ts';
import { setStageSettings } from '../../../shared/docs/stage.ts';
import type { InboxEntry, OwnInbox, SentItem, TakingResult } from '../../../shared/inbox.ts';
import type { UnitPetition } from '../../../shared/work.ts';
import { openPeer, until } from '../../e2e/peer.ts';
import { formOf, mapOf, openWorkHall, type WorkHall, workOf } from '../work/hall.ts';

/* What villages and units hand in before the day: into the inbox, from there into dialogues, back to who sent it. */
let hall: WorkHall;
let dakVang: string;
let haoLy: string;
let land: string;
let social: string;
const unit = 'Địa chính – nông nghiệp';
const other = 'Lao động, Thương binh – xã hội';
let made = 0;

beforeAll(async () => {
  hall = await openWorkHall();
  dakVang = await hall.enter('village', 'A Trưởng Thôn', { village: 'Đăk Vang' });
  haoLy = await hall.enter('village', 'B Trưởng Thôn', { village: 'Hào Lý' });
  land = await hall.enter('officer', 'Nguyễn Địa Chính', { unit });
  social = await hall.enter('officer', 'Trần Lao Động', { unit: other });
});
afterAll(() => hall?.close());

function given(values: object = {}) {
  made += 1;
  return {
    id: `handedin${String(made).padStart(4, '0')}`,
    content: `Y Lan xin sửa mái nhà số ${made}`,
    field: 'Vay vốn',
    category: 'poor',
    replyWish: 'inPerson',
    name: 'Y Lan',
    phone: '0905999888',
    wish: '',
    village: '',
    ...values,
  };
}

async function ask<T>(cookie: string, method: string, path: string, json?: unknown): Promise<T> {
  const { status, text } = await hall.ask(cookie, method, path, json);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
  return JSON.parse(text);
}
const handIn = async (cookie: string, values: object = {}) => {
  const sent = given(values);
  await ask(cookie, 'POST', '/inbox/own', sent);
  return sent.id;
};
const own = (cookie: string) => ask<OwnInbox>(cookie, 'GET', '/inbox/own');
async function sentBy(cookie: string, id: string): Promise<SentItem> {
  const found = (await own(cookie)).sent.find((item) => item.id === id);
  if (!found) throw new Error(`${id} is not shown to its sender`);
  return found;
}
async function entry(id: string): Promise<InboxEntry> {
  const { items } = await ask<{ items: InboxEntry[] }>(hall.organizer, 'GET', '/inbox');
  const found = items.find((item) => item.id === id);
  if (!found) throw new Error(`${id} is not in the inbox`);
  return found;
}
const take = (ids: string[], dialogueId = hall.dialogueId) =>
  ask<TakingResult>(hall.organizer, 'POST', '/inbox/taking', { ids, dialogueId });
const act = async (id: string, what: string, json: object = {}) =>
  hall.ask(hall.organizer, 'POST', `/inbox/${id}/${what}`, { revision: (await entry(id)).revision, ...json });
const petitioners = () => hall.register.doc.getMap('petitioners').toJSON();

test('what is handed in is in the inbox once, with its citizen, and on no board', async () => {
  const sent = given({ wish: hall.dialogueId, state: 'taken', senderName: 'Hào Lý', village: 'Hào Lý' });
  for (let time = 0; time < 2; time++) {
    const { status, text } = await hall.ask(dakVang, 'POST', '/inbox/own', sent);
    expect([status, JSON.parse(text)]).toMatchObject([
      201,
      { id: sent.id, state: 'new', village: 'Đăk Vang', name: 'Y Lan' },
    ]);
  }
  expect(await entry(sent.id)).toMatchObject({
    state: 'new',
    sender: 'village',
    senderName: 'Đăk Vang',
    village: 'Đăk Vang',
    wish: hall.dialogueId,
    name: 'Y Lan',
    phone: '0905999888',
    number: '',
  });
  expect(petitionsOf(hall.board.doc).has(sent.id)).toBe(false);
  // Neither another village nor a unit sees it, and another village cannot take its id.
  for (const cookie of [haoLy, land]) expect((await own(cookie)).sent).toEqual([]);
  const stolen = await hall.ask(haoLy, 'POST', '/inbox/own', { ...sent, name: 'Kẻ khác' });
  expect([stolen.status, stolen.json.error]).toEqual([404, 'notYours']);
  expect((await entry(sent.id)).name).toBe('Y Lan');
  const bad = [
    { ...sent, id: '__proto__' },
    given({ content: 'x'.repeat(20_001) }),
    given({ category: 'rich' }),
    given({ name: 'x'.repeat(121) }),
  ];
  for (const json of bad)
    expect((await hall.ask(dakVang, 'POST', '/inbox/own', json)).json.error).toBe('badInput');
  const empty = await hall.ask(dakVang, 'POST', '/inbox/own', given({ content: ' ' }));
  expect(empty.json.problems).toEqual(['content']);
});

test('a unit hands in what reached its desk, and does not see the citizen again', async () => {
  const id = await handIn(land, { village: 'Hào Lý', name: 'A Brôl', phone: '0911222333' });
  expect(await entry(id)).toMatchObject({
    sender: 'unit',
    senderName: unit,
    village: 'Hào Lý',
    unit,
    name: 'A Brôl',
  });
  const { text } = await hall.ask(land, 'GET', '/inbox/own');
  expect(text).toContain(id);
  expect(text).not.toMatch(/A Brôl|0911222333/);
});

test('taken into a dialogue it is a petition with the same id; the citizen is in the register, no longer in the inbox', async () => {
  const ids = [
    await handIn(dakVang, { name: 'Y Ngân', content: 'Y Ngân hỏi vay vốn trồng cà phê' }),
    await handIn(haoLy),
  ];
  const first = ids[0] ?? '';
  expect(await take(ids)).toEqual({ done: ids, refused: [] });
  await until(hall.board.doc, () => ids.every((id) => petitionsOf(hall.board.doc).has(id)));
  await until(hall.board.doc, () => hall.petition(first).number !== '');
  expect(hall.petition(first)).toMatchObject({
    content: 'Y Ngân hỏi vay vốn trồng cà phê',
    channel: 'advance',
    state: 'raised',
    village: 'Đăk Vang',
    category: 'poor',
    raisedBy: 'A Trưởng Thôn',
  });
  await until(hall.register.doc, () => petitioners()[first] !== undefined);
  expect(petitioners()[first]).toEqual({ name: 'Y Ngân', phone: '0905999888' });
  const { number } = hall.petition(first);
  expect(await entry(first)).toMatchObject({
    state: 'taken',
    number,
    name: 'Y Ngân',
    petitionState: 'raised',
  });
  // Its sender sees what became of it, also once it was answered.
  moveTo(hall.board.doc, mapOf(hall.board.doc, first), 'answered', 'Chủ tịch', new Date().toISOString());
  await expect.poll(async () => (await sentBy(dakVang, first)).petition?.state).toBe('answered');
  expect(await sentBy(dakVang, first)).toMatchObject({
    state: 'taken',
    name: 'Y Ngân',
    petition: { number },
  });
  // Taken twice it is there once.
  expect(await take([first])).toEqual({ done: [first], refused: [] });
});

test('asked back, the sender sees the question, answers it once, and the answer goes with the petition', async () => {
  const id = await handIn(dakVang);
  expect((await act(id, 'question', { text: ' ' })).json.error).toBe('notReady');
  expect((await act(id, 'question', { text: 'Mái tôn hay mái ngói?' })).status).toBe(200);
  const { question, askedAt, state } = await sentBy(dakVang, id);
  expect([question, state]).toEqual(['Mái tôn hay mái ngói?', 'asked']);
  const reply = { askedAt, text: 'Mái tôn, 40 m²' };
  const strange = await hall.ask(haoLy, 'POST', `/inbox/own/${id}/reply`, reply);
  expect(strange.json.error).toBe('notYours');
  for (let time = 0; time < 2; time++)
    expect((await hall.ask(dakVang, 'POST', `/inbox/own/${id}/reply`, reply)).status).toBe(200);
  const now = await entry(id);
  expect(now.state).toBe('new');
  expect(now.history.filter(({ act: what }) => what === 'replied')).toHaveLength(1);
  expect(
    (await hall.ask(dakVang, 'POST', `/inbox/own/${id}/reply`, { ...reply, text: 'Khác' })).json.error,
  ).toBe('changedMeanwhile');
  await take([id]);
  await until(hall.board.doc, () => petitionsOf(hall.board.doc).has(id));
  expect(hall.petition(id).content).toMatch(
    /^Y Lan xin sửa mái nhà.*\nBổ sung ngày .*: Mái tôn hay mái ngói\? – Mái tôn, 40 m²$/,
  );
});

test('declined with a reason that its sender sees; what somebody else changed meanwhile is refused', async () => {
  const id = await handIn(haoLy);
  const old = (await entry(id)).revision;
  expect((await act(id, 'declining', { text: 'Đã trả lời ở buổi trước' })).status).toBe(200);
  expect(await sentBy(haoLy, id)).toMatchObject({ state: 'declined', reason: 'Đã trả lời ở buổi trước' });
  const late = await hall.ask(hall.organizer, 'POST', `/inbox/${id}/question`, {
    revision: old,
    text: 'Sao?',
  });
  expect([late.status, late.json.error]).toEqual([409, 'changedMeanwhile']);
  expect((await take([id])).refused).toEqual([{ id, why: 'changedMeanwhile' }]);
  expect((await act(id, 'reopening')).status).toBe(200);
  expect((await take([id])).done).toEqual([id]);
});

test('two that are one matter are joined, and both senders see what becomes of it; nobody sees the other’s citizen', async () => {
  const content = 'Đề nghị sửa đường bê tông đoạn từ nhà văn hóa ra suối, mùa mưa lầy lội không đi được';
  const main = await handIn(dakVang, { content, name: 'Y Sáo' });
  const same = await handIn(haoLy, {
    content: 'Đường bê tông từ nhà văn hóa ra suối lầy lội, mùa mưa không đi được, đề nghị sửa',
    name: 'A Plông',
  });
  const third = await handIn(haoLy, { content: `${content} nhé` });
  expect((await entry(same)).like.map(({ id }) => id)).toContain(main);
  const join = (ids: string[], into: string) =>
    ask<TakingResult>(hall.organizer, 'POST', '/inbox/joining', { ids, into });
  expect(await join([third], same)).toEqual({ done: [third], refused: [] });
  // What had been joined goes along.
  expect((await join([same, main], main)).refused).toEqual([{ id: main, why: 'changedMeanwhile' }]);
  for (const id of [same, third])
    expect(await entry(id)).toMatchObject({ state: 'joined', joinedInto: main });
  await take([main]);
  const seen = await sentBy(haoLy, same);
  expect(seen).toMatchObject({ joined: true, state: 'taken', name: 'A Plông' });
  expect(seen.petition?.content).toBe(content);
  expect((await hall.ask(haoLy, 'GET', '/inbox/own')).text).not.toContain('Y Sáo');
  expect((await act(same, 'reopening')).status).toBe(200);
  expect(await entry(same)).toMatchObject({ state: 'new', name: 'A Plông' });
});

test('moved to another dialogue while nobody began on it; its number stays with the first', async () => {
  const id = await handIn(dakVang, { content: 'Xin hỗ trợ giống cây', name: 'Y Điểm' });
  const begun = await handIn(dakVang, { content: 'Hỏi về thủy lợi' });
  await take([id, begun]);
  await until(hall.board.doc, () => petitionsOf(hall.board.doc).has(begun));
  await until(hall.board.doc, () => hall.petition(id).number !== '');
  const { number } = hall.petition(id);
  sessionOf(hall.board.doc).set('currentPetition', begun);
  const elsewhere = await hall.newDialogue();
  await expect
    .poll(() => take([begun], elsewhere))
    .toEqual({ done: [], refused: [{ id: begun, why: 'alreadyRaised' }] });
  expect((await take([id], elsewhere)).done).toEqual([id]);
  await until(hall.board.doc, () => hall.petition(id).state === 'withdrawn');
  expect(hall.petition(id)).toMatchObject({ number, answer: expect.stringContaining('Chuyển sang buổi') });
  const cookie = await hall.enter('recorder', 'Thư Ký Khác', { dialogueId: elsewhere });
  const board = await openPeer(hall.url, cookie, `${elsewhere}/board`);
  const register = await openPeer(hall.url, cookie, `${elsewhere}/register`);
  await until(board.doc, () => petitionsOf(board.doc).has(id));
  await until(register.doc, () => register.doc.getMap('petitioners').has(id));
  expect(mapOf(board.doc, id).get('state')).toBe('raised');
  expect(register.doc.getMap('petitioners').toJSON()[id]).toMatchObject({ name: 'Y Điểm' });
  // Back into the inbox, and from there onto the first board again, under the number it had there.
  expect((await take([id], '')).done).toEqual([id]);
  expect(await entry(id)).toMatchObject({ state: 'new', name: 'Y Điểm', content: 'Xin hỗ trợ giống cây' });
  expect((await take([id])).done).toEqual([id]);
  await until(hall.board.doc, () => hall.petition(id).state === 'raised');
  expect(hall.petition(id)).toMatchObject({ number, answer: '', content: 'Xin hỗ trợ giống cây' });
  board.close();
  register.close();
});

test('a unit prepares an answer before the day and after; the citizen is hidden, and no screen shows it', async () => {
  const id = await handIn(dakVang, {
    content: 'Bà Y Hoa xin vay 50 triệu',
    name: 'Y Hoa',
    phone: '0977000111',
  });
  await ask(hall.organizer, 'POST', '/inbox/assigning', { ids: [id], unit: other });
  const list = (await own(social)).prepare;
  expect(list.map((item) => item.id)).toContain(id);
  const { text } = await hall.ask(social, 'GET', '/inbox/own');
  expect(text).not.toMatch(/Y Hoa|0977000111/);
  const path = `/inbox/own/${id}/prepared`;
  const text1 = 'Gói vay 50 triệu còn chỉ tiêu';
  for (const cookie of [land])
    expect((await hall.ask(cookie, 'POST', path, { text: 'x', seen: '' })).json.error).toBe('notYours');
  await ask(social, 'POST', path, { text: text1, seen: '' });
  const stale = await hall.ask(social, 'POST', path, { text: 'Khác', seen: '' });
  expect([stale.json.error, JSON.parse(stale.text).prepared]).toEqual(['changedMeanwhile', text1]);
  // The unit is remembered for the field.
  const again = await handIn(haoLy);
  expect(await entry(again)).toMatchObject({ unit: other, usualUnit: other });
  await take([id]);
  await until(hall.board.doc, () => petitionsOf(hall.board.doc).has(id));
  expect(readPrepared(mapOf(hall.board.doc, id))).toMatchObject({ text: text1, by: other });
  expect(hall.petition(id)).toMatchObject({ answer: '', unit: other, state: 'raised' });
  // A form that was open on the inbox's page goes on on the board.
  await ask(social, 'POST', path, { text: `${text1}.`, seen: text1 });
  const of = (await workOf(hall, social)).petitions.find((each) => each.id === id) as UnitPetition;
  expect(of.prepared).toMatchObject({ text: `${text1}.`, by: other });
  const onBoard = `/dialogues/${hall.dialogueId}/work/${id}/prepared`;
  expect((await hall.ask(land, 'POST', onBoard, { text: 'x', seen: '' })).json.error).toBe('notYours');
  await ask(social, 'POST', onBoard, { text: 'Còn chỉ tiêu, mời đến Văn phòng.', seen: `${text1}.` });
  await until(
    hall.board.doc,
    () => readPrepared(mapOf(hall.board.doc, id))?.text === 'Còn chỉ tiêu, mời đến Văn phòng.',
  );
  expect(hall.petition(id).answer).toBe('');
  // Released to the screens it is there without what was prepared, until that is the answer.
  const stage = await openPeer(hall.url, hall.organizer, `${hall.dialogueId}/stage`);
  const screen = await openPeer(hall.url, await hall.enter('screen', ''), `${hall.dialogueId}/screen`);
  setStageSettings(stage.doc, { releaseAll: true });
  const issue = () => allIssues(screen.doc).find((each) => each.id === id);
  await until(screen.doc, () => issue()?.matter.includes('xin vay 50 triệu') === true);
  const bytes = () => Buffer.from(Y.encodeStateAsUpdate(screen.doc)).toString();
  expect(bytes()).not.toContain('chỉ tiêu');
  petitionText(mapOf(hall.board.doc, id), 'answer')?.insert(0, 'Còn chỉ tiêu, mời đến Văn phòng.');
  moveTo(hall.board.doc, mapOf(hall.board.doc, id), 'answered', 'Chủ tịch', new Date().toISOString());
  await until(screen.doc, () => issue()?.answer === 'Còn chỉ tiêu, mời đến Văn phòng.');
  stage.close();
  screen.close();
});

test('who it is not for is refused; every name that is given is noted', async () => {
  const recorder = await hall.enter('recorder', 'Thư Ký');
  const chair = await hall.enter('chair', 'Chủ Trì');
  for (const cookie of [recorder, chair, dakVang, land])
    expect((await hall.ask(cookie, 'GET', '/inbox')).status).toBe(403);
  for (const cookie of [recorder, chair, hall.organizer])
    expect((await hall.ask(cookie, 'POST', '/inbox/own', given())).status).toBe(403);
  const id = await handIn(dakVang, { name: 'Y Riêng' });
  await entry(id);
  const { text } = await hall.ask(hall.organizer, 'GET', '/privacy/audit');
  const rows: { act: string; about: { items?: string[] } }[] = JSON.parse(text).rows;
  const noted = rows.filter((row) => row.act === 'inbox').flatMap((row) => row.about.items ?? []);
  expect(noted.filter((each) => each === id)).toHaveLength(1);
  expect(text).not.toContain('Y Riêng');
});

test('for a frozen dialogue it waits for the next, and says so; what it was taken into stays', async () => {
  const elsewhere = await hall.newDialogue();
  const head = await hall.enter('village', 'C Trưởng Thôn', { village: 'Giang Lố 1', dialogueId: elsewhere });
  const before = await handIn(head, { wish: elsewhere });
  const taken = await handIn(head, { wish: elsewhere });
  await ask(hall.organizer, 'POST', '/inbox/assigning', { ids: [taken], unit });
  await take([taken], elsewhere);
  await ask(hall.organizer, 'POST', `/dialogues/${elsewhere}/freezes`, { despite: [] });
  const after = await handIn(head, { wish: elsewhere });
  for (const id of [before, after]) {
    expect(await sentBy(head, id)).toMatchObject({ state: 'new', waits: true });
    expect(await entry(id)).toMatchObject({ waits: true });
  }
  const { json } = await hall.ask(hall.organizer, 'POST', '/inbox/taking', {
    ids: [before],
    dialogueId: elsewhere,
  });
  expect(json.error).toBe('alreadyFrozen');
  expect((await take([taken])).refused).toEqual([{ id: taken, why: 'alreadyRaised' }]);
  // What is done about it after the freeze is what its sender sees.
  const late = await hall.enter('officer', 'Nguyễn Địa Chính', { unit, dialogueId: elsewhere });
  const [shown] = (await workOf(hall, late, elsewhere)).petitions as UnitPetition[];
  if (!shown) throw new Error('nothing to answer');
  const answer = formOf(shown, { answer: 'Đã có trong kế hoạch', file: null });
  await ask(late, 'POST', `/dialogues/${elsewhere}/work/${taken}/ruling`, answer);
  expect((await sentBy(head, taken)).petition).toMatchObject({ state: 'answered', answer: answer.answer });
  expect((await take([before, after])).done).toEqual([before, after]);
  expect(await sentBy(head, after)).toMatchObject({ state: 'taken', waits: false });
});
