import { setTimeout as wait } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import * as Y from 'yjs';
import { type DocumentKind, roomName } from '../../shared/dialogue.ts';
import type { SessionClock } from './clock.ts';
import { heapData } from './heap-data.ts';
import type { Task } from './script.ts';

/** Where the browser keeps a document: a database for each room. */
async function storedUpdates(page: Page, room: string): Promise<string[]> {
  return page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const open = indexedDB.open(name);
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(open.error);
    });
    const updates = await new Promise<Uint8Array[]>((resolve, reject) => {
      const all = database.transaction('updates').objectStore('updates').getAll();
      all.onsuccess = () => resolve(all.result);
      all.onerror = () => reject(all.error);
    });
    database.close();
    return updates.map((update) => {
      let text = '';
      for (const byte of update) text += String.fromCharCode(byte);
      return btoa(text);
    });
  }, `doi-thoai/${room}`);
}

/** The document as it lies on a browser's disk. */
export async function documentOf(page: Page, dialogueId: string, kind: DocumentKind): Promise<Y.Doc> {
  const doc = new Y.Doc();
  for (const update of await storedUpdates(page, roomName(dialogueId, kind)))
    Y.applyUpdate(doc, Buffer.from(update, 'base64'));
  return doc;
}

/**
 * A recorder at a real browser: types with real keys into the real pages, each paragraph below the own one before.
 * `start` is a text of the minutes below which the first one goes.
 */
export async function recordInBrowser(
  page: Page,
  start: string,
  tasks: readonly Task[],
  clock: SessionClock,
): Promise<void> {
  let last = start;
  for (const task of tasks) {
    await clock.until(task.at);
    if (task.kind === 'minutes') {
      await writeMinutes(page, last, task.words.join(' '), clock);
      last = task.words.find((word) => /\d+x$/.test(word)) ?? last;
    }
    if (task.kind === 'petition') await raise(page, task.words.join(' '), clock);
    if (task.kind === 'offline') await loseWiFi(page, (task.seconds / clock.speed) * 1000);
  }
}

/** Milliseconds between two keys: 5 a second, faster only as far as a browser follows. */
const keyDelay = (clock: SessionClock) => Math.max(4, 200 / clock.speed);

async function writeMinutes(page: Page, below: string, words: string, clock: SessionClock): Promise<void> {
  const text = page.locator('.ProseMirror');
  await text.focus();
  // Not by a click: at this speed three clicks into a text come close enough to be one that selects the paragraph.
  await text
    .getByText(below)
    .first()
    .evaluate((block) => getSelection()?.collapse(block, block.childNodes.length));
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
  await page.keyboard.press('Enter');
  await page.keyboard.type(words, { delay: keyDelay(clock) });
}

async function raise(page: Page, words: string, clock: SessionClock): Promise<void> {
  await page.keyboard.press('Alt+n');
  const content = page.locator('textarea[data-field="content"]');
  await content.and(page.locator(':focus')).waitFor();
  await page.keyboard.type(words, { delay: keyDelay(clock) });
  await page.keyboard.press('Escape');
}

async function loseWiFi(page: Page, ms: number): Promise<void> {
  await page.context().setOffline(true);
  // It comes back by itself while the person goes on typing.
  void wait(ms).then(() => page.context().setOffline(false));
}

/** Measures a page's memory after its garbage was collected. */
export class PageMeter {
  readonly #devtools: CDPSession;

  private constructor(devtools: CDPSession) {
    this.#devtools = devtools;
  }

  static async of(page: Page): Promise<PageMeter> {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable');
    return new PageMeter(devtools);
  }

  /** Script memory in MB, and the numbers of DOM nodes and of listeners that live in the page's process. */
  async read(): Promise<{ heap: number; nodes: number; listeners: number }> {
    await this.#devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await this.#devtools.send('Performance.getMetrics');
    const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
    const heap = value('JSHeapUsedSize') / 2 ** 20;
    return { heap, nodes: value('Nodes'), listeners: value('JSEventListeners') };
  }

  /** MB of data in the script memory, without what V8 compiled. */
  data(): Promise<number> {
    return heapData(this.#devtools);
  }
}
