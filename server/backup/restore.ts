import { mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { databaseName, paperPath, restoredMark } from './belongings.ts';
import { asBackupError, BackupError } from './error.ts';
import type { Manifest, Part } from './manifest.ts';
import { newFolder } from './new-folder.ts';
import { readBackup } from './read.ts';
import { readSnapshot } from './snapshot.ts';
import { spaceAt } from './space.ts';

export interface RestoreOrder {
  file: string;
  /** The data folder to be made; an empty one may be there. */
  dataDir: string;
  /** Asked only when the backup is encrypted; null: there is none. */
  passphrase(): Promise<string | null>;
}

async function writePart(dir: string, { path }: Part, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const target = join(dir, path);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const handle = await open(target, 'wx', 0o600);
  try {
    for await (const piece of pieces) await handle.writeFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The database can be opened, and every paper that it names is there or was said to be missing. */
function prove(dir: string, manifest: Manifest): void {
  const parts = new Set(manifest.parts.map(({ path }) => path));
  if (!parts.has(databaseName)) throw new BackupError('damaged', databaseName);
  const missing = new Set(manifest.missingPapers);
  const lost = readSnapshot(join(dir, databaseName)).papers.find(
    (hash) => !parts.has(paperPath(hash)) && !missing.has(hash),
  );
  if (lost !== undefined) throw new BackupError('damaged', paperPath(lost));
}

/**
 * Makes a data folder of a backup. All is written to a folder beside and proved before the folder gets its name.
 * Throws BackupError, and leaves nothing behind then.
 */
export async function restoreBackup({ file, dataDir, passphrase }: RestoreOrder): Promise<Manifest> {
  const folder = newFolder(dataDir);
  try {
    const manifest = await readBackup(file, {
      passphrase,
      async begin({ parts }) {
        const { free } = await spaceAt(dirname(folder.staging));
        if (free < parts.reduce((sum, { size }) => sum + size, 0)) throw new BackupError('noRoom', dataDir);
        folder.begin();
      },
      part: (part, pieces) => writePart(folder.staging, part, pieces),
    });
    prove(folder.staging, manifest);
    await writeFile(join(folder.staging, restoredMark), manifest.madeAt, { mode: 0o600 });
    await folder.settle();
    return manifest;
  } catch (error) {
    folder.drop();
    throw asBackupError(error);
  }
}
