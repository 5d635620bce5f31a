import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { openDatabase } from '../../../server/store/postgres/open.ts';
import type { Pool } from '../../../server/store/postgres/pool.ts';
import { relayLog } from '../../../server/store/postgres/update-log.ts';
import { messageMode, messageSaved } from '../../../shared/wire.ts';
import { FaultProxy } from '../../net/proxy.ts';
import { type Service, startRedis } from '../../setup/services.ts';
import { testDatabase } from '../../setup/shared-postgres.ts';

/** Two relays, each a process, on real PostgreSQL and Redis, and clients as browsers have them. */

const command = fileURLToPath(new URL('../../../server/cli/relay.ts', import.meta.url));
let redis: Service;
let database: string;
let pool: Pool;

beforeAll(async () => {
  redis = await startRedis();
  database = (await testDatabase()).url;
  pool = await openDatabase(database);
});

afterAll(async () => {
  pool.close();
  await redis.stop();
});

interface Running {
  url: string;
  child: ChildProcess;
}

async function run(redisPort = redis.port): Promise<Running> {
  const child = spawn(process.execPath, [command, '--port', '0'], {
    env: { ...process.env, DATABASE_URL: database, REDIS_URL: `redis://127.0.0.1:${redisPort}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  for await (const data of child.stdout ?? []) {
    out += data;
    if (out.includes('\n')) break;
  }
  return { url: out.trim(), child };
}

/** A client that goes to the next of several relays whenever its own cannot be reached. */
function client(room: string, ...relays: Running[]): WebsocketProvider {
  const urls = relays.map(({ url }) => url);
  const provider = new WebsocketProvider(urls[0] ?? '', room, new Y.Doc(), {
    // A WebSocket of Node's kind in the place of a browser's, as y-websocket itself proposes.
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  });
  // y-websocket complains of what it does not know.
  for (const kind of [messageSaved, messageMode]) provider.messageHandlers[kind] = () => undefined;
  const goOn = () => {
    provider.serverUrl = urls[(urls.indexOf(provider.serverUrl) + 1) % urls.length] ?? provider.serverUrl;
  };
  provider.on('connection-close', goOn);
  onTestFinished(() => provider.destroy());
  return provider;
}

const textOf = ({ doc }: WebsocketProvider) => doc.getText('text').toString();

async function synced(...providers: WebsocketProvider[]): Promise<void> {
  await expect.poll(() => providers.every(({ synced: is }) => is)).toBe(true);
}

/** ms until the other shows what is written now. */
async function crossing(from: WebsocketProvider, to: WebsocketProvider, word: string): Promise<number> {
  const begin = performance.now();
  from.doc.getText('text').insert(0, word);
  await expect.poll(() => textOf(to).includes(word), { interval: 5 }).toBe(true);
  return performance.now() - begin;
}

test('updates and presence cross, and come from whichever relay a client is at', async () => {
  const [first, second] = await Promise.all([run(), run()]);
  const [a, b] = [client('xa/nhau', first), client('xa/nhau', second)];
  await synced(a, b);
  await crossing(a, b, 'từ đây ');
  await crossing(b, a, 'từ kia ');
  const took: number[] = [];
  for (let i = 0; i < 20; i++) took.push(await crossing(i % 2 ? a : b, i % 2 ? b : a, `${i};`));
  expect(took.toSorted((x, y) => x - y)[10]).toBeLessThan(500);
  a.awareness.setLocalStateField('user', { name: 'An' });
  await expect.poll(() => b.awareness.getStates().get(a.doc.clientID)?.user?.name).toBe('An');
  const late = client('xa/nhau', second);
  await synced(late);
  expect(textOf(late)).toBe(textOf(a));
  await expect.poll(() => late.awareness.getStates().get(a.doc.clientID)?.user?.name).toBe('An');
  a.disconnect();
  await expect.poll(() => b.awareness.getStates().has(a.doc.clientID)).toBe(false);
});

test('without Redis all goes on half a second late, and is as before once it is back', async () => {
  const [first, second] = await Promise.all([run(), run()]);
  const [a, b] = [client('xa/không-redis', first), client('xa/không-redis', second)];
  await synced(a, b);
  await crossing(a, b, 'trước;');
  await redis.kill();
  for (const word of ['một;', 'hai;', 'ba;']) expect(await crossing(a, b, word)).toBeLessThan(5_000);
  await redis.restart();
  // However late a relay joins again, what is written meanwhile is there with the next comparison.
  expect(await crossing(b, a, 'sau;')).toBeLessThan(2_000);
  a.awareness.setLocalStateField('user', { name: 'Bình' });
  await expect.poll(() => b.awareness.getStates().get(a.doc.clientID)?.user?.name).toBe('Bình');
});

test('a relay that Redis cannot reach, and does not know it at first, is never apart for more than seconds', async () => {
  const proxy = await FaultProxy.open(redis.port);
  onTestFinished(() => proxy.close());
  const [first, second] = await Promise.all([run(), run(Number(new URL(proxy.url).port))]);
  const [a, b] = [client('xa/xa-redis', first), client('xa/xa-redis', second)];
  await synced(a, b);
  await crossing(a, b, 'trước;');
  proxy.set({ up: false, down: false });
  expect(await crossing(a, b, 'đi;')).toBeLessThan(5_000);
  expect(await crossing(b, a, 'về;')).toBeLessThan(5_000);
  proxy.clear();
  expect(await crossing(a, b, 'lại;')).toBeLessThan(5_000);
  expect(textOf(a)).toBe(textOf(b));
});

test('a relay is killed under its writers: they are at the other within 3 s, and nothing is lost', async () => {
  const [first, second] = await Promise.all([run(), run()]);
  const room = 'xa/giết';
  const writers = Array.from({ length: 5 }, () => client(room, first, second));
  const reader = client(room, second);
  await synced(...writers, reader);
  let count = 0;
  const write = () => {
    for (const { doc } of writers) doc.getMap('từ').set(`k${count++}`, true);
  };
  const writing = setInterval(write, 10);
  onTestFinished(() => clearInterval(writing));
  await expect.poll(() => reader.doc.getMap('từ').size).toBeGreaterThan(100);
  const killedAt = performance.now();
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  await expect
    .poll(() => writers.every((each) => each.wsconnected && each.synced), { interval: 10 })
    .toBe(true);
  expect(performance.now() - killedAt).toBeLessThan(3_000);
  clearInterval(writing);
  await expect.poll(() => reader.doc.getMap('từ').size).toBe(count);
  for (const writer of writers) await expect.poll(() => writer.doc.getMap('từ').size).toBe(count);
  const stored = new Y.Doc();
  for (const update of await relayLog(pool).load(room)) Y.applyUpdate(stored, update);
  expect(stored.getMap('từ').size).toBe(count);
});
