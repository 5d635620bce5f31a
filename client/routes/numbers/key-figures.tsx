import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { standingChart } from '../../../shared/documents/charts.ts';
import { type Counts, figureOf } from '../../../shared/numbers-counts.ts';
import type { Filter, StandingGroup } from '../../../shared/numbers-filter.ts';
import { BarChart } from '../../charts/charts.tsx';
import { partName, standingName, numbersTexts as t } from '../../i18n/numbers.ts';
import page from '../../ui/page.module.css';
import { daysText, decimals } from './counts-table.tsx';
import { listPath } from './model.ts';
import styles from './numbers.module.css';

const shown = [
  'hall',
  'inTime',
  'late',
  'open',
  'overdue',
  'untold',
] as const satisfies readonly StandingGroup[];
const gone = ['withdrawn', 'merged'] as const satisfies readonly StandingGroup[];

const shareOf = (part: number, whole: number) =>
  `${decimals(((part / whole) * 100).toFixed(1).replace('.0', ''))}%`;

/** The figures of all that is asked for, and one bar of how they stand. */
export function KeyFigures(props: { counts: Counts; filter: Filter }) {
  const toSolve = () => figureOf(props.counts, 'toSolve');
  const value = (group: StandingGroup) => figureOf(props.counts, group);
  const replied = () => figureOf(props.counts, 'replied');
  const chart = () =>
    standingChart(t().overallChart, [{ label: '', counts: props.counts }], ({ standings, label }) =>
      partName(standings, label),
    );
  return (
    <section class={page.card} aria-labelledby="numbers-all">
      <h2 id="numbers-all">{t().overall}</h2>
      <dl class={styles.figures} data-testid="key-figures">
        <Tile
          name={t().received}
          value={props.counts.received}
          href={listPath(props.filter)}
          of="received"
          strong
        />
        <For each={shown}>
          {(group) => (
            <Tile
              name={standingName(group)}
              value={value(group)}
              href={listPath(props.filter, group)}
              of={group}
              hint={group !== 'untold' && toSolve() > 0 ? t().share(shareOf(value(group), toSolve())) : ''}
            />
          )}
        </For>
        <For each={gone}>
          {(group) => (
            <Show when={value(group) > 0}>
              <Tile
                name={standingName(group)}
                value={value(group)}
                href={listPath(props.filter, group)}
                of={group}
              />
            </Show>
          )}
        </For>
        <div class={styles.tile}>
          <dt>{t().median}</dt>
          <dd>
            <Show when={replied() > 0} fallback={<span class={styles.big}>–</span>}>
              <A class={styles.big} href={listPath(props.filter, 'replied')} data-figure="replied">
                {daysText(props.counts.medianDays)}
              </A>
            </Show>
            <span class={styles.hint}>{replied() > 0 ? t().medianHint(replied()) : t().noMedian}</span>
          </dd>
        </div>
      </dl>
      <BarChart chart={chart()} hint="" />
    </section>
  );
}

function Tile(props: {
  name: string;
  value: number;
  href: string;
  of: string;
  hint?: string;
  strong?: boolean;
}) {
  return (
    <div class={styles.tile} data-strong={props.strong ? '' : undefined}>
      <dt>{props.name}</dt>
      <dd>
        <Show when={props.value > 0} fallback={<span class={styles.big}>0</span>}>
          <A
            class={styles.big}
            href={props.href}
            data-figure={props.of}
            aria-label={t().allOf(t().overall, props.name, props.value)}
          >
            {props.value}
          </A>
        </Show>
        <span class={styles.hint}>{props.hint}</span>
      </dd>
    </div>
  );
}
