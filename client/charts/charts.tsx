import { For, type JSX, Show } from 'solid-js';
import type { Chart, ChartFill } from '../../shared/documents/tree.ts';
import styles from './charts.module.css';
import { fillOf } from './patterns.tsx';

/* Charts as SVG, from what the reports' charts are made of. Whoever does not see them has the table beside. */

interface Piece {
  fill: ChartFill;
  /** Share of the whole room, percent. */
  from: number;
  length: number;
}

/** The parts of a bar one behind another, as shares of the longest. */
function piecesOf(chart: Chart, bar: Chart['bars'][number], most: number): Piece[] {
  const values = chart.parts ? (bar.parts ?? []) : [bar.value];
  let from = 0;
  return values.flatMap((value, n) => {
    const length = (value / most) * 100;
    const piece: Piece = { fill: chart.parts?.[n]?.fill ?? 'solid', from, length };
    from += length;
    return value > 0 ? [piece] : [];
  });
}

const mostOf = (chart: Chart) => Math.max(1, ...chart.bars.map(({ value }) => value));
const percent = (share: number) => `${share.toFixed(3)}%`;

/** What the parts of the bars are; nothing for bars of one piece. */
function ChartLegend(props: { chart: Chart }) {
  return (
    <Show when={props.chart.parts}>
      {(parts) => (
        <ul class={styles.legend} aria-hidden="true">
          <For each={parts()}>
            {({ label, fill }) => (
              <li>
                <svg width="22" height="14" aria-hidden="true">
                  <rect x="0.5" y="0.5" width="21" height="13" class={styles.piece} fill={fillOf(fill)} />
                </svg>
                {label}
              </li>
            )}
          </For>
        </ul>
      )}
    </Show>
  );
}

/** The frame of a chart: what it shows, what its parts are, and that the figures stand in the table. */
function ChartFigure(props: { chart: Chart; hint: string; children: JSX.Element }) {
  return (
    <figure class={styles.figure} data-chart>
      <figcaption>
        {props.chart.caption} <span class={styles.hint}>{props.hint}</span>
      </figcaption>
      <ChartLegend chart={props.chart} />
      {props.children}
    </figure>
  );
}

/** One bar with its parts, as wide as its room where it is the longest. */
function Strip(props: { chart: Chart; bar: Chart['bars'][number] }) {
  return (
    <svg height="22" class={styles.strip} aria-hidden="true">
      <For each={piecesOf(props.chart, props.bar, mostOf(props.chart))}>
        {({ fill, from, length }) => (
          <rect
            x={percent(from)}
            y="1"
            width={percent(length)}
            height="20"
            class={styles.piece}
            fill={fillOf(fill)}
          />
        )}
      </For>
    </svg>
  );
}

/** Bars that lie beneath each other, each with its label. */
export function BarChart(props: { chart: Chart; hint: string }) {
  return (
    <ChartFigure chart={props.chart} hint={props.hint}>
      <div class={styles.bars} aria-hidden="true">
        <For each={props.chart.bars}>
          {(bar) => (
            <>
              <Show when={bar.label}>
                <span class={styles.label}>{bar.label}</span>
              </Show>
              <span class={styles.bar} data-wide={bar.label ? undefined : ''}>
                <Strip chart={props.chart} bar={bar} />
                <span class={styles.value}>{bar.value}</span>
              </span>
            </>
          )}
        </For>
      </div>
    </ChartFigure>
  );
}

/** Room of the columns, percent of the height; the rest is for what stands above and below. */
const [top, bottom] = [10, 84];

/** Columns side by side over time; `ticks` is what stands under each, empty for nothing. */
export function ColumnChart(props: { chart: Chart; hint: string; ticks: readonly string[] }) {
  const most = () => mostOf(props.chart);
  const wide = () => 100 / Math.max(1, props.chart.bars.length);
  const heightOf = (share: number) => (share * (bottom - top)) / 100;
  return (
    <ChartFigure chart={props.chart} hint={props.hint}>
      <svg class={styles.columns} aria-hidden="true">
        <line x1="0" x2="100%" y1={percent(bottom)} y2={percent(bottom)} class={styles.axis} />
        <For each={props.chart.bars}>
          {(bar, n) => {
            const middle = () => (n() + 0.5) * wide();
            return (
              <>
                <For each={piecesOf(props.chart, bar, most())}>
                  {({ fill, from, length }) => (
                    <rect
                      x={percent(n() * wide() + wide() * 0.15)}
                      width={percent(wide() * 0.7)}
                      y={percent(bottom - heightOf(from + length))}
                      height={percent(heightOf(length))}
                      class={styles.piece}
                      fill={fillOf(fill)}
                    />
                  )}
                </For>
                <text
                  x={percent(middle())}
                  y={percent(bottom - heightOf((bar.value / most()) * 100) - 2)}
                  class={styles.text}
                >
                  {props.chart.bars.length <= 24 ? bar.value : ''}
                </text>
                <text x={percent(middle())} y="96%" class={styles.text}>
                  {props.ticks[n()]}
                </text>
              </>
            );
          }}
        </For>
      </svg>
    </ChartFigure>
  );
}
