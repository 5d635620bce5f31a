import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPage } from '../../../client/papers/page-finder.ts';
import {
  type Corners,
  flatSize,
  isPage,
  type Pixels,
  projectionTo,
  straighten,
  turned,
} from '../../../client/papers/warp.ts';

const settings = { seed: 20261125, numRuns: 200 };
const [width, height] = [220, 165];

/** Whether a point is inside of corners that turn one way. */
function inside(corners: Corners, x: number, y: number): boolean {
  return corners.every((a, i) => {
    const b = corners[(i + 1) % 4] ?? a;
    return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x) >= 0;
  });
}

/** A photograph: a light page with dark lines of writing on a dark table. */
function photograph(page: Corners | null): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isPaper = page !== null && inside(page, x, y);
      const isWriting = isPaper && y % 9 === 0 && x % 5 > 1;
      const value = isWriting ? 70 : isPaper ? 235 : 60 + ((x * 7 + y * 13) % 20);
      data.set([value, value, value - 5, 255], (y * width + x) * 4);
    }
  }
  return { data, width, height };
}

const corner = (x: number, y: number) =>
  fc.record({ x: fc.integer({ min: x - 14, max: x + 14 }), y: fc.integer({ min: y - 12, max: y + 12 }) });
const pages = fc.tuple(corner(50, 30), corner(170, 30), corner(170, 130), corner(50, 130));

describe('a page on a photograph', () => {
  test('is found wherever it lies, to a few pixels', () => {
    fc.assert(
      fc.property(pages, (page) => {
        const found = findPage(photograph(page));
        expect(found).not.toBeNull();
        page.forEach((point, i) => {
          expect(Math.hypot((found?.[i]?.x ?? 0) - point.x, (found?.[i]?.y ?? 0) - point.y)).toBeLessThan(6);
        });
      }),
      settings,
    );
  });

  test('is not claimed where there is none', () => {
    expect(findPage(photograph(null))).toBeNull();
    const dark = { width, height, data: new Uint8ClampedArray(width * height * 4) };
    expect(findPage(dark)).toBeNull();
    expect(findPage({ width: 1, height: 1, data: new Uint8ClampedArray(4) })).toBeNull();
  });
});

describe('straightening', () => {
  test('brings the corners of the flat page to the corners on the photograph', () => {
    fc.assert(
      fc.property(pages, (page) => {
        const project = projectionTo(page);
        const flat = [project(0, 0), project(1, 0), project(1, 1), project(0, 1)];
        flat.forEach((point, i) => {
          expect(point.x).toBeCloseTo(page[i]?.x ?? 0, 6);
          expect(point.y).toBeCloseTo(page[i]?.y ?? 0, 6);
        });
      }),
      settings,
    );
  });

  test('shows the page alone: no table at its edges, at most as long as asked', async () => {
    const page: Corners = [
      { x: 55, y: 25 },
      { x: 165, y: 35 },
      { x: 175, y: 135 },
      { x: 45, y: 125 },
    ];
    const flat = await straighten(photograph(page), page, 100);
    expect(Math.max(flat?.width ?? 0, flat?.height ?? 0)).toBe(100);
    const values = [];
    for (let x = 3; x < (flat?.width ?? 0) - 3; x += 1)
      values.push(flat?.data[(3 * (flat?.width ?? 0) + x) * 4]);
    expect(values.filter((value) => (value ?? 0) > 150).length).toBeGreaterThan(values.length / 2);
  });

  test('ends when it is told to', async () => {
    const ended = AbortSignal.abort();
    const large: Pixels = { width: 1500, height: 1500, data: new Uint8ClampedArray(1500 * 1500 * 4) };
    const whole: Corners = [
      { x: 0, y: 0 },
      { x: 1500, y: 0 },
      { x: 1500, y: 1500 },
      { x: 0, y: 1500 },
    ];
    expect(await straighten(large, whole, 1500, ended)).toBeNull();
  });

  test('four quarter turns are none, and a turn changes width and height', () => {
    fc.assert(
      fc.property(pages, fc.nat(3), (page, turns) => {
        expect(turned(turned(page, turns), 4 - turns)).toEqual(page);
        const [one, two] = [flatSize(page, 1e6), flatSize(turned(page, 1), 1e6)];
        expect(two).toEqual({ width: one.height, height: one.width });
      }),
      settings,
    );
  });

  test('corners that cross or touch are no page', () => {
    const [a, b, c, d] = [
      { x: 0, y: 0 },
      { x: 100, y: 0 },
      { x: 100, y: 100 },
      { x: 0, y: 100 },
    ];
    expect(isPage([a, b, c, d], 10)).toBe(true);
    expect(isPage([b, a, c, d], 10)).toBe(false);
    expect(isPage([a, a, c, d], 10)).toBe(false);
    expect(isPage([a, d, c, b], 10)).toBe(false);
  });
});
