import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { keyFile } from '../freeze/key.ts';
import { receiptKeyFile } from '../receipt/key.ts';

/**
 * What of the data folder goes into a backup beside the database and the papers that it names: what cannot be made
 * anew. A file, or a folder with all that is in it; what is not there is left out. Add a line for what is new.
 *
 * Not in it: `lock.sqlite` (a running server's claim), `papers/parts` (devices send them again), `backups`, the work
 * folders and the state of backups.
 */
export const belongings: readonly string[] = [
  keyFile,
  /** Without it the codes on the receipts that are out there open nothing. */
  receiptKeyFile,
  /** The hall's own authority and certificates. */
  'https',
];

export const databaseName = 'doithoai.sqlite';
export const papersName = 'papers';
/** Says to the next start that the data come from a backup: devices may hold what came after it. */
export const restoredMark = 'restored';

/** The path of a paper in the data folder. */
export function paperPath(hash: string): string {
  return `${papersName}/${hash.slice(0, 2)}/${hash}`;
}

function filesUnder(dataDir: string, path: string): string[] {
  const found = statSync(join(dataDir, path), { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return [path];
  const names = readdirSync(join(dataDir, path)).sort();
  // `.new` is on its way to a name.
  return names
    .filter((name) => !name.endsWith('.new'))
    .flatMap((name) => filesUnder(dataDir, `${path}/${name}`));
}

/** The belongings that are there, as paths of files in the data folder. */
export function findBelongings(dataDir: string): string[] {
  return belongings.flatMap((path) => filesUnder(dataDir, path));
}
