import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PaperFiles } from './contract.ts';

/** Bytes of a file that are in memory at once while it is passed on. */
const partBytes = 128 * 1024;

/** Whether the system says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

async function orMissing<T, M>(work: Promise<T>, missing: M): Promise<T | M> {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return missing;
    throw error;
  }
}

/** Brings a file or folder to the disk itself. */
async function sync(path: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Papers as files of the data folder; made when the first one comes, readable by the server's user only. */
export function paperFiles(dir: string): PaperFiles {
  const partsDir = join(dir, 'parts');
  const part = (name: string) => join(partsDir, name);
  const folder = (hash: string) => join(dir, hash.slice(0, 2));
  return {
    async partSize(name) {
      return (await orMissing(stat(part(name)), null))?.size ?? 0;
    },
    async parts(prefix) {
      const names = await orMissing(readdir(partsDir), []);
      const mine = names.filter((name) => name.startsWith(prefix));
      return Promise.all(mine.map(async (name) => ({ name, size: await this.partSize(name) })));
    },
    async append(name, offset, bytes) {
      await mkdir(partsDir, { recursive: true, mode: 0o700 });
      const handle = await open(part(name), 'a', 0o600);
      try {
        await handle.writeFile(bytes);
      } catch (error) {
        await handle.truncate(offset).catch(() => undefined);
        throw error;
      } finally {
        await handle.close();
      }
    },
    readPart: (name) => readFile(part(name)),
    removePart: (name) => rm(part(name), { force: true }),
    async removeOldParts(before) {
      for (const name of await orMissing(readdir(partsDir), [])) {
        const found = await orMissing(stat(part(name)), null);
        if (found && found.mtimeMs < before) await rm(part(name), { force: true });
      }
    },
    async keep(name, hash) {
      await sync(part(name), 'r+');
      await mkdir(folder(hash), { recursive: true, mode: 0o700 });
      await rename(part(name), join(folder(hash), hash));
      await sync(folder(hash), 'r');
      await sync(dir, 'r');
    },
    remove: (hash) => rm(join(folder(hash), hash), { force: true }),
    readParts: (hash) => createReadStream(join(folder(hash), hash), { highWaterMark: partBytes }),
    async read(hash) {
      return orMissing(
        readFile(join(folder(hash), hash)).then((bytes) => new Uint8Array(bytes)),
        null,
      );
    },
  };
}
