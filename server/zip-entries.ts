import { inflateRawSync } from 'node:zlib';

/**
 * Reads some files out of a zip under a bound. A zip's declared sizes can lie: what is inflated here never goes beyond
 * the bound, whatever its directory says.
 */

export class BadZip extends Error {
  readonly code: 'broken' | 'tooLarge';
  constructor(code: 'broken' | 'tooLarge') {
    super(code);
    this.name = 'BadZip';
    this.code = code;
  }
}

interface Entry {
  name: string;
  method: number;
  encrypted: boolean;
  compressedSize: number;
  size: number;
  offset: number;
}

/** Bounds of what is read. */
export interface ZipBounds {
  entries: number;
  /** All that is taken, inflated, bytes. */
  bytes: number;
}

/**
 * The files of a zip that `wants` names, inflated, by name.
 * @throws BadZip `broken` for anything that is no readable zip, `tooLarge` above the bounds.
 */
export function zipEntries(
  file: Buffer,
  wants: (name: string) => boolean,
  bounds: ZipBounds,
): Map<string, Buffer> {
  const entries = readDirectory(file, bounds.entries).filter(({ name }) => wants(name));
  let room = bounds.bytes;
  if (entries.reduce((sum, { size }) => sum + size, 0) > room) throw new BadZip('tooLarge');
  const parts = new Map<string, Buffer>();
  for (const entry of entries) {
    const part = readEntry(file, entry, room);
    room -= part.length;
    parts.set(entry.name, part);
  }
  return parts;
}

function readDirectory(file: Buffer, mostEntries: number): Entry[] {
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > file.length) throw new BadZip('broken');
  const count = file.readUInt16LE(end + 10);
  if (count > mostEntries) throw new BadZip('tooLarge');
  const entries: Entry[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) throw new BadZip('broken');
    const nameLength = file.readUInt16LE(at + 28);
    entries.push({
      name: file.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/'),
      encrypted: (file.readUInt16LE(at + 8) & 1) === 1,
      method: file.readUInt16LE(at + 10),
      compressedSize: file.readUInt32LE(at + 20),
      size: file.readUInt32LE(at + 24),
      offset: file.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}

function readEntry(file: Buffer, entry: Entry, room: number): Buffer {
  const { offset, compressedSize, method, encrypted } = entry;
  if (encrypted || offset + 30 > file.length || file.readUInt32LE(offset) !== 0x04034b50) {
    throw new BadZip('broken');
  }
  const start = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
  const packed = file.subarray(start, start + compressedSize);
  if (packed.length !== compressedSize) throw new BadZip('broken');
  if (method === 0) {
    if (packed.length > room) throw new BadZip('tooLarge');
    return packed;
  }
  if (method !== 8) throw new BadZip('broken');
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(room, 1) });
  } catch (error) {
    throw new BadZip(error instanceof RangeError ? 'tooLarge' : 'broken');
  }
}
