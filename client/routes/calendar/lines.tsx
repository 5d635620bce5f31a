import { A } from '@solidjs/router';
import { Show } from 'solid-js';
import { type CalendarDialogue, type CalendarTask, isOverdue } from '../../../shared/plan/calendar.ts';
import type { Conflict } from '../../../shared/plan/conflicts.ts';
import { dayInVietnam } from '../../../shared/working-days.ts';
import { shortDay } from '../../board/days.ts';
import { calendarTexts as t } from '../../i18n/calendar.ts';
import { Badge } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import styles from './calendar.module.css';

function hours({ startsAt, endsAt }: CalendarDialogue): string {
  if (startsAt === '') return t().allDay;
  return endsAt === '' ? t().from(startsAt) : t().fromTo(startsAt, endsAt);
}

const isIn = (conflicts: readonly Conflict[], key: string) =>
  conflicts.some(({ of, other }) => of === key || other === key);

/** A dialogue in the calendar. */
export function DialogueLine(props: { one: CalendarDialogue; conflicts: readonly Conflict[] }) {
  const title = () => props.one.title || t().unnamed;
  const chair = () => [props.one.chairName, props.one.chairTitle].filter(Boolean).join(', ');
  return (
    <li
      class={styles.entry}
      classList={{ [styles.wrong ?? '']: isIn(props.conflicts, props.one.key) }}
      data-dialogue={props.one.key}
    >
      <Show when={props.one.day}>
        {(day) => (
          <span class={styles.day}>
            {shortDay(day())}, {hours(props.one)}
          </span>
        )}
      </Show>
      <strong>
        <Show when={props.one.dialogueId} fallback={title()}>
          {(id) => <A href={`/dialogues/${id()}`}>{title()}</A>}
        </Show>
      </strong>
      <Show when={props.one.place}>
        {(place) => (
          <span class={page.muted}>
            {t().place}: {place()}
          </span>
        )}
      </Show>
      <Show when={chair()}>
        {(who) => (
          <span class={page.muted}>
            {t().chair}: {who()}
          </span>
        )}
      </Show>
      <Show when={props.one.state !== 'open'}>
        <span>
          <Badge icon={props.one.state === 'frozen' ? 'lock' : 'info'} color="var(--ink-2)">
            {props.one.state === 'frozen' ? t().frozen : t().planned}
          </Badge>
        </span>
      </Show>
    </li>
  );
}

/** A task in the calendar, on the day it is due. */
export function TaskLine(props: { task: CalendarTask; conflicts: readonly Conflict[] }) {
  const state = () => {
    if (props.task.doneAt) return { icon: 'check', color: 'var(--ok)', words: t().done } as const;
    return isOverdue(props.task, dayInVietnam(new Date()))
      ? ({ icon: 'warning', color: 'var(--bad)', words: t().overdue } as const)
      : ({ icon: 'clock', color: 'var(--ink-2)', words: t().due } as const);
  };
  return (
    <li
      class={styles.entry}
      classList={{ [styles.wrong ?? '']: isIn(props.conflicts, props.task.taskId) }}
      data-due={props.task.taskId}
    >
      <span class={styles.day}>
        {shortDay(props.task.dueOn)}{' '}
        <Badge icon={state().icon} color={state().color}>
          {state().words}
        </Badge>
      </span>
      <span>{props.task.text || t().unnamed}</span>
      <span class={page.muted}>{props.task.unit}</span>
    </li>
  );
}
