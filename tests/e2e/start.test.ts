import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { command, dataFolder, refusedStart, type ServerProcess, startServer } from './server.ts';

let data: ReturnType<typeof dataFolder>;
let server: ServerProcess | null = null;
beforeEach(() => {
  data = dataFolder();
});
afterEach(async () => {
  await server?.kill();
  server = null;
  data.remove();
});

async function start(...args: string[]): Promise<ServerProcess> {
  server = await startServer({ dataDir: data.dir, args });
  return server;
}

/** Exchanges a link's token as a page does; resolves to the session's cookie. */
async function join(link: string): Promise<{ status: number; cookie: string; body: unknown }> {
  const url = new URL(link);
  const answer = await fetch(`${url.origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url.origin },
    body: JSON.stringify({ token: url.hash.slice(1) }),
  });
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { status: answer.status, cookie, body: await answer.json() };
}

describe('start', () => {
  test('answers healthz, prints address, QR and a one-time link, ends with 0 on SIGTERM', async () => {
    const { url, output, organizerLink, stop } = await start();
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(output()).toContain(`Đối Thoại đang chạy: ${url}/`);
    expect(output()).toContain('█');
    const first = await join(organizerLink);
    expect(first.status).toBe(200);
    const again = await join(organizerLink);
    expect(again).toMatchObject({ status: 403, body: { error: 'linkUsed' } });
    expect(await stop()).toBe(0);
  });

  test.each([
    ['PORT', 'tám mươi', 'PORT=tám mươi'],
    ['PORT', '70000', 'PORT=70000'],
    ['HOST', 'hội trường', 'HOST=hội trường'],
    ['DATA_DIR', '/proc/doithoai', '/proc/doithoai'],
    ['DATA_DIR', process.execPath, 'phải là thư mục ghi được'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL=loud'],
  ])('refuses %s=%s with a sentence', async (name, value, sentence) => {
    const { code, said } = await refusedStart({ dataDir: data.dir, env: { [name]: value } });
    expect(code).toBe(1);
    expect(said).toContain(sentence);
    expect(said).not.toContain('    at ');
  });

  test('says how it is used when a word is not known', async () => {
    const { code, said } = await refusedStart({ dataDir: data.dir, args: ['--htps'] });
    expect(code).toBe(1);
    expect(said).toContain('npm start -- [--https]');
    expect(said).not.toContain('    at ');
  });

  test('says that a port is taken', async () => {
    const { port } = await start();
    const other = dataFolder();
    const { code, said } = await refusedStart({ dataDir: other.dir, port });
    other.remove();
    expect(code).toBe(1);
    expect(said).toContain(`Cổng ${port} đang được chương trình khác sử dụng`);
  });

  test('two servers on one data folder: the second refuses, a killed one does not block', async () => {
    const first = await start();
    const { code, said } = await refusedStart({ dataDir: data.dir });
    expect(code).toBe(1);
    expect(said).toContain('đang được một máy chủ Đối Thoại khác sử dụng');
    await first.kill();
    const second = await start();
    expect((await fetch(`${second.url}/healthz`)).status).toBe(200);
  });

  test('the demonstration goes into an empty store only', async () => {
    const first = await start('--demo');
    const list = command('link', ['--list'], { DATA_DIR: data.dir });
    expect(list.out.split('\n')).toHaveLength(2);
    await first.stop();
    const second = await start('--demo');
    expect(second.output()).toContain('Đã có dữ liệu nên không nạp dữ liệu minh họa');
    expect(command('link', ['--list'], { DATA_DIR: data.dir }).out).toBe(list.out);
  });

  test('the page and its parts are served; unknown API paths are not', async () => {
    const { url } = await start();
    const page = await fetch(`${url}/dialogues/abc`);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('<div id="app">');
    expect((await fetch(`${url}/assets/none.js`)).status).toBe(404);
    expect((await fetch(`${url}/api/none`)).status).toBe(404);
    expect((await fetch(`${url}/assets/../../package.json`)).headers.get('content-type')).toContain('html');
  });
});

describe('links and roles', () => {
  test('the organizer who has lost every way in gets one on the server’s own machine, while it runs', async () => {
    const { port } = await start();
    const env = { DATA_DIR: data.dir, PORT: String(port), HOST: '127.0.0.1' };
    const { out, code } = command('link', ['--role', 'organizer'], env);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${port}/join#[\\w-]{43}$`));
    const { cookie, status } = await join(out);
    expect(status).toBe(200);
    expect((await fetch(`${new URL(out).origin}/api/people`, { headers: { cookie } })).status).toBe(200);
    expect((await join(out)).body).toEqual({ error: 'linkUsed' });
    // Behind a proxy with a certificate the link is made for its address.
    const proxied = command('link', ['--role', 'organizer'], {
      ...env,
      PUBLIC_URL: 'https://doithoai.example.vn',
    });
    expect(proxied.out).toMatch(/^https:\/\/doithoai\.example\.vn\/join#/);
  });

  test('the command prints one URL; each role opens what it may and nothing else', async () => {
    const { url, port } = await start('--demo');
    const env = { DATA_DIR: data.dir, PORT: String(port), HOST: '127.0.0.1' };
    const [id = '', otherId = ''] = command('link', ['--list'], env)
      .out.split('\n')
      .map((line) => line.split('\t')[0] ?? '');
    const made = command('link', ['--role', 'recorder', '--dialogue', id], env);
    expect(made.out).toMatch(new RegExp(`^${url}/join#[\\w-]{43}$`));
    const recorder = (await join(made.out)).cookie;
    const screen = (await join(command('link', ['--role', 'screen', '--dialogue', id], env).out)).cookie;
    const organizer = (await join(command('link', ['--role', 'organizer'], env).out)).cookie;

    const status = async (cookie: string, path: string, method = 'GET') =>
      (await fetch(url + path, { method, headers: { cookie, origin: url } })).status;
    expect(await status('', `/api/dialogues/${id}`)).toBe(401);
    expect(await status(screen, `/api/dialogues/${id}`)).toBe(403);
    expect(await status(screen, `/api/dialogues/${id}/freezes`)).toBe(403);
    expect(await status(recorder, `/api/dialogues/${id}`)).toBe(200);
    expect(await status(recorder, `/api/dialogues/${otherId}`)).toBe(404);
    expect(await status(recorder, `/api/dialogues/${id}/freezes`, 'POST')).toBe(403);
    expect(await status(recorder, `/api/dialogues/${id}/links`)).toBe(403);
    expect(await status(recorder, '/api/plans')).toBe(403);
    expect(await status(organizer, '/api/plans')).toBe(200);
    const foreign = await fetch(`${url}/api/demo`, {
      method: 'POST',
      headers: { cookie: organizer, origin: 'http://evil.example' },
    });
    expect(foreign.status).toBe(403);

    const opens = async (cookie: string, room: string) => {
      const { WebSocket } = await import('ws');
      return new Promise<string>((resolve) => {
        const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/${room}`, {
          headers: { cookie, origin: url },
        });
        socket.on('open', () => {
          socket.close();
          resolve('open');
        });
        socket.on('unexpected-response', (_request, response) => resolve(String(response.statusCode)));
        socket.on('error', () => undefined);
      });
    };
    for (const kind of ['minutes', 'board', 'register']) {
      expect(await opens(screen, `${id}/${kind}`)).toBe('403');
      expect(await opens(recorder, `${id}/${kind}`)).toBe('open');
      expect(await opens(recorder, `${otherId}/${kind}`)).toBe('403');
    }
    expect(await opens(screen, `${id}/screen`)).toBe('open');
    expect(await opens('', `${id}/screen`)).toBe('401');
  });

  test('metrics are for this machine and for organizers', async () => {
    const { url, port } = await start('--demo');
    const env = { DATA_DIR: data.dir, PORT: String(port), HOST: '127.0.0.1' };
    const id = command('link', ['--list'], env).out.split('\t')[0] ?? '';
    const recorder = (await join(command('link', ['--role', 'recorder', '--dialogue', id], env).out)).cookie;
    const organizer = (await join(command('link', ['--role', 'organizer'], env).out)).cookie;
    const metrics = (headers: Record<string, string>) => fetch(`${url}/metrics`, { headers });
    expect(await (await metrics({})).text()).toContain('relay_connections');
    const passedOn = { 'x-forwarded-for': '192.0.2.1' };
    expect((await metrics(passedOn)).status).toBe(401);
    expect((await metrics({ ...passedOn, cookie: recorder })).status).toBe(403);
    expect((await metrics({ ...passedOn, cookie: organizer })).status).toBe(200);
  });

  test('wrong words get a sentence: role, dialogue, token', async () => {
    const { url } = await start('--demo');
    const env = { DATA_DIR: data.dir };
    expect(command('link', ['--role', 'king'], env)).toMatchObject({ code: 2, out: '' });
    const noDialogue = command('link', ['--role', 'recorder', '--dialogue', 'nothere'], env);
    expect(noDialogue.code).toBe(2);
    expect(noDialogue.err).toContain('--list');
    const guess = await join(`${url}/join#${'A'.repeat(43)}`);
    expect(guess).toMatchObject({ status: 404, body: { error: 'badLink' } });
    expect(guess.cookie).toBe('');
  });
});
