import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The database is damaged; running on it would make it worse. */
export class StoreDamagedError extends Error {
  override readonly name = 'StoreDamagedError';
  /** SQLite's own words: pages and trees, nothing of what stands in them. */
  readonly problems: string[];

  constructor(problems: string[], cause?: unknown) {
    super('the database is damaged', { cause });
    this.problems = problems;
  }
}

/** SQLITE_CORRUPT, SQLITE_NOTADB. */
const damageCodes = [11, 26];

/** Whether an error of SQLite says that the file is damaged. */
export function isDamage(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && damageCodes.includes(Number(error.errcode) & 0xff);
}

/**
 * Reads every page of a data folder's database once and proves that it is whole (`PRAGMA quick_check`), changing
 * nothing. About 0.7 s a gigabyte from memory, as fast as the disk otherwise. Throws StoreDamagedError; a folder
 * without a database is whole.
 */
export function checkStore(dir: string): void {
  const path = join(dir, 'doithoai.sqlite');
  if (!existsSync(path)) return;
  let problems: string[];
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    problems = database
      .prepare('PRAGMA quick_check(10)')
      .all()
      .map((row) => String(row.quick_check))
      .filter((line) => line !== 'ok');
  } catch (error) {
    if (!isDamage(error)) throw error;
    throw new StoreDamagedError([error instanceof Error ? error.message : ''], error);
  } finally {
    database.close();
  }
  if (problems.length > 0) throw new StoreDamagedError(problems);
}
