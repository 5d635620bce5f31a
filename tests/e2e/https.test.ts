import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { networkAddresses } from '../../server/terminal.ts';
import { violations } from './axe.ts';
import { enter, startBrowser, visitor } from './browser.ts';
import { command, dataFolder, refusedStart, type ServerProcess, startServer } from './server.ts';

/* A hall on https, as devices meet it: one that trusts the installation's authority, and one that does not. */

let data: ReturnType<typeof dataFolder>;
let server: ServerProcess;
let homes: string;
let trusting: Browser;
let stranger: Browser;
let ca: string;
let secure: string;

/** A browser whose user has a home of their own; with `trusted` in its NSS database, as its settings would put it there. */
async function browserOf(name: string, trusted?: string): Promise<Browser> {
  const home = join(homes, name);
  const database = join(home, '.pki', 'nssdb');
  mkdirSync(database, { recursive: true });
  execFileSync('certutil', ['-N', '-d', `sql:${database}`, '--empty-password']);
  if (trusted)
    execFileSync('certutil', ['-A', '-d', `sql:${database}`, '-t', 'C,,', '-n', 'hall', '-i', trusted]);
  return startBrowser({ HOME: home });
}

/** Asks as a program that was given the authority's certificate. */
function ask(path: string, options: { method?: string; json?: unknown; ca?: string } = {}) {
  return new Promise<{ status: number; cookies: string[]; strict: string | undefined }>((resolve, reject) => {
    const { method = 'GET', json } = options;
    const headers = { 'content-type': 'application/json', origin: secure };
    const outgoing = request(`${secure}${path}`, { ca: options.ca, method, headers }, (response) => {
      response.resume();
      resolve({
        status: response.statusCode ?? 0,
        cookies: response.headers['set-cookie'] ?? [],
        strict: response.headers['strict-transport-security'],
      });
    });
    outgoing.on('error', reject);
    outgoing.end(json === undefined ? undefined : JSON.stringify(json));
  });
}

beforeAll(async () => {
  data = dataFolder();
  homes = mkdtempSync(join(tmpdir(), 'doithoai-homes-'));
  server = await startServer({ dataDir: data.dir, args: ['--https', '--demo'], env: { HOST: '0.0.0.0' } });
  secure = server.url.replace('http:', 'https:');
  const response = await fetch(`${server.url}/trust/doi-thoai.crt`);
  const certificate = new X509Certificate(Buffer.from(await response.arrayBuffer()));
  ca = certificate.toString();
  const path = join(homes, 'authority.crt');
  writeFileSync(path, ca);
  [trusting, stranger] = await Promise.all([browserOf('trusting', path), browserOf('stranger')]);
});
afterAll(async () => {
  await Promise.all([trusting?.close(), stranger?.close()]);
  await server?.stop();
  data?.remove();
  rmSync(homes, { recursive: true, force: true });
});

const link = (role: string) => {
  const env = { DATA_DIR: data.dir, PORT: String(server.port), HOST: '127.0.0.1', HTTPS: '1' };
  const id = command('link', ['--list'], env).out.split('\t')[0] ?? '';
  const made = command('link', ['--role', role, '--dialogue', id], env);
  return { url: made.out, id };
};

