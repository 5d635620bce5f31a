import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import packageFile from '../../package.json' with { type: 'json' };
import { databaseName, findBelongings, paperPath } from './belongings.ts';
import { measure, readPieces, syncPath } from './bytes.ts';
import { asBackupError, BackupError } from './error.ts';
import { checksumName, formatVersion, type Manifest, manifestName, type Part } from './manifest.ts';
import { checkPassphrase, seal } from './seal.ts';
import { takeSnapshot } from './snapshot.ts';
import { spaceAt } from './space.ts';
import { paddingOf, tarEnd, tarHeader, tarSpace } from './tar.ts';
import { unfinishedPath } from './unfinished.ts';
import { makeWorkFolder, removeLeftovers } from './work-folder.ts';

export interface BackupOrder {
  dataDir: string;
  /** The file to be made; one that is there is not overwritten. */
  file: string;
  /** Encrypts the backup; plain when null. */
  passphrase: string | null;
  /** Bytes that must stay free on both disks, so that a backup never fills them; 0 if not given. */
  reserve?: number;
  now?: () => Date;
}

export interface BackupSummary {
  file: string;
  bytes: number;
  /** ISO 8601 instant. */
  madeAt: string;
  papers: number;
  /** Papers that the database names and whose file was gone or damaged. */
  missingPapers: string[];
}

/** A part, and where its bytes are now. */
interface Source extends Part {
  from: string;
}

async function sourceOf(path: string, from: string): Promise<Source> {
  return { path, from, ...(await measure(from)) };
}

/** The papers of the snapshot. Files never change, and a row is there only when its file is. */
async function findPapers(dataDir: string, hashes: readonly string[]) {
  const papers: Source[] = [];
  const missing: string[] = [];
  for (const hash of hashes) {
    const from = join(dataDir, paperPath(hash));
    const source = existsSync(from) ? await sourceOf(paperPath(hash), from) : null;
    if (source?.sha256 === hash) papers.push(source);
    else missing.push(hash);
  }
  return { papers, missing };
}

/** The bytes of the archive, in order: manifest, parts, the checksum of all that is before it. */
async function* archive(manifest: Manifest, sources: readonly Source[]): AsyncGenerator<Uint8Array> {
  const time = Math.floor(Date.parse(manifest.madeAt) / 1000);
  const hash = createHash('sha256');
  const note = (bytes: Uint8Array) => {
    hash.update(bytes);
    return bytes;
  };
  const json = new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`);
  yield note(tarHeader({ name: manifestName, size: json.length }, time));
  yield note(json);
  yield note(paddingOf(json.length));
  for (const { path, size, sha256, from } of sources) {
    yield note(tarHeader({ name: path, size }, time));
    const own = createHash('sha256');
    for await (const piece of readPieces(from)) {
      own.update(piece);
      yield note(piece);
    }
    if (own.digest('hex') !== sha256) throw new BackupError('failed', `${path} changed meanwhile`);
    yield note(paddingOf(size));
  }
  const sum = new TextEncoder().encode(`${hash.digest('hex')}\n`);
  yield tarHeader({ name: checksumName, size: sum.length }, time);
  yield sum;
  yield paddingOf(sum.length);
  yield tarEnd;
}

/** Bytes after which what was written is brought to the disk, so that a commit of the hall waits for little. */
const syncEvery = 8 * 1024 * 1024;

/** Writes to a name of its own and gives the file its name once all of it is on the disk. */
async function writeWhole(file: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
  const unfinished = unfinishedPath(file);
  let bytes = 0;
  try {
    await rm(unfinished, { force: true });
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      for await (const piece of pieces) {
        if (piece.length > 0) await handle.writeFile(piece);
        if (Math.floor(bytes / syncEvery) < Math.floor((bytes + piece.length) / syncEvery))
          await handle.datasync();
        bytes += piece.length;
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (existsSync(file)) throw new BackupError('fileExists', file);
    await rename(unfinished, file);
    await syncPath(dirname(file));
    return bytes;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function checkRoom(path: string, needed: number, reserve: number): Promise<void> {
  const { free } = await spaceAt(path);
  if (free < needed + reserve) throw new BackupError('noRoom', path);
}

async function make(order: BackupOrder): Promise<BackupSummary> {
  const { dataDir, file, passphrase, reserve = 0, now = () => new Date() } = order;
  if (passphrase !== null) checkPassphrase(passphrase);
  if (existsSync(file)) throw new BackupError('fileExists', file);
  const path = join(dataDir, databaseName);
  const database = statSync(path, { throwIfNoEntry: false });
  if (database === undefined) throw new BackupError('noStore', dataDir);
  removeLeftovers(dataDir);
  await checkRoom(
    dataDir,
    database.size + (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0),
    reserve,
  );
  const work = makeWorkFolder(dataDir);
  try {
    const madeAt = now().toISOString();
    const copy = join(work.dir, databaseName);
    const snapshot = await takeSnapshot(dataDir, copy);
    const belongings = [];
    for (const path of findBelongings(dataDir)) belongings.push(await sourceOf(path, join(dataDir, path)));
    const { papers, missing } = await findPapers(dataDir, snapshot.papers);
    const sources = [await sourceOf(databaseName, copy), ...belongings, ...papers];
    const manifest: Manifest = {
      format: 'doithoai-backup',
      version: formatVersion,
      madeAt,
      program: packageFile.version,
      schema: snapshot.schema,
      parts: sources.map(({ path, size, sha256 }) => ({ path, size, sha256 })),
      missingPapers: missing,
    };
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await checkRoom(
      dirname(file),
      sources.reduce((sum, { size }) => sum + tarSpace(size), 0),
      reserve,
    );
    const plain = archive(manifest, sources);
    const bytes = await writeWhole(file, passphrase === null ? plain : await seal(plain, passphrase));
    return { file, bytes, madeAt, papers: papers.length, missingPapers: missing };
  } finally {
    work.remove();
  }
}

/**
 * Makes a backup of a data folder that a server may be writing to: database, papers, keys, in one file that has its
 * name only once it is whole and on the disk. Throws BackupError, and leaves nothing behind then.
 */
export async function makeBackup(order: BackupOrder): Promise<BackupSummary> {
  try {
    return await make(order);
  } catch (error) {
    throw asBackupError(error);
  }
}
