import { useNavigate } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { may } from '../../../shared/access.ts';
import type { Overview, ShownDimension } from '../../../shared/numbers-counts.ts';
import { chosenDimensions, type Dimension, type Filter } from '../../../shared/numbers-filter.ts';
import { dimensionName, numbersTexts as t } from '../../i18n/numbers.ts';
import { ownRole } from '../../session.ts';
import { SelectField, TextField } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import page from '../../ui/page.module.css';
import type { Dialogues } from './model.ts';
import styles from './numbers.module.css';
import { StayLink } from './stay-link.tsx';
import { filterParts, rowName, without } from './words.ts';

/** Of these a session that works on one dialogue has one alone. */
const ofAll: readonly Dimension[] = ['year', 'quarter', 'dialogue'];
/** Stands for "all" in a list of choices; no value of a petition is this. */
const everything = '\u0000';

/** What the figures are filtered by; the filter stands in the address. */
export function FilterForm(props: {
  filter: Filter;
  /** The figures of everything: they say what can be chosen. */
  whole: Overview;
  dialogues: Dialogues;
  path: (filter: Filter) => string;
}) {
  const navigate = useNavigate();
  const set = (filter: Filter) => navigate(props.path(filter), { scroll: false });
  const choose = (dimension: Dimension, value: string) =>
    set(value === everything ? without(props.filter, dimension) : { ...props.filter, [dimension]: value });
  const offered = () => chosenDimensions.filter((one) => may(ownRole(), 'editPlan') || !ofAll.includes(one));
  const name = (dimension: (typeof chosenDimensions)[number], key: string) => {
    if (dimension === 'quarter') return key || t().noQuarter;
    return rowName(dimension, key, props.dialogues);
  };
  const keysOf = (dimension: (typeof chosenDimensions)[number]): string[] => {
    const keys =
      dimension === 'quarter'
        ? props.whole.periods.map(({ quarter }) => quarter)
        : props.whole.by[dimension].map(({ key }) => key);
    const chosen = props.filter[dimension];
    const all = [...new Set(chosen === undefined ? keys : [...keys, chosen])];
    return dimension === 'quarter' ? all.sort() : all;
  };
  const label = (dimension: (typeof chosenDimensions)[number]) =>
    dimension === 'quarter' ? t().quarter : dimensionName(dimension as ShownDimension);
  const parts = () => filterParts(props.filter, props.dialogues);
  return (
    <section class={styles.filter} aria-label={t().filters}>
      <Show when={parts().length > 0}>
        <ul class={styles.chips} data-testid="filter-parts">
          <For each={parts()}>
            {({ key, what, value }) => (
              <li>
                <span>
                  {what}: <strong>{value}</strong>
                </span>
                <StayLink
                  href={props.path(without(props.filter, key))}
                  aria-label={t().takeAway(what)}
                  class={styles.take}
                >
                  <Icon name="close" />
                </StayLink>
              </li>
            )}
          </For>
          <li class={styles.plain} data-noprint>
            <StayLink class={styles.finger} href={props.path({})}>
              {t().clear}
            </StayLink>
          </li>
        </ul>
      </Show>
      <details class={styles.more} data-noprint>
        <summary>{t().filters}</summary>
        <div class={page.grid}>
          <For each={offered()}>
            {(dimension) => (
              <SelectField
                label={label(dimension)}
                name={dimension}
                onChange={(event) => choose(dimension, event.currentTarget.value)}
              >
                <option value={everything} selected={props.filter[dimension] === undefined}>
                  {t().everything}
                </option>
                <For each={keysOf(dimension)}>
                  {(key) => (
                    <option value={key} selected={props.filter[dimension] === key}>
                      {name(dimension, key)}
                    </option>
                  )}
                </For>
              </SelectField>
            )}
          </For>
          <TextField
            type="date"
            label={t().to}
            name="to"
            value={props.filter.to ?? ''}
            onChange={(event) => {
              const { value } = event.currentTarget;
              set(value ? { ...props.filter, to: value } : without(props.filter, 'to'));
            }}
          />
        </div>
      </details>
    </section>
  );
}
