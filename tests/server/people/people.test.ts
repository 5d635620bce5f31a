import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { readConfig } from '../../../server/config.ts';
import { type RunningServer, startServer } from '../../../server/main.ts';
import type { Duty, Person } from '../../../server/people/contract.ts';
import { closeCodes } from '../../../shared/wire.ts';
import { RawClient } from '../relay/raw-client.ts';
import { until } from '../relay/test-relay.ts';

/* Persons, their duties and their ways in, by real requests and sockets against the real server. */
const dir = mkdtempSync(join(tmpdir(), 'doithoai-people-'));
let server: RunningServer;
let organizer = '';
let dialogueId = '';
let otherId = '';

type Cookie = string;
interface Answer<T> {
  status: number;
  body: T;
  cookie: Cookie;
}

async function ask<T>(cookie: Cookie, method: string, path: string, json?: unknown): Promise<Answer<T>> {
  const answer = await fetch(`http://127.0.0.1:${server.port}/api${path}`, {
    method,
    headers: { cookie, 'content-type': 'application/json' },
    body: json === undefined ? undefined : JSON.stringify(json),
  });
  const [own = ''] = answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  return { status: answer.status, body: (await answer.json()) as T, cookie: own };
}

async function office<T>(method: string, path: string, json?: unknown): Promise<T> {
  const { status, body } = await ask<T>(organizer, method, path, json);
  if (status >= 400) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
  return body;
}

interface Entered {
  cookie: Cookie;
  session: { name: string; role: string; dutyId: string };
}

async function enter(token: string): Promise<Entered> {
  const { status, body, cookie } = await ask<Entered>('', 'POST', '/session', { token });
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return { cookie, session: body.session };
}

const values = (name: string, more: Partial<Person> = {}) => ({
  name,
  title: '',
  unit: '',
  account: '',
  ...more,
});
const recorder = () => ({ role: 'recorder', dialogueId });

/** Somebody new with a duty, signed in, with a document open. */
async function atWork(name: string, duty: object = recorder()) {
  const row = { person: values(name), duties: [duty] };
  const { duties } = await office<{ duties: Duty[] }>('POST', '/people/import', { rows: [row] });
  const given = duties[0];
  if (!given) throw new Error('no duty');
  const { token } = await office<{ token: string }>('POST', `/duties/${given.id}/link`);
  const { cookie, session } = await enter(token);
  return { duty: given, token, cookie, session, client: await open(cookie) };
}

function open(cookie: Cookie, kind = 'board'): Promise<RawClient> {
  return RawClient.join(`ws://127.0.0.1:${server.port}/sync/${dialogueId}/${kind}`, { cookie });
}

function typed(word: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getMap('people').set(word, true);
  return Y.encodeStateAsUpdate(doc);
}

async function words(): Promise<string> {
  const client = await open(organizer);
  client.ask();
  await until(() => client.answers.length > 0, 'the state');
  const doc = new Y.Doc();
  for (const update of [...client.answers, ...client.updates]) Y.applyUpdate(doc, update);
  await client.close();
  return Object.keys(doc.getMap('people').toJSON()).sort().join(' ');
}

/** Ends something; the open document must close with the code for good, and what is sent after that goes nowhere. */
async function endsAtOnce(client: RawClient, word: string, end: () => Promise<unknown>): Promise<void> {
  client.update(typed(`${word}Before`));
  await until(() => client.saved.length > 0, 'stored');
  const begun = performance.now();
  const ended = end();
  await until(() => client.closed, 'closed');
  const took = performance.now() - begun;
  await ended;
  expect(client.closed?.code).toBe(closeCodes.noSession);
  process.stdout.write(`${word}: the open document closed after ${took.toFixed(0)} ms\n`);
  expect(took).toBeLessThan(2_000);
  expect(await words()).toContain(`${word}Before`);
}

beforeAll(async () => {
  server = await startServer(
    readConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: dir, LOG_LEVEL: 'silent' }),
    async () => undefined,
  );
  await server.loadDemo();
  organizer = (await enter(await server.organizerToken())).cookie;
  const dialogues = await office<{ id: string }[]>('GET', '/dialogues');
  [dialogueId = '', otherId = ''] = dialogues.map(({ id }) => id);
});
afterAll(async () => {
  await server?.close();
  rmSync(dir, { recursive: true, force: true });
});

