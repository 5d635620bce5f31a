import { crc32, inflateRawSync } from 'node:zlib';

/**
 * The text parts of a Word file, taken out of its zip under a bound. A zip's declared sizes can lie and its
 * directory can be read in more than one way; so the parts are inflated here, never beyond the bound, and
 * handed on in a new zip that holds them uncompressed: whoever opens that one can be surprised by nothing.
 */

/** All text parts together, inflated: some thousand pages. */
const longestParts = 12 * 1024 * 1024;
const mostEntries = 2_000;
/** What a Word file's text is made of; pictures, fonts and embedded files stay behind. */
const textPart = /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:_rels\/)?[\w.-]+\.(?:xml|rels))$/;

export class BadDocx extends Error {
  readonly code: 'notDocx' | 'tooLarge';
  constructor(code: 'notDocx' | 'tooLarge') {
    super(code);
    this.name = 'BadDocx';
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

/**
 * A zip with the text parts of `file` (a .docx), stored without compression.
 * @throws BadDocx `notDocx` for anything that is no readable Word file, `tooLarge` above the bound.
 */
export function textPartsOf(file: Buffer): Buffer {
  const entries = readDirectory(file).filter(({ name }) => textPart.test(name));
  if (!entries.some(({ name }) => name === 'word/document.xml')) throw new BadDocx('notDocx');
  let room = longestParts;
  if (entries.reduce((sum, { size }) => sum + size, 0) > room) throw new BadDocx('tooLarge');
  const parts = new Map<string, Buffer>();
  for (const entry of entries) {
    const part = readEntry(file, entry, room);
    room -= part.length;
    parts.set(entry.name, part);
  }
  return storedZip(parts);
}

function readDirectory(file: Buffer): Entry[] {
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > file.length) throw new BadDocx('notDocx');
  const count = file.readUInt16LE(end + 10);
  if (count > mostEntries) throw new BadDocx('tooLarge');
  const entries: Entry[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) throw new BadDocx('notDocx');
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
    throw new BadDocx('notDocx');
  }
  const start = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
  const packed = file.subarray(start, start + compressedSize);
  if (packed.length !== compressedSize) throw new BadDocx('notDocx');
  if (method === 0) {
    if (packed.length > room) throw new BadDocx('tooLarge');
    return packed;
  }
  if (method !== 8) throw new BadDocx('notDocx');
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(room, 1) });
  } catch (error) {
    const beyond = error instanceof RangeError;
    throw new BadDocx(beyond ? 'tooLarge' : 'notDocx');
  }
}

/** A zip of uncompressed entries (APPNOTE 4.3.7, 4.3.12, 4.3.16). */
function storedZip(parts: Map<string, Buffer>): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of parts) {
    const nameBytes = Buffer.from(name, 'utf8');
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(content.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(nameBytes.length, 22);
    const head = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, nameBytes]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    const version = Buffer.from([20, 0]);
    central.push(Buffer.from('PK\x01\x02', 'latin1'), version, fields, tail, nameBytes);
    local.push(head, content);
    offset += head.length + content.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.size, 4);
  end.writeUInt16LE(parts.size, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}
