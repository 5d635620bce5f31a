import { joinBytes, u16, u16le, u32, u32le } from './byte-parts.ts';

/** One marker segment: from `start` (its 0xFF) to `end`; `body` is where the bytes after its length begin. */
interface Segment {
  marker: number;
  start: number;
  body: number;
  end: number;
  /** Of a scan: where its entropy-coded data end; else `end`. */
  dataEnd: number;
}

const markers = { soi: 0xd8, eoi: 0xd9, sos: 0xda, dqt: 0xdb, dht: 0xc4, dac: 0xcc, dri: 0xdd };
const tail = Uint8Array.of(0xff, markers.eoi);

/** SOF0 to SOF15 without DHT, JPG and DAC, which stand between them. */
function isFrame(marker: number): boolean {
  return (
    marker >= 0xc0 && marker <= 0xcf && ![markers.dht, 0xc8, markers.dac].some((other) => other === marker)
  );
}

/** JFIF and Adobe stand there once. */
function isOnce(marker: number): boolean {
  return marker === 0xe0 || marker === 0xee;
}

/** The segment whose 0xFF stands at `at` (fill bytes skipped), or null where none is. */
function segmentAt(bytes: Uint8Array, at: number): Segment | null {
  let start = at;
  if (bytes[start] !== 0xff) return null;
  while (bytes[start + 1] === 0xff) start += 1;
  const marker = bytes[start + 1];
  if (marker === undefined || marker < 0xc0) return null;
  const alone = marker >= 0xd0 && marker <= 0xd9;
  if (alone) return { marker, start, body: start + 2, end: start + 2, dataEnd: start + 2 };
  const length = u16(bytes, start + 2);
  const end = start + 2 + length;
  return length < 2 || end > bytes.length ? null : { marker, start, body: start + 4, end, dataEnd: end };
}

/** Where the entropy-coded data that begin at `at` end: at the next marker that is no restart. */
function endOfScan(bytes: Uint8Array, at: number): number {
  let next = bytes.indexOf(0xff, at);
  while (next >= 0) {
    const after = bytes[next + 1];
    if (after === undefined) return next;
    const isData = after === 0 || (after >= 0xd0 && after <= 0xd7);
    if (!isData && after !== 0xff) return next;
    next = bytes.indexOf(0xff, next + (isData ? 2 : 1));
  }
  return bytes.length;
}

/** Whether quantization tables fill their segment exactly. */
function fillsTables(bytes: Uint8Array, { body, end }: Segment): boolean {
  let at = body;
  while (at < end) at += (bytes[at] ?? 0) >> 4 ? 129 : 65;
  return at === end && end > body;
}

/** Whether Huffman tables fill their segment exactly. */
function fillsCodes(bytes: Uint8Array, { body, end }: Segment): boolean {
  let at = body;
  while (at < end) {
    let codes = 0;
    for (let i = 1; i <= 16; i += 1) codes += bytes[at + i] ?? 0;
    if (codes > 256) return false;
    at += 17 + codes;
  }
  return at === end && end > body;
}

/** What stays of a segment that is neither frame nor scan: all, a bare version of it, or nothing (null). */
function kept(bytes: Uint8Array, segment: Segment): Uint8Array | null {
  const { marker, start, body, end } = segment;
  const whole = bytes.subarray(start, end);
  if (marker === markers.dqt) return fillsTables(bytes, segment) ? whole : null;
  if (marker === markers.dht) return fillsCodes(bytes, segment) ? whole : null;
  if (marker === markers.dri) return end - body === 2 ? whole : null;
  if (marker === markers.dac) return end - body <= 64 ? whole : null;
  const text = String.fromCharCode(...bytes.subarray(body, body + 5));
  // JFIF without its thumbnail; Adobe's colour transform without anything after it.
  if (marker === 0xe0 && text === 'JFIF\0' && end - body >= 14) {
    return joinBytes([
      Uint8Array.of(0xff, 0xe0, 0, 16),
      bytes.subarray(body, body + 12),
      Uint8Array.of(0, 0),
    ]);
  }
  if (marker === 0xee && text === 'Adobe' && end - body >= 12) {
    return joinBytes([Uint8Array.of(0xff, 0xee, 0, 14), bytes.subarray(body, body + 12)]);
  }
  return null;
}

