import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { median } from '../bench/meter.ts';
import { enter } from '../e2e/browser.ts';
import { openHall } from '../e2e/kit.ts';
import { joinAs, openPeer } from '../e2e/peer.ts';
import { type BareBrowser, bareBrowser } from './bare-browser.ts';
import { writePage, writePetitions } from './filling.ts';
import { type OfflineRow, writeOfflineReport } from './offline-report.ts';

/**
 * From opening the hall's page on a device that knows it to the first letter typed into the minutes and painted: the
 * server is gone, the page comes from the device's own files, the documents from its database, and the processor is
 * slowed. The demonstration's dialogue and one of 60 pages and 200 petitions take turns, with and without the slowing.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    slow: { type: 'string', default: '4' },
    profile: { type: 'string', default: '' },
  },
});
const chromiumHere = process.env.CHROMIUM ?? '/usr/bin/chromium';
const rounds = Number(values.rounds);
const slow = Number(values.slow);
const largePages = 60;
const largePetitions = 200;

declare global {
  interface Window {
    /** When the minutes could be typed into, and when the first letter was painted, ms after the start. */
    openedAt: number;
    paintedAt: number;
  }
}

/** Runs in the page before all else: the caret goes into the text as soon as it is there; the first letter's paint is noted. */
function watchStart(): void {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    window.paintedAt ??= performance.now();
  };
  const look = new MutationObserver(() => {
    const text = document.querySelector<HTMLElement>('.ProseMirror[contenteditable=true]');
    if (!text) return;
    look.disconnect();
    text.focus();
    window.openedAt = performance.now();
    addEventListener('keydown', () => requestAnimationFrame(() => channel.port2.postMessage(0)), {
      capture: true,
      once: true,
    });
  });
  look.observe(document, { subtree: true, childList: true, attributes: true });
}

interface Figures {
  /** From the start of the navigation, ms. */
  opened: number;
  painted: number;
  /** What the page's main thread itself worked until then, ms at full speed. */
  work: number;
}

const shortly = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Opens the page anew with no server and types a letter as soon as that is possible. */
async function start(browser: BareBrowser, path: string, rate: number, profile = ''): Promise<Figures> {
  const page = await browser.page();
  await page.send('Page.enable');
  await page.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${watchStart})()` });
  await page.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.send('Emulation.setCPUThrottlingRate', { rate });
  if (profile) {
    await page.send('Profiler.enable');
    await page.send('Profiler.start');
  }
  await page.send('Page.navigate', { url: path });
  while (!(await page.evaluate<boolean>('window.openedAt > 0'))) await shortly();
  const key = { key: 'a', code: 'KeyA', windowsVirtualKeyCode: 65 };
  await page.send('Input.dispatchKeyEvent', { type: 'keyDown', text: 'a', ...key });
  await page.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  while (!(await page.evaluate<boolean>('window.paintedAt > 0'))) await shortly();
  const { metrics } = await page.send('Performance.getMetrics');
  if (profile) {
    const { profile: taken } = await page.send('Profiler.stop');
    writeFileSync(profile, JSON.stringify(taken));
  }
  const [opened = Number.NaN, painted = Number.NaN] = await page.evaluate<number[]>('[openedAt, paintedAt]');
  const all = metrics as { name: string; value: number }[];
  const work = 1000 * (all.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  await page.close();
  return { opened, painted, work };
}

/** A device that knows one hall: its page with all parts and its documents lie on it. */
async function device(link: string, path: string): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'doithoai-device-'));
  const context = await chromium.launchPersistentContext(dir, {
    executablePath: chromiumHere,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    viewport: { width: 1366, height: 768 },
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await enter(page, link, 'Phạm Thư Ký');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  // Browsers keep the compiled scripts of pages that were opened several times.
  for (let visit = 0; visit < 3; visit++) {
    await page.goto(path);
    await settled(page);
  }
  await context.close();
  return dir;
}

async function settled(page: Page): Promise<void> {
  await page.locator('.ProseMirror[contenteditable=true]').waitFor();
  await page.getByText('Đã lưu tại hội trường').first().waitFor();
  // Late parts are fetched, and what the device keeps is written, while the page is at rest.
  await page.waitForTimeout(3_000);
}

const small = await openHall({ demo: true });
const large = await openHall();
try {
  const cookie = await joinAs(await large.link('recorder'), 'Các thư ký khác');
  const minutes = await openPeer(large.server.url, cookie, `${large.dialogueId}/minutes`);
  const board = await openPeer(large.server.url, cookie, `${large.dialogueId}/board`);
  for (let page = 0; page < largePages; page++) writePage(minutes.doc, page);
  for (let from = 0; from < largePetitions; from += 100) writePetitions(board.doc, from);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  minutes.close();
  board.close();
  const cases = [
    { name: 'the demonstration', hall: small },
    { name: `${largePages} pages, ${largePetitions} petitions`, hall: large },
  ];
  const devices = [];
  for (const { name, hall } of cases) {
    const path = `${hall.server.url}/dialogues/${hall.dialogueId}`;
    const dir = await device(await hall.link('recorder'), path);
    await hall.server.kill();
    const browser = await bareBrowser(chromiumHere, dir);
    devices.push({ name, path, dir, browser, taken: new Map<number, Figures[]>() });
  }
  // The browser's own start is over by the second page.
  for (const { path, browser } of devices) await start(browser, path, 1);
  for (let round = 0; round < rounds; round++)
    for (const { name, path, browser, taken } of devices)
      for (const rate of [1, slow]) {
        const profile =
          values.profile && `${values.profile}-${name.replace(/\W+/g, '-')}-${rate}-${round}.cpuprofile`;
        const figures = await start(browser, path, rate, profile);
        taken.set(rate, [...(taken.get(rate) ?? []), figures]);
        console.log(
          name,
          `x${rate}`,
          JSON.stringify(figures, (_, value) => (typeof value === 'number' ? Math.round(value) : value)),
        );
      }
  const rows: OfflineRow[] = devices.flatMap(({ name, taken }) =>
    [...taken].map(([rate, all]) => ({
      name,
      rate,
      opened: median(all.map(({ opened }) => opened)),
      painted: median(all.map(({ painted }) => painted)),
      best: Math.min(...all.map(({ painted }) => painted)),
      work: median(all.map(({ work }) => work)),
    })),
  );
  console.table(rows);
  if (rounds >= 5 && slow === 4) writeOfflineReport(rows, rounds);
  for (const { browser, dir } of devices) {
    await browser.close();
    rmSync(dir, { recursive: true, force: true });
  }
} finally {
  await small.close();
  await large.close();
}
