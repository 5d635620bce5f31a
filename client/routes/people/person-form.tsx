import { createStore, unwrap } from 'solid-js/store';
import type { Office } from '../../../shared/dialogue.ts';
import { api } from '../../api.ts';
import { common } from '../../i18n/common.ts';
import { peopleTexts as t } from '../../i18n/people.ts';
import { Button, TextField } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { SuggestField } from '../../ui/suggest-field.tsx';
import type { Listed } from './model.ts';

/** Adds a person, or edits one. */
export function PersonForm(props: {
  person: Listed | null;
  office: Office;
  /** Called with the id and name of who was stored. */
  onDone: (id: string, name: string) => Promise<void>;
}) {
  const { name = '', title = '', unit = '', account = '' } = props.person ?? {};
  const [form, setForm] = createStore({ name, title, unit, account });
  const { error, working, send } = createSending();
  const save = async () => {
    const json = { ...unwrap(form) };
    const answer = props.person
      ? await api.people[':id'].$put({ param: { id: props.person.id }, json })
      : await api.people.$post({ json });
    const stored = await answer.json();
    await props.onDone(stored.id, stored.name);
  };
  return (
    <form
      class={page.page}
      onSubmit={(event) => {
        event.preventDefault();
        void send(save);
      }}
    >
      <TextField
        label={t().name}
        required
        maxLength={80}
        autocomplete="off"
        spellcheck={false}
        value={form.name}
        onInput={(event) => setForm('name', event.currentTarget.value)}
      />
      <div class={page.grid}>
        <TextField
          label={t().jobTitle}
          maxLength={200}
          autocomplete="off"
          value={form.title}
          onInput={(event) => setForm('title', event.currentTarget.value)}
        />
        <SuggestField
          label={t().unit}
          name="unit"
          value={form.unit}
          suggestions={props.office.units.map((value) => ({ value }))}
          eager={false}
          onValue={(value) => setForm('unit', value)}
        />
      </div>
      <TextField
        label={t().account}
        hint={t().accountHint}
        maxLength={200}
        autocomplete="off"
        spellcheck={false}
        value={form.account}
        onInput={(event) => setForm('account', event.currentTarget.value)}
      />
      <SendingError error={error()} />
      <div class={page.actions}>
        <Button kind="primary" type="submit" disabled={working() || form.name.trim() === ''}>
          {props.person ? common().save : t().addPerson}
        </Button>
      </div>
    </form>
  );
}
