import { createResource, createSignal, For, Show } from 'solid-js';
import { isOverdue } from '../../../shared/plan/calendar.ts';
import type { UnitTask } from '../../../shared/plan/unit-tasks.ts';
import { api, messageOf } from '../../api.ts';
import { shortDay } from '../../board/days.ts';
import { loadUnitTasks } from '../../data.ts';
import { taskTexts as t } from '../../i18n/tasks.ts';
import { hallInReach } from '../../in-reach.ts';
import { Badge, Notice } from '../../ui/controls.tsx';
import { known } from '../../ui/known.ts';
import { hallTime } from '../../ui/lines.ts';
import { HallLink, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { whileSeen } from '../../ui/while-seen.ts';
import styles from './unit-tasks.module.css';

/** How often the page asks while it is looked at, ms: a plan changes rarely. */
const askEvery = 60_000;

/** What the plan of the year gives the own unit to do: marked as done here, by a request for the one task. */
export function UnitTasks(props: { dialogueId: string; today: string; say: (what: string) => void }) {
  const [list, { refetch }] = createResource(() => props.dialogueId, loadUnitTasks);
  const [error, setError] = createSignal<unknown>(null);
  const [busy, setBusy] = createSignal('');
  whileSeen(() => void refetch(), askEvery);

  const mark = async ({ id, lines, dueOn, doneAt }: UnitTask, done: boolean) => {
    setError(null);
    setBusy(id);
    try {
      await api.dialogues[':id'].tasks[':taskId'].$post({
        param: { id: props.dialogueId, taskId: id },
        json: { done, seen: { lines, dueOn, doneAt } },
      });
      props.say(done ? t().marked(lines[0] ?? '') : t().unmarked(lines[0] ?? ''));
    } catch (reason) {
      setError(reason);
    } finally {
      await refetch();
      setBusy('');
    }
  };
  return (
    <Show when={known(list)?.tasks.length}>
      <section class={page.card} aria-labelledby="unit-tasks">
        <h3 id="unit-tasks">{t().title(known(list)?.year ?? 0)}</h3>
        <p class={page.muted}>{t().lead}</p>
        <Show when={error()}>{(reason) => <Notice kind="error">{messageOf(reason())}</Notice>}</Show>
        <NeedsHall />
        <ul class={styles.tasks}>
          <For each={known(list)?.tasks}>
            {(task) => (
              <li data-task={task.id}>
                <label class={styles.task}>
                  <input
                    type="checkbox"
                    checked={task.doneAt !== ''}
                    disabled={!hallInReach() || busy() !== ''}
                    onChange={(event) => void mark(task, event.currentTarget.checked)}
                  />
                  <span>
                    <For each={task.lines}>{(line) => <span class={styles.line}>{line}</span>}</For>
                  </span>
                </label>
                <p class={styles.facts}>
                  <span>{task.dueOn ? t().due(shortDay(task.dueOn)) : t().noDue}</span>
                  <Show when={isOverdue(task, props.today)}>
                    <Badge icon="warning" color="var(--bad)">
                      {t().overdue}
                    </Badge>
                  </Show>
                  <Show when={task.doneAt}>
                    {(at) => (
                      <Badge icon="check" color="var(--ok)">
                        {t().doneBy(task.doneBy, hallTime(at()))}
                      </Badge>
                    )}
                  </Show>
                </p>
              </li>
            )}
          </For>
        </ul>
        <p>
          <HallLink href={`/api/dialogues/${props.dialogueId}/tasks/calendar.ics`} icon="download" download>
            {t().calendar}
          </HallLink>
        </p>
      </section>
    </Show>
  );
}
