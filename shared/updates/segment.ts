import { ByteReader, putBytes } from './bytes.ts';
import { StructReader } from './struct-reader.ts';

/** A mark is set at least this many structs after the one before. */
const markEvery = 64;

const struct = new StructReader();

/**
 * One client's consecutive structs as the bytes of an update (format version 1). Structs there do not refer to their
 * neighbours, so appending bytes is merging, and a range of them is a difference.
 */
export class Segment {
  readonly client: number;
  /** Clock of the first struct. */
  readonly start: number;
  /** Clock after the last struct. */
  end: number;
  /** Structs. */
  count = 0;
  /** Bytes in use. */
  length = 0;
  private bytes: Uint8Array;
  /** `[clock, offset, structs before, …]` of some structs, so that a clock is found without reading all. */
  private readonly marks: number[] = [];

  constructor(client: number, start: number, capacity = 64) {
    this.client = client;
    this.start = start;
    this.end = start;
    this.bytes = new Uint8Array(capacity);
  }

  /** Appends `count` structs, the bytes `from`…`to` of `source`, that reach up to clock `end`. */
  append(source: Uint8Array, from: number, to: number, count: number, end: number): void {
    const needed = this.length + to - from;
    if (needed > this.bytes.length) this.grow(needed);
    const lastMark = this.marks.length - 1;
    if (this.count - (lastMark < 0 ? 0 : (this.marks[lastMark] as number)) >= markEvery) {
      this.marks.push(this.end, this.length, this.count);
    }
    putBytes(this.bytes, this.length, source, from, to);
    this.length = needed;
    this.count += count;
    this.end = end;
  }

  private grow(needed: number): void {
    const larger = new Uint8Array(Math.max(needed, Math.ceil(this.bytes.length * 1.5)));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  /** Appends what follows here in `next`, which must start where this ends. */
  absorb(next: Segment): void {
    let from = 0;
    let before = 0;
    for (let i = 0; i < next.marks.length; i += 3) {
      const offset = next.marks[i + 1] as number;
      const count = next.marks[i + 2] as number;
      this.append(next.bytes, from, offset, count - before, next.marks[i] as number);
      from = offset;
      before = count;
    }
    this.append(next.bytes, from, next.length, next.count - before, next.end);
  }

  /** All structs. */
  all(): Tail {
    return { clock: this.start, count: this.count, bytes: this.bytes, from: 0, to: this.length };
  }

  /**
   * The structs from `clock` on. If `clock` lies inside a struct, that struct is the first:
   * `tail.clock` is then below `clock`.
   */
  tail(clock: number): Tail {
    let at = this.start;
    let offset = 0;
    let before = 0;
    const mark = this.lastMarkUpTo(clock);
    if (mark >= 0) {
      at = this.marks[mark] as number;
      offset = this.marks[mark + 1] as number;
      before = this.marks[mark + 2] as number;
    }
    const reader = new ByteReader(this.bytes, offset, this.length);
    while (at < clock) {
      const from = reader.position;
      struct.read(reader);
      if (at + struct.length > clock) {
        return { clock: at, count: this.count - before, bytes: this.bytes, from, to: this.length };
      }
      at += struct.length;
      before++;
    }
    return {
      clock: at,
      count: this.count - before,
      bytes: this.bytes,
      from: reader.position,
      to: this.length,
    };
  }

  private lastMarkUpTo(clock: number): number {
    let low = 0;
    let high = this.marks.length / 3;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.marks[middle * 3] as number) <= clock) low = middle + 1;
      else high = middle;
    }
    return (low - 1) * 3;
  }
}

/** The last structs of a segment: `count` structs from `clock` on, at `from`…`to` of `bytes` (not copied). */
export interface Tail {
  clock: number;
  count: number;
  bytes: Uint8Array;
  from: number;
  to: number;
}
