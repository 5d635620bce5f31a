/**
 * A word under composition (Telex, VNI, the keyboard of a phone), as a span of time. Rewriting the text
 * around it breaks it, so others' changes wait; but a phone composes the last word for as long as its
 * owner listens to the hall, so a word that rests holds nothing back.
 */

/** So long after the last key a word counts as resting, ms: nobody pauses that long inside a word. */
export const restLimit = 2_000;
/** No word holds anything longer than this, ms. */
export const longestHold = 10_000;
/** After the end the editor reads the result and composes its letters (40 ms); then the word is done, ms. */
const settleTime = 60;

/**
 * Calls `hold` when a word begins to be composed in `target`, and what it returned when the word is done or
 * rests; the next key in a resting word holds again. Until the returned function is called.
 */
export function followWords(target: HTMLElement, hold: () => () => void): () => void {
  let release: (() => void) | null = null;
  let since = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const free = () => {
    clearTimeout(timer);
    release?.();
    release = null;
  };
  const onKey = () => {
    const now = performance.now();
    if (release && now - since > longestHold) free();
    if (!release) since = now;
    release ??= hold();
    clearTimeout(timer);
    timer = setTimeout(free, restLimit);
  };
  const onEnd = () => {
    clearTimeout(timer);
    if (release) timer = setTimeout(free, settleTime);
  };
  const begins = ['compositionstart', 'compositionupdate'] as const;
  // An input method that is cut off (the window changed) sends no end.
  const ends = ['compositionend', 'blur'] as const;
  for (const type of begins) target.addEventListener(type, onKey, { capture: true });
  for (const type of ends) target.addEventListener(type, onEnd, { capture: true });
  return () => {
    for (const type of begins) target.removeEventListener(type, onKey, { capture: true });
    for (const type of ends) target.removeEventListener(type, onEnd, { capture: true });
    free();
  };
}
