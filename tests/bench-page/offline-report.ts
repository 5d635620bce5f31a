import { cpus, release, totalmem, type } from 'node:os';
import { replaceSection } from '../bench/section.ts';

/** Medians over the rounds, ms. */
export interface OfflineRow {
  name: string;
  /** How many times the processor was slowed. */
  rate: number;
  opened: number;
  painted: number;
  /** The best round's paint. */
  best: number;
  /** The main thread's own work until then, at full speed. */
  work: number;
}

const begin = '<!-- offline: written by npm run bench:offline -->';
const end = '<!-- end of offline -->';
/** What the start is built to reach at a processor slowed four times, ms. */
const bar = 1_000;

/** Writes the start without a network into its own part of docs/benchmarks.md. */
export function writeOfflineReport(rows: readonly OfflineRow[], rounds: number): void {
  const lines = [
    `- Date: ${new Date().toISOString().slice(0, 10)}`,
    `- Command: \`npm run bench:offline\`, medians of ${rounds} rounds in turns`,
    `- Machine: ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${release()}, Node ${process.version}; shared with others, so the clock's times are too long now and then; the main thread's own work is not`,
    '- No network: the page comes from the device, the documents from its database; from the start of the navigation to the first letter typed into the minutes and painted',
    '',
    '| dialogue | processor slowed | can type, ms | letter painted, ms | best round, ms | main thread, ms at full speed | under 1 s |',
    '| --- | ---: | ---: | ---: | ---: | ---: | --- |',
    ...rows.map(
      ({ name, rate, opened, painted, best, work }) =>
        `| ${name} | ${rate} × | ${opened.toFixed(0)} | ${painted.toFixed(0)} | ${best.toFixed(0)} | ${work.toFixed(0)} | ${painted < bar ? 'yes' : '**no**'} |`,
    ),
    '',
  ];
  replaceSection(begin, end, lines.join('\n'));
}
