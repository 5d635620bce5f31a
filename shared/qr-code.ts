/**
 * QR codes (ISO/IEC 18004): bytes, error correction M, the smallest of all 40 sizes. Small because it is part of what
 * the hall's screen loads at its first visit.
 */

/** Error correction M, by version: codewords of correction in each block, and how many blocks. */
const correction = [
  10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28,
  28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
];
const blockCounts = [
  1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29,
  31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
];
/** The two bits of error correction M in the format's information. */
const levelBits = 0;

/** A code: `dark(x, y)` says whether a module is dark; without the light ground around it. */
export interface QrModules {
  /** Modules on a side. */
  size: number;
  dark(x: number, y: number): boolean;
}

/** Thrown for a text that no code holds. */
export class TooLongForQr extends Error {
  constructor() {
    super('the text is too long for a QR code');
    this.name = 'TooLongForQr';
  }
}

/** The code of a text, as UTF-8. Throws TooLongForQr above 2331 bytes. */
export function qrCode(text: string): QrModules {
  const bytes = new TextEncoder().encode(text);
  const version = smallestFor(bytes.length);
  const words = interleaved(dataOf(bytes, version), version);
  const grid = new Grid(version);
  grid.place(words);
  grid.mask();
  return { size: grid.size, dark: (x, y) => grid.dark(x, y) };
}

/** Modules that carry data, in bits. */
function roomOf(version: number): number {
  let modules = (16 * version + 128) * version + 64;
  if (version > 1) {
    const marks = Math.floor(version / 7) + 2;
    modules -= (25 * marks - 10) * marks - 55;
    if (version > 6) modules -= 36;
  }
  return modules;
}

function shape(version: number): { words: number; blocks: number; check: number; data: number } {
  const words = roomOf(version) >> 3;
  const [blocks, check] = [blockCounts[version - 1] ?? 0, correction[version - 1] ?? 0];
  return { words, blocks, check, data: words - blocks * check };
}

/** Bits of the length that stands before the bytes. */
const lengthBits = (version: number) => (version < 10 ? 8 : 16);

function smallestFor(length: number): number {
  for (let version = 1; version <= 40; version += 1)
    if (4 + lengthBits(version) + 8 * length <= 8 * shape(version).data) return version;
  throw new TooLongForQr();
}

/** Mode, length, bytes, end, and the filling that the standard names. */
function dataOf(bytes: Uint8Array, version: number): Uint8Array {
  const data = new Uint8Array(shape(version).data);
  let at = 0;
  const write = (value: number, bits: number) => {
    for (let bit = bits - 1; bit >= 0; bit -= 1, at += 1)
      data[at >> 3] = (data[at >> 3] ?? 0) | (((value >> bit) & 1) << (7 - (at & 7)));
  };
  write(4, 4);
  write(bytes.length, lengthBits(version));
  for (const byte of bytes) write(byte, 8);
  for (let n = (at + 4 + 7) >> 3, fill = 0xec; n < data.length; n += 1, fill ^= 0xec ^ 0x11) data[n] = fill;
  return data;
}

/** Product in the field of 256 elements that the standard counts in. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((b >> bit) & 1) * a;
  }
  return product;
}

/** The divisor of so many codewords of correction, without its leading 1. */
function divisorOf(count: number): Uint8Array {
  const divisor = new Uint8Array(count);
  divisor[count - 1] = 1;
  for (let n = 0, root = 1; n < count; n += 1, root = times(root, 2))
    for (let i = 0; i < count; i += 1) divisor[i] = times(divisor[i] ?? 0, root) ^ (divisor[i + 1] ?? 0);
  return divisor;
}

function remainderOf(data: Uint8Array, divisor: Uint8Array): Uint8Array {
  const rest = new Uint8Array(divisor.length);
  for (const byte of data) {
    const factor = byte ^ (rest[0] ?? 0);
    rest.copyWithin(0, 1);
    rest[rest.length - 1] = 0;
    for (const [i, of] of divisor.entries()) rest[i] = (rest[i] ?? 0) ^ times(of, factor);
  }
  return rest;
}

