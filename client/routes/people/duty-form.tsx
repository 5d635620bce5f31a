import { For, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import { type DutyRole, dutyRoles, placeOf } from '../../../shared/people.ts';
import { api } from '../../api.ts';
import { common } from '../../i18n/common.ts';
import { peopleTexts as t } from '../../i18n/people.ts';
import { Button, SelectField } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { DialogueSelect } from './dialogue-select.tsx';
import type { Listed } from './model.ts';
import { PlaceField } from './place-field.tsx';

/** The order in which roles are given most: recorders and heads of villages before organizers. */
const byUse: readonly DutyRole[] = [
  ...dutyRoles.filter((role) => role !== 'organizer'),
  ...dutyRoles.filter((role) => role === 'organizer'),
];

/** Gives a person a duty: the role first, then only what this role needs. */
export function DutyForm(props: {
  person: Listed;
  office: Office;
  dialogues: readonly Dialogue[];
  onDone: (dutyId: string) => Promise<void>;
}) {
  const open = props.dialogues.filter(({ state }) => state === 'open');
  const [form, setForm] = createStore<{ role: DutyRole; dialogueId: string; unit: string; village: string }>({
    role: 'recorder',
    dialogueId: open.length === 1 ? (open[0]?.id ?? '') : '',
    unit: props.person.unit,
    village: '',
  });
  const { error, working, send } = createSending();
  const place = () => placeOf(form.role);
  const ready = () => {
    const key = place();
    return (form.role === 'organizer' || form.dialogueId !== '') && (!key || form[key].trim() !== '');
  };
  const give = async () => {
    const { role, dialogueId, unit, village } = form;
    const answer = await api.people[':id'].duties.$post({
      param: { id: props.person.id },
      json: {
        role,
        dialogueId: role === 'organizer' ? '' : dialogueId,
        unit: place() === 'unit' ? unit : '',
        village: place() === 'village' ? village : '',
      },
    });
    await props.onDone((await answer.json()).id);
  };
  return (
    <form
      class={page.page}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready()) void send(give);
      }}
    >
      <SelectField
        label={t().role}
        hint={t().roleHint(form.role)}
        value={form.role}
        onChange={(event) =>
          setForm('role', dutyRoles.find((known) => known === event.currentTarget.value) ?? 'recorder')
        }
      >
        <For each={byUse}>{(role) => <option value={role}>{common()[role]}</option>}</For>
      </SelectField>
      <Show when={form.role !== 'organizer'}>
        <DialogueSelect
          label={t().dialogue}
          none={t().choose}
          required
          value={form.dialogueId}
          dialogues={props.dialogues}
          onValue={(id) => setForm('dialogueId', id)}
        />
      </Show>
      <PlaceField
        role={form.role}
        office={props.office}
        value={place() === 'unit' ? form.unit : form.village}
        onValue={(value) => setForm(place() === 'unit' ? 'unit' : 'village', value)}
      />
      <SendingError error={error()} />
      <div class={page.actions}>
        <Button kind="primary" type="submit" disabled={working() || !ready()}>
          {t().giveDuty}
        </Button>
      </div>
    </form>
  );
}
