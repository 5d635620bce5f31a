import { expect } from 'vitest';
import { violations } from './axe.ts';
import { misfits } from './fits.ts';
import type { PageState } from './states.ts';
import type { Device, Language, Walk } from './walk.ts';

/** The devices and languages in which every page is examined; English where its longer words have the least room. */
export const views: readonly [Device, Language][] = [
  ['laptop', 'vi'],
  ['phone', 'vi'],
  ['phone', 'en'],
];

/** Examines a page in a state: nothing that axe finds, nothing cut, one main part, one first heading, its language, a title of its own. */
export function createExaminer() {
  const titles = new Map<string, string>();
  return async (walk: Walk, state: PageState, device: Device, language: Language): Promise<void> => {
    const page = await walk.show(state, device, language);
    expect(await violations(page), `${state.name}, ${device}, ${language}`).toEqual([]);
    expect(await misfits(page, false), `${state.name}, ${device}, ${language}`).toMatchObject({
      sideways: 0,
      cut: [],
    });
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
  };
}
