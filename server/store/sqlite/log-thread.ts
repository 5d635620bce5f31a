import { parentPort, workerData } from 'node:worker_threads';
import type { RoomBatch } from '../../relay/contract.ts';
import { integrate } from '../integrate.ts';
import { openDatabase } from './database.ts';
import { openLogTables } from './log-tables.ts';
import { holdThread } from './slow-disk.ts';

/** What the thread is started with. */
export interface LogThreadData {
  /** The data folder. */
  dir: string;
  /** Milliseconds added to every commit, to see what a slow disk does. */
  commitDelay: number;
}

/** What the thread is asked to do. */
export type LogThreadTask =
  | { kind: 'append'; batches: readonly RoomBatch[] }
  | { kind: 'compact'; room: string; collectGarbage: boolean };

/** How it went: milliseconds that it took, or why it did not happen. */
export type LogThreadAnswer = { took: number } | { failed: string };

/** A connection of its own to the database, for what would hold up the event loop. */
function start({ dir, commitDelay }: LogThreadData): void {
  const log = openLogTables(openDatabase(dir));

  function work(task: LogThreadTask): void {
    if (task.kind === 'append') {
      log.append(task.batches);
      holdThread(commitDelay);
      return;
    }
    const read = log.read(task.room);
    if (read.updates.length > 1 || (read.updates.length === 1 && task.collectGarbage)) {
      log.replaceRead(task.room, read, integrate(read.updates, task.collectGarbage));
    }
  }

  parentPort?.on('message', (task: LogThreadTask) => {
    const begin = performance.now();
    let answer: LogThreadAnswer;
    try {
      work(task);
      answer = { took: performance.now() - begin };
    } catch (error) {
      answer = { failed: error instanceof Error ? error.message : String(error) };
    }
    parentPort?.postMessage(answer);
  });
}

if (parentPort !== null) start(workerData as LogThreadData);
