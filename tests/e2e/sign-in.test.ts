import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { type Visitor, visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';
import { addPerson, giveDuty, type Known, linkTo } from './person-kit.ts';

/* Signing in on a shared device: by link once, then by name and PIN; and the own page. */
const pin = '704812';
let hall: TestHall;
let mai: Known;
let ba: Known;
let shared: Visitor;
beforeAll(async () => {
  hall = await openHall();
  mai = await addPerson(hall, { name: 'Y Mai' });
  ba = await addPerson(hall, { name: 'A Ba', title: 'Kế toán' }, { role: 'finance' });
  shared = await visitor(hall.browser);
});
afterAll(() => hall?.close());

const address = (path: string) => `${hall.server.url}${path}`;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function setPin(page: Page, value: string, again = value): Promise<void> {
  await page.getByLabel('Mã PIN mới', { exact: true }).fill(value);
  await page.getByLabel('Nhập lại mã PIN mới').fill(again);
  await button(page, 'Đặt mã PIN').click();
}

async function signOut(page: Page): Promise<void> {
  await page.goto(address('/me'));
  await button(page, 'Đăng xuất').click();
  await page.waitForURL('**/sign-in');
}

async function tryPin(page: Page, name: string, value: string): Promise<void> {
  await page.getByRole('radio', { name }).check();
  await page.getByLabel('Mã PIN').fill(value);
  await button(page, 'Vào làm việc').click();
}

/** A page's call as this browser makes it, by its own fetch. */
function ask(
  page: Page,
  method: string,
  path: string,
  json?: unknown,
): Promise<{ status: number; body: unknown }> {
  return page.evaluate(
    async ([how, where, what]) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`/api/session${where}`, { method: how, headers, body: what || undefined });
      return { status: answer.status, body: await answer.json() };
    },
    [method, path, json === undefined ? '' : JSON.stringify(json)] as const,
  );
}

