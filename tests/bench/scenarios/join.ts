import { fill, largeDocument } from '../document.ts';
import { joinAll, LoadClient } from '../load-client.ts';
import { cpuSeconds, quantile, sleep, within } from '../meter.ts';
import { newFolder, Running, removeFolder } from '../relays.ts';
import type { Scenario } from './scenario.ts';

const joiners = 50;

/** Everybody comes at once, and the document is large. */
export const join: Scenario = {
  id: 'join',
  title: 'Join',
  work: '50 clients at once join a document of 100,000 edits',
  columns: [
    { key: 'p50', title: 'p50 ms', digits: 0 },
    { key: 'p99', title: 'p99 ms', digits: 0 },
    { key: 'cpu', title: 'server CPU s', digits: 2 },
    { key: 'kilobytes', title: 'kB sent to each', digits: 0 },
  ],
  plot: { key: 'p99', more: false },
  async run(contestant, size) {
    const { state } = largeDocument(Math.round(100_000 * size));
    const data = newFolder();
    const relay = await Running.start(contestant, data);
    try {
      const open = () => new LoadClient(relay.url, 'join', contestant.dialect);
      const [writer] = await joinAll([open], 10_000);
      if (writer === undefined) throw new Error('no writer');
      await fill(writer, [state]);
      const [warm] = await joinAll([open], 30_000);
      await sleep(500);
      const before = cpuSeconds(relay.pid);
      const start = performance.now();
      const clients = Array.from({ length: joiners }, open);
      await within(60_000, () => clients.every((client) => client.answerBytes > 1000));
      const times = clients.map((client) => client.syncedAt - start);
      await sleep(50);
      const cpu = cpuSeconds(relay.pid) - before;
      const kilobytes = (clients[0]?.answerBytes ?? 0) / 1000;
      for (const client of [writer, warm, ...clients]) client?.close();
      return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), cpu, kilobytes };
    } finally {
      await relay.kill();
      removeFolder(data);
    }
  },
};
