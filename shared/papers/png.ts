import { joinBytes, u32 } from './byte-parts.ts';

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

const crcTable = new Uint32Array(256).map((_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** The CRC-32 of PNG (and zip). */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Chunks that change how the picture looks, with the lengths that they may have. All others are left out. */
const drawing: Record<string, (length: number) => boolean> = {
  PLTE: (length) => length > 0 && length <= 768 && length % 3 === 0,
  tRNS: (length) => length > 0 && length <= 256,
  gAMA: (length) => length === 4,
  cHRM: (length) => length === 32,
  sRGB: (length) => length === 1,
};

interface Chunk {
  name: string;
  start: number;
  /** Where its data begin and end; its CRC follows. */
  body: number;
  bodyEnd: number;
}

/** All chunks up to IEND, or null where the frame is broken or there is no end. */
function chunksOf(bytes: Uint8Array): Chunk[] | null {
  const chunks: Chunk[] = [];
  let at = signature.length;
  while (at + 12 <= bytes.length) {
    const length = u32(bytes, at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const chunk = { name, start: at, body: at + 8, bodyEnd: at + 8 + length };
    at = chunk.bodyEnd + 4;
    if (at > bytes.length) return null;
    chunks.push(chunk);
    if (name === 'IEND') return length === 0 ? chunks : null;
  }
  return null;
}

/** A PNG's header, palette, transparency, plain colour facts and picture data; texts, Exif, times, frames are gone. */
export function cleanPng(bytes: Uint8Array) {
  if (!signature.every((byte, at) => bytes[at] === byte)) return null;
  const chunks = chunksOf(bytes);
  const [header] = chunks ?? [];
  if (!chunks || header?.name !== 'IHDR' || header.bodyEnd - header.body !== 13) return null;
  const parts: Uint8Array[] = [signature];
  const seen = new Set<string>();
  for (const { name, start, body, bodyEnd } of chunks) {
    const isPicture = name === 'IDAT' || name === 'IEND' || start === header.start;
    const isFact = !seen.has(name) && !seen.has('IDAT') && (drawing[name]?.(bodyEnd - body) ?? false);
    if (!isPicture && !isFact) continue;
    if (crc32(bytes.subarray(start + 4, bodyEnd)) !== u32(bytes, bodyEnd)) return null;
    seen.add(name);
    parts.push(bytes.subarray(start, bodyEnd + 4));
  }
  if (!seen.has('IDAT')) return null;
  return { bytes: joinBytes(parts), width: u32(bytes, header.body), height: u32(bytes, header.body + 4) };
}
