import { createSignal, For, Show } from 'solid-js';
import { type ProposedHoliday, proposeHolidays } from '../../../shared/holidays.ts';
import { dayInVietnam } from '../../../shared/working-days.ts';
import { calendarTexts as t } from '../../i18n/working-calendar.ts';
import { Button, SelectField } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import styles from './calendar.module.css';

/** Offers the State's holidays of a year; the organizer chooses which of them are taken. */
export function HolidayProposal(props: {
  known: readonly string[];
  onTake: (days: readonly string[]) => void;
}) {
  const thisYear = Number(dayInVietnam(new Date()).slice(0, 4));
  const years = [thisYear - 1, thisYear, thisYear + 1, thisYear + 2];
  // Towards its end the next year is what is missing.
  const [year, setYear] = createSignal(dayInVietnam(new Date()).slice(5) > '10-01' ? thisYear + 1 : thisYear);
  const [proposed, setProposed] = createSignal<ProposedHoliday[] | null>(null);
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set());
  let opener: HTMLButtonElement | undefined;
  let list: HTMLFieldSetElement | undefined;
  const isKnown = (day: string) => props.known.includes(day);
  const propose = () => {
    const all = proposeHolidays(year());
    setChosen(new Set(all.filter(({ day, isUsual }) => isUsual && !isKnown(day)).map(({ day }) => day)));
    setProposed(all);
    queueMicrotask(() => list?.querySelector('input')?.focus());
  };
  const close = () => {
    setProposed(null);
    queueMicrotask(() => opener?.focus());
  };
  const toggle = (day: string) => {
    const next = new Set(chosen());
    if (!next.delete(day)) next.add(day);
    setChosen(next);
  };
  return (
    <>
      <div class={styles.adding}>
        <SelectField
          label={t().year}
          onChange={(event) => {
            setYear(Number(event.currentTarget.value));
            setProposed(null);
          }}
        >
          <For each={years}>
            {(one) => (
              <option value={one} selected={one === year()}>
                {one}
              </option>
            )}
          </For>
        </SelectField>
        <Button ref={opener} icon="plan" onClick={propose}>
          {t().propose(year())}
        </Button>
      </div>
      <Show when={proposed()}>
        {(all) => (
          <fieldset ref={list} class={styles.proposal} data-proposal>
            <legend>{t().proposed(year())}</legend>
            <p class={page.muted}>{t().proposeLead}</p>
            <For each={all()}>
              {({ day, name }) => (
                <label class={styles.choice}>
                  <input
                    type="checkbox"
                    value={day}
                    checked={isKnown(day) || chosen().has(day)}
                    disabled={isKnown(day)}
                    onChange={() => toggle(day)}
                  />
                  <span>
                    <strong>{t().day(day)}</strong> {t().name(name)}
                    <Show when={isKnown(day)}>
                      <em> ({t().already})</em>
                    </Show>
                  </span>
                </label>
              )}
            </For>
            <div class={page.row}>
              <Button
                kind="primary"
                icon="check"
                disabled={chosen().size === 0}
                onClick={() => {
                  props.onTake([...chosen()]);
                  close();
                }}
              >
                {t().take(chosen().size)}
              </Button>
              <Button onClick={close}>{t().cancel}</Button>
            </div>
          </fieldset>
        )}
      </Show>
    </>
  );
}
