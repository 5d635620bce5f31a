import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Visitor, visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';
import { addPerson, type Known, linkTo } from './person-kit.ts';

/* Passkeys in a real browser with a virtual authenticator, at http://localhost, which browsers take as secure. */
let hall: TestHall;
let base = '';
let mai: Known;
let own: Visitor;
let key: Authenticator;
beforeAll(async () => {
  hall = await openHall();
  base = `http://localhost:${hall.server.port}`;
  mai = await addPerson(hall);
  own = await visitor(hall.browser);
  key = await plugIn(own.page);
});
afterAll(() => hall?.close());

interface Authenticator {
  client: CDPSession;
  authenticatorId: string;
}

/** A phone or a key of its own, which says yes to whatever is asked. */
async function plugIn(page: Page): Promise<Authenticator> {
  const client = await page.context().newCDPSession(page);
  await client.send('WebAuthn.enable');
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { client, authenticatorId };
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const refusal = (page: Page) => page.getByText('Khóa truy cập này không dùng được ở đây');

async function signOut(page: Page): Promise<void> {
  await page.goto(`${base}/me`);
  await button(page, 'Đăng xuất').click();
  await page.waitForURL('**/sign-in');
}

interface Answer {
  status: number;
  body: unknown;
}

/** A page's own call, as its browser sends it. */
function ask(page: Page, method: string, path: string, json?: string): Promise<Answer> {
  return page.evaluate(
    async ([how, where, what]) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`/api/session${where}`, { method: how, headers, body: what || undefined });
      return { status: answer.status, body: await answer.json() };
    },
    [method, path, json ?? ''] as const,
  );
}

/** Signs in by passkey and resolves to what the page sent. */
async function signIn(page: Page): Promise<string> {
  const sent = page.waitForRequest('**/by-passkey/answer');
  await button(page, 'Đăng nhập bằng khóa truy cập').click();
  const request = await sent;
  await page.waitForURL(`**/dialogues/${hall.dialogueId}`);
  return request.postData() ?? '';
}

const refused = { status: 403, body: { error: 'badPasskey' } };

test('made after the first link, listed, named; signs in without a name typed', async () => {
  const { page } = own;
  await page.goto(await linkTo(hall, mai.duty, base));
  await page.getByLabel('Tên của khóa').fill('Điện thoại của Mai');
  await button(page, 'Đặt khóa truy cập').click();
  await button(page, 'Tiếp tục').click();
  await page.waitForURL(`**/dialogues/${hall.dialogueId}`);

  await page.goto(`${base}/me`);
  await page.getByText('Điện thoại của Mai').waitFor();
  await page.getByText(/dùng tại localhost, chưa dùng lần nào/).waitFor();
  await button(page, 'Đổi tên khóa Điện thoại của Mai').click();
  await page.getByRole('dialog').getByLabel('Tên của khóa').fill('Máy riêng');
  await button(page, 'Lưu').click();
  await page.getByText('Máy riêng').waitFor();

  // The same device makes no second one.
  await page.getByLabel('Tên của khóa').fill('lần nữa');
  await button(page, 'Đặt khóa truy cập').click();
  await page.getByText('Thiết bị này đã có khóa truy cập của bạn').waitFor();

  await signOut(page);
  await signIn(page);
  await page.goto(`${base}/me`);
  await page.getByText(/dùng lần cuối/).waitFor();
});

test('an answer works once, and for its own challenge only', async () => {
  const { page } = own;
  await signOut(page);
  const answer = await signIn(page);
  expect(await ask(page, 'POST', '/by-passkey/answer', answer)).toEqual(refused);
  // With a new challenge, and without the cookie of any.
  expect((await ask(page, 'POST', '/by-passkey/options')).status).toBe(200);
  expect(await ask(page, 'POST', '/by-passkey/answer', answer)).toEqual(refused);
  const other = await visitor(hall.browser);
  await other.page.goto(`${base}/sign-in`);
  expect(await ask(other.page, 'POST', '/by-passkey/answer', answer)).toEqual(refused);
  await other.context.close();
});

test('a key that this server does not know, one that stole the other’s id, and a copy that counts less', async () => {
  const [real] = (await key.client.send('WebAuthn.getCredentials', key)).credentials;
  if (!real) throw new Error('no credential');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const foreign = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  const shapes = [
    { ...real, credentialId: randomBytes(16).toString('base64'), privateKey: foreign },
    { ...real, privateKey: foreign, signCount: 1000 },
    { ...real, signCount: 0 },
  ];
  for (const credential of shapes) {
    const thief = await visitor(hall.browser);
    const device = await plugIn(thief.page);
    await device.client.send('WebAuthn.addCredential', {
      authenticatorId: device.authenticatorId,
      credential,
    });
    await thief.page.goto(`${base}/sign-in`);
    await button(thief.page, 'Đăng nhập bằng khóa truy cập').click();
    await refusal(thief.page).waitFor();
    expect(thief.errors).toEqual([]);
    await thief.context.close();
  }
});

test('an answer that was given to another origin', async () => {
  const elsewhere = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>elsewhere</title>');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const { page } = own;
  await signOut(page);
  const { body } = await ask(page, 'POST', '/by-passkey/options');
  await page.goto(`http://localhost:${(elsewhere.address() as AddressInfo).port}/`);
  const answer = await page.evaluate(async (options) => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
      options as PublicKeyCredentialRequestOptionsJSON,
    );
    const credential = await navigator.credentials.get({ publicKey });
    return JSON.stringify({ response: credential });
  }, body);
  elsewhere.close();
  await page.goto(`${base}/sign-in`);
  expect(await ask(page, 'POST', '/by-passkey/answer', answer)).toEqual(refused);
});

test('somebody whom the device has not recognized', async () => {
  const { page } = own;
  await page.goto(`${base}/sign-in`);
  await key.client.send('WebAuthn.setUserVerified', {
    authenticatorId: key.authenticatorId,
    isUserVerified: false,
  });
  await button(page, 'Đăng nhập bằng khóa truy cập').click();
  await page.getByText('Chưa đăng nhập').waitFor();
  await key.client.send('WebAuthn.setUserVerified', {
    authenticatorId: key.authenticatorId,
    isUserVerified: true,
  });
  await signIn(page);
});

test('a removed key', async () => {
  const { page } = own;
  await page.goto(`${base}/me`);
  await button(page, 'Xóa khóa Máy riêng').click();
  await page.getByText('Chưa có khóa nào.').waitFor();
  await signOut(page);
  await button(page, 'Đăng nhập bằng khóa truy cập').click();
  await refusal(page).waitFor();
});

test('at an address of numbers the server makes none, whatever the page says', async () => {
  const { page } = own;
  await page.goto(await linkTo(hall, mai.duty));
  await page.getByRole('heading', { name: 'Lần sau vào bằng gì?' }).waitFor();
  expect(await page.getByLabel('Tên của khóa').count()).toBe(0);
  const none = { status: 409, body: { error: 'noPasskeyHere' } };
  expect(await ask(page, 'POST', '/passkeys/options', '{}')).toEqual(none);
  expect(await ask(page, 'POST', '/by-passkey/options')).toEqual(none);
  expect(own.errors).toEqual([]);
});
