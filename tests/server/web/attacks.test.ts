import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { isErrorCode } from '../../../shared/errors.ts';
import { join, openStand, type Stand, until } from '../../fuzz/stand.ts';

/* Attacks on the real server from the network, one by one: what a browser, a tool or bare bytes can try. */
let stand: Stand;
let organizer = '';
let recorder = '';
const json = { 'content-type': 'application/json' };

beforeAll(async () => {
  stand = await openStand();
  organizer = await stand.enter('organizer');
  recorder = await stand.enter('recorder');
});
afterAll(() => stand?.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(stand.server.url + path, { headers });
const code = async (response: Response) => ((await response.json()) as { error?: string }).error;

/** Sends bytes as they are; resolves to all that comes back until the server ends the connection. */
function raw(bytes: string, keepOpen = false): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(stand.server.port, '127.0.0.1', () => {
      socket.write(bytes, 'latin1');
      if (!keepOpen) setTimeout(() => socket.end(), 300);
    });
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', () => resolve(answer));
    socket.on('close', () => resolve(answer));
  });
}

describe('headers', () => {
  const places: [string, () => Promise<Response>, number][] = [
    ['the page', () => get('/'), 200],
    ['a page of the router', () => get('/dialogues/abc'), 200],
    ['the icon', () => get('/icon.svg'), 200],
    ['a part that there is not', () => get('/assets/none.js'), 404],
    ['a path by a method that there is not', () => fetch(`${stand.server.url}/x`, { method: 'POST' }), 404],
    ['health', () => get('/healthz'), 200],
    ['the API without a session', () => get('/api/office'), 401],
    ['the API, not found', () => get('/api/none', { cookie: organizer }), 404],
    ['the API, data', () => get('/api/office', { cookie: organizer }), 200],
    [
      'a body that is none',
      () => fetch(`${stand.server.url}/api/session`, { method: 'POST', headers: json, body: '{' }),
      400,
    ],
    [
      'a document',
      () => get(`/api/dialogues/${stand.dialogueId}/documents/notice.pdf?view=inline`, { cookie: organizer }),
      200,
    ],
    [
      'a refused document for a browser',
      () => get(`/api/dialogues/none/documents/notice.pdf`, { cookie: organizer, accept: 'text/html' }),
      404,
    ],
    ['the metrics', () => get('/metrics'), 200],
  ];
  test.each(places)('are on %s', async (_what, ask, status) => {
    const response = await ask();
    expect(response.status).toBe(status);
    const { headers } = response;
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('camera=(self)');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).not.toMatch(/unsafe-|\*|https?:/);
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('server') ?? headers.get('x-powered-by')).toBeNull();
    if (status >= 400) expect(headers.get('cache-control')).toBe('no-store');
  });

  test('the built parts stay with the browser for a year, the page is asked for anew', async () => {
    const page = await get('/');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const part = /\/assets\/[\w.-]+\.js/.exec(await page.text())?.[0] ?? '';
    const script = await get(part);
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const some = await get(part, { range: 'bytes=0-9' });
    expect([some.status, (await some.arrayBuffer()).byteLength]).toEqual([206, 10]);
    const none = await get(part, { range: 'bytes=99999999-' });
    expect(none.status).toBe(416);
  });

  test('what is personal is kept by no cache', async () => {
    for (const path of [
      '/api/office',
      '/api/session',
      `/api/dialogues/${stand.dialogueId}/documents/attendance.pdf`,
    ])
      expect((await get(path, { cookie: organizer })).headers.get('cache-control'), path).toBe('no-store');
  });
});

