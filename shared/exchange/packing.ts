import { joinBytes } from '../papers/byte-parts.ts';
import { ExchangeError } from './problems.ts';

/** How bytes are packed: as they are, or by zlib (RFC 1950), which browsers have had for longest. */
export const packings = ['plain', 'zlib'] as const;
export type Packing = (typeof packings)[number];

/** Sends bytes through a stream; throws when it gives more than `limit` bytes. */
async function through(
  bytes: Uint8Array,
  stream: CompressionStream | DecompressionStream,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = stream.writable.getWriter();
  // A failure is met where the other side is read.
  const written = writer.write(bytes.slice()).then(() => writer.close());
  written.catch(() => undefined);
  const parts: Uint8Array[] = [];
  const reader = stream.readable.getReader();
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > limit) {
      await reader.cancel().catch(() => undefined);
      throw new ExchangeError('tooLarge');
    }
    parts.push(next.value);
  }
  return joinBytes(parts);
}

/** Packs bytes as small as this browser can. */
export async function pack(bytes: Uint8Array): Promise<{ packing: Packing; bytes: Uint8Array }> {
  if (typeof CompressionStream === 'undefined') return { packing: 'plain', bytes };
  const small = await through(bytes, new CompressionStream('deflate'), Number.POSITIVE_INFINITY);
  return small.length < bytes.length ? { packing: 'zlib', bytes: small } : { packing: 'plain', bytes };
}

/**
 * The bytes that were packed.
 * @throws ExchangeError `tooLarge` beyond `limit` bytes, `broken`, `oldBrowser` where zlib cannot be read.
 */
export async function unpack(bytes: Uint8Array, packing: Packing, limit: number): Promise<Uint8Array> {
  if (packing === 'plain') return bytes;
  if (typeof DecompressionStream === 'undefined') throw new ExchangeError('oldBrowser');
  try {
    return await through(bytes, new DecompressionStream('deflate'), limit);
  } catch (error) {
    throw error instanceof ExchangeError ? error : new ExchangeError('broken');
  }
}
