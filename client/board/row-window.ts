import {
  type Accessor,
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  mapArray,
  on,
  onCleanup,
  onMount,
  untrack,
} from 'solid-js';
import { sameItems } from './entries.ts';
import { createRowHeights } from './row-heights.ts';

/**
 * So many pixels above and below what is in sight are drawn too, and drawn anew as soon as less than `least` is left:
 * with each frame of scrolling a row or two come, which fit into a frame, where twenty at once would not.
 */
const reach = 600;
const least = 560;
/** After so long without a movement the list has come to rest, ms. */
const restTime = 200;
/** Height of the view until it is known. */
const someView = 600;

export interface RowWindow {
  /** The element that scrolls (while it does it has the attribute `data-scrolling`), and the one inside it that takes the rows and nothing else. */
  scroller: () => HTMLElement | undefined;
  into: () => HTMLElement | undefined;
  ids: Accessor<readonly string[]>;
  /** Rows that are drawn wherever the window is; the one that has the focus always is. */
  keep: Accessor<readonly string[]>;
  /** Draws a row: one element, the same one while the id is in the list. `at` is its index in the whole list. */
  row: (id: string, at: Accessor<number>) => JSX.Element;
  /** An element that takes the place of rows that are not drawn; its height is set here. */
  gap: () => JSX.Element;
  /** A row's likely height, CSS pixels. */
  guess: number;
}

function asElement(drawn: JSX.Element): HTMLElement {
  if (drawn instanceof HTMLElement) return drawn;
  throw new Error('a row or a gap is one element');
}

type Range = readonly [from: number, to: number];

/** Makes the children of `parent` be `wanted`. What stays in it is not moved: an element that is moved loses the focus. */
function place(parent: HTMLElement, before: readonly Element[], wanted: readonly Element[]): void {
  const stays = new Set(wanted);
  for (const element of before) if (!stays.has(element)) element.remove();
  let next: Element | null = null;
  for (let at = wanted.length - 1; at >= 0; at--) {
    const element = wanted[at];
    if (!element) continue;
    if (element.parentNode !== parent || element.nextElementSibling !== next)
      parent.insertBefore(element, next);
    next = element;
  }
}

/**
 * Draws of a long list the rows near what is in sight, however far it was scrolled, with gaps as high as the rows
 * left out. Heights are measured before rows go. To be called in a component; lives as long as its owner.
 */
export function createRowWindow(list: RowWindow): void {
  const heights = createRowHeights(list.guess);
  const idOf = new WeakMap<Element, string>();
  const gaps: HTMLElement[] = [];
  let placed: Element[] = [];
  /** True until rows were measured in this width. */
  let unmeasured = true;
  let view = { height: someView, width: 0 };
  const [range, setRange] = createSignal<Range>([0, 0], { equals: sameItems });
  const [held, setHeld] = createSignal('');

  const observer = new ResizeObserver(([entry]) => {
    const { width, height } = entry?.contentRect ?? { width: 0, height: 0 };
    // A list behind another pane has no size; it keeps what it had.
    if (height === 0) return;
    if (width !== view.width) {
      heights.forget();
      unmeasured = true;
    }
    view = { width, height };
    lookSoon();
  });

  const places = createMemo(() => {
    heights.setIds(list.ids());
    return new Map(list.ids().map((id, at) => [id, at]));
  });
  /** Indexes of what is drawn, in order. */
  const drawn = createMemo(() => {
    const known = places();
    const [from, to] = range();
    // A list that became shorter than what was looked at shows its end.
    const start = Math.max(0, Math.min(from, known.size - (to - from)));
    const at = new Set<number>();
    for (const id of [...list.keep(), held()]) {
      const kept = known.get(id);
      if (kept !== undefined) at.add(kept);
    }
    for (let index = start; index < Math.min(to, known.size); index++) at.add(index);
    return [...at].sort((a, b) => a - b);
  });
  const rows = createMemo(
    mapArray(
      createMemo(() => drawn().map((at) => list.ids()[at] ?? ''), [], { equals: sameItems }),
      (id) => {
        const element = asElement(list.row(id, () => places().get(id) ?? 0));
        idOf.set(element, id);
        return element;
      },
    ),
  );

  const gapOf = (order: number, from: number, to: number): HTMLElement => {
    const gap = gaps[order] ?? asElement(list.gap());
    gaps[order] = gap;
    const height = `${heights.top(to) - heights.top(from)}px`;
    if (gap.style.height !== height) gap.style.height = height;
    return gap;
  };
  const draw = () => {
    const wanted: Element[] = [];
    let next = 0;
    let order = 0;
    const indexes = untrack(drawn);
    for (const [nth, row] of untrack(rows).entries()) {
      const at = indexes[nth] ?? next;
      if (at > next) wanted.push(gapOf(order++, next, at));
      wanted.push(row);
      next = at + 1;
    }
    const count = untrack(places).size;
    if (count > next) wanted.push(gapOf(order, next, count));
    const into = list.into();
    if (!into || sameItems(placed, wanted)) return;
    // Out of the way first: a gap may come to stand on the other side of a row that stays.
    for (const gap of gaps) gap.remove();
    place(into, placed, wanted);
    placed = wanted;
  };

  /** The heights of what is drawn, before some of it goes. */
  const measure = () => {
    let space = -1;
    let news = false;
    for (const row of placed) {
      const id = idOf.get(row);
      const height = id === undefined ? 0 : row.getBoundingClientRect().height;
      if (id === undefined || height === 0) continue;
      if (space < 0) space = Number.parseFloat(getComputedStyle(row).marginBottom) || 0;
      news = heights.measure(id, height + space) || news;
    }
    return news;
  };
  /** Draws anew around what is in sight when too little is left on a side that goes on. */
  const look = () => {
    const [scroller, into] = [list.scroller(), list.into()];
    if (!scroller || !into) return;
    // Before anybody goes far: the gaps count with these heights.
    if (unmeasured && measure()) {
      unmeasured = false;
      draw();
    }
    const count = untrack(places).size;
    const top = scroller.scrollTop;
    const bottom = top + view.height;
    const [from, to] = untrack(range);
    const enough =
      (from === 0 || heights.top(from) < top - least) && (to >= count || heights.top(to) > bottom + least);
    if (enough && to <= count) return;
    if (measure()) draw();
    let row = document.activeElement;
    while (row && row.parentElement !== into) row = row.parentElement;
    setHeld((row && idOf.get(row)) ?? '');
    setRange([Math.max(0, heights.at(top - reach)), heights.at(bottom + reach) + 1]);
  };
  let frame = 0;
  const lookSoon = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(look);
  };

  let rest: ReturnType<typeof setTimeout> | undefined;
  const onScroll = () => {
    // While rows pass under the mouse none of them is lit: each would cost a frame.
    list.scroller()?.toggleAttribute('data-scrolling', true);
    clearTimeout(rest);
    rest = setTimeout(() => {
      list.scroller()?.toggleAttribute('data-scrolling', false);
    }, restTime);
    look();
  };

  onMount(() => {
    const scroller = list.scroller();
    if (!scroller) return;
    view = { height: scroller.clientHeight || someView, width: 0 };
    scroller.addEventListener('scroll', onScroll, { passive: true });
    observer.observe(scroller);
    look();
  });
  createEffect(on([rows, places], draw));
  createEffect(on(places, lookSoon, { defer: true }));
  onCleanup(() => {
    cancelAnimationFrame(frame);
    clearTimeout(rest);
    observer.disconnect();
  });
}
