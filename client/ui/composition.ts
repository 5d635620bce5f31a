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

type Listened = Pick<HTMLElement, 'addEventListener' | 'removeEventListener'>;

/** Hears an event before the element's own listeners do, until the returned function is called. */
function listen<K extends keyof HTMLElementEventMap>(
  target: Listened,
  type: K,
  listener: (event: HTMLElementEventMap[K]) => void,
): () => void {
  target.addEventListener(type, listener, { capture: true });
  return () => target.removeEventListener(type, listener, { capture: true });
}

/**
 * Calls `hold` when a word begins to be composed in `target`, and what it returned when the word is done or
 * rests; the next key in a resting word holds again. Until the returned function is called.
 */
export function followWords(target: Listened, hold: () => () => void): () => void {
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
  const stops = [
    listen(target, 'compositionstart', onKey),
    listen(target, 'compositionupdate', onKey),
    listen(target, 'compositionend', onEnd),
    // An input method that is cut off (the window changed) sends no end.
    listen(target, 'blur', onEnd),
  ];
  return () => {
    for (const stop of stops) stop();
    free();
  };
}

/** Keys that leave the word without a letter. */
const leavingKey = /^(?:Arrow|Home$|End$|Page|Enter$|Tab$|Escape$)/;
const endsInLetter = /[\p{L}\p{M}\p{N}]$/u;

/**
 * Calls `hold` when a word begins to be typed letter by letter in `target`, and what it returned when the word
 * ends, is left, rests or lasts too long. UniKey and EVKey, the input methods of Windows, compose nothing: they take
 * letters back by so many backspaces and type them anew, and a letter of somebody else among them would be taken
 * instead. Until the returned function is called.
 */
export function followTypedWords(target: Listened, hold: () => () => void): () => void {
  let release: (() => void) | null = null;
  /** When the word began; a word that was let go as too long is still that word. */
  let since: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const free = () => {
    release?.();
    release = null;
  };
  const end = () => {
    clearTimeout(timer);
    since = null;
    free();
  };
  const onKey = () => {
    const now = performance.now();
    since ??= now;
    if (now - since > longestHold) free();
    else release ??= hold();
    clearTimeout(timer);
    timer = setTimeout(end, restLimit);
  };
  const onBeforeInput = (event: InputEvent) => {
    const isLetter = event.inputType === 'insertText' && endsInLetter.test(event.data ?? '');
    if (isLetter || event.inputType === 'deleteContentBackward') onKey();
    else end();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || leavingKey.test(event.key)) end();
  };
  const stops = [
    listen(target, 'beforeinput', onBeforeInput),
    listen(target, 'keydown', onKeyDown),
    listen(target, 'pointerdown', end),
    listen(target, 'blur', end),
  ];
  return () => {
    for (const stop of stops) stop();
    end();
  };
}
