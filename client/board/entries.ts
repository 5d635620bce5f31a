import {
  type Accessor,
  batch,
  createMemo,
  createSignal,
  getListener,
  onCleanup,
  type Setter,
} from 'solid-js';
import * as Y from 'yjs';
import { QuietMoment } from '../sync/quiet-moment.ts';

/**
 * The entries of a Y.Map, each read once into a plain value of its own signal. A change of one entry wakes
 * only who reads that entry; lists that need all of them get one array a transaction, of the same plain
 * values, so that thousands can be filtered without a subscription for each field.
 *
 * A text that is typed at this device stands in its field already: whoever follows is woken after the key's paint.
 */
export interface Entries<T> {
  /** Ids in the order of `compare`; changes only when the order or the set does. */
  ids: Accessor<readonly string[]>;
  /** The entry as it is now; followed by whoever asks inside a computation. */
  get(id: string): T | undefined;
  /** All entries in order. */
  all: Accessor<readonly T[]>;
}

interface Cell<T> {
  get: Accessor<T | undefined>;
  set: Setter<T | undefined>;
}

/** Follows `map` until the Solid owner ends. What is no Y.Map (a peer broke it) is left out. */
export function followEntries<V, T>(
  map: Y.Map<Y.Map<V>>,
  read: (id: string, entry: Y.Map<V>) => T,
  compare: (a: T, b: T) => number,
): Entries<T> {
  const values = new Map<string, T>();
  const cells = new Map<string, Cell<T>>();
  const [version, setVersion] = createSignal(0);
  /** Entries whose followers do not know their value yet, and whether the order may be another. */
  const untold = new Set<string>();
  let reorder = false;

  const cellOf = (id: string): Cell<T> => {
    const known = cells.get(id);
    if (known) return known;
    const [get, set] = createSignal(values.get(id));
    const cell = { get, set };
    cells.set(id, cell);
    return cell;
  };

  const sorted = () => [...values].sort(([, a], [, b]) => compare(a, b)).map(([id]) => id);

  /** Reads one entry again. */
  const refresh = (id: string): void => {
    const before = values.get(id);
    const entry = map.get(id);
    untold.add(id);
    if (entry instanceof Y.Map) {
      const value = read(id, entry);
      values.set(id, value);
      reorder ||= before === undefined || compare(before, value) !== 0;
    } else reorder = values.delete(id) || reorder;
  };

  for (const [id, entry] of map) if (entry instanceof Y.Map) values.set(id, read(id, entry));
  const [ids, setIds] = createSignal<readonly string[]>(sorted(), { equals: sameItems });

  const moment = new QuietMoment(() =>
    batch(() => {
      for (const id of untold) cells.get(id)?.set(() => values.get(id));
      if (reorder) setIds(sorted());
      untold.clear();
      reorder = false;
      setVersion((count) => count + 1);
    }),
  );
  const changed = (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction) => {
    const touched = new Set<string>();
    for (const event of events) {
      const [id] = event.path;
      if (typeof id === 'string') touched.add(id);
      else for (const key of event.keys.keys()) touched.add(key);
    }
    for (const id of touched) refresh(id);
    const isTyped = transaction.local && events.every(({ target }) => target instanceof Y.Text);
    if (isTyped) moment.ask();
    else moment.now();
  };
  map.observeDeep(changed);
  onCleanup(() => {
    map.unobserveDeep(changed);
    moment.stop();
  });

  const all = createMemo(() => {
    version();
    return ids().flatMap((id) => values.get(id) ?? []);
  });
  return { ids, get: (id) => (getListener() ? cellOf(id).get() : values.get(id)), all };
}

/** True when two lists hold the same items in the same order; keeps a list from being drawn again. */
export function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at]);
}
