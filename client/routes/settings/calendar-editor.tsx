import { createEffect, createSignal, For, on, onCleanup, Show } from 'solid-js';
import type { SetStoreFunction } from 'solid-js/store';
import type { Office } from '../../../shared/dialogue.ts';
import { isDay, isWorkingDay } from '../../../shared/working-days.ts';
import { api } from '../../api.ts';
import { calendarTexts as t } from '../../i18n/working-calendar.ts';
import { Button, TextField } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import page from '../../ui/page.module.css';
import styles from './calendar.module.css';
import { HolidayProposal } from './holiday-proposal.tsx';
import { type Touched, TouchedList } from './touched-list.tsx';

type DayKey = 'holidays' | 'workdays';

const sorted = (days: readonly string[]) => [...new Set(days)].sort();

/** Wait after a change before the server is asked what it touches, ms. */
const quiet = 400;

/** The office's holidays and the days it works in exchange; what is changed is kept with the whole form. */
export function CalendarEditor(props: { form: Office; set: SetStoreFunction<Office>; saved: number }) {
  const daysOf = (key: DayKey) => props.form[key] ?? [];
  const change = (key: DayKey, days: readonly string[]) => props.set(key, sorted(days));
  const [said, say] = createSignal('');
  const [touched, setTouched] = createSignal<Touched | null>(null);
  const [isChanged, setChanged] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  const ask = async () => {
    asked += 1;
    const own = asked;
    const json = { holidays: daysOf('holidays').filter(isDay), workdays: daysOf('workdays').filter(isDay) };
    const answer = await api.office.calendar
      .$post({ json })
      .then((response) => response.json())
      .catch(() => null);
    if (own === asked) setTouched(answer);
  };
  createEffect(
    on(
      () => [daysOf('holidays'), daysOf('workdays')],
      () => {
        setChanged(true);
        clearTimeout(timer);
        timer = setTimeout(() => void ask(), quiet);
      },
      { defer: true },
    ),
  );
  createEffect(
    on(
      () => props.saved,
      () => {
        setChanged(false);
        setTouched(null);
      },
      { defer: true },
    ),
  );
  onCleanup(() => clearTimeout(timer));
  return (
    <section class={page.card} aria-labelledby="calendar" data-calendar>
      <h2 id="calendar">{t().title}</h2>
      <p class={page.lead}>{t().lead}</p>
      <HolidayProposal
        known={daysOf('holidays')}
        onTake={(days) => {
          change('holidays', [...daysOf('holidays'), ...days]);
          say(t().taken(days.length));
        }}
      />
      <div class={page.grid}>
        <For each={['holidays', 'workdays'] as const}>
          {(key) => (
            <DayList
              name={key}
              days={daysOf(key)}
              holidays={daysOf('holidays')}
              onChange={(days) => change(key, days)}
              say={say}
            />
          )}
        </For>
      </div>
      <p class={page.muted} role="status">
        {said()}
      </p>
      <Show when={isChanged()}>
        <p>{t().unsaved}</p>
      </Show>
      <Show when={touched()?.count}>{<TouchedList touched={touched()} />}</Show>
    </section>
  );
}

function DayList(props: {
  name: DayKey;
  days: readonly string[];
  holidays: readonly string[];
  onChange: (days: readonly string[]) => void;
  say: (what: string) => void;
}) {
  let field: HTMLInputElement | undefined;
  const [day, setDay] = createSignal('');
  const isHoliday = () => props.name === 'holidays';
  /** A day that is worked anyway cannot be worked in exchange. */
  const isUseless = () => !isHoliday() && isDay(day()) && isWorkingDay(day(), [...props.holidays]);
  const years = () => [...Map.groupBy(props.days, (one) => one.slice(0, 4))].reverse();
  const add = () => {
    if (!isDay(day()) || isUseless()) return;
    props.onChange([...props.days, day()]);
    setDay('');
    field?.focus();
  };
  return (
    <div class={styles.list} data-days={props.name}>
      <h3>{isHoliday() ? t().holidays : t().workdays}</h3>
      <div class={styles.adding}>
        <TextField
          ref={field}
          type="date"
          label={isHoliday() ? t().newHoliday : t().newWorkday}
          error={isUseless() ? t().weekdayWorked : undefined}
          value={day()}
          onInput={(event) => setDay(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            // Not the whole form.
            event.preventDefault();
            add();
          }}
        />
        <Button icon="add" disabled={!isDay(day()) || isUseless()} onClick={add}>
          {t().add}
        </Button>
      </div>
      <Show when={props.days.length === 0}>
        <p class={page.muted}>{isHoliday() ? t().noHolidays : t().noWorkdays}</p>
      </Show>
      <For each={years()}>
        {([year, days], index) => (
          <details open={index() === 0}>
            <summary>
              {year} ({days.length})
            </summary>
            <ul class={styles.days}>
              <For each={days}>
                {(one) => (
                  <li>
                    <span>{t().day(one)}</span>
                    <Button
                      kind="quiet"
                      aria-label={t().remove(t().day(one))}
                      onClick={() => {
                        props.onChange(props.days.filter((other) => other !== one));
                        props.say(t().removed(t().day(one)));
                        field?.focus();
                      }}
                    >
                      <Icon name="close" />
                    </Button>
                  </li>
                )}
              </For>
            </ul>
          </details>
        )}
      </For>
    </div>
  );
}
