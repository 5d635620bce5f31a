import { type Accessor, createEffect, createSignal, on } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import type { FollowUpAct } from '../../../shared/follow-up.ts';
import type { FollowedPetition, FollowUpList } from '../../../shared/worklists.ts';
import { api } from '../../api.ts';
import { loadFollowUp } from '../../data.ts';
import { onHallBack } from '../../in-reach.ts';
import { lastAsked } from '../../ui/last-asked.ts';
import { whileSeen } from '../../ui/while-seen.ts';

/** How often the page asks while it is looked at, ms. */
const askEvery = 30_000;

/** The worklists as new as the network lets. */
export interface FollowUpDesk {
  list: Accessor<FollowUpList | null>;
  /** Why the last asking failed; null when it did not. */
  error: Accessor<unknown>;
  /** Whether petitions that have come to their end are listed, too. */
  ended: Accessor<boolean>;
  setEnded: (ended: boolean) => void;
  refresh: () => Promise<void>;
}

/** Opens the worklists and keeps them fresh. To be called inside a Solid owner. */
export function openFollowUp(): FollowUpDesk {
  const [state, setState] = createStore<{ list: FollowUpList | null }>({ list: null });
  const [error, setError] = createSignal<unknown>(null);
  const [ended, setEnded] = createSignal(false);
  const { refresh } = lastAsked(
    () => loadFollowUp(ended()),
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
  return { list: () => state.list, error, ended, setEnded, refresh };
}

/** Notes one act on petitions of one dialogue. Throws ApiError. */
export async function noteAct(
  dialogueId: string,
  petitions: readonly FollowedPetition[],
  act: FollowUpAct,
): Promise<void> {
  const json = { petitions: petitions.map(({ id, state }) => ({ id, state })), act };
  await api.dialogues[':id']['follow-up-acts'].$post({ param: { id: dialogueId }, json });
}
