import { readFileSync } from 'node:fs';
import { get as getPlain } from 'node:http';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { defaultLimits } from '../../server/relay/limits.ts';
import { hallDialogue } from '../e2e/kit.ts';
import { joinAs } from '../e2e/peer.ts';
import { dataFolder, type ServerProcess, startServer } from '../e2e/server.ts';
import { findNginx } from '../setup/commands.ts';
import { freePort } from '../setup/ports.ts';
import { type PostgresService, type Service, startPostgres, startRedis } from '../setup/services.ts';
import { type Front, nginxFile, publicName, startFront } from './front.ts';

/*
 * The configuration that is given to provinces, in Debian's nginx, before two processes on one PostgreSQL and one Redis:
 * what it passes on, to whom, and what it does when one of them is gone.
 */
// The first start builds the pages, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 });
const folders = [dataFolder(), dataFolder()] as const;
const servers: ServerProcess[] = [];
let postgres: PostgresService;
let redis: Service;
let databaseUrl = '';
let front: Front;
let cookie = '';
let dialogueId = '';
const peers: { provider: WebsocketProvider; doc: Y.Doc }[] = [];

const run = (at: 0 | 1, port: number) =>
  startServer({
    dataDir: folders[at].dir,
    port,
    env: {
      HOSTS: publicName,
      TRUST_PROXY: '127.0.0.1',
      LOG_LEVEL: 'error',
      DATABASE_URL: databaseUrl,
      REDIS_URL: `redis://127.0.0.1:${redis.port}`,
    },
  });

beforeAll(async () => {
  postgres = await startPostgres();
  redis = await startRedis();
  databaseUrl = postgres.url(await postgres.createDatabase());
  servers.push(await run(0, 0), await run(1, 0));
  const [first, second] = servers;
  if (!first || !second) throw new Error('two processes');
  cookie = await joinAs(first.organizerLink, 'Lê Văn Phòng');
  const made = await fetch(`${first.url}/api/dialogues`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(hallDialogue),
  });
  dialogueId = (await made.json()).id;
  const nginx = findNginx();
  if (nginx === null) throw new Error('nginx is not installed; npm test installs it on Debian');
  front = await startFront(nginx, [first.port, second.port], [await freePort(), await freePort()]);
});
afterAll(async () => {
  for (const { provider } of peers) provider.destroy();
  await front?.stop();
  for (const server of servers) await server.kill();
  await redis?.stop();
  await postgres?.stop();
  for (const { remove } of folders) remove();
});

/** A device at the public name, in the minutes. */
function openPeer(): { provider: WebsocketProvider; doc: Y.Doc } {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(front.syncUrl, `${dialogueId}/minutes`, doc, {
    disableBc: true,
    maxBackoffTime: 500,
    // A socket of ws does all that the provider asks of a browser's.
    WebSocketPolyfill: front.socketClass(cookie) as unknown as typeof globalThis.WebSocket,
  });
  // Messages of our own kinds ("saved", "mode") are not this client's business.
  for (let type = 0; type < 128; type++) provider.messageHandlers[type] ??= () => undefined;
  peers.push({ provider, doc });
  return { provider, doc };
}

/** Live connections of a process, by its own count. */
async function connectionsOf(server: ServerProcess | undefined): Promise<number> {
  const metrics = await (await fetch(`${server?.url}/metrics`)).text();
  return Number(/^\w*connections(?:\{[^}]*\})? (\d+)/m.exec(metrics)?.[1] ?? Number.NaN);
}

/** Asks again and again until `stop`; returns the statuses that came, and 0 for none. */
function asking(path: string) {
  const statuses: number[] = [];
  let isOver = false;
  const done = (async () => {
    while (!isOver) {
      const answer = await front.ask(path, { headers: { cookie } }).catch(() => ({ status: 0 }));
      statuses.push(answer.status);
    }
  })();
  return {
    statuses,
    async stop() {
      isOver = true;
      await done;
      return statuses;
    },
  };
}

