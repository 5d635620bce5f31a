import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { attemptHeader } from '../../shared/attempt.ts';
import { closeCodes } from '../../shared/wire.ts';
import { hallDialogue } from '../e2e/kit.ts';
import type { Peer } from '../e2e/peer.ts';
import { dataFolder, refusedStart, type ServerProcess } from '../e2e/server.ts';
import { FaultProxy } from '../net/proxy.ts';
import type { RawClient } from '../server/relay/raw-client.ts';
import { freePort } from '../setup/ports.ts';
import { type Service, startPostgres, startRedis } from '../setup/services.ts';
import { testDatabase } from '../setup/shared-postgres.ts';
import { plainJpeg } from '../shared/papers/sample-files.ts';
import {
  ask,
  askFor,
  type Hall,
  numberOf,
  openBoard,
  openHall,
  openProvince,
  openSocket,
  raise,
  textOf,
} from './kit.ts';

const tokenOf = ({ organizerLink }: ServerProcess) => organizerLink.split('#')[1] ?? '';

let redis: Service;
let open: (Peer | { close(): unknown })[] = [];
const kept = <T extends { close(): unknown }>(one: T): T => {
  open.push(one);
  return one;
};
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis?.stop());
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const one of open) await one.close();
  open = [];
  for (const stop of stops.splice(0)) await stop();
});

interface Two {
  steward: ServerProcess;
  other: ServerProcess;
  hall: Hall;
  /** The database, as its superuser. */
  adminUrl: string;
}

/** Two processes of one commune: the first is its steward. */
async function two(withRedis = true, database?: string): Promise<Two> {
  const { url, adminUrl } = database === undefined ? await testDatabase() : { url: database, adminUrl: '' };
  const province = kept(
    await openProvince(
      { DATABASE_URL: url, ...(withRedis && { REDIS_URL: `redis://127.0.0.1:${redis.port}` }) },
      2,
    ),
  );
  const [steward, other] = province.processes;
  if (!steward || !other) throw new Error('two processes');
  const hall = await openHall(steward.url, tokenOf(steward));
  return { steward, other, hall, adminUrl };
}

const closed = (client: RawClient) => expect.poll(() => client.closed?.code ?? null, { timeout: 2_000 });

