import { createSignal, Show } from 'solid-js';
import { api } from '../api.ts';
import { signInTexts as t } from '../i18n/sign-in.ts';
import { session } from '../session.ts';
import { Button, Notice } from '../ui/controls.tsx';
import page from '../ui/page.module.css';
import { AddPasskey } from './add-passkey.tsx';
import { passkeyObstacle } from './passkeys.ts';
import { SetPin } from './set-pin.tsx';

/** Whether a person came by a link and has no other way to come again. Not known is no: the page behind must open. */
export async function lacksWays(): Promise<boolean> {
  if (!session()?.personId) return false;
  try {
    const { hasPin } = await (await api.session.me.$get()).json();
    return !hasPin && (await (await api.session.passkeys.$get()).json()).length === 0;
  } catch {
    return false;
  }
}

/** Offers to set a PIN or a passkey to somebody whose link is used up. */
export function NextTime(props: { onDone: () => void }) {
  const [done, setDone] = createSignal(false);
  return (
    <>
      <div>
        <h1>{t().nextTime}</h1>
        <p class={page.lead}>{t().nextTimeLead(session()?.name ?? '')}</p>
      </div>
      <Show
        when={!done()}
        fallback={
          <>
            <Notice kind="done">{t().done}</Notice>
            <div class={page.actions}>
              <Button
                ref={(button) => queueMicrotask(() => button.focus())}
                kind="primary"
                onClick={props.onDone}
              >
                {t().goOn}
              </Button>
            </div>
          </>
        }
      >
        <Show when={!passkeyObstacle()}>
          <section class={page.card}>
            <h2>{t().passkeys}</h2>
            <p class={page.lead}>{t().passkeysLead}</p>
            <AddPasskey hasPin={false} onDone={() => setDone(true)} />
          </section>
        </Show>
        <section class={page.card}>
          <h2>{t().yourPin}</h2>
          <p class={page.lead}>{t().pinLead}</p>
          <SetPin asksCurrent={false} onDone={() => setDone(true)} />
        </section>
        <div class={page.actions}>
          <Button onClick={props.onDone}>{t().later}</Button>
        </div>
      </Show>
    </>
  );
}
