import { createResource, createSignal, Show } from 'solid-js';
import { createStore, unwrap } from 'solid-js/store';
import type { Office } from '../../../shared/dialogue.ts';
import { api, messageOf } from '../../api.ts';
import { loadOffice } from '../../data.ts';
import { common } from '../../i18n/common.ts';
import { pages } from '../../i18n/pages.ts';
import { Button, Notice, TextArea, TextField } from '../../ui/controls.tsx';
import { fromLines, toLines } from '../../ui/lines.ts';
import page from '../../ui/page.module.css';

/** The office's own data: bodies, places, signers, villages, units. */
export default function Settings() {
  const [office] = createResource(loadOffice);
  return (
    <div class={page.page}>
      <div>
        <h1>{pages().officeTitle}</h1>
        <p class={page.lead}>{pages().officeLead}</p>
      </div>
      <Show when={office()}>{(loaded) => <OfficeForm value={loaded()} />}</Show>
    </div>
  );
}

function OfficeForm(props: { value: Office }) {
  const [form, setForm] = createStore<Office>(structuredClone(props.value));
  const [outcome, setOutcome] = createSignal<{ error?: unknown } | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setOutcome(null);
    try {
      await api.office.$put({ json: structuredClone(unwrap(form)) });
      setOutcome({});
    } catch (error) {
      setOutcome({ error });
    }
  };
  const line = (key: 'superior' | 'body' | 'bodySign' | 'authority' | 'signerTitle' | 'signerName') => (
    <TextField
      label={pages()[key]}
      maxLength={300}
      value={form[key]}
      onInput={(event) => setForm(key, event.currentTarget.value)}
    />
  );
  const list = (key: 'villages' | 'units' | 'authorities' | 'holidays') => (
    <TextArea
      label={pages()[key]}
      rows={6}
      value={toLines(form[key])}
      onChange={(event) => setForm(key, fromLines(event.currentTarget.value))}
    />
  );
  return (
    <form class={page.card} onSubmit={submit}>
      <div class={page.grid}>
        {line('superior')}
        {line('body')}
        {line('bodySign')}
        <TextField
          label={pages().placeName}
          maxLength={300}
          value={form.place}
          onInput={(event) => setForm('place', event.currentTarget.value)}
        />
        {line('authority')}
        {line('signerTitle')}
        {line('signerName')}
      </div>
      <div class={page.grid}>
        {list('villages')}
        {list('units')}
        {list('authorities')}
        {list('holidays')}
      </div>
      <Show when={outcome()}>
        {(result) => (
          <Show when={result().error} fallback={<Notice kind="done">{common().saved}</Notice>}>
            <Notice kind="error">{messageOf(result().error)}</Notice>
          </Show>
        )}
      </Show>
      <div class={page.actions}>
        <Button kind="primary" type="submit">
          {common().save}
        </Button>
      </div>
    </form>
  );
}
