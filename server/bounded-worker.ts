import { Worker } from 'node:worker_threads';

export interface WorkerBounds<A> {
  /** Of the worker's heap, MB. */
  memory: number;
  /** Until its answer, ms. */
  time: number;
  /** In place of an answer that takes too much of either, a stack that a deeply nested file exhausts among it. */
  tooMuch: A;
  /** In place of an answer that does not come. */
  none: A;
}

/** Asks a worker of its own one question, what a stranger's file says; it ends with its one answer. Never rejects. */
export function askBounded<A>(program: URL, question: unknown, bounds: WorkerBounds<A>): Promise<A> {
  return new Promise((resolve) => {
    const worker = new Worker(program, {
      workerData: question,
      resourceLimits: { maxOldGenerationSizeMb: bounds.memory },
    });
    const answer = (result: A) => {
      clearTimeout(timer);
      resolve(result);
      void worker.terminate();
    };
    const timer = setTimeout(() => answer(bounds.tooMuch), bounds.time);
    worker.once('message', answer);
    worker.once('error', () => answer(bounds.tooMuch));
    worker.once('exit', () => answer(bounds.none));
  });
}