test('a person is added, edited, found with the duties that last', async () => {
  const person = await office<Person>(
    'POST',
    '/people',
    values('Nguyễn Thị Hương', { account: 'Huong@Xa.VN' }),
  );
  expect(person.account).toBe('huong@xa.vn');
  const again = await ask(organizer, 'POST', '/people', values('Người khác', { account: 'huong@xa.vn' }));
  expect(again).toMatchObject({ status: 409, body: { error: 'accountTaken' } });
  const duty = await office<Duty>('POST', `/people/${person.id}/duties`, recorder());
  const same = await ask<Duty>(organizer, 'POST', `/people/${person.id}/duties`, recorder());
  expect([same.status, same.body.id]).toEqual([200, duty.id]);
  const list = await office<(Person & { duties: Duty[] })[]>('GET', '/people');
  expect(list.find(({ id }) => id === person.id)?.duties.map(({ id }) => id)).toEqual([duty.id]);
});

test.each([
  ['an officer without a unit', { role: 'officer', dialogueId: 'own' }],
  ['a village head without a village', { role: 'village', dialogueId: 'own' }],
  ['a recorder with a village', { role: 'recorder', dialogueId: 'own', village: 'Hào Lý' }],
  ['a recorder of no dialogue', { role: 'recorder', dialogueId: '' }],
  ['an organizer of one dialogue', { role: 'organizer', dialogueId: 'own' }],
  ['a screen', { role: 'screen', dialogueId: 'own' }],
])('%s is no duty', async (_name, duty) => {
  const json = { ...duty, dialogueId: duty.dialogueId && dialogueId };
  const person = await office<Person>('POST', '/people', values('Ai đó'));
  expect(await ask(organizer, 'POST', `/people/${person.id}/duties`, json)).toMatchObject({
    status: 400,
    body: { error: 'badInput' },
  });
});

test('many at once: known and new persons, each duty once; all of it or nothing', async () => {
  const known = await office<Person>('POST', '/people', values('A Thưởng'));
  const head = { role: 'village', dialogueId, village: 'Hào Lý' };
  const rows = [
    { personId: known.id, duties: [head, head] },
    { personId: known.id, duties: [head, recorder()] },
    { person: values('Y Mai'), duties: [recorder(), { role: 'recorder', dialogueId: otherId }] },
  ];
  const made = await office<{ people: number; duties: Duty[] }>('POST', '/people/import', { rows });
  expect([made.people, made.duties.length]).toEqual([1, 4]);
  const again = await office<{ duties: Duty[] }>('POST', '/people/import', {
    rows: [{ personId: known.id, duties: [head] }],
  });
  expect(again.duties).toEqual([]);
  const count = async () => (await office<Person[]>('GET', '/people')).length;
  const before = await count();
  const wrong: [number, unknown][] = [
    [
      404,
      [
        { person: values('Một'), duties: [] },
        { personId: 'nobody000001', duties: [] },
      ],
    ],
    [404, [{ person: values('Một'), duties: [{ role: 'recorder', dialogueId: 'nowhere00001' }] }]],
    [400, [{ person: values('Một'), personId: known.id, duties: [] }]],
    [400, [{ duties: [] }]],
    [400, []],
    [
      409,
      [
        { person: values('Một', { account: 'a@xa.vn' }), duties: [] },
        { person: values('Hai', { account: 'A@xa.vn' }), duties: [] },
      ],
    ],
  ];
  for (const [status, list] of wrong)
    expect((await ask(organizer, 'POST', '/people/import', { rows: list })).status).toBe(status);
  expect(await count()).toBe(before);
});

test('a link lets its person in once, by name; a newer one voids the one that nobody opened', async () => {
  const { duty, session, token, cookie } = await atWork('Phạm Thư Ký');
  expect(session).toMatchObject({ name: 'Phạm Thư Ký', role: 'recorder', dutyId: duty.id });
  expect(await ask('', 'POST', '/session', { token })).toMatchObject({ body: { error: 'linkUsed' } });
  const links = await office<{ dutyId: string; token: string }[]>('POST', '/duties/links', {
    dutyIds: [duty.id],
  });
  const lost = links[0]?.token ?? '';
  const { token: newer } = await office<{ token: string }>('POST', `/duties/${duty.id}/link`);
  expect(await ask('', 'POST', '/session', { token: lost })).toMatchObject({
    body: { error: 'linkExpired' },
  });
  await enter(newer);
  const sessions = await office<unknown[]>('GET', `/people/${duty.personId}/sessions`);
  expect(sessions).toHaveLength(2);
  expect(JSON.stringify(sessions)).not.toMatch(/[0-9a-f]{64}/);
  // The name is the office's to change, also where the person has signed in already.
  await office('PUT', `/people/${duty.personId}`, values('Phạm Thị Thư Ký'));
  expect((await ask<Entered>(cookie, 'GET', '/session')).body.session.name).toBe('Phạm Thị Thư Ký');
});

