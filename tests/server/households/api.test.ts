import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Household, HouseholdPage, ListImport, Undone, Village } from '../../../shared/households.ts';
import { newId } from '../../../shared/ids.ts';
import type { ListChoices, ListPreview } from '../../../shared/import/preview.ts';
import type { AuditRow, DueDialogue, FoundPerson } from '../../../shared/privacy.ts';
import { filesWith, type Office, openOffice } from '../privacy/kit.ts';
import { householdRows, madeXlsx, rowHead } from './list-file.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
  const settings = await office.call<object>('GET', '/office');
  await office.call('PUT', '/office', { ...settings, villages: ['Thôn Hào Lý', 'Thôn Giang Lố 1'] });
});
afterAll(() => office.close());

async function send(path: string, file: Uint8Array, choices: ListChoices, more: Record<string, string> = {}) {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(file)], 'Hộ nghèo 2022.xlsx'));
  form.set('choices', JSON.stringify(choices));
  for (const [key, value] of Object.entries(more)) form.set(key, value);
  return fetch(`${office.url()}/api/households/lists${path}`, {
    method: 'POST',
    headers: { cookie: office.organizer },
    body: form,
  });
}

async function preview(file: Uint8Array, choices: ListChoices = {}): Promise<ListPreview> {
  const answer = await send('/preview', file, choices);
  expect(answer.status).toBe(200);
  return answer.json();
}

async function take(file: Uint8Array, choices: ListChoices, stamp: string, id = newId()): Promise<Response> {
  return send('', file, choices, { id, stamp });
}

const search = (more: object = {}) =>
  office.call<HouseholdPage>('POST', '/households/search', {
    words: '',
    villageId: '',
    year: 2022,
    category: '',
    change: '',
    offset: 0,
    ...more,
  });

test('2,000 rows of the product’s own .xlsx: seen before anything is stored, taken in once, taken back', async () => {
  const file = await madeXlsx(rowHead, householdRows(2000), ['Ngày sinh']);
  const seen = await preview(file, { year: 2022, leaving: { complete: true, as: '' } });
  expect(seen.counts).toMatchObject({ all: 2000, bad: 0, households: 500 });
  const { members } = seen.counts;
  expect(members).toBeGreaterThan(1500);
  expect((await search()).total).toBe(0);

  const id = newId();
  const first = await take(file, { year: 2022 }, seen.stamp, id);
  expect(first.status).toBe(201);
  const list: ListImport = await first.json();
  expect(list).toMatchObject({ id, file: 'Hộ nghèo 2022.xlsx', by: 'Lê Văn Phòng', members });
  // Sent once more since the answer was lost.
  expect(await (await take(file, { year: 2022 }, seen.stamp, id)).json()).toMatchObject({ id, members });
  const stored = await search({ category: 'poor' });
  expect([stored.total, stored.members]).toEqual([500, members]);
  // What was seen is not what is stored now.
  expect((await take(file, { year: 2022 }, seen.stamp)).status).toBe(409);
  // The same list again finds everybody.
  const again = await preview(file, { year: 2022 });
  expect(again.counts).toMatchObject({ households: 0, members: 0, changed: 0 });

  const undone = await office.call<Undone>('POST', `/households/lists/${id}/undo`);
  expect(undone.kept).toEqual([]);
  expect((await search()).total).toBe(0);
}, 60_000);

test('what no list is is refused with a reason; nobody but an organizer is let in', async () => {
  const refused = async (bytes: Uint8Array) => {
    const answer = await send('/preview', bytes, {});
    return [answer.status, (await answer.json()).error];
  };
  expect(await refused(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1))).toEqual([400, 'oldExcel']);
  expect(await refused(new TextEncoder().encode('%PDF-1.7'))).toEqual([400, 'notList']);
  expect(await refused(new Uint8Array())).toEqual([400, 'empty']);
  expect(await refused(new Uint8Array(50 * 1024 * 1024))).toEqual([413, 'tooLarge']);
  expect((await send('/preview', new Uint8Array(3), { decisions: { x: 'keep' } })).status).toBe(400);
  const { id } = await office.dialogue();
  for (const role of ['recorder', 'chair'] as const) {
    const cookie = await office.enter(role, id, 'Ai đó');
    expect((await office.request('GET', '/households/lists', undefined, cookie)).status).toBe(403);
    expect((await office.request('POST', '/households/search', {}, cookie)).status).toBe(403);
  }
});

async function village(): Promise<Village> {
  const [first] = await office.call<Village[]>('GET', '/villages');
  if (!first) throw new Error('no village');
  return first;
}

