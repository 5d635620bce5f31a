import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const prefix = 'backup-work-';

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process is one, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Removes what backups that were killed left in a data folder. */
export function removeLeftovers(dataDir: string): void {
  if (!existsSync(dataDir)) return;
  for (const name of readdirSync(dataDir)) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)$`).exec(name)?.[1]);
    if (pid > 0 && pid !== process.pid && !isAlive(pid))
      rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}

/**
 * A folder for the copy of the database, within the data folder: plain data stay where plain data are, also when the
 * backup is encrypted and goes to a stick.
 */
export function makeWorkFolder(dataDir: string): { dir: string; remove(): void } {
  const dir = join(dataDir, `${prefix}${process.pid}`);
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { mode: 0o700 });
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
