import { isIPv6 } from 'node:net';

/** Keys that a throttle remembers; the one that began earliest makes room. */
const mostKeys = 10_000;

/** Counts tries per key. */
export interface Throttle {
  /** Counts a try; false when the key is over its limit. */
  allow(key: string): boolean;
  /** Counts a try; 0 when it is within the limit, else the whole seconds until the key may try again. */
  wait(key: string): number;
  /** Whether the key used up its limit; counts nothing. 0, or the whole seconds until it may try again. */
  usedUp(key: string): number;
  /** Keys remembered, never more than the bound. */
  readonly size: number;
}

/**
 * A counter of tries per key within a window; keeps guessing at links slow without punishing a hall behind one address.
 * Its memory is bounded: somebody who comes under ever new keys pushes out old ones, not the server.
 */
export function createThrottle(
  limit: number,
  windowMs: number,
  now: () => number = Date.now,
  most = mostKeys,
): Throttle {
  const tries = new Map<string, { count: number; until: number }>();

  function running(key: string, time: number) {
    const known = tries.get(key);
    // A clock that was set back must not lock anybody out for longer than a window.
    return known && known.until >= time && known.until <= time + windowMs ? known : null;
  }

  const secondsTo = (until: number, time: number) => Math.max(1, Math.ceil((until - time) / 1000));

  function wait(key: string): number {
    const time = now();
    const known = running(key, time);
    const entry = known ?? { count: 0, until: time + windowMs };
    if (!known) {
      tries.delete(key);
      tries.set(key, entry);
      // Entries lie in the order of their beginning.
      for (const oldest of tries.keys()) {
        if (tries.size <= most) break;
        tries.delete(oldest);
      }
    }
    entry.count += 1;
    return entry.count <= limit ? 0 : secondsTo(entry.until, time);
  }

  function usedUp(key: string): number {
    const time = now();
    const known = running(key, time);
    return known && known.count >= limit ? secondsTo(known.until, time) : 0;
  }

  return {
    wait,
    usedUp,
    allow: (key) => wait(key) === 0,
    get size() {
      return tries.size;
    },
  };
}

/** An address as a throttle's key: an IPv6 device has 2^64 addresses of its own, so its network counts. */
export function addressKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = ''] = plain.split('%');
  const [before = '', after] = head.split('::');
  const groups = before.split(':').filter((group) => group !== '');
  const rest = after === undefined ? [] : after.split(':').filter((group) => group !== '');
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0');
  return `${[...groups, ...zeros, ...rest].slice(0, 4).join(':')}::/64`;
}
