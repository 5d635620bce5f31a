import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientDir } from '../../server/client-build.ts';
import type { Role } from '../../shared/access.ts';
import { pageMeta, protocol, readVersion } from '../../shared/version.ts';
import { lastingVisitor, type Visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';
import { type OtherVersion, otherVersion, replaceIn } from './other-version.ts';
import { dataFolder } from './server.ts';

/*
 * Pages that lie on a device: one device with a folder of its own, whose browser is closed and started again. The steps
 * build on each other and share one hall.
 */
let hall: TestHall;
let folder: ReturnType<typeof dataFolder>;
let device: Visitor;
/** Of the server, from its next start on. */
const settings: Record<string, string> = {};
const versions: OtherVersion[] = [];

function version(letter: string, changes: Partial<Parameters<typeof otherVersion>[0]> = {}): OtherVersion {
  const made = otherVersion({ build: letter.repeat(16), protocol, ...changes });
  versions.push(made);
  return made;
}

beforeAll(async () => {
  hall = await openHall({ env: settings });
  folder = dataFolder();
  device = await lastingVisitor(folder.dir);
});
afterAll(async () => {
  await device?.context.close();
  await hall?.close();
  folder?.remove();
  for (const made of versions) made.remove();
});

const minutesOf = (page: Page) => page.locator('.ProseMirror');
const barOf = (page: Page) => page.getByRole('region', { name: 'Phiên bản' });
const reloadOf = (page: Page) => barOf(page).getByRole('button', { name: 'Tải lại', exact: true });
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { sameAsBefore: true }));
const isMarked = (page: Page) => page.evaluate(() => 'sameAsBefore' in window).catch(() => true);
const buildOf = async (page: Page) =>
  readVersion(await page.locator(`meta[name="${pageMeta}"]`).getAttribute('content'))?.build;

/** What lies on the device: the files of each build, and the bytes of all of it. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const builds: Record<string, string[]> = {};
    let bytes = 0;
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      const requests = await cache.keys();
      for (const request of requests) bytes += (await (await cache.match(request))?.blob())?.size ?? 0;
      const build = /^doithoai-page-(.*)$/.exec(name)?.[1];
      if (build) builds[build] = requests.map(({ url }) => new URL(url).pathname);
    }
    return { builds, bytes };
  });

/** Which builds lie on the device; opens none of their caches, which would make one that is being removed again. */
const keptBuilds = (page: Page) =>
  page.evaluate(async () =>
    (await caches.keys()).flatMap((name) => /^doithoai-page-(.*)$/.exec(name)?.[1] ?? []),
  );

const allIsHere = (page: Page) =>
  page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active?.state));

/** The pages of each role; what they show without the hall is for others to test (offline-work). */
const pagesOf = (id: string): Partial<Record<Role, string[]>> => ({
  organizer: [
    '/',
    '/me',
    '/plan',
    '/calendar',
    '/settings',
    '/people',
    '/privacy',
    '/search',
    ...['', '/register', '/reading', '/preparation', '/records', '/history', '/links', '/direct'].map(
      (rest) => `/dialogues/${id}${rest}`,
    ),
  ],
  recorder: [
    '/',
    '/me',
    '/search',
    ...['', '/register', '/reading', '/preparation', '/preparation/invitations', '/records', '/history'].map(
      (rest) => `/dialogues/${id}${rest}`,
    ),
  ],
  chair: ['/me', `/dialogues/${id}/chair`, `/dialogues/${id}/reading`],
  officer: ['/me', `/dialogues/${id}/work`],
  village: ['/me', `/dialogues/${id}/work`, `/dialogues/${id}/invited`],
  finance: ['/me', `/dialogues/${id}/preparation`],
  reviewer: ['/me', `/dialogues/${id}/records`],
  screen: [`/screen/${id}`],
  public: [`/list/${id}`, '/verify'],
});

/** Opens an address with no network; it is drawn, by its own name, and nothing failed. */
async function opens(page: Page, path: string): Promise<void> {
  await page.goto(`${hall.server.url}${path}`);
  await page.waitForFunction(() => (document.getElementById('app')?.textContent?.trim().length ?? 0) > 20);
  // What the screen and the list show lies on no device; they say since when they wait.
  const isVisitors = /^\/(screen|list)\//.test(path);
  if (!isVisitors)
    await expect
      .poll(() => page.locator('h1:visible, h2:visible, [role="alert"]:visible').count(), { message: path })
      .not.toBe(0);
  const text = await page.locator('#app').textContent();
  expect(text, path).not.toContain('Chưa mở được phần này');
  expect(text, path).not.toContain('Không có trang này');
}

async function restartBrowser(): Promise<void> {
  const { errors } = device;
  await device.context.close();
  device = await lastingVisitor(folder.dir);
  device.errors.push(...errors);
}

