import { joinAll, LoadClient } from '../load-client.ts';
import { cpuSeconds, memoryKilobytes, quantile, sleep } from '../meter.ts';
import { newFolder, Running, removeFolder } from '../relays.ts';
import { Typist } from '../typist.ts';
import { Watcher } from '../watcher.ts';
import { type } from './hall.ts';
import type { Scenario } from './scenario.ts';

const rooms = 200;
const perRoom = 10;

/** A server for many halls. */
export const mixed: Scenario = {
  id: 'mixed',
  title: 'Mixed',
  work: '200 rooms, 2,000 connections, a tenth of them typing 2 keys/s with cursors, 9 s',
  columns: [
    { key: 'cpu', title: 'server CPU s', digits: 2 },
    { key: 'p50', title: 'latency p50 ms', digits: 1 },
    { key: 'p99', title: 'p99 ms', digits: 1 },
    { key: 'megabytes', title: 'memory MB', digits: 0 },
  ],
  plot: { key: 'cpu', more: false },
  async run(contestant, size) {
    const count = Math.max(2, Math.round(rooms * Math.min(1, size * 2)));
    const data = newFolder();
    const relay = await Running.start(contestant, data);
    try {
      const open = (i: number) => () => new LoadClient(relay.url, `room-${i % count}`, contestant.dialect);
      const clients = await joinAll(
        Array.from({ length: count * perRoom }, (_, i) => open(i)),
        60_000,
      );
      const sentAt = new Map<number, number[]>();
      const watchers = clients.slice(-50).map((client) => {
        const watcher = new Watcher(sentAt);
        client.onUpdate = (update) => watcher.update(update);
        return watcher;
      });
      await sleep(1000);
      const before = cpuSeconds(relay.pid);
      const stops = clients
        .slice(0, count)
        .map((client, i) => type(client, new Typist(1000 + i), sentAt, 500));
      await sleep(9000 * size);
      for (const stop of stops) stop();
      await sleep(200);
      const cpu = cpuSeconds(relay.pid) - before;
      const megabytes = memoryKilobytes(relay.pid) / 1000;
      for (const client of clients) client.close();
      const latencies = watchers.flatMap((watcher) => watcher.latencies);
      return { cpu, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99), megabytes };
    } finally {
      await relay.kill();
      removeFolder(data);
    }
  },
};
