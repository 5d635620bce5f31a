import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { oneAfterAnother } from '../../one-after-another.ts';
import type { Sql } from '../sql/sql.ts';
import { sqliteEngine } from './engine.ts';

/**
 * What runs in a `ReadThread`: `open` gets a reading connection of its own, and what it returns answers each task in
 * turn. Where no thread began it, nothing happens.
 */
export function answerReads<Task, Answer extends object>(
  open: (sql: Sql) => (task: Task) => Promise<Answer>,
): void {
  if (parentPort === null) return;
  const port = parentPort;
  const answer = open(sqliteEngine(new DatabaseSync(String(workerData), { readOnly: true, timeout: 5000 })));
  const turn = oneAfterAnother();
  const tried = async (task: Task): Promise<Answer | { failed: string }> => {
    try {
      return await answer(task);
    } catch (error) {
      return { failed: error instanceof Error ? error.message : String(error) };
    }
  };
  port.on('message', (task: Task) => turn(async () => port.postMessage(await tried(task))));
}
