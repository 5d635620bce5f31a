import { Navigate, useSearchParams } from '@solidjs/router';
import { createResource, createSignal, For, Show } from 'solid-js';
import { documentAccess } from '../../../shared/access.ts';
import { isErrorCode } from '../../../shared/errors.ts';
import { clockTime } from '../../../shared/vietnamese/dates.ts';
import { ApiError, api, isUnreachable, messageOf } from '../../api.ts';
import { common } from '../../i18n/common.ts';
import { keptPagesTexts } from '../../i18n/kept-pages.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { signInTexts as t } from '../../i18n/sign-in.ts';
import { type PageSession, session, signInByPasskey, signInByPin, startPath } from '../../session.ts';
import { PasskeyObstacle } from '../../sign-in/add-passkey.tsx';
import { PasskeyError, passkeyObstacle } from '../../sign-in/passkeys.ts';
import { PinField } from '../../sign-in/pin-field.tsx';
import { Button, Notice } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import styles from './sign-in.module.css';

interface KnownPerson {
  id: string;
  name: string;
  title: string;
  lockedUntil: string;
}

const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : '');

/** Where somebody goes who has signed in: back to the page that asked for it, if it is theirs, or where their role starts. */
function targetOf({ role, dialogueId }: PageSession, wanted: string): string {
  const isOwn = role === 'organizer' || wanted.startsWith(`/dialogues/${dialogueId}`);
  const opens = documentAccess(role, 'board') !== 'none' && /^\/[\w-]/.test(wanted);
  return isOwn && opens ? wanted : startPath(role, dialogueId);
}

/** The ways to sign in that are possible at this device and this address. */
export default function SignInPage() {
  const [query] = useSearchParams();
  const [asked, { refetch }] = createResource(async () => (await api.session.ways.$get()).json());
  const ways = () => (asked.error ? undefined : asked());
  const refused = () => {
    const code = one(query.refused);
    return isErrorCode(code) ? code : null;
  };
  return (
    <Show
      when={!session()}
      fallback={<Show when={session()}>{(now) => <Navigate href={targetOf(now(), one(query.to))} />}</Show>}
    >
      <div class={page.page}>
        <div>
          <h1>{pageNames().signIn}</h1>
          <p class={page.lead}>{t().lead}</p>
        </div>
        <Show when={refused()}>
          {(code) => <Notice kind="error">{messageOf(new ApiError(code()))}</Notice>}
        </Show>
        <Show when={asked.error}>
          <Notice kind="error">
            <p>{messageOf(asked.error)}</p>
            <Show when={isUnreachable(asked.error)}>
              <p>{keptPagesTexts().cannotSignIn}</p>
            </Show>
            <Button onClick={() => void refetch()}>{common().retry}</Button>
          </Notice>
        </Show>
        <Show when={ways()?.persons.length}>
          <ByPin persons={ways()?.persons ?? []} refresh={refetch} />
        </Show>
        <Show when={!asked.error}>
          <ByPasskey />
        </Show>
        <Show when={ways()?.account}>
          {(address) => (
            <section class={page.card}>
              <h2>{t().account}</h2>
              <p class={page.lead}>{t().accountLead}</p>
              <div class={page.row}>
                <a href={address()} rel="external" class={page.link}>
                  <Icon name="user" /> {t().accountEnter}
                </a>
              </div>
            </section>
          )}
        </Show>
        <section class={page.card}>
          <h2>{t().link}</h2>
          <p class={page.lead}>{t().linkLead}</p>
        </section>
      </div>
    </Show>
  );
}

function ByPin(props: { persons: readonly KnownPerson[]; refresh: () => unknown }) {
  let form: HTMLFormElement | undefined;
  const [chosen, setChosen] = createSignal(props.persons.length === 1 ? (props.persons[0]?.id ?? '') : '');
  const [pin, setPin] = createSignal('');
  const { error, working, send } = createSending();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void send(async () => {
      try {
        await signInByPin(chosen(), pin());
      } catch (reason) {
        setPin('');
        if (reason instanceof ApiError && reason.code === 'pinLocked') props.refresh();
        form?.querySelector<HTMLInputElement>('input[type="password"]')?.focus();
        throw reason;
      }
    });
  };
  return (
    <section class={page.card}>
      <h2>{t().onThisDevice}</h2>
      <form ref={form} onSubmit={submit} class={styles.enter} data-form="by-pin">
        <fieldset class={styles.people}>
          <legend>{t().whoAreYou}</legend>
          <For each={props.persons}>
            {(person) => (
              <label class={styles.person}>
                <input
                  type="radio"
                  name="person"
                  required
                  checked={chosen() === person.id}
                  onChange={() => setChosen(person.id)}
                />
                <b>{person.name}</b>
                <Show when={person.title}>
                  <small>{person.title}</small>
                </Show>
                <Show when={person.lockedUntil}>
                  <small class={styles.locked}>{t().lockedUntil(clockTime(person.lockedUntil))}</small>
                </Show>
              </label>
            )}
          </For>
        </fieldset>
        <PinField label={t().pin} hint={t().pinHint} required value={pin()} onInput={setPin} />
        <SendingError error={error()} />
        <div class={page.row}>
          <Button type="submit" kind="primary" disabled={working()}>
            {t().enter}
          </Button>
        </div>
      </form>
    </section>
  );
}

function ByPasskey() {
  const { error, send } = createSending();
  const enter = () =>
    send(async () => {
      await signInByPasskey();
    });
  const words = () => (error() instanceof PasskeyError ? t().passkeyStopped : messageOf(error()));
  return (
    <section class={page.card}>
      <h2>{t().passkey}</h2>
      <Show when={!passkeyObstacle()} fallback={<PasskeyObstacle why={passkeyObstacle() ?? 'name'} />}>
        <p class={page.lead}>{t().passkeyLead}</p>
        <Show when={error()}>
          <Notice kind="error">{words()}</Notice>
        </Show>
        <div class={page.row}>
          <Button icon="lock" onClick={enter}>
            {t().passkeyEnter}
          </Button>
        </div>
      </Show>
    </section>
  );
}
