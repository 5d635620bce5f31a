import type { EditorView } from '@tiptap/pm/view';
import { blocksIn, gapsBetween, type Span, type Strip } from './block-window.ts';
import { HeadingCounts } from './heading-counts.ts';

/**
 * The blocks of the text that have a box on the page: those in sight, a screen more on each side, and those at
 * the ends of the selection. Of each stretch of other blocks the first stands for all, as an empty box as high
 * as they are, and the rest have none (`display: none`); so neither style, layout, paint nor the look-out for
 * what comes into sight cost anything for them. They stay in the page's tree, and the editor knows nothing of
 * it. The page's search (Ctrl+F) and a print draw everything.
 */

/** Below this many blocks nothing is gained. */
const fewest = 120;
/** Drawn beyond the window on each side, in heights of the window; drawn again when less than the second is left. */
const ahead = 1;
const atLeast = 0.6;
/** Height of a block that was never drawn, px: of one line, and the letters that a line holds. */
const lineHeight = 29;
const lettersPerPixel = 0.118;
const blockMargin = 8;
/** Drawn of a text that has just come, before anything is measured: three windows of it, on a page so wide, px. */
const drawnFirst = 60;
const widthFirst = 700;

/** ProseMirror watches what happens to its elements; these two are not in its types. */
interface Watched {
  domObserver: { stop(): void; start(): void };
}

export class DrawnBlocks {
  readonly #view: EditorView;
  readonly #kept: () => Span[];
  readonly #heights = new WeakMap<Element, number>();
  readonly #counts: HeadingCounts;
  readonly #resized: ResizeObserver;
  #spans: Span[] = [];
  /** The counters behind each gap between the spans. */
  #ends: string[] = [];
  #width = 0;
  #all = false;
  #asked = 0;
  #hasBegun = false;

