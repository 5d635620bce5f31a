import { joinAll, LoadClient } from '../load-client.ts';
import { cpuSeconds, quantile, sleep } from '../meter.ts';
import { newFolder, Running, removeFolder } from '../relays.ts';
import { Typist } from '../typist.ts';
import { Watcher } from '../watcher.ts';
import type { Scenario } from './scenario.ts';

const writers = 20;
const viewers = 100;
const keyEvery = 200;
const watched = 5;
const warmUp = 1500;

/** One room, as in a hall: many watch few who type. */
export const hall: Scenario = {
  id: 'hall',
  title: 'Hall',
  work: '1 room, 20 writers at 5 keys/s with cursors, 100 viewers, 9 s',
  columns: [
    { key: 'cpu', title: 'server CPU s', digits: 2 },
    { key: 'p50', title: 'latency p50 ms', digits: 1 },
    { key: 'p99', title: 'p99 ms', digits: 1 },
  ],
  plot: { key: 'cpu', more: false },
  async run(contestant, size) {
    const data = newFolder();
    const relay = await Running.start(contestant, data);
    try {
      const open = () => new LoadClient(relay.url, 'hall', contestant.dialect);
      const clients = await joinAll(
        Array.from({ length: writers + viewers }, () => open),
        30_000,
      );
      const sentAt = new Map<number, number[]>();
      const watchers = clients.slice(-watched).map((client) => {
        const watcher = new Watcher(sentAt);
        client.onUpdate = (update) => watcher.update(update);
        return watcher;
      });
      const stops = clients.slice(0, writers).map((client, i) => type(client, new Typist(1000 + i), sentAt));
      // Both ends compile what they run often; what comes before is not counted.
      await sleep(warmUp);
      for (const watcher of watchers) watcher.latencies.length = 0;
      const before = cpuSeconds(relay.pid);
      await sleep(9000 * size);
      for (const stop of stops) stop();
      await sleep(200);
      const cpu = cpuSeconds(relay.pid) - before;
      const latencies = watchers.flatMap((watcher) => watcher.latencies);
      for (const client of clients) client.close();
      return { cpu, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
    } finally {
      await relay.kill();
      removeFolder(data);
    }
  },
};

/** Types a letter and moves the cursor, again and again from a moment of its own; returns what ends it. */
export function type(
  client: LoadClient,
  typist: Typist,
  sentAt: Map<number, number[]>,
  every = keyEvery,
): () => void {
  const times: number[] = [];
  sentAt.set(typist.client, times);
  const key = (): void => {
    times.push(performance.now());
    client.update(typist.next());
    client.presence(typist.presence());
  };
  let interval: NodeJS.Timeout | undefined;
  // A fixed spread instead of a random one: the same load for every relay.
  const start = setTimeout(
    () => {
      interval = setInterval(key, every);
    },
    (typist.client * 37) % every,
  );
  return () => {
    clearTimeout(start);
    clearInterval(interval);
  };
}
