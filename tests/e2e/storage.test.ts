import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAttendee } from '../../shared/docs/register.ts';
import { newId } from '../../shared/ids.ts';
import { violations } from './axe.ts';
import { visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';
import { joinAs, openPeer } from './peer.ts';
import { addPerson, type Known, linkTo } from './person-kit.ts';
import { newProfile, type Profile } from './profile.ts';

/* What lies on a device's disk, before and after its person has a PIN. The steps build on each other. */
const pin = '704812';
/** Words of the minutes, of the register, of an answer that is kept, of a paper. */
const [inMinutes, inRegister, inKept, inPaper] = [
  'Quokkavar',
  'Zanzibarow',
  'Tiếp sức nông dân',
  'Wombatpaper',
];
const all = [inMinutes, inRegister, inKept, inPaper];
let hall: TestHall;
let mai: Known;
let profile: Profile;
let page: Page;

beforeAll(async () => {
  hall = await openHall();
  mai = await addPerson(hall, { name: 'Y Mai' });
  const cookie = await joinAs(await hall.link('recorder'), 'Hoàng Văn Ghi');
  const register = await openPeer(hall.server.url, cookie, `${hall.dialogueId}/register`);
  const someone = { title: '', village: 'Hào Lý', group: '', category: 'poor', phone: '' } as const;
  addAttendee(register.doc, {
    ...someone,
    id: newId(),
    name: inRegister,
    present: true,
    walkIn: false,
    checkedInAt: '',
  });
  register.close();
  profile = newProfile();
  page = await profile.start();
});
afterAll(async () => {
  await profile?.remove();
  await hall?.close();
});

const address = (path: string) => `${hall.server.url}${path}`;
const atHall = () => address(`/dialogues/${hall.dialogueId}`);
const button = (name: string) => page.getByRole('button', { name, exact: true });
const unlockPage = () => page.getByRole('heading', { name: 'Mở dữ liệu trên máy này' });
const minutes = () => page.locator('.ProseMirror');
const databases = (of = page) =>
  of.evaluate(async () =>
    (await indexedDB.databases())
      .map(({ name = '' }) => name)
      .filter((name) => name.startsWith('doi-thoai/'))
      .sort(),
  );

async function openTheHall(): Promise<void> {
  await page.goto(atHall());
  await page.getByText('Đã lưu tại hội trường').first().waitFor();
}

/** Lets no call and no document through, as with the cable out; what the page is made of comes. */
async function goOffline(): Promise<void> {
  await profile.context().route(/\/api\//, (route) => route.abort());
  await profile.context().routeWebSocket(/\/sync\//, (socket) => socket.close());
}

async function goOnline(): Promise<void> {
  await profile.stop();
  page = await profile.start();
}

async function typePin(value: string): Promise<void> {
  await page.getByLabel('Mã PIN', { exact: true }).fill(value);
  await page.keyboard.press('Enter');
}

/** A paper as earlier versions kept it: not sealed, small or large. */
const putPaper = (hash: string, size: number) =>
  page.evaluate(
    ([id, name, word, length]) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('doi-thoai-papers', 1);
        request.onerror = () => reject(request.error);
        request.onupgradeneeded = () => {
          request.result.createObjectStore('files', { keyPath: 'key' });
          request.result.createObjectStore('bytes');
        };
        request.onsuccess = () => {
          const writing = request.result.transaction(['files', 'bytes'], 'readwrite');
          const bytes = new Uint8Array(length);
          bytes.set(new TextEncoder().encode(word));
          const key = `${id}/${name}`;
          const file = { key, dialogueId: id, hash: name, size: length, uploaded: true, usedAt: 1 };
          writing.objectStore('files').put(file);
          writing.objectStore('bytes').put(bytes.buffer, key);
          writing.oncomplete = () => {
            request.result.close();
            resolve();
          };
        };
      }),
    [hall.dialogueId, hash, inPaper, size] as const,
  );

/** Documents on the device of which something waits for the hall, as it notes it itself. */
const waitingDocuments = () =>
  page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const names = (await indexedDB.databases()).map(({ name = '' }) => name);
    const waiting: string[] = [];
    for (const name of names.filter((each) => each.startsWith('doi-thoai/'))) {
      const database = await answer(indexedDB.open(name));
      const keys = await answer(database.transaction('custom').objectStore('custom').getAllKeys());
      database.close();
      if (keys.some((key) => String(key).startsWith('waiting:'))) waiting.push(name);
    }
    return waiting;
  });

/** Databases of papers on the device. */
const paperDatabases = () =>
  page.evaluate(async () =>
    (await indexedDB.databases())
      .map(({ name = '' }) => name)
      .filter((name) => name.startsWith('doi-thoai-papers')),
  );

