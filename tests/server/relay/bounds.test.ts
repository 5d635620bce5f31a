import { connect, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { defaultLimits } from '../../../server/relay/limits.ts';
import { closeCodes } from '../../../shared/wire.ts';
import { RawClient } from './raw-client.ts';
import { type TestRelay, until } from './test-relay.ts';
import { join, start, textOf, writingTo } from './visit.ts';

/** The value of a metric without labels. */
async function metric({ relay }: TestRelay, name: string): Promise<number> {
  return Number(new RegExp(`^${name} (.*)$`, 'm').exec(await relay.metrics())?.[1]);
}

describe('a client that does not read', () => {
  const chunk = 'x'.repeat(100_000);
  // More than the system keeps for a socket by itself.
  const chunks = 300;

  test('is given the newest state when it reads again, not every update', async () => {
    const running = await start();
    const writer = await join(`${running.url}/r`);
    const slow = await join(`${running.url}/r`);
    slow.ws.pause();
    const text = writingTo(writer);
    for (let i = 0; i < chunks; i++) {
      text.insert(0, chunk);
      text.delete(0, chunk.length);
      await until(() => writer.saved.at(-1) === (i + 1) * 2, 'stored');
    }
    text.insert(0, 'mới nhất');
    await until(() => writer.saved.at(-1) === chunks * 2 + 1, 'stored');
    slow.ws.resume();
    await until(() => textOf(...slow.updates) === 'mới nhất', 'all there', 30_000);
    expect(slow.updates.length).toBeLessThan(chunks);
    expect(slow.closed).toBeNull();
    // And it goes on as before.
    text.insert(0, 'rồi ');
    await until(() => textOf(...slow.updates) === 'rồi mới nhất', 'goes on');
  });

  test('of presence alone is sent the last one, and the server queues no more than the bound', async () => {
    const running = await start({ limits: { awarenessBytes: 200_000 } });
    const speaker = await join(`${running.url}/r`);
    const witness = await join(`${running.url}/r`);
    const slow = await join(`${running.url}/r`);
    slow.ws.pause();
    const note = 'y'.repeat(150_000);
    const count = 200;
    for (let i = 1; i <= count; i++) {
      speaker.presence(7, i, { note, i });
      await until(() => heard(witness) === i, 'heard');
    }
    const sent = await metric(running, 'relay_sent_bytes_total');
    // The speaker and the witness are sent all, the slow one is not.
    const each = heardBytes(witness);
    expect(sent).toBeLessThan(each * 2.9);
    slow.ws.resume();
    await until(() => heard(slow) === count, 'the last one arrives', 30_000);
  });

  test('and never comes to it is closed, and may come back', async () => {
    let later = 0;
    const running = await start({
      clock: () => performance.now() + later,
      limits: { sweepEvery: 10, pingAfter: 1e9, silentFor: 1e9 },
    });
    const writer = await join(`${running.url}/r`);
    const dead = await join(`${running.url}/r`);
    dead.ws.pause();
    const text = writingTo(writer);
    await until(
      async () => {
        text.insert(0, chunk);
        text.delete(0, chunk.length);
        later += 1000;
        return (await metric(running, 'relay_connections')) === 1;
      },
      'the dead one is let go',
      30_000,
    );
    expect(writer.closed).toBeNull();
    dead.ws.resume();
    await until(() => dead.closed, 'it learns why');
    // Its queue may be too long for the close to arrive; then the connection is just gone.
    expect([closeCodes.fellBehind, 1006]).toContain(dead.closed?.code);
    expect(await running.relay.metrics()).toContain('relay_refusals_total{reason="fellBehind"} 1');
  });
});

function presenceClock(update: Uint8Array): number {
  return Number(/"i":(\d+)/.exec(Buffer.from(update).toString('latin1'))?.[1]);
}

function heard(client: RawClient): number {
  const last = client.presences.at(-1);
  return last === undefined ? 0 : presenceClock(last);
}

function heardBytes(client: RawClient): number {
  return client.presences.reduce((sum, { length }) => sum + length, 0);
}

describe('a half-open connection', () => {
  /** Upgrades and then says nothing any more, not even a pong. */
  async function mute(
    url: string,
  ): Promise<{ socket: Socket; received: () => Buffer; isClosed: () => boolean }> {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let received = Buffer.alloc(0);
    let isClosed = false;
    socket.on('data', (data: Buffer) => {
      received = Buffer.concat([received, data]);
    });
    socket.on('close', () => {
      isClosed = true;
    });
    socket.on('error', () => {});
    onTestFinished(() => void socket.destroy());
    socket.write(
      'GET /r HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    await until(() => received.includes('\r\n\r\n'), 'upgraded');
    return { socket, received: () => received, isClosed: () => isClosed };
  }

  test('is pinged and then ended; one that answers stays', async () => {
    let now = 0;
    const running = await start({ clock: () => now, limits: { sweepEvery: 5 } });
    const alive = await join(`${running.url}/r`);
    const gone = await mute(running.url);
    let pings = 0;
    alive.ws.on('ping', () => pings++);
    now += defaultLimits.pingAfter;
    await until(() => pings > 0 && gone.received().includes(Buffer.from([0x89, 0])), 'both are pinged');
    alive.ask();
    await until(() => alive.answers.length === 1, 'the pong, sent before, is heard');
    now += defaultLimits.silentFor - defaultLimits.pingAfter + 1;
    await until(() => gone.isClosed(), 'ended');
    expect(await running.relay.metrics()).toContain('relay_refusals_total{reason="silent"} ');
    expect(await metric(running, 'relay_connections')).toBe(1);
    expect(alive.closed).toBeNull();
  });

  test('ends within 30 s by the limits that are set', () => {
    expect(defaultLimits.silentFor + defaultLimits.sweepEvery).toBeLessThan(30_000);
  });
});

describe('presence', () => {
  test('goes with the connection that is killed', async () => {
    const { url } = await start();
    const a = await join(`${url}/r`);
    const b = await join(`${url}/r`);
    a.presence(41, 1, { user: 'a' });
    await until(() => b.presences.length === 1, 'seen');
    a.ws.terminate();
    await until(() => b.presences.length === 2, 'gone');
    expect(Buffer.concat(b.presences).toString()).toContain('null');
  });

  test('of another client cannot be set, changed or removed', async () => {
    const { url } = await start();
    const a = await join(`${url}/r`);
    const thief = await join(`${url}/r`);
    const c = await join(`${url}/r`);
    a.presence(41, 1, { user: 'a' });
    await until(() => c.presences.length === 1, 'seen');
    thief.presence(42, 1, { user: 'thief' });
    thief.presence(41, 9, { user: 'thief as a' });
    thief.presence(41, 10, null);
    thief.presence(42, 2, { user: 'still the thief' });
    await until(() => Buffer.concat(c.presences).includes('still the thief'), 'the thief is heard as itself');
    expect(Buffer.concat(c.presences).toString()).not.toContain('thief as a');
    const late = await join(`${url}/r`);
    late.bytes(Uint8Array.of(3));
    await until(() => late.presences.length > 0, 'answered');
    expect(Buffer.concat(late.presences).toString()).toContain('"user":"a"');
  });

  test('in a burst is sent as its last state', async () => {
    const { url } = await start();
    const a = await join(`${url}/r`);
    const b = await join(`${url}/r`);
    for (let i = 1; i <= 500; i++) a.presence(41, i, { i });
    await until(() => heard(b) === 500, 'the last');
    expect(b.presences.length).toBeLessThan(500);
  });
});

describe('bounds', () => {
  test('on connections and on rooms are answered 503 before the upgrade', async () => {
    const running = await start({ limits: { connections: 2, rooms: 1 } });
    const first = await join(`${running.url}/r`);
    const elsewhere = await RawClient.join(`${running.url}/s`);
    await until(() => elsewhere.closed, 'no room left');
    await join(`${running.url}/r`);
    const third = await RawClient.join(`${running.url}/r`);
    await until(() => third.closed, 'no connection left');
    expect(third.closed?.code).toBe(1006);
    expect(first.closed).toBeNull();
    expect(await running.relay.metrics()).toContain('relay_refusals_total{reason="full"} 2');
  });

  test('on the size of a message close with a code of its own', async () => {
    const { url } = await start({ limits: { messageBytes: 1000 } });
    const large = await join(`${url}/r`);
    large.bytes(new Uint8Array(2000));
    await until(() => large.closed, 'closed');
    expect(large.closed?.code).toBe(closeCodes.tooLarge);
  });

  test('on the rate hold a client back and in the end close it; others go on', async () => {
    const limits = { messagesPerSecond: 1000, messageBurst: 100, throttledFor: 100 };
    const running = await start({ limits });
    const calm = await join(`${running.url}/r`);
    const flood = await join(`${running.url}/r`);
    // "Who is there?", one byte.
    const question = Uint8Array.of(3);
    await until(() => {
      for (let i = 0; i < 1000; i++) flood.bytes(question);
      return flood.closed;
    }, 'closed');
    expect(flood.closed?.code).toBe(closeCodes.tooFast);
    writingTo(calm).insert(0, 'yên');
    await until(() => calm.saved.at(-1) === 1, 'saved');
  });

  test('on updates whose parents do not come', async () => {
    const { url } = await start({ limits: { pendingUpdates: 5 } });
    const orphan = await join(`${url}/r`);
    const other = await join(`${url}/r`);
    for (let client = 1; client <= 6; client++) orphan.update(orphaned(client));
    await until(() => orphan.closed, 'closed');
    expect(orphan.closed?.code).toBe(closeCodes.badMessage);
    writingTo(other).insert(0, 'vẫn chạy');
    await until(() => other.saved.at(-1) === 1, 'saved');
    const late = await join(`${url}/r`);
    late.ask();
    await until(() => late.answers.length === 1, 'answered');
    expect(textOf(...late.answers)).toBe('vẫn chạy');
  });
});

/** The second letter of a client of which the first is kept back. */
function orphaned(client: number): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = client;
  doc.getText('text').insert(0, 'a');
  const first = Y.encodeStateVector(doc);
  doc.getText('text').insert(1, 'b');
  return Y.encodeStateAsUpdate(doc, first);
}
