import { For, Show } from 'solid-js';
import type { PlanChange } from '../../../shared/plan/compare.ts';
import { changeWords, planHistoryTexts as t } from '../../i18n/plan-history.ts';
import styles from './plan.module.css';

/** What changed from one state of a plan to another, in words. */
export function ChangeList(props: { changes: readonly PlanChange[] }) {
  return (
    <Show when={props.changes.length > 0} fallback={<p class={styles.help}>{t().same}</p>}>
      <ul class={styles.changes}>
        <For each={props.changes}>
          {(change) => (
            <li>
              <span>{changeWords(change)}</span>
              <Lines sign="−" label={t().before} lines={change.before} />
              <Lines sign="+" label={t().after} lines={change.after} />
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

function Lines(props: { sign: string; label: string; lines: readonly string[] }) {
  return (
    <For each={props.lines}>
      {(line) => (
        <span class={styles.changed}>
          <span aria-hidden="true">{props.sign}</span>
          <span class="visually-hidden">{props.label}: </span>
          <span>{line}</span>
        </span>
      )}
    </For>
  );
}
