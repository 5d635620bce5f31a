import { type Accessor, createSignal } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import type { OwnInbox, SentItem, ToPrepare } from '../../../shared/inbox.ts';
import { loadOwnInbox } from '../../data.ts';
import { lastAsked } from '../../ui/last-asked.ts';
import { whileSeen } from '../../ui/while-seen.ts';
import { askEvery } from './desk.ts';

/** What this village or unit handed in and what became of it, as new as the network lets. */
export interface OwnInboxDesk {
  sent: Accessor<readonly SentItem[]>;
  prepare: Accessor<readonly ToPrepare[]>;
  loaded: Accessor<boolean>;
  refresh: () => Promise<void>;
}

/** Opens it and keeps it fresh. To be called in a Solid owner. */
export function openOwnInbox(): OwnInboxDesk {
  const [state, setState] = createStore<OwnInbox>({ sent: [], prepare: [] });
  const [loaded, setLoaded] = createSignal(false);
  const { refresh } = lastAsked(
    loadOwnInbox,
    (got) => {
      setState('sent', reconcile(got.sent, { key: 'id' }));
      setState('prepare', reconcile(got.prepare, { key: 'id' }));
      setLoaded(true);
    },
    // The list of work says on the same page that the server is out of reach, or why it refuses.
    () => undefined,
  );
  whileSeen(() => void refresh(), askEvery);
  return { sent: () => state.sent, prepare: () => state.prepare, loaded, refresh };
}
