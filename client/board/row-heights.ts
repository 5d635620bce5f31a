/**
 * Where the rows of a long list stand, of which only those that were drawn once are measured; the others count as
 * high as these were at first. All lengths in CSS pixels.
 */
export interface RowHeights {
  /** The rows in their order. */
  setIds(ids: readonly string[]): void;
  /** A row's height as drawn, with the space behind it; true when that is news. */
  measure(id: string, height: number): boolean;
  /** Nothing measured so far is true any more: the list has another width. */
  forget(): void;
  /** The upper edge of row `at`; of the row behind the last one, the height of all. */
  top(at: number): number;
  /** Index of the row at height `y`, the first or the last one beyond the ends; -1 of an empty list. */
  at(y: number): number;
}

/** `guess`: the height of a row before any is measured. */
export function createRowHeights(guess: number): RowHeights {
  const known = new Map<string, number>();
  let ids: readonly string[] = [];
  /** Fixed with the first rows that are measured, so that the list's length does not change with every scroll. */
  let unknown = 0;
  let sum = 0;
  let tops: Float64Array | null = null;

  const edges = (): Float64Array => {
    if (tops) return tops;
    if (unknown === 0 && known.size > 0) unknown = sum / known.size;
    const made = new Float64Array(ids.length + 1);
    let y = 0;
    for (const [at, id] of ids.entries()) {
      y += known.get(id) ?? (unknown || guess);
      made[at + 1] = y;
    }
    tops = made;
    return made;
  };
  const top = (at: number) => edges()[at] ?? 0;

  return {
    setIds(next) {
      ids = next;
      tops = null;
    },
    measure(id, height) {
      const before = known.get(id);
      if (before !== undefined && Math.abs(before - height) < 0.05) return false;
      known.set(id, height);
      sum += height - (before ?? 0);
      tops = null;
      return true;
    },
    forget() {
      known.clear();
      unknown = 0;
      sum = 0;
      tops = null;
    },
    top,
    at(y) {
      let [low, high] = [0, ids.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (top(middle) <= y) low = middle;
        else high = middle - 1;
      }
      return high < 0 ? -1 : low;
    },
  };
}
