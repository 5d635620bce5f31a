import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lockStore, StoreInUseError } from './store/sqlite/database.ts';

/** Another process makes it; whether it has is looked at so often, ms. */
const lookEvery = 200;

/**
 * Makes a folder anew when it is stale, once, however many processes begin at the same time: each waits for the one that makes
 * it. What is made stands beside it (`FOLDER.next`), under a lock that goes with its process, and takes the folder's place when
 * it is whole: nobody finds a half of it, and a process that was killed leaves the old one. Rejects as `make` does.
 * @param make fills a folder that is not there yet
 * @returns whether this process made it
 */
export async function putAnew(options: {
  folder: string;
  isStale(): boolean;
  make(folder: string): Promise<void>;
}): Promise<boolean> {
  const { folder, isStale, make } = options;
  const work = `${folder}.next`;
  const [made, before] = [join(work, 'made'), join(work, 'before')];
  const clear = () => {
    for (const each of [made, before]) rmSync(each, { recursive: true, force: true });
  };
  while (isStale()) {
    let unlock: () => void;
    try {
      unlock = lockStore(work);
    } catch (error) {
      if (!(error instanceof StoreInUseError)) throw error;
      await sleep(lookEvery);
      continue;
    }
    try {
      // It was made between the look and the lock.
      if (!isStale()) return false;
      clear();
      await make(made);
      try {
        renameSync(folder, before);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      }
      renameSync(made, folder);
      return true;
    } finally {
      clear();
      unlock();
    }
  }
  return false;
}
