/** A counter of tries per key within a window; keeps guessing at links slow without punishing a hall behind one address. */
export function createThrottle(limit: number, windowMs: number, now: () => number = Date.now) {
  const tries = new Map<string, { count: number; until: number }>();
  return {
    /** Counts a try; false when the key is over its limit. */
    allow(key: string): boolean {
      const time = now();
      if (tries.size > 10_000) for (const [old, entry] of tries) if (entry.until < time) tries.delete(old);
      const entry = tries.get(key);
      if (!entry || entry.until < time) {
        tries.set(key, { count: 1, until: time + windowMs });
        return true;
      }
      entry.count += 1;
      return entry.count <= limit;
    },
  };
}