describe('a person without a PIN', () => {
  test('has their words in plain on the disk', async () => {
    await page.goto(await linkTo(hall, mai.duty));
    await button('Để sau').click();
    await page.waitForURL(atHall());
    await minutes().locator('p').first().click();
    await page.keyboard.insertText(` ${inMinutes} `);
    await page.getByText('Đã lưu tại hội trường').first().waitFor();
    await page.goto(address(`/dialogues/${hall.dialogueId}/register`));
    await page.getByText(inRegister).first().waitFor();
    await page.goto(address('/me'));
    await page.getByText('Không khóa, vì bạn không có mã PIN.').waitFor();
    await putPaper('small', 2_000);
    await putPaper('large', 300_000);
    await profile.stop();
    expect(profile.holds(...all)).toEqual(all);
  });
});

describe('with a PIN', () => {
  test('a crash while it is sealed loses nothing', async () => {
    page = await profile.start();
    // As if the power went when the sealed copy was written and the plain one not yet removed.
    await profile.context().addInitScript(() => {
      IDBFactory.prototype.deleteDatabase = () => {
        throw new DOMException('the power is gone', 'AbortError');
      };
    });
    await page.goto(address('/me'));
    await page.getByLabel('Mã PIN mới', { exact: true }).fill(pin);
    await page.getByLabel('Nhập lại mã PIN mới').fill(pin);
    await button('Đặt mã PIN').click();
    await page.getByText('Đã khóa bằng mã PIN của bạn').waitFor();
    const plain = (await databases()).filter((name) => !name.includes('@'));
    await expect
      .poll(async () => (await databases()).filter((name) => name.includes('@')).length)
      .toBe(plain.length);
    expect(plain.length).toBeGreaterThan(2);
    await goOnline();
    await page.goto(address('/'));
    await unlockPage().waitFor();
    await typePin(pin);
    await unlockPage().waitFor({ state: 'hidden' });
    // What may still wait for the hall is sealed when it is opened.
    await openTheHall();
    await expect.poll(async () => (await databases()).filter((name) => !name.includes('@'))).toEqual([]);
    await expect.poll(() => minutes().textContent()).toContain(inMinutes);
    // Both copies were one text: nothing is there twice, nothing is said to wait.
    expect((await minutes().textContent())?.split(inMinutes).length).toBe(2);
  });

  test('the PIN is asked for before anything opens, by keys and without the network; a wrong one touches nothing', async () => {
    await goOnline();
    await goOffline();
    await page.goto(atHall());
    await unlockPage().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.content()).not.toContain(inMinutes);
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    await page.keyboard.type('111222');
    await page.keyboard.press('Enter');
    await page.getByText('Mã PIN không đúng. Dữ liệu trên máy này vẫn còn nguyên.').waitFor();
    await page.keyboard.type(pin);
    await page.keyboard.press('Enter');
    await page.getByText('Mất kết nối từ').first().waitFor();
    await expect.poll(() => minutes().textContent()).toContain(inMinutes);
    await minutes().locator('p').first().click();
    await page.keyboard.insertText(' ngoại tuyến ');
    await page.getByText('Đã lưu trên máy này').first().waitFor();
    // Further tabs and a reload do not ask again while the browser is open.
    const second = await profile.context().newPage();
    await second.goto(atHall());
    await expect.poll(() => second.locator('.ProseMirror').textContent()).toContain('ngoại tuyến');
    await second.close();
  });

  test('five wrong tries wait; what waits sealed goes to the hall after the right one', async () => {
    await goOnline();
    await page.goto(atHall());
    await unlockPage().waitFor();
    for (let at = 0; at < 4; at += 1) {
      await typePin('111222');
      await expect.poll(() => page.getByLabel('Mã PIN', { exact: true }).inputValue()).toBe('');
    }
    await typePin('111222');
    await page.getByText(/Đã gõ sai nhiều lần. Thử lại sau \d+:\d\d/).waitFor();
    await typePin(pin);
    await page.getByText(/Đã gõ sai nhiều lần/).waitFor();
    // Half a minute later.
    await page.clock.install({ time: Date.now() + 31_000 });
    await page.goto(atHall());
    await typePin(pin);
    await page.getByText('Đã lưu tại hội trường').first().waitFor();
    const register = await hall.enter('recorder', 'Phạm Thư Ký');
    await expect.poll(() => register.page.locator('.ProseMirror').textContent()).toContain('ngoại tuyến');
    await register.context.close();
    // Papers are the last of what is sealed after a PIN opened the device.
    await expect.poll(paperDatabases).toEqual([expect.stringMatching(/^doi-thoai-papers@/)]);
  });

  test('nothing of it stands in the browser’s files after it was closed', async () => {
    await profile.stop();
    expect(profile.holds(...all)).toEqual([]);
    page = await profile.start();
    await page.goto(atHall());
    await typePin(pin);
    await page.getByText('Đã lưu tại hội trường').first().waitFor();
  });
});

