import { createMemo, onMount, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { isOwed, termOf } from '../../../shared/due.ts';
import { type Missing, missingFor, type Outcome, type Petition } from '../../../shared/petition.ts';
import { addWorkingDays, defaultTerm, isDay } from '../../../shared/working-days.ts';
import { longDay, shortDay } from '../../board/days.ts';
import { SharedText } from '../../board/live-field.tsx';
import { useBoard } from '../../board/model.ts';
import { t } from '../../i18n/chair.ts';
import { words } from '../../i18n/words.ts';
import { Button, TextField } from '../../ui/controls.tsx';
import styles from './chair.module.css';
import { Choice } from './choice.tsx';
import type { Ruling } from './ruling.ts';

/** Terms that are offered, working days. */
const terms = [5, defaultTerm, 15, 30] as const;

type Draft = Pick<Petition, 'field' | 'village' | 'unit' | 'authority' | 'dueDate' | 'dueReason'>;

const clean = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** All that an outcome still needs, asked for in one place. */
export function OutcomeSheet(props: { petition: Petition; to: Outcome; onRuling: (ruling: Ruling) => void }) {
  let root: HTMLFormElement | undefined;
  const board = useBoard();
  const { dialogue, office } = board.props;
  const { petition, to } = props;
  const owed = isOwed(to);
  const term = () => termOf(props.petition, board.today(), office);
  const [draft, setDraft] = createStore<Draft>({
    field: petition.field,
    village: petition.village,
    unit: petition.unit,
    authority: petition.authority,
    dueDate: petition.dueDate || (owed ? term() : ''),
    dueReason: petition.dueReason,
  });
  /** What was missing when the sheet opened stays on it, also once it is filled in. */
  const asked = new Set<Missing>(missingFor(petition, to));
  const content = createMemo(() => board.text(petition.id, 'content'));
  const days = createMemo(() =>
    terms.map((count) => {
      const value = addWorkingDays(board.today(), count, office);
      return { value, label: t().days(count), detail: longDay(value) };
    }),
  );
  const values = () => ({
    field: clean(draft.field),
    village: clean(draft.village),
    unit: clean(draft.unit),
    authority: clean(draft.authority),
    dueDate: draft.dueDate,
    // The default term needs no reason.
    dueReason: owed && draft.dueDate !== term() ? clean(draft.dueReason) : '',
  });
  const missing = createMemo(() => new Set(missingFor({ ...props.petition, ...values() }, to)));
  const reasonMissing = () => owed && isDay(draft.dueDate) && draft.dueDate !== term() && !values().dueReason;
  const dayWrong = () => owed && !isDay(draft.dueDate);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (missing().size > 0 || reasonMissing() || dayWrong()) return focusNeeded();
    props.onRuling({ to, values: owed ? values() : { field: values().field, village: values().village } });
  };
  const fieldOf: Partial<Record<Missing, string>> = { villageOrUnit: 'village' };
  const focusNeeded = () => {
    const [first] = missing();
    const name = first ? (fieldOf[first] ?? first) : dayWrong() ? 'dueDate' : 'dueReason';
    const field = root?.querySelector(`[data-field="${name}"]`);
    if (field instanceof HTMLElement) field.focus();
  };
  onMount(() => queueMicrotask(focusNeeded));

  /** One of a list; of the office's own also any other. */
  const ListChoice = (own: {
    name: 'authority' | 'unit' | 'field' | 'village';
    options: readonly string[];
    missing: Missing;
  }) => (
    <Choice
      label={t()[own.name]}
      name={own.name}
      value={draft[own.name]}
      options={own.options.map((value) => ({ value }))}
      free={own.name !== 'field'}
      needed={missing().has(own.missing)}
      onValue={(value) => setDraft(own.name, value)}
    />
  );
  return (
    <form ref={root} class={styles.sheet} onSubmit={submit}>
      <Show when={asked.has('content')}>
        <SharedText
          label={t().content}
          name="content"
          text={content()}
          onStart={() => board.startText(petition.id, 'content')}
          readOnly={board.props.readOnly}
          error={missing().has('content') ? t().needed : undefined}
        />
      </Show>
      <Show when={to === 'escalated'}>
        <ListChoice name="authority" options={office.authorities} missing="authority" />
      </Show>
      <Show when={owed}>
        <ListChoice name="unit" options={office.units} missing="unit" />
        <Choice
          label={t().due}
          name="dueDate"
          value={draft.dueDate}
          options={days()}
          needed={missing().has('dueDate') || dayWrong()}
          onValue={(dueDate) => setDraft({ dueDate })}
        />
        <div class={styles.twoFields}>
          <TextField
            type="date"
            label={t().otherDay}
            hint={longDay(draft.dueDate)}
            min={board.today()}
            value={draft.dueDate}
            onInput={(event) => setDraft({ dueDate: event.currentTarget.value })}
          />
          <Show when={draft.dueDate !== term()}>
            <TextField
              label={t().reason}
              hint={t().reasonHint(defaultTerm)}
              error={reasonMissing() ? t().needed : undefined}
              data-field="dueReason"
              autocomplete="off"
              value={draft.dueReason}
              onInput={(event) => setDraft({ dueReason: event.currentTarget.value })}
            />
          </Show>
        </div>
      </Show>
      <Show when={asked.has('field')}>
        <ListChoice name="field" options={dialogue.fields} missing="field" />
      </Show>
      <Show when={asked.has('villageOrUnit')}>
        <ListChoice name="village" options={office.villages} missing="villageOrUnit" />
      </Show>
      <div class={styles.confirm}>
        <Button kind="primary" icon="check" type="submit">
          {t().confirm(words().state[to])}
          <Show when={owed && isDay(draft.dueDate)}> · {t().dueOn(shortDay(draft.dueDate))}</Show>
        </Button>
      </div>
    </form>
  );
}
