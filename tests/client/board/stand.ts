import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openPageStand } from '../page-stand.ts';

/** The board in a real browser, on documents in memory. */
export interface BoardStand {
  open(viewport?: { width: number; height: number }): Promise<Page>;
  /** Closes what is open; returns the errors that the pages met. */
  closePages(): Promise<string[]>;
  close(): Promise<void>;
}

/** Builds the page once for a file of tests. */
export async function openBoardStand(): Promise<BoardStand> {
  const head = '<title>Bảng kiến nghị</title><style>body{height:100dvh}</style>';
  const stand = await openPageStand(join(import.meta.dirname, 'page'), head);
  return {
    async open(viewport) {
      const page = await stand.open(viewport);
      await page.waitForFunction(() => 'hall' in window);
      return page;
    },
    closePages: stand.closePages,
    close: stand.close,
  };
}

/** Petition and column of the card or row that has the focus. */
export const focusedCard = (page: Page) =>
  page.evaluate(() => {
    const card = document.activeElement?.closest<HTMLElement>('[data-petition]');
    const column = card?.closest<HTMLElement>('[data-column]');
    return [card?.dataset.petition, column?.dataset.column];
  });

export const fill = (page: Page, count: number, ...states: string[]) =>
  page.evaluate(([n, list]) => window.hall.fill(n, list as never), [count, states] as const);