  /** `kept` gives the blocks that are always drawn: those at the ends of the selection. */
  constructor(view: EditorView, kept: () => Span[]) {
    this.#view = view;
    this.#kept = kept;
    this.#counts = new HeadingCounts(view);
    this.#resized = new ResizeObserver(() => this.#onResize());
    this.#resized.observe(view.dom);
    addEventListener('scroll', this.#onScroll, { capture: true, passive: true });
    addEventListener('resize', this.#onScroll);
    addEventListener('keydown', this.#onKey, { capture: true, passive: true });
    addEventListener('beforeprint', this.#drawAll);
    addEventListener('afterprint', this.#drawLess);
    view.dom.addEventListener('beforeinput', this.#drawLess);
    this.#later();
  }

  destroy(): void {
    cancelAnimationFrame(this.#asked);
    this.#resized.disconnect();
    removeEventListener('scroll', this.#onScroll, { capture: true });
    removeEventListener('resize', this.#onScroll);
    removeEventListener('keydown', this.#onKey, { capture: true });
    removeEventListener('beforeprint', this.#drawAll);
    removeEventListener('afterprint', this.#drawLess);
    this.#view.dom.removeEventListener('beforeinput', this.#drawLess);
  }

  /** Whether all these blocks are drawn. */
  holds(spans: readonly Span[]): boolean {
    if (this.#spans.length === 0) return true;
    const count = this.#view.state.doc.childCount;
    return spans.every(({ from, to }) =>
      this.#spans.some((drawn) => drawn.from <= Math.max(0, from) && drawn.to >= Math.min(to, count)),
    );
  }

  /** Draws some blocks too, until the next time that the window moves. */
  draw(span: Span): void {
    if (!this.holds([span])) this.#apply([...this.#spans, ...this.#kept(), span]);
  }

  /** The text's headings may have changed where they are not drawn: counts them for those that are. */
  countAgain(): void {
    const { children } = this.#view.dom;
    const gaps = gapsBetween(this.#spans, this.#spans.length > 0 ? children.length : 0);
    const ends = this.#counts.at(gaps.map(({ to }) => to));
    const isSame = (value: string, index: number) => value === this.#ends[index];
    if (ends.length === this.#ends.length && ends.every(isSame)) return;
    this.#ends = ends;
    this.#change(() => {
      gaps.forEach(({ from }, index) => {
        const element = children[from];
        if (element instanceof HTMLElement) element.style.setProperty('counter-set', ends[index] ?? '');
      });
    });
  }

  /** Measures what is drawn, and draws what belongs near the window now. */
  refresh(): void {
    cancelAnimationFrame(this.#asked);
    this.#asked = 0;
    const { dom } = this.#view;
    if (this.#view.isDestroyed || this.#all) return;
    if (dom.childElementCount < fewest) {
      if (this.#spans.length > 0) this.#showAll();
      return;
    }
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      // The first question where something is lays out all that is drawn: that is not the whole text.
      this.#apply([{ from: 0, to: drawnFirst }, ...this.#kept()], this.#expected(widthFirst));
    }
    // What was never drawn is higher or lower than thought; a second look then finds the window filled.
    for (let look = 0; look < 3; look++) {
      const strip = this.#windowStrip();
      if (!strip) return;
      const room = (strip.bottom - strip.top) * ahead;
      const heights = this.#measure();
      const span = blocksIn(heights, { top: strip.top - room, bottom: strip.bottom + room });
      const known = this.holds([span]);
      this.#apply([span, ...this.#kept()], heights);
      if (known) return;
    }
  }

  #onScroll = ({ target }: Event): void => {
    // What scrolls elsewhere on the page moves nothing here, and asking where things are costs a layout.
    if (!(target instanceof Node) || target.contains(this.#view.dom)) this.#fill();
  };

  /** Draws anew when less than `atLeast` is left on a side of the window. */
  #fill(): void {
    if (this.#all || this.#view.state.doc.childCount < fewest) return;
    const strip = this.#windowStrip();
    if (!strip) return;
    const room = (strip.bottom - strip.top) * atLeast;
    const main = this.#mainStrip(strip);
    const isFilled = main && main.top <= Math.max(0, strip.top - room) && main.bottom >= strip.bottom + room;
    if (!isFilled) this.refresh();
  }

  #onResize(): void {
    const width = this.#view.dom.clientWidth;
    if (width !== this.#width) {
      this.#width = width;
      this.#later();
    } else this.#fill();
  }

  #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'F3' || (event.code === 'KeyF' && (event.ctrlKey || event.metaKey))) this.#drawAll();
  };

  #drawAll = (): void => {
    this.#showAll();
    this.#all = true;
  };

  #drawLess = (): void => {
    if (!this.#all) return;
    this.#all = false;
    this.#later();
  };

  #later(): void {
    cancelAnimationFrame(this.#asked);
    this.#asked = requestAnimationFrame(() => this.refresh());
  }

  /** What of the text is in the window, from the text's own top; null while it is not shown. */
  #windowStrip(): Strip | null {
    const { dom } = this.#view;
    const text = dom.getBoundingClientRect();
    if (text.height === 0) return null;
    let [top, bottom] = [0, innerHeight];
    for (let box = dom.parentElement; box; box = box.parentElement) {
      if (box.scrollHeight <= box.clientHeight || getComputedStyle(box).overflowY === 'visible') continue;
      const { top: boxTop } = box.getBoundingClientRect();
      if (box === document.scrollingElement) continue;
      top = Math.max(top, boxTop);
      bottom = Math.min(bottom, boxTop + box.clientHeight);
    }
    return { top: top - text.top, bottom: Math.max(bottom, top + 1) - text.top };
  }

  /** The drawn stretch that fills the window, from the text's own top; beyond the text's end nothing is missing. */
  #mainStrip(strip: Strip): Strip | null {
    const { children } = this.#view.dom;
    const origin = this.#view.dom.getBoundingClientRect().top;
    for (const { from, to } of this.#spans) {
      const [first, last] = [children[Math.max(0, from)], children[Math.min(to, children.length) - 1]];
      if (!first || !last) continue;
      const top = from <= 0 ? 0 : first.getBoundingClientRect().top - origin;
      const bottom =
        to >= children.length ? Number.POSITIVE_INFINITY : last.getBoundingClientRect().bottom - origin;
      if (top <= strip.top && bottom >= strip.bottom) return { top, bottom };
    }
    return null;
  }

  /** The height of each block with the space under it, px: as it is, as it was when last drawn, or as it may be. */
  #measure(): number[] {
    const { dom } = this.#view;
    const { children } = dom;
    const spans = this.#spans.length > 0 ? this.#spans : [{ from: 0, to: 0 }];
    for (const { from, to } of spans)
      for (let at = Math.max(0, from); at < Math.min(to, children.length); at++) {
        const element = children[at];
        const next = children[at + 1];
        if (!(element instanceof HTMLElement) || element.classList.contains('far')) continue;
        const height =
          next instanceof HTMLElement && next.offsetTop > 0
            ? next.offsetTop - element.offsetTop
            : element.offsetHeight + blockMargin;
        if (height > 0) this.#heights.set(element, height);
      }
    return this.#expected(dom.clientWidth);
  }

  /** The same as far as it is known, the rest as it may be on a page of that width. */
  #expected(width: number): number[] {
    const { dom, state } = this.#view;
    const blocks = state.doc.content.content;
    const lettersPerLine = Math.max(8, width * lettersPerPixel);
    return Array.from(dom.children, (element, at) => {
      const lines = Math.ceil((blocks[at]?.nodeSize ?? 0) / lettersPerLine);
      return this.#heights.get(element) ?? Math.max(1, lines) * lineHeight + blockMargin;
    });
  }

  #showAll(): void {
    this.#change(() => {
      for (const element of this.#view.dom.children) show(element);
    });
    this.#spans = [];
  }

  #apply(spans: Span[], heights = this.#measure()): void {
    const { children } = this.#view.dom;
    const gaps = gapsBetween(spans, children.length).filter(({ from, to }) => to - from > 1);
    const ends = this.#counts.at(gaps.map(({ to }) => to));
    this.#ends = ends;
    this.#change(() => {
      let next = 0;
      gaps.forEach(({ from, to }, index) => {
        for (let at = next; at < from; at++) show(children[at]);
        let height = 0;
        for (let at = from; at < to; at++) {
          height += heights[at] ?? 0;
          if (at > from) hide(children[at]);
        }
        standForGap(children[from], height, ends[index] ?? '');
        next = to;
      });
      for (let at = next; at < children.length; at++) show(children[at]);
    });
    this.#spans = gapsBetween(gaps, children.length);
  }

  /** ProseMirror must not read the classes as an edit of the text. */
  #change(work: () => void): void {
    const { domObserver } = this.#view as unknown as Watched;
    domObserver.stop();
    work();
    domObserver.start();
  }
}

function show(element: Element | undefined): void {
  if (!(element instanceof HTMLElement)) return;
  if (element.classList.contains('far')) element.classList.remove('far');
  if (!element.classList.contains('gap')) return;
  element.classList.remove('gap');
  element.style.removeProperty('height');
  element.style.removeProperty('counter-set');
  if (element.getAttribute('style') === '') element.removeAttribute('style');
}

function hide(element: Element | undefined): void {
  if (!element || element.classList.contains('far')) return;
  show(element);
  element.classList.add('far');
}

function standForGap(element: Element | undefined, height: number, counters: string): void {
  if (!(element instanceof HTMLElement)) return;
  element.classList.remove('far');
  element.classList.add('gap');
  element.style.height = `${height}px`;
  element.style.setProperty('counter-set', counters);
}
