/**
 * A writer of ZIP files that keeps nothing but the directory: what goes in comes out in parts, in the pace of who
 * reads. Runs in the server and in the browser. Sizes and sums stand before each file's bytes, so that every reader
 * understands it; beyond 4 GB the directory is in the ZIP64 form.
 */

/** A file of the archive. Names are ASCII, folders parted by `/`. */
export interface ZipFile {
  name: string;
  bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  /**
   * Size in bytes and CRC-32 of a file that is passed on as it is (pictures, PDF: nothing to press out of them).
   * Without it the file is compressed, and kept until its size is known.
   */
  known?: { size: number; crc: number };
}

export interface ZipOptions {
  /** `YYYY-MM-DD` that all files wear: equal contents give equal bytes. */
  day: string;
  /** Adds bytes to a CRC-32 (start: 0); a faster one than the own may be handed in. */
  crc32?: (bytes: Uint8Array, crc: number) => number;
  /** Offsets from here on are written in the ZIP64 form; a test lowers it. */
  zip64From?: number;
}

/** A file gave other bytes than were announced: the archive must not look whole. */
export class ZipError extends Error {
  override name = 'ZipError';
}

interface Written {
  name: Uint8Array;
  method: 0 | 8;
  crc: number;
  packed: number;
  size: number;
  offset: number;
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** Adds bytes to a CRC-32; the first call gets 0. */
export function crc32(bytes: Uint8Array, crc = 0): number {
  let value = ~crc;
  for (const byte of bytes) value = (table[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}

/** A compressor without a frame, or null where the browser has none (before 2023). */
function compressor(): CompressionStream | null {
  try {
    return new CompressionStream('deflate-raw');
  } catch {
    return null;
  }
}

async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = [];
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) parts.push(next.value);
  return parts;
}

interface Packed {
  parts: Uint8Array[];
  method: 0 | 8;
  crc: number;
  size: number;
}

/** Compresses a file whose size nobody knows yet. */
async function pack(bytes: ZipFile['bytes'], sum: NonNullable<ZipOptions['crc32']>): Promise<Packed> {
  const stream = compressor();
  const writer = stream?.writable.getWriter();
  const result = stream ? collect(stream.readable) : null;
  // Its failure is met where it is awaited, below.
  result?.catch(() => undefined);
  const parts: Uint8Array[] = [];
  let [crc, size] = [0, 0];
  for await (const part of bytes) {
    crc = sum(part, crc);
    size += part.length;
    if (writer) await writer.write(part.slice());
    else parts.push(part);
  }
  await writer?.close();
  return { parts: (await result) ?? parts, method: result ? 8 : 0, crc, size };
}

const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endOfDirectory = 0x06054b50;
const end64 = 0x06064b50;
const locator64 = 0x07064b50;
/** Version of the format that a reader must know: folders; ZIP64. */
const [plain, large] = [20, 45];
const most16 = 0xffff;
const most32 = 0xffffffff;

/** Little-endian fields one behind the other: 2, 4 or 8 bytes each. */
function fields(...values: readonly (readonly [bytes: 2 | 4 | 8, value: number])[]): Uint8Array {
  const result = new Uint8Array(values.reduce((sum, [bytes]) => sum + bytes, 0));
  const view = new DataView(result.buffer);
  let at = 0;
  for (const [bytes, value] of values) {
    if (bytes === 2) view.setUint16(at, value, true);
    else if (bytes === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += bytes;
  }
  return result;
}

/** The day as MS-DOS wrote it, since 1980; 1 January 1980 for what is no day. */
function dosDate(day: string): number {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  if (!(year >= 1980 && year <= 2107 && month >= 1 && month <= 12 && date >= 1 && date <= 31)) return 0x21;
  return ((year - 1980) << 9) | (month << 5) | date;
}

/** What local and central header share, from the version needed to the length of the name. */
function common(file: Omit<Written, 'offset'>, version: number, date: number) {
  return [
    [2, version],
    [2, 0],
    [2, file.method],
    [2, 0],
    [2, date],
    [4, file.crc],
    [4, file.packed],
    [4, file.size],
    [2, file.name.length],
  ] as const;
}

function nameOf(name: string): Uint8Array {
  if (!/^[\x21-\x7e]+$/.test(name)) throw new ZipError('a name of the archive is not plain ASCII');
  return new TextEncoder().encode(name);
}

function central(file: Written, date: number, zip64From: number): Uint8Array[] {
  const far = file.offset >= zip64From;
  const extra = far ? fields([2, 1], [2, 8], [8, file.offset]) : new Uint8Array();
  return [
    fields(
      [4, centralHeader],
      [2, large],
      ...common(file, far ? large : plain, date),
      [2, extra.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, far ? most32 : file.offset],
    ),
    file.name,
    extra,
  ];
}

function ending(count: number, size: number, offset: number, zip64From: number): Uint8Array[] {
  const far = offset + size >= zip64From || count >= most16;
  const end = fields(
    [4, endOfDirectory],
    [2, 0],
    [2, 0],
    [2, far ? most16 : count],
    [2, far ? most16 : count],
    [4, far ? most32 : size],
    [4, far ? most32 : offset],
    [2, 0],
  );
  if (!far) return [end];
  const whole = fields(
    [4, end64],
    [8, 44],
    [2, large],
    [2, large],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, size],
    [8, offset],
  );
  return [whole, fields([4, locator64], [4, 0], [8, offset + size], [4, 1]), end];
}

/**
 * The archive in parts. Asks for the next file only when the one before has been taken.
 * @throws ZipError when a known file is of another size or sum, when a name is no plain ASCII or occurs twice.
 */
export async function* zip(
  files: Iterable<ZipFile> | AsyncIterable<ZipFile>,
  options: ZipOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const sum = options.crc32 ?? crc32;
  const zip64From = options.zip64From ?? most32;
  const date = dosDate(options.day);
  const written: Written[] = [];
  const names = new Set<string>();
  let offset = 0;
  for await (const file of files) {
    if (names.has(file.name)) throw new ZipError('a name occurs twice in the archive');
    names.add(file.name);
    const packed = file.known ? null : await pack(file.bytes, sum);
    const size = file.known?.size ?? packed?.size ?? 0;
    const entry: Written = {
      name: nameOf(file.name),
      method: packed?.method ?? 0,
      crc: file.known?.crc ?? packed?.crc ?? 0,
      packed: packed ? packed.parts.reduce((total, part) => total + part.length, 0) : size,
      size,
      offset,
    };
    written.push(entry);
    yield fields([4, localHeader], ...common(entry, plain, date), [2, 0]);
    yield entry.name;
    let [passed, crc] = [0, 0];
    for await (const part of packed?.parts ?? file.bytes) {
      passed += part.length;
      if (!packed) crc = sum(part, crc);
      yield part;
    }
    if (passed !== entry.packed || (!packed && crc !== entry.crc))
      throw new ZipError('a file of the archive changed while it was read');
    offset += 30 + entry.name.length + entry.packed;
  }
  const directory = written.flatMap((file) => central(file, date, zip64From));
  yield* directory;
  const size = directory.reduce((total, part) => total + part.length, 0);
  yield* ending(written.length, size, offset, zip64From);
}
