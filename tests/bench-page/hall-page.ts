import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { CDPSession, Page } from 'playwright-core';
import { median, quantile } from '../bench/meter.ts';
import { openHall, type TestHall } from '../e2e/kit.ts';
import { joinAs, openPeer } from '../e2e/peer.ts';
import { blocksPerPage, pages, petitionId, petitions, writePage, writePetitions } from './filling.ts';
import { startRecorders } from './recorders.ts';
import { type Row, writePageReport } from './report.ts';

/**
 * The hall's page in Chromium, with both panes, a processor slowed four times, 300 pages of minutes, 2,000
 * petitions and eleven other recorders at work: from a key to its paint, and the frames of scrolling.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    keys: { type: 'string', default: '300' },
    recorders: { type: 'string', default: '11' },
    slow: { type: 'string', default: '4' },
    profile: { type: 'string', default: '' },
    only: { type: 'string', default: '' },
  },
});
const keys = Number(values.keys);
const isWhole = values.keys === '300' && values.recorders === '11' && values.slow === '4' && !values.only;

declare global {
  interface Window {
    paints: number[];
    frameTimes: number[];
    stopFrames: () => void;
  }
}

const minutes = (page: Page) => page.locator('.ProseMirror');
const frame = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));

/** From here on each key's time from the event's own stamp (the wait behind other work counts) to the task after its paint. */
function watchPaints(page: Page): Promise<void> {
  return page.evaluate(() => {
    window.paints = [];
    const channel = new MessageChannel();
    const pressed: number[] = [];
    channel.port1.onmessage = () => {
      for (const at of pressed.splice(0)) window.paints.push(performance.now() - at);
    };
    addEventListener(
      'keydown',
      (event) => {
        pressed.push(event.timeStamp);
        requestAnimationFrame(() => channel.port2.postMessage(0));
      },
      { capture: true },
    );
  });
}

async function typing(page: Page): Promise<Record<string, number>> {
  await page.evaluate(() => {
    window.paints = [];
  });
  for (let at = 0; at < keys; at++) {
    await page.keyboard.press(at % 6 === 5 ? ' ' : 'a');
    await page.waitForTimeout(70 + ((at * 37) % 60));
  }
  await page.waitForFunction((count) => window.paints.length >= count, keys);
  const paints = await page.evaluate(() => window.paints);
  return { p50: quantile(paints, 0.5), p95: quantile(paints, 0.95), max: Math.max(...paints) };
}

/** Scrolls the minutes to a part of their height. */
async function scrollNear(page: Page, part: number): Promise<void> {
  await minutes(page).evaluate((text, at) => {
    const pane = text.closest('section');
    if (pane) pane.scrollTop = text.scrollHeight * at;
  }, part);
  await frame(page);
  await frame(page);
}

/** Turns the wheel over a place for two seconds; the times between frames. */
async function scrolling(page: Page, selector: string): Promise<Record<string, number>> {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`${selector} is not on the page`);
  const view = page.viewportSize() ?? { width: 1366, height: 768 };
  await page.mouse.move(box.x + box.width / 2, Math.min(box.y + 200, view.height - 100));
  await page.evaluate(() => {
    window.frameTimes = [];
    let last = 0;
    let on = true;
    const next = (now: number) => {
      if (last) window.frameTimes.push(now - last);
      last = now;
      if (on) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    window.stopFrames = () => {
      on = false;
    };
  });
  for (let turn = 0; turn < 50; turn++) {
    await page.mouse.wheel(0, 100);
    await page.waitForTimeout(30);
  }
  const frames = await page.evaluate(() => {
    window.stopFrames();
    return window.frameTimes;
  });
  const over = (limit: number) => (100 * frames.filter((time) => time > limit).length) / frames.length;
  return { over16: over(17.7), over33: over(34.3), max: Math.max(...frames) };
}

async function profiled<T>(devtools: CDPSession, name: string, work: () => Promise<T>): Promise<T> {
  if (!values.profile) return work();
  await devtools.send('Profiler.enable');
  await devtools.send('Profiler.start');
  const result = await work();
  const { profile } = await devtools.send('Profiler.stop');
  writeFileSync(`${values.profile}-${name}.cpuprofile`, JSON.stringify(profile));
  return result;
}

/** A piece of work that never changes, ms: a shared machine is not always as fast. */
function yardstick(page: Page): Promise<number> {
  return page.evaluate(() => {
    const start = performance.now();
    let value = 1;
    for (let step = 0; step < 100_000_000; step++) value = (Math.imul(value, 31) + step) | 0;
    return value === 0 ? Number.NaN : performance.now() - start;
  });
}

