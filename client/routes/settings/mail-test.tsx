import { createSignal, Show } from 'solid-js';
import { addressLength, isMailAddress, type MailFailure } from '../../../shared/mail.ts';
import { api, messageOf } from '../../api.ts';
import { reachTexts as t } from '../../i18n/reach.ts';
import { Notice, TextField } from '../../ui/controls.tsx';
import { HallButton } from '../../ui/needs-hall.tsx';
import styles from './reach.module.css';

type End = { to: string } | { failure: MailFailure } | { error: unknown };

/** Sends a letter to an address of the organizer's, to see whether letters arrive. */
export function MailTest() {
  const [to, setTo] = createSignal('');
  const [isSending, setSending] = createSignal(false);
  const [end, setEnd] = createSignal<End | null>(null);
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    setSending(true);
    setEnd(null);
    try {
      const { failure } = await (await api.reach.test.$post({ json: { to: to() } })).json();
      setEnd(failure ? { failure } : { to: to() });
    } catch (error) {
      setEnd({ error });
    }
    setSending(false);
  };
  const said = (one: End) => {
    if ('to' in one) return t().tested(one.to);
    return 'failure' in one ? t().failure(one.failure) : messageOf(one.error);
  };
  return (
    <form class={styles.test} onSubmit={send} data-mail-test>
      <TextField
        label={t().testTo}
        type="email"
        required
        maxLength={addressLength}
        value={to()}
        onInput={(event) => setTo(event.currentTarget.value.trim())}
      />
      <HallButton icon="send" type="submit" disabled={isSending() || !isMailAddress(to())}>
        {isSending() ? t().testing : t().test}
      </HallButton>
      <Show when={end()}>
        {(one) => <Notice kind={'to' in one() ? 'done' : 'error'}>{said(one())}</Notice>}
      </Show>
    </form>
  );
}
