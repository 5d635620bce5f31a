import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import * as Y from 'yjs';
import { joinAll, LoadClient } from '../load-client.ts';
import { cpuBetween, cpuByProcess, cpuSeconds, median, memoryKilobytes, sleep } from '../meter.ts';
import { petitionMaker } from '../petition-maker.ts';
import type { Running } from '../relays.ts';
import { type } from '../scenarios/hall.ts';
import { replaceSection } from '../section.ts';
import { Typist } from '../typist.ts';
import { ours, Services, startMember } from './pairs.ts';

/*
 * What one more connection, room, update and stored MB cost two relays, PostgreSQL and Redis on this machine: the
 * figures that docs/scale.md and the simulation beside it reckon with.
 */

/** CPU in microseconds of one core, memory in kB, sizes in bytes. */
export interface Costs {
  measured: string;
  machine: string;
  /** Of both relays with nothing to do, kB each. */
  processKilobytes: number;
  connectionKilobytes: number;
  /** A room in memory with an empty document, at each relay that has somebody in it. */
  roomKilobytes: number;
  /** CPU a second that an idle connection costs its relay. */
  connectionCpu: number;
  /** CPU of one update: in the relay that takes it with its writer's presence, and in the other one. */
  updateCpu: number;
  /** CPU of each time that an update and a presence are sent to somebody. */
  deliveryCpu: number;
  postgresCpu: number;
  redisCpu: number;
  /** What PostgreSQL writes ahead, and what it keeps, for an update. */
  walBytes: number;
  storedBytes: number;
  /** CPU of a connection that opens and gets an empty document. */
  joinCpu: number;
  /** Of a document of a million letters: what PostgreSQL keeps of it, what each relay holds, and CPU of sending it to somebody. */
  megabyteStored: number;
  megabyteKilobytes: number;
  megabyteCpu: number;
}

const out = join(import.meta.dirname, '../../.out/costs.json');

/** The last costs that were measured, or null. */
export function lastCosts(): Costs | null {
  try {
    // Written by this very program.
    return JSON.parse(readFileSync(out, 'utf8')) as Costs;
  } catch {
    return null;
  }
}

const begin = '<!-- costs: written by npm run bench:costs -->';
const end = '<!-- end of the costs -->';

interface Cluster {
  services: Services;
  members: readonly Running[];
  database: Client;
  /** Starts one more relay. */
  start(): Promise<Running>;
  close(): Promise<void>;
}

async function open(services: Services): Promise<Cluster> {
  const shared = await services.shared();
  const members = [await startMember(ours, shared), await startMember(ours, shared)];
  const database = new Client({ connectionString: shared.databaseUrl });
  await database.connect();
  return {
    services,
    members,
    database,
    async start() {
      const member = await startMember(ours, shared);
      members.push(member);
      return member;
    },
    async close() {
      await database.end();
      for (const member of members) await member.kill();
    },
  };
}

const relayCpu = ({ members }: Cluster) => members.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0);
const relayKilobytes = ({ members }: Cluster) =>
  members.reduce((sum, { pid }) => sum + memoryKilobytes(pid), 0);

async function bytes({ database }: Cluster, question: string): Promise<number> {
  const { rows } = await database.query(`SELECT (${question})::float8 AS bytes`);
  return Number(rows[0]?.bytes);
}

/** `count` connections, the nth in the room and at the member that `place` says. */
function connect(
  { members }: Cluster,
  count: number,
  place: (n: number) => { room: string; member: number },
): Promise<LoadClient[]> {
  const opening = Array.from({ length: count }, (_, n) => () => {
    const { room, member } = place(n);
    // A commune has five rooms: relays speak of each commune apart.
    const commune = Math.floor(Number(/\d+$/.exec(room)?.[0] ?? 0) / 5);
    return new LoadClient(members[member]?.url ?? '', `commune-${commune}/${room}`, ours.dialect);
  });
  return joinAll(opening, 120_000);
}

/** Waits until what was just done has come to rest. */
const settle = () => sleep(2000);

