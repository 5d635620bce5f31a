import { standingChart } from '../../../shared/documents/charts.ts';
import type { Overview, PeriodRow } from '../../../shared/numbers-counts.ts';
import type { Filter } from '../../../shared/numbers-filter.ts';
import { ColumnChart } from '../../charts/charts.tsx';
import { partName, numbersTexts as t } from '../../i18n/numbers.ts';
import page from '../../ui/page.module.css';
import { CountsTable, type TableRow } from './counts-table.tsx';
import { periodName } from './words.ts';

/** Quarters that are drawn at most: ten years. */
const mostColumns = 40;
/** With more columns only the first of a year is named. */
const namedColumns = 8;

/** The figures quarter by quarter. */
export function Trends(props: { overview: Overview; filter: Filter }) {
  const drawn = () => props.overview.periods.slice(-mostColumns);
  const rows = (): TableRow[] =>
    props.overview.periods.toReversed().map((row) => ({
      name: periodName(row),
      counts: row,
      filter: { ...props.filter, year: row.year, quarter: row.quarter },
    }));
  const chart = () =>
    standingChart(
      t().trendChart,
      drawn().map((row) => ({ label: periodName(row), counts: row })),
      ({ standings, label }) => partName(standings, label),
    );
  const tick = ({ year, quarter }: PeriodRow, n: number): string => {
    if (drawn().length <= namedColumns) return quarter ? `${quarter}/${year}` : year;
    return drawn()[n - 1]?.year === year ? '' : year;
  };
  const hint = () =>
    props.overview.periods.length > mostColumns ? t().trendOnlyLast(mostColumns) : t().chartHint;
  return (
    <section class={page.card} aria-labelledby="numbers-trends">
      <h2 id="numbers-trends">{t().trends}</h2>
      <ColumnChart chart={chart()} hint={hint()} ticks={drawn().map(tick)} />
      <CountsTable label={t().period} rows={rows()} testId="trends" first={8} />
    </section>
  );
}
