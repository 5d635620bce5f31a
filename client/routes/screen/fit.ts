import { createEffect, createSignal, onCleanup, onMount } from 'solid-js';

/** Type sizes, in t (1/1080 of the picture's height, times what the organizer chose): the largest first. */
export const sizesOf = {
  spotlight: [72, 64, 56, 50],
  petition: [96, 84, 72, 64, 56, 50],
  welcome: [72, 64, 56, 50],
  /** Words beside numbers: labels, which may be as small as those under the picture. */
  final: [50, 46, 42, 39, 36],
  floor: [88, 80, 72, 64, 56, 50],
  message: [180, 148, 120, 96, 80, 68, 58, 50],
} as const;

/**
 * The sizes, and, where the organizer chose larger type than fits, smaller ones: down to the least legible size as it
 * is at 100 %. What was asked for gives way before a text is cut.
 */
export function withSmaller(sizes: readonly number[], scale: number): number[] {
  const least = sizes.at(-1) ?? 0;
  const smaller: number[] = [];
  for (let size = least * 0.92; scale > 1 && size > least / scale; size *= 0.92) smaller.push(size);
  return scale > 1 ? [...sizes, ...smaller, least / scale] : [...sizes];
}

/** How much the narrow spotlight's type grows at most; the stylesheet has the same. */
export const spotlightScale = 1.15;

const lineHeight = 1.4;
/** The share of the lines that the first text keeps when neither of two fits whole. */
const firstShare = 0.4;

/**
 * How many lines each of several texts gets of `room` lines, when they want more together than there are:
 * the first keeps what it wants up to its share, the others have the rest in their order.
 */
export function shareLines(room: number, wanted: readonly number[]): number[] {
  const [first = 0, ...others] = wanted;
  const rest = others.reduce((sum, lines) => sum + lines, 0);
  const share = rest === 0 ? room : Math.max(1, Math.floor(room * firstShare), room - rest);
  const given = [Math.min(first, share)];
  let left = room - Math.min(first, share);
  for (const lines of others) {
    const takes = Math.max(1, Math.min(lines, left));
    given.push(takes);
    left -= takes;
  }
  return given;
}

/**
 * Sets the largest size at which the texts (`data-fit`) in a frame fit, as `--size` on the frame; at the smallest
 * they are cut after whole lines. Measured anew when the frame or what it shows changes.
 * To be called inside a Solid owner.
 * @param mostScale how much the type of this place grows at most, whatever the organizer chose
 */
export function fitText(
  frame: () => HTMLElement | undefined,
  shown: () => unknown,
  sizes: readonly number[],
  mostScale: number,
): void {
  const adjust = () => {
    const box = frame();
    const content = box?.firstElementChild;
    if (!box || !content) return;
    const texts = [...content.querySelectorAll<HTMLElement>('[data-fit]')];
    for (const text of texts) text.style.setProperty('--lines', 'none');
    const scale = Math.min(mostScale, Number(getComputedStyle(box).getPropertyValue('--scale')) || 1);
    for (const size of withSmaller(sizes, scale)) {
      box.style.setProperty('--size', String(size));
      if (content.getBoundingClientRect().height <= box.clientHeight + 1) return;
    }
    cut(box, content, texts);
  };
  onMount(() => {
    const observer = new ResizeObserver(adjust);
    const box = frame();
    if (box) observer.observe(box);
    // Its size changes, too, when the organizer chooses another size of type.
    if (box?.firstElementChild) observer.observe(box.firstElementChild);
    document.fonts.addEventListener('loadingdone', adjust);
    onCleanup(() => {
      observer.disconnect();
      document.fonts.removeEventListener('loadingdone', adjust);
    });
  });
  createEffect(() => {
    shown();
    adjust();
  });
}

function cut(box: HTMLElement, content: Element, texts: readonly HTMLElement[]): void {
  const heights = texts.map((text) => text.getBoundingClientRect().height);
  const line = Number.parseFloat(getComputedStyle(texts[0] ?? box).fontSize) * lineHeight;
  const fixed = content.getBoundingClientRect().height - heights.reduce((sum, height) => sum + height, 0);
  const room = Math.max(1, Math.floor((box.clientHeight + 1 - fixed) / line));
  const given = shareLines(
    room,
    heights.map((height) => Math.round(height / line)),
  );
  for (const [n, text] of texts.entries()) text.style.setProperty('--lines', String(given[n] ?? 1));
}

/**
 * How many children of a list lie whole within it; measured anew when the list or what it shows changes.
 * To be called inside a Solid owner.
 */
export function countFitting(list: () => HTMLElement | undefined, shown: () => unknown): () => number {
  const [count, setCount] = createSignal(Number.POSITIVE_INFINITY);
  const measure = () => {
    const box = list();
    if (!box) return;
    const end = box.getBoundingClientRect().bottom + 1;
    setCount([...box.children].filter((child) => child.getBoundingClientRect().bottom <= end).length);
  };
  const observer = new ResizeObserver(measure);
  onCleanup(() => observer.disconnect());
  createEffect(() => {
    shown();
    observer.disconnect();
    const box = list();
    if (box) observer.observe(box);
    measure();
  });
  return count;
}
