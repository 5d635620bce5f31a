import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { restoredMark } from '../backup/belongings.ts';
import type { Store } from '../store/store.ts';

/**
 * The data may come from a backup: then the open dialogues are marked as made anew, since devices bring petitions whose
 * numbers this server gave before and no longer knows.
 */
export async function takeRestored(
  dataDir: string,
  store: Pick<Store, 'dialogues' | 'rebuilt'>,
): Promise<void> {
  const mark = join(dataDir, restoredMark);
  if (!existsSync(mark)) return;
  const open = (await store.dialogues.list()).filter(({ state }) => state === 'open');
  await store.rebuilt.mark(
    open.map(({ id }) => id),
    new Date().toISOString(),
  );
  // Only now: a start that dies before is followed by one that marks them.
  rmSync(mark, { force: true });
}
