import { createMemo, createSignal } from 'solid-js';
import { createStore } from 'solid-js/store';
import type { Attendee } from '../../shared/docs/register.ts';
import { attendeesOf, readAttendee } from '../../shared/docs/register.ts';
import type { NewSpeaker } from '../../shared/docs/speakers.ts';
import { compareNames } from '../../shared/vietnamese/names.ts';
import { followEntries } from '../board/entries.ts';
import { peopleSuggestions, plainSuggestions } from '../board/suggestions.ts';
import { t } from '../i18n/speakers.ts';
import { Button } from '../ui/controls.tsx';
import { SuggestField, type Suggestion } from '../ui/suggest-field.tsx';
import type { SpeakersModel } from './model.ts';
import styles from './speakers.module.css';

export interface Places {
  villages: readonly string[];
  groups: readonly string[];
}

const nobody: NewSpeaker = { name: '', village: '', group: '', attendeeId: '', showName: false };

/** Puts somebody into the queue: a person of the attendance by a few letters, or anybody by typing. */
export function AddSpeaker(props: { model: SpeakersModel; places: Places }) {
  let form: HTMLFormElement | undefined;
  const [values, setValues] = createStore<NewSpeaker>({ ...nobody });
  const [refused, setRefused] = createSignal('');
  const people = followEntries(attendeesOf(props.model.register.doc), readAttendee, (a, b) =>
    compareNames(a.name, b.name),
  );
  const names = createMemo(() => peopleSuggestions(people.all()));
  const groups = createMemo(() =>
    [...new Set([...props.places.groups, ...people.all().map(({ group }) => group)])].filter(Boolean),
  );
  const clean = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim();

  /** What the attendance knows of the person is filled in. */
  const take = (attendee: Attendee) =>
    setValues({
      name: attendee.name,
      village: attendee.village,
      group: attendee.group,
      attendeeId: attendee.id,
    });
  const named = (name: string, taken: Suggestion | null) => {
    const same = people
      .all()
      .filter((attendee) => (taken?.id ? attendee.id === taken.id : attendee.name === clean(name)));
    if (same.length === 1 && same[0]) take(same[0]);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const name = clean(values.name);
    const queued = props.model
      .waiting()
      .some((id) => values.attendeeId !== '' && props.model.get(id)?.attendeeId === values.attendeeId);
    setRefused(name === '' ? t().nameNeeded : queued ? t().alreadyQueued(name) : '');
    const field = form?.querySelector('[data-field="speakerName"]');
    if (field instanceof HTMLElement) field.focus();
    if (refused() !== '') return;
    props.model.add({ ...values, name, village: clean(values.village), group: clean(values.group) });
    setValues({ ...nobody });
  };

  return (
    <form ref={form} class={styles.form} onSubmit={submit} aria-label={t().add}>
      <SuggestField
        label={t().name}
        name="speakerName"
        value={values.name}
        suggestions={names()}
        eager={false}
        hint={t().addHint}
        error={refused() || undefined}
        onValue={(name) => {
          setRefused('');
          setValues({ name, attendeeId: '' });
        }}
        onDone={named}
      />
      <div class={styles.two}>
        <SuggestField
          label={t().village}
          name="speakerVillage"
          value={values.village}
          suggestions={plainSuggestions(props.places.villages)}
          eager={false}
          onValue={(village) => setValues({ village })}
        />
        <SuggestField
          label={t().group}
          name="speakerGroup"
          value={values.group}
          suggestions={plainSuggestions(groups())}
          eager={false}
          onValue={(group) => setValues({ group })}
        />
      </div>
      <label class={styles.check}>
        <input
          type="checkbox"
          checked={values.showName}
          onChange={(event) => setValues('showName', event.currentTarget.checked)}
        />
        {t().consent}
      </label>
      <Button kind="primary" icon="add" type="submit">
        {t().addButton}
      </Button>
    </form>
  );
}
