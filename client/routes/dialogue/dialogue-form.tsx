import { For } from 'solid-js';
import { createStore, unwrap } from 'solid-js/store';
import { type Dialogue, type Quarter, quarters } from '../../../shared/dialogue.ts';
import { common } from '../../i18n/common.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { pages } from '../../i18n/pages.ts';
import { SelectField, TextArea, TextField } from '../../ui/controls.tsx';
import { fromLines, toLines } from '../../ui/lines.ts';
import { HallButton, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';

/** What the form edits: all of a dialogue but what the server gives. */
export type DialogueValues = Omit<Dialogue, 'id' | 'state' | 'quarter'> & {
  quarter: Quarter;
};

/** The form's values of a stored dialogue. */
export function valuesOf({ id: _id, state: _state, quarter, ...rest }: Dialogue): DialogueValues {
  return { ...rest, quarter: quarters.find((known) => known === quarter) ?? '' };
}

/** A dialogue with nothing filled in but the year. */
export function emptyDialogue(): DialogueValues {
  return {
    planId: '',
    title: '',
    year: new Date().getFullYear(),
    quarter: '',
    topic: '',
    groups: [],
    fields: [],
    place: '',
    heldOn: '',
    chairName: '',
    chairTitle: '',
    secretaries: [],
  };
}

/** Edits a dialogue's own data; `save` rejects with the reason, which is shown. */
export function DialogueForm(props: {
  value: DialogueValues;
  save: (values: DialogueValues) => Promise<void>;
}) {
  const [form, setForm] = createStore<DialogueValues>(structuredClone(unwrap(props.value)));
  const { error, working: saving, send } = createSending();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void send(() => props.save(structuredClone(unwrap(form))));
  };
  const line = (key: 'title' | 'topic' | 'place' | 'chairName' | 'chairTitle', required = false) => (
    <TextField
      label={pages()[key]}
      required={required}
      maxLength={500}
      value={form[key]}
      onInput={(event) => setForm(key, event.currentTarget.value)}
    />
  );
  const list = (key: 'groups' | 'fields' | 'secretaries', hint = '') => (
    <TextArea
      label={pages()[key]}
      hint={hint}
      rows={4}
      value={toLines(form[key])}
      onChange={(event) => setForm(key, fromLines(event.currentTarget.value))}
    />
  );
  return (
    <form class={page.page} onSubmit={submit}>
      {line('title', true)}
      <div class={page.grid}>
        <TextField
          label={pages().year}
          type="number"
          min="2000"
          max="2100"
          required
          value={form.year}
          onInput={(event) => setForm('year', event.currentTarget.valueAsNumber)}
        />
        <SelectField
          label={pages().quarterLabel}
          value={form.quarter}
          onChange={(event) =>
            setForm('quarter', quarters.find((known) => known === event.currentTarget.value) ?? '')
          }
        >
          <For each={quarters}>{(quarter) => <option value={quarter}>{quarter || '—'}</option>}</For>
        </SelectField>
        <TextField
          label={pages().heldOn}
          type="date"
          value={form.heldOn}
          onInput={(event) => setForm('heldOn', event.currentTarget.value)}
        />
      </div>
      {line('topic')}
      {line('place')}
      <div class={page.grid}>
        {line('chairName')}
        {line('chairTitle')}
      </div>
      <div class={page.grid}>
        {list('fields', pages().fieldsHint)}
        {list('groups')}
        {list('secretaries')}
      </div>
      <SendingError error={error()} />
      <NeedsHall>{offlineTexts().save}</NeedsHall>
      <div class={page.actions}>
        <HallButton kind="primary" type="submit" disabled={saving()}>
          {common().save}
        </HallButton>
      </div>
    </form>
  );
}
