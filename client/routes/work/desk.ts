import { type Accessor, createSignal } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import type { UnitPetition, VillagePetition, Work, WorkProblem } from '../../../shared/work.ts';
import { ApiError, isUnreachable, messageOf } from '../../api.ts';
import { shortTime } from '../../board/days.ts';
import { askWork, forgetWork, keptWork } from '../../data.ts';
import { readKept, writeKept } from '../../kept.ts';
import { lastAsked } from '../../ui/last-asked.ts';
import { whileSeen } from '../../ui/while-seen.ts';

/**
 * How often the page asks while it is looked at, ms. It asks, and does not wait to be told: the one live document that
 * these roles open is the screen's, which says nothing of units, due dates and replies.
 */
export const askEvery = 15_000;

/** The petitions that the person at this device works on, as new as the network lets. */
export interface Desk {
  work: Accessor<Work | null>;
  /** When the list was got, ISO 8601; empty before. */
  at: Accessor<string>;
  /** Why the last asking failed; null when it did not. */
  error: Accessor<unknown>;
  refresh: () => Promise<void>;
  /** Takes a petition as an act's answer has it. */
  put: (petition: UnitPetition | VillagePetition) => void;
}

/** Why a list is not fresh, in the page's words; empty when it is. */
export function troubleWords(
  { error, at }: Pick<Desk, 'error' | 'at'>,
  words: { stale: (time: string) => string; never: string },
): string {
  const reason = error();
  if (!reason) return '';
  if (!isUnreachable(reason)) return messageOf(reason);
  return at() ? words.stale(shortTime(at())) : words.never;
}

/** After an act was refused: the list has the petition as it stands now. Returns what was wrong with the form. */
export function takeRefusal(desk: Pick<Desk, 'put' | 'refresh'>, reason: unknown): WorkProblem[] {
  const { now, problems = [] } = reason instanceof ApiError ? reason.details : {};
  if (now) desk.put(now as UnitPetition | VillagePetition);
  else void desk.refresh();
  return problems;
}

/** Opens the work of a dialogue and keeps it fresh. To be called in a Solid owner. */
export function openDesk(dialogueId: string): Desk {
  const own = keptWork(dialogueId);
  const [state, setState] = createStore<{ work: Work | null }>({ work: own?.work ?? null });
  const [at, setAt] = createSignal(own?.at ?? '');
  const [error, setError] = createSignal<unknown>(null);

  const { refresh, overtake } = lastAsked(
    () => askWork(dialogueId),
    (got) => {
      setState('work', reconcile(got.work, { key: 'id' }));
      setAt(got.at);
      setError(null);
    },
    (reason) => {
      setError(reason);
      if (isUnreachable(reason)) return;
      setState('work', null);
      forgetWork(dialogueId);
    },
  );
  const put = (petition: UnitPetition | VillagePetition) => {
    overtake();
    const place = state.work?.petitions.findIndex(({ id }) => id === petition.id) ?? -1;
    if (place >= 0)
      setState('work', 'petitions', place, reconcile<UnitPetition | VillagePetition, unknown>(petition));
    void refresh();
  };

  whileSeen(() => void refresh(), askEvery);
  return { work: () => state.work, at, error, refresh, put };
}

/** What is being written and not sent yet, by petition; kept on this device until it is. */
export interface Drafts<D> {
  of: (id: string) => D | undefined;
  set: (id: string, draft: D | null) => void;
  all: () => [string, D][];
}

/** Opens the drafts of a dialogue, of one unit or village. */
export function openDrafts<D extends object>(dialogueId: string, of: string): Drafts<D> {
  const key = `workDrafts.${dialogueId}.${of}`;
  const [drafts, setDrafts] = createSignal<Record<string, D>>(readKept<Record<string, D>>(key) ?? {});
  return {
    of: (id) => drafts()[id],
    set(id, draft) {
      const { [id]: _, ...others } = drafts();
      const next: Record<string, D> = draft ? { ...others, [id]: draft } : others;
      setDrafts(next);
      writeKept(key, Object.keys(next).length > 0 ? next : null);
    },
    all: () => Object.entries(drafts()),
  };
}
