import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { type BackupCode, isBackupCode } from '../../shared/backup.ts';

/** What is remembered of backups, in a file beside the database: a full or damaged database must not hide it. */

const stateName = 'backup-state.json';

const made = v.object({
  /** ISO 8601 instant. */
  at: v.string(),
  file: v.string(),
  bytes: v.number(),
  /** Papers that could not be put in. */
  missing: v.number(),
});
const failed = v.object({ at: v.string(), code: v.custom<BackupCode>(isBackupCode) });
const schema = v.object({ last: v.nullable(made), failure: v.nullable(failed) });

export type MadeBackup = v.InferOutput<typeof made>;
export type FailedBackup = v.InferOutput<typeof failed>;
/** The last backup, and why the newest try failed if it did. */
export type BackupState = v.InferOutput<typeof schema>;

/** The state of a data folder; empty when there is none, or when it cannot be read. */
export async function readState(dataDir: string): Promise<BackupState> {
  try {
    return v.parse(schema, JSON.parse(await readFile(join(dataDir, stateName), 'utf8')));
  } catch {
    return { last: null, failure: null };
  }
}

/** False when it could not be written, as on a full disk. */
async function writeState(dataDir: string, state: BackupState): Promise<boolean> {
  const path = join(dataDir, stateName);
  try {
    await writeFile(`${path}.${process.pid}`, JSON.stringify(state), { mode: 0o600 });
    await rename(`${path}.${process.pid}`, path);
    return true;
  } catch {
    return false;
  }
}

/** Remembers a backup that was made. */
export async function noteBackup(dataDir: string, last: MadeBackup): Promise<boolean> {
  return writeState(dataDir, { last, failure: null });
}

/** Remembers that a try failed. */
export async function noteFailure(dataDir: string, failure: FailedBackup): Promise<boolean> {
  return writeState(dataDir, { ...(await readState(dataDir)), failure });
}
