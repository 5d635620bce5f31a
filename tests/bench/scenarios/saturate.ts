import { joinAll, LoadClient } from '../load-client.ts';
import { cpuSeconds, sleep, within } from '../meter.ts';
import { newFolder, Running, removeFolder } from '../relays.ts';
import { Typist } from '../typist.ts';
import { Watcher } from '../watcher.ts';
import type { Scenario } from './scenario.ts';

const writers = 10;
const viewers = 30;
/** Updates of one writer that may be on their way. */
const window = 200;

/** One room, as fast as it goes. */
export const saturate: Scenario = {
  id: 'saturate',
  title: 'Saturate',
  work: '1 room, 10 writers that keep 200 updates each on their way, 30 viewers, 6 s',
  columns: [
    { key: 'perCpu', title: 'updates per server CPU s', digits: 0 },
    { key: 'perSecond', title: 'updates per s', digits: 0 },
  ],
  plot: { key: 'perCpu', more: true },
  async run(contestant, size) {
    const data = newFolder();
    const relay = await Running.start(contestant, data);
    try {
      const open = () => new LoadClient(relay.url, 'saturate', contestant.dialect);
      const clients = await joinAll(
        Array.from({ length: writers + viewers }, () => open),
        30_000,
      );
      const watcher = new Watcher(new Map());
      const viewer = clients.at(-1);
      if (viewer !== undefined) viewer.onUpdate = (update) => watcher.update(update);
      const typists = clients
        .slice(0, writers)
        .map((client, i) => ({ client, typist: new Typist(1000 + i) }));
      await sleep(300);
      const cpuBefore = cpuSeconds(relay.pid);
      const start = performance.now();
      const end = start + 6000 * size;
      while (performance.now() < end) {
        for (const { client, typist } of typists) {
          const limit = (watcher.seen.get(typist.client) ?? 0) + window;
          while (typist.clock < limit) client.update(typist.next());
        }
        await new Promise((resolve) => setImmediate(resolve));
      }
      const sent = typists.reduce((sum, { typist }) => sum + typist.clock, 0);
      await within(30_000, () => watcher.count >= sent);
      const seconds = (performance.now() - start) / 1000;
      const cpu = cpuSeconds(relay.pid) - cpuBefore;
      for (const client of clients) client.close();
      return { perCpu: watcher.count / cpu, perSecond: watcher.count / seconds };
    } finally {
      await relay.kill();
      removeFolder(data);
    }
  },
};
