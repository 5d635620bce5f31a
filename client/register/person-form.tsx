import { createMemo, createSignal, For, onMount, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import type { AnswerChange } from '../../shared/docs/invitation.ts';
import { isBirthYear } from '../../shared/docs/register.ts';
import { type Category, categories } from '../../shared/petition.ts';
import { shortTime } from '../board/days.ts';
import { LiveField } from '../board/live-field.tsx';
import { choiceSuggestions, plainSuggestions } from '../board/suggestions.ts';
import { t } from '../i18n/register.ts';
import { words } from '../i18n/words.ts';
import { Button, Notice } from '../ui/controls.tsx';
import { SuggestField } from '../ui/suggest-field.tsx';
import { type CheckedIn, checkInBy, factsOf } from './check-in.ts';
import type { Person, RegisterModel } from './model.ts';
import type { PersonValues } from './paste.ts';
import styles from './person-form.module.css';
import { isPhone } from './phone.ts';

const nobody: PersonValues = {
  name: '',
  title: '',
  village: '',
  group: '',
  category: 'other',
  phone: '',
  birthYear: '',
};

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
  const birthYearError = () => {
    const { birthYear = '' } = props.values;
    return birthYear === '' || isBirthYear(birthYear) ? undefined : t().birthYearWrong;
  };
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
        label={t().birthYear}
        name="birthYear"
        value={props.values.birthYear ?? ''}
        error={birthYearError()}
        readOnly={readOnly()}
        onValue={(birthYear) => props.onValues({ birthYear })}
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

/** What became of the invitation, for who is told by telephone or met on the way. */
function InvitationChoices(props: { model: RegisterModel; person: Person }) {
  const say = (change: AnswerChange) => props.model.answer(props.person.id, change);
  const readOnly = () => props.model.props.readOnly;
  return (
    <fieldset class={styles.answers}>
      <legend>{t().invitation}</legend>
      <Check
        label={t().told}
        checked={props.person.toldAt !== ''}
        readOnly={readOnly()}
        onChange={(told) => say({ told })}
      />
      <Check
        label={t().coming}
        checked={props.person.coming === 'yes'}
        readOnly={readOnly()}
        onChange={(is) => say({ coming: is ? 'yes' : '' })}
      />
      <Check
        label={t().notComing}
        checked={props.person.coming === 'no'}
        readOnly={readOnly()}
        onChange={(is) => say({ coming: is ? 'no' : '' })}
      />
      <Check
        label={t().brings}
        checked={props.person.brings}
        readOnly={readOnly()}
        onChange={(brings) => say({ brings })}
      />
    </fieldset>
  );
}

function Check(props: {
  label: string;
  checked: boolean;
  readOnly: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label class={styles.check}>
      <input
        type="checkbox"
        checked={props.checked}
        disabled={props.readOnly}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      {props.label}
    </label>
  );
}

/** Adds people who came without an invitation, one after the other, by keyboard. */
export function WalkInForm(props: {
  model: RegisterModel;
  name: string;
  onAdded: (name: string) => void;
  /** It was somebody of the list. */
  onFound: (done: CheckedIn) => void;
}) {
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
    const { birthYear = '' } = values;
    if (name === '' || phoneWrong || (birthYear !== '' && !isBirthYear(birthYear))) return;
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
      <Namesakes model={props.model} name={values.name} onFound={props.onFound} />
      <div class={styles.actions}>
        <Button kind="primary" icon="add" type="submit">
          {t().addNext}
        </Button>
        <span class={styles.hint}>{t().addHint}</span>
      </div>
    </form>
  );
}

/** Those of the list with the name that is being written: perhaps it is one of them. */
function Namesakes(props: { model: RegisterModel; name: string; onFound: (done: CheckedIn) => void }) {
  const found = createMemo(() => props.model.namedLike(props.name).slice(0, 4));
  return (
    <div aria-live="polite">
      <Show when={found().length > 0}>
        <Notice kind="warn">
          {t().sameName}
          <ul class={styles.namesakes}>
            <For each={found()}>
              {(person) => (
                <li>
                  <span>
                    <strong>{person.name}</strong> · {factsOf(person)}
                  </span>
                  <Show
                    when={!person.present}
                    fallback={<em>{t().alreadyAt(shortTime(person.checkedInAt))}</em>}
                  >
                    <Button
                      icon="check"
                      onClick={() => props.onFound(checkInBy(props.model, person.id))}
                      aria-label={t().itIsThis(person.name, factsOf(person))}
                    >
                      {t().itIs}
                    </Button>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </Notice>
      </Show>
    </div>
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
              <Check
                label={t().present}
                checked={person().present}
                readOnly={props.model.props.readOnly}
                onChange={(present) => props.model.setPresent(props.id, present)}
              />
              <Check
                label={t().walkIn}
                checked={person().walkIn}
                readOnly={props.model.props.readOnly}
                onChange={(walkIn) => props.model.set(props.id, { walkIn })}
              />
            </div>
            <Show when={!person().walkIn}>
              <InvitationChoices model={props.model} person={person()} />
            </Show>
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
