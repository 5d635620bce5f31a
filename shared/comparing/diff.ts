/** What two lists have in common and what not: the shortest way from one to the other (Myers, 1986). */

export type Change = 'same' | 'added' | 'removed';

export interface Run<T> {
  kind: Change;
  items: T[];
}

/** Steps after which two lists count as having nothing more in common; bounds time and memory. */
const mostSteps = 1500;

function push<T>(runs: Run<T>[], kind: Change, items: readonly T[]): void {
  if (items.length === 0) return;
  const last = runs.at(-1);
  if (last?.kind === kind) last.items.push(...items);
  else runs.push({ kind, items: [...items] });
}

/** Furthest places in `before` on each diagonal, one array for each number of steps; null when it takes too many. */
function walk<T>(before: readonly T[], after: readonly T[]): Int32Array[] | null {
  const [n, m] = [before.length, after.length];
  const most = Math.min(n + m, mostSteps);
  const trace: Int32Array[] = [];
  let last = new Int32Array(3);
  for (let d = 0; d <= most; d++) {
    // Diagonal k is at index k + d + 1, so that both neighbours are in the array.
    const now = new Int32Array(2 * d + 3);
    const at = (k: number) => last[k + d] ?? 0;
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
      let x = d === 0 ? 0 : down ? at(k + 1) : at(k - 1) + 1;
      while (x < n && x - k < m && before[x] === after[x - k]) x++;
      now[k + d + 1] = x;
      if (x >= n && x - k >= m) {
        trace.push(now);
        return trace;
      }
    }
    trace.push(now);
    last = now;
  }
  return null;
}

/** The runs of same, removed and added items that lead from `before` to `after`; items are compared by `===`. */
export function diff<T>(before: readonly T[], after: readonly T[]): Run<T>[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  const least = Math.min(before.length, after.length) - head;
  while (tail < least && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const a = before.slice(head, before.length - tail);
  const b = after.slice(head, after.length - tail);
  const runs: Run<T>[] = [];
  push(runs, 'same', before.slice(0, head));
  for (const { kind, items } of middle(a, b)) push(runs, kind, items);
  push(runs, 'same', before.slice(before.length - tail));
  return runs;
}

function middle<T>(a: readonly T[], b: readonly T[]): Run<T>[] {
  const trace = a.length > 0 && b.length > 0 ? walk(a, b) : null;
  const runs: Run<T>[] = [];
  if (trace) for (const { kind, item } of wayBack(trace, a, b).reverse()) push(runs, kind, [item]);
  else {
    push(runs, 'removed', a);
    push(runs, 'added', b);
  }
  return runs;
}

/** The steps of the way that `walk` found, last one first. */
function wayBack<T>(trace: readonly Int32Array[], a: readonly T[], b: readonly T[]) {
  const steps: { kind: Change; item: T }[] = [];
  const step = (kind: Change, item: T | undefined) => {
    if (item !== undefined) steps.push({ kind, item });
  };
  let x = a.length;
  let y = b.length;
  for (let d = trace.length - 1; d >= 0; d--) {
    const [fromX, fromY, down] = d === 0 ? [0, 0, false] : cameFrom(trace[d - 1], d, x - y);
    while (x > fromX && y > fromY) {
      step('same', a[x - 1]);
      x--;
      y--;
    }
    if (d > 0) step(down ? 'added' : 'removed', down ? b[y - 1] : a[x - 1]);
    x = fromX;
    y = fromY;
  }
  return steps;
}

/** Where step `d` on diagonal `k` came from, and whether it went down (an item of `after`). */
function cameFrom(before: Int32Array | undefined, d: number, k: number): [number, number, boolean] {
  const at = (diagonal: number) => before?.[diagonal + d] ?? 0;
  const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
  const x = down ? at(k + 1) : at(k - 1);
  return [x, x - (down ? k + 1 : k - 1), down];
}
