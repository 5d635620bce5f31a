/** What a `Keep` holds: it says when it may be let go of, and is told when it is. */
export interface Kept {
  readonly idle: boolean;
  close(): void;
}

/**
 * Holds live things by key, at most `limit` of them: one unused for `idleMs` goes by itself, and above the
 * limit the one unused longest goes. One that is not idle stays until it is.
 */
export class Keep<T extends Kept> {
  readonly #open: (key: string) => T;
  readonly #limit: number;
  readonly #idleMs: number;
  /** In the order of last use, oldest first. */
  readonly #held = new Map<string, { item: T; usedAt: number }>();
  readonly #sweeper: NodeJS.Timeout;

  constructor(limit: number, idleMs: number, open: (key: string) => T) {
    this.#limit = limit;
    this.#idleMs = idleMs;
    this.#open = open;
    this.#sweeper = setInterval(() => this.#sweep(), Math.max(1000, idleMs / 4));
    this.#sweeper.unref();
  }

  get size(): number {
    return this.#held.size;
  }

  /** The item of `key` if it is held; does not count as use. */
  peek(key: string): T | undefined {
    return this.#held.get(key)?.item;
  }

  /** The item of `key`, opened if need be; counts as use. */
  use(key: string): T {
    const item = this.#held.get(key)?.item ?? this.#open(key);
    this.#held.delete(key);
    this.#held.set(key, { item, usedAt: Date.now() });
    if (this.#held.size > this.#limit) this.#sweep();
    return item;
  }

  /** Lets go of one now. */
  drop(key: string): void {
    this.#held.get(key)?.item.close();
    this.#held.delete(key);
  }

  close(): void {
    clearInterval(this.#sweeper);
    for (const key of [...this.#held.keys()]) this.drop(key);
  }

  *[Symbol.iterator](): Iterator<T> {
    for (const { item } of this.#held.values()) yield item;
  }

  #sweep(): void {
    const oldest = Date.now() - this.#idleMs;
    for (const [key, { item, usedAt }] of [...this.#held]) {
      const tooMany = this.#held.size > this.#limit;
      if (!tooMany && usedAt > oldest) return;
      if (item.idle) this.drop(key);
    }
  }
}
