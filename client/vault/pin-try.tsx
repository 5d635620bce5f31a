import { createSignal, Show } from 'solid-js';
import { clockTime } from '../../shared/vietnamese/dates.ts';
import { vaultTexts as t } from '../i18n/vault.ts';
import { PinField } from '../sign-in/pin-field.tsx';
import { Button, Notice } from '../ui/controls.tsx';
import page from '../ui/page.module.css';
import { createSending, SendingError } from '../ui/sending.tsx';
import type { Tried } from './vault.ts';

/** Asks for a PIN and says what came of it; the focus stays in the box while it is wrong. */
export function PinTry(props: {
  label: string;
  action: string;
  /** Said under a wrong try. */
  wrongHint?: string;
  /** The box takes the focus at once. */
  focused?: boolean;
  attempt: (pin: string) => Promise<Tried>;
  onOpen?: () => void;
}) {
  let form: HTMLFormElement | undefined;
  const [pin, setPin] = createSignal('');
  const [tried, setTried] = createSignal<Tried | null>(null);
  const { error, working, send } = createSending();
  const focus = () => form?.querySelector('input')?.focus();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(null);
    void send(async () => {
      const came = await props.attempt(pin());
      setPin('');
      setTried(came);
      if (came.is === 'open') props.onOpen?.();
      else focus();
    });
  };
  const words = () => {
    const came = tried();
    if (came?.is === 'wait') return t().wait(clockTime(new Date(came.until).toISOString()));
    return came?.is === 'wrong' ? [t().wrong, props.wrongHint ?? ''].join(' ').trim() : '';
  };
  return (
    <form
      ref={(element) => {
        form = element;
        if (props.focused) queueMicrotask(focus);
      }}
      onSubmit={submit}
      class={page.page}
      data-form="device-pin"
    >
      <PinField label={props.label} required value={pin()} onInput={setPin} />
      <Show when={words()}>
        <Notice kind="error">{words()}</Notice>
      </Show>
      <SendingError error={error()} />
      <div class={page.row}>
        <Button type="submit" kind="primary" icon="lock" disabled={working()}>
          {working() ? t().opening : props.action}
        </Button>
      </div>
    </form>
  );
}
