import { useNavigate } from '@solidjs/router';
import { createResource, createSignal, For, type ParentProps, Show } from 'solid-js';
import type { Role } from '../../../shared/access.ts';
import { api } from '../../api.ts';
import { loadDuties, loadMe } from '../../data.ts';
import { EscalationsLink } from '../../escalations/escalations-link.tsx';
import { common } from '../../i18n/common.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { signInTexts as t } from '../../i18n/sign-in.ts';
import { DeviceCard } from '../../offline/device-card.tsx';
import { takeWaiting } from '../../offline/link.ts';
import { changeDuty, session, signOut, startPath } from '../../session.ts';
import { SetPin } from '../../sign-in/set-pin.tsx';
import { Badge, Button, Notice } from '../../ui/controls.tsx';
import { HallOnly } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { ThisDevice } from '../../vault/this-device.tsx';
import { pinRemoved } from '../../vault/vault.ts';
import styles from './me.module.css';
import { OwnPasskeys } from './own-passkeys.tsx';

interface OwnDuty {
  id: string;
  role: Role;
  dialogueTitle: string;
  unit: string;
  village: string;
}

/** Who I am here, in which duty, how I sign in, and the ways out. */
export default function MePage() {
  const isPerson = () => Boolean(session()?.personId);
  const [me, { refetch }] = createResource(isPerson, loadMe);
  const leave = async () => {
    await signOut();
    // Nobody works here now: a new version that waits is taken.
    await takeWaiting();
    // A page of its own: nothing of the person stays in memory.
    location.replace('/sign-in');
    return '';
  };
  return (
    <div class={page.page}>
      <div class={page.head}>
        <h1>{pageNames().me}</h1>
        <EscalationsLink />
      </div>
      <section class={page.card}>
        <h2>{t().whoAmI}</h2>
        <div class={styles.words}>
          <b>{session()?.name}</b>
          <span>{[me()?.person.title, me()?.person.unit].filter(Boolean).join(', ')}</span>
          <Show when={me()}>{(known) => <small>{t().thisSession(t().until(known().expiresAt))}</small>}</Show>
        </div>
        <Show when={!isPerson()}>
          <p class={page.lead}>{t().nobodysLink}</p>
        </Show>
      </section>
      <HallOnly why={offlineTexts().account}>
        <Show when={me()}>
          {(known) => (
            <>
              <Duties />
              <OwnPin hasPin={known().hasPin} onChange={refetch} />
              <OwnPasskeys hasPin={known().hasPin} />
            </>
          )}
        </Show>
      </HallOnly>
      <DeviceCard />
      <Show when={!isPerson() || me()}>
        <ThisDevice hasPin={me()?.hasPin ?? false} />
      </Show>
      <HallOnly>
        <section class={page.card}>
          <h2>{t().leaving}</h2>
          <Act label={t().signOut} kind="primary" run={leave}>
            {[t().signOutLead, me()?.knownHere ? t().knownHereLead : ''].join(' ').trim()}
          </Act>
          <Show when={me()}>
            {(known) => (
              <>
                <Act label={t().elsewhere} run={signOutElsewhere}>
                  {t().elsewhereLead}
                </Act>
                <Show when={known().knownHere}>
                  <Act
                    label={t().forgetMe}
                    run={async () => {
                      await api.session.device.$delete();
                      return t().forgotten;
                    }}
                  >
                    {t().forgetMeLead}
                  </Act>
                </Show>
              </>
            )}
          </Show>
        </section>
      </HallOnly>
    </div>
  );
}

async function signOutElsewhere(): Promise<string> {
  const { ended } = await (await api.session.others.$delete()).json();
  return t().endedElsewhere(ended);
}

/** A way out with what it does, and what came of it. */
function Act(props: ParentProps<{ label: string; kind?: 'primary'; run: () => Promise<string> }>) {
  const { error, send } = createSending();
  const [done, setDone] = createSignal('');
  const run = () =>
    send(async () => {
      setDone('');
      setDone(await props.run());
    });
  return (
    <div>
      <div class={styles.act}>
        <Button kind={props.kind} onClick={run}>
          {props.label}
        </Button>
        <span class={styles.words}>
          <small>{props.children}</small>
        </span>
      </div>
      <Show when={done()}>
        <Notice kind="done">{done()}</Notice>
      </Show>
      <SendingError error={error()} />
    </div>
  );
}

function Duties() {
  const navigate = useNavigate();
  const [duties] = createResource(loadDuties);
  const { error, send } = createSending();
  const name = (duty: OwnDuty) => {
    const place = duty.role === 'organizer' ? t().everyDialogue : duty.dialogueTitle;
    return [common()[duty.role], duty.unit || duty.village, place].filter(Boolean).join(' · ');
  };
  const change = (id: string) =>
    send(async () => {
      const next = await changeDuty(id);
      navigate(startPath(next.role, next.dialogueId));
    });
  return (
    <section class={page.card}>
      <h2>{t().duties}</h2>
      <p class={page.lead}>{t().dutiesLead}</p>
      <SendingError error={error()} />
      <ul class={styles.list}>
        <For each={duties()}>
          {(duty) => (
            <li>
              <span class={styles.words}>{name(duty)}</span>
              <Show when={duty.id !== session()?.dutyId} fallback={<Badge icon="check">{t().dutyNow}</Badge>}>
                <Button aria-label={t().dutySwitchTo(name(duty))} onClick={() => change(duty.id)}>
                  {t().dutySwitch}
                </Button>
              </Show>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}

function OwnPin(props: { hasPin: boolean; onChange: () => unknown }) {
  const { error, send } = createSending();
  const remove = () =>
    send(async () => {
      await api.session.pin.$delete();
      const personId = session()?.personId;
      // What cannot be moved stays sealed, and is asked for with this PIN.
      if (personId) await pinRemoved(personId).catch(() => undefined);
      props.onChange();
    });
  return (
    <section class={page.card}>
      <h2>{t().yourPin}</h2>
      <p class={page.lead}>{t().pinLead}</p>
      <div class={page.row}>
        <span role="status">{props.hasPin ? t().pinIsSet : t().pinIsNotSet}</span>
        <Show when={props.hasPin}>
          <Button kind="danger" onClick={remove}>
            {t().removePin}
          </Button>
        </Show>
      </div>
      <SendingError error={error()} />
      <SetPin asksCurrent={props.hasPin} onDone={() => props.onChange()} />
    </section>
  );
}
