import { cleanJpeg } from './jpeg.ts';
import { type PaperType, paperTypes } from './paper-kind.ts';
import { cleanPdf } from './pdf.ts';
import { cleanPng } from './png.ts';
import { cleanWebp } from './webp.ts';

/** A picture of more pixels than this would fill the memory of the device that opens it. */
const maxPixels = 120_000_000;

/** A file without metadata. Width and height as stored, in pixels; 0 for a PDF. */
export interface CleanPaper {
  type: PaperType;
  bytes: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
}

/**
 * Both sides run the same functions over a paper's bytes: the device cleans them before it gives them their name (the
 * hash), the server refuses bytes that cleaning would still change.
 */
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
