import { crc32 } from 'node:zlib';
import { BadZip, zipEntries } from '../zip-entries.ts';

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

/**
 * A zip with the text parts of `file` (a .docx), stored without compression.
 * @throws BadDocx `notDocx` for anything that is no readable Word file, `tooLarge` above the bound.
 */
export function textPartsOf(file: Buffer): Buffer {
  try {
    const parts = zipEntries(file, (name) => textPart.test(name), {
      entries: mostEntries,
      bytes: longestParts,
    });
    if (!parts.has('word/document.xml')) throw new BadDocx('notDocx');
    return storedZip(parts);
  } catch (error) {
    if (error instanceof BadZip) throw new BadDocx(error.code === 'broken' ? 'notDocx' : 'tooLarge');
    throw error;
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
