import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createApp } from '../../../server/api/app.ts';
import type { Parts } from '../../../server/api/context.ts';
import { readConfig } from '../../../server/config.ts';
import { type RunningServer, startServer } from '../../../server/main.ts';
import { documentTable, may, mayMake, type Role, roles } from '../../../shared/access.ts';
import { type DocumentKind, documentKinds } from '../../../shared/dialogue.ts';
import { petitionsOf } from '../../../shared/docs/board.ts';
import { closeCodes } from '../../../shared/wire.ts';
import { RawClient } from '../relay/raw-client.ts';
import { until } from '../relay/test-relay.ts';
import { type Call, type CallRule, calls, type WalkIds } from './api-rules.ts';

/*
 * Every cell of the table of rights, by real requests and sockets against the real server, in the own dialogue and in
 * another one. What is expected comes from shared/access.ts; what is right is read in docs/access.md.
 */
const visitors = [...roles, 'nobody'] as const;
type Visitor = (typeof visitors)[number];

const dir = mkdtempSync(join(tmpdir(), 'doithoai-walk-'));
let server: RunningServer;
let base = '';
let own: WalkIds;
let other: WalkIds;
const cookies = new Map<Visitor, string>();

const headersOf = (visitor: Visitor) => ({ cookie: cookies.get(visitor) ?? '' });

async function ask(visitor: Visitor, method: string, path: string, json?: unknown): Promise<Response> {
  return fetch(`${base}${path}`, {
    method,
    headers: { ...headersOf(visitor), 'content-type': 'application/json' },
    body: json === undefined ? undefined : JSON.stringify(json),
  });
}

async function read<T>(method: string, path: string, json?: unknown): Promise<T> {
  const answer = await ask('organizer', method, `/api${path}`, json);
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

async function enter(visitor: Visitor, token: string): Promise<void> {
  const answer = await ask('nobody', 'POST', '/api/session', { token });
  cookies.set(visitor, answer.headers.getSetCookie()[0]?.split(';')[0] ?? '');
}

async function linkOf(role: Role): Promise<string> {
  const scope = { unit: role === 'officer' ? 'Văn phòng' : '', village: role === 'village' ? 'Hào Lý' : '' };
  const json = { role, label: '', ...scope };
  return (await read<{ token: string }>('POST', `/dialogues/${own.dialogue}/links`, json)).token;
}

beforeAll(async () => {
  server = await startServer(
    readConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: dir, LOG_LEVEL: 'silent' }),
    async () => undefined,
  );
  base = `http://127.0.0.1:${server.port}`;
  await server.loadDemo();
  await enter('organizer', await server.organizerToken());
  const dialogues = await read<{ id: string }[]>('GET', '/dialogues');
  const [plan] = await read<{ id: string }[]>('GET', '/plans');
  const idsOf = (n: number): WalkIds => ({
    dialogue: dialogues[n]?.id ?? '',
    plan: plan?.id ?? '',
    freeze: '',
    petition: '',
  });
  [own, other] = [idsOf(0), idsOf(1)];
  for (const role of roles) if (role !== 'organizer') await enter(role, await linkOf(role));
});
afterAll(async () => {
  await server?.close();
  rmSync(dir, { recursive: true, force: true });
});

const sync = (ids: WalkIds, kind: DocumentKind) =>
  `${base.replace('http', 'ws')}/sync/${ids.dialogue}/${kind}`;

/** What a document looks like to the server itself: to the organizer, who reads all of them. */
async function stateOf(kind: DocumentKind): Promise<Y.Doc> {
  const client = await RawClient.join(sync(own, kind), headersOf('organizer'));
  client.ask();
  await until(() => client.answers.length > 0, 'the state');
  const doc = new Y.Doc();
  for (const update of [...client.answers, ...client.updates]) Y.applyUpdate(doc, update);
  await client.close();
  return doc;
}

/** An update that writes a word, as no page would. */
function crafted(word: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getMap('walk').set(word, true);
  return Y.encodeStateAsUpdate(doc);
}

