import * as Y from 'yjs';

/**
 * The writes of one key of a Y.Map as Yjs keeps them. A write names the one before it (`origin`); two writes that
 * did not know of each other have the same ancestor and stand side by side. The last of the row is what is read.
 */
export interface Write {
  /** `<client>-<clock>` of the write: the same on every device, for ever. */
  id: string;
  client: number;
  clock: number;
  /** What was written; null once Yjs dropped the content of what was replaced, or when it is no string. */
  value: string | null;
  /** What stood there before, as far as it is still known. */
  before: string | null;
}

/** A Y.Map of whatever values. */
export type Keyed = Pick<Y.AbstractType<unknown>, '_map'>;

function textIn(item: Y.Item | null): string | null {
  if (!item || !(item.content instanceof Y.ContentAny)) return null;
  const value: unknown = item.content.arr.at(-1);
  return typeof value === 'string' ? value.normalize('NFC') : null;
}

function writeOf(item: Y.Item): Write {
  const { client, clock } = item.lastId;
  return { id: `${client}-${clock}`, client, clock, value: textIn(item), before: textIn(item.left) };
}

/** The row of writes of a key, from the last to the first. */
function rowOf(map: Keyed, key: string): Y.Item[] {
  const row: Y.Item[] = [];
  for (let item = map._map.get(key) ?? null; item; item = item.left) row.push(item);
  return row;
}

function isAfterLeft(item: Y.Item): boolean {
  const last = item.left?.lastId;
  return Y.compareIDs(item.origin, last ?? null);
}

/** The write whose value is read, or null while the key was never written. */
export function winnerOf(map: Keyed, key: string): Write | null {
  const item = map._map.get(key);
  return item ? writeOf(item) : null;
}

/**
 * The writes of a key that lost to one made at the same time and that no later write continues; empty when all
 * were made one after the other. Whether somebody had seen one and wrote all the same, Yjs does not keep: that is
 * what `settled` is for (conflicts.ts).
 */
export function losersOf(map: Keyed, key: string): Write[] {
  const row = rowOf(map, key);
  if (row.every(isAfterLeft)) return [];
  const continued = new Set(row.map(({ origin }) => (origin ? `${origin.client}-${origin.clock}` : '')));
  return row
    .slice(1)
    .map(writeOf)
    .filter(({ id }) => !continued.has(id));
}

/** The writes of a key that came with a transaction, newest first: those that `since` does not hold. */
export function writesSince(map: Keyed, key: string, since: ReadonlyMap<number, number>): Write[] {
  const row = rowOf(map, key);
  return row.map(writeOf).filter(({ client, clock }) => clock >= (since.get(client) ?? 0));
}

/** The key under which a type lies in its parent map, or empty for a root or what lies in a list. */
export function keyInParent(type: Pick<Y.AbstractType<unknown>, '_item'>): string {
  return type._item?.parentSub ?? '';
}
