import { findText, hasText, isSame } from './byte-parts.ts';

const space = 0x20;
const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;
const isBlank = (byte: number | undefined) => byte !== undefined && byte <= space;

/** Overwrites a literal string `(…)` that begins at `at` with spaces; returns where it ends. */
function blankLiteral(bytes: Uint8Array, at: number, end: number): number {
  let depth = 1;
  let i = at + 1;
  while (i < end && depth > 0) {
    const byte = bytes[i];
    if (byte === 0x28) depth += 1;
    if (byte === 0x29) depth -= 1;
    const length = byte === 0x5c ? 2 : 1;
    if (depth > 0) bytes.fill(space, i, Math.min(i + length, end));
    i += length;
  }
  return i;
}

/** Overwrites all strings between `from` and `end`; the delimiters stay, so that every offset stays right. */
function blankStrings(bytes: Uint8Array, from: number, end: number): void {
  let i = from;
  while (i < end) {
    if (bytes[i] === 0x28) i = blankLiteral(bytes, i, end);
    else if (bytes[i] === 0x3c && bytes[i + 1] === 0x3c) i += 2;
    else if (bytes[i] === 0x3c) {
      const close = bytes.indexOf(0x3e, i);
      const stop = close < 0 || close > end ? end : close;
      bytes.fill(space, i + 1, stop);
      i = stop + 1;
    } else i += 1;
  }
}

/** Reads `12 0` backwards from `at` (exclusive): the name of an object, or '' where none stands. */
function objectBefore(bytes: Uint8Array, at: number): string {
  let i = at;
  const numbers: string[] = [];
  for (let n = 0; n < 2; n += 1) {
    while (i > 0 && isBlank(bytes[i - 1]) && at - i < 40) i -= 1;
    let digits = '';
    while (i > 0 && isDigit(bytes[i - 1]) && digits.length < 10) {
      i -= 1;
      digits = String.fromCharCode(bytes[i] ?? 0) + digits;
    }
    if (digits === '') return '';
    numbers.unshift(String(Number(digits)));
  }
  return numbers.join(' ');
}

/** The objects that trailers name as `/Info 12 0 R`. */
function infoObjects(bytes: Uint8Array): Set<string> {
  const names = new Set<string>();
  for (let at = findText(bytes, '/Info', 0); at >= 0; at = findText(bytes, '/Info', at + 5)) {
    const ref = bytes.subarray(at + 5, at + 45).indexOf(0x52);
    const name = ref < 0 ? '' : objectBefore(bytes, at + 5 + ref);
    if (name) names.add(name);
  }
  return names;
}

function blankInfo(bytes: Uint8Array): void {
  const names = infoObjects(bytes);
  if (names.size === 0) return;
  let at = findText(bytes, 'obj', 0);
  while (at >= 0) {
    let next = at + 3;
    // The `obj` of `endobj` has no numbers before it.
    if (names.has(objectBefore(bytes, at))) {
      const end = findText(bytes, 'endobj', next);
      next = end < 0 ? bytes.length : end;
      const stream = findText(bytes.subarray(0, next), 'stream', at);
      blankStrings(bytes, at, stream < 0 ? next : stream);
    }
    at = findText(bytes, 'obj', next);
  }
}

/** Overwrites every stretch from `open` to `close` with spaces. */
function blankBetween(bytes: Uint8Array, open: string, close: string): void {
  let end = 0;
  for (let at = findText(bytes, open, 0); at >= 0; at = findText(bytes, open, at)) {
    if (end >= 0) end = findText(bytes, close, at);
    // Without its end only the mark goes.
    bytes.fill(space, at, end < 0 ? at + open.length : end + close.length);
  }
}

/** Zeroes Exif, XMP, IPTC and comments of JPEG pictures that lie in the file as they are. */
function blankPictures(bytes: Uint8Array): void {
  let at = bytes.indexOf(0xff);
  while (at >= 0) {
    let next = at + 1;
    if (bytes[at + 1] === 0xd8 && bytes[at + 2] === 0xff) next = blankJpegSegments(bytes, at + 2);
    at = bytes.indexOf(0xff, next);
  }
}

function blankJpegSegments(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const isSegment = marker >= 0xc0 && marker !== 0xff && !(marker >= 0xd0 && marker <= 0xda);
    if (!isSegment || length < 2 || at + 2 + length > bytes.length) return at + 1;
    if (marker === 0xe1 || marker === 0xed || marker === 0xfe) bytes.fill(0, at + 4, at + 2 + length);
    at += 2 + length;
  }
  return at;
}

/** Where the file ends: after the last `%%EOF` and its line break, or -1. */
function endOfFile(bytes: Uint8Array): number {
  for (let at = bytes.length - 5; at >= 0; at -= 1) {
    if (bytes[at] !== 0x25 || !hasText(bytes, at, '%%EOF')) continue;
    let end = at + 5;
    if (bytes[end] === 0x0d) end += 1;
    if (bytes[end] === 0x0a) end += 1;
    return end;
  }
  return -1;
}

function cleanOnce(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const end = endOfFile(bytes);
  if (end < 0 || findText(bytes, 'startxref', 0) < 0) return null;
  const clean = Uint8Array.from(bytes.subarray(0, end));
  blankInfo(clean);
  blankBetween(clean, '<?xpacket begin', '<?xpacket end');
  blankBetween(clean, '<x:xmpmeta', '</x:xmpmeta>');
  blankPictures(clean);
  return clean;
}

/** A file that is not settled after so many rounds was built to confuse readers. */
const maxRounds = 4;

/**
 * A PDF with the strings of its Info dictionary, its XMP packets and the Exif of its JPEG pictures blanked in place
 * (all offsets stay), and without what follows its end. What is compressed stays: an Info dictionary inside an object
 * stream, an XMP packet behind a filter, annotations, attached files. Whoever adds a PDF is told so.
 */
export function cleanPdf(bytes: Uint8Array) {
  if (!hasText(bytes, 0, '%PDF-') || !isDigit(bytes[5])) return null;
  let clean = cleanOnce(bytes);
  for (let round = 1; clean && round < maxRounds; round += 1) {
    const again = cleanOnce(clean);
    if (again && isSame(again, clean)) return { bytes: clean, width: 0, height: 0 };
    clean = again;
  }
  return null;
}