test('a device’s link counts its uses', async () => {
  const wanted = { role: 'screen', label: 'Máy chiếu' };
  const made = await office<{ token: string; link: { id: string } }>(
    'POST',
    `/dialogues/${dialogueId}/links`,
    wanted,
  );
  for (let at = 0; at < 3; at += 1) await enter(made.token);
  const links = await office<{ id: string; uses: number; usedAt: string; lastUsedAt: string }[]>(
    'GET',
    `/dialogues/${dialogueId}/links`,
  );
  const link = links.find(({ id }) => id === made.link.id);
  expect(link?.uses).toBe(3);
  expect(link && link.lastUsedAt >= link.usedAt).toBe(true);
});

test('an ended duty closes what is open by it, and nothing else', async () => {
  const stays = await atWork('Người ở lại');
  const { client, duty, cookie } = await atWork('Người thôi');
  await endsAtOnce(client, 'duty', () => office('DELETE', `/duties/${duty.id}`));
  expect((await ask(cookie, 'GET', '/dialogues')).status).toBe(401);
  expect((await open(cookie)).closed).not.toBeNull();
  expect((await ask(organizer, 'POST', `/duties/${duty.id}/link`)).status).toBe(404);
  expect(stays.client.closed).toBeNull();
  await stays.client.close();
});

test('a person who leaves is out on every device and in every duty', async () => {
  const { client, duty, cookie } = await atWork('Người nghỉ hưu');
  const other = { role: 'recorder', dialogueId: otherId };
  const second = await office<Duty>('POST', `/people/${duty.personId}/duties`, other);
  const { token } = await office<{ token: string }>('POST', `/duties/${second.id}/link`);
  await endsAtOnce(client, 'leaves', () => office('DELETE', `/people/${duty.personId}`));
  expect((await ask(cookie, 'GET', '/dialogues')).status).toBe(401);
  expect(await ask('', 'POST', '/session', { token })).toMatchObject({ body: { error: 'linkExpired' } });
  const list = await office<Person[]>('GET', '/people');
  expect(list.some(({ id }) => id === duty.personId)).toBe(false);
});

test('signed out everywhere, the duty stays', async () => {
  const { client, duty } = await atWork('Người mất máy');
  await endsAtOnce(client, 'signedOut', () => office('DELETE', `/people/${duty.personId}/sessions`));
  const { token } = await office<{ token: string }>('POST', `/duties/${duty.id}/link`);
  expect((await enter(token)).session.dutyId).toBe(duty.id);
});

test('a revoked link closes what was opened by it, also for a client that does not answer the close', async () => {
  const made = await office<{ token: string; link: { id: string } }>(
    'POST',
    `/dialogues/${dialogueId}/links`,
    {
      role: 'recorder',
      label: 'Máy ở bàn đăng ký',
    },
  );
  const { cookie } = await enter(made.token);
  const deaf = await open(cookie);
  await endsAtOnce(await open(cookie), 'link', async () => {
    // It does not read that it is closed, and writes on.
    deaf.ws.pause();
    await office('DELETE', `/links/${made.link.id}`);
    deaf.update(typed('linkAfter'));
    deaf.ws.resume();
  });
  await until(() => deaf.closed, 'the deaf one is closed, too');
  expect(await words()).not.toContain('linkAfter');
});

test('a lost device of the office that nobody stands behind is shut out', async () => {
  const lost = await enter(await server.organizerToken());
  const list = () => office<{ id: string; isOwn: boolean }[]>('GET', '/links');
  const links = await list();
  expect(links.map(({ isOwn }) => isOwn)).toEqual([true, false]);
  await office('DELETE', `/links/${links[1]?.id}`);
  expect((await ask(lost.cookie, 'GET', '/people')).status).toBe(401);
  expect(await list()).toHaveLength(1);
});

test('the last organizer may go: the command on the server’s own machine lets another in', async () => {
  const row = { person: values('Chánh Văn phòng'), duties: [{ role: 'organizer', dialogueId: '' }] };
  const { duties } = await office<{ duties: Duty[] }>('POST', '/people/import', { rows: [row] });
  await office('DELETE', `/duties/${duties[0]?.id}`);
  expect((await enter(await server.organizerToken())).session.role).toBe('organizer');
});
