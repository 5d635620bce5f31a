import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Visitor, visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';
import { addPerson, type Known, linkTo } from './person-kit.ts';

/*
 * Sign-in by the office's accounts with a real OpenID provider (oidc-provider). The provider is at localhost, the hall
 * at 127.0.0.1: two sites, as in an office, so that the cookies behave as they do there.
 */
const clientSecret = 'a-secret-of-the-test-and-nothing-else';
let hall: TestHall;
let issuer = '';
let port = 0;
let running: Server | null = null;
let mai: Known;
let office: Visitor;

/** The provider's accounts: whoever logs in as X has the e-mail address X@xa.example. */
function makeProvider(): Provider {
  return new Provider(issuer, {
    clients: [
      {
        client_id: 'doi-thoai',
        client_secret: clientSecret,
        redirect_uris: [`${hall.server.url}/api/session/account/back`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        name: 'Người có tài khoản',
        email: `${id}@xa.example`,
        email_verified: id !== 'chua-xac-minh',
      }),
    }),
    pkce: { required: () => true },
    cookies: { keys: ['only for this test'] },
  });
}

function listen(server: Server, at: number): Promise<number> {
  return new Promise((resolve) => {
    server.listen(at, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

async function stopProvider(): Promise<void> {
  const server = running;
  running = null;
  if (!server) return;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

async function startProvider(): Promise<void> {
  running = createServer(makeProvider().callback());
  await listen(running, port);
}

beforeAll(async () => {
  // A port that nobody answers at: the provider is down when the hall starts.
  const place = createServer();
  port = await listen(place, 0);
  await new Promise((resolve) => place.close(resolve));
  issuer = `http://localhost:${port}`;
  hall = await openHall({
    env: { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'doi-thoai', OIDC_CLIENT_SECRET: clientSecret },
  });
  mai = await addPerson(hall, { account: 'Mai@Xa.Example' });
  await addPerson(hall, { name: 'Chưa Xác Minh', account: 'chua-xac-minh@xa.example' });
  office = await visitor(hall.browser);
});
afterAll(async () => {
  await stopProvider();
  await hall?.close();
});

const address = (path: string) => `${hall.server.url}${path}`;

/** From the sign-in page to the provider's. */
async function begin(page: Page): Promise<void> {
  await page.goto(address('/sign-in'));
  await page.getByRole('link', { name: 'Đăng nhập bằng tài khoản cơ quan' }).click();
}

/** At the provider's own pages (oidc-provider's interactions for development). */
async function nameOneself(page: Page, login: string): Promise<void> {
  await page.locator('input[name="login"]').fill(login);
  await page.locator('input[name="password"]').fill('any');
  await page.locator('button[type="submit"]').click();
}

/** The first time at a device the provider asks for consent, too. */
async function logIn(page: Page, login: string): Promise<void> {
  await nameOneself(page, login);
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** A whole sign-in at a new device; it says what the page says. */
async function signInAs(login: string): Promise<Visitor> {
  const device = await visitor(hall.browser);
  await begin(device.page);
  await logIn(device.page, login);
  return device;
}

let usedWay = '';

test('while the provider is down the page says so, and links go on', async () => {
  const { page } = office;
  await begin(page);
  await page.getByText('Không liên lạc được với nơi cấp tài khoản').waitFor();
  await page.goto(await linkTo(hall, mai.duty));
  await page.getByRole('heading', { name: 'Lần sau vào bằng gì?' }).waitFor();
});

test('once it is up: there and back, as the person whose account it is', async () => {
  await startProvider();
  const { page } = office;
  const before = (await office.context.cookies()).find(({ name }) => name === 'doithoai_session');
  await page.goto(address('/me'));
  await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click();
  await page.waitForURL('**/sign-in');
  await begin(page);
  const back = page.waitForRequest('**/api/session/account/back?*');
  await logIn(page, 'mai');
  usedWay = (await back).url();
  await page.waitForURL(`**/dialogues/${hall.dialogueId}`);
  await page.getByRole('link', { name: 'Y Mai' }).waitFor();
  const cookies = await office.context.cookies();
  const session = cookies.find(({ name }) => name === 'doithoai_session');
  expect(session).toMatchObject({ sameSite: 'Strict', httpOnly: true });
  expect(session?.value).not.toBe(before?.value);
  // What was needed on the way is gone.
  expect(cookies.some(({ name }) => name === 'doithoai_account')).toBe(false);
  // The device knows the person now: with a PIN it is enough next time.
  expect(cookies.find(({ name }) => name === 'doithoai_device')).toMatchObject({ sameSite: 'Strict' });
});

test('a session that the browser had before ends', async () => {
  const { page } = office;
  const cookie = (await office.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const who = async () => {
    const answer = await fetch(address('/api/session'), { headers: { cookie } });
    return ((await answer.json()) as { session: unknown }).session;
  };
  expect(await who()).not.toBeNull();
  await page.goto(address('/api/session/account'));
  // The provider knows its user, and still asks: at a shared device it may be another one.
  await nameOneself(page, 'mai');
  await page.waitForURL(`**/dialogues/${hall.dialogueId}`);
  expect(await who()).toBeNull();
});

test('the same way back a second time, and without the browser’s cookie', async () => {
  const { page } = office;
  for (const device of [office, await visitor(hall.browser)]) {
    if (device === office) {
      await page.goto(address('/me'));
      await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click();
      await page.waitForURL('**/sign-in');
    }
    await device.page.goto(usedWay);
    await device.page.getByText('đã dùng rồi, đã quá lâu, hoặc bắt đầu ở trình duyệt khác').waitFor();
  }
});

/** Begins as a browser does; what came in the cookie, and the state that the provider was sent. */
async function begun(): Promise<{ cookie: string; state: string; nonce: string }> {
  const answer = await fetch(address('/api/session/account'), { redirect: 'manual' });
  const sent = new URL(answer.headers.get('location') ?? '');
  expect(sent.origin).toBe(issuer);
  expect(sent.searchParams.get('code_challenge_method')).toBe('S256');
  const cookie = answer.headers.getSetCookie()[0] ?? '';
  expect(cookie).toMatch(
    /^doithoai_account=[\w-]{43}; Max-Age=600; Path=\/api\/session; HttpOnly; SameSite=Lax$/,
  );
  return {
    cookie: cookie.split(';')[0] ?? '',
    state: sent.searchParams.get('state') ?? '',
    nonce: sent.searchParams.get('nonce') ?? '',
  };
}

async function comeBack(cookie: string, query: Record<string, string>): Promise<string> {
  const url = address(`/api/session/account/back?${new URLSearchParams({ iss: issuer, ...query })}`);
  const answer = await fetch(url, { headers: { cookie } });
  expect(answer.headers.getSetCookie().some((set) => set.startsWith('doithoai_session'))).toBe(false);
  return /refused=(\w+)/.exec(await answer.text())?.[1] ?? '';
}

test('a state that is not the one sent, a code that was used, another provider’s answer', async () => {
  const code = new URL(usedWay).searchParams.get('code') ?? '';
  expect(code).not.toBe('');
  const wrongState = await begun();
  expect(wrongState.nonce).not.toBe('');
  expect(await comeBack(wrongState.cookie, { code, state: 'another' })).toBe('accountFailed');
  // It was one use: the right state comes too late.
  expect(await comeBack(wrongState.cookie, { code, state: wrongState.state })).toBe('accountAgain');
  const replay = await begun();
  expect(await comeBack(replay.cookie, { code, state: replay.state })).toBe('accountFailed');
  const mixed = await begun();
  const other = { code, state: mixed.state, iss: 'http://localhost:1' };
  expect(await comeBack(mixed.cookie, other)).toBe('accountFailed');
  const denied = await begun();
  expect(await comeBack(denied.cookie, { error: 'access_denied', state: denied.state })).toBe(
    'accountDenied',
  );
});

/** Signs in at the provider and is stopped on the way back; the way with a code that nobody has used. */
async function freshWay(device: Visitor): Promise<URL> {
  // page.route does not see a request that a redirect made.
  const client = await device.context.newCDPSession(device.page);
  await client.send('Fetch.enable', { patterns: [{ urlPattern: '*/account/back*' }] });
  const caught = new Promise<string>((resolve) => {
    client.on('Fetch.requestPaused', ({ requestId, request }) => {
      resolve(request.url);
      const body = Buffer.from('caught').toString('base64');
      void client.send('Fetch.fulfillRequest', { requestId, responseCode: 200, body });
    });
  });
  await begin(device.page);
  await logIn(device.page, 'mai');
  const way = new URL(await caught);
  await device.page.getByText('caught').waitFor();
  await client.send('Fetch.disable');
  return way;
}

test('a good code with another state, and in another browser’s hands', async () => {
  const device = await visitor(hall.browser);
  const way = await freshWay(device);
  const code = way.searchParams.get('code') ?? '';
  way.searchParams.set('state', 'another');
  await device.page.goto(way.href);
  await device.page.getByText('Đăng nhập bằng tài khoản cơ quan không thành công').waitFor();
  // PKCE: the code is worth something only together with what the first browser's session knows.
  const thief = await begun();
  expect(await comeBack(thief.cookie, { code, state: thief.state })).toBe('accountFailed');
  await device.context.close();
});

test('an account of nobody in the list, and one whose address is not verified', async () => {
  const stranger = await signInAs('nguoi-la');
  await stranger.page.getByText('Tài khoản này chưa gắn với ai').waitFor();
  const unverified = await signInAs('chua-xac-minh');
  await unverified.page.getByText('chưa được xác minh').waitFor();
  for (const { context, errors } of [stranger, unverified]) {
    const cookies = await context.cookies();
    expect(cookies.filter(({ name }) => /^doithoai_(session|device)$/.test(name))).toEqual([]);
    expect(errors.filter((line) => !line.includes(issuer))).toEqual([]);
    await context.close();
  }
});

test('a provider that goes down on the way is said, too; up again, all goes on', async () => {
  const device = await visitor(hall.browser);
  const { cookie, state } = await begun();
  await stopProvider();
  expect(await comeBack(cookie, { code: 'any', state })).toBe('accountUnreachable');
  await begin(device.page);
  await device.page.getByText('Không liên lạc được với nơi cấp tài khoản').waitFor();
  await startProvider();
  await begin(device.page);
  await logIn(device.page, 'mai');
  await device.page.waitForURL(`**/dialogues/${hall.dialogueId}`);
});

test('the log holds no address, code, or secret', () => {
  const log = hall.server.output();
  const code = new URL(usedWay).searchParams.get('code') ?? 'none';
  for (const secret of ['xa.example', code, clientSecret, 'Y Mai']) expect(log).not.toContain(secret);
  expect(log).toContain('sign-in by account failed');
});