let documentCells = 0;
describe('documents, by sockets', () => {
  const cells = documentKinds.flatMap((kind) => visitors.map((visitor) => ({ kind, visitor })));
  test.each(cells)('$visitor and $kind', async ({ kind, visitor }) => {
    const { write, read: readers } = documentTable[kind];
    const can = (list: readonly Role[]) => visitor !== 'nobody' && list.includes(visitor);
    const opens = can(write) || can(readers);
    const client = await RawClient.join(sync(own, kind), headersOf(visitor));
    expect(client.closed === null).toBe(opens);
    documentCells += 1;
    if (!opens) return;
    const word = `${visitor} ${kind}`;
    client.update(crafted(word));
    await until(() => client.saved.length > 0 || client.closed, 'an answer');
    documentCells += 1;
    if (can(write)) expect(client.closed).toBeNull();
    else expect(client.closed?.code).toBe(closeCodes.notAllowed);
    const words = JSON.stringify((await stateOf(kind)).getMap('walk').toJSON());
    expect(words.includes(word)).toBe(can(write));
    await client.close();
  });

  test.each(visitors)('%s and another dialogue', async (visitor) => {
    for (const kind of documentKinds) {
      const client = await RawClient.join(sync(other, kind), headersOf(visitor));
      expect(client.closed === null).toBe(visitor === 'organizer');
      documentCells += 1;
      await client.close();
    }
  });

  test('a room that is none, and a socket from another site', async () => {
    for (const room of ['', 'board', `${own.dialogue}/secret`, `${own.dialogue}/board/x`]) {
      const client = await RawClient.join(
        `${base.replace('http', 'ws')}/sync/${room}`,
        headersOf('recorder'),
      );
      expect(client.closed).not.toBeNull();
    }
    const foreign = { ...headersOf('recorder'), origin: 'http://evil.example' };
    expect((await RawClient.join(sync(own, 'board'), foreign)).closed).not.toBeNull();
  });
});

const isAllowed = (visitor: Visitor, rule: CallRule): boolean => {
  if (rule === 'anybody') return true;
  if (visitor === 'nobody') return false;
  if (rule === 'session') return true;
  if ('oneOf' in rule) return rule.oneOf.some((act) => may(visitor, act));
  return 'act' in rule ? may(visitor, rule.act) : mayMake(visitor, rule.paper);
};

const methodOf = ({ route }: Call) => route.slice(0, route.indexOf(' '));
const pathOf = ({ route, path }: Call, ids: WalkIds) =>
  path ? `/api${path(ids)}` : route.slice(route.indexOf(' ') + 1);

let callCells = 0;
let refusals = 0;
describe('calls, by requests', () => {
  beforeAll(async () => {
    const board = await stateOf('board');
    own.petition = [...petitionsOf(board).keys()][0] ?? '';
    other.petition = own.petition;
    for (const ids of [own, other])
      ids.freeze = (await read<{ id: string }>('POST', `/dialogues/${ids.dialogue}/freezes`)).id;
  });

  test('every route of the server is in the list, and no other', () => {
    const anything: unknown = new Proxy(() => undefined, { get: () => anything, apply: () => anything });
    const { routes } = createApp(anything as Parts);
    const registered = routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(calls.map(({ route }) => route))].sort()).toEqual([...new Set(registered)].sort());
  });

  test.each(
    calls.map((call) => ({
      ...call,
      name: `${methodOf(call)} ${pathOf(call, { dialogue: ':d', freeze: ':f', plan: ':p', petition: ':k' })}`,
    })),
  )('$name', async (call) => {
    for (const visitor of visitors) {
      const answer = await ask(visitor, methodOf(call), pathOf(call, own), call.json);
      await answer.body?.cancel();
      callCells += 1;
      const message = `${visitor}: ${answer.status}`;
      if (isAllowed(visitor, call.rule)) {
        expect([401, 403], message).not.toContain(answer.status);
        expect(answer.status, message).toBeLessThan(500);
      } else {
        refusals += 1;
        expect(answer.status, message).toBe(visitor === 'nobody' ? 401 : 403);
      }
    }
    const inAnother = pathOf(call, other);
    if (inAnother === pathOf(call, own) || call.path?.(other).startsWith('/plans/')) return;
    for (const visitor of visitors) {
      if (visitor === 'organizer') continue;
      const answer = await ask(visitor, methodOf(call), inAnother, call.json);
      await answer.body?.cancel();
      callCells += 1;
      refusals += 1;
      const tells = visitor !== 'nobody' && isAllowed(visitor, call.rule);
      // 400: a wrong body is refused before anything is looked at.
      expect(tells ? [400, 404] : [401, 403], `${visitor} elsewhere`).toContain(answer.status);
    }
  });

  test('was walked whole', () => {
    const told = `documents: ${documentCells} cells; calls: ${callCells} cells, ${refusals} of them refusals`;
    process.stdout.write(`${told}; ${visitors.length} visitors, ${calls.length} calls\n`);
    expect(documentCells).toBeGreaterThan(documentKinds.length * visitors.length);
    expect(callCells).toBeGreaterThan(calls.length * visitors.length);
  });
});
