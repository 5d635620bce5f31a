import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../server/relay/test-relay.ts';
import { listening } from './listening.ts';
import { FaultProxy } from './proxy.ts';

/* The bad network itself, before anything is judged by it. */
let server: Server;
let proxy: FaultProxy;
let requests: string[] = [];
let port = 0;
const devices: Socket[] = [];

async function serve(name: string): Promise<{ server: Server; port: number }> {
  const made = createServer((request, response) => {
    requests.push(`${name} ${request.url}`);
    response.end(`${name} ${'x'.repeat(20_000)}`);
  });
  return { server: made, port: await listening(made) };
}

beforeEach(async () => {
  requests = [];
  ({ server, port } = await serve('one'));
  proxy = await FaultProxy.open(port, 7);
});
afterEach(async () => {
  for (const device of devices.splice(0)) device.destroy();
  await proxy.close();
  server.closeAllConnections();
  server.close();
});

/** A device that says bytes and hears bytes. */
async function device() {
  const before = proxy.tries;
  const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
  devices.push(socket);
  const heard = { text: '', closed: false };
  socket.on('data', (data) => {
    heard.text += data.toString();
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    heard.closed = true;
  });
  await until(() => proxy.tries > before, 'the proxy has it');
  return { heard, ask: (path: string) => socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`) };
}

test('a fair line passes all, and counts who tries', async () => {
  const { heard, ask } = await device();
  ask('/a');
  await until(() => heard.text.length > 20_000, 'the answer');
  expect([requests, proxy.tries, proxy.connections]).toEqual([['one /a'], 1, 1]);
});

test('latency and bandwidth make it late, and keep the order', async () => {
  proxy.set({ latency: 60, jitter: 40, bandwidth: 100_000 });
  const { heard, ask } = await device();
  const start = performance.now();
  ask('/a');
  await until(() => heard.text.includes('x'.repeat(20_000)), 'the answer');
  // 60 ms each way and 20 kB at 100 kB/s.
  expect(performance.now() - start).toBeGreaterThan(60 + 60 + 200 - 5);
  expect(heard.text.startsWith('HTTP/1.1 200 OK')).toBe(true);
});

test('cut and pulled: connections end, and none comes to be until it is plugged in', async () => {
  const first = await device();
  proxy.cut();
  await until(() => first.heard.closed, 'cut');
  const second = await device();
  proxy.pull();
  await until(() => second.heard.closed, 'pulled');
  const third = await device();
  await until(() => third.heard.closed, 'refused');
  proxy.plug();
  const fourth = await device();
  fourth.ask('/d');
  await until(() => fourth.heard.text.length > 0, 'the answer');
  expect(requests).toEqual(['one /d']);
});

test('halved: a part of the answer arrives, or a part of the question, and then the end', async () => {
  const { heard, ask } = await device();
  await until(() => proxy.connections === 1, 'open');
  proxy.halve('down', 500);
  ask('/a');
  await until(() => heard.closed, 'cut');
  expect(heard.text).toHaveLength(500);
  const other = await device();
  await until(() => proxy.connections === 1, 'open');
  proxy.halve('up', 10);
  other.ask('/b');
  await until(() => other.heard.closed, 'cut');
  expect(requests).toEqual(['one /a']);
});

test.each(['up', 'down'] as const)(
  'nothing passes %s: it is dropped and the sockets stay open',
  async (way) => {
    const { heard, ask } = await device();
    proxy.set({ [way]: false });
    ask('/a');
    if (way === 'down') await until(() => requests.length === 1, 'the question arrived');
    const later = await device();
    proxy.clear();
    later.ask('/b');
    await until(() => later.heard.text.length > 0, 'the next answer');
    expect([heard.text, heard.closed]).toEqual(['', false]);
    expect(requests).toEqual(way === 'up' ? ['one /b'] : ['one /a', 'one /b']);
  },
);

test('devices that moved: old connections are dead and open, new ones are good', async () => {
  const old = await device();
  old.ask('/a');
  await until(() => old.heard.text.length > 20_000, 'the answer');
  const { length } = old.heard.text;
  proxy.moveDevices();
  old.ask('/b');
  const fresh = await device();
  fresh.ask('/c');
  await until(() => fresh.heard.text.length > 0, 'the answer');
  expect([old.heard.text.length, old.heard.closed]).toEqual([length, false]);
  expect(requests).toEqual(['one /a', 'one /c']);
});

test('a server that moved answers new connections', async () => {
  const next = await serve('two');
  proxy.moveServer(next.port);
  const { heard, ask } = await device();
  ask('/a');
  await until(() => heard.text.includes('two x'), 'the answer');
  next.server.closeAllConnections();
  next.server.close();
});

test('doubled: the server is told all twice and the device hears one', async () => {
  proxy.set({ doubled: true });
  const { heard, ask } = await device();
  ask('/a');
  await until(() => requests.length === 2 && heard.text.length > 20_000, 'both');
  expect(heard.text.match(/HTTP\/1\.1/g)).toHaveLength(1);
});

test('a portal answers everything itself, with a page or by leading elsewhere', async () => {
  for (const portal of ['page', 'redirect'] as const) {
    proxy.set({ portal });
    const { heard, ask } = await device();
    ask('/sync/x');
    await until(() => heard.text.includes(portal === 'page' ? '</html>' : '\r\n\r\n'), 'the answer');
    expect(heard.text).toMatch(portal === 'page' ? /^HTTP\/1\.1 200 OK.*text\/html/s : /^HTTP\/1\.1 302/);
  }
  expect(requests).toEqual([]);
});
