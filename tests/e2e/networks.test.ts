import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roomName } from '../../shared/dialogue.ts';
import { type Device, openDevice } from '../net/device.ts';
import { FaultProxy } from '../net/proxy.ts';
import { enter, type Visitor, visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';
import { joinAs } from './peer.ts';

/*
 * The networks that halls have. Each recorder sits behind a bad network of their own; the steps build on each other
 * and share one hall, and faults of one kind happen to several at once.
 */
const seed = Number(process.env.SEED ?? 20261126);
/** Within this the status bar must say what is, after a fault and after its end, ms. */
const soon = 10_000;
const saved = 'Đã lưu tại hội trường';
const day = 24 * 3_600_000;
const isSaved = new RegExp(`^${saved}`);

interface Recorder extends Visitor {
  name: string;
  line: FaultProxy;
  /** What this person has typed. */
  words: string[];
}

const folder = mkdtempSync(join(tmpdir(), 'doithoai-networks-'));
const clock = join(folder, 'shift');
let hall: TestHall;
let people: Recorder[] = [];
const devices: Device[] = [];

/** Notes what the status bar says each time that it says something else, from the first moment on. */
function watchStatus(): void {
  const said: { at: number; text: string }[] = [];
  Object.assign(window, { said });
  new MutationObserver(() => {
    const text = document.querySelector('[aria-label="Tình trạng lưu"]')?.textContent ?? '';
    if (text !== said.at(-1)?.text) said.push({ at: performance.now(), text });
  }).observe(document, { childList: true, subtree: true, characterData: true });
}

async function recorder(name: string, at: number): Promise<Recorder> {
  const line = await FaultProxy.open(hall.server.port, seed + at);
  const person = await visitor(hall.browser);
  await person.context.addInitScript(watchStatus);
  await enter(person.page, (await hall.link('recorder')).replace(hall.server.url, line.url), name);
  return { ...person, name, line, words: [] };
}

const status = (page: Page) => page.getByRole('region', { name: 'Tình trạng lưu' });
const minutes = (page: Page) => page.locator('.ProseMirror').first();

async function says(person: Recorder, words: RegExp, timeout = soon): Promise<void> {
  const told = status(person.page).filter({ hasText: words });
  await told.waitFor({ timeout }).catch(async (error: Error) => {
    const now = await status(person.page).textContent();
    throw new Error(`${person.name} says “${now}” and not ${words} (seed ${seed})`, { cause: error });
  });
}

async function type(person: Recorder, word: string): Promise<void> {
  await minutes(person.page).locator('p').last().click();
  await person.page.keyboard.press('End');
  await person.page.keyboard.type(` ${word}`);
  person.words.push(word);
}

const all = <T>(what: (person: Recorder) => Promise<T>, who = people) => Promise.all(who.map(what));

/** Everything typed so far is on every page, once, and all pages show the same. */
async function converged(): Promise<void> {
  const plain = (page: Page) =>
    minutes(page).evaluate((element) => {
      const copy = element.cloneNode(true) as HTMLElement;
      for (const extra of copy.querySelectorAll('[class*="caret"], .ProseMirror-widget')) extra.remove();
      return (copy.textContent ?? '').replaceAll(/[\u2060\u200b]/g, '');
    });
  const words = people.flatMap((person) => person.words);
  await expect
    .poll(async () => {
      const texts = await all(({ page }) => plain(page));
      const wrong = words.filter((word) => texts.some((text) => text.split(word).length !== 2));
      return { texts: new Set(texts).size, wrong };
    })
    .toEqual({ texts: 1, wrong: [] });
}

/** When the page said what since a moment of its own clock. */
const saidSince = (person: Recorder, moment: number) =>
  person.page.evaluate(
    (since) =>
      (window as unknown as { said: { at: number; text: string }[] }).said.filter(({ at }) => at >= since),
    moment,
  );
/** Whether a time of day in the hall is now, give or take two minutes. */
function near(told: string | undefined): boolean {
  const times = [-2, -1, 0, 1].map((minutes) =>
    new Date(Date.now() + (7 * 60 + minutes) * 60_000).toISOString().slice(11, 16),
  );
  return told !== undefined && times.includes(told);
}

const momentOf = (person: Recorder) => person.page.evaluate(() => performance.now());

beforeAll(async () => {
  writeFileSync(clock, '0');
  const preload = pathToFileURL(join(import.meta.dirname, '../faults/shifted-clock.mjs')).href;
  hall = await openHall({ env: { NODE_OPTIONS: `--import=${preload}`, CLOCK_SHIFT: clock } });
  const names = ['Phạm Thư Ký', 'Hoàng Văn Ghi', 'Y Thu Hằng', 'A Nhất'];
  people = await Promise.all(names.map((name, at) => recorder(name, at)));
  await all((person) => says(person, isSaved));
});
afterAll(async () => {
  for (const device of devices) device.close();
  await hall?.close();
  for (const { line } of people) await line.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A fault for each person, typing under it, its end: the status is true all the while. */
async function through(
  round: string,
  faults: readonly ((line: FaultProxy) => void)[],
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<void> {
  const hit = people.slice(0, faults.length);
  const moments = await all(async (person) => {
    faults[people.indexOf(person)]?.(person.line);
    return momentOf(person);
  }, hit);
  for (const person of hit) await type(person, `${round}${people.indexOf(person)}`);
  await all(
    (person) => says(person, /Mất kết nối từ \d\d:\d\d.*thay đổi đang chờ.*Đã lưu trên máy này/s),
    hit,
  );
  await meanwhile();
  // From the first word that waited until the end of the fault it was never called saved in the hall.
  for (const [at, person] of hit.entries()) {
    const said = await saidSince(person, moments[at] ?? 0);
    const waits = said.findIndex(({ text }) => /đang chờ/.test(text));
    expect(waits, person.name).toBeGreaterThanOrEqual(0);
    for (const { text } of said.slice(waits)) expect(text).not.toContain(saved);
  }
  for (const { line } of hit) line.clear();
  await all((person) => says(person, isSaved), hit);
  await converged();
}

describe('networks', () => {
  test('slow, uneven and narrow, and every connection opened twice: all that is typed is saved and the same', async () => {
    const [slow, narrow, twice] = people;
    slow?.line.set({ latency: 250, jitter: 250 });
    narrow?.line.set({ latency: 80, bandwidth: 20_000 });
    twice?.line.set({ doubled: true });
    // The connections of before are as they were; new ones are made twice.
    twice?.line.cut();
    await all((person) => type(person, `chậm${people.indexOf(person)}`));
    await all((person) => says(person, isSaved));
    await converged();
    for (const { line } of people) line.clear();
  });

  test('connections that die without a word are noticed, and nothing typed meanwhile is called saved', async () => {
    await through('câm', [
      (line) => line.set({ up: false, down: false }),
      (line) => line.set({ up: false }),
      (line) => line.set({ down: false }),
    ]);
    // A device with another address: new connections are good at once, so it is away for a moment only.
    const [moved] = people;
    if (!moved) throw new Error('nobody');
    await says(moved, isSaved);
    const moment = await momentOf(moved);
    moved.line.moveDevices();
    await type(moved, 'dời');
    await says(moved, /đang chờ/);
    await says(moved, isSaved, 2 * soon);
    const said = await saidSince(moved, moment);
    const away = said.find(({ text }) => /Mất kết nối từ/.test(text))?.at ?? Number.POSITIVE_INFINITY;
    expect(away - moment, JSON.stringify(said)).toBeLessThan(soon);
    expect((said.at(-1)?.at ?? 0) - away).toBeLessThan(soon);
    await converged();
  });

  test('a message cut in its middle, a Wi-Fi that answers everything itself, a server that moved', async () => {
    await through(
      'cắt',
      [
        (line) => {
          line.halve('up', 30);
          line.set({ open: false });
        },
        (line) => {
          line.halve('down', 30);
          line.set({ open: false });
        },
        (line) => {
          line.set({ portal: 'page' });
          line.cut();
        },
        (line) => {
          line.set({ portal: 'redirect' });
          line.cut();
        },
      ],
      async () => {
        for (const person of people.slice(2)) await says(person, /có lẽ cần đăng nhập Wi-Fi/);
      },
    );
  });

  test('forty devices after a power cut of the server: all are back, and nobody storms', async () => {
    const rooms = (['minutes', 'board', 'register'] as const).map((kind) => roomName(hall.dialogueId, kind));
    const link = await hall.link('recorder');
    const { url } = hall.server;
    for (let at = 0; at < 40; at++) devices.push(openDevice(url, await joinAs(link, `Máy ${at}`), rooms));
    await expect.poll(() => devices.every((device) => device.isInStep())).toBe(true);
    const before = devices.map(({ opened }) => opened.length);
    await hall.server.kill();
    const cut = performance.now();
    // What everybody does meanwhile is typed in three rooms of every device.
    for (const [at, { docs }] of devices.entries())
      for (const doc of docs) doc.getMap('mất điện').set(`máy ${at}`, at);
    await all((person) => type(person, `điện${people.indexOf(person)}`), people.slice(0, 2));
    await expect.poll(() => devices.every(({ asked }) => asked.length >= 3)).toBe(true);
    await hall.restart();
    const [start, seconds] = [performance.now(), (performance.now() - cut) / 1000];
    const left = () => soon - (performance.now() - start);
    await expect.poll(() => devices.every((device) => device.isInStep()), { timeout: left() }).toBe(true);
    const isSame = () =>
      rooms.every((_room, room) => {
        const maps = devices.map(
          ({ docs }) => JSON.stringify(docs[room]?.getMap('mất điện').toJSON()).length,
        );
        return new Set(maps).size === 1 && docs(room).every((doc) => doc.getMap('mất điện').size === 40);
      });
    const docs = (room: number) => devices.flatMap((device) => device.docs[room] ?? []);
    await expect.poll(isSame, { timeout: left() }).toBe(true);
    const back = performance.now() - start;
    await all((person) => says(person, isSaved), people.slice(0, 2));

    const asked = devices.flatMap((device) => device.asked.map((at) => at - cut)).sort((a, b) => a - b);
    const opened = devices.map((device, at) => device.opened.length - (before[at] ?? 0));
    /** The most of these moments within so many milliseconds. */
    const densest = (width: number) =>
      Math.max(...asked.map((at, first) => asked.slice(first).filter((next) => next < at + width).length));
    process.stdout.write(
      `power cut of ${seconds.toFixed(1)} s: back after ${(back / 1000).toFixed(1)} s; questions ${asked.length}, of one device at most ${Math.max(...devices.map((device) => device.asked.length))}, in a second ${densest(1000)}, in 0.1 s ${densest(100)}; sockets of one device at most ${Math.max(...opened)}\n`,
    );
    // One question for all rooms of a device, in growing pauses; sockets only once the server has answered.
    for (const device of devices) expect(device.asked.length).toBeLessThanOrEqual(4 + seconds);
    for (const count of opened) expect(count).toBeLessThanOrEqual(2 * rooms.length);
    expect(densest(1000)).toBeLessThanOrEqual(2 * devices.length);
  });

  test('a page that is opened while the line hangs is there at once, and goes on by itself', async () => {
    const [, person] = people;
    if (!person) throw new Error('nobody');
    // Connections that died in the faults before are no longer held for good ones by the browser.
    person.line.cut();
    await says(person, isSaved);
    const page = await person.context.newPage();
    const second = { ...person, page };
    let isHanging = true;
    await page.route('**/api/**', async (route) => {
      if (isHanging) await expect.poll(() => isHanging, { timeout: 60_000 }).toBe(false);
      await route.continue().catch(() => undefined);
    });
    // Sockets open, and nothing is heard on them.
    await page.routeWebSocket(/\/sync\//, (socket) => {
      if (!isHanging) socket.connectToServer();
    });
    await page.goto(person.page.url());
    await minutes(page)
      .filter({ hasText: person.words[0] ?? '' })
      .waitFor({ timeout: soon });
    await type(second, 'treo');
    await says(second, /Mất kết nối từ.*thay đổi đang chờ/s);
    isHanging = false;
    await says(second, isSaved);
    await converged();
    await page.close();
  });

  test('whoever is new reads a sentence while nothing answers, or a Wi-Fi does for the server, and is let in by itself', async () => {
    const stranger = await visitor(hall.browser);
    const { page } = stranger;
    let answer: 'none' | 'portal' | 'server' = 'none';
    await page.route('**/api/session', async (route) => {
      if (answer === 'none') await expect.poll(() => answer).not.toBe('none');
      if (answer === 'server') await route.continue();
      else await route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Wi-Fi</h1>' });
    });
    await page.goto(hall.server.url);
    await page.getByText('Đang hỏi máy chủ của hội trường').waitFor();
    answer = 'portal';
    await page.getByText('có lẽ cần đăng nhập Wi-Fi').waitFor();
    answer = 'server';
    await page.waitForURL(/\/sign-in/, { timeout: soon });
    expect(stranger.errors).toEqual([]);
    await stranger.context.close();
  });

  test('a server whose clock is two days off: what the page says stays right, links open, late text is told', async () => {
    const [a, b] = people;
    if (!a || !b) throw new Error('nobody');
    const link = await hall.link('recorder');
    const days = [2, -2];
    for (const shift of days) {
      const seen = `${clock}.seen-${hall.server.pid}`;
      writeFileSync(clock, String(shift * day));
      await expect.poll(() => existsSync(seen) && readFileSync(seen, 'utf8')).toBe(String(shift * day));
      a.line.pull();
      await says(a, /Mất kết nối từ/);
      const told = /từ (\d\d:\d\d)/.exec((await status(a.page).textContent()) ?? '')?.[1];
      expect(near(told)).toBe(true);
      await type(a, `lệch${shift}`);
      a.line.plug();
      await says(a, isSaved);
      expect(await joinAs(link, 'Người mới')).not.toBe('');
    }
    await converged();
    // Frozen while a device is away: what it typed is late, and is called neither saved nor waiting.
    b.line.pull();
    await says(b, /Mất kết nối từ/);
    await type(b, 'muộn');
    await hall.freeze();
    b.line.plug();
    await says(b, /\d+ thay đổi sau khi chốt/);
    expect(await status(b.page).textContent()).not.toContain(saved);
    // A part of the page that was asked for ahead was answered by the Wi-Fi; it is asked for again when it is needed.
    const errors = people.flatMap((person) => person.errors);
    expect(errors.filter((error) => !/^Failed to load module script.*text\/html/.test(error))).toEqual([]);
  });
});
