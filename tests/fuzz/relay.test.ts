import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import * as Y from 'yjs';
import type { Role } from '../../shared/access.ts';
import { documentKinds, roomName } from '../../shared/dialogue.ts';
import { ByteWriter } from '../../shared/updates/bytes.ts';
import { closeCodes } from '../../shared/wire.ts';
import { openPeer, type Peer } from '../e2e/peer.ts';
import { Random } from '../server/relay/random.ts';
import { spoil } from './hostile-documents.ts';
import { hostileStrings, hostileValue } from './hostile-values.ts';
import { openStand, type Stand, until } from './stand.ts';

/*
 * The live documents' door and relay in the real server: hostile upgrades, frames, floods, clients that never read,
 * updates that no page makes. Others go on writing meanwhile; after it their documents are equal.
 */
const seed = Number(process.env.SEED ?? 20261126);
const seconds = Number(process.env.FUZZ_SECONDS ?? 8);
const random = new Random(seed);
const kinds = ['minutes', 'board', 'register'] as const;

let stand: Stand;
const cookies = new Map<Role, { cookie: string; uses: number }>();
/** Two who only work, in each of the documents that are attacked. */
const honest: { kind: (typeof kinds)[number]; writer: Peer; reader: Peer }[] = [];

beforeAll(async () => {
  stand = await openStand();
  const cookie = await stand.enter('recorder');
  for (const kind of kinds) {
    const room = roomName(stand.dialogueId, kind);
    const open = () => openPeer(stand.server.url, cookie, room);
    honest.push({ kind, writer: await open(), reader: await open() });
  }
});
afterAll(async () => {
  for (const { writer, reader } of honest) for (const peer of [writer, reader]) peer.close();
  await stand?.close();
});

/** Sessions are made anew before the limit on openings. */
async function cookieOf(role: Role): Promise<string> {
  const known = cookies.get(role);
  if (known && known.uses++ < 200) return known.cookie;
  const cookie = await stand.enter(role);
  cookies.set(role, { cookie, uses: 0 });
  return cookie;
}

const write = (kind: number, bytes: Uint8Array) =>
  new ByteWriter().byte(0).byte(kind).varBytes(bytes).finish();

function hostileUpdate(): Uint8Array {
  const doc = new Y.Doc();
  for (let at = random.below(4); at >= 0; at--) spoil(doc, random);
  return Y.encodeStateAsUpdate(doc);
}

function mangled(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice(0, random.chance(0.3) ? random.below(bytes.length + 1) : bytes.length);
  for (let at = random.below(4); at > 0 && copy.length > 0; at--)
    copy[random.below(copy.length)] = random.below(256);
  return copy;
}

function presence(): Uint8Array {
  const state = new TextEncoder().encode(
    JSON.stringify({ user: hostileValue(random), cursor: hostileValue(random) }),
  );
  const update = new ByteWriter()
    .varUint(1)
    .varUint(random.below(2 ** 31))
    .varUint(random.below(5))
    .varBytes(state);
  return new ByteWriter().byte(1).varBytes(update.finish()).finish();
}

function frame(): Uint8Array | string {
  switch (random.below(10)) {
    case 0:
      return random.bytes(random.below(200));
    case 1:
      return Uint8Array.of(random.below(5), ...random.bytes(random.below(60)));
    case 2:
      return mangled(write(2, hostileUpdate()));
    case 3:
      return random.pick(hostileStrings);
    case 4:
      return presence();
    case 5:
      return mangled(presence());
    case 6:
      return write(0, random.chance(0.5) ? Uint8Array.of(0) : random.bytes(random.below(40)));
    case 7:
      return write(1, hostileUpdate());
    default:
      return write(2, hostileUpdate());
  }
}

const counts = { connections: 0, frames: 0, bytes: 0 };
const closes = new Map<string, number>();
const count = (what: string | number) => closes.set(String(what), (closes.get(String(what)) ?? 0) + 1);

