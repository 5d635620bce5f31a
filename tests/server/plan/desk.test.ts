import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { planRoom } from '../../../shared/dialogue.ts';
import {
  entriesIn,
  orderedEntries,
  plannedOf,
  planTextOf,
  readPlan,
  textIn,
  unitsOf,
} from '../../../shared/docs/plan.ts';
import { setRemoved, setValue } from '../../../shared/docs/plan-write.ts';
import { comparePlans } from '../../../shared/plan/compare.ts';
import type { KeptPlan, Plan } from '../../../shared/plan/plan.ts';
import { plan2023 } from '../../../shared/plan/plan-2023.ts';
import type { UnitTask, UnitTaskList } from '../../../shared/plan/unit-tasks.ts';
import { joinAs, openPeer, type Peer, until } from '../../e2e/peer.ts';
import { readIcs } from '../../shared/plan/ics-reader.ts';
import { textOf } from '../documents/pdf.ts';
import { openWorkHall, type WorkHall } from '../work/hall.ts';

/* A plan between organizers' devices, the server and the officers of its units: a real server, real sockets. */
const { id: _id, revision: _revision, ...draft } = plan2023;
const finance = 'Tài chính Kế toán';
let hall: WorkHall;
let kept: KeptPlan;
let here: Peer;
let there: Peer;
let officer: string;

const at = (rest: string) => `/plans/${kept.plan.id}${rest}`;
const inDialogue = (rest: string) => `/dialogues/${kept.dialogues[0]?.id}${rest}`;
async function ask<T>(cookie: string, method: string, path: string, json?: unknown): Promise<T> {
  const { status, text } = await hall.ask(cookie, method, path, json);
  if (status >= 400) throw new Error(`${status} ${text}`);
  return JSON.parse(text);
}
async function pdfText(path: string): Promise<string> {
  const answer = await fetch(`${hall.url}/api${path}`, { headers: { cookie: hall.organizer } });
  return textOf(new Uint8Array(await answer.arrayBuffer()));
}
const stored = () => ask<Plan>(hall.organizer, 'GET', at(''));
const tasks = async () => (await ask<UnitTaskList>(officer, 'GET', inDialogue('/tasks'))).tasks;

beforeAll(async () => {
  hall = await openWorkHall();
  kept = await ask<KeptPlan>(hall.organizer, 'POST', '/plans', draft);
  const room = planRoom(kept.plan.id);
  here = await openPeer(hall.url, hall.organizer, room);
  const { text } = await hall.ask(hall.organizer, 'POST', `/dialogues/${hall.dialogueId}/links`, {
    role: 'organizer',
    label: '',
  });
  there = await openPeer(
    hall.url,
    await joinAs(`${hall.url}/join#${JSON.parse(text).token}`, 'Y Văn Hai'),
    room,
  );
  officer = await hall.enter('officer', 'Trần Tài Chính', {
    unit: finance,
    dialogueId: kept.dialogues[0]?.id,
  });
});
afterAll(async () => {
  here?.close();
  there?.close();
  await hall?.close();
});

test('two organizers write at once, one of them without a network; both and the server end in one plan', async () => {
  const [one, other] = [planTextOf(here.doc, 'bases'), planTextOf(there.doc, 'bases')];
  there.provider.disconnect();
  other.insert(other.length, '\nNghị định số 04/2015/NĐ-CP');
  setValue(orderedEntries(plannedOf(there.doc))[1]?.[1] ?? plannedOf(there.doc), 'heldOn', '2023-08-16');
  one.insert(0, 'Hiến pháp năm 2013\n');
  setValue(orderedEntries(plannedOf(here.doc))[0]?.[1] ?? plannedOf(here.doc), 'heldOn', '2023-06-14');
  there.provider.connect();
  await until(here.doc, () => one.toString().includes('04/2015'));
  await until(there.doc, () => other.toString().startsWith('Hiến pháp'));
  const plan = readPlan(here.doc);
  expect(readPlan(there.doc)).toEqual(plan);
  const { id: _plan, revision: _count, ...said } = await stored();
  expect(said).toEqual(plan);
  expect(said.bases).toHaveLength(plan2023.bases.length + 2);
  const days = kept.dialogues.map(async ({ id }) =>
    JSON.parse((await hall.ask(hall.organizer, 'GET', `/dialogues/${id}`)).text),
  );
  expect((await Promise.all(days)).map(({ heldOn }) => heldOn)).toEqual(['2023-06-14', '2023-08-16']);
  const pdf = await fetch(`${hall.url}/api${at('/documents/plan.pdf')}`, {
    headers: { cookie: hall.organizer },
  });
  expect(await textOf(new Uint8Array(await pdf.arrayBuffer()))).toContain('Hiếnphápnăm2013');
});

