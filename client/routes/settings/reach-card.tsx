import { createResource, createSignal, For, Show } from 'solid-js';
import { createStore, type SetStoreFunction, unwrap } from 'solid-js/store';
import type { Office } from '../../../shared/dialogue.ts';
import {
  addressLength,
  contactLength,
  isMailAddress,
  type MailStatus,
  type Reach,
} from '../../../shared/mail.ts';
import { api, messageOf } from '../../api.ts';
import { loadOffice } from '../../data.ts';
import { common } from '../../i18n/common.ts';
import { reachTexts as t } from '../../i18n/reach.ts';
import { Notice, TextField } from '../../ui/controls.tsx';
import { HallButton, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { MailState } from './mail-state.tsx';
import { MailTest } from './mail-test.tsx';
import styles from './reach.module.css';

/** What the server says of it; null while it is out of reach. */
async function load() {
  try {
    return await (await api.reach.$get()).json();
  } catch {
    return null;
  }
}

/** Whether an address opens only where the hall's network reaches. */
function isOnlyHere(address: string): boolean {
  const { hostname } = new URL(address);
  return (
    hostname === 'localhost' ||
    /^(127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\./.test(hostname) ||
    !hostname.includes('.') ||
    hostname.endsWith('.local')
  );
}

/** Where citizens ask, the page on which they look, and the letters to units and authorities. */
export function ReachCard() {
  const [known, { mutate }] = createResource(load);
  const [office] = createResource(loadOffice);
  return (
    <Show when={known.latest}>
      {(answer) => (
        <Show when={office()}>
          {(lists) => (
            <ReachForm
              reach={answer().reach}
              mail={answer().mail}
              pageAt={answer().pageAt}
              office={lists()}
              onSaved={mutate}
            />
          )}
        </Show>
      )}
    </Show>
  );
}

function ReachForm(props: {
  reach: Reach;
  mail: MailStatus;
  pageAt: string;
  office: Office;
  onSaved: (answer: { reach: Reach; mail: MailStatus; pageAt: string }) => void;
}) {
  const [form, setForm] = createStore<Reach>(structuredClone(unwrap(props.reach)));
  const [outcome, setOutcome] = createSignal<{ error?: unknown } | null>(null);
  const isWrong = () =>
    [...Object.values(form.units), ...Object.values(form.authorities)].some(
      (to) => to !== '' && !isMailAddress(to),
    );
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setOutcome(null);
    try {
      props.onSaved(await (await api.reach.$put({ json: structuredClone(unwrap(form)) })).json());
      setOutcome({});
    } catch (error) {
      setOutcome({ error });
    }
  };
  return (
    <section class={page.card} aria-labelledby="reach" data-reach>
      <h2 id="reach">{t().title}</h2>
      <form class={styles.form} onSubmit={submit}>
        <TextField
          label={t().contact}
          hint={t().contactHint}
          maxLength={contactLength}
          value={form.contact}
          onInput={(event) => setForm('contact', event.currentTarget.value)}
        />
        <p>
          {t().pageAt} <a href={props.pageAt}>{props.pageAt}</a>
        </p>
        <Show when={isOnlyHere(props.pageAt)}>
          <Notice kind="warn">{t().pageOnlyHere}</Notice>
        </Show>
        <h3>{t().mailTitle}</h3>
        <p class={page.lead}>{t().mailLead}</p>
        <Show when={props.mail.isSetUp} fallback={<Notice>{t().notSetUp}</Notice>}>
          <p>{t().setUp(props.mail.host, props.mail.from)}</p>
        </Show>
        <label class={styles.tick}>
          <input
            type="checkbox"
            checked={form.isOn}
            onChange={(event) => setForm('isOn', event.currentTarget.checked)}
          />
          {t().isOn}
        </label>
        <TextField
          class={styles.time}
          type="time"
          required
          label={t().sendAt}
          value={form.sendAt}
          onInput={(event) => setForm('sendAt', event.currentTarget.value)}
        />
        <Addresses kind="units" names={props.office.units} form={form} set={setForm} />
        <Addresses kind="authorities" names={props.office.authorities} form={form} set={setForm} />
        <Show when={outcome()}>
          {(result) => (
            <Show when={result().error} fallback={<Notice kind="done">{common().saved}</Notice>}>
              <Notice kind="error">{messageOf(result().error)}</Notice>
            </Show>
          )}
        </Show>
        <NeedsHall />
        <div class={page.actions}>
          <HallButton kind="primary" type="submit" disabled={isWrong()}>
            {t().save}
          </HallButton>
        </div>
      </form>
      <MailState mail={props.mail} />
      <Show when={props.mail.isSetUp}>
        <MailTest />
      </Show>
    </section>
  );
}

function Addresses(props: {
  kind: 'units' | 'authorities';
  names: readonly string[];
  form: Reach;
  set: SetStoreFunction<Reach>;
}) {
  const value = (name: string) => props.form[props.kind][name] ?? '';
  return (
    <fieldset class={styles.addresses}>
      <legend>{t()[props.kind]}</legend>
      <Show when={props.names.length === 0}>
        <p class={page.muted}>{t().noNames}</p>
      </Show>
      <div class={page.grid}>
        <For each={props.names}>
          {(name) => (
            <TextField
              label={name}
              type="email"
              autocomplete="off"
              maxLength={addressLength}
              error={value(name) !== '' && !isMailAddress(value(name)) ? t().badAddress : undefined}
              value={value(name)}
              onInput={(event) => props.set(props.kind, name, event.currentTarget.value.trim())}
            />
          )}
        </For>
      </div>
    </fieldset>
  );
}
