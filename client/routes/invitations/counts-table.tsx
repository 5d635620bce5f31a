import { For, Show } from 'solid-js';
import { invitationTexts as t } from '../../i18n/invitations.ts';
import type { Count } from '../../register/attendance.ts';
import styles from './invitations.module.css';

/** Numbers of each village or group; on a phone a block for each. */
export function CountsTable(props: {
  title: string;
  head: string;
  counts: readonly Count[];
  sum: Omit<Count, 'label'>;
}) {
  const columns = (): [label: string, of: (count: Omit<Count, 'label'>) => number][] => [
    [t().presentShort, ({ present }) => present],
    [t().invited, ({ invited }) => invited],
    [t().toldShort, ({ told }) => told],
    [t().comingShort, ({ coming }) => coming],
    [t().declinedShort, ({ declined }) => declined],
    [t().bringsShort, ({ brings }) => brings],
    [t().lateShort, ({ late }) => late],
  ];
  const cells = (count: Omit<Count, 'label'>) => (
    <For each={columns()}>
      {([label, of]) => (
        <td data-label={label} data-none={of(count) === 0}>
          {of(count)}
        </td>
      )}
    </For>
  );
  return (
    <table class={styles.counts}>
      <caption>{props.title}</caption>
      <thead>
        <tr>
          <th scope="col">{props.head}</th>
          <For each={columns()}>{([label]) => <th scope="col">{label}</th>}</For>
        </tr>
      </thead>
      <tbody>
        <For each={props.counts}>
          {(count) => (
            <tr data-row={count.label}>
              <th scope="row">{count.label || t().none}</th>
              {cells(count)}
            </tr>
          )}
        </For>
      </tbody>
      <Show when={props.counts.length > 1}>
        <tfoot>
          <tr>
            <th scope="row">{t().total}</th>
            {cells(props.sum)}
          </tr>
        </tfoot>
      </Show>
    </table>
  );
}
