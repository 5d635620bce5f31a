import { parseArgs } from 'node:util';
import { defaultLimits } from '../../../server/relay/limits.ts';
import { Random } from '../../server/relay/random.ts';
import { replaceSection } from '../section.ts';
import { type Costs, lastCosts } from './costs.ts';

/*
 * One morning of a province, second by second, with the costs that were measured on one machine. It answers what a
 * formula does not: how high the peaks stand above the mean when all begin at eight, and when a process dies.
 */

/** What a commune in session is taken for. */
export interface Assumptions {
  /** Devices that write: recorders, the organizer, the chair. */
  writers: number;
  /** Live documents of each writing device: minutes, board, register, attendance, screen, plan. */
  roomsPerWriter: number;
  /** Screens and citizens' phones at the public list, one document each. */
  watchers: number;
  /** Keys a second of somebody who types, and the share of the time in which a writer does. */
  keysPerSecond: number;
  typing: number;
  /** Documents of a commune in use, and a document's size at the end of the morning with its history, millions of letters. */
  rooms: number;
  millions: number;
  /** All of a room meet in one process (`hash $uri consistent` in nginx). */
  affinity: boolean;
  /** Sessions begin at eight, give or take so many minutes, and last about so many. */
  spreadMinutes: number;
  lengthMinutes: number;
  /** The last of a session's people come within so many minutes before it begins. */
  arrivalMinutes: number;
}

export const assumptions: Assumptions = {
  writers: 8,
  roomsPerWriter: 5,
  watchers: 40,
  keysPerSecond: 4,
  typing: 0.35,
  rooms: 6,
  millions: 0.1,
  affinity: false,
  spreadMinutes: 15,
  lengthMinutes: 180,
  arrivalMinutes: 20,
};

/** A core is counted on for so much of its time: above it waiting grows faster than work. */
const usable = 0.6;
/** Memory that a process is given, kB: below what V8 takes for its heap by itself. */
const memoryEach = 3 * 1024 * 1024;
/** From 7:30 to 12:00, s. */
const length = 4.5 * 3600;
const eight = 1800;
/** At this second one process dies, in the middle of the morning. */
const deathAt = 2 * 3600;
/** Its connections come back within so many seconds, as the pages' pauses spread them. */
const backWithin = 5;

/** What a morning asks for. */
export interface Morning {
  communes: number;
  connections: number;
  updates: number;
  deliveries: number;
  /** Cores at the busiest second, with nothing failing. */
  relayCores: number;
  postgresCores: number;
  redisCores: number;
  relayMegabytes: number;
  /** Write-ahead at the busiest second, MB/s, and what is stored in all, GB before compaction. */
  walMegabytes: number;
  storedGigabytes: number;
  /** Processes that carry it with one of them gone, and by which of their bounds. */
  processes: number;
  boundBy: string;
  /** Cores' worth of work that each process left has in the busiest second after one died. */
  afterDeath: number;
}

/** Simulates a morning; the same seed gives the same. */
export function morning(communes: number, costs: Costs, seed: number, a: Assumptions = assumptions): Morning {
  const random = new Random(seed);
  const perCommune = a.writers * a.roomsPerWriter + a.watchers;
  // What happens in each second, all communes together, as differences to the second before.
  const arrivals = new Float64Array(length + 1);
  const inSession = new Float64Array(length + 1);
  const spread = () => (random.next() + random.next() - 1) * a.spreadMinutes * 60;
  for (let n = 0; n < communes; n++) {
    const from = Math.max(0, Math.round(eight + spread()));
    const to = Math.min(length, Math.round(from + (a.lengthMinutes + (random.next() - 0.5) * 60) * 60));
    inSession[from] = (inSession[from] ?? 0) + 1;
    inSession[to] = (inSession[to] ?? 0) - 1;
    // Devices open all their documents at once; most of them in the last minutes before the beginning.
    const devices = a.writers + a.watchers;
    for (let device = 0; device < devices; device++) {
      const early = random.next() ** 2 * a.arrivalMinutes * 60;
      const at = Math.max(0, Math.round(from - early));
      arrivals[at] = (arrivals[at] ?? 0) + (device < a.writers ? a.roomsPerWriter : 1);
    }
  }
  // A key is seen by all writers in its document; each tenth update reaches screens and public lists, by the server's hand.
  const readersOfKey = a.writers - 1;
  let sessions = 0;
  let connections = 0;
  let updatesInAll = 0;
  const most = { connections: 0, updates: 0, deliveries: 0, relay: 0, postgres: 0, redis: 0 };
  let atDeath = { connections: 0, relay: 0 };
  /** CPU of a connection that opens a document as large as they are at the end. */
  const join = costs.joinCpu + a.millions * costs.megabyteCpu;
  const keysEach = a.writers * a.typing * a.keysPerSecond;
  for (let second = 0; second < length; second++) {
    sessions += inSession[second] ?? 0;
    const joins = arrivals[second] ?? 0;
    connections = Math.min(communes * perCommune, connections + joins);
    // People type in bursts: a sum of many is close to normal, with the variance of its parts.
    const mean = sessions * keysEach;
    const noise =
      (random.next() + random.next() + random.next() - 1.5) * 2 * Math.sqrt(mean * a.keysPerSecond);
    const keys = Math.max(0, mean + noise);
    const screens = keys / 10;
    const updates = keys + screens;
    const deliveries = keys * readersOfKey + screens * a.watchers;
    const relay =
      (updates * costs.updateCpu +
        deliveries * costs.deliveryCpu +
        connections * costs.connectionCpu +
        joins * join) /
      1e6;
    updatesInAll += updates;
    most.connections = Math.max(most.connections, connections);
    most.updates = Math.max(most.updates, updates);
    most.deliveries = Math.max(most.deliveries, deliveries);
    most.relay = Math.max(most.relay, relay);
    most.postgres = Math.max(most.postgres, (updates * costs.postgresCpu) / 1e6);
    most.redis = Math.max(most.redis, (updates * costs.redisCpu) / 1e6);
    if (second === deathAt) atDeath = { connections, relay };
  }
  const byCores = most.relay / usable;
  const byConnections = most.connections / defaultLimits.connections;
  let processes = Math.ceil(Math.max(byCores, byConnections, 1)) + 1;
  let boundBy = byCores > byConnections ? 'CPU' : 'connections';
  /** What each process left has to do while the connections of a dead one come back, with so many before. */
  const afterDeath = (before: number) => {
    const back = ((atDeath.connections / before) * join) / backWithin / 1e6;
    return (atDeath.relay + back) / (before - 1);
  };
  while (afterDeath(processes) > 1) {
    processes += 1;
    boundBy = 'return after a death';
  }
  /** Memory of all. A room is held by each process where one of its writers happens to be. */
  const kilobytes = () => {
    const heldBy = a.affinity ? 1 : processes * (1 - (1 - 1 / processes) ** a.writers);
    const rooms = communes * a.rooms * heldBy;
    return (
      processes * costs.processKilobytes +
      most.connections * costs.connectionKilobytes +
      rooms * (costs.roomKilobytes + a.millions * costs.megabyteKilobytes)
    );
  };
  while (kilobytes() / processes > memoryEach) {
    processes += 1;
    boundBy = 'memory';
  }
  return {
    communes,
    connections: most.connections,
    updates: most.updates,
    deliveries: most.deliveries,
    relayCores: most.relay,
    postgresCores: most.postgres,
    redisCores: most.redis,
    relayMegabytes: kilobytes() / 1024,
    walMegabytes: (most.updates * costs.walBytes) / 1e6,
    storedGigabytes: (updatesInAll * costs.storedBytes) / 1e9,
    processes,
    boundBy,
    afterDeath: afterDeath(processes),
  };
}

