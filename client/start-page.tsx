import './trusted-html.ts';
import './ui/styles.ts';
import type { JSX } from 'solid-js';
import { render } from 'solid-js/web';
import { startLanguage } from './i18n/index.ts';
import { keepPage } from './offline/link.ts';
import { partLoaded } from './offline/up.ts';

/**
 * Draws a page into its place, in the device's language. With `isKept` a visit brings all pages onto the device, else
 * only where they are already: a citizen's phone is not filled with what others work with.
 */
export function startPage(page: () => JSX.Element, isKept: boolean): void {
  startLanguage();
  const root = document.getElementById('app');
  if (!root) throw new Error('the page has no place for the app');
  root.replaceChildren();
  render(page, root);
  partLoaded();
  void keepPage(isKept);
}
