import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { searchReader } from '../../server/store/sql/search-reader.ts';
import { sqliteEngine } from '../../server/store/sqlite/engine.ts';
import { wordReader } from '../../server/store/sqlite/search-words.ts';
import { openSqliteStore } from '../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../server/store/sqlite/update-log.ts';
import type { Dialogue } from '../../shared/dialogue.ts';
import { readQuery } from '../../shared/search.ts';
import { SimilarityIndex } from '../../shared/similarity.ts';
import { petitionMaker } from './petition-maker.ts';

/**
 * How quick the search is: 20,000 petitions and the minutes of 40 dialogues, each kind of query asked 200 times with
 * words of its own, by the reader that the server's search thread runs. `npm run bench:search` writes its section of
 * docs/benchmarks.md.
 */
const dialogues = 40;
const petitionsEach = 500;
const paragraphsEach = 250;
const asked = 200;
const page = join(import.meta.dirname, '../../docs/benchmarks.md');
const [begin, end] = ['<!-- search:begin -->', '<!-- search:end -->'];

const maker = petitionMaker(20_261_125);
const idOf = (n: number) => `dialogue${String(n).padStart(4, '0')}`;
const dialogue = (n: number): Dialogue => ({
  id: idOf(n),
  planId: '',
  title: `Đối thoại ${n}`,
  year: 2016 + Math.floor(n / 4),
  quarter: (['I', 'II', 'III', 'IV'] as const)[n % 4] ?? 'I',
  topic: '',
  groups: [],
  fields: [],
  place: '',
  heldOn: '',
  chairName: '',
  chairTitle: '',
  secretaries: [],
  state: 'open',
});

/** Median and 99th percentile, ms. */
function spread(times: number[]): { median: number; p99: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p99: at(0.99) };
}

const dir = mkdtempSync(join(tmpdir(), 'doithoai-bench-'));
const store = await openSqliteStore(dir, createUpdateLog);
const built = performance.now();
for (let n = 0; n < dialogues; n += 1) {
  await store.dialogues.write(dialogue(n));
  const ids = Array.from({ length: petitionsEach }, (_, at) => `petition${n}x${at}`);
  await store.petitions.upsert(
    idOf(n),
    ids.map((id, at) => maker.petition(id, at + 1)),
  );
  await store.search.names.change(idOf(n), new Map(ids.map((id) => [id, maker.person()])), []);
  const keys = Array.from({ length: paragraphsEach }, (_, at) => `7-${at}`);
  await store.search.paragraphs.change(idOf(n), new Map(keys.map((key) => [key, maker.paragraph()])), []);
}
const buildSeconds = (performance.now() - built) / 1000;

const path = join(dir, 'doithoai.sqlite');
const sql = sqliteEngine(new DatabaseSync(path, { readOnly: true }));
const reader = searchReader(sql, wordReader(sql));
const some = (words: number, from = 2) => {
  const all = maker.petition('x', 1).content.split(/\s+/);
  return all.slice(from, from + words).join(' ');
};
const kinds: readonly [name: string, ask: () => string][] = [
  ['one word', () => some(1)],
  ['three words', () => some(3)],
  ['six words', () => some(6, 1)],
  ['two words, the last unfinished', () => some(2).slice(0, -1)],
  ['one letter', () => some(1).slice(0, 1)],
  ['words in most petitions (“đề nghị”)', () => 'đề nghị'],
  ['quoted phrase', () => `"${some(3)}"`],
  ['number (KN-12)', () => `KN-${1 + Math.floor(Math.random() * petitionsEach)}`],
  ['citizen’s name', () => maker.person()],
];

interface Times {
  /** What the thread computed, ms: the same whatever else the machine does. */
  cpu: number[];
  /** What passed on the clock, ms. */
  wall: number[];
}

/** Median and 99th percentile by the clock, then those of the computing time, ms. */
function cellsOf({ wall, cpu }: Times): string[] {
  return [spread(wall), spread(cpu)].flatMap(({ median, p99 }) => [median.toFixed(1), p99.toFixed(1)]);
}

async function timed(times: Times, work: () => unknown): Promise<void> {
  const [start, before] = [performance.now(), process.threadCpuUsage()];
  await work();
  const { user, system } = process.threadCpuUsage(before);
  times.cpu.push((user + system) / 1000);
  times.wall.push(performance.now() - start);
}

