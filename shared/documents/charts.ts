import type { Standing } from '../numbers.ts';
import { standingWords } from '../numbers-words.ts';
import { measures } from './measures.ts';
import { cleanLine, shorten } from './plain.ts';
import type { Chart, ChartFill, ChartPart } from './tree.ts';

/**
 * What charts are made of: the one builder behind the page of figures and the reports. How a chart is drawn (SVG on the
 * page, shapes in the PDF, shaded cells in Word) is each one's own; parts are told apart by pattern everywhere, so that
 * they can be told apart on black and white paper.
 */

interface StandingPart {
  label: string;
  standings: readonly Standing[];
  fill: ChartFill;
}

const standingParts: readonly StandingPart[] = [
  { label: standingWords.hall, standings: ['hall'], fill: 'solid' },
  { label: standingWords.inTime, standings: ['inTime'], fill: 'diagonal' },
  { label: standingWords.late, standings: ['late'], fill: 'dots' },
  { label: standingWords.open, standings: ['open'], fill: 'empty' },
  { label: standingWords.overdue, standings: ['overdue'], fill: 'cross' },
  { label: 'Rút, gộp', standings: ['withdrawn', 'merged'], fill: 'grey' },
];

/** Counts of which some standings may not be counted. */
export type StandingCounts = Partial<Record<Standing, number>>;

/** Bars of one part each. */
export function barChart(caption: string, bars: readonly { label: string; value: number }[]): Chart {
  return {
    type: 'chart',
    caption,
    bars: bars.map(({ label, value }) => ({ label: shorten(label, measures.chart.labelLetters), value })),
  };
}

/** Bars whose parts are how petitions stand; parts that no bar has are left out. `words` names the parts, in their order. */
export function standingChart(
  caption: string,
  rows: readonly { label: string; counts: StandingCounts }[],
  words: (part: { standings: readonly Standing[]; label: string }) => string = ({ label }) => label,
): Chart {
  const sumOf = ({ standings }: StandingPart, counts: StandingCounts) =>
    standings.reduce((sum, standing) => sum + (counts[standing] ?? 0), 0);
  const used = standingParts.filter((part) => rows.some(({ counts }) => sumOf(part, counts) > 0));
  const parts: ChartPart[] = used.map((part) => ({ label: words(part), fill: part.fill }));
  return {
    type: 'chart',
    caption,
    parts,
    bars: rows.map(({ label, counts }) => {
      const values = used.map((part) => sumOf(part, counts));
      return {
        label: shorten(cleanLine(label), measures.chart.labelLetters),
        value: values.reduce((sum, value) => sum + value, 0),
        parts: values,
      };
    }),
  };
}

/**
 * How many of `measures.chart.steps` each part of a bar is long, in the order of the chart's parts (one length where
 * there are none): for papers, whose bars are drawn in steps. A part that is not nought is at least one step long; the
 * longest gives it.
 */
export function stepsOf(chart: Pick<Chart, 'bars' | 'parts'>, bar: Chart['bars'][number]): number[] {
  const most = Math.max(1, ...chart.bars.map(({ value }) => value));
  const scale = (measures.chart.steps * measures.chart.longest) / most;
  if (!chart.parts) return [Math.round(bar.value * scale)];
  let [sum, drawn] = [0, 0];
  const steps = (bar.parts ?? []).map((value) => {
    sum += value;
    const length = Math.round(sum * scale) - drawn;
    drawn += length;
    return length;
  });
  for (const [n, value] of (bar.parts ?? []).entries()) {
    if (value === 0 || steps[n] !== 0) continue;
    const longest = steps.indexOf(Math.max(...steps));
    if ((steps[longest] ?? 0) > 1) steps[longest] = (steps[longest] ?? 0) - 1;
    steps[n] = 1;
  }
  return steps;
}
