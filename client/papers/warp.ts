/** A point in pixels. */
export interface Point {
  x: number;
  y: number;
}

/** Corners of a page in a photograph: top left, top right, bottom right, bottom left, as the page is read. */
export type Corners = readonly [Point, Point, Point, Point];

/** Pixels as a canvas has them: RGBA, row by row. */
export interface Pixels {
  data: Uint8ClampedArray<ArrayBuffer>;
  width: number;
  height: number;
}

/** Maps a point of the flat page (0 to 1 in both directions) to the photograph. */
type Projection = (u: number, v: number) => Point;

/** The perspective that brings the unit square to four corners (Heckbert 1989). */
export function projectionTo([p0, p1, p2, p3]: Corners): Projection {
  const [dx1, dy1] = [p1.x - p2.x, p1.y - p2.y];
  const [dx2, dy2] = [p3.x - p2.x, p3.y - p2.y];
  const [sx, sy] = [p0.x - p1.x + p2.x - p3.x, p0.y - p1.y + p2.y - p3.y];
  const denominator = dx1 * dy2 - dx2 * dy1;
  const g = denominator === 0 ? 0 : (sx * dy2 - dx2 * sy) / denominator;
  const h = denominator === 0 ? 0 : (dx1 * sy - sx * dy1) / denominator;
  const [a, b] = [p1.x - p0.x + g * p1.x, p3.x - p0.x + h * p3.x];
  const [d, e] = [p1.y - p0.y + g * p1.y, p3.y - p0.y + h * p3.y];
  return (u, v) => {
    const w = g * u + h * v + 1;
    return { x: (a * u + b * v + p0.x) / w, y: (d * u + e * v + p0.y) / w };
  };
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

/** Size of the flat page in pixels: its longer sides, shrunk to `longest`. */
export function flatSize([p0, p1, p2, p3]: Corners, longest: number): { width: number; height: number } {
  const width = Math.max(distance(p0, p1), distance(p3, p2), 1);
  const height = Math.max(distance(p0, p3), distance(p1, p2), 1);
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Whether four corners make a page: they turn one way, and no side is shorter than `shortest` pixels. */
export function isPage(corners: Corners, shortest: number): boolean {
  return corners.every((corner, i) => {
    const next = corners[(i + 1) % 4] ?? corner;
    const after = corners[(i + 2) % 4] ?? corner;
    const turn = (next.x - corner.x) * (after.y - next.y) - (next.y - corner.y) * (after.x - next.x);
    return turn > 0 && distance(corner, next) >= shortest;
  });
}

/** The corners as they are read after turning the page clockwise by `turns` quarters. */
export function turned(corners: Corners, turns: number): Corners {
  const at = (i: number) => corners[(((i - turns) % 4) + 4) % 4] ?? corners[0];
  return [at(0), at(1), at(2), at(3)];
}

/** Work between two looks at what else the page has to do, ms. */
const slice = 8;

/** Lets the page breathe: input and painting come first. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Fills one row of the flat page from the photograph, bilinear. */
function fillRow(from: Pixels, to: Pixels, y: number, project: Projection): void {
  const { data, width, height } = from;
  let at = y * to.width * 4;
  for (let x = 0; x < to.width; x += 1) {
    const point = project((x + 0.5) / to.width, (y + 0.5) / to.height);
    const px = Math.min(Math.max(point.x - 0.5, 0), width - 1);
    const py = Math.min(Math.max(point.y - 0.5, 0), height - 1);
    const [x0, y0] = [Math.floor(px), Math.floor(py)];
    const [fx, fy] = [px - x0, py - y0];
    const topLeft = (y0 * width + x0) * 4;
    const topRight = x0 + 1 < width ? topLeft + 4 : topLeft;
    const down = y0 + 1 < height ? width * 4 : 0;
    for (let channel = 0; channel < 3; channel += 1) {
      const top = (data[topLeft + channel] ?? 0) * (1 - fx) + (data[topRight + channel] ?? 0) * fx;
      const low =
        (data[topLeft + down + channel] ?? 0) * (1 - fx) + (data[topRight + down + channel] ?? 0) * fx;
      to.data[at + channel] = top * (1 - fy) + low * fy;
    }
    to.data[at + 3] = 255;
    at += 4;
  }
}

/**
 * The page between `corners`, seen straight from above, its long edge at most `longest` pixels. Works in slices of a
 * few milliseconds, so that nobody who types meanwhile waits. Null when `signal` ended it.
 */
export async function straighten(
  from: Pixels,
  corners: Corners,
  longest: number,
  signal?: AbortSignal,
): Promise<Pixels | null> {
  const size = flatSize(corners, longest);
  const to: Pixels = { ...size, data: new Uint8ClampedArray(size.width * size.height * 4) };
  const project = projectionTo(corners);
  let begin = performance.now();
  for (let y = 0; y < to.height; y += 1) {
    fillRow(from, to, y, project);
    if (performance.now() - begin < slice) continue;
    await breathe();
    if (signal?.aborted) return null;
    begin = performance.now();
  }
  return to;
}
