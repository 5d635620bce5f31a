import type * as Y from 'yjs';

/** Readers that never trust what a peer wrote: a value of the wrong type reads as its default. */
type AnyMap = Y.Map<unknown>;

export function readString(map: Pick<AnyMap, 'get'>, key: string): string {
  const value = map.get(key);
  return typeof value === 'string' ? value.normalize('NFC') : '';
}

export function readFlag(map: Pick<AnyMap, 'get'>, key: string): boolean {
  return map.get(key) === true;
}

/** A finite number, else `fallback`. */
export function readNumber(map: Pick<AnyMap, 'get'>, key: string, fallback = 0): number {
  const value = map.get(key);
  return typeof value === 'number' && Number.isFinite(value) ? value : fallback;
}

export function readEnum<T extends string>(
  map: Pick<AnyMap, 'get'>,
  key: string,
  values: readonly T[],
  fallback: T,
): T {
  const value = map.get(key);
  return values.find((known) => known === value) ?? fallback;
}
