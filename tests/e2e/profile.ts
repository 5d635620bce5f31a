import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { wholeChromium } from '../setup/commands.ts';
import { browserArgs } from './browser.ts';

/** A browser with a profile on the disk, which can be closed and started again as a person does. */
export interface Profile {
  /** Starts the browser; the page is one that did not exist before. */
  start(): Promise<Page>;
  /** Closes the browser; what a session's cookie or memory held is gone. */
  stop(): Promise<void>;
  context(): BrowserContext;
  /** Which of these words stand in any file of the profile, in any encoding that browsers write. */
  holds(...words: string[]): string[];
  remove(): Promise<void>;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const entry = statSync(path, { throwIfNoEntry: false });
    if (entry?.isDirectory()) return filesUnder(path);
    return entry?.isFile() ? [path] : [];
  });
}

export function newProfile(): Profile {
  const dir = mkdtempSync(join(tmpdir(), 'doithoai-profile-'));
  let context: BrowserContext | null = null;
  const stop = async () => {
    await context?.close();
    context = null;
  };
  return {
    async start() {
      context = await chromium.launchPersistentContext(dir, {
        executablePath: wholeChromium(),
        args: [...browserArgs],
        viewport: { width: 1366, height: 768 },
        locale: 'vi-VN',
        timezoneId: 'Asia/Ho_Chi_Minh',
      });
      const [page = await context.newPage()] = context.pages();
      page.setDefaultTimeout(20_000);
      return page;
    },
    stop,
    context() {
      if (!context) throw new Error('the browser is not started');
      return context;
    },
    holds(...words) {
      const files = filesUnder(dir).map((path) => readFileSync(path));
      return words.filter((word) =>
        (['utf8', 'utf16le'] as const).some((encoding) => {
          const wanted = Buffer.from(word, encoding);
          return files.some((file) => file.includes(wanted));
        }),
      );
    },
    async remove() {
      await stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