async function memoryAndIdleness(services: Services) {
  const cluster = await open(services);
  try {
    // The first connections load code that belongs to none of them.
    const first = await connect(cluster, 40, (n) => ({ room: `first-${n >> 1}`, member: n % 2 }));
    await settle();
    const empty = relayKilobytes(cluster);
    const rooms = 500;
    const cpuBefore = relayCpu(cluster);
    const opened = await connect(cluster, rooms, (n) => ({ room: `room-${n}`, member: n % 2 }));
    const joinCpu = ((relayCpu(cluster) - cpuBefore) / rooms) * 1e6;
    await settle();
    const withRooms = relayKilobytes(cluster);
    const more = 2500;
    // Into the same room at the same member: nothing new but connections.
    const others = await connect(cluster, more, (n) => ({
      room: `room-${n % rooms}`,
      member: (n % rooms) % 2,
    }));
    await settle();
    const withConnections = relayKilobytes(cluster);
    const connectionKilobytes = (withConnections - withRooms) / more;
    const idleBefore = relayCpu(cluster);
    const idleFor = 15;
    await sleep(idleFor * 1000);
    const connectionCpu = ((relayCpu(cluster) - idleBefore) / idleFor / (rooms + more)) * 1e6;
    for (const client of [...first, ...opened, ...others]) client.close();
    return {
      processKilobytes: empty / 2,
      connectionKilobytes,
      roomKilobytes: Math.max(0, (withRooms - empty) / rooms - connectionKilobytes),
      connectionCpu,
      joinCpu,
    };
  } finally {
    await cluster.close();
  }
}

/** What a number of updates cost when each goes to so many others, half of them at the other relay. */
async function typing(services: Services, perRoom: number) {
  const cluster = await open(services);
  // Enough that one commit holds many rooms, as on a busy morning.
  const rooms = 400;
  const seconds = 10;
  try {
    const clients = await connect(cluster, rooms * perRoom, (n) => ({
      room: `room-${n % rooms}`,
      member: (n / rooms) % 2 < 1 ? 0 : 1,
    }));
    const writers = clients.slice(0, rooms);
    const sentAt = new Map<number, number[]>();
    const count = () => [...sentAt.values()].reduce((sum, { length }) => sum + length, 0);
    const stops = writers.map((client, n) => type(client, new Typist(1000 + n), sentAt, 500));
    // New processes compile what they run often; that is not an update's cost.
    await sleep(6000);
    const pid = (name: 'postgres' | 'redis') => services[name].pid();
    const now = async () => ({
      updates: count(),
      relay: relayCpu(cluster),
      postgres: cpuByProcess(pid('postgres')),
      redis: cpuByProcess(pid('redis')),
      wal: await bytes(cluster, "pg_current_wal_lsn() - '0/0'::pg_lsn"),
      stored: await bytes(cluster, 'pg_database_size(current_database())'),
    });
    const before = await now();
    await sleep(seconds * 1000);
    for (const stop of stops) stop();
    // What was sent last is stored and has arrived.
    await settle();
    const after = await now();
    for (const client of clients) client.close();
    const updates = after.updates - before.updates;
    const each = (seconds: number) => (seconds / updates) * 1e6;
    return {
      relay: each(after.relay - before.relay),
      postgres: each(cpuBetween(before.postgres, after.postgres)),
      redis: each(cpuBetween(before.redis, after.redis)),
      wal: (after.wal - before.wal) / updates,
      stored: (after.stored - before.stored) / updates,
    };
  } finally {
    await cluster.close();
  }
}

