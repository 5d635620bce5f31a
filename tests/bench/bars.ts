import type { Measures } from './scenarios/scenario.ts';

/** Medians by scenario, then by relay. */
export type Table = ReadonlyMap<string, ReadonlyMap<string, Measures>>;

interface Bar {
  work: string;
  scenario: string;
  /** The measure of ours that counts. */
  measure: string;
  /** The relay by whose same measure it is divided; none for an absolute bar. */
  peer?: string;
  limit: number;
  isAtLeast: boolean;
  unit?: string;
}

/** What the relay is built to reach. */
const bars: readonly Bar[] = [
  {
    work: 'saturate, updates per CPU second',
    scenario: 'saturate',
    measure: 'perCpu',
    peer: 'hocuspocus',
    limit: 2.2,
    isAtLeast: true,
  },
  {
    work: 'saturate, updates per CPU second',
    scenario: 'saturate',
    measure: 'perCpu',
    peer: 'y-websocket',
    limit: 10,
    isAtLeast: true,
  },
  {
    work: 'hall, server CPU',
    scenario: 'hall',
    measure: 'cpu',
    peer: 'y-websocket',
    limit: 0.65,
    isAtLeast: false,
  },
  {
    work: 'hall, p99 latency',
    scenario: 'hall',
    measure: 'p99',
    peer: 'y-leveldb',
    limit: 1,
    isAtLeast: false,
  },
  {
    work: 'rooms, memory a room',
    scenario: 'rooms',
    measure: 'kilobytes',
    peer: 'y-websocket',
    limit: 0.65,
    isAtLeast: false,
  },
  {
    work: 'rooms, server CPU',
    scenario: 'rooms',
    measure: 'cpu',
    peer: 'y-websocket',
    limit: 1,
    isAtLeast: false,
  },
  { work: 'join, p99', scenario: 'join', measure: 'p99', peer: 'hocuspocus', limit: 0.15, isAtLeast: false },
  {
    work: 'join, server CPU',
    scenario: 'join',
    measure: 'cpu',
    peer: 'hocuspocus',
    limit: 0.05,
    isAtLeast: false,
  },
  {
    work: 'slow reader, memory',
    scenario: 'slow-reader',
    measure: 'megabytes',
    limit: 8,
    isAtLeast: false,
    unit: 'MB',
  },
  {
    work: 'slow disk, ping p99',
    scenario: 'slow-disk',
    measure: 'ping',
    limit: 20,
    isAtLeast: false,
    unit: 'ms',
  },
  {
    work: 'slow disk, presence p99',
    scenario: 'slow-disk',
    measure: 'presence',
    limit: 20,
    isAtLeast: false,
    unit: 'ms',
  },
  {
    work: 'slow disk, join p99',
    scenario: 'slow-disk',
    measure: 'join',
    limit: 20,
    isAtLeast: false,
    unit: 'ms',
  },
  {
    work: 'durability, edits lost',
    scenario: 'durability',
    measure: 'lost',
    limit: 0,
    isAtLeast: false,
    unit: 'edits',
  },
];

/** The bars as rows of a Markdown table: what, the bar, what was measured, whether it is reached. */
export function barRows(table: Table, nameOf: (relay: string) => string): string[] {
  return bars.map(({ work, scenario, measure, peer, limit, isAtLeast, unit }) => {
    const byRelay = table.get(scenario);
    const ours = byRelay?.get('ours')?.[measure] ?? Number.NaN;
    const value = peer === undefined ? ours : ours / (byRelay?.get(peer)?.[measure] ?? Number.NaN);
    const isReached = isAtLeast ? value >= limit : value <= limit;
    const of = peer === undefined ? ` ${unit}` : ` × ${nameOf(peer)}`;
    const verdict = Number.isNaN(value) ? 'not measured' : isReached ? 'yes' : '**no**';
    const shown = peer === undefined ? value.toFixed(1) : value.toPrecision(2);
    return `| ${work} | ${isAtLeast ? 'at least' : 'at most'} ${limit}${of} | ${shown} | ${verdict} |`;
  });
}
