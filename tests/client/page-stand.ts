import type { Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import solid from 'vite-plugin-solid';
import { startBrowser, visitor } from '../e2e/browser.ts';

/** A part of the client in a real browser, on documents in memory. */
export interface PageStand {
  /** A page of its own at an address that is no secure context, as in a hall's network; `prepare` comes before its scripts. */
  open(viewport?: { width: number; height: number }, prepare?: (page: Page) => Promise<void>): Promise<Page>;
  /** Closes what is open; returns the errors that the pages met. */
  closePages(): Promise<string[]>;
  close(): Promise<void>;
}

/** Builds `main.tsx` of a folder once for a file of tests; `head` comes into the page's head. */
export async function openPageStand(folder: string, head: string): Promise<PageStand> {
  const files = await buildPage(folder, head);
  const browser = await startBrowser();
  const opened: { page: Page; errors: string[] }[] = [];
  return {
    async open(viewport, prepare) {
      const { page, errors } = await visitor(browser, viewport);
      opened.push({ page, errors });
      await prepare?.(page);
      await page.route('http://hall.test/**', (route) => {
        const file = files.get(new URL(route.request().url()).pathname);
        return file
          ? route.fulfill({ contentType: file.type, body: file.body })
          : route.fulfill({ status: 404 });
      });
      await page.goto('http://hall.test/');
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

async function buildPage(folder: string, head: string): Promise<Map<string, { type: string; body: string }>> {
  const files = new Map<string, { type: string; body: string }>();
  const result = await build({
    configFile: false,
    root: folder,
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
    body: `<!doctype html><html lang="vi">${head}${links.join('')}<body></body></html>`,
  });
  return files;
}