type Figures = Map<string, Record<string, number>>;

const works: Record<string, (page: Page, hall: TestHall) => Promise<Record<string, number>>> = {
  async 'typing, middle of the minutes'(page) {
    await scrollNear(page, 0.5);
    // What is far has no box to be clicked; a mention would open its petition.
    const paragraphs = minutes(page).locator('p:not(.far, .gap):not(:has([role=link]))');
    await paragraphs.nth((await paragraphs.count()) >> 1).click();
    await page.keyboard.press('End');
    await frame(page);
    return typing(page);
  },
  async 'typing, end of the minutes'(page) {
    await minutes(page).press('Control+End');
    await frame(page);
    return typing(page);
  },
  async 'typing, content of a petition'(page) {
    await page.locator(`[data-petition="${petitionId(3)}"] [data-open]`).click();
    await page.locator('[data-field="content"]').focus();
    await frame(page);
    return typing(page);
  },
  async 'scrolling the minutes'(page) {
    await scrollNear(page, 0.1);
    return scrolling(page, '.ProseMirror');
  },
  async 'scrolling a column of the board'(page) {
    await page.keyboard.press('Escape');
    return scrolling(page, '[data-column] ul li');
  },
  async 'scrolling the table'(page) {
    await page.getByRole('button', { name: 'Bảng', exact: true }).last().click();
    // The drawing of the table itself is no scrolling.
    await frame(page);
    await frame(page);
    const figures = await scrolling(page, 'table [data-petition]');
    await page.getByRole('button', { name: 'Cột', exact: true }).last().click();
    return figures;
  },
};

async function round(hall: TestHall): Promise<Figures> {
  const figures: Figures = new Map();
  const { page, context } = await hall.enter('recorder', 'Hoàng Thư Ký');
  const devtools = await context.newCDPSession(page);
  await minutes(page).waitFor({ timeout: 60_000 });
  await page.getByText('Đã lưu tại hội trường').first().waitFor({ timeout: 60_000 });
  figures.set('yardstick', { ms: await yardstick(page) });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: Number(values.slow) });
  const start = performance.now();
  await profiled(devtools, 'opening', async () => {
    await page.reload();
    await minutes(page)
      .getByText(`Trang ${pages - 1}`, { exact: true })
      .waitFor({ state: 'attached', timeout: 120_000 });
    await minutes(page).press('Control+End');
    await page.keyboard.type('x');
    await frame(page);
  });
  figures.set('opening', { ms: performance.now() - start });
  await watchPaints(page);
  for (const [name, work] of Object.entries(works)) {
    if (values.only && !name.includes(values.only)) continue;
    figures.set(name, await profiled(devtools, name.replace(/\W+/g, '-'), () => work(page, hall)));
    console.log(
      name,
      JSON.stringify(figures.get(name), (_, value) =>
        typeof value === 'number' ? Math.round(value * 10) / 10 : value,
      ),
    );
  }
  for (const name of ['opening', 'yardstick']) console.log(name, Math.round(figures.get(name)?.ms ?? 0));
  await context.close();
  return figures;
}

const hall = await openHall();
try {
  const { url } = hall.server;
  const cookie = await joinAs(await hall.link('recorder'), 'Các thư ký khác');
  const minutesPeer = await openPeer(url, cookie, `${hall.dialogueId}/minutes`);
  const boardPeer = await openPeer(url, cookie, `${hall.dialogueId}/board`);
  for (let page = 0; page < pages; page++) writePage(minutesPeer.doc, page);
  for (let from = 0; from < petitions; from += 100) writePetitions(boardPeer.doc, from);
  const mirrors = { minutes: minutesPeer.doc, board: boardPeer.doc };
  const others = startRecorders(url, cookie, hall.dialogueId, mirrors, Number(values.recorders));
  const rounds: Figures[] = [];
  for (let at = 0; at < Number(values.rounds); at++) rounds.push(await round(hall));
  others.stop();
  minutesPeer.close();
  boardPeer.close();
  const rows: Row[] = [...(rounds[0]?.keys() ?? [])].map((name) => {
    const measures = rounds.map((figures) => figures.get(name) ?? {});
    const names = Object.keys(measures[0] ?? {});
    return {
      name,
      figures: Object.fromEntries(
        names.map((key) => [key, median(measures.map((one) => one[key] ?? Number.NaN))]),
      ),
    };
  });
  if (isWhole) writePageReport(rows, rounds.length, { pages, blocks: pages * blocksPerPage, petitions });
} finally {
  await hall.close();
}
