import { type Accessor, createSignal } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import type { InboxEntry, InboxPage, TakingResult } from '../../../shared/inbox.ts';
import { api, isUnreachable } from '../../api.ts';
import { dutyKey, readKept, writeKept } from '../../kept.ts';
import { lastAsked } from '../../ui/last-asked.ts';
import { whileSeen } from '../../ui/while-seen.ts';

/** How often the page asks while it is looked at, ms. */
const askEvery = 15_000;
const key = () => dutyKey('inbox');

/** What stays on this device: the matters, without the citizens. */
function withoutCitizens({ items }: InboxPage): InboxPage {
  return { items: items.map((item) => ({ ...item, name: '', phone: '' })) };
}

/** The inbox at this device, as new as the network lets, and what the organizer does with it. */
export interface InboxDesk {
  items: Accessor<readonly InboxEntry[]>;
  loaded: Accessor<boolean>;
  error: Accessor<unknown>;
  refresh: () => Promise<void>;
  take: (ids: readonly string[], dialogueId: string) => Promise<TakingResult>;
  join: (ids: readonly string[], into: string) => Promise<TakingResult>;
  assign: (ids: readonly string[], unit: string) => Promise<TakingResult>;
  ask: (item: InboxEntry, text: string) => Promise<void>;
  decline: (item: InboxEntry, text: string) => Promise<void>;
  reopen: (item: InboxEntry) => Promise<void>;
}

/** Opens the inbox and keeps it fresh. To be called in a Solid owner. */
export function openInbox(): InboxDesk {
  const kept = readKept<InboxPage>(key());
  const [state, setState] = createStore<InboxPage>({ items: kept?.items ?? [] });
  const [loaded, setLoaded] = createSignal(kept !== null);
  const [error, setError] = createSignal<unknown>(null);
  const { refresh } = lastAsked<InboxPage>(
    async () => (await api.inbox.$get()).json(),
    (got) => {
      setState('items', reconcile(got.items, { key: 'id' }));
      writeKept(key(), withoutCitizens(got));
      setLoaded(true);
      setError(null);
    },
    (reason) => {
      // The page says that it is out of reach; names are not left standing there meanwhile.
      if (isUnreachable(reason)) setState('items', reconcile(withoutCitizens(state).items, { key: 'id' }));
      else setError(reason);
    },
  );
  whileSeen(() => void refresh(), askEvery);

  /** An act, and the list as it is after it, also when it was refused. */
  const acting = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } finally {
      await refresh();
    }
  };
  const many = (ids: readonly string[]) => [...ids];
  const one = (item: InboxEntry) => ({ param: { id: item.id } });
  return {
    items: () => state.items,
    loaded,
    error,
    refresh,
    take: (ids, dialogueId) =>
      acting(async () => (await api.inbox.taking.$post({ json: { ids: many(ids), dialogueId } })).json()),
    join: (ids, into) =>
      acting(async () => (await api.inbox.joining.$post({ json: { ids: many(ids), into } })).json()),
    assign: (ids, unit) =>
      acting(async () => (await api.inbox.assigning.$post({ json: { ids: many(ids), unit } })).json()),
    ask: (item, text) =>
      acting(async () => {
        await api.inbox[':id'].question.$post({ ...one(item), json: { revision: item.revision, text } });
      }),
    decline: (item, text) =>
      acting(async () => {
        await api.inbox[':id'].declining.$post({ ...one(item), json: { revision: item.revision, text } });
      }),
    reopen: (item) =>
      acting(async () => {
        await api.inbox[':id'].reopening.$post({ ...one(item), json: { revision: item.revision } });
      }),
  };
}
