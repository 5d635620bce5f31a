import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import type { TouchedPetition } from '../../../shared/holidays.ts';
import { numericDate } from '../../../shared/vietnamese/dates.ts';
import { calendarTexts as t } from '../../i18n/working-calendar.ts';
import { Notice } from '../../ui/controls.tsx';
import styles from './calendar.module.css';

export interface Touched {
  touched: TouchedPetition[];
  count: number;
}

/** Petitions whose promised day a change of the calendar touches. */
export function TouchedList(props: { touched: Touched | null }) {
  const rows = () => props.touched?.touched ?? [];
  const count = () => props.touched?.count ?? 0;
  return (
    <div data-touched>
      <Notice kind="warn">{t().touched(count())}</Notice>
      <div class={styles.scroll}>
        <table class={styles.touched}>
          <thead>
            <tr>
              <th scope="col">{t().columnNumber}</th>
              <th scope="col">{t().columnUnit}</th>
              <th scope="col">{t().columnDue}</th>
              <th scope="col">{t().columnNew}</th>
            </tr>
          </thead>
          <tbody>
            <For each={rows()}>
              {(row) => (
                <tr>
                  <td>
                    <A href={`/dialogues/${row.dialogueId}?petition=${row.petitionId}`}>{row.number}</A>
                    <div class={styles.of}>{row.dialogue}</div>
                  </td>
                  <td>{row.unit}</td>
                  <td>
                    {numericDate(row.dueDate)}
                    <Show when={row.isClosed}>
                      <div class={styles.of}>{t().closed}</div>
                    </Show>
                  </td>
                  <td>{numericDate(row.term)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
      <Show when={count() > rows().length}>
        <p>{t().touchedMore(count() - rows().length)}</p>
      </Show>
    </div>
  );
}
