import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { closeDocuments, renderDocument } from '../../server/documents/render.ts';
import { openSqliteStore } from '../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../server/store/sqlite/update-log.ts';
import { startServer } from '../e2e/server.ts';
import { readPages } from '../server/documents/pdf.ts';
import { cpuSeconds, median, memoryKilobytes, quantile, sumOf } from './meter.ts';
import { type Contestant, newFolder, removeFolder } from './relays.ts';
import { type lengths, reportRecord } from './report-record.ts';
import { hall } from './scenarios/hall.ts';
import { replaceSection } from './section.ts';

/**
 * How quick documents are, and what they cost those who type: `npm run bench:documents` writes its section of
 * docs/benchmarks.md.
 */
const times = 20;
const petitions = 200;
const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, dry: { type: 'boolean', default: false } },
});

interface Spread {
  median: number;
  p95: number;
  cpu: number;
  pages: number;
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Documents that were never made before, one after another in the warm process: ms on the clock, CPU ms. */
async function made(length: keyof typeof lengths, format: 'pdf' | 'docx'): Promise<Spread> {
  const clock: number[] = [];
  const cpu: number[] = [];
  let bytes = new Uint8Array();
  for (let n = -2; n < times; n += 1) {
    const record = reportRecord(1000 + n, petitions, length);
    const before = sumOf(cpuSeconds, process.pid);
    const start = performance.now();
    bytes = new Uint8Array(await renderDocument(record, 'report', format));
    if (n < 0) continue;
    clock.push(performance.now() - start);
    cpu.push((sumOf(cpuSeconds, process.pid) - before) * 1000);
    // What the process tidies up afterwards is not the next one's.
    await wait(60);
  }
  const pages = format === 'pdf' ? readPages(bytes).length : 0;
  return { median: median(clock), p95: quantile(clock, 0.95), cpu: median(cpu), pages };
}

/** A report of which one petition changed since it was made. */
async function madeAgain(): Promise<Spread> {
  const record = reportRecord(900, petitions, 'short');
  const clock: number[] = [];
  for (let n = -2; n < times; n += 1) {
    const changed = record.petitions.map((petition, place) =>
      place === 5 ? { ...petition, content: `Nội dung sửa lần ${n}.` } : petition,
    );
    const start = performance.now();
    await renderDocument({ ...record, petitions: changed }, 'report', 'pdf');
    if (n >= 0) clock.push(performance.now() - start);
    await wait(60);
  }
  return { median: median(clock), p95: quantile(clock, 0.95), cpu: 0, pages: 0 };
}

/** The relay in a process that makes so many reports at once, again and again. */
const makingReports = (reports: number): Contestant => ({
  id: `reports-${reports}`,
  name: `${reports} reports`,
  dialect: 'y-websocket',
  stores: true,
  command: (port, data) => ({
    args: [join(import.meta.dirname, 'peers/hall-with-reports.ts'), '--port', String(port), '--data', data],
    env: { REPORTS: String(reports) },
  }),
});

/** p50 and p99 of the hall bench, ms, quiet and with ten reports being made all the time; interleaved runs. */
async function typing(runs: number) {
  const found = {
    quiet: { p50: [] as number[], p99: [] as number[] },
    busy: { p50: [] as number[], p99: [] as number[] },
  };
  for (let run = 0; run < runs; run += 1) {
    for (const [kind, reports] of [
      ['quiet', 0],
      ['busy', 10],
    ] as const) {
      const measures = await hall.run(makingReports(reports), 1);
      found[kind].p50.push(measures.p50 ?? Number.NaN);
      found[kind].p99.push(measures.p99 ?? Number.NaN);
    }
  }
  return found;
}

const paperBytes = 10_000_000;
const papers = 100;

/** A gigabyte of papers, read as quickly as it comes: ms to the first byte, MB/s, MB that the server's memory grew by. */
async function archive() {
  const dataDir = newFolder();
  const store = await openSqliteStore(dataDir, createUpdateLog);
  const record = reportRecord(700, petitions, 'short');
  const dialogue = { ...record.dialogue, id: 'dialogue0001' };
  await store.dialogues.write(dialogue);
  const named = Array.from({ length: papers }, (_, n) => {
    const bytes = Buffer.alloc(paperBytes, `paper ${n} `);
    const hash = createHash('sha256').update(bytes).digest('hex');
    const folder = join(dataDir, 'papers', hash.slice(0, 2));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, hash), bytes);
    return {
      id: `paper${n}`,
      hash,
      type: 'image/jpeg' as const,
      size: paperBytes,
      petitionId: `petition${String(n).padStart(4, '0')}`,
    };
  });
  for (const { hash, type, size } of named)
    await store.papers.add({ dialogueId: dialogue.id, hash, type, size, storedAt: record.frozenAt });
  const canonical = JSON.stringify({ ...record, dialogue, papers: named, version: 1 });
  const hash = createHash('sha256').update(canonical).digest('hex');
  const names = { id: 'freeze000001', dialogueId: dialogue.id, hash, previous: null };
  const frozen = { frozenAt: record.frozenAt, frozenBy: record.frozenBy };
  await store.freezes.add({ ...names, ...frozen, canonical, signature: null, personal: {} });
  await store.close();
  const server = await startServer({ dataDir });
  try {
    const joined = await fetch(`${server.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: server.organizerLink.split('#')[1] }),
    });
    const cookie = joined.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    // Once the documents are made, their process and its fonts are in memory, with or without an archive.
    for (const file of ['minutes.pdf', 'report.pdf', 'minutes.docx', 'report.docx'])
      await (
        await fetch(`${server.url}/api/freezes/freeze000001/documents/${file}`, { headers: { cookie } })
      ).arrayBuffer();
    const before = sumOf(memoryKilobytes, server.pid);
    const cpuBefore = sumOf(cpuSeconds, server.pid);
    let most = before;
    const start = performance.now();
    const answer = await fetch(`${server.url}/api/freezes/freeze000001/session.zip`, { headers: { cookie } });
    let [first, bytes] = [0, 0];
    for await (const part of answer.body ?? []) {
      if (first === 0) first = performance.now() - start;
      bytes += part.length;
      most = Math.max(most, sumOf(memoryKilobytes, server.pid));
    }
    const seconds = (performance.now() - start) / 1000;
    return {
      first,
      megabytes: bytes / 1e6,
      rate: bytes / 1e6 / seconds,
      grown: (most - before) / 1000,
      cpu: sumOf(cpuSeconds, server.pid) - cpuBefore,
    };
  } finally {
    await server.stop();
    removeFolder(dataDir);
  }
}

const load = loadavg()[0] ?? 0;
const [short, real] = [await made('short', 'pdf'), await made('real', 'pdf')];
const again = await madeAgain();
const [shortWord, realWord] = [await made('short', 'docx'), await made('real', 'docx')];
await closeDocuments();
const packed = await archive();
const latency = await typing(Number(options.runs));
const [quiet, busy] = [median(latency.quiet.p99), median(latency.busy.p99)];
const list = (values: number[]) => values.map((value) => value.toFixed(1)).join(', ');
const verdict = (holds: boolean) => (holds ? 'yes' : '**no**');
const ms = (value: number) => value.toFixed(0);

const section = `## Documents

A report of ${petitions} petitions with chart, lists and the annex's table, in the process that makes documents, warm. Each of the ${times} is of a record that was never seen before, so nothing of the last one helps; the clock runs from the call to the bytes. CPU is that of both processes, all threads. Petitions are short (${short.pages} pages) or as long as the demonstration's (${real.pages} pages).

- Command: \`npm run bench:documents\`, ${new Date().toISOString().slice(0, 10)}; ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}; load of the machine at the start ${load.toFixed(1)}

| document | median ms | p95 ms | CPU ms | bar | reached |
| --- | ---: | ---: | ---: | --- | --- |
| report of ${short.pages} pages, PDF/A | ${ms(short.median)} | ${ms(short.p95)} | ${ms(short.cpu)} | 150 ms | ${verdict(short.median <= 150)} |
| the same after one petition changed | ${ms(again.median)} | ${ms(again.p95)} | | | |
| report of ${real.pages} pages, PDF/A | ${ms(real.median)} | ${ms(real.p95)} | ${ms(real.cpu)} | | |
| report of ${short.pages} pages, Word | ${ms(shortWord.median)} | ${ms(shortWord.p95)} | ${ms(shortWord.cpu)} | 1,000 ms | ${verdict(shortWord.median <= 1000)} |
| report of ${real.pages} pages, Word | ${ms(realWord.median)} | ${ms(realWord.p95)} | ${ms(realWord.cpu)} | | |

The session as one ZIP with ${papers} papers of 10 MB: ${ms(packed.megabytes)} MB, first byte after ${ms(packed.first)} ms, ${ms(packed.rate)} MB/s, the server's memory ${ms(packed.grown)} MB higher at its peak, ${packed.cpu.toFixed(1)} s of CPU.

Typing while reports are made: the hall bench above (20 writers, 100 viewers, one room), quiet and with ten reports asked for at once of the same server, again as soon as they are done, for all of the 9 s (while people type the process rests twice as long as a document took); ${options.runs} interleaved runs, medians.

| | latency p50 ms | p99 ms | p99 of each run |
| --- | ---: | ---: | --- |
| quiet | ${median(latency.quiet.p50).toFixed(1)} | ${quiet.toFixed(1)} | ${list(latency.quiet.p99)} |
| ten reports | ${median(latency.busy.p50).toFixed(1)} | ${busy.toFixed(1)} | ${list(latency.busy.p99)} |

Bar: p99 at most twice the quiet one; measured ${(busy / quiet).toFixed(2)} ×, reached: ${verdict(busy <= 2 * quiet)}.
`;
if (!options.dry)
  replaceSection(
    '<!-- documents: written by npm run bench:documents -->',
    '<!-- end of the documents -->',
    section,
  );
console.log(section);