const person = {
  id: '',
  name: 'Lò Văn Khuê',
  birth: '1950',
  gender: 'male',
  relation: '',
  head: true,
  phone: '0987654321',
  unionMember: true,
  note: '',
};

test('who looked and what was done is in the audit log without a name; who is erased is in no file any more', async () => {
  const { id: villageId } = await village();
  const years = [{ year: 2015, category: 'poor' }];
  const made = await office.call<Household>('POST', '/households', {
    code: 'HK-99',
    villageId,
    address: 'Xóm Chuối Lùn',
    members: [person],
    years,
    revision: 0,
  });
  expect(made.members[0]?.id).not.toBe('');
  expect((await office.request('PUT', `/households/${made.id}`, { ...made, revision: 7 })).status).toBe(409);
  const changed = await office.call<Household>('PUT', `/households/${made.id}`, { ...made, code: 'HK-100' });
  expect(changed.revision).toBe(2);

  const found = await office.call<FoundPerson>('POST', '/privacy/people', { name: 'khue' });
  expect(found.places).toMatchObject([
    { kind: 'member', dialogueId: '', name: 'Lò Văn Khuê', birthYear: '1950', village: 'Thôn Hào Lý' },
  ]);
  const places = found.places.map(({ dialogueId, kind, id }) => ({ dialogueId, kind, id }));
  const order = { places, ground: 'request', requestedOn: '2026-11-26' };
  expect(
    (await office.request('POST', '/privacy/erasures', { ...order, note: 'đơn của ông Lò Văn Khuê' })).status,
  ).toBe(400);
  const done = await office.call<{ live: number }>('POST', '/privacy/erasures', { ...order, note: '12/ĐN' });
  expect(done.live).toBe(2);
  expect((await office.request('GET', `/households/${made.id}`)).status).toBe(404);
  expect(filesWith(office.dir, ['Lò Văn Khuê', '0987654321', 'Xóm Chuối Lùn'])).toEqual([]);

  const { rows } = await office.call<{ rows: AuditRow[] }>('GET', '/privacy/audit');
  const acts = rows.map(({ act }) => act);
  for (const act of ['households', 'listTaken', 'listUndone', 'erased']) expect(acts).toContain(act);
  expect(JSON.stringify(rows)).not.toContain('Khuê');
});

test('households that no list names any more fall due, and go with one act', async () => {
  const { id: villageId } = await village();
  const member = { ...person, name: 'Ksor H’Bia' };
  await office.call('POST', '/households', {
    code: '',
    villageId,
    address: '',
    members: [member],
    years: [{ year: 2015, category: 'poor' }],
    revision: 0,
  });
  office.sql(`UPDATE household SET changed_at = '2015-03-01T00:00:00.000Z'`);
  await office.call('PUT', '/privacy/retention', { years: 5 });
  const { due } = await office.call<{ due: DueDialogue[] }>('GET', '/privacy/retention');
  expect(due).toMatchObject([{ id: '', people: 1 }]);
  expect(await office.call('GET', '/privacy/households/plan')).toMatchObject({ live: 1 });
  await office.call('POST', '/privacy/households/erasure', {
    ground: 'termOver',
    requestedOn: '2026-11-26',
    note: '',
  });
  expect((await search()).total).toBe(0);
  expect(filesWith(office.dir, ['Ksor H’Bia'])).toEqual([]);
});

test('a village is renamed in one place; it stays while households live there', async () => {
  const { id } = await village();
  const renamed = await office.call<Village[]>('PUT', `/villages/${id}`, {
    name: 'Thôn Hào Lý Mới',
    spellings: [],
  });
  expect(renamed[0]).toMatchObject({ name: 'Thôn Hào Lý Mới', spellings: ['Thôn Hào Lý'] });
  expect(await office.call('GET', '/office')).toMatchObject({
    villages: ['Thôn Hào Lý Mới', 'Thôn Giang Lố 1'],
  });
  const answer = await office.request('PUT', `/villages/${id}`, { name: 'Thôn Giang Lố 1', spellings: [] });
  expect([answer.status, (await answer.json()).error]).toEqual([409, 'villageTaken']);
  await office.call('POST', '/households', {
    code: '',
    villageId: id,
    address: '',
    members: [person],
    years: [],
    revision: 0,
  });
  expect((await office.request('DELETE', `/villages/${id}`)).status).toBe(409);
  const added = await office.call<Village[]>('POST', '/villages', { name: 'Thôn Ba', spellings: ['Thôn 3'] });
  expect(added.at(-1)).toMatchObject({ name: 'Thôn Ba', spellings: ['Thôn 3'], households: 0 });
  expect(await office.call('DELETE', `/villages/${added.at(-1)?.id}`)).toHaveLength(2);
});