/** The blocks' data in turns, then their correction in turns. */
function interleaved(data: Uint8Array, version: number): Uint8Array {
  const { words, blocks, check } = shape(version);
  const short = Math.floor(data.length / blocks);
  const longer = data.length % blocks;
  const divisor = divisorOf(check);
  const result = new Uint8Array(words);
  let start = 0;
  for (let block = 0; block < blocks; block += 1) {
    const length = short + Number(block >= blocks - longer);
    const part = data.subarray(start, start + length);
    start += length;
    for (const [i, byte] of part.entries())
      result[i < short ? i * blocks + block : short * blocks + block - (blocks - longer)] = byte;
    for (const [i, byte] of remainderOf(part, divisor).entries())
      result[data.length + i * blocks + block] = byte;
  }
  return result;
}

/** Each mask turns the modules for which it gives 0. */
const masks: readonly ((x: number, y: number) => number)[] = [
  (x, y) => (x + y) % 2,
  (_x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/** The modules of one code. */
class Grid {
  readonly size: number;
  readonly #version: number;
  readonly #dark: Uint8Array;
  /** Modules that are no data: they are never masked. */
  readonly #fixed: Uint8Array;

  constructor(version: number) {
    this.#version = version;
    this.size = 17 + 4 * version;
    this.#dark = new Uint8Array(this.size ** 2);
    this.#fixed = new Uint8Array(this.size ** 2);
    this.#drawFixed();
  }

  dark(x: number, y: number): boolean {
    return this.#dark[y * this.size + x] === 1;
  }

  /** Puts the codewords into the modules that are free: upwards and downwards in turns, two columns at a time. */
  place(words: Uint8Array): void {
    let at = 0;
    for (let right = this.size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      const upwards = ((right + 1) & 2) === 0;
      for (let step = 0; step < this.size; step += 1)
        for (const x of [right, right - 1]) {
          const cell = (upwards ? this.size - 1 - step : step) * this.size + x;
          if (this.#fixed[cell]) continue;
          this.#dark[cell] = ((words[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
          at += 1;
        }
    }
  }

  /** Turns modules by the mask that leaves the fewest shapes which a reader stumbles over. */
  mask(): void {
    const scores = masks.map((_, mask) => {
      this.#apply(mask);
      const score = this.#penalty();
      this.#apply(mask);
      return score;
    });
    this.#apply(scores.indexOf(Math.min(...scores)));
  }

  #apply(mask: number): void {
    const turn = masks[mask];
    for (let y = 0; y < this.size; y += 1)
      for (let x = 0; x < this.size; x += 1) {
        const cell = y * this.size + x;
        if (!this.#fixed[cell] && turn?.(x, y) === 0) this.#dark[cell] = 1 - (this.#dark[cell] ?? 0);
      }
    this.#drawFormat(mask);
  }

  #set(x: number, y: number, dark: boolean): void {
    const cell = y * this.size + x;
    this.#dark[cell] = Number(dark);
    this.#fixed[cell] = 1;
  }

  #drawFixed(): void {
    const { size } = this;
    for (let n = 0; n < size; n += 1) {
      this.#set(6, n, n % 2 === 0);
      this.#set(n, 6, n % 2 === 0);
    }
    for (const [x, y] of [
      [3, 3],
      [size - 4, 3],
      [3, size - 4],
    ] as const)
      this.#rings(x, y, 4, (ring) => ring !== 2 && ring !== 4);
    const marks = this.#marks();
    const last = marks.length - 1;
    for (const [i, x] of marks.entries())
      for (const [j, y] of marks.entries())
        if (!(i === 0 && j === 0) && !(i === 0 && j === last) && !(i === last && j === 0))
          this.#rings(x, y, 2, (ring) => ring !== 1);
    this.#drawFormat(0);
    this.#drawVersion();
  }

  /** Squares around a module, each dark or light as a whole. */
  #rings(x: number, y: number, reach: number, isDark: (ring: number) => boolean): void {
    for (let dy = -reach; dy <= reach; dy += 1)
      for (let dx = -reach; dx <= reach; dx += 1) {
        const [atX, atY] = [x + dx, y + dy];
        if (atX >= 0 && atX < this.size && atY >= 0 && atY < this.size)
          this.#set(atX, atY, isDark(Math.max(Math.abs(dx), Math.abs(dy))));
      }
  }

  /** Where the middles of the small marks stand, on both axes. */
  #marks(): number[] {
    if (this.#version === 1) return [];
    const count = Math.floor(this.#version / 7) + 2;
    const step = this.#version === 32 ? 26 : Math.ceil((this.#version * 4 + 4) / (count * 2 - 2)) * 2;
    const marks = Array.from({ length: count - 1 }, (_, n) => this.size - 7 - n * step);
    return [6, ...marks.reverse()];
  }

  #drawFormat(mask: number): void {
    const { size } = this;
    const data = (levelBits << 3) | mask;
    const bits = ((data << 10) | remainder(data, 10, 0x537)) ^ 0x5412;
    const bit = (n: number) => ((bits >> n) & 1) === 1;
    for (let n = 0; n < 15; n += 1) {
      // Around the corner where both axes begin, and once more in halves at the other two corners.
      if (n < 6) this.#set(8, n, bit(n));
      else if (n < 8) this.#set(8, n + 1, bit(n));
      else this.#set(n === 8 ? 7 : 14 - n, 8, bit(n));
      if (n < 8) this.#set(size - 1 - n, 8, bit(n));
      else this.#set(8, size - 15 + n, bit(n));
    }
    this.#set(8, size - 8, true);
  }

  #drawVersion(): void {
    if (this.#version < 7) return;
    const bits = (this.#version << 12) | remainder(this.#version, 12, 0x1f25);
    for (let n = 0; n < 18; n += 1) {
      const [long, short] = [this.size - 11 + (n % 3), Math.floor(n / 3)];
      this.#set(long, short, ((bits >> n) & 1) === 1);
      this.#set(short, long, ((bits >> n) & 1) === 1);
    }
  }

  #penalty(): number {
    const { size } = this;
    let score = 0;
    for (let y = 0; y < size; y += 1) {
      score += lineScore(Array.from({ length: size }, (_, x) => this.dark(x, y)));
      score += lineScore(Array.from({ length: size }, (_, x) => this.dark(y, x)));
    }
    for (let y = 1; y < size; y += 1)
      for (let x = 1; x < size; x += 1) {
        const dark = this.dark(x, y);
        if (dark === this.dark(x - 1, y) && dark === this.dark(x, y - 1) && dark === this.dark(x - 1, y - 1))
          score += 3;
      }
    const share = this.#dark.reduce((sum, dark) => sum + dark, 0) / size ** 2;
    return score + 10 * Math.floor(Math.abs(share * 20 - 10));
  }
}

/** What runs of five or more, and what looks like a corner, count in one row or column. */
function lineScore(line: readonly boolean[]): number {
  const text = line.map(Number).join('');
  let score = 0;
  for (const [run] of text.matchAll(/0{5,}|1{5,}/g)) score += run.length - 2;
  // A corner's 1:1:3:1:1 with four light modules on one side.
  for (const shape of ['00001011101', '10111010000'])
    for (let at = text.indexOf(shape); at >= 0; at = text.indexOf(shape, at + 1)) score += 40;
  return score;
}

/** The rest of a division of polynomials over two elements. */
function remainder(data: number, degree: number, divisor: number): number {
  let rest = data;
  for (let n = 0; n < degree; n += 1) rest = (rest << 1) ^ ((rest >> (degree - 1)) * divisor);
  return rest;
}
