import { createUniqueId, For, Show } from 'solid-js';
import { isOverdue } from '../../../shared/plan/calendar.ts';
import type { PlanTask, UnitTasks } from '../../../shared/plan/plan.ts';
import { dayInVietnam } from '../../../shared/working-days.ts';
import { t } from '../../i18n/plan.ts';
import { Badge, Button } from '../../ui/controls.tsx';
import { hallTime } from '../../ui/lines.ts';
import { EntryText, Line } from './block.tsx';
import type { PlanModel } from './model.ts';
import styles from './plan.module.css';
import { RowActions } from './rows.tsx';

/** The tasks, unit by unit, each with its due date and its mark. */
export function TaskRows(props: { model: PlanModel; units: readonly string[] }) {
  const { model } = props;
  const list = createUniqueId();
  const named = (unit: UnitTasks) => unit.unit || t().noName;
  return (
    <div class={styles.rows}>
      <p class={styles.help}>{t().subPoints}</p>
      <datalist id={list}>
        <For each={props.units}>{(unit) => <option value={unit} />}</For>
      </datalist>
      <For each={model.plan.tasks}>
        {(unit, index) => {
          const key = unit.id ?? '';
          const entry = model.unit(key);
          return (
            <div class={styles.row} data-unit={key}>
              <div class={styles.rowHead}>
                <Line
                  model={model}
                  entry={entry}
                  name="unit"
                  label={t().unit(index() + 1)}
                  value={unit.unit}
                  list={list}
                />
                <RowActions
                  name={named(unit)}
                  removeLabel={t().removeUnit(named(unit))}
                  index={index()}
                  count={model.plan.tasks.length}
                  move={(by) => model.move('unit', key, by)}
                  remove={() => model.remove(entry)}
                />
              </div>
              <For each={unit.tasks}>
                {(task, at) => (
                  <TaskRow
                    model={model}
                    unit={unit}
                    task={task}
                    index={at()}
                    count={unit.tasks?.length ?? 0}
                  />
                )}
              </For>
              <div>
                <Button
                  icon="add"
                  disabled={model.readOnly()}
                  onClick={() => model.addTask(key)}
                  aria-label={t().addTaskTo(named(unit))}
                >
                  {t().addTask}
                </Button>
              </div>
            </div>
          );
        }}
      </For>
      <div>
        <Button icon="add" disabled={model.readOnly()} onClick={() => model.addUnit()}>
          {t().addUnit}
        </Button>
      </div>
    </div>
  );
}

function TaskRow(props: { model: PlanModel; unit: UnitTasks; task: PlanTask; index: number; count: number }) {
  const { model } = props;
  const of = props.unit.id ?? '';
  const entry = model.task(of, props.task.id);
  const name = () => t().taskOf(props.index + 1, props.unit.unit || t().noName);
  const late = () => isOverdue(props.task, dayInVietnam(new Date()));
  return (
    <div class={styles.task} data-task={props.task.id}>
      <EntryText model={model} entry={entry} name="text" label={name()} rows={1} />
      <div class={styles.taskFacts}>
        <Line
          model={model}
          entry={entry}
          name="dueOn"
          label={t().dueOn}
          type="date"
          value={props.task.dueOn}
        />
        <div class={styles.mark}>
          <label>
            <input
              type="checkbox"
              checked={props.task.doneAt !== ''}
              disabled={model.readOnly()}
              aria-label={t().doneOf(name())}
              onChange={(event) => model.mark(entry, event.currentTarget.checked)}
            />{' '}
            {t().done}
          </label>
          <Show when={props.task.doneAt}>
            {(at) => <span class={styles.help}>{t().doneBy(props.task.doneBy, hallTime(at()))}</span>}
          </Show>
          <Show when={late()}>
            <Badge icon="warning" color="var(--bad)">
              {t().overdue}
            </Badge>
          </Show>
        </div>
        <RowActions
          name={name()}
          removeLabel={t().removeTask(name())}
          index={props.index}
          count={props.count}
          move={(by) => model.move('task', props.task.id, by, of)}
          remove={() => model.remove(entry)}
        />
      </div>
    </div>
  );
}
