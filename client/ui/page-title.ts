import { createEffect, createSignal, onCleanup } from 'solid-js';
import { common } from '../i18n/common.ts';
import { direct } from '../i18n/direct.ts';
import { documentTexts } from '../i18n/documents.ts';
import { pages } from '../i18n/pages.ts';
import { readingTexts } from '../i18n/reading.ts';
import { reviewTexts } from '../i18n/review.ts';
import { searchTexts } from '../i18n/search.ts';
import { verifyTexts } from '../i18n/verify.ts';

/** The window's title tells the page and the dialogue apart: in a row of tabs, in the history, by a screen reader. */

/** The pages by their addresses; the first that matches names the page. */
const names: readonly (readonly [RegExp, () => string])[] = [
  [/^\/$/, () => common().home],
  [/^\/join$/, () => pages().joinTitle],
  [/^\/plan$/, () => common().plan],
  [/^\/settings$/, () => common().settings],
  [/^\/search$/, () => searchTexts().search],
  [/^\/dialogues\/[^/]+$/, () => common().hall],
  [/^\/dialogues\/[^/]+\/register$/, () => common().register],
  [/^\/dialogues\/[^/]+\/reading$/, () => readingTexts().title],
  [/^\/dialogues\/[^/]+\/preparation$/, () => documentTexts().title],
  [/^\/dialogues\/[^/]+\/records$/, () => pages().recordsTitle],
  [/^\/dialogues\/[^/]+\/history$/, () => reviewTexts().historyTitle],
  [/^\/dialogues\/[^/]+\/links$/, () => pages().linksTitle],
  [/^\/dialogues\/[^/]+\/direct$/, () => direct().tab],
  [/^\/dialogues\/[^/]+\/chair$/, () => common().chair],
  [/^\/records\/[^/]+$/, () => pages().recordTitle],
  [/^\/records\/[^/]+\/review$/, () => reviewTexts().title],
  [/^\/records\/[^/]+\/compare\/[^/]+$/, () => reviewTexts().compareTitle],
  [/^\/verify$/, () => verifyTexts().title],
  [/^\/screen\/[^/]+$/, () => common().screen],
  [/^\/list\/[^/]+$/, () => common().publicList],
];

const [subject, setSubject] = createSignal('');

/** Says what the page on show is about (the dialogue's title) until the Solid owner ends. */
export function pageIsAbout(read: () => string): void {
  createEffect(() => setSubject(read()));
  onCleanup(() => setSubject(''));
}

/** Keeps the window's title. To be called once, inside the router. */
export function followPageTitle(path: () => string): void {
  createEffect(() => {
    const name = names.find(([pattern]) => pattern.test(path()))?.[1]() ?? common().notFoundTitle;
    document.title = [name, subject(), common().product].filter(Boolean).join(' – ');
  });
}
