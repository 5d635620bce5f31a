/** Who may write in a commune of this process: one transaction alone, or any number of single statements. */
export class Turns {
  private lastAlone: Promise<void> = Promise.resolve();
  private readonly together = new Set<Promise<unknown>>();

  /** Runs `work` once what came before is over; what comes after waits for its end. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const before = [this.lastAlone, ...this.together];
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    this.lastAlone = ended;
    await Promise.allSettled(before);
    try {
      return await work();
    } finally {
      end();
    }
  }

  /** Runs `work` beside others of its kind, once what is to be alone and came before is over. */
  async beside<T>(work: () => Promise<T>): Promise<T> {
    const done = this.lastAlone.then(work);
    this.together.add(done);
    try {
      return await done;
    } finally {
      this.together.delete(done);
    }
  }
}
