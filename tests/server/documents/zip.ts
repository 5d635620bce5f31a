import { inflateRawSync } from 'node:zlib';

/** The files of a ZIP archive as text, with the two date fields of each entry. */
export function readZip(zip: Uint8Array): { files: Map<string, string>; dates: Set<string> } {
  const { files, dates } = unpack(zip);
  return { files: new Map([...files].map(([name, bytes]) => [name, bytes.toString('utf8')])), dates };
}

/** The files of a ZIP archive, with the two date fields of each entry. */
export function unpack(zip: Uint8Array): { files: Map<string, Buffer>; dates: Set<string> } {
  const bytes = Buffer.from(zip);
  const files = new Map<string, Buffer>();
  const dates = new Set<string>();
  let entry = bytes.readUInt32LE(bytes.length - 6);
  for (let count = bytes.readUInt16LE(bytes.length - 12); count > 0; count--) {
    const nameLength = bytes.readUInt16LE(entry + 28);
    const name = bytes.toString('utf8', entry + 46, entry + 46 + nameLength);
    const size = bytes.readUInt32LE(entry + 20);
    const local = bytes.readUInt32LE(entry + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + size);
    const stored = bytes.readUInt16LE(entry + 10) === 0;
    files.set(name, stored ? data : inflateRawSync(data));
    dates.add(`${bytes.readUInt32LE(entry + 12)} ${bytes.readUInt32LE(local + 10)}`);
    entry += 46 + nameLength + bytes.readUInt16LE(entry + 30) + bytes.readUInt16LE(entry + 32);
  }
  return { files, dates };
}
