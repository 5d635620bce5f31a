import { type Accessor, batch, createEffect, createSignal, on, onCleanup, untrack } from 'solid-js';
import type { FoundDialogue, SearchHit, SearchKind, SearchPage } from '../../shared/search.ts';
import { api, isUnreachable } from '../api.ts';
import { ownRole } from '../session.ts';
import { searchOnDevice } from './on-device.ts';

/** How long the typing must rest before the question is asked, ms. */
const rest = 160;

/** Hits of one dialogue, in the order of their rank. */
export interface HitGroup {
  dialogue: FoundDialogue;
  hits: SearchHit[];
}

/** A search as its page shows it. */
export interface Search {
  text: Accessor<string>;
  setText: (text: string) => void;
  kind: Accessor<SearchKind | ''>;
  setKind: (kind: SearchKind | '') => void;
  /** By dialogue; the dialogue of the best hit first. */
  groups: Accessor<HitGroup[]>;
  count: Accessor<number>;
  /** `idle`: nothing was asked. */
  state: Accessor<'idle' | 'asking' | 'done'>;
  error: Accessor<unknown>;
  /** Only this device was searched. */
  offline: Accessor<boolean>;
  hasMore: Accessor<boolean>;
  more: () => void;
}

function grouped(hits: readonly SearchHit[], dialogues: ReadonlyMap<string, FoundDialogue>): HitGroup[] {
  const groups = new Map<string, HitGroup>();
  for (const hit of hits) {
    const dialogue = dialogues.get(hit.dialogueId);
    if (!dialogue) continue;
    const group = groups.get(dialogue.id) ?? { dialogue, hits: [] };
    group.hits.push(hit);
    groups.set(dialogue.id, group);
  }
  return [...groups.values()];
}

/** Asks while somebody types. To be called inside a Solid owner. */
export function createSearch(initial = ''): Search {
  const [text, setText] = createSignal(initial);
  const [kind, setKind] = createSignal<SearchKind | ''>('');
  const [groups, setGroups] = createSignal<HitGroup[]>([]);
  const [count, setCount] = createSignal(0);
  const [state, setState] = createSignal<ReturnType<Search['state']>>('idle');
  const [error, setError] = createSignal<unknown>(null);
  const [offline, setOffline] = createSignal(false);
  const [next, setNext] = createSignal<number | null>(null);
  let hits: SearchHit[] = [];
  let dialogues = new Map<string, FoundDialogue>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let leave = new AbortController();

  async function answer(offset: number, signal: AbortSignal): Promise<{ page: SearchPage; here: boolean }> {
    const question = { q: text(), kind: kind() };
    try {
      const query = { ...question, dialogue: '', offset: String(offset) };
      const response = await api.search.$get({ query }, { init: { signal } });
      return { page: await response.json(), here: false };
    } catch (reason) {
      if (signal.aborted || !isUnreachable(reason)) throw reason;
      return { page: await searchOnDevice(question, ownRole()), here: true };
    }
  }

  async function ask(offset: number): Promise<void> {
    leave.abort();
    leave = new AbortController();
    const { signal } = leave;
    setState('asking');
    try {
      const { page, here } = await answer(offset, signal);
      if (signal.aborted) return;
      if (offset === 0) [hits, dialogues] = [[], new Map()];
      hits = [...hits, ...page.hits];
      for (const dialogue of page.dialogues) dialogues.set(dialogue.id, dialogue);
      batch(() => {
        setGroups(grouped(hits, dialogues));
        setCount(hits.length);
        setNext(page.next);
        setOffline(here);
        setError(null);
        setState('done');
      });
    } catch (reason) {
      if (signal.aborted) return;
      setError(reason);
      setState('done');
    }
  }

  createEffect(
    on([text, kind], ([asked]) => {
      clearTimeout(timer);
      if (asked.trim() !== '') {
        timer = setTimeout(() => void untrack(() => ask(0)), rest);
        return;
      }
      leave.abort();
      batch(() => {
        setState('idle');
        setGroups([]);
        setCount(0);
        setNext(null);
      });
    }),
  );
  onCleanup(() => {
    clearTimeout(timer);
    leave.abort();
  });

  return {
    text,
    setText,
    kind,
    setKind,
    groups,
    count,
    state,
    error,
    offline,
    hasMore: () => next() !== null,
    more: () => {
      const from = untrack(next);
      if (from !== null) void ask(from);
    },
  };
}
