import { cpus, release, totalmem, type } from 'node:os';
import { replaceSection } from '../bench/section.ts';

export interface Row {
  name: string;
  /** Medians over the rounds: `p50`, `p95`, `max` in ms of typing; `over16`, `over33` in per cent and `max` in ms of frames. */
  figures: Record<string, number>;
}

const begin = '<!-- the page: written by npm run bench:page -->';
const end = '<!-- end of the page -->';
/** What typing is built to reach, ms at the 95th percentile. */
const bar = 50;

/** Writes the page's figures into their own part of docs/benchmarks.md. */
export function writePageReport(
  rows: readonly Row[],
  rounds: number,
  size: { pages: number; blocks: number; petitions: number },
): void {
  const number = (value: number | undefined) => (value ?? Number.NaN).toFixed(1);
  const typed = rows.filter(({ figures }) => 'p95' in figures);
  const scrolled = rows.filter(({ figures }) => 'over16' in figures);
  const timeOf = (row: string) => rows.find(({ name }) => name === row)?.figures.ms ?? Number.NaN;
  const opening = timeOf('opening');
  const lines = [
    `- Date: ${new Date().toISOString().slice(0, 10)}`,
    `- Command: \`npm run bench:page\`, medians of ${rounds} rounds`,
    `- Machine: ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${release()}, Node ${process.version}; server, load and browser share it`,
    `- Speed of the machine: ${number(timeOf('yardstick'))} ms for a fixed piece of work in the browser before it is slowed; the machine shares its processor with others and is not always as fast`,
    `- Opening again the hall of ${size.pages} pages (${size.blocks.toLocaleString('en')} blocks) and ${size.petitions.toLocaleString('en')} petitions, to the first letter typed at the end: ${(opening / 1000).toFixed(1)} s`,
    '',
    '| typing, key to paint | p50 ms | p95 ms | longest ms | p95 under 50 ms |',
    '| --- | ---: | ---: | ---: | --- |',
    ...typed.map(
      ({ name, figures }) =>
        `| ${name} | ${number(figures.p50)} | ${number(figures.p95)} | ${number(figures.max)} | ${(figures.p95 ?? bar) < bar ? 'yes' : '**no**'} |`,
    ),
    '',
    '| scrolling, frames | over 16.7 ms, % | over 33 ms, % | longest ms |',
    '| --- | ---: | ---: | ---: |',
    ...scrolled.map(
      ({ name, figures }) =>
        `| ${name} | ${number(figures.over16)} | ${number(figures.over33)} | ${number(figures.max)} |`,
    ),
    '',
  ];
  replaceSection(begin, end, lines.join('\n'));
}
