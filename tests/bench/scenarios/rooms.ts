import { joinAll, LoadClient } from '../load-client.ts';
import { cpuSeconds, memoryKilobytes, quantile, sleep } from '../meter.ts';
import { newFolder, Running, removeFolder } from '../relays.ts';
import { Typist } from '../typist.ts';
import { Watcher } from '../watcher.ts';
import type { Scenario } from './scenario.ts';

const rooms = 500;

/** Many small rooms. */
export const manyRooms: Scenario = {
  id: 'rooms',
  title: 'Rooms',
  work: '500 rooms with 2 clients each, 1 update a second in each, 9 s',
  columns: [
    { key: 'kilobytes', title: 'kB a room', digits: 0 },
    { key: 'cpu', title: 'server CPU s', digits: 2 },
    { key: 'p99', title: 'latency p99 ms', digits: 1 },
  ],
  plot: { key: 'kilobytes', more: false },
  async run(contestant, size) {
    const count = Math.max(2, Math.round(rooms * Math.min(1, size * 2)));
    const data = newFolder();
    const relay = await Running.start(contestant, data);
    try {
      // The first connection loads code that is not a room's.
      const [first] = await joinAll([() => new LoadClient(relay.url, 'first', contestant.dialect)], 10_000);
      await sleep(500);
      const memoryBefore = memoryKilobytes(relay.pid);
      const open = (i: number) => () => new LoadClient(relay.url, `room-${i % count}`, contestant.dialect);
      const clients = await joinAll(
        Array.from({ length: count * 2 }, (_, i) => open(i)),
        60_000,
      );
      const sentAt = new Map<number, number[]>();
      const watchers = clients.slice(count, count + 50).map((client) => {
        const watcher = new Watcher(sentAt);
        client.onUpdate = (update) => watcher.update(update);
        return watcher;
      });
      await sleep(500);
      const cpuBefore = cpuSeconds(relay.pid);
      const typists = clients.slice(0, count).map((client, i) => ({ client, typist: new Typist(1000 + i) }));
      for (const { typist } of typists) sentAt.set(typist.client, []);
      const end = performance.now() + 9000 * size;
      while (performance.now() < end) {
        for (const [i, { client, typist }] of typists.entries()) {
          // Spread over the second, as people are.
          if (i % 10 === 0) await sleep(1000 / (count / 10) - 0.5);
          sentAt.get(typist.client)?.push(performance.now());
          client.update(typist.next());
        }
      }
      await sleep(200);
      const cpu = cpuSeconds(relay.pid) - cpuBefore;
      const kilobytes = (memoryKilobytes(relay.pid) - memoryBefore) / count;
      for (const client of [...clients, first]) client?.close();
      return {
        kilobytes,
        cpu,
        p99: quantile(
          watchers.flatMap(({ latencies }) => latencies),
          0.99,
        ),
      };
    } finally {
      await relay.kill();
      removeFolder(data);
    }
  },
};
