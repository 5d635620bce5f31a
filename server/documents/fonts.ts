import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Face, measureLettersWith } from '../../shared/documents/letters.ts';
import { mmPerPoint } from '../../shared/documents/measures.ts';

/**
 * The fonts of the documents: Tinos, whose letters are as wide as those of Times New Roman.
 * Only what the layout needs is read from them: which characters they have, and how wide each is.
 */

const faceFiles = {
  regular: '400Regular/Tinos_400Regular.ttf',
  italic: '400Regular_Italic/Tinos_400Regular_Italic.ttf',
  bold: '700Bold/Tinos_700Bold.ttf',
  boldItalic: '700Bold_Italic/Tinos_700Bold_Italic.ttf',
} as const satisfies Record<Face, string>;

const faces = Object.keys(faceFiles) as Face[];

const require = createRequire(import.meta.url);

function fontPath(face: Face): string {
  return require.resolve(`@expo-google-fonts/tinos/${faceFiles[face]}`);
}

/** The faces' files as the PDF compiler takes them. */
export function fontFiles(): Buffer[] {
  return faces.map((face) => readFileSync(fontPath(face)));
}

/** Characters that the fonts may have: they reach no further than the basic plane. */
const planeSize = 0x10000;

/** Advance width of each character, as a part of the type size; `missing` where the face has no glyph. */
type Widths = Float32Array;
const missing = -1;

function tableOffsets(font: Buffer): Map<string, number> {
  const offsets = new Map<string, number>();
  for (let index = 0; index < font.readUInt16BE(4); index++) {
    const entry = 12 + 16 * index;
    offsets.set(font.toString('latin1', entry, entry + 4), font.readUInt32BE(entry + 8));
  }
  return offsets;
}

/** The glyph of each character, from a character map of format 4 (OpenType specification, cmap). */
function readCharacterMap(font: Buffer, cmap: number): Map<number, number> {
  const glyphs = new Map<number, number>();
  const subtable = cmap + font.readUInt32BE(cmap + 8);
  const segments = font.readUInt16BE(subtable + 6) / 2;
  const ends = subtable + 14;
  const starts = ends + 2 * segments + 2;
  const deltas = starts + 2 * segments;
  const ranges = deltas + 2 * segments;
  for (let segment = 0; segment < segments; segment++) {
    const end = font.readUInt16BE(ends + 2 * segment);
    const start = font.readUInt16BE(starts + 2 * segment);
    const delta = font.readUInt16BE(deltas + 2 * segment);
    const rangeAt = ranges + 2 * segment;
    const range = font.readUInt16BE(rangeAt);
    for (let char = start; char <= end && char !== 0xffff; char++) {
      const raw = range === 0 ? char : font.readUInt16BE(rangeAt + range + 2 * (char - start));
      const glyph = raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0) glyphs.set(char, glyph);
    }
  }
  return glyphs;
}

function readWidths(font: Buffer): Widths {
  const tables = tableOffsets(font);
  const at = (name: string) => {
    const offset = tables.get(name);
    if (offset === undefined) throw new Error(`the font has no table ${name}`);
    return offset;
  };
  const unitsPerEm = font.readUInt16BE(at('head') + 18);
  const lastAdvance = font.readUInt16BE(at('hhea') + 34) - 1;
  const widths = new Float32Array(planeSize).fill(missing);
  for (const [char, glyph] of readCharacterMap(font, at('cmap'))) {
    widths[char] = font.readUInt16BE(at('hmtx') + 4 * Math.min(glyph, lastAdvance)) / unitsPerEm;
  }
  return widths;
}

const known = new Map<Face, Widths>();

function widthsOf(face: Face): Widths {
  let widths = known.get(face);
  if (!widths) {
    widths = readWidths(readFileSync(fontPath(face)));
    known.set(face, widths);
  }
  return widths;
}

/** 1 for each character that every face has. */
let common: Uint8Array | null = null;

function commonGlyphs(): Uint8Array {
  if (!common) {
    const all = faces.map(widthsOf);
    common = Uint8Array.from({ length: planeSize }, (_, char) =>
      all.every((widths) => widths[char] !== missing) ? 1 : 0,
    );
  }
  return common;
}

/** Whether every face has every character of `text`; line feeds do not count. */
export function hasGlyphs(text: string): boolean {
  const glyphs = commonGlyphs();
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (glyphs[unit] === 0 && unit !== 10) return false;
  }
  return true;
}

/**
 * Width of `text` set on one line in `face` at `size` points, in mm: without kerning, as Word sets it. What the face
 * does not have counts as half its size.
 */
export function widthOf(text: string, face: Face, size: number): number {
  const widths = widthsOf(face);
  let ems = 0;
  for (let index = 0; index < text.length; index++) {
    const width = widths[text.charCodeAt(index)] ?? missing;
    ems += width === missing ? 0.5 : width;
  }
  return ems * size * mmPerPoint;
}

measureLettersWith(widthOf);
