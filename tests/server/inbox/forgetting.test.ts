import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoredItem } from '../../../server/inbox/contract.ts';
import { newItem } from '../../../server/inbox/items.ts';
import { dueHandedIn, dueInbox } from '../../../server/privacy/inbox-people.ts';
import { petitionsOf } from '../../../shared/docs/board.ts';
import { readPrepared } from '../../../shared/docs/prepared.ts';
import type { InboxCitizen, InboxEntry } from '../../../shared/inbox.ts';
import type { FoundPerson } from '../../../shared/privacy.ts';
import { until } from '../../e2e/peer.ts';
import { mapOf, openWorkHall, type WorkHall } from '../work/hall.ts';

/* Whoever asks to be forgotten leaves the inbox too: name, phone, and what somebody typed about them. */
let hall: WorkHall;
let head: string;
let officer: string;
const unit = 'Địa chính – nông nghiệp';

beforeAll(async () => {
  hall = await openWorkHall();
  head = await hall.enter('village', 'A Trưởng Thôn', { village: 'Đăk Vang' });
  officer = await hall.enter('officer', 'Nguyễn Địa Chính', { unit });
});
afterAll(() => hall?.close());

async function ask<T>(cookie: string, method: string, path: string, json?: unknown): Promise<T> {
  const { status, text } = await hall.ask(cookie, method, path, json);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
  return JSON.parse(text);
}
const handIn = (id: string, content: string, name: string) =>
  ask(head, 'POST', '/inbox/own', {
    id,
    content,
    field: '',
    category: 'poor',
    replyWish: 'none',
    name,
    phone: '0977123456',
  });
const inbox = async () => (await hall.ask(hall.organizer, 'GET', '/inbox')).text;
async function entry(id: string): Promise<InboxEntry> {
  const { items }: { items: InboxEntry[] } = JSON.parse(await inbox());
  const found = items.find((item) => item.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}
const order = { ground: 'request', requestedOn: '2026-11-26', note: 'Đơn số 12' };

test('a citizen of the inbox is found by name and erased, with the name in every text; others stay', async () => {
  await handIn('forgetme0001', 'Bà Y Hạnh Phúc xin sửa mái nhà', 'Y Hạnh Phúc');
  await handIn('forgetme0002', 'Xin mở lớp xóa mù chữ, Y Hạnh Phúc cũng muốn học', 'A Lăng Tư');
  const { revision } = await entry('forgetme0001');
  await ask(hall.organizer, 'POST', '/inbox/forgetme0001/question', { revision, text: 'Y Hạnh Phúc ở đâu?' });
  const found = await ask<FoundPerson>(hall.organizer, 'POST', '/privacy/people', { name: 'hanh phuc' });
  const places = found.places.map(({ dialogueId, kind, id }) => ({ dialogueId, kind, id }));
  expect(places).toEqual([{ dialogueId: '', kind: 'handedIn', id: 'forgetme0001' }]);
  const named = await hall.ask(hall.organizer, 'POST', '/privacy/erasures', {
    ...order,
    note: 'Y Hạnh Phúc',
    places,
  });
  expect(named.json.error).toBe('noteNamesPerson');
  const done = await ask(hall.organizer, 'POST', '/privacy/erasures', { ...order, places });
  expect(done).toMatchObject({ live: 1, texts: 3, swept: true });
  const text = await inbox();
  expect(text).not.toContain('Hạnh Phúc');
  expect(await entry('forgetme0001')).toMatchObject({
    state: 'asked',
    name: '',
    phone: '',
    content: 'Bà (tên đã xóa) xin sửa mái nhà',
  });
  expect(await entry('forgetme0002')).toMatchObject({ name: 'A Lăng Tư' });
  // Sent again by a phone that had not heard of it, the name does not come back.
  await handIn('forgetme0001', 'Bà Y Hạnh Phúc xin sửa mái nhà', 'Y Hạnh Phúc');
  expect(await inbox()).not.toContain('Hạnh Phúc');
});

test('erased in a dialogue, the name leaves what a unit prepared and what was said in the inbox before', async () => {
  await handIn('forgetme0003', 'Xin vay vốn', 'Y Mỹ Lệ');
  await ask(hall.organizer, 'POST', '/inbox/assigning', { ids: ['forgetme0003'], unit });
  await ask(officer, 'POST', '/inbox/own/forgetme0003/prepared', {
    text: 'Chị Y Mỹ Lệ đủ điều kiện',
    seen: '',
  });
  const { revision } = await entry('forgetme0003');
  await ask(hall.organizer, 'POST', '/inbox/forgetme0003/question', {
    revision,
    text: 'Y Mỹ Lệ vay bao nhiêu?',
  });
  const { dialogueId } = hall;
  await ask(hall.organizer, 'POST', '/inbox/taking', { ids: ['forgetme0003'], dialogueId });
  await until(hall.board.doc, () => petitionsOf(hall.board.doc).has('forgetme0003'));
  const places = [{ dialogueId, kind: 'petitioner', id: 'forgetme0003' }];
  await ask(hall.organizer, 'POST', '/privacy/erasures', { ...order, places });
  await until(
    hall.board.doc,
    () => readPrepared(mapOf(hall.board.doc, 'forgetme0003'))?.text === 'Chị (tên đã xóa) đủ điều kiện',
  );
  expect(await inbox()).not.toContain('Mỹ Lệ');
});

test('what nothing has happened to for the years that are kept is due, and nothing when they are kept for ever', async () => {
  const from = {
    sender: 'village',
    senderName: 'Đăk Vang',
    village: '',
    year: 2023,
    planId: '',
    unit: '',
  } as const;
  const given = {
    content: 'Việc',
    field: '',
    category: 'other',
    replyWish: 'none',
    wish: '',
    village: '',
  } as const;
  const item = (id: string, at: string): StoredItem => newItem({ ...given, id }, from, { by: 'A', at });
  const items = [
    item('old000000001', '2023-03-01T00:00:00.000Z'),
    item('new000000001', '2026-03-01T00:00:00.000Z'),
    item('noone0000001', '2020-03-01T00:00:00.000Z'),
  ];
  const citizen: InboxCitizen = { name: 'Y', phone: '', address: '' };
  const book = {
    list: async () => items,
    citizens: async () =>
      new Map([
        ['old000000001', citizen],
        ['new000000001', citizen],
      ]),
    change: async () => true,
  };
  const now = new Date('2026-11-26T00:00:00.000Z');
  expect(await dueHandedIn(book, 2, now)).toEqual([{ dialogueId: '', kind: 'handedIn', id: 'old000000001' }]);
  expect(await dueInbox(book, 2, now)).toMatchObject([{ id: 'inbox', dueOn: '2025-03-01', people: 1 }]);
  expect([await dueHandedIn(book, 0, now), await dueInbox(book, 10, now)]).toEqual([[], []]);
});
