import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import solid from 'vite-plugin-solid';
import { startBrowser, visitor } from '../../e2e/browser.ts';

/** The hall's screen in a real browser, on a document in memory. */
export interface ScreenStand {
  /** Opens the screen at 09:42 of the hall; time stands still until a test lets it go on. */
  open(width: number, height: number, count: number): Promise<Page>;
  /** Closes what is open; returns the errors that the pages met. */
  closePages(): Promise<string[]>;
  close(): Promise<void>;
}

/** Builds the page once for a file of tests. */
export async function openScreenStand(): Promise<ScreenStand> {
  const files = await buildPage();
  const browser: Browser = await startBrowser();
  const opened: { page: Page; errors: string[] }[] = [];
  return {
    async open(width, height, count) {
      const { page, errors } = await visitor(browser, { width, height });
      opened.push({ page, errors });
      await page.clock.install({ time: new Date('2023-06-14T02:42:00Z') });
      await page.route('http://hall.test/**', (route) => {
        const file = files.get(new URL(route.request().url()).pathname);
        return file
          ? route.fulfill({ contentType: file.type, body: file.body })
          : route.fulfill({ status: 404 });
      });
      await page.goto('http://hall.test/');
      await page.waitForFunction(() => 'screenHall' in window);
      await page.evaluate((n) => window.screenHall.fill(n), count);
      if (count > 0) await page.locator('article').first().waitFor({ state: 'attached' });
      return page;
    },
    async closePages() {
      const met: string[] = [];
      for (const { page, errors } of opened.splice(0)) {
        met.push(...errors);
        await page.context().close();
      }
      return met;
    },
    close: () => browser.close(),
  };
}

async function buildPage(): Promise<Map<string, { type: string; body: string }>> {
  const files = new Map<string, { type: string; body: string }>();
  const result = await build({
    configFile: false,
    root: join(import.meta.dirname, 'page'),
    logLevel: 'error',
    plugins: [solid()],
    build: {
      write: false,
      minify: false,
      lib: { entry: 'main.tsx', formats: ['es'], fileName: 'main', cssFileName: 'main' },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]) as Rolldown.RolldownOutput[];
  for (const file of outputs.flatMap(({ output }) => output)) {
    const type = file.fileName.endsWith('.css') ? 'text/css' : 'text/javascript';
    files.set(`/${file.fileName}`, { type, body: String(file.type === 'chunk' ? file.code : file.source) });
  }
  const links = [...files.keys()].map((path) =>
    path.endsWith('.css')
      ? `<link rel="stylesheet" href="${path}">`
      : `<script type="module" src="${path}"></script>`,
  );
  files.set('/', {
    type: 'text/html; charset=utf-8',
    body: `<!doctype html><html lang="vi"><title>Màn hình</title>${links.join('')}<body></body></html>`,
  });
  return files;
}
