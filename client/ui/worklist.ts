import { type Accessor, createEffect, createSignal, on } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { onHallBack } from '../in-reach.ts';
import { lastAsked } from './last-asked.ts';
import { whileSeen } from './while-seen.ts';

/** A list as new as the network lets. */
export interface Worklist<T> {
  list: Accessor<T | null>;
  /** Why the last asking failed; null when it did not. */
  error: Accessor<unknown>;
  /** Whether what has come to its end is listed, too. */
  ended: Accessor<boolean>;
  setEnded: (ended: boolean) => void;
  refresh: () => Promise<void>;
}

/**
 * Opens a list and keeps it fresh: asks every `askEvery` ms while it is looked at, and when the hall comes back. To be
 * called inside a Solid owner.
 */
export function openWorklist<T extends object>(
  load: (ended: boolean) => Promise<T>,
  askEvery: number,
): Worklist<T> {
  const [state, setState] = createStore<{ list: T | null }>({ list: null });
  const [error, setError] = createSignal<unknown>(null);
  const [ended, setEnded] = createSignal(false);
  const { refresh } = lastAsked(
    () => load(ended()),
    (list) => {
      // A card lives as long as its matter: what is being typed in it is not drawn anew.
      setState('list', reconcile<T | null, T | null>(list, { key: 'id' }));
      setError(null);
    },
    setError,
  );
  createEffect(on(ended, () => void refresh(), { defer: true }));
  whileSeen(() => void refresh(), askEvery);
  onHallBack(() => void refresh());
  return { list: () => state.list, error, ended, setEnded, refresh };
}
