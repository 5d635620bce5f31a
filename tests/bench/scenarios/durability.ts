import { joinAll, LoadClient } from '../load-client.ts';
import { sleep, within } from '../meter.ts';
import { newFolder, Running, removeFolder } from '../relays.ts';
import { Typist } from '../typist.ts';
import { Watcher } from '../watcher.ts';
import type { Scenario } from './scenario.ts';

const rounds = 50;

/** Killed at any moment, what others had seen must be there afterwards. */
export const durability: Scenario = {
  id: 'durability',
  title: 'Durability',
  work: '50 rounds of kill -9 while a client types without pause: edits that another client had received and that are gone after the restart',
  columns: [
    { key: 'lost', title: 'edits lost', digits: 0 },
    { key: 'hit', title: 'rounds with a loss', digits: 0 },
    { key: 'seen', title: 'of edits seen', digits: 0 },
  ],
  plot: { key: 'lost', more: false },
  suits: ({ stores }) => stores,
  async run(contestant, size) {
    const data = newFolder();
    let lost = 0;
    let hit = 0;
    let seen = 0;
    try {
      for (let round = 0; round < Math.max(1, rounds * size); round++) {
        const open = (relay: Running) => () =>
          new LoadClient(relay.url, `round-${round}`, contestant.dialect);
        const relay = await Running.start(contestant, data);
        const [writer, reader] = await joinAll([open(relay), open(relay)], 10_000);
        const watcher = new Watcher(new Map());
        if (reader !== undefined) reader.onUpdate = (update) => watcher.update(update);
        const typist = new Typist(1000 + round);
        const typing = setInterval(() => writer?.update(typist.next()), 1);
        // Another moment each round, the same ones for every relay.
        await sleep(100 + ((round * 7919) % 400));
        await relay.kill();
        clearInterval(typing);
        await sleep(20);
        const again = await Running.start(contestant, data);
        const after = new Watcher(new Map());
        const [witness] = await joinAll(
          [
            () => {
              const client = open(again)();
              client.onUpdate = (update) => after.update(update);
              return client;
            },
          ],
          10_000,
        );
        // Some answer before they have read their store, and send what is in it later.
        await within(2000, () => after.count >= watcher.count);
        const missing = Math.max(0, watcher.count - after.count);
        lost += missing;
        seen += watcher.count;
        if (missing > 0) hit++;
        for (const client of [writer, reader, witness]) client?.close();
        await again.kill();
      }
      return { lost, hit, seen };
    } finally {
      removeFolder(data);
    }
  },
};