describe('a shared device', () => {
  test('nobody is led to the ways to sign in, from every page; no name is known there', async () => {
    const { page } = shared;
    for (const path of ['/', '/plan', `/dialogues/${hall.dialogueId}`]) {
      await page.goto(address(path));
      await page.getByRole('heading', { name: 'Đăng nhập', level: 1 }).waitFor();
      await expect.poll(() => new URL(page.url()).pathname).toBe('/sign-in');
    }
    expect(await page.getByRole('radio').count()).toBe(0);
    // At an address of numbers passkeys do not work, and the page says why.
    expect(await page.getByText('Khóa truy cập không dùng được ở địa chỉ này').isVisible()).toBe(true);
  });

  test('a link once, a PIN offered, trivial ones refused; then by name and PIN', async () => {
    const { page } = shared;
    await page.goto(await linkTo(hall, mai.duty));
    await page.getByRole('heading', { name: 'Lần sau vào bằng gì?' }).waitFor();
    expect(await violations(page)).toEqual([]);
    for (const easy of ['123456', '000000', '121212', '020976'])
      await setPin(page, easy).then(() => page.getByText('Mã PIN này dễ đoán').waitFor());
    await setPin(page, pin, '704813');
    await page.getByText('Hai lần nhập không giống nhau').waitFor();
    await setPin(page, pin);
    // What goes on has the focus.
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Tiếp tục');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/dialogues/${hall.dialogueId}`);

    await signOut(page);
    await tryPin(page, 'Y Mai', '999111');
    await page.getByText('Mã PIN không đúng').waitFor();
    await tryPin(page, 'Y Mai', pin);
    await page.waitForURL(`**/dialogues/${hall.dialogueId}`);
    const { body } = await ask(page, 'GET', '/me');
    const { expiresAt } = body as { expiresAt: string };
    // What a PIN began ends within the day.
    const hours = (Date.parse(expiresAt) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(11.9);
    expect(hours).toBeLessThanOrEqual(12);
  });

  test('whoever signs in comes back to the page that asked for it', async () => {
    const { page } = shared;
    await signOut(page);
    await page.goto(address(`/dialogues/${hall.dialogueId}/records`));
    // By keys alone; who is the only one is chosen already.
    await page.getByRole('radio', { name: 'Y Mai', checked: true }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.type(pin);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/dialogues/${hall.dialogueId}/records`);
  });

  test('a second person is known there, too, and each PIN is its own', async () => {
    const { page } = shared;
    await signOut(page);
    await page.goto(await linkTo(hall, ba.duty));
    await page.getByRole('heading', { name: 'Lần sau vào bằng gì?' }).waitFor();
    await button(page, 'Để sau').click();
    await page.waitForURL(`**/dialogues/${hall.dialogueId}/preparation`);
    await page.getByRole('link', { name: 'A Ba' }).click();
    await setPin(page, '385920');
    await page.getByText('Đã đặt mã PIN.').waitFor();
    await signOut(page);
    await expect.poll(() => page.getByRole('radio').count()).toBe(2);
    await tryPin(page, 'A Ba', pin);
    await page.getByText('Mã PIN không đúng').waitFor();
    await tryPin(page, 'A Ba', '385920');
    await page.waitForURL(`**/dialogues/${hall.dialogueId}/preparation`);
  });

  test('on any other device the PIN is worth nothing', async () => {
    const other = await visitor(hall.browser);
    await other.page.goto(address('/sign-in'));
    await other.page.getByRole('heading', { name: 'Đăng nhập', level: 1 }).waitFor();
    expect(await other.page.getByRole('radio').count()).toBe(0);
    const answer = await ask(other.page, 'POST', '/by-pin', { personId: mai.person.id, pin });
    expect(answer).toEqual({ status: 403, body: { error: 'wrongPin' } });
    await other.context.close();
  });

  test('changing the PIN needs the present one when the sign-in was long ago', async () => {
    const { page } = shared;
    await signOut(page);
    await tryPin(page, 'Y Mai', pin);
    await page.waitForURL(`**/dialogues/${hall.dialogueId}`);
    await page.goto(address('/me'));
    await page.getByLabel('Mã PIN mới', { exact: true }).fill('592047');
    await page.getByLabel('Nhập lại mã PIN mới').fill('592047');
    await page.getByLabel('Mã PIN hiện tại').fill('111222');
    await button(page, 'Đổi mã PIN').click();
    await page.getByText('Mã PIN không đúng').waitFor();
    await page.getByLabel('Mã PIN hiện tại').fill(pin);
    await button(page, 'Đổi mã PIN').click();
    await expect.poll(() => page.getByLabel('Mã PIN hiện tại').inputValue()).toBe('');
    expect((await ask(page, 'PUT', '/pin', { pin, current: '592047' })).status).toBe(200);
  });

  test('five wrong tries lock it, with the time; the right one is refused then, too', async () => {
    const { page } = shared;
    await signOut(page);
    for (let at = 0; at < 5; at += 1)
      await ask(page, 'POST', '/by-pin', { personId: mai.person.id, pin: '999111' });
    await tryPin(page, 'Y Mai', pin);
    await page.getByText('Mã PIN đã nhập sai nhiều lần nên tạm khóa').waitFor();
    await page.getByText(/Tạm khóa đến \d+:\d\d/).waitFor();
    expect(await violations(page)).toEqual([]);
    // The organizer's link opens all the same, and setting a PIN anew ends the lock.
    await page.goto(await linkTo(hall, mai.duty));
    await page.waitForURL(`**/dialogues/${hall.dialogueId}`);
    expect((await ask(page, 'PUT', '/pin', { pin, current: '' })).status).toBe(200);
    await signOut(page);
    await tryPin(page, 'Y Mai', pin);
    await page.waitForURL(`**/dialogues/${hall.dialogueId}`);
  });
});

/** Databases of the browser, by name; which key seals them is cut off. */
const databases = async (page: Page) => (await sealedDatabases(page)).map((name) => name.split('@')[0]);
const sealedDatabases = (page: Page) =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? '').sort());

describe('what stays on the device', () => {
  test('who signs out leaves nothing that the hall has; what was not sent stays for them', async () => {
    const { page } = shared;
    // Here the PIN is still the one before it was changed elsewhere.
    await page.goto(address(`/dialogues/${hall.dialogueId}`));
    await page.getByRole('heading', { name: 'Mở dữ liệu trên máy này' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.type(pin);
    await page.keyboard.press('Enter');
    await page.getByText('Mã PIN không đúng. Dữ liệu trên máy này vẫn còn nguyên.').waitFor();
    await page.keyboard.type('592047');
    await page.keyboard.press('Enter');
    await page.getByText('Đã lưu tại hội trường').first().waitFor();
    const room = (kind: string) => `doi-thoai/${hall.dialogueId}/${kind}`;
    await expect.poll(() => databases(page)).toContain(room('register'));
    // As if the hall had not got the last letters of the minutes, and were not to get them before the end.
    let isCut = true;
    await page.routeWebSocket(/\/sync\//, (socket) => {
      if (!isCut) socket.connectToServer();
    });
    await page.goto(address('/me'));
    await page.evaluate(
      (name) =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open(name);
          request.onsuccess = () => {
            const transaction = request.result.transaction('custom', 'readwrite');
            transaction.objectStore('custom').put({ waiting: 1, offlineSince: '' }, 'waiting:test');
            transaction.oncomplete = () => {
              request.result.close();
              resolve();
            };
          };
        }),
      (await sealedDatabases(page)).find((name) => name.startsWith(room('minutes'))) ?? '',
    );
    await signOut(page);
    expect((await databases(page)).filter((name) => name?.startsWith('doi-thoai/'))).toEqual([
      room('minutes'),
    ]);
    const kept = () => Object.keys(localStorage).filter((key) => key.startsWith('doithoai.kept.'));
    expect(await page.evaluate(kept)).toEqual([]);
    isCut = false;
  });

  test('who changes to a duty with fewer rights leaves what it may not read', async () => {
    const { page } = shared;
    await tryPin(page, 'Y Mai', pin);
    // Asked once more for the old one, which ends with that.
    await page.getByText('Mã PIN của bạn đã đổi ở máy khác.').waitFor();
    await page.keyboard.type('592047');
    await page.keyboard.press('Enter');
    const register = `doi-thoai/${hall.dialogueId}/register`;
    await expect.poll(() => databases(page)).toContain(register);
    const duty = await giveDuty(hall, mai.person, { role: 'finance' });
    await page.goto(address('/me'));
    await page.getByRole('button', { name: /^Chuyển sang Tài chính/ }).click();
    await page.waitForURL(`**/dialogues/${hall.dialogueId}/preparation`);
    await expect.poll(() => databases(page)).not.toContain(register);
    await page.goto(address('/me'));
    await page.getByRole('button', { name: /^Chuyển sang Thư ký/ }).click();
    await page.waitForURL(`**/dialogues/${hall.dialogueId}`);
    await hall.call('DELETE', `/duties/${duty.id}`);
  });
});

describe('the own page', () => {
  test('long after signing in a new PIN needs the present one, a new passkey, too', async () => {
    const { page } = shared;
    const store = new DatabaseSync(join(hall.dataDir, 'doithoai.sqlite'), { timeout: 10_000 });
    store
      .prepare(`UPDATE session SET created_at = ? WHERE person_id = ?`)
      .run('2026-01-01T00:00:00.000Z', mai.person.id);
    store.close();
    const again = { status: 403, body: { error: 'signInAgain' } };
    expect(await ask(page, 'PUT', '/pin', { pin: '592047', current: '' })).toEqual(again);
    expect((await ask(page, 'PUT', '/pin', { pin: '592047', current: '111222' })).body).toEqual({
      error: 'wrongPin',
    });
    expect((await ask(page, 'PUT', '/pin', { pin, current: pin })).status).toBe(200);
    await page.goto(address('/me'));
    await page.getByLabel('Mã PIN mới', { exact: true }).fill('592047');
    await page.getByLabel('Nhập lại mã PIN mới').fill('592047');
    await button(page, 'Đổi mã PIN').click();
    await page.getByText('Bạn đăng nhập đã lâu').waitFor();
  });

  test('duties: switching opens the other role’s page', async () => {
    const { page } = shared;
    await giveDuty(hall, mai.person, { role: 'chair' });
    await page.goto(address('/me'));
    await page.getByRole('button', { name: /^Chuyển sang Chủ trì/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: /^Chuyển sang Chủ trì/ }).click();
    await page.waitForURL(`**/dialogues/${hall.dialogueId}/chair`);
    await page.getByRole('link', { name: 'Y Mai' }).click();
    await page.getByRole('button', { name: /^Chuyển sang Thư ký/ }).click();
    await page.waitForURL(`**/dialogues/${hall.dialogueId}`);
  });

  test('signing out everywhere else ends the others’ sessions and their memory', async () => {
    const other = await visitor(hall.browser);
    await other.page.goto(await linkTo(hall, mai.duty));
    await other.page.waitForURL(`**/dialogues/${hall.dialogueId}`);
    await shared.page.goto(address('/me'));
    await button(shared.page, 'Đăng xuất ở mọi máy khác').click();
    await shared.page.getByText('Đã kết thúc 1 phiên ở máy khác.').waitFor();
    // The open page is told at once, and leads to the ways to sign in.
    await other.page.getByRole('button', { name: 'Đăng nhập lại' }).first().click();
    await other.page.getByRole('heading', { name: 'Đăng nhập', level: 1 }).waitFor();
    expect(await other.page.getByRole('radio').count()).toBe(0);
    await other.context.close();
  });

  test('a device forgets whoever asks it to; a PIN is removed', async () => {
    const { page } = shared;
    await button(page, 'Quên tôi trên máy này').click();
    await page.getByText('Máy này đã quên tên bạn.').waitFor();
    await button(page, 'Bỏ mã PIN').click();
    await page.getByText('Chưa đặt mã PIN.').waitFor();
    await signOut(page);
    await expect.poll(() => page.getByRole('radio').count()).toBe(1);
    expect(await page.getByRole('radio', { name: 'Y Mai' }).count()).toBe(0);
  });

  test('behind a link that is nobody’s own there is nothing to set', async () => {
    const guest = await hall.enter('recorder', 'Phạm Thư Ký');
    await guest.page.getByRole('link', { name: 'Phạm Thư Ký' }).click();
    await guest.page.getByText('không gắn với tên ai').waitFor();
    expect(await ask(guest.page, 'PUT', '/pin', { pin, current: '' })).toEqual({
      status: 409,
      body: { error: 'noPerson' },
    });
    await guest.context.close();
  });
});

test('who tries without end waits, and is told how long', async () => {
  const { page } = shared;
  await page.goto(address('/sign-in'));
  const answers: Awaited<ReturnType<typeof ask>>[] = [];
  const isTooMany = () => isDeepStrictEqual(answers.at(-1), { status: 429, body: { error: 'tooMany' } });
  // A slow machine tries more slowly than the limit of the address fills up.
  while (answers.length < 24 || (answers.length < 100 && !isTooMany()))
    answers.push(await ask(page, 'POST', '/by-pin', { personId: ba.person.id, pin: '999111' }));
  expect(isTooMany()).toBe(true);
  expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(4);
});

test('no page met an error, and the log holds no name and no PIN', () => {
  expect(shared.errors).toEqual([]);
  const log = hall.server.output();
  for (const secret of ['Y Mai', 'A Ba', pin, '385920', '592047']) expect(log).not.toContain(secret);
});
