import { crc32, deflateSync } from 'node:zlib';
import { qrModules } from '../qr-codes.ts';

/** Pixels of a module: sharp in print at the size that codes have on paper. */
const scale = 8;

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** The QR code of a text as a PNG picture of one bit a pixel, without light modules around it: Word shows no SVG by itself. */
export function codePicture(text: string): Uint8Array {
  const rows = qrModules(text);
  const side = rows.length * scale;
  const rowBytes = Math.ceil(side / 8) + 1;
  const pixels = new Uint8Array(rowBytes * side);
  for (let y = 0; y < side; y += 1) {
    const row = rows[Math.floor(y / scale)] ?? [];
    for (let x = 0; x < side; x += 1) {
      const at = y * rowBytes + 1 + (x >> 3);
      // 1 is white.
      if (!row[Math.floor(x / scale)]) pixels[at] = (pixels[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, side);
  view.setUint32(4, side);
  header[8] = 1;
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', new Uint8Array()),
  ];
  return Buffer.concat(parts);
}
