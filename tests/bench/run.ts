import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join as joinPath } from 'node:path';
import { parseArgs } from 'node:util';
import { installPeers } from './install.ts';
import { median } from './meter.ts';
import { contestants } from './relays.ts';
import { writeReport } from './report.ts';
import { cold } from './scenarios/cold.ts';
import { durability } from './scenarios/durability.ts';
import { hall } from './scenarios/hall.ts';
import { join } from './scenarios/join.ts';
import { mixed } from './scenarios/mixed.ts';
import { manyRooms } from './scenarios/rooms.ts';
import { saturate } from './scenarios/saturate.ts';
import type { Measures, Scenario } from './scenarios/scenario.ts';
import { slowDisk } from './scenarios/slow-disk.ts';
import { slowReader } from './scenarios/slow-reader.ts';

const scenarios: readonly Scenario[] = [
  hall,
  saturate,
  manyRooms,
  join,
  cold,
  mixed,
  slowReader,
  slowDisk,
  durability,
];
/** Durability counts rounds by itself. */
const runsOf = (scenario: Scenario, runs: number): number => (scenario.id === 'durability' ? 1 : runs);

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    size: { type: 'string', default: '1' },
    scenarios: { type: 'string', default: '' },
    relays: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const usage = `npm run bench -- [--runs 5] [--size 1] [--scenarios hall,join,…] [--relays ours,y-websocket,…] [--write | --report]
All scenarios at full size write docs/benchmarks.md; some of them only with --write, beside the last results of the others. --report writes it again from the last results.
scenarios: ${scenarios.map(({ id }) => id).join(', ')}
relays: ${contestants.map(({ id }) => id).join(', ')}`;

/** All items, or those that a list of ids names. */
function chosen<T extends { id: string }>(items: readonly T[], ids: string): T[] {
  const wanted = ids === '' ? null : ids.split(',');
  return items.filter(({ id }) => wanted === null || wanted.includes(id));
}

const rawPath = joinPath(import.meta.dirname, '../.out/bench.json');

/** Every scenario with every relay, run after run, so that what the machine does besides strikes all alike. */
async function measure(runs: number, size: number): Promise<Map<string, Map<string, Measures[]>>> {
  const results = new Map<string, Map<string, Measures[]>>();
  const relays = chosen(contestants, values.relays);
  for (const scenario of chosen(scenarios, values.scenarios)) {
    const byRelay = new Map<string, Measures[]>();
    results.set(scenario.id, byRelay);
    for (let run = 1; run <= runsOf(scenario, runs); run++) {
      for (const contestant of relays) {
        if (scenario.suits?.(contestant) === false) continue;
        const measures = await scenario.run(contestant, size).catch((error: unknown): Measures => {
          console.error(`${scenario.id} ${contestant.id}: ${error instanceof Error ? error.message : error}`);
          return {};
        });
        byRelay.set(contestant.id, [...(byRelay.get(contestant.id) ?? []), measures]);
        const text = scenario.columns.map(
          ({ key, title, digits }) => `${title} ${measures[key]?.toFixed(digits)}`,
        );
        console.log(`${scenario.id} ${run}/${runs} ${contestant.id}: ${text.join(', ')}`);
      }
    }
  }
  return results;
}

/** The median of each measure. */
function medians(runs: readonly Measures[]): Measures {
  const keys = new Set(runs.flatMap((measures) => Object.keys(measures)));
  return Object.fromEntries([...keys].map((key) => [key, median(runs.map((run) => run[key] ?? Number.NaN))]));
}

/** Results as they are kept: by scenario, then by relay, the measures of each run. */
interface Raw {
  finished: string;
  runs: number;
  /** Ids of scenarios that were run again later than the others. */
  again: string[];
  results: Record<string, Record<string, Measures[]>>;
}

function lastRaw(): Raw | null {
  return existsSync(rawPath) ? (JSON.parse(readFileSync(rawPath, 'utf8')) as Raw) : null;
}

function report({ finished, runs, again, results }: Raw): void {
  const table = new Map(
    Object.entries(results).map(([id, byRelay]) => [
      id,
      new Map(Object.entries(byRelay).map(([relay, measures]) => [relay, medians(measures)])),
    ]),
  );
  writeReport({ scenarios, contestants, table, runs, again, finished });
  console.log('docs/benchmarks.md and docs/images/benchmarks.svg are written');
}

if (values.help) {
  console.log(usage);
} else if (values.report) {
  const last = lastRaw();
  if (last === null) console.error('There are no results yet.');
  else report(last);
} else {
  installPeers();
  const size = Number(values.size);
  const runs = Number(values.runs);
  const results = await measure(runs, size);
  const isWhole = size === 1 && values.scenarios === '' && values.relays === '';
  const last = isWhole ? null : lastRaw();
  const measured = Object.fromEntries([...results].map(([id, byRelay]) => [id, Object.fromEntries(byRelay)]));
  const raw: Raw = {
    finished: new Date().toISOString(),
    runs,
    again: last === null ? [] : [...new Set([...last.again, ...results.keys()])],
    results: { ...last?.results, ...measured },
  };
  if (isWhole || values.write) {
    mkdirSync(dirname(rawPath), { recursive: true });
    writeFileSync(rawPath, JSON.stringify(raw));
    report(raw);
  }
}
