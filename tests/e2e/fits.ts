import type { Page } from 'playwright-core';

/** What a finger or an eye would stumble over on the page as it is now. */
export interface Misfits {
  /** The page scrolls sideways by so many CSS pixels. */
  sideways: number;
  /** Controls smaller than 44 x 44 CSS pixels: `name width x height`; asked for at touched devices only. */
  small: string[];
  /** Controls beyond the window's edge or over one another in the page's head, and words that are cut without a sign of it. */
  cut: string[];
}

/** Measures the page; `touch`: whether targets must be as large as a finger. */
export async function misfits(page: Page, touch: boolean): Promise<Misfits> {
  return {
    sideways: await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    }),
    small: touch ? await smallTargets(page) : [],
    cut: [...(await beyondTheEdge(page)), ...(await overlapping(page)), ...(await cutWords(page))],
  };
}

/** What can be pressed or typed into, in the open dialog or on the page; the text of the minutes is one text. */
const targets =
  ':is(button, a[href], summary, select, input, textarea):not(.ProseMirror *, .visually-hidden *, [inert] *)';

function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate((selector) => {
    const least = 44 - 0.5;
    const root = document.querySelector('dialog[open]') ?? document;
    const small: string[] = [];
    for (const element of root.querySelectorAll(selector)) {
      // A link inside a sentence is as high as its line.
      const inline = element.tagName === 'A' && getComputedStyle(element).display === 'inline';
      if (inline || !element.checkVisibility({ visibilityProperty: true })) continue;
      // A tick is hit on its label; a box that only a label shows is no target itself.
      const tick = element.matches('[type="checkbox"], [type="radio"], [type="file"]');
      const { width, height } = ((tick && element.closest('label')) || element).getBoundingClientRect();
      if (width > 1 && (width < least || height < least)) {
        const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
        small.push(`${element.tagName} ${name.slice(0, 40)} ${Math.round(width)}x${Math.round(height)}`);
      }
    }
    return small;
  }, targets);
}

function beyondTheEdge(page: Page): Promise<string[]> {
  return page.evaluate((selector) => {
    const scrolls = (element: Element) => {
      for (let at = element.parentElement; at && at !== document.documentElement; at = at.parentElement) {
        const { overflowX } = getComputedStyle(at);
        if (['auto', 'scroll'].includes(overflowX) && at.scrollWidth > at.clientWidth) return true;
      }
      return false;
    };
    const root = document.querySelector('dialog[open]') ?? document;
    return [...root.querySelectorAll(selector)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !scrolls(element))
      .filter((element) => {
        const { width, left, right } = element.getBoundingClientRect();
        return width > 1 && (left < -0.5 || right > innerWidth + 0.5);
      })
      .map((element) => `${element.textContent?.slice(0, 40)} beyond the edge`);
  }, targets);
}

function overlapping(page: Page): Promise<string[]> {
  return page.evaluate((selector) => {
    const all = [...document.querySelectorAll(`header:has(> a[href="/"]) ${selector}`)].filter((element) =>
      element.checkVisibility({ visibilityProperty: true }),
    );
    const boxes = all.map((element) => element.getBoundingClientRect());
    return boxes.flatMap((one, at) =>
      boxes.slice(at + 1).flatMap((other, after) => {
        const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        if (wide <= 1 || high <= 1) return [];
        return [
          `${all[at]?.textContent?.slice(0, 40)} over ${all[at + 1 + after]?.textContent?.slice(0, 40)}`,
        ];
      }),
    );
  }, targets);
}

function cutWords(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll(':is(button, a, label, h1, h2, h3, summary, th):not(.ProseMirror *)')]
      .filter((element) => {
        const { overflowX, textOverflow } = getComputedStyle(element);
        const hides = (overflowX === 'hidden' || overflowX === 'clip') && textOverflow !== 'ellipsis';
        return hides && element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1;
      })
      .map((element) => `${element.textContent?.slice(0, 40)} cut`),
  );
}
