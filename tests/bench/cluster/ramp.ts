import { joinAll, LoadClient } from '../load-client.ts';
import { cpuSeconds, memoryKilobytes, quantile, sleep } from '../meter.ts';
import { type } from '../scenarios/hall.ts';
import { Typist } from '../typist.ts';
import { Watcher } from '../watcher.ts';
import { type ClusterContestant, type Services, startMember } from './pairs.ts';

/** As in the scenario `mixed`: connections of a room, of which the first types two keys a second. */
const perRoom = 10;
const keyEvery = 500;
/** Rooms of a commune; ours speaks of each commune apart. */
const perCommune = 5;
/** Rooms in which two clients are watched, one at each process. */
const watchedRooms = 60;

export interface RampOptions {
  /** Connections at the beginning, and by how much more in each step. */
  first: number;
  growth: number;
  /** Connections at which it ends in any case. */
  most: number;
  /** The 99th percentile that counts as too much, ms. */
  bound: number;
  /** How long each step is measured, ms. */
  measure: number;
}

/** What one step of a ramp gave. */
export interface Step {
  connections: number;
  p50: number;
  p99: number;
  /** CPU of both processes, as a share of one core. */
  cpu: number;
  /** Memory of both processes, MB. */
  megabytes: number;
}

/** A ramp's steps, and the connections at which its 99th percentile meets the bound. */
export interface Ramp {
  steps: Step[];
  carried: number;
}

interface Watched {
  watcher: Watcher;
  /** Yjs client of the room's writer. */
  writer: number;
}

/** Latencies of what was seen, and of what was sent and has not come yet: as long as it has been on its way at least. */
function latenciesOf(watched: readonly Watched[], sentAt: ReadonlyMap<number, readonly number[]>): number[] {
  const now = performance.now();
  return watched.flatMap(({ watcher, writer }) => {
    const missing = (sentAt.get(writer) ?? []).slice(watcher.seen.get(writer) ?? 0).map((at) => now - at);
    return [...watcher.latencies, ...missing];
  });
}

/**
 * Opens more and more connections to two processes, half of each room at each, until the 99th percentile from sending
 * an edit to its arrival passes the bound twice in a row.
 */
export async function ramp(
  contestant: ClusterContestant,
  services: Services,
  { first, growth, most, bound, measure }: RampOptions,
): Promise<Ramp> {
  const shared = await services.shared();
  const members = [await startMember(contestant, shared), await startMember(contestant, shared)] as const;
  const clients: LoadClient[] = [];
  const stops: (() => void)[] = [];
  const sentAt = new Map<number, number[]>();
  const watched: Watched[] = [];
  const steps: Step[] = [];

  async function grow(connections: number): Promise<void> {
    const from = clients.length;
    const count = Math.round(connections / perRoom) * perRoom - from;
    const open = (n: number) => () => {
      const room = Math.floor(n / perRoom);
      const name = `commune-${Math.floor(room / perCommune)}/room-${room}`;
      return new LoadClient(members[n % 2 === 0 ? 0 : 1].url, name, contestant.dialect);
    };
    const more = await joinAll(
      Array.from({ length: count }, (_, n) => open(from + n)),
      120_000,
    );
    clients.push(...more);
    for (let n = from; n < clients.length; n += perRoom) {
      const typist = new Typist(1000 + n / perRoom);
      // One at the writer's process, one at the other.
      for (const at of n / perRoom < watchedRooms ? [n + 2, n + 1] : []) {
        const watcher = new Watcher(sentAt);
        const client = clients[at];
        if (client) client.onUpdate = (update) => watcher.update(update);
        watched.push({ watcher, writer: typist.client });
      }
      const writer = clients[n];
      if (writer) stops.push(type(writer, typist, sentAt, keyEvery));
    }
  }

  async function step(): Promise<Step> {
    for (const { watcher } of watched) watcher.latencies.length = 0;
    const cpu = () => members.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0);
    const before = cpu();
    const at = performance.now();
    await sleep(measure);
    const latencies = latenciesOf(watched, sentAt);
    return {
      connections: clients.length,
      p50: quantile(latencies, 0.5),
      p99: quantile(latencies, 0.99),
      cpu: (cpu() - before) / ((performance.now() - at) / 1000),
      megabytes: members.reduce((sum, { pid }) => sum + memoryKilobytes(pid), 0) / 1000,
    };
  }

  try {
    for (let connections = first; connections <= most; connections = Math.ceil(connections * growth)) {
      const grown = await grow(connections).then(
        () => true,
        () => false,
      );
      if (!grown) break;
      await sleep(1500);
      let now = await step();
      // The machine hiccups, too: what is carried is seen at the second look.
      if (now.p99 > bound) now = await step();
      steps.push(now);
      if (now.p99 > bound) break;
    }
    return { steps, carried: carriedAt(steps, bound) };
  } finally {
    for (const stop of stops) stop();
    for (const client of clients) client.close();
    for (const member of members) await member.kill();
  }
}

/** The connections at which the 99th percentile meets the bound, between the last step below it and the one above. */
export function carriedAt(steps: readonly Step[], bound: number): number {
  const last = steps.at(-1);
  if (!last) return 0;
  if (last.p99 <= bound) return last.connections;
  const before = steps.at(-2);
  if (!before) return 0;
  const share = (bound - before.p99) / (last.p99 - before.p99);
  return Math.round(before.connections + share * (last.connections - before.connections));
}
