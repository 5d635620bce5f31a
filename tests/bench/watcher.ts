import { parseUpdate } from '../../shared/updates/parsed-update.ts';
import { column, StructTable } from '../../shared/updates/struct-table.ts';

const table = new StructTable();

/** Notes when edits were sent and, from the updates that a client receives, how long they took. */
export class Watcher {
  /** Milliseconds from sending to receiving, one for each edit seen. */
  readonly latencies: number[] = [];
  /** Clock after the last edit seen, by Yjs client. */
  readonly seen = new Map<number, number>();
  private readonly sentAt: Map<number, number[]>;

  /** `sentAt` is shared by all watchers of a room: times of sending by Yjs client and clock. */
  constructor(sentAt: Map<number, number[]>) {
    this.sentAt = sentAt;
  }

  /** Edits seen. */
  get count(): number {
    let sum = 0;
    for (const clock of this.seen.values()) sum += clock;
    return sum;
  }

  update(update: Uint8Array): void {
    const now = performance.now();
    for (const { client, end } of parseUpdate(update, table).blocks) {
      const until = table.get(end - 1, column.clock) + table.get(end - 1, column.length);
      const sent = this.sentAt.get(client);
      for (let clock = this.seen.get(client) ?? 0; clock < until; clock++) {
        const at = sent?.[clock];
        if (at !== undefined) this.latencies.push(now - at);
      }
      this.seen.set(client, Math.max(until, this.seen.get(client) ?? 0));
    }
  }
}
