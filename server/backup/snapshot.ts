import { closeSync, existsSync, fdatasyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { databaseName } from './belongings.ts';
import { BackupError } from './error.ts';

/** What the copy of the database says. */
export interface Snapshot {
  /** `PRAGMA user_version`. */
  schema: number;
  /** Hashes of the papers that it names. */
  papers: string[];
}

/** Pages a step: 1 MB, between which others get at the disk. */
const stepPages = 256;

/** Steps after which what was copied is brought to the disk, so that a commit of the hall waits for little. */
const syncEvery = 8;

function bringsToDisk(target: string): () => void {
  let steps = 0;
  return () => {
    steps++;
    if (steps % syncEvery > 0) return;
    const file = openSync(target, 'r');
    fdatasyncSync(file);
    closeSync(file);
  };
}

/**
 * Copies the database of a data folder to a new file as it is at one moment; a server may be writing. The copying
 * connection keeps a read transaction open: in WAL mode writers go on, and SQLite's backup need not begin anew at each
 * of their commits. Throws BackupError('noStore'), BackupError('storeDamaged').
 */
export async function takeSnapshot(dataDir: string, target: string): Promise<Snapshot> {
  const path = join(dataDir, databaseName);
  if (!existsSync(path)) throw new BackupError('noStore', dataDir);
  const source = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    source.exec('BEGIN');
    source.prepare('SELECT count(*) FROM sqlite_schema').get();
    await backup(source, target, { rate: stepPages, progress: bringsToDisk(target) });
  } finally {
    source.close();
  }
  return readSnapshot(target);
}

/**
 * The query for the hashes of all files that a database names: papers, and the files of answers where its tables are of a
 * version that has them.
 */
export function filesNamed(database: DatabaseSync): string {
  const has = (table: string) =>
    database.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(table) !== undefined;
  const tables = ['paper', 'answer_file'].filter(has).map((table) => `SELECT hash FROM ${table}`);
  return tables.length > 0 ? `${tables.join(' UNION ')} ORDER BY hash` : "SELECT '' AS hash WHERE 0";
}

/** Proves a copy, makes one file of it (no log beside), and reads what it says. */
export function readSnapshot(path: string): Snapshot {
  const copy = new DatabaseSync(path);
  try {
    copy.exec('PRAGMA journal_mode = DELETE');
    const [first] = copy.prepare('PRAGMA quick_check(1)').all();
    if (first?.quick_check !== 'ok') throw new BackupError('storeDamaged', String(first?.quick_check));
    const rows = copy.prepare(filesNamed(copy)).all();
    return {
      schema: Number(copy.prepare('PRAGMA user_version').get()?.user_version),
      papers: rows.map(({ hash }) => String(hash)).filter((hash) => /^[0-9a-f]{64}$/.test(hash)),
    };
  } finally {
    copy.close();
  }
}
