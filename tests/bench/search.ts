import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from '../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../server/store/sqlite/update-log.ts';
import type { Dialogue } from '../../shared/dialogue.ts';
import { readQuery } from '../../shared/search.ts';
import { SimilarityIndex } from '../../shared/similarity.ts';
import { petitionMaker } from './petition-maker.ts';

/**
 * How quick the search is: 20,000 petitions and the minutes of 40 dialogues, each kind of query asked 200 times with
 * words of its own, through the thread that the server asks too. `npm run bench:search` writes its section of
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
const store = openSqliteStore(dir, createUpdateLog);
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

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function times(ask: () => string, dialogueId: string): Promise<number[]> {
  const result: number[] = [];
  for (let n = 0; n < asked; n += 1) {
    const whole = {
      query: readQuery(ask()),
      dialogueId,
      kind: '',
      names: true,
      offset: 0,
      limit: 20,
    } as const;
    result.push(await timed(() => store.search.find(whole)));
  }
  return result;
}

await times(() => 'vay', ''); // the thread starts and compiles
const rows: string[] = [];
for (const [name, ask] of kinds) {
  const [all, one] = [spread(await times(ask, '')), spread(await times(ask, idOf(20)))];
  const cells = [all.median, all.p99, one.median, one.p99].map((ms) => ms.toFixed(1));
  rows.push(`| ${name} | ${cells.join(' | ')} |`);
}
const earlier: number[] = [];
const others = Array.from({ length: dialogues - 1 }, (_, n) => idOf(n));
for (let n = 0; n < asked; n += 1) {
  const { content } = maker.petition('x', 1);
  earlier.push(await timed(() => store.search.candidates(content, others, 40)));
}
const like = spread(earlier);
rows.push(
  `| petitions of earlier dialogues like a text | ${like.median.toFixed(1)} | ${like.p99.toFixed(1)} | – | – |`,
);

const index = new SimilarityIndex();
const typed = Array.from({ length: 2000 }, (_, n) => maker.petition(`p${n}`, n + 1));
const filled = performance.now();
for (const { id, content } of typed) index.set(id, content);
const fillMs = performance.now() - filled;
const looks = spread(
  typed.slice(0, asked).map(({ id, content }, n) => {
    const start = performance.now();
    index.set('p1999', `${content} ${n}`);
    index.find(content, (other) => other !== id, 10);
    return performance.now() - start;
  }),
);

await store.close();
const path = join(dir, 'doithoai.sqlite');
const fileBytes = statSync(path).size;
const database = new DatabaseSync(path, { readOnly: true });
const indexBytes = Number(database.prepare('SELECT sum(length(block)) AS n FROM search_text_data').get()?.n);
database.close();
rmSync(dir, { recursive: true });

const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
const section = `## Search

${(dialogues * petitionsEach).toLocaleString('en')} petitions and ${(dialogues * paragraphsEach).toLocaleString('en')} paragraphs of ${dialogues} dialogues, names included; each kind of query asked ${asked} times with words of its own, first page of 20, from the call to the answer of the thread. Bar: 50 ms.

- Command: \`npm run bench:search\`, ${new Date().toISOString().slice(0, 10)}; ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}; load of the machine ${loadavg()[0]?.toFixed(1)} (others worked on it)
- Index: ${mb(indexBytes)} of a store of ${mb(fileBytes)}; built in ${buildSeconds.toFixed(1)} s, ${((buildSeconds * 1000) / (dialogues * (petitionsEach + paragraphsEach))).toFixed(2)} ms a text; resident memory of the process with store, thread and both indexes ${mb(process.memoryUsage().rss)}
- Likeness in the browser's way, 2,000 petitions of one dialogue, one changed before each look: median ${looks.median.toFixed(2)} ms, p99 ${looks.p99.toFixed(2)} ms (bar: 5 ms); filled once in ${fillMs.toFixed(0)} ms, in slices of 8 ms

| query | all dialogues: median ms | p99 ms | one dialogue: median ms | p99 ms |
| --- | --- | --- | --- | --- |
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
