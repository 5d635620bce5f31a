import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openPageStand } from '../page-stand.ts';

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
  const stand = await openPageStand(join(import.meta.dirname, 'page'), '<title>Màn hình</title>');
  return {
    async open(width, height, count) {
      const page = await stand.open({ width, height }, (fresh) =>
        fresh.clock.install({ time: new Date('2023-06-14T02:42:00Z') }),
      );
      await page.waitForFunction(() => 'screenHall' in window);
      await page.evaluate((n) => window.screenHall.fill(n), count);
      if (count > 0) await page.locator('article').first().waitFor({ state: 'attached' });
      return page;
    },
    closePages: stand.closePages,
    close: stand.close,
  };
}