describe('the disk under a page', () => {
  test('storage that is cleared while the page is open is written again', async () => {
    await openTheHall();
    const before = await databases();
    const cdp = await profile.context().newCDPSession(page);
    await cdp.send('Storage.clearDataForOrigin', { origin: hall.server.url, storageTypes: 'indexeddb' });
    await expect.poll(() => databases()).toContain(before.find((name) => name.includes('/minutes')));
    // What comes back is sealed as it was.
    expect((await databases()).filter((name) => !name.includes('@'))).toEqual([]);
    await minutes().locator('p').first().click();
    await page.keyboard.insertText(' sau khi xóa ');
    await page.getByText('Đã lưu tại hội trường').first().waitFor();
    await expect.poll(async () => (await databases()).length).toBeGreaterThan(2);
    expect(before.length).toBeGreaterThan(2);
  });

  test('of two tabs one leads, and the other follows it within seconds', async () => {
    const leaders = (of: Page) =>
      of.evaluate(async () => {
        const { held = [] } = await navigator.locks.query();
        return held.filter(({ name }) => name?.startsWith('doithoai.leader.papers/')).length;
      });
    const second = await profile.context().newPage();
    await second.goto(atHall());
    await second.locator('.ProseMirror').waitFor();
    await expect.poll(() => leaders(second)).toBe(1);
    await page.close();
    await expect.poll(() => leaders(second)).toBe(1);
    page = second;
  });

  test('room that runs out is said before it has', async () => {
    // Chromium tells pages of ten gigabytes whatever there is; other browsers tell the truth.
    await profile.context().addInitScript(() => {
      StorageManager.prototype.estimate = async () => ({ usage: 960_000_000, quota: 1_000_000_000 });
    });
    await page.goto(atHall());
    await page.getByText(/Chỗ lưu của trình duyệt trên máy này sắp hết \(còn \d+ MB\)/).waitFor();
  });

  test('a browser without storage says so before anybody types', async () => {
    const kinds = {
      missing: () => Object.defineProperty(window, 'indexedDB', { value: undefined }),
      refusing: () => {
        // Firefox in private windows, before version 115.
        IDBFactory.prototype.open = () => {
          throw new DOMException('A mutation operation was attempted', 'InvalidStateError');
        };
      },
      lying: () => {
        const put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...values) {
          const request = put.apply(this, values);
          this.transaction.abort();
          return request;
        };
      },
    };
    for (const kind of Object.values(kinds)) {
      const blocked = await visitor(hall.browser);
      await blocked.context.addInitScript(
        `Object.defineProperty(window, 'isPage', { value: 1 }); (${kind})()`,
      );
      await blocked.page.goto(await hall.link('recorder'));
      await blocked.page.getByLabel('Họ và tên của bạn').fill('Đỗ Văn Chặn');
      await blocked.page.getByRole('button', { name: 'Vào làm việc' }).click();
      await blocked.page.getByText('Trình duyệt không cho lưu trên máy này').first().waitFor();
      expect(blocked.errors).toEqual([]);
      await blocked.context.close();
    }
  });
});

describe('what leaves', () => {
  test('a dialogue in the archive leaves nothing on devices, and opens for nobody', async () => {
    await openTheHall();
    await expect.poll(async () => (await databases()).length).toBeGreaterThan(2);
    // What is not known to be in the hall stays on the device, also when its dialogue is in the archive.
    await expect.poll(waitingDocuments).toEqual([]);
    await hall.freeze();
    await hall.call('PUT', `/dialogues/${hall.dialogueId}/archive`, { archived: true });
    await page.goto(atHall());
    await page.getByText('Buổi đối thoại này đã đưa vào lưu trữ').waitFor();
    expect(await violations(page)).toEqual([]);
    await expect.poll(() => databases()).toEqual([]);
    await hall.call('PUT', `/dialogues/${hall.dialogueId}/archive`, { archived: false });
    await page.goto(atHall());
    await expect.poll(() => minutes().textContent()).toContain(inMinutes);
  });

  test('who signs out leaves nothing but what seals', async () => {
    await expect.poll(async () => (await databases()).length).toBeGreaterThan(2);
    await page.goto(address('/me'));
    await button('Đăng xuất').click();
    await page.waitForURL('**/sign-in');
    await expect.poll(() => databases()).toEqual([]);
    await profile.stop();
    expect(profile.holds(...all)).toEqual([]);
  });
});
