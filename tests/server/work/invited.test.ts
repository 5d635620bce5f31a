import { afterAll, beforeAll, expect, test } from 'vitest';
import { eraseEntries } from '../../../shared/docs/erasing.ts';
import { readInvitation } from '../../../shared/docs/invitation.ts';
import { addAttendee, attendeesOf, setAttendee } from '../../../shared/docs/register.ts';
import type { InvitedList } from '../../../shared/invited.ts';
import type { AuditRow } from '../../../shared/privacy.ts';
import { hallDialogue } from '../../e2e/kit.ts';
import { openWorkHall, type WorkHall } from './hall.ts';

/* The head of a village says of those of the village who are invited who was told, who will come, who brings a petition. */
let hall: WorkHall;
let dakVang: string;
let haoLy: string;
const base = () => `/dialogues/${hall.dialogueId}/invited`;
const invitee = {
  title: '',
  group: 'Hộ nghèo',
  category: 'poor' as const,
  phone: '0905 111 222',
  present: false,
  walkIn: false,
  checkedInAt: '',
};

beforeAll(async () => {
  hall = await openWorkHall();
  dakVang = await hall.enter('village', 'A Trưởng Thôn', { village: 'Đăk Vang' });
  haoLy = await hall.enter('village', 'B Trưởng Thôn', { village: 'Hào Lý' });
  const { doc } = hall.register;
  addAttendee(doc, { ...invitee, id: 'nguoi001', name: 'Y Hương', village: 'Đăk Vang', birthYear: '1970' });
  addAttendee(doc, { ...invitee, id: 'nguoi002', name: 'A Bích', village: 'dak vang' });
  addAttendee(doc, { ...invitee, id: 'nguoi003', name: 'A Tám', village: 'Hào Lý' });
  addAttendee(doc, { ...invitee, id: 'nguoi004', name: 'A Chín', village: 'Đăk Vang', walkIn: true });
  addAttendee(doc, { ...invitee, id: 'nguoi005', name: 'A Mười', village: 'Đăk Vang' });
  eraseEntries(doc, [{ kind: 'attendee', id: 'nguoi005' }]);
});
afterAll(() => hall?.close());

async function listed(cookie: string): Promise<InvitedList> {
  const answer = await hall.ask(cookie, 'GET', base());
  expect(answer.status).toBe(200);
  return JSON.parse(answer.text);
}
const say = (cookie: string, id: string, json: object) =>
  hall.ask(cookie, 'POST', `${base()}/${id}`, { at: new Date().toISOString(), ...json });
const stored = (id: string) => {
  const map = attendeesOf(hall.register.doc).get(id);
  return map ? readInvitation(map) : null;
};

test('a village head is given those of the own village who are invited, and of them no more than is needed', async () => {
  await expect.poll(async () => (await listed(dakVang)).people.length, { timeout: 20_000 }).toBe(2);
  const list = await listed(dakVang);
  expect(list.of).toBe('Đăk Vang');
  expect(list.people.map(({ name }) => name)).toEqual(['A Bích', 'Y Hương']);
  expect(list.people[1]).toEqual({
    id: 'nguoi001',
    name: 'Y Hương',
    title: '',
    group: 'Hộ nghèo',
    phone: '0905 111 222',
    birthYear: '1970',
    present: false,
    toldAt: '',
    coming: '',
    brings: false,
  });
  expect((await listed(haoLy)).people.map(({ id }) => id)).toEqual(['nguoi003']);
});

test('one tap is in the register of every desk, and is not taken back by one that was said before', async () => {
  const early = new Date(Date.now() - 60_000).toISOString();
  expect((await say(dakVang, 'nguoi001', { coming: 'yes', brings: true })).status).toBe(200);
  await expect.poll(() => stored('nguoi001')?.coming, { timeout: 20_000 }).toBe('yes');
  expect(stored('nguoi001')).toMatchObject({ brings: true, toldAt: expect.stringMatching(/^20/) });
  // It waited without a network longer than the one above.
  const late = await say(dakVang, 'nguoi001', { coming: 'no', at: early });
  expect(JSON.parse(late.text)).toMatchObject({ coming: 'yes' });
  // A clock that is years ahead does not close the matter for ever.
  await say(dakVang, 'nguoi001', { coming: 'no', at: '2099-01-01T00:00:00.000Z' });
  expect(JSON.parse((await say(dakVang, 'nguoi001', { coming: 'yes' })).text)).toMatchObject({
    coming: 'yes',
  });
});

