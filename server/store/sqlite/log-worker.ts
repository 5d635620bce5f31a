import { Worker } from 'node:worker_threads';
import type { LogThreadAnswer, LogThreadData, LogThreadTask } from './log-thread.ts';

/** A log thread, seen from the event loop: tasks are done one after the other. */
export class LogWorker {
  private readonly worker: Worker;
  private readonly waiting: { resolve(took: number): void; reject(error: Error): void }[] = [];

  constructor(data: LogThreadData) {
    this.worker = new Worker(new URL('./log-thread.ts', import.meta.url), { workerData: data });
    this.worker.unref();
    this.worker.on('message', (answer: LogThreadAnswer) => {
      const task = this.waiting.shift();
      if ('failed' in answer) task?.reject(new Error(answer.failed));
      else task?.resolve(answer.took);
    });
    this.worker.on('error', (error: Error) => this.fail(error));
    this.worker.on('exit', () => this.fail(new Error('the log thread has ended')));
  }

  /** Resolves with the milliseconds that the task took in the thread. */
  do(task: LogThreadTask): Promise<number> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.worker.postMessage(task);
    });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private fail(error: Error): void {
    for (const task of this.waiting.splice(0)) task.reject(error);
  }
}
