/** Begun and not finished yet: challenges and the like, in memory, for one use within a time. */
export function createPending<T>(life: number, now: () => number) {
  const most = 5_000;
  const kept = new Map<string, { value: T; until: number }>();
  return {
    /** Keeps a value; what was kept under the key before is gone. */
    put(key: string, value: T): void {
      kept.delete(key);
      // The oldest come first in a Map: whoever begins without end pushes out the old, not the memory.
      for (const [old, { until }] of kept) {
        if (until >= now() && kept.size < most) break;
        kept.delete(old);
      }
      kept.set(key, { value, until: now() + life });
    },
    /** Hands the value out, once; null when there is none or its time is over. */
    take(key: string): T | null {
      const entry = kept.get(key);
      kept.delete(key);
      return entry && entry.until >= now() ? entry.value : null;
    },
  };
}
