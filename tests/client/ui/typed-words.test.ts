import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { followTypedWords, longestHold, restLimit } from '../../../client/ui/composition.ts';

/* When a word that is typed letter by letter begins and ends: between the two, others' text waits. */
let target: EventTarget;
let held: boolean;
let times: number;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  target = new EventTarget();
  [held, times] = [false, 0];
  stop = followTypedWords(target as HTMLElement, () => {
    [held, times] = [true, times + 1];
    return () => {
      held = false;
    };
  });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const input = (inputType: string, data: string | null = null) =>
  target.dispatchEvent(Object.assign(new Event('beforeinput'), { inputType, data }));
const letter = (data: string) => input('insertText', data);
const key = (name: string, more = {}) =>
  target.dispatchEvent(
    Object.assign(new Event('keydown'), { key: name, ctrlKey: false, metaKey: false, ...more }),
  );

describe('a word typed letter by letter', () => {
  test('lasts from its first letter or digit to what is none, backspaces among them', () => {
    for (const typed of ['c', 'h', 'ư', 'a', '5']) letter(typed);
    input('deleteContentBackward');
    letter('ữ');
    expect([held, times]).toEqual([true, 1]);
    letter(' ');
    expect(held).toBe(false);
    letter('x');
    expect([held, times]).toEqual([true, 2]);
    letter('.');
    expect(held).toBe(false);
  });

  test('may begin with the backspaces of a mark: the word had rested', () => {
    input('deleteContentBackward');
    expect(held).toBe(true);
  });

  test.each(['ArrowLeft', 'Enter', 'Tab', 'Escape', 'End'])('ends with %s', (name) => {
    letter('a');
    key('Shift');
    expect(held).toBe(true);
    key(name);
    expect(held).toBe(false);
  });

  test('ends when a shortcut, the pointer or another window takes over, and when text is pasted or composed', () => {
    const ends = [
      () => key('z', { ctrlKey: true }),
      () => target.dispatchEvent(new Event('pointerdown')),
      () => target.dispatchEvent(new Event('blur')),
      () => input('insertFromPaste', 'dán vào'),
      () => input('insertCompositionText', 'đ'),
    ];
    for (const end of ends) {
      letter('a');
      expect(held).toBe(true);
      end();
      expect(held).toBe(false);
    }
  });

  test('holds nothing once it rests, and again from the next letter', () => {
    letter('a');
    vi.advanceTimersByTime(restLimit - 1);
    expect(held).toBe(true);
    vi.advanceTimersByTime(1);
    expect(held).toBe(false);
    letter('b');
    expect(held).toBe(true);
  });

  test('holds nothing when it goes on for too long, until the next word', () => {
    for (let passed = 0; passed <= longestHold; passed += 500) {
      letter('a');
      vi.advanceTimersByTime(500);
    }
    letter('a');
    expect([held, times]).toEqual([false, 1]);
    letter(' ');
    letter('b');
    expect(held).toBe(true);
  });

  test('is not followed any more after the end', () => {
    letter('a');
    stop();
    expect(held).toBe(false);
    letter('b');
    expect(held).toBe(false);
  });
});
