import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { pino } from 'pino';
import { MemoryLog } from '../../../../server/relay/memory-log.ts';
import { createRelay, type ObservedRelay } from '../../../../server/relay/relay.ts';
import { leastProtocol, protocol, versionHeader, writeVersion } from '../../../../shared/version.ts';

/**
 * The hall of the stand, a process of its own: the real relay, and the built page from the folder of argv[2].
 * Told what to do by messages `{ id, act, room, update }`; answers `{ id, update }` (bytes as base64).
 */

export interface HallOrder {
  id: number;
  act: 'read' | 'write' | 'down' | 'up' | 'seal';
  room: string;
  /** base64 */
  update: string;
}

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const folder = process.argv[2] ?? '.';
const log = new MemoryLog();
const sealed = new Set<string>();
const start = () =>
  createRelay({ log, isSealed: (room) => sealed.has(room), logger: pino({ level: 'silent' }) });
let relay: ObservedRelay | null = start();

const server = createServer((request, response) => {
  const path = normalize(new URL(request.url ?? '/', 'http://stand').pathname);
  // Of the API only that it is there: the page asks before it comes back.
  if (path.startsWith('/api/')) {
    const version = writeVersion({ build: '', protocol, least: leastProtocol });
    response.writeHead(404, relay ? { [versionHeader]: version } : {}).end();
    return;
  }
  const file = join(folder, path === '/' ? 'index.html' : path);
  try {
    const body = readFileSync(file);
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
server.on('upgrade', (request, socket, head) => {
  const { pathname } = new URL(request.url ?? '/', 'http://stand');
  const room = pathname.replace('/sync/', '');
  if (relay) relay.connect(request, socket, head, { room, mode: 'write', subject: 'test' });
  else socket.destroy();
});

async function obey({ act, room, update }: HallOrder): Promise<string> {
  if (act === 'up') {
    relay = start();
    return '';
  }
  if (act === 'seal') {
    sealed.add(room);
    await relay?.seal([room]);
    return '';
  }
  const present = relay;
  if (!present) throw new Error('the hall is down');
  if (act === 'read') return Buffer.from(await present.read(room)).toString('base64');
  if (act === 'write') await present.write(room, Buffer.from(update, 'base64'));
  else {
    relay = null;
    await present.close();
  }
  return '';
}

process.on('message', (order: HallOrder) => {
  obey(order).then(
    (update) => process.send?.({ id: order.id, update }),
    (error: Error) => process.send?.({ id: order.id, error: error.message }),
  );
});
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
