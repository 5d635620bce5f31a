import { Worker } from 'node:worker_threads';
import type { DocumentProof } from '../freeze/contract.ts';
import type { DocumentKind } from './kinds.ts';
import { type DocumentSource, sourceId } from './source.ts';

/** One document to be made. */
export interface RenderJob {
  source: DocumentSource;
  kind: DocumentKind;
  format: 'pdf' | 'docx';
  proof?: DocumentProof;
}

/** What the thread answers to a job. */
export type RenderAnswer = { ok: true; bytes: Uint8Array } | { ok: false; reason: string };

export type DocumentErrorCode = 'documentFailed' | 'documentTooSlow' | 'documentsClosed';

/** A document could not be made. The message names the source's id, never what stands in it. */
export class DocumentError extends Error {
  readonly code: DocumentErrorCode;
  /** E.g. `record k3x…`. */
  readonly sourceId: string;

  constructor(code: DocumentErrorCode, job: RenderJob, reason: string) {
    const id = sourceId(job.source);
    super(`${code}: ${id}, ${job.kind}.${job.format}: ${reason}`);
    this.name = 'DocumentError';
    this.code = code;
    this.sourceId = id;
  }
}

interface Waiting {
  job: RenderJob;
  resolve: (bytes: Uint8Array) => void;
  reject: (error: DocumentError) => void;
}

/** Longer than any document takes, by far: what is not done by then hangs. */
const patience = 60_000;

/**
 * One thread that makes documents one after another. It starts with the first job and is made anew after it died
 * or hung; only the job it died of fails. An idle thread does not keep the process alive.
 */
export class RenderPool {
  private readonly script: URL;
  private readonly patience: number;
  private readonly queue: Waiting[] = [];
  private worker: Worker | null = null;
  private current: Waiting | null = null;
  private timer: NodeJS.Timeout | null = null;

  /** `script` is the thread's module: it answers each RenderJob with one RenderAnswer. `patience` in ms. */
  constructor(script: URL, patienceMs = patience) {
    this.script = script;
    this.patience = patienceMs;
  }

  /** Resolves with the document's bytes; rejects with a DocumentError. */
  render(job: RenderJob): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.queue.push({ job, resolve, reject });
      this.next();
    });
  }

  /** Ends the thread. What was asked for and is not done fails; a later job starts a new thread. */
  async close(): Promise<void> {
    const open = [...(this.current ? [this.current] : []), ...this.queue.splice(0)];
    this.current = null;
    const ended = this.drop();
    for (const { job, reject } of open) reject(new DocumentError('documentsClosed', job, 'the server stops'));
    await ended;
  }

  private next(): void {
    if (this.current) return;
    const waiting = this.queue.shift();
    if (!waiting) {
      this.worker?.unref();
      return;
    }
    this.current = waiting;
    this.worker ??= this.start();
    this.worker.ref();
    this.timer = setTimeout(() => {
      void this.drop();
      this.fail('documentTooSlow', `not done after ${this.patience} ms`);
    }, this.patience);
    this.worker.postMessage(waiting.job);
  }

  private start(): Worker {
    const worker = new Worker(this.script);
    const died = (reason: string) => {
      if (this.worker !== worker) return;
      this.worker = null;
      this.fail('documentFailed', reason);
    };
    worker.on('message', (answer: RenderAnswer) => {
      if (this.worker !== worker) return;
      if (answer.ok) this.finish((waiting) => waiting.resolve(answer.bytes));
      else this.fail('documentFailed', answer.reason);
    });
    worker.on('error', (error) =>
      died(`the thread failed (${error instanceof Error ? error.name : 'unknown'})`),
    );
    worker.on('exit', (code) => died(`the thread ended with code ${code}`));
    return worker;
  }

  private fail(code: DocumentErrorCode, reason: string): void {
    this.finish((waiting) => waiting.reject(new DocumentError(code, waiting.job, reason)));
  }

  private finish(settle: (waiting: Waiting) => void): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const done = this.current;
    this.current = null;
    if (done) settle(done);
    this.next();
  }

  /** Lets go of the thread; whatever it still says is not heard. */
  private async drop(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const worker = this.worker;
    this.worker = null;
    await worker?.terminate();
  }
}
