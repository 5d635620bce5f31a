import { isSyllable } from '../vietnamese/syllables.ts';
import { fromTcvn3, isCapitalFont } from '../vietnamese/tcvn3.ts';
import { fromVni } from '../vietnamese/vni.ts';

/**
 * In what code the letters of a list are, found out from its content: offices keep lists in Unicode (UTF-8, UTF-16, with
 * marks composed or apart), Windows-1258, TCVN3 and VNI, the last two inside spreadsheets as well.
 */

/** How the letters of cells are to be read. */
export const letterCodes = ['unicode', 'tcvn3', 'vni'] as const;
export type LetterCode = (typeof letterCodes)[number];

/** How a file is read: its bytes, then its letters. A spreadsheet is always Unicode, TCVN3 or VNI. */
export const textCodes = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1258', 'tcvn3', 'vni'] as const;
export type TextCode = (typeof textCodes)[number];

/** Letters that only Vietnamese in Unicode has: a text with one is in no old code. */
const own = /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]|\p{M}/u;
/** Words looked at. */
const mostWords = 4000;
const beyondAscii = /[^\0-\x7f]/u;

/** The words that tell a code: those with signs beyond ASCII, whatever the signs are. */
function tellingWords(texts: Iterable<string>): string[] {
  const words: string[] = [];
  for (const text of texts)
    for (const word of text.split(/[\s,;:.()/"“”\-–0-9]+/u)) {
      if (!beyondAscii.test(word)) continue;
      words.push(word);
      if (words.length >= mostWords) return words;
    }
  return words;
}

/** How many of the words read well, less those that do not. */
function quality(words: readonly string[], read: (word: string) => string): number {
  return words.reduce((sum, word) => sum + (isSyllable(read(word).normalize('NFC')) ? 1 : -1), 0);
}

const readers: Record<LetterCode, (text: string) => string> = {
  unicode: (text) => text,
  tcvn3: (text) => fromTcvn3(text),
  vni: fromVni,
};

/** The code in which these texts read best; `unicode` when nothing tells. */
export function detectLetters(texts: Iterable<string>): LetterCode {
  const words = tellingWords(texts).filter((word) => !own.test(word));
  if (words.length === 0) return 'unicode';
  const marks = letterCodes.map((code) => ({ code, mark: quality(words, readers[code]) }));
  return marks.reduce((best, one) => (one.mark > best.mark ? one : best)).code;
}

/** The code that a cell's font says; null: a font that says nothing. */
export function codeOfFont(font: string): LetterCode | null {
  if (/^\.vn/iu.test(font.trim())) return 'tcvn3';
  return /^vni[- ]/iu.test(font.trim()) ? 'vni' : null;
}

/**
 * A text in Unicode (NFC). What has letters of Vietnamese in Unicode is left as it is, and what reads well as it is but
 * not in `code`: lists are mended over the years.
 */
export function readLetters(text: string, code: LetterCode, font = ''): string {
  if (code === 'unicode' || own.test(text) || !beyondAscii.test(text)) {
    const drawn = code === 'tcvn3' && isCapitalFont(font) && !own.test(text);
    return (drawn ? text.toLocaleUpperCase('vi') : text).normalize('NFC');
  }
  const words = tellingWords([text]);
  const isFine = quality(words, readers[code]) < 0 && quality(words, readers.unicode) > 0;
  if (isFine) return text.normalize('NFC');
  return (code === 'tcvn3' ? fromTcvn3(text, isCapitalFont(font)) : fromVni(text)).normalize('NFC');
}

function decoded(bytes: Uint8Array, label: string, fatal: boolean): string | null {
  try {
    return new TextDecoder(label, { fatal }).decode(bytes);
  } catch {
    return null;
  }
}

/** Bytes as the signs of Latin-1, which the old codes are written in. */
function asSigns(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

/** UTF-16 without a mark at its beginning: every second byte of plain text is zero. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [first = 0, second = 0] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const some = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  for (const [index, byte] of some.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = some.length / 8;
  if (odd > many && even < odd / 8) return 'utf-16le';
  return even > many && odd < even / 8 ? 'utf-16be' : null;
}

/** The code of a text file, from its bytes. */
export function detectText(bytes: Uint8Array): TextCode {
  const wide = utf16Of(bytes);
  if (wide) return wide;
  const unicode = decoded(bytes, 'utf-8', true);
  if (unicode !== null) {
    const letters = detectLetters([unicode]);
    return letters === 'unicode' ? 'utf-8' : letters;
  }
  const words = (text: string) => tellingWords([text]);
  const signs = asSigns(bytes);
  const marks: [TextCode, number][] = [
    ['windows-1258', quality(words(decoded(bytes, 'windows-1258', false) ?? ''), readers.unicode)],
    ['tcvn3', quality(words(signs), readers.tcvn3)],
    ['vni', quality(words(signs), readers.vni)],
  ];
  return marks.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

/** The text of a file as Unicode, not yet composed cell by cell. */
export function decodeText(bytes: Uint8Array, code: TextCode): string {
  if (code === 'tcvn3' || code === 'vni') return decoded(bytes, 'utf-8', true) ?? asSigns(bytes);
  return decoded(bytes, code, false) ?? '';
}

/** How the cells of a text file in `code` are read on. */
export function lettersOf(code: TextCode): LetterCode {
  return code === 'tcvn3' || code === 'vni' ? code : 'unicode';
}
