import { createSignal, Show } from 'solid-js';
import { isOwed, termOf } from '../../shared/due.ts';
import type { Petition } from '../../shared/petition.ts';
import { defaultTerm, isDay } from '../../shared/working-days.ts';
import { t } from '../i18n/board.ts';
import { Button, TextField } from '../ui/controls.tsx';
import { longDay, shortDay } from './days.ts';
import styles from './detail.module.css';
import { LiveField } from './live-field.tsx';
import { useBoard } from './model.ts';

/** The due date: ten working days by default; another day is taken together with its reason only. */
export function DueDate(props: { petition: Petition }) {
  const board = useBoard();
  let reasonInput: HTMLInputElement | undefined;
  const [draft, setDraft] = createSignal('');
  const [reason, setReason] = createSignal('');
  const id = () => props.petition.id;
  const term = () => termOf(props.petition, board.today(), board.props.office);

  const day = () => draft() || props.petition.dueDate;
  const hint = () => {
    const chosen = longDay(day());
    const usual = t().dueDefault(defaultTerm, shortDay(term()));
    return chosen && day() !== term() ? `${chosen}. ${usual}` : usual;
  };

  const choose = (chosen: string) => {
    if (chosen === props.petition.dueDate) setDraft('');
    else if (chosen === term()) {
      setDraft('');
      board.set(id(), { dueDate: chosen, dueReason: '' });
    } else if (isDay(chosen)) {
      if (!draft()) setReason(props.petition.dueReason);
      setDraft(chosen);
    }
  };
  /** A date field is empty while it is typed into; only leaving it empty means something. */
  const leave = (input: HTMLInputElement) => {
    if (input.value !== '') return;
    setDraft('');
    // What was promised to the citizen has a day.
    if (isOwed(props.petition.state)) input.value = props.petition.dueDate;
    else board.set(id(), { dueDate: '', dueReason: '' });
  };
  const save = () => {
    const why = reason().normalize('NFC').trim();
    if (!why) {
      reasonInput?.focus();
      return;
    }
    board.set(id(), { dueDate: draft(), dueReason: why });
    setDraft('');
  };

  return (
    <div class={styles.full}>
      <div class={styles.grid}>
        <TextField
          type="date"
          label={t().dueDate}
          hint={hint()}
          data-field="dueDate"
          value={day()}
          readOnly={board.props.readOnly}
          onChange={(event) => choose(event.currentTarget.value)}
          onBlur={(event) => leave(event.currentTarget)}
        />
        <Show
          when={draft()}
          fallback={
            <Show when={props.petition.dueDate !== '' && props.petition.dueDate !== term()}>
              <LiveField
                label={t().dueReason}
                name="dueReason"
                value={props.petition.dueReason}
                readOnly={board.props.readOnly}
                onValue={(dueReason) => board.set(id(), { dueReason })}
              />
            </Show>
          }
        >
          <TextField
            ref={reasonInput}
            label={t().dueReason}
            data-field="dueReason"
            error={reason().trim() ? undefined : t().dueUnsaved}
            hint={t().dueUnsaved}
            value={reason()}
            onInput={(event) => setReason(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.isComposing) save();
            }}
          />
          <Button kind="primary" onClick={save}>
            {t().dueSave}
          </Button>
        </Show>
      </div>
    </div>
  );
}
