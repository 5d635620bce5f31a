import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { dirname, join } from 'node:path';
import { barRows, type Table } from './bars.ts';
import { figure, plot } from './plot.ts';
import type { Contestant } from './relays.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { replaceSection } from './section.ts';

const docs = join(import.meta.dirname, '../../docs');
const image = join(docs, 'images/benchmarks.svg');
const begin = '<!-- figures: written by npm run bench -->';
const end = '<!-- end of the figures -->';

/** What a report is made from. */
export interface Report {
  scenarios: readonly Scenario[];
  contestants: readonly Contestant[];
  table: Table;
  /** Runs of which each figure is the median. */
  runs: number;
  /** Ids of scenarios that were run again later than the others. */
  again: readonly string[];
  /** When the last one ended, as an ISO date. */
  finished: string;
}

/** Writes the figures into docs/benchmarks.md, where the text around them stays, and the plot beside it. */
export function writeReport(report: Report): void {
  mkdirSync(dirname(image), { recursive: true });
  writeFileSync(image, plot(report));
  replaceSection(begin, end, figures(report));
}

function figures({ scenarios, contestants, table, runs, again, finished }: Report): string {
  const nameOf = (id: string): string => contestants.find((other) => other.id === id)?.name ?? id;
  const lines = [
    `- Date: ${finished.slice(0, 10)}`,
    `- Command: \`npm run bench\`, medians of ${runs} interleaved runs`,
    `- Machine: ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${release()}, Node ${process.version}; load and relays share it`,
    ...(again.length > 0 ? [`- Run again later than the others: ${again.join(', ')}`] : []),
    '',
    '![The relays side by side](images/benchmarks.svg)',
    '',
    '## The bars',
    '',
    '| work | bar | measured | reached |',
    '| --- | --- | --- | --- |',
    ...barRows(table, nameOf),
    '',
  ];
  for (const scenario of scenarios) {
    const byRelay = table.get(scenario.id);
    if (byRelay === undefined) continue;
    const titles = scenario.columns.map(({ title }) => title);
    lines.push(`## ${scenario.title}`, '', `${capital(scenario.work)}.`, '');
    lines.push(`| relay | ${titles.join(' | ')} |`, `| --- |${' ---: |'.repeat(titles.length)}`);
    for (const [id, measures] of byRelay) {
      const cells = scenario.columns.map(({ key, digits }) => shown(measures[key], digits));
      lines.push(`| ${nameOf(id)} | ${cells.join(' | ')} |`);
    }
    lines.push('');
  }
  return lines.join('\n');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function shown(value: number | null | undefined, digits: number): string {
  if (value === undefined || value === null || Number.isNaN(value)) return '–';
  return figure(value, digits);
}
