import { type Corners, isPage, type Pixels, type Point } from './warp.ts';

/** The page must fill this part of the photograph, and this part of its own four corners. */
const leastArea = 0.15;
const leastFilled = 0.8;

/** Brightness 0 to 255 of each pixel. */
function brightness({ data, width, height }: Pixels): Uint8Array {
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; i += 1) {
    const [r = 0, g = 0, b = 0] = [data[i * 4], data[i * 4 + 1], data[i * 4 + 2]];
    grey[i] = (r * 77 + g * 150 + b * 29) >> 8;
  }
  return grey;
}

/** The brightness that parts light from dark best (Otsu 1979). */
function threshold(grey: Uint8Array): number {
  const counts = new Array<number>(256).fill(0);
  for (const value of grey) counts[value] = (counts[value] ?? 0) + 1;
  const total = counts.reduce((sum, count, value) => sum + count * value, 0);
  let [best, bestSpread, below, belowSum] = [127, 0, 0, 0];
  for (let value = 0; value < 256; value += 1) {
    below += counts[value] ?? 0;
    belowSum += value * (counts[value] ?? 0);
    const above = grey.length - below;
    if (below === 0 || above === 0) continue;
    const spread = below * above * (belowSum / below - (total - belowSum) / above) ** 2;
    if (spread > bestSpread) [best, bestSpread] = [value, spread];
  }
  return best;
}

/** A connected patch of light: its size, and its pixels farthest out towards each corner of the picture. */
interface Patch {
  size: number;
  corners: Corners;
}

/** Walks over the light pixels around `start` and marks them as seen. */
function walk(light: Uint8Array, width: number, start: number, stack: Int32Array): Patch {
  let [size, top] = [0, 0];
  const far = [0, 1, 2, 3].map(() => ({ reach: Number.NEGATIVE_INFINITY, x: 0, y: 0 }));
  const push = (at: number) => {
    if (light[at] !== 1) return;
    light[at] = 2;
    stack[top] = at;
    top += 1;
  };
  push(start);
  while (top > 0) {
    top -= 1;
    const at = stack[top] ?? 0;
    const [x, y] = [at % width, Math.floor(at / width)];
    size += 1;
    [-x - y, x - y, x + y, y - x].forEach((reach, i) => {
      const corner = far[i];
      if (corner && reach > corner.reach) Object.assign(corner, { reach, x, y });
    });
    if (x > 0) push(at - 1);
    if (x < width - 1) push(at + 1);
    if (at >= width) push(at - width);
    if (at + width < light.length) push(at + width);
  }
  const point = (i: number): Point => ({ x: far[i]?.x ?? 0, y: far[i]?.y ?? 0 });
  return { size, corners: [point(0), point(1), point(2), point(3)] };
}

function areaOf(corners: Corners): number {
  const doubled = corners.reduce((sum, { x, y }, i) => {
    const next = corners[(i + 1) % 4] ?? corners[0];
    return sum + x * next.y - next.x * y;
  }, 0);
  return Math.abs(doubled) / 2;
}

/**
 * The corners of a light page on a darker table, or null when there is none that is plain to see. For a photograph
 * shrunk to some 200 pixels; writing on the page does not matter, a page of the table's colour is not found.
 */
export function findPage(picture: Pixels): Corners | null {
  const { width, height } = picture;
  const grey = brightness(picture);
  const bound = threshold(grey);
  const light = grey.map((value) => (value > bound ? 1 : 0));
  const stack = new Int32Array(light.length);
  let largest: Patch | null = null;
  for (let at = 0; at < light.length; at += 1) {
    if (light[at] !== 1) continue;
    const patch = walk(light, width, at, stack);
    if (!largest || patch.size > largest.size) largest = patch;
  }
  if (!largest) return null;
  const area = areaOf(largest.corners);
  const isLarge = area >= leastArea * width * height;
  const isFilled = largest.size >= leastFilled * area;
  return isLarge && isFilled && isPage(largest.corners, 10) ? largest.corners : null;
}
