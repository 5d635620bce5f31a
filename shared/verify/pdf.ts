import { joinBytes } from '../papers/byte-parts.ts';
import { bytesOf, sha256Hex } from './bytes.ts';
import { largestFile } from './record-file.ts';

/**
 * The little of PDF that verification needs: files embedded in it, and our seal. No object of the file is trusted:
 * lengths are bounds, streams are inflated up to a limit, the number of files looked at is limited.
 */

/** Embedded files looked at in one PDF. */
const mostFiles = 16;
/** Bytes of a file's dictionary before and behind its type. */
const longestDictionary = 4096;

const latin1 = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

export function isPdf(bytes: Uint8Array): boolean {
  return latin1(bytes.subarray(0, 5)) === '%PDF-';
}

/** Inflates (zlib) up to `limit` bytes. Rejects on damage and on more than the limit. */
async function inflate(bytes: Uint8Array, limit: number): Promise<Uint8Array> {
  const reader = new Blob([new Uint8Array(bytes)])
    .stream()
    .pipeThrough(new DecompressionStream('deflate'))
    .getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > limit) {
      await reader.cancel();
      throw new RangeError('inflates to more than the limit');
    }
    chunks.push(next.value);
  }
  return joinBytes(chunks);
}

/** The bytes of the stream whose dictionary ends before `start`, or null when it is cut off. */
function streamBytes(bytes: Uint8Array, text: string, dictionary: string, start: number): Uint8Array | null {
  const length = Number(/\/Length\s+(\d{1,9})(?!\s+\d+\s+R)/.exec(dictionary)?.[1] ?? Number.NaN);
  const end = start + length;
  if (Number.isFinite(length) && /^\s{0,2}endstream/.test(text.slice(end, end + 12)))
    return bytes.subarray(start, end);
  const found = text.indexOf('endstream', start);
  if (found === -1) return null;
  return bytes.subarray(start, found - (/\r\n$|[\r\n]$/.exec(text.slice(found - 2, found))?.[0].length ?? 0));
}

async function embeddedAt(bytes: Uint8Array, text: string, at: number): Promise<Uint8Array | null> {
  const from = text.lastIndexOf(' obj', at);
  const rest = text.slice(at, at + longestDictionary);
  const begin = />>\s*stream\r?\n/.exec(rest);
  if (from === -1 || at - from > longestDictionary || !begin) return null;
  const dictionary = text.slice(from, at + begin.index);
  const start = at + begin.index + begin[0].length;
  const packed = streamBytes(bytes, text, dictionary, start);
  if (!packed) return null;
  const filter = /\/Filter\s*\[?\s*\/(\w+)\s*(\/\w+)?/.exec(dictionary);
  if (!filter) return packed;
  if (filter[1] !== 'FlateDecode' || filter[2]?.startsWith('/Flate')) return null;
  try {
    return await inflate(packed, largestFile);
  } catch {
    return null;
  }
}

/** The files embedded in a PDF, in the order of its bytes; null for each that cannot be read, and for all beyond the limit. */
export async function embeddedFiles(bytes: Uint8Array): Promise<(Uint8Array | null)[]> {
  const text = latin1(bytes);
  const found: (Uint8Array | null)[] = [];
  for (const { index } of text.matchAll(/\/EmbeddedFile(?![A-Za-z0-9])/g)) {
    if (found.length === mostFiles) return [...found, null];
    found.push(await embeddedAt(bytes, text, index));
  }
  return found;
}

/** Stands before `startxref` as a comment, which no reader of PDF looks at and PDF/A allows. */
const sealMark = '%DoiThoai-Seal-1';

/** A PDF's seal: a signature over every byte of the file as it was made but the signature's own 128. */
export interface Seal {
  /** Hex. */
  publicKey: string;
  signature: string;
  /** SHA-256 (hex) of what was signed. */
  hash: string;
  /** Where the file as made ends. */
  end: number;
}

/**
 * Seals a PDF. `sign` is handed the bytes to be sealed and returns the signature (hex) of `documentMessage` over their
 * SHA-256; equal bytes and an equal key give equal bytes, as Ed25519 knows no chance.
 * @throws TypeError when the bytes are no PDF with one cross-reference table at its end.
 */
export function sealPdf(
  pdf: Uint8Array,
  publicKey: string,
  sign: (sealed: Uint8Array) => string,
): Uint8Array {
  const at = latin1(pdf).lastIndexOf('startxref');
  if (!isPdf(pdf) || at === -1) throw new TypeError('no PDF');
  const head = joinBytes([pdf.subarray(0, at), bytesOf(`${sealMark} ${publicKey} `)]);
  const tail = joinBytes([bytesOf('\n'), pdf.subarray(at)]);
  return joinBytes([head, bytesOf(sign(joinBytes([head, tail]))), tail]);
}

/** The first seal of a PDF; 'broken' when its mark is there and it cannot be read, null when there is none. */
export function findSeal(bytes: Uint8Array): Seal | 'broken' | null {
  const text = latin1(bytes);
  const at = text.indexOf('%DoiThoai-Seal');
  if (at === -1) return null;
  const form = /^%DoiThoai-Seal-1 ([0-9a-f]{64}) ([0-9a-f]{128})\nstartxref\r?\n\d{1,10}\r?\n%%EOF/;
  const found = form.exec(text.slice(at, at + 400));
  const [line, publicKey, signature] = found ?? [];
  if (line === undefined || publicKey === undefined || signature === undefined) return 'broken';
  const signatureAt = at + sealMark.length + publicKey.length + 2;
  const end = at + line.length;
  const hash = sha256Hex(
    joinBytes([bytes.subarray(0, signatureAt), bytes.subarray(signatureAt + signature.length, end)]),
  );
  return { publicKey, signature, hash, end };
}
