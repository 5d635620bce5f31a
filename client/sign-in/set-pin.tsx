import { createSignal, Show } from 'solid-js';
import { pinProblem } from '../../shared/pin.ts';
import { ApiError, api, messageOf } from '../api.ts';
import { signInTexts as t } from '../i18n/sign-in.ts';
import { session } from '../session.ts';
import { Button, Notice } from '../ui/controls.tsx';
import page from '../ui/page.module.css';
import styles from './forms.module.css';
import { PinField } from './pin-field.tsx';

/** What lies on this device is sealed by the new PIN; a device that keeps nothing has nothing to seal. */
async function sealHere(pin: string): Promise<void> {
  const personId = session()?.personId;
  const { pinSet } = await import('../vault/vault.ts');
  if (personId) await pinSet(personId, pin).catch(() => undefined);
}

/** Sets or changes the own PIN. `asksCurrent`: there is one already. */
export function SetPin(props: { asksCurrent: boolean; onDone: () => void }) {
  const [pin, setPin] = createSignal('');
  const [again, setAgain] = createSignal('');
  const [current, setCurrent] = createSignal('');
  const [problem, setProblem] = createSignal('');
  const [error, setError] = createSignal<unknown>(null);
  const [busy, setBusy] = createSignal(false);
  let form: HTMLFormElement | undefined;

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setError(null);
    const wrong = pinProblem(pin());
    setProblem(wrong ? messageOf(new ApiError(wrong)) : pin() === again() ? '' : t().notSame);
    if (problem()) return form?.querySelector('input')?.focus();
    setBusy(true);
    try {
      await api.session.pin.$put({ json: { pin: pin(), current: current() } });
      await sealHere(pin());
      setPin('');
      setAgain('');
      setCurrent('');
      props.onDone();
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form ref={form} onSubmit={submit} class={styles.form} data-form="pin">
      <div class={page.grid}>
        <PinField
          label={t().newPin}
          hint={t().newPinHint}
          error={problem()}
          required
          value={pin()}
          onInput={setPin}
        />
        <PinField label={t().repeatPin} required value={again()} onInput={setAgain} />
        <Show when={props.asksCurrent}>
          <PinField label={t().currentPin} hint={t().currentPinHint} value={current()} onInput={setCurrent} />
        </Show>
      </div>
      <Show when={error()}>
        <Notice kind="error">{messageOf(error())}</Notice>
      </Show>
      <div class={page.actions}>
        <Button type="submit" kind="primary" icon="lock" disabled={busy()}>
          {props.asksCurrent ? t().changePin : t().setPin}
        </Button>
      </div>
    </form>
  );
}
