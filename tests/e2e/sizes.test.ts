import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientDir } from '../../server/client-build.ts';
import { type Visitor, visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';

/*
 * What a first visit costs on a hall's Wi-Fi: the scripts that Chromium really loads until the page can be used, packed
 * as the server sends them. What a page fetches later while it is at rest is held back, so that the sums are always the
 * same.
 */
const kilobyte = 1_000;
const bars = { screen: 60, list: 60, hall: 300 } as const;
/** All that the pages are made of, for a device that works offline, bytes. */
const wholeBar = 3_500 * kilobyte;
let hall: TestHall;

declare global {
  interface Window {
    /** When the minutes could be typed into, ms after the start. */
    typingFrom: number;
  }
}

beforeAll(async () => {
  hall = await openHall({ demo: true });
});
afterAll(() => hall?.close());

/** Follows what scripts come from now on; resolves to their bytes, packed, by their address. */
function countScripts(page: Page) {
  const loaded = new Map<string, Promise<number>>();
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script' || response.status() !== 200) return;
    const bytes = response.body().then((body) => gzipSync(body, { level: 9 }).length);
    // What is on its way when the page is closed was not to be counted.
    bytes.catch(() => undefined);
    loaded.set(response.url(), bytes);
  });
  return async () => {
    const sizes = new Map<string, number>();
    for (const [url, bytes] of loaded) sizes.set(url, await bytes);
    return sizes;
  };
}

/** A page on a device that never saw one of ours; only the session of `known` is on it. */
async function freshPage(known: Visitor): Promise<Visitor> {
  const { context, page, errors } = await visitor(hall.browser);
  await context.addCookies(await known.context.cookies());
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  return { context, page, errors };
}

describe('the first visit', () => {
  test('to the hall’s screen and to the public list loads little', async () => {
    for (const [role, path, mark] of [
      ['screen', 'screen', 'main'],
      ['public', 'list', 'main h3'],
    ] as const) {
      const known = await hall.enter(role, '');
      const { page, context, errors } = await freshPage(known);
      const sizes = countScripts(page);
      await page.goto(`${hall.server.url}/${path}/${hall.dialogueId}`);
      await page.locator(mark).first().waitFor();
      const bytes = [...(await sizes()).values()].reduce((sum, one) => sum + one, 0);
      expect(bytes / kilobyte, path).toBeLessThan(bars[path]);
      expect(bytes).toBeGreaterThan(20 * kilobyte);
      expect(errors).toEqual([]);
      await context.close();
      await known.context.close();
    }
  });

  test('to the hall, until one types into the minutes', async () => {
    const known = await hall.enter('recorder', 'Phạm Thư Ký');
    const { page, context, errors } = await freshPage(known);
    // The board comes after the text: what is asked for once one can type is not waited for.
    await page.addInitScript(() => {
      const look = new MutationObserver(() => {
        if (!document.querySelector('.ProseMirror[contenteditable=true]')) return;
        window.typingFrom = performance.now();
        look.disconnect();
      });
      look.observe(document, { subtree: true, childList: true, attributes: true });
    });
    const sizes = countScripts(page);
    await page.goto(`${hall.server.url}/dialogues/${hall.dialogueId}`);
    await page.locator('.ProseMirror[contenteditable=true]').click();
    await page.keyboard.type('Đã gõ được chữ');
    await page.locator('.ProseMirror').getByText('Đã gõ được chữ').waitFor();
    await page.getByRole('region', { name: 'Bảng kiến nghị' }).getByRole('button').first().waitFor();
    const before = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ startTime }) => startTime < window.typingFrom)
        .map(({ name }) => name),
    );
    const all = await sizes();
    const bytes = before.reduce((sum, name) => sum + (all.get(name) ?? 0), 0);
    expect(bytes / kilobyte).toBeLessThan(bars.hall);
    expect(bytes).toBeGreaterThan(200 * kilobyte);
    expect(before.filter((name) => /board-panel/.test(name))).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
    await known.context.close();
  });
});

describe('the built pages', () => {
  const files = () =>
    readdirSync(clientDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(clientDir, name)).isFile(),
    );

  test('are small enough to lie on every device', () => {
    const kept = files().filter((name) => !/\.(?:br|gz)$/.test(name));
    const sum = kept.reduce((all, name) => all + statSync(join(clientDir, name)).size, 0);
    expect(sum).toBeLessThan(wholeBar);
    expect(kept.filter((name) => /\.(?:ttf|otf|woff)$/.test(name))).toEqual([]);
  });

  test('come packed to whoever reads it, with the same content', async () => {
    const script = files().find((name) => /^assets.screen-.*\.js$/.test(name)) ?? '';
    const ask = (encodings: string) =>
      fetch(`${hall.server.url}/${script}`, { headers: { 'accept-encoding': encodings } });
    const whole = await ask('identity');
    const text = await whole.text();
    expect(whole.headers.get('content-encoding')).toBeNull();
    expect(whole.headers.get('vary')).toBe('Accept-Encoding');
    for (const encoding of ['gzip', 'br'] as const) {
      const packed = await ask(encoding);
      expect(packed.headers.get('content-encoding')).toBe(encoding);
      expect(packed.headers.get('vary')).toBe('Accept-Encoding');
      expect(packed.headers.get('content-type')).toMatch(/javascript/);
      expect(packed.headers.get('cache-control')).toMatch(/immutable/);
      expect(Number(packed.headers.get('content-length'))).toBeLessThan(text.length / 2);
      // fetch unpacks it.
      expect(await packed.text()).toBe(text);
    }
  });
});
