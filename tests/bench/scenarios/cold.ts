import { fill, largeDocument } from '../document.ts';
import { joinAll, LoadClient } from '../load-client.ts';
import { memoryKilobytes, within } from '../meter.ts';
import { newFolder, Running, removeFolder } from '../relays.ts';
import type { Scenario } from './scenario.ts';

/** From starting the process to the first client that has the stored document. */
export const cold: Scenario = {
  id: 'cold',
  title: 'Cold start',
  work: 'process start to the first client that has a stored document of 100,000 edits, written as 1,000 updates',
  columns: [
    { key: 'milliseconds', title: 'ms', digits: 0 },
    { key: 'megabytes', title: 'memory then, MB', digits: 0 },
  ],
  plot: { key: 'milliseconds', more: false },
  suits: ({ stores }) => stores,
  async run(contestant, size) {
    const { updates } = largeDocument(Math.round(100_000 * size));
    const data = newFolder();
    const open = (relay: Running) => () => new LoadClient(relay.url, 'cold', contestant.dialect);
    try {
      const first = await Running.start(contestant, data);
      const [writer] = await joinAll([open(first)], 10_000);
      if (writer !== undefined) await fill(writer, updates);
      writer?.close();
      await first.kill();
      const start = performance.now();
      const second = await Running.start(contestant, data);
      const reader = open(second)();
      // Some answer before they have read their store, and send what is in it later.
      const complete = await within(60_000, () => reader.mostBytes > 5 * updates.length);
      const milliseconds = performance.now() - start;
      const megabytes = memoryKilobytes(second.pid) / 1000;
      reader.close();
      await second.kill();
      return { milliseconds: complete ? milliseconds : Number.NaN, megabytes };
    } finally {
      removeFolder(data);
    }
  },
};
