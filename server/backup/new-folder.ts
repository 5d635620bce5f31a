import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { databaseName } from './belongings.ts';
import { syncPath } from './bytes.ts';
import { BackupError } from './error.ts';

/** A data folder that gets its name only once all of it is there. */
export interface NewFolder {
  /** Where its files are put first; made by `begin`. */
  staging: string;
  begin(): void;
  /** Gives it its name. */
  settle(): Promise<void>;
  /** Leaves nothing behind. */
  drop(): void;
}

/** An empty folder may be the place where another disk is mounted: such a place cannot be put in by a rename. */
function isMounted(dir: string): boolean {
  return existsSync(dir) && statSync(dir).dev !== statSync(dirname(dir)).dev;
}

function checkEmpty(dir: string): void {
  const found = statSync(dir, { throwIfNoEntry: false });
  if (found !== undefined && (!found.isDirectory() || readdirSync(dir).length > 0))
    throw new BackupError('folderNotEmpty', dir);
}

/** Throws BackupError('folderNotEmpty') unless `dir` is an empty folder or not there. */
export function newFolder(dir: string): NewFolder {
  checkEmpty(dir);
  const within = isMounted(dir);
  const name = `.restoring-${process.pid}`;
  const staging = within ? join(dir, name) : `${dir}${name}`;
  const drop = () => rmSync(staging, { recursive: true, force: true });
  return {
    staging,
    begin() {
      drop();
      mkdirSync(staging, { recursive: true, mode: 0o700 });
    },
    async settle() {
      if (within) {
        // The database comes last: without it a folder is no data folder.
        const names = readdirSync(staging).filter((entry) => entry !== databaseName);
        for (const entry of [...names, databaseName]) renameSync(join(staging, entry), join(dir, entry));
        rmdirSync(staging);
        await syncPath(dir);
        return;
      }
      if (existsSync(dir)) rmdirSync(dir);
      renameSync(staging, dir);
      await syncPath(dirname(dir));
    },
    drop,
  };
}
