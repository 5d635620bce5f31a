import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { createLaptop } from './examine.ts';
import { pageStates } from './states.ts';
import { startWalk, type Walk } from './walk.ts';

/* Every page but the hall on a laptop: every rule of axe, what a page owes to a screen reader besides, and each without a mouse. */
let walk: Walk;
/** Hundreds of boxes of the kinds that the stored plan has, too: not walked through one by one. */
const examine = createLaptop(({ name }) => name === 'plan, pasted');
beforeAll(async () => {
  walk = await startWalk({ frozen: true });
});
afterAll(() => walk?.close());

describe('on a laptop', () => {
  test.each(pageStates)('$name', (state) => examine(walk, state));
});

test('the screen in each of its pictures', async () => {
  const find = (name: string) => pageStates.find((state) => state.name === name) ?? fail(name);
  const desk = await walk.show(find('direct'), 'laptop', 'vi');
  const screen = await walk.show(find('screen'), 'laptop', 'vi');
  const pictures = desk.locator('fieldset:has(> legend) button[aria-keyshortcuts]');
  const shown = () =>
    screen.locator('main').evaluate((main) => `${main.innerHTML.length} ${main.textContent}`);
  for (let at = 0; at < (await pictures.count()); at++) {
    const before = await shown();
    const isShown = (await pictures.nth(at).getAttribute('aria-pressed')) === 'true';
    await pictures.nth(at).click();
    if (!isShown) await expect.poll(shown).not.toBe(before);
    // The old picture has faded before the new one is judged.
    await expect.poll(() => screen.locator('main h1').count()).toBeLessThanOrEqual(1);
    const fading = () =>
      screen.locator('main').evaluate((main) => main.getAnimations({ subtree: true }).length);
    await expect.poll(fading).toBe(0);
    expect(await violations(screen), `picture ${at + 1}`).toEqual([]);
  }
});

function fail(name: string): never {
  throw new Error(`no state ${name}`);
}

test('no page met an error', () => {
  expect(walk.errors()).toEqual([]);
});
