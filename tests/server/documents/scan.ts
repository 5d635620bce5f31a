import { execFileSync } from 'node:child_process';
import decodeQR from 'qr/decode.js';

/** What a reader of codes finds on the first page of a PDF. */
export function scanned(pdf: Uint8Array): string {
  const image = execFileSync('pdftoppm', ['-r', '150', '-f', '1', '-l', '1', '-gray', '-'], {
    input: pdf,
    maxBuffer: 1 << 28,
  });
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(image.toString('latin1', 0, 40));
  const [width, height] = [Number(head?.[1]), Number(head?.[2])];
  const data = new Uint8Array(width * height * 4);
  for (let at = 0; at < width * height; at += 1)
    data.fill(image[(head?.[0].length ?? 0) + at] ?? 0, at * 4, at * 4 + 4);
  return decodeQR({ width, height, data });
}
