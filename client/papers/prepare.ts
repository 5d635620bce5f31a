import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ErrorCode } from '../../shared/errors.ts';
import { jpegOrientation } from '../../shared/papers/jpeg.ts';
import { type CleanPaper, cleanPaper } from '../../shared/papers/paper-file.ts';
import { maxPaperBytes } from '../../shared/papers/paper-kind.ts';
import { findPage } from './page-finder.ts';
import { type Corners, type Pixels, straighten } from './warp.ts';

/** Long edge of a stored picture, pixels: handwriting on A4 at 170 dots an inch. */
const longestEdge = 2_000;
/** Long edge of the picture that is worked on: a little more, for the page is a part of it. */
const workEdge = 2_600;
const quality = 0.8;
/** A photograph is shrunk before it is stored, so it may come larger than what is stored. */
const maxPhotoBytes = 60 * 1024 * 1024;

/** A file that is no paper, with the code that says why. */
export class BadFile extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    super(code);
    this.name = 'BadFile';
    this.code = code;
  }
}

/** A file read and known for what it is. */
export interface ReadFile {
  file: Blob;
  clean: CleanPaper;
  /** Exif turn, 1 to 8. */
  orientation: number;
}

/** A paper ready to be kept: clean bytes under their hash. */
export interface PreparedPaper extends CleanPaper {
  hash: string;
}

/** Reads a file and proves its type by content. Throws BadFile. */
export async function readPaperFile(file: Blob): Promise<ReadFile> {
  if (file.size > maxPhotoBytes) throw new BadFile('paperTooLarge');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const clean = cleanPaper(bytes);
  if (!clean) throw new BadFile('notPaper');
  if (clean.type === 'application/pdf' && clean.bytes.length > maxPaperBytes)
    throw new BadFile('paperTooLarge');
  return { file: new Blob([bytes], { type: clean.type }), clean, orientation: jpegOrientation(bytes) };
}

/** The picture upright and at most `edge` pixels long, decoded small where the browser can. Throws BadFile. */
async function decode({ file, clean, orientation }: ReadFile, edge: number): Promise<ImageBitmap> {
  const isTurned = orientation >= 5;
  const [width, height] = isTurned ? [clean.height, clean.width] : [clean.width, clean.height];
  const isWide = width >= height;
  const long = Math.min(edge, Math.max(width, height));
  try {
    // One side is enough: the other follows, whichever way the browser turns first.
    return await createImageBitmap(file, {
      imageOrientation: 'from-image',
      resizeQuality: 'high',
      ...(isWide ? { resizeWidth: long } : { resizeHeight: long }),
    });
  } catch {
    throw new BadFile('notPaper');
  }
}

function newCanvas(width: number, height: number) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  return { canvas, context };
}

/** Gives the memory of a canvas back at once: phones have little of it. */
function release(canvas: HTMLCanvasElement): void {
  canvas.width = 0;
  canvas.height = 0;
}

/** Pixels of a bitmap, shrunk so that its long edge is at most `edge`. */
function pixelsOf(bitmap: ImageBitmap, edge: number): Pixels {
  const scale = Math.min(1, edge / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const { canvas, context } = newCanvas(width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  release(canvas);
  return { data: new Uint8ClampedArray(data), width, height };
}

async function encode(canvas: HTMLCanvasElement): Promise<PreparedPaper> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
  release(canvas);
  const clean = blob ? cleanPaper(new Uint8Array(await blob.arrayBuffer())) : null;
  if (!clean) throw new BadFile('notPaper');
  return name(clean);
}

/** The hash of clean bytes, taken in slices so that the page stays quick. */
export async function name(clean: CleanPaper): Promise<PreparedPaper> {
  const hash = sha256.create();
  const step = 512 * 1024;
  for (let at = 0; at < clean.bytes.length; at += step) {
    hash.update(clean.bytes.subarray(at, at + step));
    await new Promise((resolve) => setTimeout(resolve));
  }
  return { ...clean, hash: bytesToHex(hash.digest()) };
}

/** Draws pixels onto a canvas. */
export function draw(canvas: HTMLCanvasElement, { data, width, height }: Pixels): void {
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
}

/** The file as it is: only cleaned when it is small and upright, else turned and shrunk. */
export async function asItIs(read: ReadFile): Promise<PreparedPaper> {
  const { clean, orientation } = read;
  const isSmall = Math.max(clean.width, clean.height) <= longestEdge;
  if (clean.type === 'application/pdf' || (isSmall && orientation === 1)) return name(clean);
  const bitmap = await decode(read, longestEdge);
  const { canvas, context } = newCanvas(bitmap.width, bitmap.height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return encode(canvas);
}

/** A photograph on the desk: its pixels, and the page found on it (all of it when none is plain to see). */
export interface Photo {
  pixels: Pixels;
  corners: Corners;
  isFound: boolean;
}

/** Decodes a picture for straightening. Throws BadFile. */
export async function openPhoto(read: ReadFile): Promise<Photo> {
  const bitmap = await decode(read, workEdge);
  try {
    const small = pixelsOf(bitmap, 220);
    const pixels = pixelsOf(bitmap, workEdge);
    const found = findPage(small);
    const scale = pixels.width / small.width;
    const scaled = (at: number): { x: number; y: number } => {
      const point = found?.[at] ?? { x: 0, y: 0 };
      return { x: (point.x + 0.5) * scale, y: (point.y + 0.5) * scale };
    };
    const [right, bottom] = [pixels.width, pixels.height];
    const whole: Corners = [
      { x: 0, y: 0 },
      { x: right, y: 0 },
      { x: right, y: bottom },
      { x: 0, y: bottom },
    ];
    return {
      pixels,
      corners: found ? [scaled(0), scaled(1), scaled(2), scaled(3)] : whole,
      isFound: found !== null,
    };
  } finally {
    bitmap.close();
  }
}

/** The straightened page as a paper. */
export async function straightened(pixels: Pixels, corners: Corners): Promise<PreparedPaper> {
  const flat = await straighten(pixels, corners, longestEdge);
  if (!flat) throw new BadFile('notPaper');
  const { canvas } = newCanvas(1, 1);
  draw(canvas, flat);
  return encode(canvas);
}