test('nobody but organizers comes into a plan’s room', async () => {
  const cookies = [
    'recorder',
    'chair',
    'officer',
    'village',
    'finance',
    'reviewer',
    'screen',
    'public',
  ] as const;
  for (const role of cookies) {
    const of = { unit: role === 'officer' ? finance : '', village: role === 'village' ? 'Đăk Vang' : '' };
    const cookie = await hall.enter(role, 'Ai', of);
    const status = await new Promise((resolve) => {
      const address = `${hall.url.replace('http', 'ws')}/sync/${planRoom(kept.plan.id)}`;
      const socket = new WebSocket(address, { headers: { cookie, origin: hall.url } });
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('open', () => resolve('open'));
      socket.on('error', () => undefined);
    });
    expect(status, role).toBe(403);
  }
});

test('an officer sees and marks the tasks of the own unit alone', async () => {
  const list = await ask<UnitTaskList>(officer, 'GET', inDialogue('/tasks'));
  expect(list).toMatchObject({ unit: finance, year: 2023 });
  const [task] = list.tasks;
  if (!task) throw new Error('a task');
  expect(list.tasks.map(({ lines }) => lines.join('\n'))).toEqual(
    plan2023.tasks.find(({ unit }) => unit === finance)?.duties,
  );
  const seen = ({ lines, dueOn, doneAt }: UnitTask) => ({ lines, dueOn, doneAt });
  const mark = (id: string, json: unknown) => hall.ask(officer, 'POST', inDialogue(`/tasks/${id}`), json);
  const marked = await mark(task.id, { done: true, seen: seen(task) });
  expect(JSON.parse(marked.text)).toMatchObject({
    doneBy: 'Trần Tài Chính',
    doneAt: expect.stringMatching(/Z$/),
  });
  // On the organizers' devices at once.
  const doneBy = () =>
    readPlan(here.doc)
      .tasks.flatMap(({ tasks: all = [] }) => all)
      .find(({ id }) => id === task.id)?.doneBy;
  await until(here.doc, () => doneBy() === 'Trần Tài Chính');
  // Sent twice over a bad line, it is one mark; what was not seen is not marked.
  expect((await mark(task.id, { done: true, seen: seen(task) })).status).toBe(200);
  const stale = await mark(task.id, { done: false, seen: seen(task) });
  expect([stale.status, stale.json.error]).toEqual([409, 'changedMeanwhile']);
  const other = (await stored()).tasks.find(({ unit }) => unit !== finance)?.tasks?.[0];
  const foreign = await mark(other?.id ?? '', { done: true, seen: seen(other ?? task) });
  expect([foreign.status, foreign.json.error]).toEqual([404, 'taskNotYours']);
  expect((await mark('__proto__', { done: true, seen: seen(task) })).status).toBe(404);
  expect((await hall.ask(officer, 'GET', `/dialogues/${hall.dialogueId}/tasks`)).status).toBe(404);
  const [after] = await tasks();
  expect((await mark(task.id, { done: false, seen: seen(after ?? task) })).status).toBe(200);
  expect((await tasks())[0]).toMatchObject({ doneAt: '', doneBy: '' });
});

