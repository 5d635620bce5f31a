import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unfinishedPid } from './unfinished.ts';
import { isAlive } from './work-folder.ts';

/** The daily backups in their folder, by names that sort as their moments do. */

const pattern = /^doithoai-(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d)Z\.tar(\.age)?$/;

/** The name of a backup made at `moment`, UTC; no colons, which Windows' disks and sticks do not take. */
export function keptName(moment: Date, isSealed: boolean): string {
  const time = moment.toISOString().slice(0, 19).replaceAll(':', '-');
  return `doithoai-${time}Z.tar${isSealed ? '.age' : ''}`;
}

/** When a file with such a name was made, ms since the epoch; null when it is no daily backup. */
function momentOf(name: string): number | null {
  const [, hour, minute, second] = pattern.exec(name) ?? [];
  return hour === undefined ? null : Date.parse(`${hour}:${minute}:${second}Z`);
}

async function names(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

/** When the newest daily backup of a folder was made, ms since the epoch; null when there is none. */
export async function newestKept(folder: string): Promise<number | null> {
  const moments = (await names(folder)).map(momentOf).filter((moment) => moment !== null);
  return moments.length > 0 ? Math.max(...moments) : null;
}

/** Removes all but the newest `keep`. */
export async function prune(folder: string, keep: number): Promise<void> {
  const kept = (await names(folder)).filter((name) => momentOf(name) !== null).sort();
  for (const name of kept.slice(0, Math.max(0, kept.length - keep))) await rm(join(folder, name));
}

/** Removes what backups that were killed left in a folder. */
export async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await names(folder)) {
    const pid = unfinishedPid(name);
    if (pid !== null && !isAlive(pid)) await rm(join(folder, name), { force: true });
  }
}
