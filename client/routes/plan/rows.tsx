import { For, Show } from 'solid-js';
import type { PlannedField } from '../../../shared/plan/plan.ts';
import { t } from '../../i18n/plan.ts';
import { Badge, Button } from '../../ui/controls.tsx';
import { EntryText, Line } from './block.tsx';
import type { PlanModel } from './model.ts';
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

/** The fields (lĩnh vực) of a dialogue: added, removed, put in order. */
export function FieldRows(props: { model: PlanModel; dialogue: string; fields: readonly PlannedField[] }) {
  const { model } = props;
  const named = (field: PlannedField) => field.name || t().noName;
  return (
    <div class={styles.rows}>
      <For each={props.fields}>
        {(field, index) => {
          const key = field.id ?? '';
          const entry = model.field(props.dialogue, key);
          return (
            <div class={styles.row}>
              <div class={styles.rowHead}>
                <Line
                  model={model}
                  entry={entry}
                  name="name"
                  label={t().field(index() + 1)}
                  value={field.name}
                  required
                />
                <RowActions
                  name={named(field)}
                  removeLabel={t().removeField(named(field))}
                  index={index()}
                  count={props.fields.length}
                  move={(by) => model.move('field', key, by, props.dialogue)}
                  remove={() => model.remove(entry)}
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
              <EntryText
                model={model}
                entry={entry}
                name="contents"
                label={t().fieldContents(named(field))}
              />
            </div>
          );
        }}
      </For>
      <div>
        <Button icon="add" disabled={model.readOnly()} onClick={() => model.addField(props.dialogue)}>
          {t().addField}
        </Button>
      </div>
    </div>
  );
}
