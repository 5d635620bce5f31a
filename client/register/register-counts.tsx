import { createMemo, For, Show } from 'solid-js';
import { t } from '../i18n/register.ts';
import { type Count, countBy } from './attendance.ts';
import type { RegisterModel } from './model.ts';
import styles from './register-panel.module.css';

function Counts(props: { title: string; counts: readonly Count[] }) {
  const coming = () => props.counts.some((count) => count.coming > 0);
  return (
    <table class={styles.counts}>
      <caption>{props.title}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{t().countPresent}</th>
          <Show when={coming()}>
            <th scope="col">{t().countComing}</th>
          </Show>
        </tr>
      </thead>
      <tbody>
        <For each={props.counts}>
          {(count) => (
            <tr>
              <th scope="row">{count.label || t().none}</th>
              <td>
                <strong>{count.present}</strong>/{count.all}
              </td>
              <Show when={coming()}>
                <td>{count.coming}</td>
              </Show>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}

/** Who is here of how many, by group and village. */
export function RegisterCounts(props: { model: RegisterModel }) {
  const byVillage = createMemo(() => countBy(props.model.all(), 'village'));
  const byGroup = createMemo(() => countBy(props.model.all(), 'group'));
  return (
    <details class={styles.aside} open={window.innerWidth >= 1100}>
      <summary>{t().countsTitle}</summary>
      <Counts title={t().byGroup} counts={byGroup()} />
      <Counts title={t().byVillage} counts={byVillage()} />
    </details>
  );
}
