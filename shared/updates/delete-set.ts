import { type ByteWriter, varUintSize } from './bytes.ts';

/** From this many ranges on, two lists are merged in one pass instead of range by range. */
const manyRanges = 32;

/**
 * Deleted clock ranges per client: sorted, disjoint, not touching.
 * Kept flat (`[from, to, from, to, …]`, `to` exclusive), as a room may hold tens of thousands of them.
 */
export class DeleteSet {
  private readonly ranges = new Map<number, number[]>();

  get isEmpty(): boolean {
    return this.ranges.size === 0;
  }

  has(client: number): boolean {
    return this.ranges.has(client);
  }

  /** Adds clocks `from` up to `to` (exclusive). */
  add(client: number, from: number, to: number): void {
    const list = this.ranges.get(client);
    if (list === undefined) this.ranges.set(client, [from, to]);
    else insert(list, from, to);
  }

  /** Adds ranges in any order, `[from, to, from, to, …]`; the list may be kept. */
  addRanges(client: number, ranges: number[]): void {
    if (ranges.length === 0) return;
    const list = this.ranges.get(client);
    if (ranges.length < manyRanges * 2 && list !== undefined) {
      for (let i = 0; i < ranges.length; i += 2) insert(list, ranges[i] as number, ranges[i + 1] as number);
    } else {
      this.ranges.set(client, normalize(list === undefined ? ranges : list.concat(ranges)));
    }
  }

  addAll(other: DeleteSet): void {
    for (const [client, ranges] of other.ranges) this.addRanges(client, ranges.slice());
  }

  /** Calls `visit` for each part of `from`…`to` that is not in the set. */
  eachMissing(client: number, from: number, to: number, visit: (from: number, to: number) => void): void {
    const list = this.ranges.get(client);
    let start = from;
    if (list !== undefined) {
      for (let i = firstEndingAtOrAfter(list, from + 1); i < list.length && start < to; i += 2) {
        const known = list[i] as number;
        if (known >= to) break;
        if (known > start) visit(start, known);
        start = Math.max(start, list[i + 1] as number);
      }
    }
    if (start < to) visit(start, to);
  }

  /** Calls `visit` for each range. */
  each(visit: (client: number, from: number, to: number) => void): void {
    for (const [client, list] of this.ranges) {
      for (let i = 0; i < list.length; i += 2) visit(client, list[i] as number, list[i + 1] as number);
    }
  }

  /** Bytes that `write` will write. */
  size(): number {
    let size = varUintSize(this.ranges.size);
    for (const [client, list] of this.ranges) {
      size += varUintSize(client) + varUintSize(list.length / 2);
      for (let i = 0; i < list.length; i += 2) {
        const from = list[i] as number;
        size += varUintSize(from) + varUintSize((list[i + 1] as number) - from);
      }
    }
    return size;
  }

  /** Writes the set as the last part of an update (format version 1). */
  write(writer: ByteWriter): void {
    writer.varUint(this.ranges.size);
    for (const [client, list] of this.ranges) {
      writer.varUint(client).varUint(list.length / 2);
      for (let i = 0; i < list.length; i += 2) {
        const from = list[i] as number;
        writer.varUint(from).varUint((list[i + 1] as number) - from);
      }
    }
  }
}

function insert(list: number[], from: number, to: number): void {
  if (from > (list[list.length - 1] as number)) {
    list.push(from, to);
    return;
  }
  const first = firstEndingAtOrAfter(list, from);
  let after = first;
  let start = from;
  let end = to;
  while (after < list.length && (list[after] as number) <= to) {
    start = Math.min(start, list[after] as number);
    end = Math.max(end, list[after + 1] as number);
    after += 2;
  }
  if (after === first + 2) {
    list[first] = start;
    list[first + 1] = end;
  } else {
    list.splice(first, after - first, start, end);
  }
}

/** Index of the first range whose end is at or after `clock`. */
function firstEndingAtOrAfter(list: number[], clock: number): number {
  let low = 0;
  let high = list.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle * 2 + 1] as number) < clock) low = middle + 1;
    else high = middle;
  }
  return low * 2;
}

/** Sorts ranges and joins those that overlap or touch. */
function normalize(ranges: number[]): number[] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < ranges.length; i += 2) pairs.push([ranges[i] as number, ranges[i + 1] as number]);
  pairs.sort((a, b) => a[0] - b[0]);
  const joined: number[] = [];
  for (const [from, to] of pairs) {
    const last = joined.length - 1;
    if (last > 0 && from <= (joined[last] as number)) joined[last] = Math.max(joined[last] as number, to);
    else joined.push(from, to);
  }
  return joined;
}
