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
  /** Resolves when no transaction is under way on the same connection; null while there is none, and if not given. */
  idle?: () => Promise<void> | null;
}

/**
 * The relay's log of updates in the embedded store. A commit that returned or resolved is on disk (WAL, full sync).
 * While the disk is quick, `append` commits at once and returns nothing; once it is slow, it commits in a thread of
 * its own and returns a promise, so that the event loop does not stand still. docs/decisions/0007-where-a-commit-is-made.md.
 * What comes while a transaction of the books is under way on the same connection is written behind it: a promise, too.
 */
export function createUpdateLog(database: DatabaseSync, options: UpdateLogOptions = {}): UpdateLog {
  const log = openLogTables(database);
  const commitDelay = options.commitDelay ?? 0;
  const idle = options.idle ?? (() => null);
  const path = database.location();
  const place = new CommitPlace();
  let appender: LogWorker | null = null;
  let compactor: LogWorker | null = null;

  /** The last of those that wait for a transaction's end; what comes later is written after them. */
  let waiting: Promise<void> | null = null;

  /** Writes now, or behind the transaction that is under way: within it the rows would be undone with it. */
  function inTurn(write: () => void): void | Promise<void> {
    if (waiting === null && idle() === null) return write();
    const before = waiting;
    const turn = (async () => {
      await before?.catch(() => {});
      for (let busy = idle(); busy !== null; busy = idle()) await busy;
      write();
    })();
    waiting = turn;
    const over = () => {
      if (waiting === turn) waiting = null;
    };
    turn.then(over, over);
    return turn;
  }

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
      if (path === null || !place.isThread) return inTurn(() => appendHere(batches));
      return appendInThread(dirname(path), batches);
    },
    replace: (room, update) => inTurn(() => log.replaceAll(room, update)),
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
