import { Worker } from 'node:worker_threads';

/** A thread that reads the database; it starts with the first question and again after it has died. */
export class ReadThread<Task, Answer extends object> {
  readonly #module: URL;
  readonly #path: string;
  #worker: Worker | null = null;
  #waiting: { resolve(answer: Answer | { failed: string }): void; reject(error: Error): void }[] = [];

  /** @param module what runs in the thread: `answerReads` of read-answer.ts */
  constructor(module: URL, path: string) {
    this.#module = module;
    this.#path = path;
  }

  async ask(task: Task): Promise<Answer> {
    const worker = this.#worker ?? this.#start();
    const answer = await new Promise<Answer | { failed: string }>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      worker.postMessage(task);
    });
    if ('failed' in answer) throw new Error(answer.failed);
    return answer;
  }

  async end(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#module, { workerData: this.#path });
    worker.unref();
    worker.on('message', (answer: Answer) => this.#waiting.shift()?.resolve(answer));
    worker.on('error', (error: Error) => this.#fail(worker, error));
    worker.on('exit', () => this.#fail(worker, new Error('the reading thread has ended')));
    this.#worker = worker;
    return worker;
  }

  #fail(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    for (const task of this.#waiting.splice(0)) task.reject(error);
  }
}
