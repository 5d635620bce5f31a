import { createResource, createSignal, For, Match, onMount, Show, Switch } from 'solid-js';
import { sizeWords } from '../i18n/size-words.ts';
import { vaultTexts as t } from '../i18n/vault.ts';
import styles from '../routes/me/me.module.css';
import { session, signInByPin } from '../session.ts';
import { clearDevice } from '../sync/clear-device.ts';
import { isRoomOpen } from '../sync/open-document.ts';
import { waitingUnder } from '../sync/room-database.ts';
import { lookAtRoom, roomLeft } from '../sync/room-left.ts';
import { Button, Notice } from '../ui/controls.tsx';
import page from '../ui/page.module.css';
import { createSending, SendingError } from '../ui/sending.tsx';
import { LastingWords } from './lasting-words.tsx';
import { vaultState } from './own-key.ts';
import { PinTry } from './pin-try.tsx';
import { olderVaults, openOlder, type Tried } from './vault.ts';

/** How the data on this device lie: sealed or not, kept for long or not, and how much room is left. */
export function ThisDevice(props: { hasPin: boolean }) {
  const personId = () => session()?.personId ?? '';
  const sealNow = async (pin: string): Promise<Tried> => {
    // The server says whether it is right.
    await signInByPin(personId(), pin);
    return { is: 'open' };
  };
  return (
    <section class={page.card} data-section="this-device">
      <h2>{t().title}</h2>
      <Switch>
        <Match when={vaultState() === 'open'}>
          <p>{t().sealed}</p>
          <OlderVaults personId={personId()} />
        </Match>
        <Match when={!personId()}>
          <p>{t().plainNobody}</p>
        </Match>
        <Match when={!props.hasPin}>
          <p>{t().plainNoPin}</p>
        </Match>
        <Match when={props.hasPin}>
          <p>{t().plainPin}</p>
          <PinTry label={t().pin} action={t().seal} attempt={sealNow} />
        </Match>
      </Switch>
      <Keeping />
    </section>
  );
}

/** Whether the browser keeps it for long, how much room is left, and what may go. */
function Keeping() {
  const { error, working, send } = createSending();
  const [freed, setFreed] = createSignal(false);
  onMount(() => {
    void lookAtRoom(true);
  });
  const free = () =>
    send(async () => {
      setFreed(false);
      await clearDevice({ room: isRoomOpen, papers: () => false });
      await lookAtRoom(true);
      setFreed(true);
    });
  return (
    <>
      <LastingWords />
      <Show when={roomLeft()}>
        {(room) => <p class={page.muted}>{t().room(sizeWords(room().used), sizeWords(room().left))}</p>}
      </Show>
      <div class={styles.act}>
        <Button disabled={working()} onClick={free}>
          {t().free}
        </Button>
        <span class={styles.words}>
          <small>{t().freeWhat}</small>
        </span>
      </div>
      <Show when={freed()}>
        <Notice kind="done">{t().freed}</Notice>
      </Show>
      <SendingError error={error()} />
    </>
  );
}

/** What an earlier PIN of the person sealed and nobody has opened since. */
function OlderVaults(props: { personId: string }) {
  const [done, setDone] = createSignal(false);
  const [older, { refetch }] = createResource(
    () => props.personId,
    async (id) =>
      Promise.all(
        (await olderVaults(id)).map(async (vault) => ({ vault, waiting: await waitingUnder(vault.id) })),
      ).catch(() => []),
  );
  return (
    <>
      <For each={older()}>
        {({ vault, waiting }) => (
          <div class={page.page}>
            <p>{t().oldLead(waiting)}</p>
            <PinTry
              label={t().oldPin}
              action={t().open}
              attempt={(pin) => openOlder(vault, pin)}
              onOpen={() => {
                setDone(true);
                void refetch();
              }}
            />
          </div>
        )}
      </For>
      <Show when={done()}>
        <Notice kind="done">{t().oldOpened}</Notice>
      </Show>
    </>
  );
}
