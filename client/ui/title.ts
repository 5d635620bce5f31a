import { createEffect, createSignal, onCleanup } from 'solid-js';
import { common } from '../i18n/common.ts';

/** The window's title tells the page and the dialogue apart: in a row of tabs, in the history, by a screen reader. */
const [subject, setSubject] = createSignal('');

/** Says what the page on show is about (the dialogue's title) until the Solid owner ends. */
export function pageIsAbout(read: () => string): void {
  createEffect(() => setSubject(read()));
  onCleanup(() => setSubject(''));
}

/** Keeps the window's title. To be called once, inside a Solid owner. */
export function followTitle(name: () => string): void {
  createEffect(() => {
    document.title = [name(), subject(), common().product].filter(Boolean).join(' – ');
  });
}