/** Opens a link, on a device where the name may be known. */
async function come(page: Page, link: string): Promise<void> {
  await page.goto(link);
  const name = page.getByLabel('Họ và tên của bạn');
  const isIn = page.waitForURL((url) => url.pathname !== '/join');
  await Promise.race([isIn, name.waitFor().catch(() => undefined)]);
  if (await name.isVisible()) {
    await name.fill('Phạm Thư Ký');
    await page.getByRole('button', { name: 'Vào làm việc' }).click();
  }
  await isIn;
}

/** Files of a later version's page whose names fit. */
const assets = (dist: string, fits: RegExp) =>
  readdirSync(join(dist, 'assets'))
    .filter((name) => fits.test(name))
    .map((name) => join(dist, 'assets', name));

/** The server's log says that a build could not be used on a device. */
const isNoted = (letter: string, why: string) =>
  expect
    .poll(() => hall.server.output())
    .toMatch(new RegExp(`"build":"${letter.repeat(16)}","why":"${why}","subject":"[^"]+","msg":"new page`));

const type = async (page: Page, text: string) => {
  await page.keyboard.type(text);
  expect(await minutesOf(page).textContent()).toContain(text);
};

describe('one visit', () => {
  test('brings every file of the page onto the device, and nothing else', async () => {
    const { page } = device;
    await come(page, await hall.link('recorder'));
    await minutesOf(page).waitFor();
    await page.getByText('Đã lưu tại hội trường').first().waitFor();
    expect(await allIsHere(page)).toMatch(/^activat/);
    const { builds, bytes } = await kept(page);
    const own = (await buildOf(page)) ?? '';
    // The citizens' page asks the server anyway.
    const built = readdirSync(clientDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.(ttf|woff|br|gz)$|^(?:worker|receipt)\.js$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(clientDir.length));
    expect(Object.keys(builds)).toEqual([own]);
    expect(builds[own]?.sort()).toEqual(built.sort());
    expect(bytes).toBeLessThan(5_000_000);
  });

  test('is enough for every page of a role after the browser was started again, with no server', async () => {
    await hall.server.kill();
    await restartBrowser();
    const { page } = device;
    for (const path of pagesOf(hall.dialogueId).recorder ?? []) await opens(page, path);
    await page.goto(`${hall.server.url}/dialogues/${hall.dialogueId}`);
    await minutesOf(page).waitFor();
    await page.goto(`${hall.server.url}/join#${'A'.repeat(43)}`);
    await page.getByText('chưa mở được liên kết').waitFor();
    expect(device.errors).toEqual([]);
  }, 120_000);

  test('is no way for a Wi-Fi that answers everything with its own page', async () => {
    const { page } = device;
    const before = await kept(page);
    const portal = createServer((_request, answer) => {
      answer.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'max-age=3600' });
      answer.end('<title>Cổng Wi-Fi</title><p>Mời đăng nhập Wi-Fi');
    });
    await new Promise<void>((resolve) => portal.listen(hall.server.port, '127.0.0.1', resolve));
    try {
      expect(await (await fetch(hall.server.url)).text()).toContain('Cổng Wi-Fi');
      const update = () =>
        page.evaluate(async () =>
          (await navigator.serviceWorker.ready).update().then(
            () => 'updated',
            () => 'refused',
          ),
        );
      expect(await update()).toBe('refused');
      await page.goto(`${hall.server.url}/dialogues/${hall.dialogueId}`);
      await minutesOf(page).waitFor();
      await opens(page, '/verify');
      expect(await page.locator('body').textContent()).not.toContain('Cổng Wi-Fi');
      expect(await kept(page)).toEqual(before);
    } finally {
      portal.closeAllConnections();
      await new Promise((resolve) => portal.close(resolve));
    }
    await hall.restart();
  }, 60_000);

  test.each(['organizer', 'chair', 'officer', 'village', 'finance', 'reviewer', 'screen', 'public'] as const)(
    'as %s',
    async (role) => {
      const { page, context } = device;
      await come(page, await hall.link(role));
      await context.setOffline(true);
      for (const path of pagesOf(hall.dialogueId)[role] ?? []) await opens(page, path);
      await context.setOffline(false);
      expect(device.errors).toEqual([]);
    },
    60_000,
  );
});

