import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { installPeers } from '../install.ts';
import { median } from '../meter.ts';
import { replaceSection } from '../section.ts';
import { clusterContestants, Services } from './pairs.ts';
import { type Ramp, type RampOptions, ramp } from './ramp.ts';

/* Connections that two processes carry at the same 99th percentile, ours beside Hocuspocus'. */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    first: { type: 'string', default: '1000' },
    growth: { type: 'string', default: '1.25' },
    most: { type: 'string', default: '16000' },
    bound: { type: 'string', default: '100' },
    measure: { type: 'string', default: '4000' },
    pairs: { type: 'string', default: clusterContestants.map(({ id }) => id).join(',') },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const usage = `npm run bench:cluster -- [--rounds 3] [--bound 100] [--first 1000] [--growth 1.25] [--most 16000] [--measure 4000] [--pairs ours,hocuspocus] [--write]
Ramps both pairs in turns and prints the medians; --write puts them into docs/benchmarks.md.`;
/** Ours carries at least so many times the connections. */
const bar = 1.5;
const begin = '<!-- cluster: written by npm run bench:cluster -->';
const end = '<!-- end of the cluster -->';

function table(rounds: number, options: RampOptions, ramps: ReadonlyMap<string, readonly Ramp[]>): string {
  const carried = (id: string) => (ramps.get(id) ?? []).map((one) => one.carried);
  const ratio = median(carried('ours')) / median(carried('hocuspocus'));
  const lines = [
    '## Cluster',
    '',
    `Two processes with one PostgreSQL (commits on disk) and one Redis, all on one machine with the load. Rooms of 10 connections, five at each process, one of the ten typing 2 keys/s with cursors, as in Mixed. Connections are added until the 99th percentile from sending an edit to its arrival passes ${options.bound} ms in two measurements of ${options.measure / 1000} s; what has not arrived counts with its age. Between the last two steps the number is interpolated; “at least” means that the bound was not met.`,
    '',
    `- Command: \`npm run bench:cluster\`, ${new Date().toISOString().slice(0, 10)}; ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}; medians of ${rounds} interleaved rounds`,
    '- Ours stores each batch before anybody sees it and acknowledges it; Hocuspocus sends first and stores each document two seconds after its first change, as its documentation has it',
    '',
    '| pair | connections carried | each round | p50 ms, last step carried | CPU then, cores | memory then, MB |',
    '| --- | ---: | --- | ---: | ---: | ---: |',
  ];
  for (const { id, name } of clusterContestants) {
    const all = ramps.get(id) ?? [];
    const lastCarried = all.map(({ steps }) => steps.filter(({ p99 }) => p99 <= options.bound).at(-1));
    const isEnd = all.some(({ steps }) => (steps.at(-1)?.p99 ?? Number.POSITIVE_INFINITY) <= options.bound);
    const of = (key: 'p50' | 'cpu' | 'megabytes', digits: number) =>
      median(lastCarried.map((step) => step?.[key] ?? Number.NaN)).toFixed(digits);
    lines.push(
      `| ${name} | ${isEnd ? 'at least ' : ''}${median(carried(id))} | ${carried(id).join(', ')} | ${of('p50', 1)} | ${of('cpu', 2)} | ${of('megabytes', 0)} |`,
    );
  }
  const verdict = ratio >= bar ? 'yes' : '**no**';
  lines.push(
    '',
    `Bar: at least ${bar} × Hocuspocus; measured ${ratio.toFixed(2)} ×, reached: ${verdict}.`,
    '',
  );
  return lines.join('\n');
}

async function main(): Promise<void> {
  installPeers();
  const rounds = Number(values.rounds);
  const options: RampOptions = {
    first: Number(values.first),
    growth: Number(values.growth),
    most: Number(values.most),
    bound: Number(values.bound),
    measure: Number(values.measure),
  };
  const services = await Services.start();
  const ramps = new Map<string, Ramp[]>();
  try {
    for (let round = 1; round <= rounds; round++) {
      for (const contestant of clusterContestants.filter(({ id }) => values.pairs.split(',').includes(id))) {
        const done = await ramp(contestant, services, options);
        ramps.set(contestant.id, [...(ramps.get(contestant.id) ?? []), done]);
        for (const { connections, p50, p99, cpu, megabytes } of done.steps)
          console.log(
            `${round}/${rounds} ${contestant.id}: ${connections} connections, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${cpu.toFixed(2)} cores, ${megabytes.toFixed(0)} MB`,
          );
        console.log(`${round}/${rounds} ${contestant.id}: carries ${done.carried}`);
      }
    }
  } finally {
    await services.stop();
  }
  const text = table(rounds, options, ramps);
  console.log(`\n${text}`);
  if (values.write) replaceSection(begin, end, text);
}

if (values.help) console.log(usage);
else await main();