describe('a device that trusts the authority', () => {
  test.each(['localhost', '127.0.0.1'])('opens https://%s as a secure context', async (host) => {
    const { page, context, errors } = await visitor(trusting);
    const answer = await page.goto(`https://${host}:${server.port}/verify`);
    expect(answer?.status()).toBe(200);
    expect((await answer?.securityDetails())?.issuer).toContain('Đối Thoại');
    expect(await page.evaluate(() => isSecureContext)).toBe(true);
    const digest = await page.evaluate(async () =>
      new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode('kiến nghị'))).join(' '),
    );
    expect(digest.split(' ')).toHaveLength(32);
    expect(errors).toEqual([]);
    await context.close();
  });

  test('is led by the plain link through the trust page into the hall; its cookie is Secure; what it writes arrives over wss', async () => {
    const recorder = link('recorder');
    expect(recorder.url).toMatch(/^https:/);
    const first = await visitor(trusting);
    const sockets: string[] = [];
    first.page.on('websocket', (socket) => sockets.push(socket.url()));
    await enter(first.page, recorder.url.replace('https:', 'http:'), 'Phạm Thư Ký');
    expect(new URL(first.page.url()).protocol).toBe('https:');
    const cookies = await first.context.cookies();
    expect(cookies.filter(({ secure }) => !secure)).toEqual([]);
    expect(cookies).toHaveLength(1);

    const second = await visitor(trusting);
    await enter(second.page, recorder.url, 'Lê Ghi Chép');
    const text = 'Đề nghị sửa đường liên thôn';
    const minutes = (page: typeof first.page) => page.locator('.ProseMirror').first();
    await minutes(first.page).click();
    await first.page.keyboard.type(text);
    await expect.poll(() => minutes(second.page).textContent()).toContain(text);
    expect(sockets.length).toBeGreaterThan(0);
    expect(sockets.filter((url) => !url.startsWith('wss://'))).toEqual([]);
    expect([...first.errors, ...second.errors]).toEqual([]);
    await Promise.all([first.context.close(), second.context.close()]);
  });

  test('may look at the trust page over https too, to show its code to others', async () => {
    const { page, context, errors } = await visitor(trusting);
    await page.goto(`${secure}/trust`);
    await expect.poll(() => page.getByRole('status').textContent()).toBe('Thiết bị này đã tin cậy máy chủ.');
    expect(page.url()).toBe(`${secure}/trust`);
    expect(await page.getByRole('link', { name: 'Mở Đối Thoại' }).isVisible()).toBe(true);
    expect(await violations(page)).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });

  test('has the pages after one visit: with no network they open', async () => {
    const context = await trusting.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(`https://localhost:${server.port}/verify`);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await context.setOffline(true);
    await page.goto(`https://localhost:${server.port}/sign-in`);
    await page.getByText('chưa đăng nhập được').waitFor();
    await context.close();
  });

  test('a program with the authority’s certificate gets in too, and learns of no HSTS', async () => {
    const token = new URL(link('recorder').url).hash.slice(1);
    const joined = await ask('/api/session', { method: 'POST', json: { token }, ca });
    expect(joined.status).toBe(200);
    expect(joined.cookies[0]).toMatch(/;\s*Secure/i);
    expect(joined.strict).toBeUndefined();
  });
});

test('the organizer opens the printed link on this machine; links made there are for the others', async () => {
  const { page, context, errors } = await visitor(trusting);
  expect(server.organizerLink).toMatch(/^http:/);
  await enter(page, server.organizerLink, 'Lê Văn Phòng');
  await page.goto(`${secure}/dialogues/${link('recorder').id}/links`);
  await page.getByRole('button', { name: 'Tạo liên kết' }).click();
  const made = (await page.getByTestId('link').textContent()) ?? '';
  const lan = networkAddresses()[0] ?? '127.0.0.1';
  expect(made).toContain(`https://${lan}:${server.port}/join#`);
  const door = `http://${lan}:${server.port}/trust`;
  expect(await page.getByRole('link', { name: door }).getAttribute('href')).toBe(door);
  expect(errors).toEqual([]);
  await context.close();
});

