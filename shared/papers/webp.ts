import { hasText, joinBytes, u16le, u32le } from './byte-parts.ts';

/** VP8X: only "has alpha" stays of the flags; Exif, XMP, profile and animation go. */
const alphaFlag = 0x10;

/** Width and height of a lossy (`VP8 `) or lossless (`VP8L`) picture, or null when its header is none. */
function sizeOf(name: string, body: Uint8Array): { width: number; height: number } | null {
  if (name === 'VP8 ') {
    const isKeyFrame = body[3] === 0x9d && body[4] === 0x01 && body[5] === 0x2a;
    return isKeyFrame ? { width: u16le(body, 6) & 0x3fff, height: u16le(body, 8) & 0x3fff } : null;
  }
  if (body[0] !== 0x2f || body.length < 5) return null;
  const bits = u32le(body, 1);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

/** A chunk in its frame, padded to an even length. */
function chunk(name: string, body: Uint8Array): Uint8Array {
  const whole = new Uint8Array(8 + body.length + (body.length % 2));
  for (let i = 0; i < 4; i += 1) whole[i] = name.charCodeAt(i);
  new DataView(whole.buffer).setUint32(4, body.length, true);
  whole.set(body, 8);
  return whole;
}

/** The extended header with nothing in it but the alpha flag and the size of the canvas. */
function plainHeader(body: Uint8Array): Uint8Array {
  const plain = new Uint8Array(10);
  plain[0] = (body[0] ?? 0) & alphaFlag;
  plain.set(body.subarray(4, 10), 4);
  return plain;
}

/** A still WebP with its picture, its alpha plane and a bare extended header; Exif, XMP, profile, unknown chunks go. */
export function cleanWebp(bytes: Uint8Array) {
  if (!hasText(bytes, 0, 'RIFF') || !hasText(bytes, 8, 'WEBP')) return null;
  const end = Math.min(bytes.length, 8 + u32le(bytes, 4));
  const parts: Uint8Array[] = [];
  let isExtended = false;
  let hasAlpha = false;
  let at = 12;
  while (at + 8 <= end) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    const length = u32le(bytes, at + 4);
    if (at + 8 + length > end) return null;
    const body = bytes.subarray(at + 8, at + 8 + length);
    at += 8 + length + (length % 2);
    if (name === 'VP8X' && parts.length === 0) {
      if (length !== 10) return null;
      isExtended = true;
      parts.push(chunk(name, plainHeader(body)));
    } else if (name === 'ALPH' && isExtended && !hasAlpha) {
      hasAlpha = true;
      parts.push(chunk(name, body));
    } else if (name === 'VP8 ' || name === 'VP8L') {
      const size = sizeOf(name, body);
      if (!size) return null;
      parts.push(chunk(name, body));
      const content = joinBytes(parts);
      const head = chunk('RIFF', new Uint8Array(0));
      new DataView(head.buffer, head.byteOffset).setUint32(4, content.length + 4, true);
      return { bytes: joinBytes([head, new TextEncoder().encode('WEBP'), content]), ...size };
    }
  }
  return null;
}
