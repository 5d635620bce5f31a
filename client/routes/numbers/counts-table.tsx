import { createSignal, For } from 'solid-js';
import { standings } from '../../../shared/numbers.ts';
import { type Counts, figureOf } from '../../../shared/numbers-counts.ts';
import type { Filter } from '../../../shared/numbers-filter.ts';
import { language } from '../../i18n/index.ts';
import { standingName, numbersTexts as t } from '../../i18n/numbers.ts';
import { Figure } from './figure.tsx';
import { MoreButton } from './more-button.tsx';
import styles from './numbers.module.css';

export interface TableRow {
  name: string;
  counts: Counts;
  /** Of the petitions that are counted in the row. */
  filter: Filter;
}

/** A number with the sign that the page's language has before its decimals. */
export const decimals = (number: string): string => (language() === 'vi' ? number.replace('.', ',') : number);

/** A number of days as it is read: `7,5`. */
export const daysText = (days: number | null): string =>
  days === null ? '–' : String(days).replace('.', ',');

/** Rows of figures, each of which opens its list; under them the whole, where the rows are parts of it. */
export function CountsTable(props: {
  label: string;
  rows: readonly TableRow[];
  all?: TableRow;
  testId: string;
  /** Rows that are shown at first. */
  first: number;
}) {
  const [whole, setWhole] = createSignal(false);
  const shown = () => (whole() ? props.rows : props.rows.slice(0, props.first));
  const lines = () => (props.all ? [...shown(), props.all] : shown());
  return (
    <>
      <table class={styles.table} data-testid={props.testId}>
        <thead>
          <tr>
            <th scope="col" class={styles.columnName}>
              {props.label}
            </th>
            <th scope="col" class={styles.columnName}>
              {t().received}
            </th>
            <For each={standings}>
              {(group) => (
                <th scope="col" class={styles.columnName}>
                  {standingName(group)}
                </th>
              )}
            </For>
            <th scope="col" class={styles.columnName}>
              {t().median}
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={lines()}>
            {(row) => (
              <tr class={`${styles.row} ${row === props.all ? styles.whole : ''}`}>
                <th scope="row" class={styles.rowName}>
                  {row.name}
                </th>
                <td class={styles.cell} data-label={t().received}>
                  <Figure
                    value={row.counts.received}
                    filter={row.filter}
                    of={row.name}
                    figure={t().received}
                  />
                </td>
                <For each={standings}>
                  {(group) => (
                    <td
                      class={styles.cell}
                      data-label={standingName(group)}
                      data-nought={row.counts[group] === 0 ? '' : undefined}
                    >
                      <Figure
                        value={row.counts[group]}
                        filter={row.filter}
                        standing={group}
                        of={row.name}
                        figure={standingName(group)}
                      />
                    </td>
                  )}
                </For>
                <td
                  class={styles.cell}
                  data-label={t().median}
                  data-nought={row.counts.medianDays === null ? '' : undefined}
                >
                  {daysText(row.counts.medianDays)}
                  <span class="visually-hidden"> {t().medianHint(figureOf(row.counts, 'replied'))}</span>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <MoreButton first={props.first} all={props.rows.length} open={whole()} toggle={setWhole} />
    </>
  );
}