test('the session’s cookie is for this server’s own pages, and for no script', async () => {
  const made = await stand.call('POST', `/dialogues/${stand.dialogueId}/links`, {
    role: 'recorder',
    label: 'x',
  });
  const { token } = (await made.json()) as { token: string };
  const joined = await fetch(`${stand.server.url}/api/session`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ token }),
  });
  const [cookie = ''] = joined.headers.getSetCookie().filter((line) => line.startsWith('doithoai_session='));
  expect(cookie).toMatch(/^doithoai_session=[\w-]{43}; /);
  for (const attribute of ['Path=/', 'HttpOnly', 'SameSite=Strict'])
    expect(cookie.split('; ')).toContain(attribute);
  expect(await joined.text()).not.toContain(/=([\w-]{43})/.exec(cookie)?.[1]);
});

describe('a page of another site', () => {
  const url = () => `${stand.server.url}/api/session`;

  test.each([
    ['its Origin', { origin: 'https://evil.example' }],
    ['Origin null', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    [
      'only what the browser tells of its site',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
    ],
    [
      'a form of its own',
      { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
    ],
  ])('cannot change anything: %s', async (_what, headers) => {
    const response = await fetch(url(), {
      method: 'PATCH',
      headers: { ...json, cookie: recorder, ...headers },
      body: '{"name":"Kẻ lạ"}',
    });
    expect([response.status, await code(response)]).toEqual([403, 'badOrigin']);
  });

  test('cannot read: no call is allowed to it beforehand, and none by a script of its own', async () => {
    const preflight = await fetch(url(), {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'PATCH' },
    });
    expect(preflight.status).toBe(403);
    expect([...preflight.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    const read = await get('/api/office', {
      cookie: organizer,
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'cors',
    });
    expect(read.status).toBe(403);
    const followed = await raw(
      'GET /api/session HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nConnection: close\r\n\r\n',
    );
    expect(followed).toMatch(/^HTTP\/1\.1 200 /);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'a body by the name of %s is not taken for JSON',
    async (type) => {
      const response = await fetch(url(), {
        method: 'PATCH',
        headers: { cookie: recorder, ...(type ? { 'content-type': type } : {}) },
        body: Buffer.from('{"name":"Kẻ lạ"}'),
      });
      expect(response.status).toBe(400);
    },
  );

  test('by a name of its own that leads here (DNS rebinding) it gets nothing, not even the page', async () => {
    for (const path of ['/', '/metrics', '/api/session', '/assets/x.js']) {
      const answer = await raw(
        `GET ${path} HTTP/1.1\r\nHost: evil.example:${stand.server.port}\r\nConnection: close\r\n\r\n`,
      );
      expect(answer, path).toMatch(/^HTTP\/1\.1 421 /);
      expect(answer).toContain('{"error":"unknownHost"}');
    }
    const own = await raw('GET /api/version HTTP/1.1\r\nHost: may-chu.local\r\nConnection: close\r\n\r\n');
    expect(own).toMatch(/^HTTP\/1\.1 200 /);
  });

  test.each([
    ['its Origin', { origin: 'https://evil.example' }, 403],
    ['its site alone', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'websocket' }, 403],
    ['its name', { host: 'evil.example' }, 421],
  ] as const)('opens no live document: %s', async (_what, headers, status) => {
    const address = `${stand.server.url.replace('http', 'ws')}/sync/${stand.dialogueId}/board`;
    const socket = new WebSocket(address, { headers: { cookie: recorder, ...headers } });
    const seen = await new Promise<number>((resolve) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
      socket.on('open', () => resolve(101));
      socket.on('error', () => {});
    });
    socket.terminate();
    expect(seen).toBe(status);
  });
});

describe('bare bytes', () => {
  test.each([
    [
      'two lengths',
      'POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello',
    ],
    [
      'a length and chunks',
      'POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: x\r\n\r\n',
    ],
    [
      'chunks by a wrong name',
      'POST /api/session HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
    ],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['a folded header', 'GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b: c\r\n\tx\r\n\0: y\r\n\r\n'],
    ['no HTTP', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 TLS'],
    ['a line that never ends', `GET /${'a'.repeat(20_000)}`],
    ['a header of 20 kB', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`],
  ])('%s: refused by a plain status, and nothing more is read', async (_what, bytes) => {
    const answer = await raw(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 (400|431) /);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(answer).not.toMatch(/ at |node:|Error/);
  });

  test.each([
    '/assets/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets/....//....//package.json',
    '/assets//etc/passwd',
    '/assets/%00',
    '/assets/icon.js%00.png',
    '/icon.svg/../../package.json',
    '/../package.json',
    '//evil.example/%2f..',
    '/.git/config',
    '/server/main.ts',
    '/data/dialogue.sqlite',
    '/api/../package.json',
    '/api/dialogues/..%2f..%2f/papers/x',
  ])('%s leads to no file', async (path) => {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 (200|401|404) /);
    expect(answer).not.toMatch(/"doi-thoai"|root:|\[core\]|SQLite format|startServer/);
    expect(answer).not.toMatch(/\r\nlocation:/i);
  });

  test('slow and half-open connections end by themselves, and others are served meanwhile', async () => {
    const from = performance.now();
    const slow = [
      ...Array.from({ length: 40 }, () => 'GET / HTTP/1.1\r\nHost: localhost\r\nX-a: '),
      ...Array.from({ length: 40 }, () => ''),
    ].map((bytes) => raw(bytes, true));
    const drip = connect(stand.server.port, '127.0.0.1');
    drip.on('error', () => {});
    const dripping = setInterval(() => drip.write('X'), 1000);
    const dripped = new Promise((resolve) => drip.on('close', resolve));
    drip.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-b: ');
    expect((await get('/healthz')).status).toBe(200);
    const answers = await Promise.all(slow);
    await dripped;
    clearInterval(dripping);
    const seconds = (performance.now() - from) / 1000;
    expect(seconds).toBeLessThan(30);
    expect(answers.slice(0, 40).every((answer) => answer.startsWith('HTTP/1.1 408'))).toBe(true);
    process.stdout.write(`81 slow connections ended within ${seconds.toFixed(0)} s\n`);
  });
});

describe('limits', () => {
  test('a body beyond its route’s bound is refused, told or not told beforehand', async () => {
    const big = Buffer.alloc(2.5 * 1024 * 1024, 'a');
    const told = await fetch(`${stand.server.url}/api/session`, {
      method: 'PATCH',
      headers: { ...json, cookie: recorder },
      body: big,
    });
    expect([told.status, await code(told)]).toEqual([413, 'tooLarge']);
    expect(told.headers.get('connection')).not.toBe('close');
    const stream = new ReadableStream({
      start(controller) {
        for (let at = 0; at < 5; at++) controller.enqueue(Buffer.alloc(512 * 1024 + 1, 'a'));
        controller.close();
      },
    });
    const untold = await fetch(`${stand.server.url}/api/session`, {
      method: 'PATCH',
      headers: { ...json, cookie: recorder },
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect(untold.status).toBe(413);
    expect(untold.headers.get('connection')).toBe('close');
  });

  test('one session that asks too often is told to wait, in words and seconds; another is not', async () => {
    const one = await stand.enter('recorder');
    const rename = (cookie: string) =>
      fetch(`${stand.server.url}/api/session`, {
        method: 'PATCH',
        headers: { ...json, cookie },
        body: '{"name":"Hằng"}',
      });
    const statuses: number[] = [];
    let last = await rename(one);
    for (let at = 0; at < 40 && last.status !== 429; at++) {
      statuses.push(last.status);
      last = await rename(one);
    }
    expect(statuses).toHaveLength(30);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(isErrorCode(await code(last))).toBe(true);
    expect((await rename(recorder)).status).toBe(200);
    const shown = await fetch(`${stand.server.url}/api/session`, {
      method: 'PATCH',
      headers: { ...json, cookie: one, accept: 'text/html' },
      body: '{"name":"Hằng"}',
    });
    expect(await shown.text()).toContain('Hãy đợi một phút rồi thử lại');
  });

  test('a hall of forty devices behind one address comes in at once and works', async () => {
    const made = await stand.call('POST', `/dialogues/${stand.dialogueId}/links`, {
      role: 'recorder',
      label: 'x',
    });
    const { token } = (await made.json()) as { token: string };
    const work = async () => {
      const cookie = await join(stand.server.url, token);
      const calls = [
        ...Array.from({ length: 25 }, () => get('/api/dialogues', { cookie })),
        ...Array.from({ length: 20 }, () => get('/api/search?q=duong', { cookie })),
        ...Array.from({ length: 5 }, () => get('/')),
      ];
      const answers = await Promise.all(calls);
      for (const answer of answers) await answer.arrayBuffer();
      return answers.map(({ status }) => status);
    };
    const statuses = (await Promise.all(Array.from({ length: 40 }, work))).flat();
    expect(statuses).toHaveLength(2000);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  test('documents of one session are made in turn; beyond its line it is told to wait, another still gets its own', async () => {
    const path = `/api/dialogues/${stand.dialogueId}/documents/notice.docx`;
    const greedy = await stand.enter('organizer');
    const all = Array.from({ length: 40 }, () => get(path, { cookie: greedy }));
    const other = await get(path, { cookie: organizer });
    expect(other.status).toBe(200);
    const answers = await Promise.all(all);
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 200).length).toBe(26);
    expect(refused.length).toBe(14);
    expect(refused[0]?.headers.get('retry-after')).toBe('10');
    expect(await code(refused[0] as Response)).toBe('tooManyDocuments');
    // Who gave up makes room.
    expect((await get(path, { cookie: greedy })).status).toBe(200);
  });

  test('wrong links: the guesses of an address are slowed, a right link still opens', async () => {
    const guess = () =>
      fetch(`${stand.server.url}/api/session`, {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ token: 'A'.repeat(43) }),
      });
    const statuses: number[] = [];
    for (let at = 0; at < 35; at++) statuses.push((await guess()).status);
    expect(statuses[0]).toBe(404);
    expect(statuses.at(-1)).toBe(429);
    expect(await stand.enter('recorder')).toContain('doithoai_session=');
  });

  test('one session opens so many live documents, and no more until one is closed', async () => {
    const cookie = await stand.enter('recorder');
    const address = `${stand.server.url.replace('http', 'ws')}/sync/${stand.dialogueId}/board`;
    const open = () =>
      new Promise<{ socket: WebSocket; status: number }>((resolve) => {
        const socket = new WebSocket(address, { headers: { cookie } });
        socket.on('open', () => resolve({ socket, status: 101 }));
        socket.on('unexpected-response', (_request, response) =>
          resolve({ socket, status: response.statusCode ?? 0 }),
        );
        socket.on('error', () => {});
      });
    const tries = await Promise.all(Array.from({ length: 110 }, open));
    expect(tries.filter(({ status }) => status === 101)).toHaveLength(100);
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(10);
    const other = await stand.enter('chair');
    expect((await get('/api/dialogues', { cookie: other })).status).toBe(200);
    for (const { socket } of tries) socket.terminate();
    await until('room again', async () => {
      const { socket, status } = await open();
      socket.terminate();
      return status === 101;
    });
  });
});

test('refusals are in the log by code and session, and a flood of them by its beginning', async () => {
  const ask = () => get('/api/office', { cookie: organizer, 'sec-fetch-site': 'cross-site' });
  for (let at = 0; at < 60; at++) expect((await ask()).status).toBe(403);
  const lines = stand.server
    .output()
    .split('\n')
    .filter((line) => line.includes('"code":"badOrigin"'));
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.length).toBeLessThanOrEqual(60);
  expect(lines.at(-1)).toContain('"msg":"request refused"');
});

test('the log holds no cookie, no token and no error', () => {
  const output = stand.server.output();
  expect(output.split('\n').filter((line) => line.includes('"level":50'))).toEqual([]);
  for (const secret of [organizer, recorder]) expect(output).not.toContain(secret.split('=')[1]);
});
