import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { violations } from './axe.ts';
import { misfits } from './fits.ts';
import { expectWholeWalk } from './keyboard.ts';
import type { PageState } from './states.ts';
import type { Device, Language, Walk } from './walk.ts';

/*
 * Each page in each state is brought on twice: on a laptop in Vietnamese, where the keyboard goes through it, and on a
 * phone that is touched, in English, whose longer words have the least room, and then in Vietnamese.
 */

const nothing = { sideways: 0, small: [], cut: [] };

/** Brings a page on: nothing that axe finds, nothing cut, one main part, one first heading, its language, a title of its own. */
type Examine = (walk: Walk, state: PageState, device: Device, language: Language) => Promise<Page>;

/** Titles are compared over all states that one examiner sees. */
function createExaminer(): Examine {
  const titles = new Map<string, string>();
  return async (walk, state, device, language) => {
    const page = await walk.show(state, device, language);
    const where = `${state.name}, ${device}, ${language}`;
    expect(await violations(page), where).toEqual([]);
    expect(await misfits(page, device === 'phone'), where).toEqual(nothing);
    const basics = await page.evaluate(() => ({
      language: document.documentElement.lang,
      title: document.title,
      mains: document.querySelectorAll('main').length,
      firstHeadings: document.querySelectorAll('h1:not([role="textbox"] h1)').length,
    }));
    expect(basics).toMatchObject({ language, mains: 1, firstHeadings: 1 });
    const address = new URL(page.url()).pathname;
    const title = `${language} ${basics.title}`;
    const other = [...titles].find(([path, known]) => path !== address && known === title);
    expect(other, `${basics.title} is the title of another page, too`).toBeUndefined();
    titles.set(address, title);
    return page;
  };
}

/** What a laptop's states go through; `skipKeys`: states whose controls are not walked through one by one. */
export function createLaptop(skipKeys: (state: PageState) => boolean = () => false) {
  const examine = createExaminer();
  return async (walk: Walk, state: PageState): Promise<void> => {
    const page = await examine(walk, state, 'laptop', 'vi');
    if (!skipKeys(state)) await expectWholeWalk(page);
  };
}

/** What a phone's states go through. */
export function createPhone() {
  const examine = createExaminer();
  return async (walk: Walk, state: PageState): Promise<void> => {
    let page = await examine(walk, state, 'phone', 'en');
    if (!(await switchTo(page, 'vi'))) page = await walk.show(state, 'phone', 'vi');
    expect(await misfits(page, true), `${state.name}, phone, vi`).toEqual(nothing);
  };
}

/** Switches the language in its place, behind an open dialog too; false: the page has no switch. */
async function switchTo(page: Page, language: Language): Promise<boolean> {
  const button = page.locator(`header button[lang="${language}"]`);
  if ((await button.count()) === 0) return false;
  await button.evaluate((element: HTMLElement) => element.click());
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language);
  return true;
}
