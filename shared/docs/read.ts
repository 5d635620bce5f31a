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

export function readEnum<T extends string>(
  map: Pick<AnyMap, 'get'>,
  key: string,
  values: readonly T[],
  fallback: T,
): T {
  const value = map.get(key);
  return values.find((known) => known === value) ?? fallback;
}
