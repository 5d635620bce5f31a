import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { Candidate, FoundPage, IndexQuery } from '../../search/contract.ts';
import { searchReader } from './search-reader.ts';

/** What the thread is asked. */
export type SearchTask =
  | { kind: 'find'; query: IndexQuery }
  | { kind: 'candidates'; text: string; dialogueIds: readonly string[]; limit: number };

/** What it answers, in the order of the questions. */
export type SearchAnswer = { found: FoundPage } | { candidates: Candidate[] } | { failed: string };

/** A reading connection of its own: while it looks through the index, the relay goes on. */
function start(path: string): void {
  const reader = searchReader(new DatabaseSync(path, { readOnly: true, timeout: 5000 }));

  function work(task: SearchTask): SearchAnswer {
    if (task.kind === 'find') return { found: reader.find(task.query) };
    return { candidates: reader.candidates(task.text, task.dialogueIds, task.limit) };
  }

  parentPort?.on('message', (task: SearchTask) => {
    let answer: SearchAnswer;
    try {
      answer = work(task);
    } catch (error) {
      answer = { failed: error instanceof Error ? error.message : String(error) };
    }
    parentPort?.postMessage(answer);
  });
}

if (parentPort !== null) start(String(workerData));