/** One hostile client from its upgrade to its end. */
async function attack(): Promise<void> {
  const role = random.pick([
    'recorder',
    'recorder',
    'organizer',
    'chair',
    'screen',
    'public',
    'reviewer',
  ] as const);
  const kind = random.pick(documentKinds);
  const dialogue = random.chance(0.9) ? stand.dialogueId : stand.otherId;
  const { url } = stand.server;
  const headers = { cookie: await cookieOf(role), origin: url };
  const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/${dialogue}/${kind}`, { headers });
  counts.connections++;
  const ended = new Promise<void>((resolve) => {
    socket.on('unexpected-response', (_request, response) => {
      count(`HTTP ${response.statusCode}`);
      socket.terminate();
      resolve();
    });
    socket.on('error', () => resolve());
    socket.on('close', (code) => {
      if (code !== 1006) count(code);
      resolve();
    });
  });
  await Promise.race([new Promise((resolve) => socket.once('open', resolve)), ended]);
  if (socket.readyState !== WebSocket.OPEN) return;
  const flood = random.chance(0.02) ? 2_000 : random.below(12);
  for (let at = 0; at < flood && socket.readyState === WebSocket.OPEN; at++) {
    const bytes = flood > 100 ? Uint8Array.of(3) : frame();
    socket.send(bytes);
    counts.frames++;
    counts.bytes += bytes.length;
  }
  switch (random.below(4)) {
    case 0:
      // Gone without a word.
      socket.terminate();
      count('gone');
      return;
    case 1:
      // Stays, and never reads again.
      socket.pause();
      setTimeout(() => socket.terminate(), 2000);
      count('stopped reading');
      return;
    default:
      socket.close(random.pick([1000, 4400, 3000]));
      await ended;
  }
}

/** An upgrade by hand: hostile paths, cookies, origins, hosts and protocols. */
async function knock(): Promise<void> {
  const path = encodeURI(random.pick(hostileStrings).slice(0, 500).toWellFormed());
  const headers: Record<string, string> = {
    connection: 'Upgrade',
    upgrade: random.pick(['websocket', 'h2c', 'x']),
    'sec-websocket-key': random.pick(['dGhlIHNhbXBsZSBub25jZQ==', 'x', '']),
    'sec-websocket-version': random.pick(['13', '0', 'x']),
    cookie: random.chance(0.5) ? await cookieOf('recorder') : 'doithoai_session=x',
  };
  if (random.chance(0.3)) headers.origin = random.pick([stand.server.url, 'https://evil.example', 'null']);
  if (random.chance(0.2)) headers.host = random.pick(['evil.example', 'localhost', '[']);
  if (random.chance(0.2)) headers['sec-fetch-site'] = random.pick(['cross-site', 'same-origin']);
  const at = random.pick([
    `/sync/${stand.dialogueId}/board`,
    `/sync/${path}`,
    `/sync/${stand.dialogueId}/${path}`,
    `/${path}`,
  ]);
  await new Promise<void>((resolve) => {
    const call = request({ host: '127.0.0.1', port: stand.server.port, path: at, headers, timeout: 20_000 });
    const done = (what: string) => {
      count(what);
      call.destroy();
      resolve();
    };
    call.on('response', ({ statusCode }) => done(`upgrade ${statusCode}`));
    call.on('upgrade', () => done('upgrade 101'));
    call.on('timeout', () => done('upgrade hung'));
    call.on('error', () => resolve());
    call.end();
  });
}

const textOf = ({ doc }: Peer) => doc.getText('honest').toString();

test(
  'whatever comes, the relay goes on, and those who work notice nothing',
  async () => {
    const end = performance.now() + seconds * 1000;
    let written = 0;
    const working = setInterval(() => {
      for (const { writer } of honest) writer.doc.getText('honest').insert(0, 'ừ');
      written++;
    }, 50);
    const hand = async () => {
      while (performance.now() < end) await (random.chance(0.2) ? knock() : attack());
    };
    await Promise.all(Array.from({ length: 6 }, hand));
    clearInterval(working);
    const shown = [...closes]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([what, times]) => `${what}: ${times}`);
    process.stdout.write(
      `Relay fuzz, seed ${seed}: ${counts.connections} connections, ${counts.frames} frames, ${counts.bytes} bytes; ${written} honest changes in each of ${kinds.length} documents; ends: ${shown.join(', ')}\n`,
    );
    expect(closes.get('upgrade hung') ?? 0).toBe(0);
    expect(closes.get(String(closeCodes.badMessage)) ?? 0).toBeGreaterThan(0);
    const known = [1000, 3000, 1005, ...Object.values(closeCodes)].map(String);
    const codes = [...closes.keys()].filter((what) => /^\d/.test(what));
    expect(codes.filter((code) => !known.includes(code))).toEqual([]);
    for (const { kind, reader } of honest) {
      await until(`all that was written in ${kind}`, () => textOf(reader).length === written);
    }
  },
  120_000 + seconds * 1000,
);

test('documents are equal at all who have them and at who comes later; the log has no error', async () => {
  const cookie = await stand.enter('recorder');
  for (const { kind, writer, reader } of honest) {
    const late = await openPeer(stand.server.url, cookie, roomName(stand.dialogueId, kind));
    const [first, ...others] = [writer, reader, late].map(({ doc }) => doc);
    await until(`the same of ${kind}`, () =>
      others.every((doc) => first && Y.equalSnapshots(Y.snapshot(first), Y.snapshot(doc))),
    );
    expect(late.doc.store.pendingStructs).toBeNull();
    expect(textOf(late)).toBe(textOf(writer));
    late.close();
  }
  const errors = stand.server
    .output()
    .split('\n')
    .filter((line) => line.includes('"level":50'));
  expect(errors.slice(0, 5).map((line) => line.slice(0, 500))).toEqual([]);
  expect((await stand.call('GET', '/dialogues')).status).toBe(200);
});
