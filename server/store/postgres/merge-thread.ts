import { parentPort, workerData } from 'node:worker_threads';
import { integrate } from '../integrate.ts';

/** What the thread is started with. */
export interface MergeTask {
  updates: readonly Uint8Array[];
  collectGarbage: boolean;
}

/** The updates as one, or why not. */
export type MergeAnswer = { merged: Uint8Array } | { failed: string };

function answer({ updates, collectGarbage }: MergeTask): MergeAnswer {
  try {
    return { merged: integrate(updates, collectGarbage) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.postMessage(answer(workerData));
