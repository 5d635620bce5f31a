import { createSignal, onCleanup, onMount, Show } from 'solid-js';
import { ApiError, messageOf } from '../api.ts';
import { common } from '../i18n/common.ts';
import { keptPagesTexts } from '../i18n/kept-pages.ts';
import { loadSession } from '../session.ts';
import { Button, Notice } from './controls.tsx';

/** After so long without an answer it is said that one is waited for, ms. */
const patience = 1_500;
/** Pauses between two tries, ms; chance spreads them. */
const pause = 3_000;

/** What whoever is new here sees until the server has answered: never nothing, and it goes on by itself. */
export function Waiting(props: { onAnswer: () => void }) {
  const [state, setState] = createSignal<'quiet' | 'asking' | 'failed'>('quiet');
  const isJoining = location.pathname.startsWith('/join');
  let timer: ReturnType<typeof setTimeout>;
  let isAsking = false;
  const ask = async () => {
    if (isAsking) return;
    isAsking = true;
    clearTimeout(timer);
    const isThere = await loadSession();
    isAsking = false;
    if (isThere) return props.onAnswer();
    setState('failed');
    timer = setTimeout(() => void ask(), pause * (0.5 + Math.random()));
  };
  const speak = setTimeout(() => setState((now) => (now === 'quiet' ? 'asking' : now)), patience);
  const now = () => void ask();
  onMount(now);
  addEventListener('online', now);
  onCleanup(() => {
    removeEventListener('online', now);
    clearTimeout(timer);
    clearTimeout(speak);
  });
  return (
    <div class="opening-words" role="status">
      <Show when={state() === 'asking'}>
        <p>{common().askingServer}</p>
      </Show>
      <Show when={state() === 'failed'}>
        <Notice kind="warn">
          <p>{messageOf(new ApiError('unreachable'))}</p>
          <p>{isJoining ? keptPagesTexts().cannotJoin : keptPagesTexts().cannotSignIn}</p>
          <p>{common().opensByItself}</p>
          <Button onClick={now}>{common().retry}</Button>
        </Notice>
      </Show>
    </div>
  );
}