/** What documents cost for each million letters. */
async function megabytes(services: Services) {
  const cluster = await open(services);
  const documents = 40;
  const letters = 250_000;
  const readers = 5;
  try {
    const size = () => bytes(cluster, 'pg_database_size(current_database())');
    const sizeBefore = await size();
    const place = (n: number) => ({ room: `book-${n % documents}`, member: 0 });
    const writers = await connect(cluster, documents, place);
    for (const [n, writer] of writers.entries()) {
      const doc = new Y.Doc();
      doc.clientID = 1000 + n;
      const text = doc.getText('text');
      const maker = petitionMaker(n);
      doc.on('update', (update: Uint8Array) => writer.update(update));
      while (text.length < letters) text.insert(text.length, `${maker.paragraph()} `);
      await sleep(20);
    }
    await settle();
    const stored = (await size()) - sizeBefore;
    for (const writer of writers) writer.close();
    // A process that never wrote them: what others leave behind while they take text in is not a document's.
    const fresh = { ...cluster, members: [await cluster.start()] };
    const [warm] = await connect(fresh, 1, () => ({ room: 'first', member: 0 }));
    await settle();
    const before = relayKilobytes(fresh);
    const first = await connect(fresh, documents, place);
    await settle();
    const kilobytes = relayKilobytes(fresh) - before;
    const cpuBefore = relayCpu(fresh);
    const others = await connect(fresh, documents * readers, place);
    const cpu = relayCpu(fresh) - cpuBefore;
    for (const client of [...first, ...others, ...(warm ? [warm] : [])]) client.close();
    const millions = (documents * letters) / 1e6;
    return {
      megabyteStored: stored / millions,
      megabyteKilobytes: kilobytes / millions,
      megabyteCpu: (cpu / millions / readers) * 1e6,
    };
  } finally {
    await cluster.close();
  }
}

async function measure(): Promise<Costs> {
  const services = await Services.start();
  try {
    const few = 2;
    const many = 10;
    const still = await memoryAndIdleness(services);
    const withFew = await typing(services, few);
    const withMany = await typing(services, many);
    const large = await megabytes(services);
    // Each update goes to all of its room but its writer.
    const deliveryCpu = Math.max(0, (withMany.relay - withFew.relay) / (many - few));
    const mean = (key: 'postgres' | 'redis' | 'wal' | 'stored') => median([withFew[key], withMany[key]]);
    return {
      measured: new Date().toISOString().slice(0, 10),
      machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
      ...still,
      ...large,
      updateCpu: withFew.relay - deliveryCpu * (few - 1),
      deliveryCpu,
      postgresCpu: mean('postgres'),
      redisCpu: mean('redis'),
      walBytes: mean('wal'),
      storedBytes: mean('stored'),
    };
  } finally {
    await services.stop();
  }
}

/** The costs as a table. */
export function costTable(costs: Costs): string {
  const row = (what: string, value: number, digits: number, unit: string) =>
    `| ${what} | ${value.toFixed(digits)} ${unit} |`;
  return [
    `- Command: \`npm run bench:costs\`, ${costs.measured}; ${costs.machine}; relays, PostgreSQL, Redis and the load share the machine`,
    '',
    '| one more | costs |',
    '| --- | ---: |',
    row('process with nothing to do', costs.processKilobytes / 1024, 0, 'MB'),
    row('connection, memory of its relay', costs.connectionKilobytes, 1, 'kB'),
    row('connection that is idle, CPU of its relay', costs.connectionCpu, 1, 'µs a second'),
    row('connection that opens, CPU of its relay, with its room', costs.joinCpu, 0, 'µs'),
    row(
      'room with an empty document, memory of each relay where somebody is in it',
      costs.roomKilobytes,
      1,
      'kB',
    ),
    row('update with its presence, CPU of the relays together', costs.updateCpu, 0, 'µs'),
    row('recipient of it, CPU of its relay', costs.deliveryCpu, 1, 'µs'),
    row('update, CPU of PostgreSQL', costs.postgresCpu, 0, 'µs'),
    row('update, CPU of Redis', costs.redisCpu, 0, 'µs'),
    row('update, written ahead by PostgreSQL', costs.walBytes, 0, 'bytes'),
    row('update, stored until it is compacted', costs.storedBytes, 0, 'bytes'),
    row('document of a million letters, stored', costs.megabyteStored / 2 ** 20, 2, 'MB'),
    row('document of a million letters, memory of its relay', costs.megabyteKilobytes / 1024, 2, 'MB'),
    row(
      'document of a million letters, CPU of sending it to somebody who joins',
      costs.megabyteCpu / 1000,
      1,
      'ms',
    ),
    row('million updates (keys), stored until they are compacted', costs.storedBytes, 0, 'MB'),
    '',
  ].join('\n');
}

if (import.meta.main) {
  const costs = await measure();
  mkdirSync(join(out, '..'), { recursive: true });
  writeFileSync(out, JSON.stringify(costs));
  const table = costTable(costs);
  console.log(table);
  if (process.argv.includes('--write')) replaceSection(begin, end, table, 'scale.md');
}
