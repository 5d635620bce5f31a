import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { documentKinds } from '../../shared/dialogue.ts';
import { command } from '../e2e/server.ts';
import { calls } from '../server/access/api-rules.ts';
import { testDatabase } from '../setup/shared-postgres.ts';
import { ask, askFor, type Hall, openHall, openProvince, openSocket, type Province } from './kit.ts';

const hosts = { one: 'mot.tinh.example', two: 'hai.tinh.example' };
const marked = 'Chỉ của xã một';
let province: Province;
let url = '';
let other = '';
let database = '';
let one: Hall;
let two: Hall;

const cli = (...args: string[]) => command('commune', args, { DATABASE_URL: database });

beforeAll(async () => {
  database = (await testDatabase()).url;
  province = await openProvince({ DATABASE_URL: database }, 2);
  [url = '', other = ''] = province.processes.map((each) => each.url);
  const token = province.processes[0]?.organizerLink.split('#')[1] ?? '';
  expect(cli('add', '--id', 'hai', '--hosts', hosts.two).code).toBe(2);
  expect(cli('change', '--id', 'xa', '--name', 'Xã Một', '--hosts', hosts.one).code).toBe(0);
  const added = cli('add', '--id', 'hai', '--name', 'Xã Hai', '--hosts', hosts.two);
  expect(added.out).toMatch(new RegExp(`^https://${hosts.two}/join#[\\w-]{43}$`));
  await vi.waitFor(
    async () => {
      for (const at of [url, other])
        expect((await ask(at, 'GET', '/api/version', { host: hosts.two })).status).toBe(200);
    },
    { timeout: 30_000 },
  );
  one = await openHall(url, token, hosts.one);
  two = await openHall(other, added.out.split('#')[1] ?? '', hosts.two);
  await askFor(url, 'PUT', `/api/dialogues/${one.dialogueId}`, {
    cookie: one.organizer,
    host: hosts.one,
    json: {
      ...(await askFor<object>(url, 'GET', `/api/dialogues/${one.dialogueId}`, {
        cookie: one.organizer,
        host: hosts.one,
      })),
      title: marked,
    },
  });
}, 240_000);
afterAll(() => province?.close());

describe('two communes of one installation', { timeout: 240_000 }, () => {
  test('each answers to its own host only, at every process, and nobody to any other', async () => {
    for (const at of [url, other]) {
      for (const host of Object.values(hosts))
        expect((await ask(at, 'GET', '/api/session', { host })).status).toBe(200);
      for (const host of ['127.0.0.1', 'localhost', 'tinh.example', 'ba.tinh.example'])
        for (const path of ['/api/session', '/', '/address'])
          expect((await ask(at, 'GET', path, { host })).status).toBe(421);
    }
  });

  test('a session of one is nobody in the other', async () => {
    for (const at of [url, other])
      for (const { route, rule, path, json } of calls) {
        if (rule === 'anybody' || !route.includes(' /api/')) continue;
        const [method = '', plain = ''] = route.split(' ');
        const ids = {
          dialogue: one.dialogueId,
          plan: 'plan00000001',
          freeze: 'freeze000001',
          petition: 'petition0001',
        };
        const to = path ? `/api${path(ids)}` : plain;
        const answer = await ask(at, method, to, { cookie: one.organizer, host: hosts.two, json });
        expect([route, answer.status]).toEqual([route, 401]);
      }
  });

  test("what is one's own is nowhere in the other, by any call that reads", async () => {
    const ids = {
      dialogue: one.dialogueId,
      plan: 'plan00000001',
      freeze: 'freeze000001',
      petition: 'petition0001',
    };
    const own = await ask(url, 'GET', `/api/dialogues/${one.dialogueId}`, {
      cookie: one.organizer,
      host: hosts.one,
    });
    expect(own.text).toContain(marked);
    for (const { route, path } of calls) {
      const [method = '', plain = ''] = route.split(' ');
      if (method !== 'GET' || !plain.startsWith('/api/')) continue;
      const to = path ? `/api${path(ids)}` : plain;
      const { status, text } = await ask(other, 'GET', to, { cookie: two.organizer, host: hosts.two });
      expect(text).not.toContain(marked);
      // An organizer may not do everything; what it may, it finds nothing for.
      if (to.includes(one.dialogueId)) expect([403, 404], route).toContain(status);
    }
  });

  test('no socket of one opens a document of the other', async () => {
    for (const at of [url, other])
      for (const kind of documentKinds) {
        const mine = await openSocket(at, one.organizer, one.dialogueId, kind, hosts.one);
        expect(mine.closed).toBeNull();
        const tries = [
          await openSocket(at, one.organizer, one.dialogueId, kind, hosts.two),
          await openSocket(at, two.organizer, one.dialogueId, kind, hosts.two),
          await openSocket(at, two.organizer, `xa/${one.dialogueId}`, kind, hosts.two),
          await openSocket(at, two.organizer, `../xa/${one.dialogueId}`, kind, hosts.two),
        ];
        for (const each of tries) expect(each.closed).not.toBeNull();
        await mine.close();
      }
  });

  test('each has its own keys', async () => {
    const keyAt = async (host: string, cookie: string) =>
      (await ask(url, 'GET', '/api/verification/key', { host, cookie })).text;
    const [first, second] = [await keyAt(hosts.one, one.organizer), await keyAt(hosts.two, two.organizer)];
    expect(first).toMatch(/[0-9a-f]{8}/);
    expect(first).not.toBe(second);
  });

  test('the command lists them, and refuses what would mix them up', () => {
    expect(cli('list').out).toBe(`xa\tXã Một\t${hosts.one}\t\nhai\tXã Hai\t${hosts.two}`);
    const taken = cli('add', '--id', 'ba', '--hosts', hosts.one);
    expect(taken.code).toBe(1);
    expect(taken.err).toContain('đã là của xã khác');
    expect(cli('add', '--id', 'hai', '--hosts', 'bon.tinh.example').code).toBe(2);
    expect(cli('add', '--id', 'BA', '--hosts', 'ba.tinh.example').code).toBe(2);
    expect(cli('change', '--id', 'xa', '--hosts', '').code).toBe(2);
    expect(cli('change', '--id', 'xa', '--superior', 'nobody').code).toBe(2);
  });
});
