import encodeQR from 'qr';
import { decodeQR } from 'qr/decode.js';
import { expect, test } from 'vitest';
import { createFrames, type FrameSize, frameSizes } from '../../../shared/exchange/frames.ts';

/*
 * How small a code may be in the camera's picture: drawn as the page draws it, seen turned by some degrees, blurred and
 * with noise, at several camera pixels a module.
 */
const message = new Uint8Array(20_000).map((_, at) => (at * 7919 + (at >> 5) * 31) & 0xff);
const edge = 720;

/** A picture of `edge` x `edge` pixels with the code in its middle, turned, as a camera of `perModule` pixels sees it. */
function seen(modules: readonly boolean[][], perModule: number, degrees: number, round: number): Uint8Array {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const size = modules.length;
  const light = (x: number, y: number) => {
    const [u, v] = [(x - edge / 2) / perModule, (y - edge / 2) / perModule];
    const [column, row] = [
      Math.floor(u * cos + v * sin + size / 2),
      Math.floor(v * cos - u * sin + size / 2),
    ];
    if (row < 0 || column < 0 || row >= size || column >= size) return 120;
    return modules[row]?.[column] ? 40 : 225;
  };
  const data = new Uint8Array(edge * edge * 4);
  let noise = round * 7919 + 1;
  for (let y = 0; y < edge; y += 1)
    for (let x = 0; x < edge; x += 1) {
      // Four samples a pixel are its optics, the neighbour's share its blur.
      let sum = 0;
      for (const [dx, dy] of [
        [0.25, 0.25],
        [0.75, 0.25],
        [0.25, 0.75],
        [0.75, 0.75],
        [1.2, 0.5],
        [0.5, 1.2],
      ] as const)
        sum += light(x + dx, y + dy);
      noise = (noise * 1_103_515_245 + 12_345) & 0x7fffffff;
      data.fill(
        Math.max(0, Math.min(255, sum / 6 + (noise % 21) - 10)),
        (y * edge + x) * 4,
        (y * edge + x) * 4 + 3,
      );
      data[(y * edge + x) * 4 + 3] = 255;
    }
  return data;
}

/** How many of three turned pictures are read. */
function readable(size: FrameSize, perModule: number): { modules: number; read: number } {
  const frames = createFrames(message, size);
  let [modules, read] = [0, 0];
  for (const [round, degrees] of [0, -8, 30].entries()) {
    const text = frames(1000 + round);
    const code = encodeQR(text, 'raw', { ecc: 'low', encoding: 'alphanumeric', border: 4 });
    modules = code.length - 8;
    if (modules * perModule > edge / 1.4) continue;
    try {
      const data = seen(code, perModule, degrees, round);
      if (decodeQR({ width: edge, height: edge, data }, { timeLimit: 1000 }) === text) read += 1;
    } catch {
      // not read
    }
  }
  return { modules, read };
}

test('codes are read from so few camera pixels a module that an old phone has them at arm’s length', () => {
  // A camera of 640 x 480 that the code fills to three quarters has 6 pixels a module of the middle size.
  for (const size of Object.keys(frameSizes) as FrameSize[]) {
    const { modules, read } = readable(size, 2.5);
    expect(read, `${size}, ${modules} modules`).toBe(3);
    expect(modules).toBeLessThanOrEqual(73);
  }
}, 60_000);
