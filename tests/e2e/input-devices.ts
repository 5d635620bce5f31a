import type { CDPSession, Page } from 'playwright-core';
import type { Stroke } from './vietnamese-typing.ts';

/*
 * Keyboards as they really reach Chromium, through its own input pipeline:
 * - ibus, fcitx (Linux), macOS: a word is a composition (preedit), committed with the key that ends it; macOS
 *   commits it decomposed. (A decomposed preedit is not tried: Chromium itself, in a bare contenteditable without
 *   a script, then eats the letter behind the word when a dot is set under ô.)
 * - Android: a composition for each word that goes on until the space; touching a word composes it again.
 * - UniKey, EVKey (Windows): no composition; backspaces and new letters in a burst for each mark.
 */
export type Device = 'ibus' | 'macos' | 'android' | 'unikey';

export interface InputDevice {
  /** Types one word stroke by stroke; `between` is waited for after each stroke. The word stays open. */
  word(strokes: readonly Stroke[], between?: (stroke: number) => Promise<void>): Promise<void>;
  /** Ends the word with a space. */
  space(): Promise<void>;
  /** A key that the input method keeps for itself while it composes. */
  keyWhileComposing(key: string, code: string): Promise<void>;
  /** Ends the word without anything behind it. */
  commit(): Promise<void>;
  /** Takes up the `length` characters before the caret as a composition again and leaves them as `text`. */
  recompose(length: number, text: string): Promise<void>;
}

const backspace = { key: 'Backspace', code: 'Backspace', windowsVirtualKeyCode: 8 };

/** A keyboard of a kind at a page. */
export async function inputDevice(page: Page, kind: Device): Promise<InputDevice> {
  const devtools = await page.context().newCDPSession(page);
  return kind === 'unikey' ? windowsKeyboard(devtools) : composingKeyboard(page, devtools, kind);
}

/** A key as the page sees it: the input method has taken it (229). */
async function processed(devtools: CDPSession, key: string, code: string): Promise<void> {
  const event = { key, code, windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 };
  await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
}

async function plainKey(devtools: CDPSession, text: string): Promise<void> {
  const event = { key: text, text, unmodifiedText: text, windowsVirtualKeyCode: text === ' ' ? 32 : 0 };
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event });
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
}

function composingKeyboard(page: Page, devtools: CDPSession, kind: Device): InputDevice {
  const form = kind === 'macos' ? 'NFD' : 'NFC';
  const keyName = kind === 'android' ? 'Unidentified' : 'Process';
  let preedit = '';
  const show = async (text: string) => {
    preedit = text;
    await devtools.send('Input.imeSetComposition', {
      text: preedit,
      selectionStart: preedit.length,
      selectionEnd: preedit.length,
    });
  };
  const commit = async () => {
    if (preedit) await devtools.send('Input.insertText', { text: preedit.normalize(form) });
    preedit = '';
  };
  return {
    async word(strokes, between) {
      for (const [at, { key, word }] of strokes.entries()) {
        await processed(devtools, keyName, kind === 'android' ? '' : codeOf(key));
        await show(word);
        await between?.(at);
      }
    },
    async space() {
      await commit();
      await plainKey(devtools, ' ');
    },
    commit,
    async keyWhileComposing(key, code) {
      await processed(devtools, key, code);
    },
    async recompose(length, text) {
      for (let step = 0; step < length; step++) await page.keyboard.press('Shift+ArrowLeft');
      await show(text);
    },
  };
}

function windowsKeyboard(devtools: CDPSession): InputDevice {
  return {
    async word(strokes, between) {
      let before = '';
      for (const [at, { word }] of strokes.entries()) {
        let same = 0;
        while (same < before.length && before[same] === word[same]) same += 1;
        const burst: Promise<unknown>[] = [];
        for (let back = before.length; back > same; back--) {
          burst.push(devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...backspace }));
          burst.push(devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...backspace }));
        }
        for (const letter of word.slice(same)) burst.push(plainKey(devtools, letter));
        await Promise.all(burst);
        before = word;
        await between?.(at);
      }
    },
    space: () => plainKey(devtools, ' '),
    commit: () => Promise.resolve(),
    keyWhileComposing: () => Promise.resolve(),
    recompose: () => Promise.resolve(),
  };
}

function codeOf(key: string): string {
  return /\d/.test(key) ? `Digit${key}` : `Key${key.toUpperCase()}`;
}
