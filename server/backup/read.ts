import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { schemaVersion } from '../store/sqlite/schema.ts';
import { ByteSource, EndOfBytes, readPieces } from './bytes.ts';
import { BackupError } from './error.ts';
import {
  checksumName,
  type Manifest,
  manifestName,
  mostManifestBytes,
  type Part,
  readManifest,
} from './manifest.ts';
import { isSealed, sealedHeadBytes, sealedSize, unseal } from './seal.ts';
import { blockBytes, paddingOf, readTarHeader, tarEnd, tarHeader, tarSpace } from './tar.ts';

/** What is done with the parts of a backup while it is read. */
export interface BackupReader {
  /** Asked only when the backup is encrypted; null: there is none. */
  passphrase(): Promise<string | null>;
  /** The manifest, before any part; nothing is proved yet. */
  begin?(manifest: Manifest): Promise<void>;
  /** One part; reads all its pieces. */
  part?(part: Part, pieces: AsyncIterable<Uint8Array>): Promise<void>;
}

async function readHead(file: string): Promise<{ head: Uint8Array; size: number }> {
  try {
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(sealedHeadBytes), 0, sealedHeadBytes, 0);
      return { head: buffer.subarray(0, bytesRead), size: (await handle.stat()).size };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new BackupError('noFile', file, error);
  }
}

async function readFirst(source: ByteSource): Promise<{ manifest: Manifest; time: number; space: number }> {
  const header = readTarHeader(await source.read(blockBytes));
  if (header?.name !== manifestName || header.size > mostManifestBytes) throw new BackupError('notBackup');
  const json = new TextDecoder().decode(await source.read(header.size));
  const manifest = readManifest(json);
  if (manifest === 'newer') throw new BackupError('newerFormat');
  if (manifest === null) throw new BackupError('damaged', manifestName);
  if (manifest.schema > schemaVersion) throw new BackupError('newerFormat', `schema ${manifest.schema}`);
  await source.read(paddingOf(header.size).length);
  return { manifest, time: header.time, space: tarSpace(header.size) };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

async function readPart(
  source: ByteSource,
  part: Part,
  time: number,
  take: BackupReader['part'],
): Promise<void> {
  const header = tarHeader({ name: part.path, size: part.size }, time);
  if (!isSame(await source.read(blockBytes), header)) throw new BackupError('damaged', part.path);
  const hash = createHash('sha256');
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for await (const piece of source.stream(part.size)) {
      hash.update(piece);
      yield piece;
    }
  }
  if (take) await take(part, pieces());
  else for await (const piece of pieces()) void piece;
  if (hash.digest('hex') !== part.sha256) throw new BackupError('damaged', part.path);
  await source.read(paddingOf(part.size).length);
}

/** How large a backup is whose manifest takes `first` bytes of the archive. */
function wholeSize(manifest: Manifest, first: number): number {
  const parts = manifest.parts.reduce((sum, { size }) => sum + tarSpace(size), 0);
  return first + parts + tarSpace(65) + tarEnd.length;
}

/**
 * Reads a backup from its first byte to its last and proves every one: each part by its own hash, all of it by the
 * checksum at the end. Throws BackupError; what `part` was given must then be thrown away.
 */
export async function readBackup(file: string, reader: BackupReader): Promise<Manifest> {
  const { head, size } = await readHead(file);
  const sealed = isSealed(head);
  let plain: AsyncIterable<Uint8Array> = readPieces(file);
  if (sealed) {
    const passphrase = await reader.passphrase();
    if (passphrase === null) throw new BackupError('needsPassphrase');
    plain = await unseal(plain, passphrase);
  }
  const hash = createHash('sha256');
  const source = new ByteSource(plain, (piece) => hash.update(piece));
  let opened = false;
  try {
    const { manifest, time, space } = await readFirst(source);
    opened = true;
    const whole = wholeSize(manifest, space);
    const expected = sealed ? sealedSize(head, whole) : whole;
    if (size < expected) throw new BackupError('cut', `${size} / ${expected}`);
    if (size > expected) throw new BackupError('damaged', `${size} / ${expected}`);
    await reader.begin?.(manifest);
    for (const part of manifest.parts) await readPart(source, part, time, reader.part);
    const sum = new TextEncoder().encode(`${hash.copy().digest('hex')}\n`);
    const end = Buffer.concat([
      tarHeader({ name: checksumName, size: sum.length }, time),
      sum,
      paddingOf(sum.length),
      tarEnd,
    ]);
    const isWhole = isSame(await source.read(end.length), end) && (await source.isAtEnd());
    if (!isWhole) throw new BackupError('damaged', checksumName);
    return manifest;
  } catch (error) {
    if (!(error instanceof EndOfBytes)) throw error;
    throw new BackupError(opened ? 'cut' : 'notBackup', '', error);
  } finally {
    await source.close();
  }
}
