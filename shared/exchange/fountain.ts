/**
 * A fountain code: a message of k blocks becomes as many symbols as anybody wants, and any k of them (and mostly one or
 * two more) give the message back, whichever they are and in whatever order they come. The first k symbols are the
 * blocks themselves; each one after them is the sum (exclusive or) of a random half of the blocks, which its seed names.
 * This is the random linear fountain of D. J. C. MacKay, "Fountain codes", IEE Proceedings Communications 152 (2005)
 * 1062–1068, with the systematic beginning of RFC 5053; its receiver solves the equations by Gaussian elimination, which
 * costs k² and so is for the few hundred blocks of a code on a screen.
 */

/** Blocks of a message at most. */
export const maxBlocks = 512;

/** A generator of 32-bit numbers from a seed (splitmix32); both sides must have the same. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let value = state ^ (state >>> 16);
    value = Math.imul(value, 0x21f0aaad);
    value ^= value >>> 15;
    value = Math.imul(value, 0x735a2d97);
    return (value ^ (value >>> 15)) >>> 0;
  };
}

/** Which of `count` blocks the symbol of a seed sums up: bit i of word i / 32. Never none. */
function maskOf(seed: number, count: number): Uint32Array {
  const mask = new Uint32Array(Math.ceil(count / 32));
  if (seed < count) {
    mask[seed >> 5] = 1 << (seed & 31);
    return mask;
  }
  const next = numbers(seed);
  const beyond = count & 31;
  do {
    for (let word = 0; word < mask.length; word += 1) mask[word] = next();
    if (beyond > 0) mask[mask.length - 1] = (mask.at(-1) ?? 0) & ((1 << beyond) - 1);
  } while (mask.every((word) => word === 0));
  return mask;
}

function addTo<T extends Uint8Array | Uint32Array>(target: T, other: T): void {
  for (let at = 0; at < target.length; at += 1) target[at] = (target[at] ?? 0) ^ (other[at] ?? 0);
}

function has(mask: Uint32Array, bit: number): boolean {
  return (((mask[bit >> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
}

/** The lowest bit that is set at or after `from`, or -1. */
function lowest(mask: Uint32Array, from: number): number {
  for (let word = from >> 5; word < mask.length; word += 1) {
    const value = mask[word] ?? 0;
    if (value !== 0) return word * 32 + (31 - Math.clz32(value & -value));
  }
  return -1;
}

/** How many blocks of `blockSize` bytes a message has; at least one. */
export function blockCount(length: number, blockSize: number): number {
  return Math.max(1, Math.ceil(length / blockSize));
}

/** Makes the symbols of a message. Throws RangeError when it has more than `maxBlocks` blocks. */
export function createFountain(message: Uint8Array, blockSize: number): (seed: number) => Uint8Array {
  const count = blockCount(message.length, blockSize);
  if (count > maxBlocks) throw new RangeError('too many blocks');
  const padded = new Uint8Array(count * blockSize);
  padded.set(message);
  return (seed) => {
    const mask = maskOf(seed, count);
    const symbol = new Uint8Array(blockSize);
    for (let block = 0; block < count; block += 1)
      if (has(mask, block)) addTo(symbol, padded.subarray(block * blockSize, (block + 1) * blockSize));
    return symbol;
  };
}

/** Collects the symbols of one message. */
export class FountainReader {
  readonly count: number;
  readonly #length: number;
  readonly #blockSize: number;
  /** Equations by their lowest block. */
  readonly #rows: ({ mask: Uint32Array; sum: Uint8Array } | undefined)[];
  #known = 0;

  constructor(length: number, blockSize: number) {
    this.#length = length;
    this.#blockSize = blockSize;
    this.count = blockCount(length, blockSize);
    if (this.count > maxBlocks) throw new RangeError('too many blocks');
    this.#rows = Array.from({ length: this.count });
  }

  /** Equations that are independent of each other: the message is there when it has as many as blocks. */
  get known(): number {
    return this.#known;
  }

  /** Takes a symbol; returns true when it told something new. */
  take(seed: number, symbol: Uint8Array): boolean {
    if (symbol.length !== this.#blockSize || this.#known === this.count) return false;
    const mask = maskOf(seed, this.count);
    const sum = symbol.slice();
    for (let at = lowest(mask, 0); at >= 0; at = lowest(mask, at)) {
      const row = this.#rows[at];
      if (!row) {
        this.#rows[at] = { mask, sum };
        this.#known += 1;
        return true;
      }
      addTo(mask, row.mask);
      addTo(sum, row.sum);
    }
    return false;
  }

  /** The message, or null while something is missing. */
  message(): Uint8Array<ArrayBuffer> | null {
    if (this.#known < this.count) return null;
    const result = new Uint8Array(this.count * this.#blockSize);
    for (let at = this.count - 1; at >= 0; at -= 1) {
      const row = this.#rows[at];
      if (!row) return null;
      const block = row.sum.slice();
      for (let other = lowest(row.mask, at) + 1; other < this.count; other += 1)
        if (has(row.mask, other))
          addTo(block, result.subarray(other * this.#blockSize, (other + 1) * this.#blockSize));
      result.set(block, at * this.#blockSize);
    }
    return result.slice(0, this.#length);
  }
}
