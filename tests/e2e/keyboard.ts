import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** One stop of the focus on its way through a page. */
export interface Stop {
  name: string;
  /** The focus can be seen: an outline or a ring of shadow, on the element or close around it. */
  seen: boolean;
  /** It stands in the window, and not under something else. */
  uncovered: boolean;
}

/**
 * Presses Tab from the top of the page (in an open dialog: from where its focus is, round) until the focus comes round;
 * resolves to every stop. `left` names visible controls that the way never met.
 */
async function walkByTab(page: Page, most = 500): Promise<{ stops: Stop[]; left: string[] }> {
  const inDialog = await page.evaluate(() => {
    for (const element of document.querySelectorAll('[data-met]')) element.removeAttribute('data-met');
    if (document.querySelector('dialog[open]')) return true;
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    return false;
  });
  const stops = await walkOn(page, inDialog, 'Tab', most);
  // What comes up beside the field that is typed in is left out on the way on, and met on the way back.
  if ((await page.evaluate(notMet)).length > 0)
    stops.push(...(await walkOn(page, inDialog, 'Shift+Tab', most)));
  return { stops, left: await page.evaluate(notMet) };
}

async function walkOn(
  page: Page,
  inDialog: boolean,
  key: 'Tab' | 'Shift+Tab',
  most: number,
): Promise<Stop[]> {
  const back = key === 'Shift+Tab';
  const stops: Stop[] = [];
  // A dialog sends the focus out of the page once before it begins again, and so does the way back its first step;
  // on a page that is the end.
  let outside = inDialog || back ? 0 : 1;
  await page.keyboard.press(key);
  for (let count = 0; count < most && outside < 2; count++) {
    const stop = await page.evaluate(look);
    if (stop === 'round' && !back) break;
    if (stop === 'outside') outside += 1;
    else if (stop !== 'same' && stop !== 'round') stops.push(stop);
    await page.keyboard.press(key);
  }
  return stops;
}

/** Every control is met, seen with the focus on it, in the order of the page. */
export async function expectWholeWalk(page: Page): Promise<void> {
  const { stops, left } = await walkByTab(page);
  expect(
    stops.filter(({ seen }) => !seen),
    'no mark of the focus',
  ).toEqual([]);
  expect(
    stops.filter(({ uncovered }) => !uncovered),
    'covered',
  ).toEqual([]);
  expect(left, 'never met').toEqual([]);
  expect(await page.locator('[tabindex]:not([tabindex="0"], [tabindex="-1"])').count()).toBe(0);
}

/** Looks at the focused element. A box for a day is left after three Tabs: `same` until then. */
function look(): Stop | 'outside' | 'same' | 'round' {
  const element = document.activeElement;
  if (!element || element === document.body) return 'outside';
  if (element.getAttribute('data-met') === 'last') return 'same';
  if (element.hasAttribute('data-met')) return 'round';
  document.querySelector('[data-met="last"]')?.setAttribute('data-met', '');
  element.setAttribute('data-met', 'last');
  const around = [element, element.parentElement, element.closest('label')].filter((one) => one !== null);
  const seen = around.some((one) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    const outlined = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
    return outlined || (one === element && boxShadow.includes('inset'));
  });
  // What can be seen of it: inside the window and all boxes around that scroll.
  let { left, top, right, bottom } = element.getBoundingClientRect();
  for (let at = element.parentElement; at; at = at.parentElement) {
    const clips = at === document.documentElement || getComputedStyle(at).overflow !== 'visible';
    const box =
      at === document.documentElement
        ? new DOMRect(0, 0, innerWidth, innerHeight)
        : at.getBoundingClientRect();
    if (!clips) continue;
    left = Math.max(left, box.left);
    top = Math.max(top, box.top);
    right = Math.min(right, box.right);
    bottom = Math.min(bottom, box.bottom);
  }
  const [width, height] = [right - left, bottom - top];
  const points = [0.5, 0.1, 0.9].flatMap((y) => [0.5, 0.1, 0.9].map((x) => [x, y] as const));
  const uncovered =
    element.tagName === 'IFRAME' ||
    element.matches('[type="file"]') ||
    points.some(([x, y]) => {
      const hit = document.elementFromPoint(left + width * x, top + height * y);
      return hit !== null && (element.contains(hit) || hit.contains(element));
    });
  const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
  return { name: `${element.tagName} ${name.trim().slice(0, 50)} ${element.id}`, seen, uncovered };
}

function notMet(): string[] {
  const root = document.querySelector('dialog[open]') ?? document;
  const selector =
    ':is(a[href], button, input, select, textarea, summary, [contenteditable="true"], [tabindex="0"])';
  const missed: string[] = [];
  for (const element of root.querySelectorAll(`${selector}:not(:disabled, [type="radio"], [inert] *)`)) {
    const reachable = element instanceof HTMLElement && element.tabIndex >= 0 && element.checkVisibility();
    if (!reachable || element.hasAttribute('data-met')) continue;
    missed.push(
      `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent?.slice(0, 50)}`,
    );
  }
  return missed;
}
