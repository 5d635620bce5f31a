import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * What runs in a `ReadThread`: `open` gets a reading connection of its own, and what it returns answers each task in
 * turn. Where no thread began it, nothing happens.
 */
export function answerReads<Task, Answer extends object>(
  open: (database: DatabaseSync) => (task: Task) => Answer,
): void {
  if (parentPort === null) return;
  const port = parentPort;
  const answer = open(new DatabaseSync(String(workerData), { readOnly: true, timeout: 5000 }));
  const tried = (task: Task): Answer | { failed: string } => {
    try {
      return answer(task);
    } catch (error) {
      return { failed: error instanceof Error ? error.message : String(error) };
    }
  };
  port.on('message', (task: Task) => port.postMessage(tried(task)));
}