test('calendar files count the versions of an event, and a unit gets its own tasks', async () => {
  const [, unit] = orderedEntries(unitsOf(here.doc)).find(([, entry]) => entry.get('unit') === finance) ?? [];
  const [, task] = orderedEntries(entriesIn(unit ?? null, 'tasks'))[0] ?? [];
  if (!task) throw new Error('a task');
  setValue(task, 'dueOn', '2023-06-01');
  const [[, first] = ['', null]] = orderedEntries(plannedOf(here.doc));
  if (!first) throw new Error('a dialogue');
  setValue(first, 'startsAt', '08:00');
  const file = async (cookie: string, path: string) => readIcs((await hall.ask(cookie, 'GET', path)).text);
  const settled = async (path: string, holds: (events: ReturnType<typeof readIcs>) => boolean) => {
    await expect.poll(async () => holds(await file(hall.organizer, path)), { timeout: 20_000 }).toBe(true);
    return file(hall.organizer, path);
  };
  const whole = await settled(at('/calendar.ics'), (events) =>
    events.some(({ start }) => start === '2023-06-14T01:00:00.000Z'),
  );
  const dialogue = whole.find(({ start }) => start.startsWith('2023-06-14'));
  expect(whole).toHaveLength(3);
  // Asked once more: the same bytes.
  expect(await file(hall.organizer, at('/calendar.ics'))).toEqual(whole);
  setValue(first, 'place', 'Nhà rông thôn Giang Lố 2, nơi có loa; ghế');
  const next = await settled(at('/calendar.ics'), (events) =>
    events.some(({ location }) => location.startsWith('Nhà rông')),
  );
  const again = next.find(({ uid }) => uid === dialogue?.uid);
  expect(again).toMatchObject({
    sequence: (dialogue?.sequence ?? 0) + 1,
    location: 'Nhà rông thôn Giang Lố 2, nơi có loa; ghế',
  });
  expect(next.filter(({ uid }) => uid !== dialogue?.uid)).toEqual(
    whole.filter(({ uid }) => uid !== dialogue?.uid),
  );
  // Two dialogues and the own task; another unit's file has no task.
  expect(
    (await file(officer, inDialogue('/tasks/calendar.ics')))
      .map(({ summary }) => summary)
      .filter((one) => one.startsWith('Hạn: ')),
  ).toHaveLength(1);
  expect(
    await file(hall.organizer, at(`/calendar.ics?unit=${encodeURIComponent('Ban quản lý thôn')}`)),
  ).toHaveLength(2);
  setRemoved(task, true);
  const gone = await settled(at('/calendar.ics'), (events) =>
    events.some(({ status }) => status === 'CANCELLED'),
  );
  expect(gone.find(({ status }) => status === 'CANCELLED')?.summary).toMatch(/^Hạn: /);
  setRemoved(task, false);
});