test('nobody speaks for another village, for walk-ins or for who was erased', async () => {
  for (const id of ['nguoi003', 'nguoi004', 'nguoi005', 'nguoi999', 'x'])
    expect((await say(dakVang, id, { told: true })).status).toBe(404);
  expect(stored('nguoi003')).toMatchObject({ toldAt: '' });
  expect((await say(dakVang, 'nguoi001', { coming: 'perhaps' })).status).toBe(400);
  // Somebody who moved to another village is the other head's from then on.
  const map = attendeesOf(hall.register.doc).get('nguoi002');
  if (map) setAttendee(hall.register.doc, map, { village: 'Hào Lý' });
  await expect.poll(async () => (await listed(haoLy)).people.length).toBe(2);
  expect((await say(dakVang, 'nguoi002', { told: true })).status).toBe(404);
});

test('whose names were given is in the audit log before they leave, each once', async () => {
  const rows: { rows: AuditRow[] } = JSON.parse(
    (await hall.ask(hall.organizer, 'GET', '/privacy/audit?limit=100')).text,
  );
  const noted = rows.rows.filter(({ act }) => act === 'invited').flatMap(({ about }) => about.people);
  expect(noted.filter((id) => id === 'nguoi001')).toHaveLength(1);
});

test('who of the households may be invited is for the office alone, and noted by how many', async () => {
  const villages: { id: string; name: string }[] = JSON.parse(
    (await hall.ask(hall.organizer, 'GET', '/villages')).text,
  );
  const member = { id: '', birth: '1980', gender: '', relation: '', phone: '', unionMember: false, note: '' };
  const made = await hall.ask(hall.organizer, 'POST', '/households', {
    code: '',
    villageId: villages.find(({ name }) => name === 'Hào Lý')?.id,
    address: '',
    revision: 0,
    years: [{ year: hallDialogue.year, category: 'poor' }],
    members: [
      { ...member, name: 'A Chủ Hộ', head: true },
      { ...member, name: 'Y Vợ', head: false },
    ],
  });
  expect(made.status).toBeLessThan(300);
  const invitees = `/dialogues/${hall.dialogueId}/invitees?categories=poor,nearPoor`;
  const { people } = JSON.parse((await hall.ask(hall.organizer, 'GET', invitees)).text);
  expect(people).toMatchObject([
    { name: 'A Chủ Hộ', village: 'Hào Lý', category: 'poor', birthYear: '1980' },
  ]);
  expect((await hall.ask(dakVang, 'GET', invitees)).status).toBe(403);
  expect((await hall.ask(hall.organizer, 'GET', invitees.replace('nearPoor', 'rich'))).status).toBe(400);
  const { text } = await hall.ask(hall.organizer, 'GET', '/privacy/audit?limit=100');
  const rows: { rows: AuditRow[] } = JSON.parse(text);
  const noted = rows.rows.find(({ act }) => act === 'invitees');
  expect(noted?.about).toEqual({ people: 1, categories: ['poor', 'nearPoor'] });
  expect(text).not.toContain('Chủ Hộ');
});

test('after the freeze the list is to be read only', async () => {
  await hall.ask(hall.organizer, 'POST', `/dialogues/${hall.dialogueId}/freezes`, { despite: [] });
  await expect.poll(async () => (await listed(dakVang)).frozen, { timeout: 20_000 }).toBe(true);
  expect((await say(dakVang, 'nguoi001', { coming: 'no' })).json.error).toBe('alreadyFrozen');
});
