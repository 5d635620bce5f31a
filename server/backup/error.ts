import { type BackupCode, backupSentence } from '../../shared/backup.ts';

/** A backup or a restore that did not happen; the sentence stands in shared/backup.ts. */
export class BackupError extends Error {
  readonly code: BackupCode;
  /** What it was about (a file, a part of the backup), never its content. */
  readonly detail: string;

  constructor(code: BackupCode, detail = '', cause?: unknown) {
    super(backupSentence(code, 'en'), { cause });
    this.name = 'BackupError';
    this.code = code;
    this.detail = detail;
  }

  get vi(): string {
    return backupSentence(this.code, 'vi');
  }
}

function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const noRoomCodes = ['ENOSPC', 'EDQUOT', 'EFBIG'];
const noFolderCodes = ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'EIO'];

/** Any error of writing a backup as a BackupError. */
export function asBackupError(error: unknown): BackupError {
  if (error instanceof BackupError) return error;
  const code = systemCode(error);
  // SQLITE_FULL, and SQLITE_CORRUPT or SQLITE_NOTADB.
  const sqlite = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  if (noRoomCodes.includes(code) || sqlite === 13) return new BackupError('noRoom', code, error);
  if (sqlite === 11 || sqlite === 26) return new BackupError('storeDamaged', '', error);
  if (noFolderCodes.includes(code)) return new BackupError('noFolder', code, error);
  return new BackupError('failed', String(error), error);
}
