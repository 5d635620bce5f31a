import { A } from '@solidjs/router';
import { Show } from 'solid-js';
import type { Filter, StandingGroup } from '../../../shared/numbers-filter.ts';
import { numbersTexts as t } from '../../i18n/numbers.ts';
import { listPath } from './model.ts';
import styles from './numbers.module.css';

/** A figure that opens the petitions behind it; a nought opens nothing. `of` says whose and which figure it is. */
export function Figure(props: {
  value: number;
  filter: Filter;
  standing?: StandingGroup;
  of: string;
  figure: string;
}) {
  return (
    <Show when={props.value > 0} fallback={<span class={styles.nought}>0</span>}>
      <A
        href={listPath(props.filter, props.standing)}
        class={styles.number}
        aria-label={t().allOf(props.of, props.figure, props.value)}
        data-figure={props.standing ?? 'received'}
      >
        {props.value}
      </A>
    </Show>
  );
}
