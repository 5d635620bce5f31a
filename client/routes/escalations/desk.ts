import { type Accessor, createEffect, createSignal, on } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import type { ArrivedEscalation, ArrivedList, EscalationAct } from '../../../shared/escalation.ts';
import { api } from '../../api.ts';
import { onHallBack } from '../../in-reach.ts';
import { askOrKept, dutyKey } from '../../kept.ts';
import { lastAsked } from '../../ui/last-asked.ts';
import { whileSeen } from '../../ui/while-seen.ts';

/** How often the page asks while it is looked at, ms. */
const askEvery = 15_000;

/** What communes sent to this office, as new as the network lets, and what it does with it. All acts throw ApiError. */
export interface ArrivedDesk {
  list: Accessor<ArrivedList | null>;
  /** Why the last asking failed; null when it did not. */
  error: Accessor<unknown>;
  /** Also lists what has come to its end. */
  setEnded: (ended: boolean) => void;
  receive: (one: ArrivedEscalation) => Promise<void>;
  answer: (
    one: ArrivedEscalation,
    answering: Pick<EscalationAct, 'text' | 'number' | 'date' | 'file'>,
  ) => Promise<void>;
  decline: (one: ArrivedEscalation, reason: string) => Promise<void>;
}

function load(ended: boolean): Promise<ArrivedList> {
  return askOrKept(dutyKey(`escalations${ended ? '.ended' : ''}`), async () =>
    (await api.escalations.$get({ query: ended ? { ended: '1' } : {} })).json(),
  );
}

/** Opens the list and keeps it fresh. To be called inside a Solid owner. */
export function openArrived(): ArrivedDesk {
  const [state, setState] = createStore<{ list: ArrivedList | null }>({ list: null });
  const [error, setError] = createSignal<unknown>(null);
  const [ended, setEnded] = createSignal(false);
  const { refresh } = lastAsked(
    () => load(ended()),
    (list) => {
      // A card lives as long as its petition: what is being typed in it is not drawn anew.
      setState('list', reconcile(list, { key: 'id' }));
      setError(null);
    },
    setError,
  );
  createEffect(on(ended, () => void refresh(), { defer: true }));
  whileSeen(() => void refresh(), askEvery);
  onHallBack(() => void refresh());

  /** An act, and the list as it is after it, also when it was refused. */
  async function acting(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } finally {
      await refresh();
    }
  }
  const calls = api.escalations[':id'];
  const of = ({ id }: ArrivedEscalation) => ({ param: { id } });
  return {
    list: () => state.list,
    error,
    setEnded,
    receive: (one) => acting(() => calls.receiving.$post(of(one))),
    answer: (one, json) => acting(() => calls.answering.$post({ ...of(one), json })),
    decline: (one, reason) => acting(() => calls.declining.$post({ ...of(one), json: { reason } })),
  };
}
