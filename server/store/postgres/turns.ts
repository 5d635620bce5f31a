/** Who may write in a commune of this process: one transaction alone, or any number of single statements. */
export class Turns {
  private lastAlone: Promise<void> = Promise.resolve();
  private readonly together = new Set<Promise<unknown>>();

  /** Runs `work` once what came before is over; what comes after waits for its end. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const before = this.lastAlone;
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    this.lastAlone = ended;
    await before;
    await Promise.allSettled(this.together);
    try {
      return await work();
    } finally {
      end();
    }
  }

  /** Runs `work` beside others of its kind, but beside nothing that is to be alone. */
  async beside<T>(work: () => Promise<T>): Promise<T> {
    let before: Promise<void> | undefined;
    while (before !== this.lastAlone) {
      before = this.lastAlone;
      await before;
    }
    const done = work();
    this.together.add(done);
    try {
      return await done;
    } finally {
      this.together.delete(done);
    }
  }
}
