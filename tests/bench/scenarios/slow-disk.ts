import { joinAll, LoadClient } from '../load-client.ts';
import { quantile, sleep, within } from '../meter.ts';
import { newFolder, Running, removeFolder } from '../relays.ts';
import { Typist } from '../typist.ts';
import { type } from './hall.ts';
import type { Scenario } from './scenario.ts';

const commitDelay = 50;

/** Each commit takes 50 ms longer: do rooms that write nothing notice? */
export const slowDisk: Scenario = {
  id: 'slow-disk',
  title: 'Slow disk',
  work: '50 ms put into every commit while 10 writers type in one room; pings, presence and joins in other rooms',
  columns: [
    { key: 'ping', title: 'ping p99 ms', digits: 1 },
    { key: 'presence', title: 'presence p99 ms', digits: 1 },
    { key: 'join', title: 'join p99 ms', digits: 1 },
  ],
  plot: { key: 'join', more: false },
  suits: ({ id }) => id === 'ours',
  async run(contestant, size) {
    const data = newFolder();
    const relay = await Running.start(contestant, data, ['--commit-delay', String(commitDelay)]);
    try {
      const open = (room: string) => () => new LoadClient(relay.url, room, contestant.dialect);
      const writers = await joinAll(
        Array.from({ length: 10 }, () => open('busy')),
        10_000,
      );
      const [speaker, listener] = (await joinAll([open('quiet'), open('quiet')], 10_000)) as [
        LoadClient,
        LoadClient,
      ];
      const stops = writers.map((client, i) => type(client, new Typist(1000 + i), new Map()));
      const pings: number[] = [];
      const presences: number[] = [];
      const joins: number[] = [];
      const typist = new Typist(7);
      const end = performance.now() + 9000 * size;
      for (let i = 0; performance.now() < end; i++) {
        let start = performance.now();
        const pong = new Promise((resolve) => listener.ws.once('pong', resolve));
        listener.ws.ping();
        await pong;
        pings.push(performance.now() - start);
        const heard = listener.received;
        typist.clock++;
        start = performance.now();
        speaker.presence(typist.presence());
        await within(2000, () => listener.received > heard);
        presences.push(performance.now() - start);
        start = performance.now();
        const joiner = open(`other-${i}`)();
        await within(2000, () => joiner.isSynced);
        joins.push(joiner.syncedAt - start);
        joiner.close();
        await sleep(5);
      }
      for (const stop of stops) stop();
      for (const client of [...writers, speaker, listener]) client.close();
      return {
        ping: quantile(pings, 0.99),
        presence: quantile(presences, 0.99),
        join: quantile(joins, 0.99),
      };
    } finally {
      await relay.kill();
      removeFolder(data);
    }
  },
};
