/**
 * The little of the tar format (POSIX ustar) that a backup needs: plain files one after the other. Any `tar` opens
 * one, so that an office gets at its data without this program.
 */

export const blockBytes = 512;
/** Above this, a size stands in the header as a binary number (GNU's way, which all readers know). */
const mostOctal = 0o77777777777;

/** One file of the archive. */
export interface TarEntry {
  name: string;
  /** Bytes. */
  size: number;
}

function put(block: Uint8Array, offset: number, text: string): void {
  block.set(new TextEncoder().encode(text), offset);
}

function octal(value: number, digits: number): string {
  return `${value.toString(8).padStart(digits, '0')}\0`;
}

function putSize(block: Uint8Array, size: number): void {
  if (size <= mostOctal) {
    put(block, 124, octal(size, 11));
    return;
  }
  block[124] = 0x80;
  new DataView(block.buffer, block.byteOffset).setBigUint64(128, BigInt(size));
}

function sumOf(block: Uint8Array): number {
  // The sum's own eight bytes count as spaces.
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

/** The header of a file that only its owner may read. `time` is seconds since the epoch. Names are ASCII, below 100. */
export function tarHeader({ name, size }: TarEntry, time: number): Uint8Array {
  if (!/^[\x21-\x7e]{1,99}$/.test(name)) throw new RangeError(`no name for a backup: ${name}`);
  const block = new Uint8Array(blockBytes);
  put(block, 0, name);
  put(block, 100, octal(0o600, 7));
  put(block, 108, octal(0, 7));
  put(block, 116, octal(0, 7));
  putSize(block, size);
  put(block, 136, octal(time, 11));
  put(block, 156, '0');
  put(block, 257, 'ustar\x0000');
  put(block, 148, `${sumOf(block).toString(8).padStart(6, '0')}\0 `);
  return block;
}

/** Zero bytes between the end of a file and the next header. */
export function paddingOf(size: number): Uint8Array {
  return new Uint8Array((blockBytes - (size % blockBytes)) % blockBytes);
}

/** What stands at the end of an archive. */
export const tarEnd = new Uint8Array(2 * blockBytes);

/** Bytes that a file takes in the archive, header and padding included. */
export function tarSpace(size: number): number {
  return blockBytes + Math.ceil(size / blockBytes) * blockBytes;
}

/** Reads a header; null when the block is none, or of anything but a plain file. */
export function readTarHeader(block: Uint8Array): (TarEntry & { time: number }) | null {
  const field = (from: number, length: number) => {
    const bytes = block.subarray(from, from + length);
    const end = bytes.indexOf(0);
    return new TextDecoder('latin1').decode(end < 0 ? bytes : bytes.subarray(0, end));
  };
  const number = (from: number, length: number) => Number.parseInt(field(from, length).trim() || '0', 8);
  if (block.length !== blockBytes || field(257, 5) !== 'ustar' || field(156, 1) !== '0') return null;
  if (number(148, 8) !== sumOf(block)) return null;
  const isBinary = block[124] === 0x80;
  const size = isBinary
    ? Number(new DataView(block.buffer, block.byteOffset).getBigUint64(128))
    : number(124, 12);
  return Number.isSafeInteger(size) ? { name: field(0, 100), size, time: number(136, 12) } : null;
}
