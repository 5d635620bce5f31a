import { createMemo, createSignal, onMount, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { type Category, categories } from '../../shared/petition.ts';
import { LiveField } from '../board/live-field.tsx';
import { choiceSuggestions, plainSuggestions } from '../board/suggestions.ts';
import { t } from '../i18n/register.ts';
import { words } from '../i18n/words.ts';
import { Button } from '../ui/controls.tsx';
import { SuggestField } from '../ui/suggest-field.tsx';
import type { RegisterModel } from './model.ts';
import type { PersonValues } from './paste.ts';
import styles from './person-form.module.css';
import { isPhone } from './phone.ts';

const nobody: PersonValues = { name: '', title: '', village: '', group: '', category: 'other', phone: '' };

/** The fields of a person, whether on the list already or about to be. */
function PersonFields(props: {
  model: RegisterModel;
  values: PersonValues;
  onValues: (values: Partial<PersonValues>) => void;
  nameError?: string;
}) {
  const readOnly = () => props.model.props.readOnly;
  const groups = createMemo(() =>
    [
      ...new Set([...props.model.props.dialogue.groups, ...props.model.all().map(({ group }) => group)]),
    ].filter(Boolean),
  );
  const phoneError = () => (props.values.phone && !isPhone(props.values.phone) ? t().phoneWrong : undefined);
  const category = (value: string): Category => categories.find((each) => each === value) ?? 'other';
  return (
    <div class={styles.grid}>
      <LiveField
        label={t().name}
        name="name"
        value={props.values.name}
        error={props.nameError}
        readOnly={readOnly()}
        onValue={(name) => props.onValues({ name })}
      />
      <SuggestField
        label={t().village}
        name="village"
        suggestions={plainSuggestions(props.model.props.office.villages)}
        value={props.values.village}
        readOnly={readOnly()}
        onValue={(village) => props.onValues({ village })}
      />
      <SuggestField
        label={t().group}
        name="group"
        suggestions={plainSuggestions(groups())}
        value={props.values.group}
        readOnly={readOnly()}
        onValue={(group) => props.onValues({ group })}
      />
      <SuggestField
        label={t().category}
        name="category"
        value={props.values.category}
        strict
        suggestions={choiceSuggestions(categories, props.values.category, words().category)}
        readOnly={readOnly()}
        onValue={(value) => props.onValues({ category: category(value) })}
      />
      <LiveField
        label={t().phone}
        name="phone"
        type="tel"
        value={props.values.phone}
        error={phoneError()}
        readOnly={readOnly()}
        onValue={(phone) => props.onValues({ phone })}
      />
      <LiveField
        label={t().title}
        name="title"
        value={props.values.title}
        readOnly={readOnly()}
        onValue={(title) => props.onValues({ title })}
      />
    </div>
  );
}

/** Brings the focus to the name field inside `root` once it is drawn. */
function focusName(root: HTMLElement | undefined): void {
  queueMicrotask(() => {
    const field = root?.querySelector('[data-field="name"]');
    if (field instanceof HTMLInputElement) field.focus();
  });
}

/** Adds people who came without an invitation, one after the other, by keyboard. */
export function WalkInForm(props: { model: RegisterModel; name: string; onAdded: (name: string) => void }) {
  let form: HTMLFormElement | undefined;
  const [values, setValues] = createStore<PersonValues>({ ...nobody });
  const [refused, setRefused] = createSignal(false);
  onMount(() => {
    setValues({ name: props.name });
    focusName(form);
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const name = values.name.trim();
    const phoneWrong = values.phone !== '' && !isPhone(values.phone);
    setRefused(name === '');
    if (name === '') focusName(form);
    if (name === '' || phoneWrong) return;
    props.model.addWalkIn({ ...values, name });
    // The next one at the door often comes from the same village.
    setValues({ ...nobody, village: values.village, group: values.group });
    props.onAdded(name);
    focusName(form);
  };
  return (
    <form ref={form} class={styles.form} onSubmit={submit}>
      <PersonFields
        model={props.model}
        values={values}
        onValues={(part) => {
          setRefused(false);
          setValues(part);
        }}
        nameError={refused() ? t().nameNeeded : undefined}
      />
      <div class={styles.actions}>
        <Button kind="primary" icon="add" type="submit">
          {t().addNext}
        </Button>
        <span class={styles.hint}>{t().addHint}</span>
      </div>
    </form>
  );
}

/** Edits a person of the list; what is typed is written at once, several desks may do so. */
export function PersonForm(props: {
  model: RegisterModel;
  id: string;
  onRemove: () => void;
  onDone: () => void;
}) {
  let form: HTMLDivElement | undefined;
  onMount(() => focusName(form));
  return (
    <div ref={form} class={styles.form}>
      <Show when={props.model.get(props.id)}>
        {(person) => (
          <>
            <PersonFields
              model={props.model}
              values={person()}
              onValues={(values) => props.model.set(props.id, values)}
            />
            <div class={styles.actions}>
              <label class={styles.check}>
                <input
                  type="checkbox"
                  checked={person().present}
                  disabled={props.model.props.readOnly}
                  onChange={(event) => props.model.setPresent(props.id, event.currentTarget.checked)}
                />
                {t().present}
              </label>
              <label class={styles.check}>
                <input
                  type="checkbox"
                  checked={person().walkIn}
                  disabled={props.model.props.readOnly}
                  onChange={(event) => props.model.set(props.id, { walkIn: event.currentTarget.checked })}
                />
                {t().walkIn}
              </label>
            </div>
            <div class={styles.actions}>
              <Button kind="primary" onClick={props.onDone}>
                {t().done}
              </Button>
              <Show when={!props.model.props.readOnly}>
                <Button kind="danger" onClick={props.onRemove}>
                  {t().remove}
                </Button>
              </Show>
            </div>
          </>
        )}
      </Show>
    </div>
  );
}