/** The communes at which something reaches the end of one of it: PostgreSQL's cores, Redis' one core. */
export function limits(
  costs: Costs,
  seed: number,
  postgresCores: number,
): { what: string; communes: number }[] {
  const sample = 1000;
  const one = morning(sample, costs, seed);
  const until = (use: number, has: number) => Math.floor((has * usable * sample) / use);
  return [
    { what: `PostgreSQL on ${postgresCores} cores`, communes: until(one.postgresCores, postgresCores) },
    { what: 'Redis, which works on one core', communes: until(one.redisCores, 1) },
  ].sort((before, after) => before.communes - after.communes);
}

const begin = '<!-- morning: written by npm run bench:morning -->';
const end = '<!-- end of the morning -->';

function table(costs: Costs, seed: number): string {
  const a = assumptions;
  const lines = [
    `- Command: \`npm run bench:morning -- --seed ${seed}\`, with the costs measured ${costs.measured}`,
    `- A commune in session: ${a.writers} devices that write with ${a.roomsPerWriter} live documents each, ${a.watchers} screens and phones with one; ${Math.round(a.typing * 100)} % of the writers type at any moment, ${a.keysPerSecond} keys/s; documents of ${a.millions * 1e6} letters with their history at the end. All begin at 8:00 ± ${a.spreadMinutes} min and take three hours`,
    `- A core is reckoned with ${usable * 100} % of its time; one process more than needed, for the one that dies; 3 GB for each`,
    '',
    '| communes | connections | updates/s | deliveries/s | relay cores | processes (bound by) | their memory, GB | with affinity by room | PostgreSQL cores | Redis cores | write-ahead MB/s | stored by noon, GB | cores of each process after one died |',
    '| ---: | ---: | ---: | ---: | ---: | --- | ---: | --- | ---: | ---: | ---: | ---: | ---: |',
  ];
  for (const communes of [100, 1000, 10_000]) {
    const m = morning(communes, costs, seed);
    const near = morning(communes, costs, seed, { ...a, affinity: true });
    const count = (value: number) => Math.round(value).toLocaleString('en');
    lines.push(
      `| ${count(communes)} | ${count(m.connections)} | ${count(m.updates)} | ${count(m.deliveries)} | ${m.relayCores.toFixed(1)} | ${m.processes} (${m.boundBy}) | ${(m.relayMegabytes / 1024).toFixed(1)} | ${near.processes} (${near.boundBy}), ${(near.relayMegabytes / 1024).toFixed(1)} GB | ${m.postgresCores.toFixed(1)} | ${m.redisCores.toFixed(2)} | ${m.walMegabytes.toFixed(1)} | ${m.storedGigabytes.toFixed(1)} | ${m.afterDeath.toFixed(2)} |`,
    );
  }
  lines.push('', 'Where it ends, with as many relay processes as one likes:', '');
  for (const { what, communes } of limits(costs, seed, 8))
    lines.push(`- ${what}: about ${communes.toLocaleString('en')} communes in session at once`);
  lines.push('');
  return lines.join('\n');
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { seed: { type: 'string', default: '8' }, write: { type: 'boolean', default: false } },
  });
  const costs = lastCosts();
  if (!costs) {
    console.error('Run npm run bench:costs first.');
    process.exit(1);
  }
  const text = table(costs, Number(values.seed));
  console.log(text);
  if (values.write) replaceSection(begin, end, text, 'scale.md');
}
