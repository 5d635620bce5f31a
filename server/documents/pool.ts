import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type DocumentSource, sourceId } from '../../shared/documents/source.ts';
import type { DocumentProof } from '../freeze/contract.ts';
import type { DocumentKind } from './kinds.ts';

/** One document to be made. */
export interface RenderJob {
  source: DocumentSource;
  kind: DocumentKind;
  format: 'pdf' | 'docx';
  proof?: DocumentProof;
}

/** What the process answers to a job. */
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
/** Idle for so long, ms, it gives its memory back. */
const mostIdle = 300_000;
/** While people type the process rests after each document, so many times as long as that document took. */
const restShare = 2;
/** And no longer than this, ms. */
const longestRest = 1000;

/**
 * One process that makes documents one after another. It starts with the first job and is made anew after it died
 * or hung; only the job it died of fails. While idle it does not keep this process alive, and it ends with it.
 *
 * A process and not a thread: V8's garbage collection of a thread runs on helpers that it shares with the relay, at
 * the relay's priority, and a fault of the typesetter's native code would end the relay with it. Its memory and
 * caches are the relay's still, so while people type it works a third of the time.
 */
export class RenderPool {
  private readonly script: string;
  private readonly patience: number;
  private readonly mostIdle: number;
  private readonly queue: Waiting[] = [];
  private worker: ChildProcess | null = null;
  private current: Waiting | null = null;
  /** Of the job that is being done, or of the rest since the last one. */
  private timer: NodeJS.Timeout | undefined;
  private isHallBusy: () => boolean = () => false;
  /** When the current job was begun, and until when no other is, ms. */
  private began = 0;
  private restsUntil = 0;

  /** `script` is the process' module: it answers each RenderJob with one RenderAnswer. Times in ms. */
  constructor(script: URL, patienceMs = patience, mostIdleMs = mostIdle) {
    this.script = fileURLToPath(script);
    this.patience = patienceMs;
    this.mostIdle = mostIdleMs;
  }

  /** Resolves with the document's bytes; rejects with a DocumentError. */
  render(job: RenderJob): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.queue.push({ job, resolve, reject });
      this.next();
    });
  }

  /** `isHallBusy` says whether people type now: the next document then waits until the hall had its turn. */
  giveWay(isHallBusy: () => boolean): void {
    this.isHallBusy = isHallBusy;
  }

  /** Ends the process. What was asked for and is not done fails; a later job starts a new one. */
  async close(): Promise<void> {
    const open = [...(this.current ? [this.current] : []), ...this.queue.splice(0)];
    this.current = null;
    const ended = this.drop();
    for (const { job, reject } of open) reject(new DocumentError('documentsClosed', job, 'the server stops'));
    await ended;
  }

  private next(): void {
    if (this.current) return;
    clearTimeout(this.timer);
    const rest = this.restsUntil - performance.now();
    if (this.queue.length > 0 && rest > 0 && this.isHallBusy()) {
      this.timer = setTimeout(() => this.next(), rest);
      return;
    }
    const waiting = this.queue.shift();
    if (!waiting) {
      this.worker?.unref();
      this.worker?.channel?.unref();
      this.timer = setTimeout(() => void this.drop(), this.mostIdle).unref();
      return;
    }
    this.current = waiting;
    this.began = performance.now();
    this.worker ??= this.start();
    const worker = this.worker;
    worker.ref();
    worker.channel?.ref();
    this.timer = setTimeout(() => {
      void this.drop();
      this.fail('documentTooSlow', `not done after ${this.patience} ms`);
    }, this.patience);
    worker.send(waiting.job, (error) => {
      if (error) this.died(worker, 'the process could not be asked');
    });
  }

  private start(): ChildProcess {
    // What it would print of a fault could quote the document.
    const worker = fork(this.script, {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    worker.on('message', (answer: RenderAnswer) => {
      if (this.worker !== worker) return;
      if (answer.ok) this.finish((waiting) => waiting.resolve(answer.bytes));
      else this.fail('documentFailed', answer.reason);
    });
    worker.on('error', () => this.died(worker, 'the process could not be started or asked'));
    worker.on('exit', (code, signal) =>
      this.died(worker, `the process ended with ${signal ?? `code ${code}`}`),
    );
    return worker;
  }

  private died(worker: ChildProcess, reason: string): void {
    if (this.worker !== worker) return;
    this.worker = null;
    this.fail('documentFailed', reason);
  }

  private fail(code: DocumentErrorCode, reason: string): void {
    this.finish((waiting) => waiting.reject(new DocumentError(code, waiting.job, reason)));
  }

  private finish(settle: (waiting: Waiting) => void): void {
    clearTimeout(this.timer);
    const done = this.current;
    this.current = null;
    const now = performance.now();
    this.restsUntil = now + Math.min(longestRest, (now - this.began) * restShare);
    if (done) settle(done);
    this.next();
  }

  /** Ends the process; whatever it still says is not heard. */
  private async drop(): Promise<void> {
    clearTimeout(this.timer);
    const worker = this.worker;
    this.worker = null;
    // Not yet started, or ended already, it will not exit.
    if (!worker?.pid || worker.exitCode !== null || worker.signalCode !== null) return;
    worker.ref();
    const ended = once(worker, 'exit');
    worker.kill('SIGKILL');
    await ended;
  }
}
