import type { BackupCode } from './backup.ts';

/** Devices on which the page that the server gives does not come up, or whose files do not arrive as they should. */
export interface PageFailures {
  build: string;
  /** Of the newest. */
  at: string;
  devices: number;
}

/** What an organizer is told of the server's own state: the room on its disk and its backups. Instants are ISO 8601. */
export interface OperationStatus {
  disk: {
    /** Bytes. */
    free: number;
    total: number;
    /** Below the limit that the settings give: somebody should make room. */
    low: boolean;
    /** So little, or a disk that takes nothing, that nothing but what is typed is taken any more. */
    full: boolean;
  };
  backup: {
    /** Folder of the daily backups on the server; null when they are switched off. */
    folder: string | null;
    /** How many are kept. */
    keep: number;
    /** The folder is on the disk of the data: both are lost with it. */
    sameDisk: boolean;
    /** With the passphrase of the settings. */
    encrypted: boolean;
    running: boolean;
    /** The newest backup, whoever made it. */
    last: { at: string; file: string; bytes: number; missing: number } | null;
    /** Why the newest try failed; null after one that did not. */
    failure: { at: string; code: BackupCode } | null;
  };
  /** Null: none that the server knows of since its start. */
  pages: PageFailures | null;
}

/** A backup older than this, ms, is worth a word: the daily one did not happen. */
export const staleBackup = 48 * 3_600_000;
