import { cleanJpeg } from './jpeg.ts';
import { cleanPdf } from './pdf.ts';
import { cleanPng } from './png.ts';
import { cleanWebp } from './webp.ts';

/**
 * What a paper's file may be. Both sides run the same functions over its bytes: the device cleans them before it
 * gives them their name (the hash), the server refuses bytes that cleaning would still change.
 */
export const paperTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export type PaperType = (typeof paperTypes)[number];

export const paperExtensions: Record<PaperType, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
};

/** Largest stored file, bytes. */
export const maxPaperBytes = 20 * 1024 * 1024;
/** Bytes of one step of an upload, at most. */
export const paperChunkBytes = 256 * 1024;
/** Papers of one dialogue, and their bytes together: what a day of photographs cannot reach. */
export const maxPapers = 2_000;
export const maxPapersBytes = 4 * 1024 * 1024 * 1024;

/** A picture of more pixels than this would fill the memory of the device that opens it. */
const maxPixels = 120_000_000;

/** A file without metadata. Width and height as stored, in pixels; 0 for a PDF. */
export interface CleanPaper {
  type: PaperType;
  bytes: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
}

const cleaners: Record<PaperType, (bytes: Uint8Array) => Omit<CleanPaper, 'type'> | null> = {
  'image/jpeg': cleanJpeg,
  'image/png': cleanPng,
  'image/webp': cleanWebp,
  'application/pdf': cleanPdf,
};

/**
 * Reads what a file is by its structure, whatever its name says, and leaves out everything that is not needed to
 * draw it: Exif with its coordinates, XMP, comments, profiles, what follows the end. Null: no paper that we take.
 * Cleaning what was cleaned changes nothing. Never throws; takes time linear in the length.
 */
export function cleanPaper(bytes: Uint8Array): CleanPaper | null {
  for (const type of paperTypes) {
    const clean = cleaners[type](bytes);
    if (!clean) continue;
    const drawable = type === 'application/pdf' || (clean.width > 0 && clean.height > 0);
    return drawable && clean.width * clean.height <= maxPixels ? { type, ...clean } : null;
  }
  return null;
}

/** Whether a text is the SHA-256 of a file, as papers are named: 64 lowercase hex digits. */
export function isPaperHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
