import { basename, dirname, join } from 'node:path';

/** Where a backup is written by this process until it is whole: beside `file`. */
export function unfinishedPath(file: string): string {
  return join(dirname(file), `.${basename(file)}.unfinished-${process.pid}`);
}

/** The process that writes a file of this name, when it is a backup that has not got its own name yet. */
export function unfinishedPid(name: string): number | null {
  const pid = Number(/^\..*\.unfinished-(\d+)$/.exec(name)?.[1]);
  return pid > 0 ? pid : null;
}