test('a version is kept as issued, compared, and gone back to as a new edit', async () => {
  const issued = { name: 'Bản ban hành', number: '05/KH-UBND', issuedOn: '2023-02-05' };
  for (const wrong of [
    { ...issued, number: '/KH-UBND' },
    { ...issued, issuedOn: '2023-02-30' },
    { ...issued, name: '' },
  ])
    expect((await hall.ask(hall.organizer, 'POST', at('/versions'), wrong)).status).toBe(400);
  const version = await ask<{ id: string }>(hall.organizer, 'POST', at('/versions'), issued);
  const before = await stored();
  expect(before).toMatchObject({ number: '05/KH-UBND', date: '2023-02-05' });
  const [task] = await tasks();
  await ask(officer, 'POST', inDialogue(`/tasks/${task?.id}`), { done: true, seen: task });
  const [[, first] = ['', null], [, second] = ['', null]] = orderedEntries(plannedOf(there.doc));
  if (!first || !second) throw new Error('two dialogues');
  setValue(first, 'topic', 'Vay vốn');
  setRemoved(second, true);
  textIn(first, 'groups')?.insert(0, 'Thanh niên\n');
  await expect.poll(async () => (await stored()).dialogues.length, { timeout: 20_000 }).toBe(1);
  const kept2023 = await ask<{ plan: Plan; keptBy: string }>(
    hall.organizer,
    'GET',
    at(`/versions/${version.id}`),
  );
  expect(kept2023).toMatchObject({ ...issued, keptBy: 'Lê Văn Phòng', plan: before });
  const changes = comparePlans(kept2023.plan, await stored()).map(({ kind, of, part }) =>
    [kind, of, part].join(' '),
  );
  expect(changes).toEqual([
    'changed dialogue topic',
    'changed dialogue groups',
    'removed dialogue ',
    'changed task done',
  ]);
  // The issued text is printed as it was, whatever the plan says now.
  const issuedPdf = await pdfText(at(`/versions/${version.id}/documents/plan.pdf`));
  expect(issuedPdf).toContain('ngày05tháng02năm2023');
  expect(issuedPdf).toContain('05/KH-UBND');
  expect(issuedPdf).toContain('ĐốithoạivớihộviênHộiNôngdân');
  expect(await pdfText(at('/documents/plan.pdf'))).not.toContain('ĐốithoạivớihộviênHộiNôngdân');
  const {
    id: _plan,
    revision,
    ...again
  } = await ask<Plan>(hall.organizer, 'POST', at(`/versions/${version.id}/return`));
  expect(revision).toBeGreaterThan(before.revision);
  expect(comparePlans(before, again).map(({ part }) => part)).toEqual(['done']);
  await until(here.doc, () => readPlan(here.doc).dialogues.length === 2);
  expect(readPlan(here.doc)).toEqual(again);
  expect((await hall.ask(hall.organizer, 'POST', at('/versions/none/return'))).status).toBe(404);
});

test('the calendar of a year has what is planned and held, with the hour of the invitations', async () => {
  type Year = { dialogues: { day: string; startsAt: string }[]; holidays: string[] };
  const year = await ask<Year>(hall.organizer, 'GET', '/calendar/2023');
  expect(year.dialogues.map(({ day, startsAt }) => [day, startsAt])).toEqual([
    ['2023-06-14', '08:00'],
    ['2023-08-16', ''],
  ]);
  const path = inDialogue('/preparation');
  const prepared = await ask<{ revision: number }>(hall.organizer, 'GET', path);
  await ask(hall.organizer, 'PUT', path, { ...prepared, startsAt: '07:30' });
  expect((await ask<Year>(hall.organizer, 'GET', '/calendar/2023')).dialogues[0]?.startsAt).toBe('07:30');
  expect((await hall.ask(hall.organizer, 'GET', '/calendar/none')).status).toBe(404);
});

test('the hall reads the estimate and its document; it edits none of it', async () => {
  const line = { item: 'Nước uống', unit: 'người', quantity: 80, unitPrice: 15_000, note: '' };
  const money = await hall.enter('finance', 'Lê Tài Chính');
  const inHall = (rest: string) => `/dialogues/${hall.dialogueId}${rest}`;
  const { revision } = await ask<{ revision: number }>(money, 'GET', inHall('/preparation'));
  await ask(money, 'PUT', inHall('/estimate'), { revision, estimate: [line] });
  for (const role of ['recorder', 'chair'] as const) {
    const cookie = await hall.enter(role, 'Ai');
    expect((await ask<{ estimate: unknown }>(cookie, 'GET', inHall('/preparation'))).estimate).toEqual([
      line,
    ]);
    const pdf = await fetch(`${hall.url}/api${inHall('/documents/estimate.pdf')}`, { headers: { cookie } });
    const text = await textOf(new Uint8Array(await pdf.arrayBuffer()));
    expect(text).toMatch(/1\.200\.000.*Mộttriệuhaitrămnghìnđồng/);
    expect(
      (await hall.ask(cookie, 'PUT', inHall('/estimate'), { revision: revision + 1, estimate: [] })).status,
    ).toBe(403);
  }
});