const isSynced = ({ provider }: { provider: WebsocketProvider }) => provider.synced && provider.wsconnected;
const text = ({ doc }: { doc: Y.Doc }) => doc.getText('minutes-test').toString();

describe('what is passed on', () => {
  test('page and calls by the public name, over https only', async () => {
    const page = await front.ask('/');
    expect([page.status, page.headers['strict-transport-security']]).toEqual([200, 'max-age=31536000']);
    expect(page.headers['content-security-policy']).toContain(`wss://${new URL(front.origin).host}`);
    const call = await front.ask(`/api/dialogues/${dialogueId}`, { headers: { cookie } });
    expect([call.status, JSON.parse(call.body).id]).toEqual([200, dialogueId]);
    expect((await front.ask('/healthz', { method: 'HEAD' })).status).toBe(200);
    const location = await new Promise((resolve, reject) => {
      getPlain(
        { host: '127.0.0.1', port: front.httpPort, path: '/tra-cuu', headers: { host: publicName } },
        (answer) => resolve(answer.resume().headers.location),
      ).on('error', reject);
    });
    expect(location).toBe(`https://${publicName}/tra-cuu`);
  });

  test.each(['/drain', '/readyz', '/metrics', '/internal/admit'])(
    '%s is this machine’s own',
    async (path) => {
      for (const method of ['GET', 'POST'])
        expect((await front.ask(path, { method, headers: { cookie } })).status).toBe(404);
      expect((await fetch(`${servers[0]?.url}/readyz`)).status).toBe(200);
    },
  );

  test('a page of another site and another name get nothing', async () => {
    const status = (origin: string) =>
      new Promise<number>((resolve) => {
        const socket = front.socket(`/sync/${dialogueId}/board`, cookie, origin);
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
        socket.on('open', () => {
          socket.terminate();
          resolve(101);
        });
        socket.on('error', () => {});
      });
    expect(await status(front.origin)).toBe(101);
    expect(await status('https://evil.example')).toBe(403);
    expect((await front.ask('/api/session', { headers: { host: 'evil.example' } })).status).toBe(421);
    const forged = { method: 'PATCH', headers: { cookie, origin: 'https://evil.example' }, body: '{}' };
    expect((await front.ask('/api/session', forged)).status).toBe(403);
  });

  test('who guesses at links is stopped, and those at other addresses are not, whatever they call themselves', async () => {
    const guess = (from: string, forwarded: string) =>
      front.ask('/api/session', {
        method: 'POST',
        from,
        headers: { 'content-type': 'application/json', 'x-forwarded-for': forwarded },
        body: JSON.stringify({ token: 'x'.repeat(43) }),
      });
    const statuses: number[] = [];
    // The commune's steward counts; the other process tells it who asks.
    for (let n = 0; n < 70; n++) statuses.push((await guess('127.0.0.2', `203.0.113.${n}`)).status);
    expect(statuses[0]).toBe(404);
    expect(statuses.slice(-5)).toEqual([429, 429, 429, 429, 429]);
    expect((await guess('127.0.0.3', '127.0.0.2')).status).toBe(404);
  });

  test('bodies as large as the processes take, by the processes’ own words, and no file of them', async () => {
    const send = (path: string, megabytes: number) =>
      front.ask(path, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: Buffer.alloc(megabytes * 1024 * 1024, 32),
      });
    const large = await send('/api/dialogues', 3);
    expect([large.status, JSON.parse(large.body)]).toEqual([413, { error: 'tooLarge' }]);
    // The largest of all calls: refused for what it is, not for its size.
    expect((await send('/api/rebuilding', 40)).status).not.toBe(413);
    expect(front.complaints()).not.toContain('temporary file');
  });
});