describe('a device that does not', () => {
  test('is refused on https', async () => {
    const { page, context } = await visitor(stranger);
    await expect(page.goto(`${secure}/`)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
    await context.close();
    await expect(ask('/healthz')).rejects.toThrow('unable to verify the first certificate');
  });

  test('on plain http is told how to trust, keeps the link’s token to itself, and can compare the fingerprint', async () => {
    const { page, context, errors } = await visitor(stranger, { width: 390, height: 844 });
    const asked: string[] = [];
    page.on('request', (outgoing) => asked.push(outgoing.url()));
    await page.goto(`${server.url}/join#TOKEN-OF-A-LINK`);
    await expect.poll(() => page.getByRole('status').textContent()).toContain('chưa tin cậy máy chủ');
    expect(new URL(page.url()).protocol).toBe('http:');
    expect(await page.getByRole('link', { name: 'Mở Đối Thoại' }).isVisible()).toBe(false);
    const open = page.getByRole('link', { name: 'Mở ngay' });
    expect(await open.getAttribute('href')).toBe(`${secure}/join#TOKEN-OF-A-LINK`);
    expect(asked.join('\n')).not.toContain('TOKEN-OF-A-LINK');
    const printed = /[0-9A-F]{2}(:[0-9A-F]{2}){31}/.exec(server.output())?.[0];
    expect(new X509Certificate(ca).fingerprint256).toBe(printed);
    expect(await page.locator('code').textContent()).toBe(printed);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'English' }).click();
    await expect
      .poll(() => page.getByRole('status').textContent())
      .toContain('does not trust the server yet');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(errors).toEqual([]);
    await context.close();
  });

  test.each([
    ['Android 14; Mobile', 'Android'],
    ['iPhone; CPU iPhone OS 18_0 like Mac OS X', 'iPhone, iPad'],
    ['Windows NT 10.0', 'Windows (Chrome, Edge, Cốc Cốc)'],
    ['Macintosh', 'Máy Mac'],
    ['X11; Linux) Gecko Firefox/140', 'Firefox'],
  ])('%s finds its own steps open', async (device, title) => {
    const headers = { accept: 'text/html', 'user-agent': `Mozilla/5.0 (${device})` };
    const page = await (await fetch(`${server.url}/trust`, { headers })).text();
    expect(/<details open><summary>([^<]+)/.exec(page)?.[1]).toBe(title);
  });
});

test('a container’s health check sees whether the server answers', () => {
  const check = (port: number) =>
    spawnSync(process.execPath, ['packaging/healthy.mjs'], { env: { ...process.env, PORT: String(port) } })
      .status;
  expect(check(server.port)).toBe(0);
  expect(check(9)).not.toBe(0);
});

test('an office’s certificate that cannot be used stops the start with a sentence', async () => {
  const other = dataFolder();
  const env = { TLS_CERT: join(homes, 'authority.crt'), TLS_KEY: '/nowhere.key' };
  const { code, said } = await refusedStart({ dataDir: other.dir, env });
  expect(code).toBe(1);
  expect(said).toContain('Không đọc được TLS_KEY=/nowhere.key');
  expect(said).not.toContain('    at ');
  other.remove();
});

test('the office’s certificate: by its name, with HSTS, and plain http only leads to it', async () => {
  const other = dataFolder();
  const { certificate, key } = JSON.parse(readFileSync(join(data.dir, 'https', 'server.json'), 'utf8'));
  const paths = { TLS_CERT: join(homes, 'office.crt'), TLS_KEY: join(homes, 'office.key') };
  writeFileSync(paths.TLS_CERT, certificate);
  writeFileSync(paths.TLS_KEY, key);
  const office = await startServer({ dataDir: other.dir, env: paths });
  try {
    expect(office.organizerLink).toMatch(/^https:\/\/localhost:/);
    const plain = await fetch(`http://127.0.0.1:${office.port}/plan?x=1`, {
      redirect: 'manual',
      headers: { accept: 'text/html' },
    });
    expect(plain.status).toBe(307);
    expect(plain.headers.get('location')).toBe(`https://127.0.0.1:${office.port}/plan?x=1`);
    const { page, context } = await visitor(trusting);
    const answer = await page.goto(`https://localhost:${office.port}/verify`);
    expect(answer?.headers()['strict-transport-security']).toBe('max-age=31536000');
    await context.close();
  } finally {
    await office.stop();
    other.remove();
  }
});
