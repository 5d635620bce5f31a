/**
 * When this page may take in what others wrote. A key pressed here is painted first, whatever the hall sends:
 * what arrives is gathered for a moment, never goes in between a key and its paint, and takes at most a
 * fifth of the page's time. While somebody types here it goes in right after the paint of a key, when the next
 * one is farthest away, a little at a time.
 */

/** How long what arrives is gathered, ms: short enough to look live, long enough to make one change of many. */
const gatherTime = 50;
/** The longest that the gathering may grow on a slow machine with a very long text, ms. */
const longestGather = 4_000;
/** The pause is so many times as long as the work before it. */
const restShare = 4;
/** So long after a key somebody counts as typing, ms: longer than between the letters of a word. */
const typingTime = 300;
/** While the page is scrolled nothing goes in, so that no frame is late; but it waits no longer than the second, ms. */
const scrollTime = 120;
const longestScroll = 10_000;
/** Between a key's paint and the next key no work begins after this, ms. */
const betweenKeys = 8;
/** After so long without a key or a step of scrolling nobody is busy here, ms. */
const idleTime = 5_000;
/** A page that is not painted (hidden, or behind another window) waits no longer than this for a paint, ms. */
const paintPatience = 100;

const inputs = ['keydown', 'beforeinput', 'pointerdown'] as const;

let listening = false;
let unpainted = false;
let lastInput = Number.NEGATIVE_INFINITY;
let lastScroll = Number.NEGATIVE_INFINITY;
/** When what waits began to wait for the scrolling's end. */
let heldSince = Number.POSITIVE_INFINITY;
let pause: ReturnType<typeof setTimeout> | undefined;
const waiting: (() => void)[] = [];
const afterPaint = typeof MessageChannel === 'undefined' ? null : new MessageChannel();

function painted(): void {
  unpainted = false;
  // A task of its own: a key that is waiting already goes first.
  setTimeout(() => {
    if (!unpainted) runWaiting();
  });
}

function isTyping(): boolean {
  return performance.now() - lastInput < typingTime;
}

function isScrolling(): boolean {
  const now = performance.now();
  if (now - lastScroll >= scrollTime) return false;
  heldSince = Math.min(heldSince, now);
  return now - heldSince < longestScroll;
}

function runWaiting(): void {
  if (isScrolling()) {
    whenPauseComes();
    return;
  }
  heldSince = Number.POSITIVE_INFINITY;
  const start = performance.now();
  try {
    while (waiting.length > 0 && !(isTyping() && performance.now() - start >= betweenKeys))
      waiting.shift()?.();
  } finally {
    // Also behind a piece of work that failed.
    if (waiting.length > 0) whenPauseComes();
  }
}

/** After the last key no paint comes to wait for, after the last step of scrolling no frame. */
function whenPauseComes(): void {
  clearTimeout(pause);
  pause = setTimeout(
    () => {
      if (!unpainted) runWaiting();
    },
    Math.max(lastInput + typingTime, lastScroll + scrollTime) - performance.now(),
  );
}

function runWhenQuiet(work: () => void): void {
  waiting.push(work);
  if (unpainted || isTyping()) whenPauseComes();
  else runWaiting();
}

function onInput(event: Event): void {
  if (event.type !== 'pointerdown') lastInput = performance.now();
  if (unpainted) return;
  unpainted = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    // The paint comes right after the frame's callbacks; this task comes after the paint.
    afterPaint?.port2.postMessage(0);
  });
  timer = setTimeout(() => {
    cancelAnimationFrame(frame);
    painted();
  }, paintPatience);
}

function listen(): void {
  if (listening || typeof window === 'undefined') return;
  listening = true;
  if (afterPaint) afterPaint.port1.onmessage = painted;
  const scrolled = () => {
    lastScroll = performance.now();
  };
  window.addEventListener('scroll', scrolled, { capture: true, passive: true });
  for (const type of inputs) window.addEventListener(type, onInput, { capture: true, passive: true });
}

/** Runs one piece of work again and again, each time in the next moment when nobody waits for a paint. */
export class QuietMoment {
  readonly #work: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = false;
  #took = 0;
  #endedAt = Number.NEGATIVE_INFINITY;

  constructor(work: () => void) {
    this.#work = work;
    listen();
  }

  /** Asks for the work to be done soon; once, however often it is asked. */
  ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    const now = performance.now();
    const rest = this.#endedAt + Math.min(longestGather, this.#took * restShare) - now;
    this.#timer = setTimeout(() => this.#whenQuiet(), Math.max(gatherTime, rest));
  }

  /** Asks for the work in the next quiet moment, however little has come: it has waited long enough. */
  soon(): void {
    this.stop();
    this.#asked = true;
    this.#whenQuiet();
  }

  /** Does the work now. */
  now(): void {
    this.stop();
    const start = performance.now();
    this.#work();
    this.#endedAt = performance.now();
    this.#took = this.#endedAt - start;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#asked = false;
  }

  #whenQuiet(): void {
    runWhenQuiet(() => {
      if (this.#asked) this.now();
    });
  }
}

/**
 * Runs `work`, which may take longer than a frame, once nobody has typed or scrolled here for a while, or after
 * `patience` ms at the latest. The returned function drops it.
 */
export function whenIdle(work: () => void, patience: number): () => void {
  listen();
  const latest = performance.now() + patience;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    const rest = Math.min(latest, Math.max(lastInput, lastScroll) + idleTime) - performance.now();
    if (rest <= 0) work();
    else timer = setTimeout(look, rest);
  };
  timer = setTimeout(look);
  return () => clearTimeout(timer);
}