async function times(ask: () => string, dialogueId: string): Promise<Times> {
  const result: Times = { cpu: [], wall: [] };
  for (let n = 0; n < asked; n += 1) {
    const whole = {
      query: readQuery(ask()),
      dialogueId,
      kind: '',
      names: true,
      offset: 0,
      limit: 20,
    } as const;
    await timed(result, () => reader.find(whole));
  }
  return result;
}

await times(() => 'vay', ''); // compiled and cached first, as in a server that runs
const rows: string[] = [];
for (const [name, ask] of kinds) {
  const cells = [...cellsOf(await times(ask, '')), ...cellsOf(await times(ask, idOf(20)))];
  rows.push(`| ${name} | ${cells.join(' | ')} |`);
}
const earlier: Times = { cpu: [], wall: [] };
const others = Array.from({ length: dialogues - 1 }, (_, n) => idOf(n));
for (let n = 0; n < asked; n += 1) {
  const { content } = maker.petition('x', 1);
  await timed(earlier, () => reader.candidates(content, others, 40));
}
rows.push(`| petitions of earlier dialogues like a text | ${cellsOf(earlier).join(' | ')} | – | – | – | – |`);

const index = new SimilarityIndex();
const typed = Array.from({ length: 2000 }, (_, n) => maker.petition(`p${n}`, n + 1));
const filled = performance.now();
for (const { id, content } of typed) index.set(id, content);
const fillMs = performance.now() - filled;
const looked: Times = { cpu: [], wall: [] };
for (const [n, { id, content }] of typed.slice(0, asked).entries()) {
  await timed(looked, () => {
    index.set('p1999', `${content} ${n}`);
    index.find(content, (other) => other !== id, 10);
  });
}
const looks = { cpu: spread(looked.cpu), wall: spread(looked.wall) };

await store.close();
const fileBytes = statSync(path).size;
const database = new DatabaseSync(path, { readOnly: true });
const indexBytes = Number(database.prepare('SELECT sum(length(block)) AS n FROM search_text_data').get()?.n);
database.close();
rmSync(dir, { recursive: true });

const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
const section = `## Search

${(dialogues * petitionsEach).toLocaleString('en')} petitions and ${(dialogues * paragraphsEach).toLocaleString('en')} paragraphs of ${dialogues} dialogues, names included; each kind of query asked ${asked} times with words of its own, first page of 20. Bar: 50 ms at the 99th percentile of the clock.

How both are measured: around each question, in the thread that reads, from the words as typed to the finished page of hits. The clock is \`performance.now()\`: what a person waits for (without the network), so it holds whatever else the machine does meanwhile. CPU is \`process.threadCpuUsage()\`, user and system time of that thread alone: other work does not change it, but this kernel counts it in ticks of 4 ms, so a single value may be off by that much and a clock below the CPU is no mistake. The 99th percentile is the third slowest of ${asked}.

- Command: \`npm run bench:search\`, ${new Date().toISOString().slice(0, 10)}; ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}; load of the machine ${loadavg()[0]?.toFixed(1)}
- Index: ${mb(indexBytes)} of a store of ${mb(fileBytes)}; built in ${buildSeconds.toFixed(1)} s, ${((buildSeconds * 1000) / (dialogues * (petitionsEach + paragraphsEach))).toFixed(2)} ms a text; resident memory of the process with store, reader and both indexes ${mb(process.memoryUsage().rss)}
- Likeness in the browser's way, 2,000 petitions of one dialogue, one changed before each look: clock median ${looks.wall.median.toFixed(2)} ms, p99 ${looks.wall.p99.toFixed(2)} ms (bar: 5 ms); CPU p99 ${looks.cpu.p99.toFixed(2)} ms; filled once in ${fillMs.toFixed(0)} ms, in slices of 8 ms

| query | all dialogues: clock median ms | clock p99 | CPU median | CPU p99 | one dialogue: clock median ms | clock p99 | CPU median | CPU p99 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
const text = readFileSync(page, 'utf8');
const [from, to] = [text.indexOf(begin), text.indexOf(end)];
const whole = `${begin}\n\n${section}\n${end}`;
writeFileSync(
  page,
  from < 0 || to < from
    ? `${text.trimEnd()}\n\n${whole}\n`
    : text.slice(0, from) + whole + text.slice(to + end.length),
);
console.log(section);
