import { type Accessor, batch, createMemo, createSignal, onCleanup } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import * as Y from 'yjs';

/** The part of a Yjs shared type that these helpers need. */
export interface Observed {
  observeDeep(listener: () => void): void;
  unobserveDeep(listener: () => void): void;
}

/**
 * `read()` as a signal that follows the Yjs types it reads from: `yjsSignal(() => readFacts(doc), factsOf(doc))`.
 * Runs `read` once per transaction that touched a type. To be called inside a Solid owner.
 */
export function yjsSignal<T>(read: () => T, ...types: Observed[]): Accessor<T> {
  const [version, setVersion] = createSignal(0);
  const changed = () => {
    setVersion((count) => count + 1);
  };
  for (const type of types) type.observeDeep(changed);
  onCleanup(() => {
    for (const type of types) type.unobserveDeep(changed);
  });
  return createMemo(() => {
    version();
    return read();
  });
}

/**
 * A keyed list as a store: `read()` gives all items; rows that did not change keep their identity,
 * so that `<For>` renders only what did. To be called inside a Solid owner.
 */
export function yjsList<T extends { id: string }>(read: () => T[], ...types: Observed[]): Accessor<T[]> {
  const [store, setStore] = createStore<{ items: T[] }>({ items: read() });
  const changed = () => {
    setStore('items', reconcile(read(), { key: 'id' }));
  };
  for (const type of types) type.observeDeep(changed);
  onCleanup(() => {
    for (const type of types) type.unobserveDeep(changed);
  });
  return () => store.items;
}

/**
 * The entries of a Y.Map as a store by key. Only entries that a transaction touched are read again,
 * and only fields that differ wake their readers: one subscription serves any number of them.
 * An entry that is no Y.Map (a peer broke it) is left out. To be called inside a Solid owner.
 */
export function yjsRecords<V, T extends object>(
  map: Y.Map<Y.Map<V>>,
  read: (id: string, entry: Y.Map<V>) => T,
): Readonly<Record<string, T | undefined>> {
  const initial: Record<string, T | undefined> = {};
  for (const [id, entry] of map) if (entry instanceof Y.Map) initial[id] = read(id, entry);
  const [store, setStore] = createStore(initial);

  const changed = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
    const ids = new Set<string>();
    for (const event of events) {
      const [id] = event.path;
      if (typeof id === 'string') ids.add(id);
      else for (const key of event.keys.keys()) ids.add(key);
    }
    batch(() => {
      for (const id of ids) {
        const entry = map.get(id);
        // Setting undefined removes the key.
        setStore(id, entry instanceof Y.Map ? reconcile(read(id, entry)) : undefined);
      }
    });
  };
  map.observeDeep(changed);
  onCleanup(() => map.unobserveDeep(changed));
  return store;
}
