import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { demoOffice } from '../../server/demo/office.ts';
import type { NumbersQuestion } from '../../server/numbers/contract.ts';
import { numbersReader } from '../../server/store/sql/numbers-reader.ts';
import { sqliteEngine } from '../../server/store/sqlite/engine.ts';
import { openSqliteStore } from '../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../server/store/sqlite/update-log.ts';
import type { Filter } from '../../shared/numbers-filter.ts';
import { dialogueOf, manyPetitions } from '../server/numbers/many-petitions.ts';
import { replaceSection } from './section.ts';

/**
 * How quick the figures are: 20,000 petitions of 80 dialogues over 20 years, each question asked 40 times, by the reader
 * that the server's thread for figures runs. `npm run bench:numbers` writes its section of docs/benchmarks.md.
 */
const seed = 20_261_126;
const petitions = 20_000;
const asked = 40;
const dialogues = Array.from({ length: 80 }, (_, n) => dialogueOf(n));

interface Spread {
  median: number;
  most: number;
}

function spread(times: number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, most: sorted.at(-1) ?? 0 };
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const dir = mkdtempSync(join(tmpdir(), 'doithoai-bench-'));
const store = await openSqliteStore(dir, createUpdateLog);
const many = manyPetitions(seed, dialogues, petitions);
const built = performance.now();
for (const dialogue of dialogues) {
  await store.dialogues.write(dialogue);
  await store.petitions.upsert(dialogue.id, many.petitionsOf(dialogue));
}
const buildSeconds = (performance.now() - built) / 1000;

const database = new DatabaseSync(join(dir, 'doithoai.sqlite'));
database.exec('DELETE FROM petition_fact');
database.close();
await store.close();
const opened = performance.now();
const filled = await openSqliteStore(dir, createUpdateLog);
const fillSeconds = (performance.now() - opened) / 1000;

const reader = numbersReader(
  sqliteEngine(new DatabaseSync(join(dir, 'doithoai.sqlite'), { readOnly: true })),
);
const question = (filter: Filter): NumbersQuestion => ({
  filter,
  to: '2040-01-01',
  calendar: { holidays: ['2026-01-01', '2026-04-30', '2026-05-01', '2026-09-02'], workdays: [] },
  names: demoOffice,
});
const firstMs = await timed(() => reader.overview(question({})));

const slices: number[] = [];
let waiting = petitions;
while (waiting > 0)
  slices.push(
    await timed(async () => {
      waiting = await reader.sortMatters(100);
    }),
  );
const sortMs = slices.reduce((sum, ms) => sum + ms, 0);
const { total: returning } = await reader.matters(question({}), 40);

const [one] = many.petitionsOf(dialogues[40] ?? dialogueOf(40));
let turn = 0;
async function change(): Promise<void> {
  turn += 1;
  if (one) await filled.petitions.upsert('dialogue0040', [{ ...one, dueReason: `${turn}` }]);
}

const questions: readonly [name: string, ask: () => unknown][] = [
  ['dashboard, all years', () => reader.overview(question({}))],
  ['dashboard of a year', () => reader.overview(question({ year: '2027' }))],
  [
    'dashboard of a village and a field',
    () => reader.overview(question({ village: 'Hào Lý', field: 'Đất đai' })),
  ],
  ['list, first page', () => reader.list(question({}), 0, 50)],
  [
    'list of the overdue of a unit',
    () => reader.list(question({ unit: 'Công an xã', standing: 'overdue' }), 0, 50),
  ],
  ['list, page 300', () => reader.list(question({}), 15_000, 50)],
  ['matters that return, all years', () => reader.matters(question({}), 40)],
  ['matters that return, of a field', () => reader.matters(question({ field: 'Đất đai' }), 40)],
];
const rows: string[] = [];
for (const [name, ask] of questions) {
  const times: number[] = [];
  let cpu = 0;
  for (let n = 0; n < asked; n += 1) {
    // As in the hall: between two questions somebody has written.
    await change();
    const before = process.threadCpuUsage();
    times.push(await timed(ask));
    const { user, system } = process.threadCpuUsage(before);
    cpu += (user + system) / 1000;
  }
  const { median, most } = spread(times);
  rows.push(`| ${name} | ${median.toFixed(1)} | ${most.toFixed(1)} | ${(cpu / asked).toFixed(1)} |`);
}
const memory = process.memoryUsage().rss / 1e6;
await filled.close();
rmSync(dir, { recursive: true });

const section = `## Figures

${petitions.toLocaleString('en')} petitions in every state, of ${dialogues.length} dialogues over 20 years (seed ${seed}); each question asked ${asked} times, one petition written before each. Bar: 100 ms for the slowest.

Measured in the thread that counts, by the clock, from the question to the finished answer, and beside it what the thread computed, which other work on the machine does not change; what the page gets is that, with the names of people taken out of at most 50 texts and the network.

- Command: \`npm run bench:numbers\`, ${new Date().toISOString().slice(0, 10)}; ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}; load of the machine ${loadavg()[0]?.toFixed(1)}
- First question after the server's start, which reads all narrow rows: ${firstMs.toFixed(0)} ms
- Sorting all petitions into matters, once after the server's start and only when somebody looks at them: ${sortMs.toFixed(0)} ms in ${slices.length} slices, the longest ${Math.max(...slices).toFixed(0)} ms, with other questions answered between; ${returning} matters came up in two dialogues or more. With 20,000 texts of which no two are alike (the worst there is) the same takes about 5 s
- Storing the petitions with all their indexes: ${buildSeconds.toFixed(1)} s; counting them once after an upgrade: ${fillSeconds.toFixed(1)} s; resident memory of the process with store and reader: ${memory.toFixed(0)} MB

| question | median ms | slowest ms | CPU, mean ms |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
replaceSection('<!-- numbers:begin -->', '<!-- numbers:end -->', section);
console.log(section);
