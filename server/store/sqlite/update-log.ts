import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { RoomBatch, UpdateLog } from '../../relay/contract.ts';
import { CommitPlace } from './commit-place.ts';
import { openLogTables } from './log-tables.ts';
import { LogWorker } from './log-worker.ts';
import { holdThread } from './slow-disk.ts';

export interface UpdateLogOptions {
  /** Milliseconds added to every commit, to see what a slow disk does; 0 if not given. */
  commitDelay?: number;
}

/**
 * The relay's log of updates in the embedded store. A commit that returned or resolved is on disk (WAL, full sync).
 * While the disk is quick, `append` commits at once and returns nothing; once it is slow, it commits in a thread of
 * its own and returns a promise, so that the event loop does not stand still. docs/decisions/0007-where-a-commit-is-made.md.
 */
export function createUpdateLog(database: DatabaseSync, options: UpdateLogOptions = {}): UpdateLog {
  const log = openLogTables(database);
  const commitDelay = options.commitDelay ?? 0;
  const path = database.location();
  const place = new CommitPlace();
  let appender: LogWorker | null = null;
  let compactor: LogWorker | null = null;

  function appendHere(batches: readonly RoomBatch[]): void {
    const begin = performance.now();
    log.append(batches);
    holdThread(commitDelay);
    place.note(performance.now() - begin);
  }

  async function appendInThread(dir: string, batches: readonly RoomBatch[]): Promise<void> {
    appender ??= new LogWorker({ dir, commitDelay });
    try {
      place.note(await appender.do({ kind: 'append', batches }));
    } catch (error) {
      // Whatever it was, the next try is made with a new connection.
      await appender.end();
      appender = null;
      throw error;
    }
  }

  return {
    load: (room) => log.read(room).updates,
    append(batches) {
      if (path === null || !place.isThread) return appendHere(batches);
      return appendInThread(dirname(path), batches);
    },
    replace: (room, update) => log.replaceAll(room, update),
    async compact(room, collectGarbage) {
      if (path === null) return;
      const worker = new LogWorker({ dir: dirname(path), commitDelay: 0 });
      compactor = worker;
      try {
        await worker.do({ kind: 'compact', room, collectGarbage });
      } finally {
        await worker.end();
        if (compactor === worker) compactor = null;
      }
    },
    async close() {
      await Promise.all([appender?.end(), compactor?.end()]);
    },
  };
}