/** Width and height of a frame header, or null when its components do not fill it. */
function frameSize(bytes: Uint8Array, { body, end }: Segment): { width: number; height: number } | null {
  if (end - body !== 6 + 3 * (bytes[body + 5] ?? 0)) return null;
  return { height: u16(bytes, body + 1), width: u16(bytes, body + 3) };
}

/** Whether the header of a scan is filled by its components. */
function fillsScan(bytes: Uint8Array, { body, end }: Segment): boolean {
  return end - body === 4 + 2 * (bytes[body] ?? 0);
}

/** A picture has some dozens. */
const maxSegments = 10_000;

/** All segments up to the end of the picture, a scan with its entropy-coded data; null when there are too many. */
function segmentsOf(bytes: Uint8Array): Segment[] | null {
  const segments: Segment[] = [];
  let at = 2;
  for (;;) {
    const segment = segmentAt(bytes, at);
    if (!segment || segment.marker === markers.eoi) return segments;
    if (segments.length === maxSegments) return null;
    at = segment.marker === markers.sos ? endOfScan(bytes, segment.end) : segment.end;
    segments.push({ ...segment, dataEnd: at });
  }
}

/**
 * A JPEG with what is needed to draw it: APP1 to APP13 and APP15 (Exif, XMP, IPTC, profiles, further pictures),
 * comments, thumbnails and what follows the end are gone. The orientation goes with Exif: see `jpegOrientation`.
 */
export function cleanJpeg(bytes: Uint8Array) {
  if (bytes[0] !== 0xff || bytes[1] !== markers.soi) return null;
  const segments = segmentsOf(bytes) ?? [];
  const [frame, secondFrame] = segments.filter(({ marker }) => isFrame(marker));
  const scans = segments.filter(({ marker }) => marker === markers.sos);
  const size = frame && !secondFrame ? frameSize(bytes, frame) : null;
  const isDrawn = scans.length > 0 && scans.every((scan) => fillsScan(bytes, scan));
  if (!frame || !size || !isDrawn || scans.some(({ start }) => start < frame.start)) return null;
  const seen = new Set<number>();
  const parts: Uint8Array[] = [bytes.subarray(0, 2)];
  for (const segment of segments) {
    const { marker, start, dataEnd } = segment;
    const isPicture = segment === frame || marker === markers.sos;
    const part = isPicture ? bytes.subarray(start, dataEnd) : kept(bytes, segment);
    if (!part || (isOnce(marker) && seen.has(marker))) continue;
    seen.add(marker);
    parts.push(part);
  }
  parts.push(tail);
  return { bytes: joinBytes(parts), ...size };
}

/** The turn that Exif asks for (1 to 8; 1: none), to be read before cleaning. */
export function jpegOrientation(bytes: Uint8Array): number {
  if (bytes[0] !== 0xff || bytes[1] !== markers.soi) return 1;
  let segment = segmentAt(bytes, 2);
  while (segment && segment.marker !== markers.sos && segment.marker !== markers.eoi) {
    const { marker, body, end } = segment;
    if (marker === 0xe1 && u32(bytes, body) === 0x45786966) {
      const found = orientationIn(bytes.subarray(body + 6, end));
      if (found) return found;
    }
    segment = segmentAt(bytes, end);
  }
  return 1;
}

/** The orientation in a TIFF header's first directory, or 0. */
function orientationIn(tiff: Uint8Array): number {
  const little = u16(tiff, 0) === 0x4949;
  const short = little ? u16le : u16;
  const long = little ? u32le : u32;
  const directory = long(tiff, 4);
  const entries = Math.min(short(tiff, directory), 512);
  for (let i = 0; i < entries; i += 1) {
    const entry = directory + 2 + i * 12;
    if (short(tiff, entry) !== 0x0112) continue;
    const value = short(tiff, entry + 8);
    return value >= 1 && value <= 8 ? value : 0;
  }
  return 0;
}
