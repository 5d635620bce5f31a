import { createEffect, onCleanup, onMount } from 'solid-js';

/** Type sizes of the matter under discussion, in u (1/1080 of the picture's height), the largest first. */
const sizes = [60, 54, 48, 42] as const;
const lineHeight = 1.4;

/**
 * Sets the largest size at which a text fits its frame, as `--size` on the frame; at the smallest the text is cut
 * after `--lines` whole lines. Measured anew when the frame or the text changes.
 * To be called inside a Solid owner, with the frame and what it shows.
 */
export function fitText(frame: () => HTMLElement | undefined, text: () => string): void {
  const adjust = () => {
    const box = frame();
    const content = box?.firstElementChild;
    if (!box || !content) return;
    box.style.setProperty('--lines', 'none');
    for (const size of sizes) {
      box.style.setProperty('--size', String(size));
      if (content.getBoundingClientRect().height <= box.clientHeight + 1) return;
    }
    const line = Number.parseFloat(getComputedStyle(content).fontSize) * lineHeight;
    box.style.setProperty('--lines', String(Math.max(1, Math.floor((box.clientHeight + 1) / line))));
  };
  onMount(() => {
    const observer = new ResizeObserver(adjust);
    const box = frame();
    if (box) observer.observe(box);
    document.fonts.addEventListener('loadingdone', adjust);
    onCleanup(() => {
      observer.disconnect();
      document.fonts.removeEventListener('loadingdone', adjust);
    });
  });
  createEffect(() => {
    text();
    adjust();
  });
}
