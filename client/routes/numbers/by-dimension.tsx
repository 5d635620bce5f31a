import { For } from 'solid-js';
import { standingChart } from '../../../shared/documents/charts.ts';
import { inSentence } from '../../../shared/documents/wording.ts';
import { type Overview, type ShownDimension, shownDimensions } from '../../../shared/numbers-counts.ts';
import type { Filter } from '../../../shared/numbers-filter.ts';
import { BarChart } from '../../charts/charts.tsx';
import { dimensionName, partName, numbersTexts as t } from '../../i18n/numbers.ts';
import page from '../../ui/page.module.css';
import { CountsTable, type TableRow } from './counts-table.tsx';
import { type Dialogues, numbersPath } from './model.ts';
import styles from './numbers.module.css';
import { StayLink } from './stay-link.tsx';
import { rowName } from './words.ts';

/** Bars that are drawn at most; the table has all. */
const mostBars = 15;

/** The figures by one thing that petitions are told apart by: a chart, and the table behind it. */
export function ByDimension(props: {
  overview: Overview;
  filter: Filter;
  by: ShownDimension;
  dialogues: Dialogues;
  /** One dialogue is all there is. */
  isOne: boolean;
}) {
  const offered = () =>
    shownDimensions.filter((one) => !props.isOne || (one !== 'dialogue' && one !== 'year'));
  const rows = (): TableRow[] =>
    props.overview.by[props.by].map((row) => ({
      name: rowName(props.by, row.key, props.dialogues),
      counts: row,
      filter: { ...props.filter, [props.by]: row.key },
    }));
  // Only petitions that were put before an authority are in these rows.
  const all = (): TableRow | undefined =>
    props.by === 'authority'
      ? undefined
      : { name: t().everything, counts: props.overview.all, filter: props.filter };
  const chart = () =>
    standingChart(
      t().byChart(inSentence(dimensionName(props.by))),
      rows()
        .slice(0, mostBars)
        .map(({ name, counts }) => ({ label: name, counts })),
      ({ standings, label }) => partName(standings, label),
    );
  const hint = () => (rows().length > mostBars ? t().onlyFirst(mostBars, rows().length) : t().chartHint);
  return (
    <section class={page.card} aria-labelledby="numbers-by">
      <h2 id="numbers-by">{`${t().by} ${inSentence(dimensionName(props.by))}`}</h2>
      <nav class={styles.choices} aria-label={t().by} data-noprint>
        <For each={offered()}>
          {(one) => (
            <StayLink
              href={numbersPath(props.filter, one)}
              class={styles.choice}
              aria-current={one === props.by ? 'true' : undefined}
            >
              {dimensionName(one)}
            </StayLink>
          )}
        </For>
      </nav>
      <BarChart chart={chart()} hint={hint()} />
      <CountsTable
        label={dimensionName(props.by)}
        rows={rows()}
        all={all()}
        testId="by-dimension"
        first={20}
      />
    </section>
  );
}
