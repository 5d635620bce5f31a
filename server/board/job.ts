/** Waits between attempts after a failure, ms; after the last one the job rests until it is asked again. */
const retryMs = [250, 500, 1000, 2000, 4000, 8000, 15_000, 30_000];

/**
 * A piece of background work that is done now and again, never twice at once, and tried again with growing
 * waits when it fails.
 */
export class Job {
  readonly #work: (flush: boolean) => Promise<number | null>;
  readonly #onFailure: (error: unknown, attempt: number) => void;
  #timer: NodeJS.Timeout | null = null;
  #timerAt = 0;
  #tail: Promise<unknown> = Promise.resolve();
  #working = 0;
  #failures = 0;
  #closed = false;

  /**
   * @param work does what is to be done and returns the ms after which it wants to be called again, or null.
   * Its argument says that nothing may be put off.
   * @param onFailure hears of each failure of work that nobody waits for.
   */
  constructor(
    work: (flush: boolean) => Promise<number | null>,
    onFailure: (error: unknown, attempt: number) => void,
  ) {
    this.#work = work;
    this.#onFailure = onFailure;
  }

  /** True when nothing runs and nothing waits. */
  get idle(): boolean {
    return this.#working === 0 && this.#timer === null;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Sees to it that the work is done in `delay` ms at the latest. */
  within(delay: number): void {
    if (this.#closed) return;
    const at = Date.now() + delay;
    if (this.#timer && this.#timerAt <= at) return;
    this.#cancel();
    this.#timerAt = at;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#run(false).catch((error: unknown) => this.#failed(error));
    }, delay);
    this.#timer.unref();
  }

  /** New work has come: earlier failures no longer count. */
  encourage(): void {
    this.#failures = 0;
  }

  /** Does the work now, putting nothing off. Rejects with the work's own error. */
  now(): Promise<void> {
    return this.#run(true);
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }

  #cancel(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #run(flush: boolean): Promise<void> {
    const work = this.#tail.then(() => (this.#closed ? null : this.#work(flush)));
    this.#tail = work.catch(() => {});
    this.#working += 1;
    let again: number | null;
    try {
      again = await work;
    } finally {
      this.#working -= 1;
    }
    this.#failures = 0;
    if (again !== null) this.within(again);
  }

  #failed(error: unknown): void {
    const wait = retryMs[this.#failures];
    this.#failures += 1;
    this.#onFailure(error, this.#failures);
    if (wait !== undefined) this.within(wait);
  }
}

/** What a log may say of an error: its code or kind, never its text, which may quote a document. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