describe('a new version', () => {
  test('waits while somebody types; one tab agrees, and the other goes on with all its parts', async () => {
    const { page, context } = device;
    const dialogue = `${hall.server.url}/dialogues/${hall.dialogueId}`;
    await come(page, await hall.link('recorder'));
    await minutesOf(page).waitFor();
    const other = await context.newPage();
    await other.goto(dialogue);
    await minutesOf(other).waitFor();
    const before = await buildOf(page);
    await mark(page);
    await mark(other);
    await minutesOf(page).locator('p').last().click();
    await page.keyboard.press('End');
    const upgraded = hall.restart(version('a').program);
    await type(page, ' Gõ trong lúc nâng cấp.');
    await upgraded;
    await barOf(page).waitFor();
    await type(page, ' Gõ khi bản mới đã ở trên máy.');
    expect(await isMarked(page)).toBe(true);
    await reloadOf(page).click();
    await expect.poll(() => isMarked(page), { timeout: 60_000 }).toBe(false);
    await minutesOf(page).waitFor();
    expect(await buildOf(page)).toBe('a'.repeat(16));
    await expect.poll(() => minutesOf(page).textContent()).toContain('Gõ khi bản mới đã ở trên máy.');
    // The server has no parts of the old page any more; this device has.
    expect(await isMarked(other)).toBe(true);
    expect(await buildOf(other)).toBe(before);
    await other.locator('a[href="/search"]').click();
    await other.locator('main input[type="search"]').waitFor();
    expect(await isMarked(other)).toBe(true);
    expect(await other.getByText('Chưa mở được phần này').count()).toBe(0);
    await barOf(other).waitFor();
    await other.close();
    expect(device.errors).toEqual([]);
  }, 180_000);

  test('whose files are not all there leaves the one in use, and the server hears of it', async () => {
    const { page } = device;
    await mark(page);
    const [part = ''] = assets(clientDir, /^search-.*js$/);
    expect(part).not.toBe('');
    const spoil = (dist: string) => {
      for (const path of assets(dist, /^search-.*js$/)) rmSync(path);
    };
    await hall.restart(version('b', { spoil }).program);
    await page.getByText('Đã lưu tại hội trường').first().waitFor();
    expect(await barOf(page).count()).toBe(0);
    expect(await isMarked(page)).toBe(true);
    await page.reload();
    await minutesOf(page).waitFor();
    expect(await buildOf(page)).toBe('a'.repeat(16));
    await isNoted('b', 'files');
    // After the next try, too.
    await expect.poll(() => keptBuilds(page)).not.toContain('b'.repeat(16));
  }, 60_000);

  test('whose page does not come up is left for the one before, says so, and is not asked for again', async () => {
    const { page } = device;
    const change = (dist: string) => {
      const html = readFileSync(join(dist, 'index.html'), 'utf8');
      const main = /type="module"[^>]* src="\/([^"]+)"/.exec(html)?.[1] ?? '';
      replaceIn(join(dist, main), (text) => `${text}\nthrow new Error('does not come up');`);
    };
    await hall.restart(version('c', { change }).program);
    await barOf(page).waitFor();
    await mark(page);
    await reloadOf(page).click();
    await expect.poll(() => isMarked(page), { timeout: 60_000 }).toBe(false);
    await page.getByText('Bản mới không chạy được, đang dùng bản trước.').waitFor();
    expect(await buildOf(page)).toBe('a'.repeat(16));
    await isNoted('c', 'start');
    const status = await (await hall.call('GET', '/operation')).json();
    expect(status.pages).toMatchObject({ build: 'c'.repeat(16), devices: 1 });
    await page.getByRole('button', { name: 'Đã rõ' }).click();
    await page.reload();
    await minutesOf(page).waitFor();
    await page.getByText('Đã lưu tại hội trường').first().waitFor();
    expect(await barOf(page).allTextContents()).toEqual([]);
    expect(await buildOf(page)).toBe('a'.repeat(16));
    device.errors.length = 0;
  }, 180_000);

  test('is taken without being asked for once the session is over; signing in waits for the server', async () => {
    const { page, context } = device;
    await hall.restart(version('d').program);
    await barOf(page).waitFor();
    await page.goto(`${hall.server.url}/me`);
    await page.getByText('Các trang đã nằm sẵn trên máy này').waitFor();
    await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click();
    await page.waitForURL((url) => url.pathname === '/sign-in');
    await expect.poll(() => buildOf(page)).toBe('d'.repeat(16));
    await context.setOffline(true);
    await page.reload();
    await page.getByText('chưa đăng nhập được').waitFor();
    await context.setOffline(false);
    await expect.poll(() => page.getByText('chưa đăng nhập được').count()).toBe(0);
  }, 180_000);

  test('that does not work with the page is brought by the reload, and so is the older one of a restored server', async () => {
    const { page } = device;
    await come(page, await hall.link('recorder'));
    await minutesOf(page).waitFor();
    const reloadBrings = async (build: RegExp) => {
      await barOf(page).getByText('nên trang này ngừng gửi').waitFor();
      await reloadOf(page).click();
      // Every file of it is fetched first.
      await expect.poll(() => buildOf(page).catch(() => ''), { timeout: 60_000 }).toMatch(build);
      await minutesOf(page).waitFor();
      await expect.poll(() => barOf(page).count()).toBe(0);
    };
    await hall.restart(version('e', { protocol: protocol + 1 }).program);
    await reloadBrings(/^e{16}$/);
    await hall.restart();
    await reloadBrings(/^(?!(.)\1{15})[0-9a-f]{16}$/);
    expect(device.errors).toEqual([]);
  }, 180_000);

  test('switched off at the server, nothing of it stays on the device', async () => {
    const { page } = device;
    settings.OFFLINE_PAGES = '0';
    await hall.restart();
    await page.reload();
    // A browser lets it take over when the one before has had nothing to do for half a minute, at the latest.
    await expect.poll(() => keptBuilds(page), { timeout: 90_000 }).toEqual([]);
    await page.reload();
    await minutesOf(page).waitFor();
    expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  }, 180_000);
});
