import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import {
  addressHeader,
  callOf,
  communeHeader,
  createCalls,
  notStewardHeader,
  type PassedOn,
  readAll,
  secretHeader,
} from '../../../server/stewards/calls.ts';

const secret = 'x'.repeat(43);
const servers: Server[] = [];
const calls = createCalls(secret);
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listening(
  answer: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
): Promise<string> {
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing)).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A process that passes everything on to `url`. */
function front(url: string, outcomes: PassedOn[]): Promise<string> {
  return listening(async (incoming, outgoing) => {
    const outcome = await calls.passOn(incoming, outgoing, { url, commune: 'xa', address: '10.1.2.3' });
    outcomes.push(outcome);
    if (outcome !== 'answered') outgoing.writeHead(503).end();
  });
}

describe('calls between processes', () => {
  test('a request is passed on as it came, with who sent it, and its answer comes back as it is', async () => {
    let seen: IncomingMessage | undefined;
    let body = '';
    const steward = await listening(async (incoming, outgoing) => {
      seen = incoming;
      body = (await readAll(incoming)).toString();
      outgoing.writeHead(201, [
        ...['set-cookie', 'a=1; HttpOnly', 'set-cookie', 'b=2', 'content-type', 'text/plain', 'x-own', 'yes'],
      ]);
      outgoing.end('made');
    });
    const outcomes: PassedOn[] = [];
    const url = await front(steward, outcomes);
    const answer = await fetch(`${url}/api/plans?year=2026`, {
      method: 'POST',
      body: 'a body',
      headers: { cookie: 'session=1', origin: 'http://a.vn', 'sec-fetch-site': 'same-origin' },
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2']);
    expect(answer.headers.get('x-own')).toBe('yes');
    expect(await answer.text()).toBe('made');
    expect(body).toBe('a body');
    expect(seen?.method).toBe('POST');
    expect(seen?.url).toBe('/api/plans?year=2026');
    expect(seen?.headers).toMatchObject({
      host: new URL(url).host,
      cookie: 'session=1',
      origin: 'http://a.vn',
      [communeHeader]: 'xa',
      [addressHeader]: '10.1.2.3',
    });
    expect(callOf(seen?.headers ?? {}, secret)).toEqual({ commune: 'xa', address: '10.1.2.3' });
    expect(outcomes).toEqual(['answered']);
  });

  test('bodies go both ways as they come, nothing waits for the whole', async () => {
    const steward = await listening((incoming, outgoing) => {
      outgoing.writeHead(200);
      incoming.pipe(outgoing);
    });
    const url = await front(steward, []);
    const call = request(url, { method: 'PUT', headers: { 'transfer-encoding': 'chunked' } });
    call.write('one');
    const [answer] = (await once(call, 'response')) as [IncomingMessage];
    const [first] = await once(answer, 'data');
    expect(String(first)).toBe('one');
    call.end('two');
    const [second] = await once(answer, 'data');
    expect(String(second)).toBe('two');
  });

  test('where nobody listens nothing of a request is lost: it may be tried again', async () => {
    const gone = await listening(() => undefined);
    servers[0]?.close();
    const outcomes: PassedOn[] = [];
    const url = await front(gone, outcomes);
    await fetch(url, { method: 'POST', body: 'a body' });
    await fetch(url);
    expect(outcomes).toEqual([{ again: true }, { again: true }]);
  });

  test('a steward that dies after it got the body is not asked twice', async () => {
    const steward = await listening(async (incoming) => {
      await readAll(incoming);
      incoming.socket.destroy();
    });
    const outcomes: PassedOn[] = [];
    const url = await front(steward, outcomes);
    await fetch(url, { method: 'POST', body: 'a body' });
    expect(outcomes).toEqual([{ again: false }]);
  });

  test('nor is one that dies after it got a change without a body; a question it is asked again', async () => {
    const steward = await listening((incoming) => {
      incoming.socket.destroy();
    });
    const outcomes: PassedOn[] = [];
    const url = await front(steward, outcomes);
    for (const method of ['POST', 'DELETE', 'PUT', 'GET', 'HEAD']) await fetch(url, { method });
    expect(outcomes).toEqual([false, false, false, true, true].map((again) => ({ again })));
  });

  test('one that is not the steward has done nothing', async () => {
    const other = await listening((_incoming, outgoing) => {
      outgoing.writeHead(503, { [notStewardHeader]: '1' }).end();
    });
    const outcomes: PassedOn[] = [];
    const url = await front(other, outcomes);
    await fetch(url);
    expect(outcomes).toEqual([{ again: true }]);
    expect(await calls.ask(other, '/internal/notes', 'xa', {})).toBeNull();
  });

  test('whoever says a header of ours without the secret is refused', () => {
    expect(callOf({ host: 'a.vn' }, secret)).toBe('outside');
    for (const headers of [
      { [addressHeader]: '10.0.0.1' },
      { [communeHeader]: 'xa' },
      { [secretHeader]: 'y'.repeat(43), [communeHeader]: 'xa' },
      { [secretHeader]: secret.slice(1), [communeHeader]: 'xa' },
      { [secretHeader]: '' },
    ])
      expect(callOf(headers, secret)).toBe('refused');
  });
});
