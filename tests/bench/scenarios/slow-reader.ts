import { ByteWriter } from '../../../shared/updates/bytes.ts';
import { joinAll, LoadClient } from '../load-client.ts';
import { memoryKilobytes, sleep, within } from '../meter.ts';
import { type Contestant, newFolder, Running, removeFolder } from '../relays.ts';
import type { Scenario } from './scenario.ts';

const messages = 3000;
const stateBytes = 8000;

/** One client stops reading while others go on; what its queue costs the server. */
export const slowReader: Scenario = {
  id: 'slow-reader',
  title: 'Slow reader',
  work: 'one of 6 clients stops reading while the others are sent 24 MB of presence; memory more than with it reading',
  columns: [{ key: 'megabytes', title: 'memory grows by MB', digits: 1 }],
  plot: { key: 'megabytes', more: false },
  async run(contestant, size) {
    const reading = await growth(contestant, size, false);
    const stopped = await growth(contestant, size, true);
    return { megabytes: Math.max(0, (stopped - reading) / 1000) };
  },
};

/** Memory that a server grows by, in kB. */
async function growth(contestant: Contestant, size: number, stops: boolean): Promise<number> {
  const data = newFolder();
  const relay = await Running.start(contestant, data);
  try {
    const open = () => new LoadClient(relay.url, 'slow', contestant.dialect);
    const clients = await joinAll(
      Array.from({ length: 6 }, () => open),
      10_000,
    );
    const [writer, witness, slow] = clients as [LoadClient, LoadClient, LoadClient];
    await sleep(500);
    if (stops) slow.ws.pause();
    const before = memoryKilobytes(relay.pid);
    let peak = before;
    const total = Math.round(messages * size);
    for (let i = 0; i < total; i++) {
      const start = witness.received;
      writer.presence(presence(i + 1));
      // One after the other, so that none is merged away.
      await within(2000, () => witness.received > start);
      if (i % 100 === 0) peak = Math.max(peak, memoryKilobytes(relay.pid));
    }
    peak = Math.max(peak, memoryKilobytes(relay.pid));
    for (const client of clients) client.close();
    return peak - before;
  } finally {
    await relay.kill();
    removeFolder(data);
  }
}

function presence(clock: number): Uint8Array {
  const state = new TextEncoder().encode(JSON.stringify({ note: 'x'.repeat(stateBytes) }));
  return new ByteWriter(stateBytes + 100).varUint(1).varUint(7).varUint(clock).varBytes(state).finish();
}