test('its times are longer than the processes’ own', () => {
  const file = readFileSync(nginxFile, 'utf8');
  const sockets = file.slice(file.indexOf('location /sync/'));
  const patience = Number(/proxy_read_timeout (\d+)s/.exec(sockets)?.[1]) * 1000;
  expect(patience).toBeGreaterThan(2 * defaultLimits.silentFor);
  expect(file).not.toMatch(/^[^#\n]*non_idempotent/m);
});

describe('when a process goes', () => {
  test('killed: no call fails, its sockets come back by the other, and what they had goes along', async () => {
    for (let n = 0; n < 6; n++) openPeer();
    await expect.poll(() => peers.every(isSynced)).toBe(true);
    for (const server of servers) expect(await connectionsOf(server)).toBeGreaterThan(0);
    const calls = asking(`/api/dialogues/${dialogueId}`);
    await expect.poll(() => calls.statuses.length).toBeGreaterThan(10);
    await servers[1]?.kill();
    const killedAt = performance.now();
    for (const [n, { doc }] of peers.entries()) doc.getText('minutes-test').insert(0, `[${n}]`);
    await expect.poll(() => connectionsOf(servers[0]), { interval: 20 }).toBe(6);
    await expect.poll(() => peers.every(isSynced), { interval: 20 }).toBe(true);
    const seconds = (performance.now() - killedAt) / 1000;
    await expect
      .poll(() => peers.every((peer) => [0, 1, 2, 3, 4, 5].every((n) => text(peer).includes(`[${n}]`))))
      .toBe(true);
    const before = calls.statuses.length;
    await expect.poll(() => calls.statuses.length).toBeGreaterThan(before + 10);
    const statuses = await calls.stop();
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    process.stdout.write(
      `behind nginx: 6 sockets back ${seconds.toFixed(1)} s after a kill, ${statuses.length} calls meanwhile, none failed\n`,
    );
  });

  test('drained: its sockets go to the one that is back, which becomes steward, while it still lives', async () => {
    servers[1] = await run(1, servers[1]?.port ?? 0);
    const again = ` 127.0.0.1:${servers[1]?.port} 200\n`;
    const past = front.log().length;
    const calls = asking(`/api/dialogues/${dialogueId}`);
    // nginx has noticed that the other one is back.
    await expect.poll(() => front.log().slice(past)).toContain(again);
    await fetch(`${servers[0]?.url}/drain`, { method: 'POST' });
    await expect.poll(() => connectionsOf(servers[1])).toBe(6);
    await expect.poll(() => peers.every(isSynced)).toBe(true);
    expect(await connectionsOf(servers[0])).toBe(0);
    peers[0]?.doc.getText('minutes-test').insert(0, '[after]');
    await expect.poll(() => peers.every((peer) => text(peer).includes('[after]'))).toBe(true);
    expect(await servers[0]?.stop()).toBe(0);
    const before = calls.statuses.length;
    await expect.poll(() => calls.statuses.length).toBeGreaterThan(before + 10);
    // For a moment nobody is the commune's steward; pages try again.
    const others = (await calls.stop()).filter((status) => status !== 200);
    expect(others.filter((status) => status !== 503)).toEqual([]);
  });

  test('killed though it is the steward: the other one takes the commune over within seconds', async () => {
    servers[0] = await run(0, servers[0]?.port ?? 0);
    const calls = asking(`/api/dialogues/${dialogueId}`);
    await expect.poll(() => calls.statuses.at(-1)).toBe(200);
    await servers[1]?.kill();
    // The call that was under way may have been answered before.
    const at = calls.statuses.length + 1;
    const killedAt = performance.now();
    peers[0]?.doc.getText('minutes-test').insert(0, '[again]');
    await expect.poll(() => calls.statuses.slice(at).includes(200), { interval: 5 }).toBe(true);
    const seconds = (performance.now() - killedAt) / 1000;
    await expect.poll(() => peers.every((peer) => text(peer).includes('[again]'))).toBe(true);
    expect((await calls.stop()).filter((status) => ![200, 503, 502].includes(status))).toEqual([]);
    process.stdout.write(`behind nginx: another steward ${seconds.toFixed(1)} s after a kill\n`);
  });
});
