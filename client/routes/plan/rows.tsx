import { For, Show } from 'solid-js';
import type { PlannedField, UnitTasks } from '../../../shared/plan/plan.ts';
import { t } from '../../i18n/plan.ts';
import { Badge, Button } from '../../ui/controls.tsx';
import { Line, Lines } from './block.tsx';
import { moved } from './model.ts';
import styles from './plan.module.css';

/** Up, down, remove: the same for everything that stands in an order. */
export function RowActions(props: {
  name: string;
  removeLabel: string;
  index: number;
  count: number;
  move: (by: -1 | 1) => void;
  remove: () => void;
}) {
  return (
    <div class={styles.rowActions}>
      <Button
        kind="quiet"
        icon="up"
        aria-label={t().up(props.name)}
        disabled={props.index === 0}
        onClick={() => props.move(-1)}
      />
      <Button
        kind="quiet"
        icon="up"
        class={styles.down}
        aria-label={t().down(props.name)}
        disabled={props.index === props.count - 1}
        onClick={() => props.move(1)}
      />
      <Button kind="quiet" icon="close" aria-label={props.removeLabel} onClick={() => props.remove()} />
    </div>
  );
}

/** The fields (lĩnh vực) of a dialogue: added, removed, put in order. `set` takes a function of the list. */
export function FieldRows(props: {
  fields: readonly PlannedField[];
  set: (change: (fields: readonly PlannedField[]) => PlannedField[]) => void;
  edit: (index: number, values: Partial<PlannedField>) => void;
}) {
  const named = (field: PlannedField) => field.name || t().noName;
  return (
    <div class={styles.rows}>
      <For each={props.fields}>
        {(field, index) => (
          <div class={styles.row}>
            <div class={styles.rowHead}>
              <Line
                label={t().field(index() + 1)}
                value={field.name}
                required
                set={(name) => props.edit(index(), { name })}
              />
              <RowActions
                name={named(field)}
                removeLabel={t().removeField(named(field))}
                index={index()}
                count={props.fields.length}
                move={(by) => props.set((all) => moved(all, index(), by))}
                remove={() => props.set((all) => all.filter((_, at) => at !== index()))}
              />
            </div>
            <Show when={field.derived}>
              <span class={styles.derived}>
                <Badge icon="info" color="var(--info)">
                  {t().derivedBadge}
                </Badge>{' '}
                {t().derived}
              </span>
            </Show>
            <Lines
              label={t().fieldContents(named(field))}
              value={field.contents}
              set={(contents) => props.edit(index(), { contents: [...contents] })}
            />
          </div>
        )}
      </For>
      <div>
        <Button
          icon="add"
          onClick={() => props.set((all) => [...all, { name: '', contents: [], derived: false }])}
        >
          {t().addField}
        </Button>
      </div>
    </div>
  );
}

/** The tasks, unit by unit. */
export function TaskRows(props: {
  tasks: readonly UnitTasks[];
  set: (change: (tasks: readonly UnitTasks[]) => UnitTasks[]) => void;
  edit: (index: number, values: Partial<UnitTasks>) => void;
}) {
  const named = (task: UnitTasks) => task.unit || t().noName;
  return (
    <div class={styles.rows}>
      <For each={props.tasks}>
        {(task, index) => (
          <div class={styles.row}>
            <div class={styles.rowHead}>
              <Line
                label={t().unit(index() + 1)}
                value={task.unit}
                set={(unit) => props.edit(index(), { unit })}
              />
              <RowActions
                name={named(task)}
                removeLabel={t().removeUnit(named(task))}
                index={index()}
                count={props.tasks.length}
                move={(by) => props.set((all) => moved(all, index(), by))}
                remove={() => props.set((all) => all.filter((_, at) => at !== index()))}
              />
            </div>
            <Lines
              label={t().duties(named(task))}
              hint={t().oneEachSub}
              value={task.duties}
              set={(duties) => props.edit(index(), { duties: [...duties] })}
            />
          </div>
        )}
      </For>
      <div>
        <Button icon="add" onClick={() => props.set((all) => [...all, { unit: '', duties: [] }])}>
          {t().addUnit}
        </Button>
      </div>
    </div>
  );
}
