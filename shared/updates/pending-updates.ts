/** An update, or the rest of one, that refers to ids which have not come yet. */
export interface PendingUpdate<Origin> {
  update: Uint8Array;
  /** Per client the lowest clock that must come first. */
  missing: ReadonlyMap<number, number>;
  origin: Origin;
}

/** Updates that wait for others, within bounds: whoever sends only such must not fill the memory. */
export class PendingUpdates<Origin> {
  private waiting: PendingUpdate<Origin>[] = [];
  private bytes = 0;
  private readonly maxBytes: number;
  private readonly maxCount: number;

  constructor(maxBytes: number, maxCount: number) {
    this.maxBytes = maxBytes;
    this.maxCount = maxCount;
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  /** Keeps an update; false if there is no room for it. */
  add(pending: PendingUpdate<Origin>): boolean {
    if (this.waiting.length >= this.maxCount || this.bytes + pending.update.length > this.maxBytes)
      return false;
    this.waiting.push(pending);
    this.bytes += pending.update.length;
    return true;
  }

  /** Takes out one update of which something missing has come; undefined if there is none. */
  takeReady(clockOf: (client: number) => number): PendingUpdate<Origin> | undefined {
    const index = this.waiting.findIndex(({ missing }) =>
      missing.entries().some(([client, clock]) => clockOf(client) > clock),
    );
    if (index < 0) return undefined;
    const [ready] = this.waiting.splice(index, 1);
    this.bytes -= ready?.update.length ?? 0;
    return ready;
  }

  /** Forgets the updates whose origin matches. */
  forget(matches: (origin: Origin) => boolean): void {
    if (this.isEmpty) return;
    this.waiting = this.waiting.filter(({ origin }) => !matches(origin));
    this.bytes = this.waiting.reduce((sum, { update }) => sum + update.length, 0);
  }
}
