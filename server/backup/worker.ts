import { execFile } from 'node:child_process';
import type { BackupCode } from '../../shared/backup.ts';
import { stepBack } from '../step-back.ts';
import { asBackupError } from './error.ts';
import { passphraseOf } from './passphrase.ts';
import { type BackupSummary, makeBackup } from './write.ts';

/** The process that makes one backup for a server: a BackupJob in, a BackupAnswer out. */

export interface BackupJob {
  dataDir: string;
  file: string;
  /** Bytes that must stay free. */
  reserve: number;
}

export type BackupAnswer =
  | { ok: true; summary: BackupSummary }
  | { ok: false; code: BackupCode; detail: string };

async function answer(job: BackupJob): Promise<BackupAnswer> {
  try {
    return { ok: true, summary: await makeBackup({ ...job, passphrase: passphraseOf(process.env) }) };
  } catch (error) {
    const { code, detail } = asBackupError(error);
    return { ok: false, code, detail };
  }
}

stepBack();
// The disk's own queue, where it has classes.
execFile('ionice', ['-c', '3', '-p', String(process.pid)], () => undefined);
process.on('message', async (job: BackupJob) => {
  const result = await answer(job);
  process.send?.(result, undefined, undefined, () => process.exit());
});
// Done, or the server has gone, perhaps without a word.
process.on('disconnect', () => process.exit());
