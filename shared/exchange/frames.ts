import { sha256 } from '@noble/hashes/sha2.js';
import { crc32 } from '../export/zip.ts';
import { fromBase45, toBase45 } from './base45.ts';
import { blockCount, createFountain, FountainReader, maxBlocks } from './fountain.ts';

/**
 * A message as pictures: each QR code holds one symbol of a fountain code as text, `DT1:` and in base45
 *
 *     message    8 bytes: the first of its SHA-256
 *     length     4 bytes, big-endian
 *     block      2 bytes, big-endian: bytes of a block
 *     seed       4 bytes, big-endian
 *     symbol     as many bytes as a block
 *     CRC-32     4 bytes, of all before
 */
const prefix = 'DT1:';
const headLength = 8 + 4 + 2 + 4;

/** Sizes of a block, bytes: for an old camera, for most, and for a good camera near a large screen. */
export const frameSizes = { small: 120, middle: 240, large: 420 } as const;
export type FrameSize = keyof typeof frameSizes;

/** Longest message in pictures, bytes; above it a file is the way. Under a minute at the usual speed. */
export const maxFramedBytes = 96 * 1024;
const maxBlockSize = 1024;

/** Bytes of a block for a message: the size asked for, or larger where it would have too many blocks. */
export function blockSizeFor(length: number, size: FrameSize): number {
  return Math.max(frameSizes[size], Math.ceil(length / maxBlocks));
}

/** Makes the text of the n-th picture. Throws RangeError when the message is longer than `maxFramedBytes`. */
export function createFrames(message: Uint8Array, size: FrameSize): (seed: number) => string {
  if (message.length > maxFramedBytes) throw new RangeError('too long for pictures');
  const blockSize = blockSizeFor(message.length, size);
  const symbolOf = createFountain(message, blockSize);
  const frame = new Uint8Array(headLength + blockSize + 4);
  const view = new DataView(frame.buffer);
  frame.set(sha256(message).subarray(0, 8));
  view.setUint32(8, message.length);
  view.setUint16(12, blockSize);
  return (seed) => {
    view.setUint32(14, seed);
    frame.set(symbolOf(seed), headLength);
    view.setUint32(headLength + blockSize, crc32(frame.subarray(0, headLength + blockSize)));
    return prefix + toBase45(frame);
  };
}

interface Frame {
  /** Tells messages apart: what is the same in all pictures of one. */
  key: string;
  name: Uint8Array;
  length: number;
  blockSize: number;
  seed: number;
  symbol: Uint8Array;
}

function readFrame(text: string): Frame | null {
  if (!text.startsWith(prefix)) return null;
  const bytes = fromBase45(text.slice(prefix.length));
  if (!bytes || bytes.length < headLength + 5) return null;
  const view = new DataView(bytes.buffer);
  const blockSize = view.getUint16(12);
  const length = view.getUint32(8);
  const end = headLength + blockSize;
  const fits =
    bytes.length === end + 4 &&
    view.getUint32(end) === crc32(bytes.subarray(0, end)) &&
    length <= maxFramedBytes &&
    blockSize <= maxBlockSize &&
    blockCount(length, blockSize) <= maxBlocks;
  if (!fits) return null;
  const name = bytes.subarray(0, 8);
  const key = `${name.join(' ')} ${length} ${blockSize}`;
  return { key, name, length, blockSize, seed: view.getUint32(14), symbol: bytes.subarray(headLength, end) };
}

/** How far reading is: of `count` parts `known` are there. */
export interface FrameProgress {
  known: number;
  count: number;
}

/** Messages that are read side by side at most: somebody may point the camera at another screen by mistake. */
const mostMessages = 4;

/** Reads pictures in any order, some twice, some never, until a message is whole. */
export class FrameReader {
  readonly #messages = new Map<string, FountainReader>();
  #progress: FrameProgress = { known: 0, count: 0 };

  /** Of the message read last. */
  get progress(): FrameProgress {
    return this.#progress;
  }

  /** Takes the text of a picture; returns the message once it is whole, else null. Other codes change nothing. */
  take(text: string): Uint8Array<ArrayBuffer> | null {
    const frame = readFrame(text);
    if (!frame) return null;
    const reader = this.#messages.get(frame.key) ?? new FountainReader(frame.length, frame.blockSize);
    this.#messages.delete(frame.key);
    this.#messages.set(frame.key, reader);
    const [oldest] = this.#messages.keys();
    if (this.#messages.size > mostMessages && oldest) this.#messages.delete(oldest);
    reader.take(frame.seed, frame.symbol);
    this.#progress = { known: reader.known, count: reader.count };
    const message = reader.message();
    if (!message) return null;
    this.#messages.delete(frame.key);
    const isRight = sha256(message).every((byte, at) => at >= 8 || byte === frame.name[at]);
    // A picture that was read wrongly and passed its sum: all is read anew.
    return isRight ? message : null;
  }
}
