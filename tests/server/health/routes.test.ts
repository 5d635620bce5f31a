import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { hallDialogue } from '../../e2e/kit.ts';
import { joinAs } from '../../e2e/peer.ts';
import { dataFolder, type ServerProcess, startServer } from '../../e2e/server.ts';

/* The embedded server as load balancers and supervisors meet it. */
let data: ReturnType<typeof dataFolder>;
let server: ServerProcess;
let exitCode: Promise<number | null> | null = null;

beforeEach(() => {
  data = dataFolder();
  exitCode = null;
});
afterEach(async () => {
  await server.kill();
  data.remove();
});

async function start(env: Record<string, string> = {}) {
  server = await startServer({ dataDir: data.dir, env });
  const cookie = await joinAs(server.organizerLink, 'Lê Văn Phòng');
  const made = await fetch(`${server.url}/api/dialogues`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(hallDialogue),
  });
  const { id } = await made.json();
  return { cookie, room: `${server.url.replace('http', 'ws')}/sync/${id}/board` };
}

/** Opens a socket; resolves to what it was refused with, or to its end. */
function openSocket(url: string, cookie: string) {
  const socket = new WebSocket(url, { headers: { cookie } });
  socket.on('error', () => {});
  const refused = new Promise<number>((resolve) => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('open', () => resolve(101));
  });
  const closed = new Promise<{ code: number; at: number }>((resolve) => {
    socket.on('close', (code) => resolve({ code, at: performance.now() }));
  });
  return { refused, closed };
}

const ask = (path: string, init: RequestInit = {}) => fetch(server.url + path, init);

/** The first line of an answer to a request by a name that is not ours. */
function byAnotherName(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: pod-7.example.vn\r\nConnection: close\r\n\r\n`),
    );
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('probes', () => {
  test('are answered by any name and as often as they come, with a word', async () => {
    await start();
    for (const [path, status] of [
      ['/healthz', 'ok'],
      ['/readyz', 'ready'],
    ] as const) {
      const answer = await byAnotherName(path);
      expect(answer).toMatch(/^HTTP\/1\.1 200 /);
      expect(answer.split('\r\n\r\n')[1]).toContain(`{"status":"${status}"}`);
      expect(answer).toMatch(/cache-control: no-store/i);
      // A page sets its clock by this answer, and by no other server's.
      expect(answer).toMatch(/^doithoai-version: \S+/im);
    }
    const many = await Promise.all(Array.from({ length: 300 }, () => ask('/readyz')));
    expect(many.every(({ status }) => status === 200)).toBe(true);
    expect(await byAnotherName('/api/version')).toMatch(/^HTTP\/1\.1 421 /);
  });

  test('whoever is not on this machine, and any page, ends nothing', async () => {
    await start();
    const post = (headers: Record<string, string>) => ask('/drain', { method: 'POST', headers });
    const elsewhere: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: server.url },
      { 'sec-fetch-site': 'cross-site' },
      { 'x-forwarded-for': '203.0.113.9' },
      { 'x-forwarded-for': '127.0.0.1', authorization: 'Bearer null' },
    ];
    for (const headers of elsewhere) expect((await post(headers)).status, JSON.stringify(headers)).toBe(403);
    expect((await ask('/drain')).status).toBe(404);
    expect((await ask('/readyz')).status).toBe(200);
  });
});

describe('draining', () => {
  test('by POST: not ready, no new sockets, calls still answered, the process lives until it is stopped', async () => {
    const { cookie, room } = await start();
    const { refused, closed } = openSocket(room, cookie);
    expect(await refused).toBe(101);
    const begun = await ask('/drain', { method: 'POST' });
    expect([begun.status, await begun.json()]).toEqual([202, { status: 'draining' }]);
    expect((await closed).code).toBe(1001);
    const ready = await ask('/readyz');
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'draining' }]);
    expect(await openSocket(room, cookie).refused).toBe(503);
    const call = await ask('/api/dialogues', { headers: { cookie } });
    expect([call.status, call.headers.get('connection')]).toEqual([200, 'close']);
    expect((await ask('/healthz')).status).toBe(200);
    expect(await server.stop()).toBe(0);
  });

  test('by SIGTERM: readyz says so first, sockets go one after another, and it ends with 0', async () => {
    const { cookie, room } = await start({ DRAIN_SECONDS: '3' });
    const sockets = Array.from({ length: 30 }, () => openSocket(room, cookie));
    for (const { refused } of sockets) expect(await refused).toBe(101);
    exitCode = server.stop();
    await expect.poll(async () => (await ask('/readyz')).status).toBe(503);
    const ends = await Promise.all(sockets.map(({ closed }) => closed));
    expect(new Set(ends.map(({ code }) => code))).toEqual(new Set([1001]));
    const times = ends.map(({ at }) => at).sort((a, b) => a - b);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(1500);
    expect(await exitCode).toBe(0);
  });

  test('twice stopped does not wait', async () => {
    await start({ DRAIN_SECONDS: '250' });
    exitCode = server.stop();
    await expect.poll(async () => (await ask('/readyz')).status).toBe(503);
    void server.stop();
    expect(await exitCode).toBe(0);
  });
});
