import { createResource, createSignal, Show } from 'solid-js';
import { signInTexts } from '../i18n/sign-in.ts';
import { vaultTexts as t } from '../i18n/vault.ts';
import { session, signOut } from '../session.ts';
import { SetPin } from '../sign-in/set-pin.tsx';
import { waitingUnder } from '../sync/room-database.ts';
import { Button } from '../ui/controls.tsx';
import page from '../ui/page.module.css';
import { createSending, SendingError } from '../ui/sending.tsx';
import { PinTry } from './pin-try.tsx';
import { vaultsOf } from './records.ts';
import { goOnWithout, isOutdated, unlock } from './vault.ts';

/** Asks for the PIN before anything that is sealed on this device is opened. Works without the network. */
export default function Unlock() {
  const personId = () => session()?.personId ?? '';
  const [forgot, setForgot] = createSignal(false);
  const [waiting] = createResource(async () => {
    const [vault] = await vaultsOf(personId());
    return vault ? waitingUnder(vault.id) : 0;
  });
  const { error, working, send } = createSending();
  const leave = () =>
    send(async () => {
      await signOut();
      location.replace('/sign-in');
    });
  return (
    <div class={page.page}>
      <div>
        <h1>{t().unlockTitle}</h1>
        <p class={page.lead}>{isOutdated() ? t().changedElsewhere : t().unlockLead(session()?.name ?? '')}</p>
      </div>
      <section class={page.card} aria-label={t().unlockTitle}>
        <PinTry
          label={isOutdated() ? t().oldPin : t().pin}
          action={t().open}
          wrongHint={isOutdated() ? '' : t().wrongHint}
          focused
          attempt={(pin) => unlock(personId(), pin)}
        />
      </section>
      <section class={page.card}>
        <div class={page.row}>
          <Button kind="quiet" aria-expanded={forgot()} onClick={() => setForgot((now) => !now)}>
            {t().forgot}
          </Button>
          <Button kind="quiet" disabled={working()} onClick={leave}>
            {signInTexts().signOut}
          </Button>
        </div>
        <SendingError error={error()} />
        <Show when={forgot()}>
          <p>{t().forgotWhat(waiting() ?? 0)}</p>
          <Show
            when={isOutdated()}
            fallback={
              <>
                <p>{t().forgotNew}</p>
                <SetPin asksCurrent={false} onDone={() => undefined} />
              </>
            }
          >
            <div class={page.row}>
              <Button disabled={working()} onClick={() => send(() => goOnWithout(personId()))}>
                {t().goOn}
              </Button>
            </div>
          </Show>
        </Show>
      </section>
    </div>
  );
}