describe('two processes, one commune', { timeout: 240_000 }, () => {
  test('are one hall: links, petitions and their numbers, the screen, papers and the freeze', async () => {
    const { steward, other, hall } = await two();
    const { dialogueId, organizer } = hall;
    // A link that was made here opens there, and what was made there is read here.
    const { cookie } = await hall.enter(other.url, 'recorder', 'Phạm Thị Ghi Chép');
    expect((await ask(steward.url, 'GET', `/api/dialogues/${dialogueId}`, { cookie })).status).toBe(200);
    const here = kept(await openBoard(steward.url, cookie, dialogueId));
    const there = kept(await openBoard(other.url, cookie, dialogueId));
    const screen = await hall.enter(steward.url, 'screen', '');
    const shown = kept(await openSocket(steward.url, screen.cookie, dialogueId, 'screen'));

    const first = raise(there, 'Đường vào thôn bị sạt lở');
    await expect.poll(() => numberOf(there, first)).toBe('KN-01');
    await expect.poll(() => numberOf(here, first)).toBe('KN-01');
    const second = raise(here, 'Xin vay vốn chăn nuôi');
    await expect.poll(() => numberOf(there, second)).toBe('KN-02');
    const updates = shown.updates.length;
    raise(there, 'Nước sinh hoạt');
    await expect.poll(() => shown.updates.length).toBeGreaterThan(updates);

    // Devices at both are known to the steward, whoever is asked.
    const hash = createHash('sha256').update(plainJpeg).digest('hex');
    const sent = await ask(other.url, 'PATCH', `/api/dialogues/${dialogueId}/papers/${hash}`, {
      cookie,
      body: plainJpeg,
      headers: { 'upload-offset': '0', 'upload-length': String(plainJpeg.length) },
    });
    expect(sent).toMatchObject({ status: 200 });
    for (const { url } of [steward, other])
      expect(await ask(url, 'GET', `/api/dialogues/${dialogueId}/papers/${hash}`, { cookie })).toMatchObject({
        status: 200,
        headers: { 'content-type': 'image/jpeg' },
      });

    const sockets = [
      kept(await openSocket(steward.url, cookie, dialogueId, 'minutes')),
      kept(await openSocket(other.url, cookie, dialogueId, 'minutes')),
    ];
    const made = await ask(other.url, 'POST', `/api/dialogues/${dialogueId}/freezes`, {
      cookie: organizer,
      json: { despite: [] },
    });
    expect(made).toMatchObject({ status: 201 });
    for (const socket of sockets) await expect.poll(() => socket.modes.at(-1)).toBe('sealed');
    const late = kept(await openSocket(other.url, cookie, dialogueId, 'board'));
    await expect.poll(() => late.modes.at(-1)).toBe('sealed');
    const { state } = await askFor<{ state: string }>(steward.url, 'GET', `/api/dialogues/${dialogueId}`, {
      cookie: organizer,
    });
    expect(state).toBe('frozen');
  });

  test.each([
    ['with Redis', true],
    ['without', false],
  ])(
    'a revoked link closes its sockets at the other process within two seconds, %s',
    async (_how, withRedis) => {
      const { steward, other, hall } = await two(withRedis);
      const { cookie, linkId } = await hall.enter(steward.url, 'recorder', 'Phạm Thị Ghi Chép');
      const stays = await hall.enter(steward.url, 'recorder', 'Trần Văn Ở Lại');
      const socket = kept(await openSocket(other.url, cookie, hall.dialogueId, 'board'));
      const another = kept(await openSocket(other.url, stays.cookie, hall.dialogueId, 'board'));
      await askFor(steward.url, 'DELETE', `/api/links/${linkId}`, { cookie: hall.organizer });
      await closed(socket).toBe(closeCodes.noSession);
      expect(another.closed).toBeNull();
      const again = await openSocket(other.url, cookie, hall.dialogueId, 'board');
      expect(again.closed).not.toBeNull();
    },
  );

  test('a steward that is killed is followed by the other within three seconds; work goes on, and no number comes twice', async () => {
    const { steward, other, hall } = await two();
    const { cookie } = await hall.enter(other.url, 'recorder', 'Phạm Thị Ghi Chép');
    const there = kept(await openBoard(other.url, cookie, hall.dialogueId));
    const ids = [raise(there, 'một'), raise(there, 'hai')];
    for (const id of ids) await expect.poll(() => numberOf(there, id)).not.toBe('');
    const killedAt = performance.now();
    await steward.kill();
    ids.push(raise(there, 'ba'));
    await expect.poll(() => numberOf(there, ids[2] ?? '')).toBe('KN-03');
    const took = performance.now() - killedAt;
    const { status } = await ask(other.url, 'GET', `/api/dialogues/${hall.dialogueId}`, { cookie });
    expect(status).toBe(200);
    expect(new Set(ids.map((id) => numberOf(there, id))).size).toBe(3);
    expect(there.provider.wsconnected).toBe(true);
    process.stdout.write(`taken over, and the next number given, after ${Math.round(took)} ms\n`);
    expect(took).toBeLessThan(3_000);
  });

  test('a steward that stands still gives way, and writes nothing when it goes on', async () => {
    const { steward, other, hall } = await two();
    const { cookie } = await hall.enter(other.url, 'recorder', 'Phạm Thị Ghi Chép');
    const there = kept(await openBoard(other.url, cookie, hall.dialogueId));
    const first = raise(there, 'một');
    await expect.poll(() => numberOf(there, first)).toBe('KN-01');
    process.kill(steward.pid, 'SIGSTOP');
    const asked = ask(other.url, 'GET', `/api/dialogues/${hall.dialogueId}`, { cookie });
    const second = raise(there, 'hai');
    await expect.poll(() => numberOf(there, second), { timeout: 30_000 }).toBe('KN-02');
    // What it was asked and could not answer does not wait for it: the next one answers, or it is to be asked once more.
    expect([200, 503]).toContain((await asked).status);
    process.kill(steward.pid, 'SIGCONT');
    const third = raise(there, 'ba');
    await expect.poll(() => numberOf(there, third)).toBe('KN-03');
    // Whoever is asked answers for the one steward that there is.
    await expect
      .poll(
        async () => (await ask(steward.url, 'GET', `/api/dialogues/${hall.dialogueId}`, { cookie })).status,
      )
      .toBe(200);
    expect([first, second, third].map((id) => numberOf(there, id))).toEqual(['KN-01', 'KN-02', 'KN-03']);
  });

  test('a steward that died in the middle of a freeze leaves no room closed', async () => {
    const { steward, other, hall, adminUrl } = await two();
    const { cookie } = await hall.enter(other.url, 'recorder', 'Phạm Thị Ghi Chép');
    const there = kept(await openBoard(other.url, cookie, hall.dialogueId));
    const socket = kept(await openSocket(other.url, cookie, hall.dialogueId, 'board'));
    const first = raise(there, 'một');
    await expect.poll(() => numberOf(there, first)).toBe('KN-01');
    // What is on disk when it dies after the seal and before the record.
    const admin = new Client({ connectionString: adminUrl });
    await admin.connect();
    await admin.query('UPDATE update_room SET seals = seals + 1 WHERE name = $1', [
      `${hall.dialogueId}/board`,
    ]);
    await admin.end();
    await expect.poll(() => socket.modes.at(-1)).toBe('sealed');
    const second = raise(there, 'hai');
    await steward.kill();
    await expect.poll(() => numberOf(there, second)).toBe('KN-02');
    expect(socket.modes.at(-1)).toBe('write');
  });

  test('a steward that stops in good order hands over at once', async () => {
    const { steward, other, hall } = await two();
    const { cookie } = await hall.enter(other.url, 'recorder', 'Phạm Thị Ghi Chép');
    const there = kept(await openBoard(other.url, cookie, hall.dialogueId));
    expect(await steward.stop()).toBe(0);
    expect((await ask(other.url, 'GET', `/api/dialogues/${hall.dialogueId}`, { cookie })).status).toBe(200);
    const id = raise(there, 'một');
    await expect.poll(() => numberOf(there, id)).toBe('KN-01');
    expect(textOf(there.doc)).toContain(id);
  });

  test("a process' metrics say how many communes are in its care and whether the others are reached", async () => {
    const { steward, other } = await two();
    for (const [server, communes] of [
      [steward, 1],
      [other, 0],
    ] as const) {
      await expect
        .poll(async () => (await ask(server.url, 'GET', '/metrics')).text)
        .toContain(`stewarded_communes ${communes}\n`);
      await expect
        .poll(async () => (await ask(server.url, 'GET', '/metrics')).text)
        .toContain('bus_joined 1\n');
    }
    const headers = { 'x-forwarded-for': '10.0.0.1' };
    expect((await ask(steward.url, 'GET', '/metrics', { headers })).status).toBe(403);
  });

  test('the list of devices is of all processes, whichever is asked, and of none that is gone', async () => {
    const { url } = await testDatabase();
    const province = kept(await openProvince({ DATABASE_URL: url }, 3));
    const [steward, second, third] = province.processes;
    if (!steward || !second || !third) throw new Error('three processes');
    const { dialogueId, organizer: cookie, enter } = await openHall(steward.url, tokenOf(steward));
    const people = ['Một', 'Hai', 'Ba'];
    for (const [at, server] of [steward, second, third].entries()) {
      const session = await enter(server.url, 'recorder', people[at] ?? '');
      const sign = `${'abc'.charAt(at).repeat(12)}.${'xyz'.charAt(at).repeat(12)}.c`;
      kept(
        await openSocket(server.url, session.cookie, dialogueId, 'minutes', new URL(server.url).host, sign),
      );
    }
    const listed = async (server: ServerProcess) => {
      const answer = await ask(server.url, 'GET', `/api/dialogues/${dialogueId}/devices`, { cookie });
      if (answer.status !== 200) return {};
      const devices = JSON.parse(answer.text) as { who: string; presence: string }[];
      return Object.fromEntries(devices.map(({ who, presence }) => [who, presence]));
    };
    const [here, gone] = ['connected', 'vanished'];
    for (const server of [steward, third])
      await expect.poll(() => listed(server)).toEqual({ Một: here, Hai: here, Ba: here });
    // Nobody says goodbye for a process that dies: the steward misses it.
    await second.kill();
    await expect.poll(() => listed(steward), { timeout: 20_000 }).toEqual({ Một: here, Hai: gone, Ba: here });
    await steward.kill();
    await expect.poll(() => listed(third), { timeout: 20_000 }).toEqual({ Một: gone, Hai: gone, Ba: here });
  });

  test('a steward that dies between a commit and its answer: what the page sends again is not made twice', async () => {
    const { url } = await testDatabase();
    const province = kept(await openProvince({ DATABASE_URL: url }, 0));
    const port = await freePort();
    const line = await FaultProxy.open(port);
    stops.push(() => line.close());
    const steward = await province.start({ PORT: String(port), INSTANCE_URL: line.url });
    const other = await province.start();
    const { organizer: cookie } = await openHall(steward.url, tokenOf(steward));
    const send = (name: string, title: string) =>
      ask(other.url, 'POST', '/api/dialogues', {
        cookie,
        json: { ...hallDialogue, title },
        headers: { [attemptHeader]: name.repeat(24) },
      });
    const titles = async (at: string) =>
      (await askFor<{ title: string }[]>(at, 'GET', '/api/dialogues', { cookie })).map(({ title }) => title);

    expect((await send('a', 'Được trả lời')).status).toBe(201);
    // The steward hears and stores; what it says is lost.
    line.set({ down: false });
    const unanswered = send('b', 'Không được trả lời');
    await expect.poll(() => titles(steward.url)).toContain('Không được trả lời');
    await steward.kill();
    expect((await unanswered).status).toBe(503);
    const again = () => send('b', 'Không được trả lời');
    await expect.poll(async () => (await again()).status, { timeout: 20_000 }).toBe(409);
    expect(JSON.parse((await again()).text)).toEqual({ error: 'maybeMade' });
    expect((await send('c', 'Sau đó')).status).toBe(201);
    expect((await titles(other.url)).sort()).toEqual(
      [hallDialogue.title, 'Được trả lời', 'Không được trả lời', 'Sau đó'].sort(),
    );
  });

  test('PostgreSQL killed and started again: work waits and goes on by itself, in both processes', async () => {
    const postgres = await startPostgres();
    stops.push(() => postgres.stop());
    const { steward, other, hall } = await two(true, postgres.url(await postgres.createDatabase()));
    const { cookie } = await hall.enter(other.url, 'recorder', 'Phạm Thị Ghi Chép');
    const there = kept(await openBoard(other.url, cookie, hall.dialogueId));
    const first = raise(there, 'một');
    await expect.poll(() => numberOf(there, first)).toBe('KN-01');
    await postgres.kill();
    const second = raise(there, 'hai');
    // As long as a steward may believe in its lock: afterwards nobody is one.
    await expect
      .poll(async () => (await ask(other.url, 'GET', '/api/session', { cookie })).status, { timeout: 30_000 })
      .toBe(503);
    expect((await ask(steward.url, 'GET', '/readyz')).status).toBe(503);
    await postgres.restart();
    await expect.poll(() => numberOf(there, second), { timeout: 30_000 }).toBe('KN-02');
    for (const { url } of [steward, other])
      await expect.poll(async () => (await ask(url, 'GET', '/api/session', { cookie })).status).toBe(200);
  });

  test('sealed keys: no process starts without the file, and says what to do', async () => {
    const { url } = await testDatabase();
    const folder = dataFolder();
    const keyFile = join(folder.dir, 'key');
    writeFileSync(keyFile, 'một câu đủ dài để làm khóa cho cả tỉnh');
    const province = kept(await openProvince({ DATABASE_URL: url, KEY_FILE: keyFile }, 1));
    expect(province.processes).toHaveLength(1);
    const { code, said } = await refusedStart({ dataDir: folder.dir, env: { DATABASE_URL: url } });
    expect(code).toBe(1);
    expect(said).toContain('KEY_FILE');
    folder.remove();
  });

  test('calls between processes are refused from outside', async () => {
    const { other, hall } = await two();
    const { cookie } = await hall.enter(other.url, 'recorder', 'Phạm Thị Ghi Chép');
    for (const path of ['/internal/admit', '/internal/notes', '/internal/'])
      expect((await ask(other.url, 'POST', path, { json: {} })).status).toBe(404);
    const headers = { 'x-doithoai-secret': 'x'.repeat(43), 'x-doithoai-commune': 'xa' };
    expect((await ask(other.url, 'POST', '/internal/admit', { json: {}, headers })).status).toBe(404);
    const address = { 'x-doithoai-address': '10.0.0.1' };
    expect((await ask(other.url, 'GET', '/api/session', { cookie, headers: address })).status).toBe(404);
    for (const server of [other]) expect(server.output()).not.toMatch(/postgres:\/\/|x-doithoai/);
  });
});
