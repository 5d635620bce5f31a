interface Waiter<T> {
  clock: number;
  value: T;
}

/**
 * What waits until a client's clock has passed a value: a heap per client, so that nobody who still has to wait is
 * looked at, however many there are and however often the client moves on.
 */
export class WaitList<T> {
  private readonly heaps = new Map<number, Waiter<T>[]>();

  /** Lets `value` wait until the clock of `client` is above `clock`. */
  add(client: number, clock: number, value: T): void {
    let heap = this.heaps.get(client);
    if (heap === undefined) {
      heap = [];
      this.heaps.set(client, heap);
    }
    let at = heap.length;
    heap.push({ clock, value });
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (clockAt(heap, parent) <= clockAt(heap, at)) break;
      swap(heap, parent, at);
      at = parent;
    }
  }

  /** Takes out one that need not wait any longer, now that the client has come to `clock`; undefined if there is none. */
  take(client: number, clock: number): T | undefined {
    const heap = this.heaps.get(client);
    if (heap === undefined || heap.length === 0 || clockAt(heap, 0) >= clock) return undefined;
    swap(heap, 0, heap.length - 1);
    const first = heap.pop();
    for (let at = 0; ; ) {
      let least = at;
      if (clockAt(heap, 2 * at + 1) < clockAt(heap, least)) least = 2 * at + 1;
      if (clockAt(heap, 2 * at + 2) < clockAt(heap, least)) least = 2 * at + 2;
      if (least === at) return first?.value;
      swap(heap, least, at);
      at = least;
    }
  }

  /** Calls `visit` with what is waited for. */
  each(visit: (client: number, clock: number) => void): void {
    for (const [client, heap] of this.heaps) for (const { clock } of heap) visit(client, clock);
  }
}

function clockAt<T>(heap: readonly Waiter<T>[], at: number): number {
  return heap[at]?.clock ?? Number.POSITIVE_INFINITY;
}

function swap<T>(heap: Waiter<T>[], a: number, b: number): void {
  const first = heap[a] as Waiter<T>;
  heap[a] = heap[b] as Waiter<T>;
  heap[b] = first;
}
