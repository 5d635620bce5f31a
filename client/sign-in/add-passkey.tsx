import { createSignal, Show } from 'solid-js';
import { ApiError, api, messageOf } from '../api.ts';
import { signInTexts as t } from '../i18n/sign-in.ts';
import { Button, Notice, TextField } from '../ui/controls.tsx';
import page from '../ui/page.module.css';
import styles from './forms.module.css';
import { makePasskey, PasskeyError, passkeyObstacle } from './passkeys.ts';
import { PinField } from './pin-field.tsx';

/** Why no passkey was made, in the user's language. */
function reasonOf(error: unknown): string {
  if (!(error instanceof PasskeyError)) return messageOf(error);
  return error.why === 'known' ? t().passkeyHasOne : t().passkeyNotMade;
}

/** Says why passkeys do not work at this address, or in this browser. */
export function PasskeyObstacle(props: { why: 'name' | 'browser' }) {
  return <Notice>{props.why === 'name' ? t().passkeyNeedsName : t().passkeyNeedsBrowser}</Notice>;
}

/** Makes a passkey on this device. `hasPin`: the PIN may be asked for when the sign-in was long ago. */
export function AddPasskey(props: { hasPin: boolean; onDone: () => void }) {
  const [label, setLabel] = createSignal('');
  const [current, setCurrent] = createSignal('');
  const [asked, setAsked] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const [busy, setBusy] = createSignal(false);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setError(null);
    setBusy(true);
    try {
      const json = { current: current() };
      const response = await makePasskey(await (await api.session.passkeys.options.$post({ json })).json());
      await api.session.passkeys.$post({ json: { label: label().trim(), response } });
      setLabel('');
      setCurrent('');
      setAsked(false);
      props.onDone();
    } catch (reason) {
      if (reason instanceof ApiError && reason.code === 'signInAgain') setAsked(true);
      setError(reason);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Show when={!passkeyObstacle()} fallback={<PasskeyObstacle why={passkeyObstacle() ?? 'name'} />}>
      <form onSubmit={submit} class={styles.form} data-form="passkey">
        <div class={page.grid}>
          <TextField
            label={t().passkeyLabel}
            hint={t().passkeyLabelHint}
            required
            maxLength={60}
            autocomplete="off"
            value={label()}
            onInput={(event) => setLabel(event.currentTarget.value)}
          />
          <Show when={asked() && props.hasPin}>
            <PinField label={t().currentPin} value={current()} onInput={setCurrent} />
          </Show>
        </div>
        <Show when={error()}>
          <Notice kind="error">{reasonOf(error())}</Notice>
        </Show>
        <div class={page.actions}>
          <Button type="submit" kind="primary" icon="lock" disabled={busy()}>
            {t().addPasskey}
          </Button>
        </div>
      </form>
    </Show>
  );
}
