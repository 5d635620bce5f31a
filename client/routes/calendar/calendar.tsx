import { A, useNavigate, useParams } from '@solidjs/router';
import { createMemo, createResource, For, Show } from 'solid-js';
import { quarters } from '../../../shared/dialogue.ts';
import { lastMonthOf, type YearCalendar } from '../../../shared/plan/calendar.ts';
import { type Conflict, conflictsOf } from '../../../shared/plan/conflicts.ts';
import type { WorkCalendar } from '../../../shared/working-days.ts';
import { dayInVietnam } from '../../../shared/working-days.ts';
import { messageOf } from '../../api.ts';
import { loadCalendar, loadPlans } from '../../data.ts';
import { conflictWords, calendarTexts as t } from '../../i18n/calendar.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { Button, Notice, TextField } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import { known } from '../../ui/known.ts';
import page from '../../ui/page.module.css';
import styles from './calendar.module.css';
import { CalendarFiles } from './files.tsx';
import { DialogueLine, TaskLine } from './lines.tsx';

const named = quarters.filter((quarter) => quarter !== '');

/** The calendar of a year: dialogues by quarter and month, due dates of tasks, what stands in one another's way. */
export default function CalendarPage() {
  const params = useParams();
  const navigate = useNavigate();
  const thisYear = () => Number(dayInVietnam(new Date()).slice(0, 4));
  const year = () => {
    const asked = Number(params.year);
    return Number.isInteger(asked) && asked >= 2000 && asked <= 2100 ? asked : thisYear();
  };
  const [calendar] = createResource(year, loadCalendar);
  const [plans] = createResource(loadPlans);
  const go = (to: number) => navigate(`/calendar/${to}`);
  return (
    <div class={page.page}>
      <div class={page.head}>
        <div>
          <h1>{pageNames().calendar}</h1>
          <p class={page.lead}>{t().lead}</p>
        </div>
        <div class={styles.years}>
          <Button icon="back" aria-label={`${t().year} ${year() - 1}`} onClick={() => go(year() - 1)} />
          <TextField
            label={t().year}
            type="number"
            min="2000"
            max="2100"
            value={year()}
            onChange={(event) => go(Number(event.currentTarget.value))}
          />
          <Button
            icon="back"
            class={styles.next}
            aria-label={`${t().year} ${year() + 1}`}
            onClick={() => go(year() + 1)}
          />
          <A class={page.link} href="/plan">
            <Icon name="plan" /> {t().toPlan}
          </A>
        </div>
      </div>
      <Show when={calendar.error}>{(reason) => <Notice kind="error">{messageOf(reason())}</Notice>}</Show>
      <Show when={known(calendar)}>{(loaded) => <Year calendar={loaded()} days={loaded()} />}</Show>
      <CalendarFiles plans={known(plans)?.filter((plan) => plan.year === year()) ?? []} />
    </div>
  );
}

function Year(props: { calendar: YearCalendar; days: WorkCalendar }) {
  const conflicts = createMemo(() => conflictsOf(props.calendar, props.days));
  const isEmpty = () => props.calendar.dialogues.length + props.calendar.tasks.length === 0;
  const noQuarter = () => props.calendar.dialogues.filter(({ day, quarter }) => day === '' && quarter === '');
  return (
    <>
      <Show when={conflicts().length > 0}>
        <Notice kind="warn">
          <strong>{t().conflicts(conflicts().length)}</strong>
          <ul class={styles.conflicts} data-conflicts>
            <For each={conflicts()}>
              {(conflict) => <li data-conflict={conflict.kind}>{conflictWords(conflict, props.calendar)}</li>}
            </For>
          </ul>
        </Notice>
      </Show>
      <Show when={isEmpty()}>
        <p class={page.muted}>{t().nothing}</p>
      </Show>
      <For each={named}>
        {(quarter) => <QuarterPart quarter={quarter} calendar={props.calendar} conflicts={conflicts()} />}
      </For>
      <Show when={noQuarter().length > 0}>
        <section class={page.card}>
          <h2>{t().noQuarter}</h2>
          <ul class={styles.entries}>
            <For each={noQuarter()}>{(one) => <DialogueLine one={one} conflicts={conflicts()} />}</For>
          </ul>
        </section>
      </Show>
    </>
  );
}

function QuarterPart(props: {
  quarter: (typeof named)[number];
  calendar: YearCalendar;
  conflicts: readonly Conflict[];
}) {
  const last = lastMonthOf(props.quarter);
  const open = () =>
    props.calendar.dialogues.filter(({ day, quarter }) => day === '' && quarter === props.quarter);
  return (
    <section class={page.card} data-quarter={props.quarter}>
      <h2>{t().quarter(props.quarter)}</h2>
      <Show when={open().length > 0}>
        <h3>{t().noDay}</h3>
        <ul class={styles.entries}>
          <For each={open()}>{(one) => <DialogueLine one={one} conflicts={props.conflicts} />}</For>
        </ul>
      </Show>
      <div class={styles.months}>
        <For each={[last - 2, last - 1, last]}>
          {(month) => <Month month={month} calendar={props.calendar} conflicts={props.conflicts} />}
        </For>
      </div>
    </section>
  );
}

function Month(props: { month: number; calendar: YearCalendar; conflicts: readonly Conflict[] }) {
  const begins = () => `${props.calendar.year}-${String(props.month).padStart(2, '0')}`;
  const entries = createMemo(() => {
    const dialogues = props.calendar.dialogues.filter(({ day }) => day.startsWith(begins()));
    const tasks = props.calendar.tasks.filter(({ dueOn }) => dueOn.startsWith(begins()));
    return [
      ...dialogues.map((one) => ({ day: one.day, one, task: null })),
      ...tasks.map((task) => ({ day: task.dueOn, one: null, task })),
    ].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  });
  return (
    <section class={styles.month} data-month={props.month}>
      <h3>{t().month(props.month)}</h3>
      <Show when={entries().length > 0} fallback={<p class={page.muted}>{t().nothingInMonth}</p>}>
        <ul class={styles.entries}>
          <For each={entries()}>
            {({ one, task }) => (
              <>
                <Show when={one}>
                  {(dialogue) => <DialogueLine one={dialogue()} conflicts={props.conflicts} />}
                </Show>
                <Show when={task}>{(due) => <TaskLine task={due()} conflicts={props.conflicts} />}</Show>
              </>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}
