/** Bytes that are no message of the protocol, or an update that cannot be proved. */
export class MalformedError extends Error {
  override readonly name = 'MalformedError';
}

/**
 * Reads lib0's encoding, strictly: every read is checked against the end, and numbers must be written
 * the one way lib0 writes them. lib0 itself reads past the end in places and takes other spellings.
 */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly end: number;
  position: number;

  constructor(bytes: Uint8Array, position = 0, end = bytes.length) {
    this.bytes = bytes;
    this.position = position;
    this.end = end;
  }

  get done(): boolean {
    return this.position === this.end;
  }

  get left(): number {
    return this.end - this.position;
  }

  /** One byte. */
  byte(): number {
    if (this.position >= this.end) throw new MalformedError('cut short');
    return this.bytes[this.position++] as number;
  }

  /** An unsigned integer below 2^32, in lib0's seven bits a byte. */
  varUint(): number {
    const first = this.byte();
    if (first < 0x80) return first;
    return this.longVarUint(first & 0x7f, 0x80, 4);
  }

  /** Passes a signed integer of at most 31 bits and a sign. */
  skipVarInt(): void {
    const first = this.byte();
    if (first >= 0x80) this.longVarUint(first & 0x3f, 0x40, 4);
  }

  private longVarUint(low: number, unit: number, moreBytes: number): number {
    let value = low;
    let factor = unit;
    for (let i = 0; i < moreBytes; i++) {
      const next = this.byte();
      value += (next & 0x7f) * factor;
      if (next < 0x80) {
        if (next === 0 || value > 0xffffffff) throw new MalformedError('a number out of its form');
        return value;
      }
      factor *= 0x80;
    }
    throw new MalformedError('a number too long');
  }

  /** Passes `length` bytes and returns where they begin. */
  skip(length: number): number {
    const start = this.position;
    if (length > this.end - start) throw new MalformedError('cut short');
    this.position = start + length;
    return start;
  }

  /** A length and that many bytes, not copied. */
  varBytes(): Uint8Array {
    const length = this.varUint();
    const start = this.skip(length);
    return this.bytes.subarray(start, start + length);
  }

  /** Passes a string (length and UTF-8) and returns its length in UTF-16 units, as Yjs counts. */
  skipString(): number {
    const length = this.varUint();
    const start = this.skip(length);
    return utf16Length(this.bytes, start, start + length);
  }

  /** A string (length and UTF-8). */
  string(): string {
    return decodeUtf8(this.varBytes());
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes UTF-8 as lib0 does. Throws MalformedError for what is none. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new MalformedError('not UTF-8');
  }
}

/** The UTF-16 length of UTF-8 text. Throws for what a strict decoder refuses: overlong forms, surrogates, cut characters. */
export function utf16Length(bytes: Uint8Array, start: number, end: number): number {
  let units = 0;
  let i = start;
  while (i < end) {
    const lead = bytes[i] as number;
    if (lead < 0x80) i += 1;
    else i += multibyteLength(bytes, i, end, lead);
    units += lead < 0xf0 ? 1 : 2;
  }
  return units;
}

/** RFC 3629, section 4: which second bytes may follow which lead byte. */
function multibyteLength(bytes: Uint8Array, i: number, end: number, lead: number): number {
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || i + length > end) throw new MalformedError('not UTF-8');
  const second = bytes[i + 1] as number;
  let low = 0x80;
  let high = 0xbf;
  if (lead === 0xe0) low = 0xa0;
  else if (lead === 0xed) high = 0x9f;
  else if (lead === 0xf0) low = 0x90;
  else if (lead === 0xf4) high = 0x8f;
  if (second < low || second > high) throw new MalformedError('not UTF-8');
  for (let k = 2; k < length; k++) {
    if (((bytes[i + k] as number) & 0xc0) !== 0x80) throw new MalformedError('not UTF-8');
  }
  return length;
}

/** How many bytes lib0 needs for an unsigned integer below 2^32. */
export function varUintSize(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  if (value < 0x200000) return 3;
  return value < 0x10000000 ? 4 : 5;
}

/** Writes lib0's encoding into memory that grows. */
export class ByteWriter {
  private bytes: Uint8Array;
  length = 0;

  constructor(capacity = 64) {
    this.bytes = new Uint8Array(capacity);
  }

  private reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  byte(value: number): this {
    this.reserve(1);
    this.bytes[this.length++] = value;
    return this;
  }

  varUint(value: number): this {
    this.reserve(5);
    this.length = putVarUint(this.bytes, this.length, value);
    return this;
  }

  /** Bytes as they are. */
  raw(source: Uint8Array, from = 0, to = source.length): this {
    this.reserve(to - from);
    putBytes(this.bytes, this.length, source, from, to);
    this.length += to - from;
    return this;
  }

  /** A length and that many bytes. */
  varBytes(source: Uint8Array): this {
    return this.varUint(source.length).raw(source);
  }

  /** What was written, not copied: the writer must not be used afterwards. */
  finish(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}

/** Writes an unsigned integer below 2^32 at `at` and returns the position after it. */
export function putVarUint(target: Uint8Array, at: number, value: number): number {
  let rest = value;
  let position = at;
  while (rest > 0x7f) {
    target[position++] = (rest & 0x7f) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  target[position++] = rest;
  return position;
}

/** Copies a range; short ranges byte by byte, which is quicker than a call into the engine. */
export function putBytes(target: Uint8Array, at: number, source: Uint8Array, from: number, to: number): void {
  if (to - from > 48) {
    target.set(source.subarray(from, to), at);
    return;
  }
  for (let i = from, k = at; i < to; i++, k++) target[k] = source[i] as number;
}
