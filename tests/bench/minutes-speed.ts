import type { Page } from 'playwright-core';
import { enter, startBrowser, visitor } from '../e2e/browser.ts';
import { dataFolder, startServer } from '../e2e/server.ts';

/**
 * How quick minutes of 200 pages (100,000 words) are in Chromium: `node tests/bench/minutes-speed.ts` after a build.
 * Prints milliseconds from a key to its painted frame, and from a reload to the whole text on the page.
 */
declare global {
  interface Window {
    paints: number[];
  }
}

const pages = 200;
const pagesPerPaste = 10;
const strokes = 100;
const words =
  'Ủy ban nhân dân xã tiếp nhận ý kiến của hộ nghèo về đường liên thôn nhà ở tạm vay vốn bảo hiểm y tế'.split(
    ' ',
  );
const paragraph = `<p>${Array.from({ length: 125 }, (_, at) => words[(at * 7) % words.length]).join(' ')}</p>`;

async function fill(page: Page): Promise<void> {
  for (let from = 0; from < pages; from += pagesPerPaste) {
    const html = Array.from(
      { length: pagesPerPaste },
      (_, at) => `<h2>Trang ${from + at}</h2>${paragraph.repeat(4)}`,
    );
    await page.locator('.ProseMirror').press('Control+End');
    await page.locator('.ProseMirror').evaluate((editor, markup) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', markup);
      editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, html.join(''));
  }
  await page.getByText('Đã lưu tại hội trường').first().waitFor();
}

async function measure(page: Page, where: string): Promise<void> {
  await page.evaluate(() => {
    window.paints = [];
    const channel = new MessageChannel();
    let pressed = 0;
    channel.port1.onmessage = () => window.paints.push(performance.now() - pressed);
    const onKey = () => {
      pressed = performance.now();
      requestAnimationFrame(() => channel.port2.postMessage(0));
    };
    addEventListener('keydown', onKey, { capture: true });
  });
  for (let stroke = 1; stroke <= strokes; stroke++) {
    await page.keyboard.press('a');
    await page.waitForFunction((count) => window.paints.length >= count, stroke);
  }
  const paints = (await page.evaluate(() => window.paints)).sort((a, b) => a - b);
  const at = (share: number) => (paints[Math.floor(paints.length * share)] ?? 0).toFixed(1);
  await page.getByText('Đã lưu tại hội trường').first().waitFor();
  const start = performance.now();
  await page.reload();
  await page.getByText(`Trang ${pages - 1}`).waitFor({ state: 'attached' });
  const open = (performance.now() - start).toFixed(0);
  console.log(`${where}: key to paint median ${at(0.5)} ms, p95 ${at(0.95)} ms; open ${open} ms`);
}

const data = dataFolder();
const server = await startServer({ dataDir: data.dir, args: ['--demo'] });
const browser = await startBrowser();
try {
  const { page } = await visitor(browser);
  await enter(page, server.organizerLink, 'Phạm Thị Ghi Chép');
  await page.getByRole('link', { name: 'Ghi biên bản' }).last().click();
  await page.locator('.ProseMirror').waitFor();
  await fill(page);
  const text = page.locator('.ProseMirror');
  await text.press('Control+End');
  await measure(page, 'at the end');
  await text.getByText('Trang 105', { exact: true }).click();
  await measure(page, 'in the middle');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await text.getByText('Trang 107', { exact: true }).click();
  await measure(page, 'in the middle, processor slowed 4 times');
} finally {
  await browser.close();
  await server.stop();
  data.remove();
}
