/**
 * Which blocks of a long text are drawn. Pure, so that it can be tried without a browser: the page measures
 * and draws (`far-blocks.ts`), this decides.
 */

/** A stretch of the text from its top, px. */
export interface Strip {
  top: number;
  bottom: number;
}

/** Indexes: from the first block to before `to`. */
export interface Span {
  from: number;
  to: number;
}

/** The blocks of which a part lies in the strip; where none does, the one nearest to it. */
export function blocksIn(heights: readonly number[], strip: Strip): Span {
  let top = 0;
  let from = -1;
  for (let at = 0; at < heights.length; at++) {
    const bottom = top + (heights[at] ?? 0);
    if (from < 0 && (bottom > strip.top || at === heights.length - 1)) from = at;
    if (from >= 0 && bottom >= strip.bottom) return { from, to: at + 1 };
    top = bottom;
  }
  return { from: Math.max(0, from), to: heights.length };
}

/** The stretches of blocks that are in none of the spans, in order. */
export function gapsBetween(spans: readonly Span[], count: number): Span[] {
  const gaps: Span[] = [];
  let next = 0;
  for (const { from, to } of [...spans].sort((one, other) => one.from - other.from)) {
    const start = Math.min(Math.max(from, 0), count);
    if (start > next) gaps.push({ from: next, to: start });
    next = Math.max(next, Math.min(to, count));
  }
  if (next < count) gaps.push({ from: next, to: count });
  return gaps;
}
