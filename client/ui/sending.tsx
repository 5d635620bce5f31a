import { createSignal, Show } from 'solid-js';
import { messageOf } from '../api.ts';
import { Notice } from './controls.tsx';

/** One sending at a time: whether it is under way, and why the last one failed. What was typed is the caller's and stays. */
export function createSending() {
  const [error, setError] = createSignal<unknown>(null);
  const [working, setWorking] = createSignal(false);
  /** Runs `work`; what it throws becomes `error`. Never rejects. */
  const send = async (work: () => Promise<unknown>) => {
    setError(null);
    setWorking(true);
    try {
      await work();
    } catch (reason) {
      setError(reason);
    } finally {
      setWorking(false);
    }
  };
  return { error, working, send };
}

/** Why a sending failed, while there is such a reason. */
export function SendingError(props: { error: unknown }) {
  return (
    <Show when={props.error}>
      <Notice kind="error">{messageOf(props.error)}</Notice>
    </Show>
  );
}
