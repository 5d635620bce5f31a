import { For } from 'solid-js';
import { type ChartFill, chartFills } from '../../shared/documents/tree.ts';
import styles from './charts.module.css';

/** The id of a fill's pattern; a page draws the patterns once. */
export const fillOf = (fill: ChartFill): string => `url(#chart-${fill})`;

/** What each pattern is drawn with over its ground; the grounds differ in lightness too. */
const strokes: Record<ChartFill, string> = {
  solid: '',
  diagonal: 'M-2 2 2 -2M0 8 8 0M6 10 10 6',
  dots: 'M2 2h.01M6 6h.01',
  empty: '',
  cross: 'M0 0 8 8M8 0 0 8',
  grey: '',
};

/** The patterns that parts of bars are filled with. To be drawn once on a page that shows charts with parts. */
export function ChartPatterns() {
  return (
    <svg class={styles.patterns} width="0" height="0" aria-hidden="true">
      <defs>
        <For each={chartFills}>
          {(fill) => (
            <pattern id={`chart-${fill}`} width="8" height="8" patternUnits="userSpaceOnUse">
              <rect width="8" height="8" class={styles[`${fill}Ground`]} />
              <path d={strokes[fill]} class={styles[`${fill}Stroke`]} fill="none" />
            </pattern>
          )}
        </For>
      </defs>
    </svg>
  );
}
