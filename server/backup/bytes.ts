import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

/** Bytes of a file that are in memory at once. */
export const pieceBytes = 256 * 1024;

/** A file piece by piece. */
export function readPieces(path: string): AsyncIterable<Buffer> {
  return createReadStream(path, { highWaterMark: pieceBytes });
}

/** Size and SHA-256 (hex) of a file, read piece by piece. */
export async function measure(path: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of readPieces(path)) {
    hash.update(piece);
    size += piece.length;
  }
  return { size, sha256: hash.digest('hex') };
}

/** Brings a file or folder to the disk itself. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Thrown by a ByteSource that ends too early. */
export class EndOfBytes extends Error {
  override readonly name = 'EndOfBytes';
}

/** Pieces of any size, taken in the sizes that the reader wants. */
export class ByteSource {
  private readonly pieces: AsyncIterator<Uint8Array>;
  private rest: Uint8Array = new Uint8Array(0);
  /** Told of all bytes as they are taken. */
  private readonly taken: (piece: Uint8Array) => void;

  constructor(pieces: AsyncIterable<Uint8Array>, taken: (piece: Uint8Array) => void) {
    this.pieces = pieces[Symbol.asyncIterator]();
    this.taken = taken;
  }

  /** At most `most` bytes, at least one; empty at the end. */
  private async some(most: number): Promise<Uint8Array> {
    while (this.rest.length === 0) {
      const next = await this.pieces.next();
      if (next.done) return this.rest;
      this.rest = next.value;
    }
    const piece = this.rest.subarray(0, most);
    this.rest = this.rest.subarray(piece.length);
    this.taken(piece);
    return piece;
  }

  /** The next `length` bytes in pieces. Throws EndOfBytes. */
  async *stream(length: number): AsyncGenerator<Uint8Array> {
    for (let left = length; left > 0; ) {
      const piece = await this.some(left);
      if (piece.length === 0) throw new EndOfBytes();
      left -= piece.length;
      yield piece;
    }
  }

  /** The next `length` bytes. Throws EndOfBytes. */
  async read(length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    let at = 0;
    for await (const piece of this.stream(length)) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }

  /** Whether nothing is left. */
  async isAtEnd(): Promise<boolean> {
    return (await this.some(1)).length === 0;
  }

  /** Lets go of the file underneath. */
  async close(): Promise<void> {
    await this.pieces.return?.();
  }
}
