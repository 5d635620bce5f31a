import { createHash, timingSafeEqual } from 'node:crypto';
import {
  Agent,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream';

/** Headers of calls between processes. Whoever sends one of them without the secret is refused. */
export const secretHeader = 'x-doithoai-secret';
export const communeHeader = 'x-doithoai-commune';
export const addressHeader = 'x-doithoai-address';
/** On an answer: the process that was asked is not the steward; nothing was done. */
export const notStewardHeader = 'x-doithoai-not-steward';

const ownHeaders = [secretHeader, communeHeader, addressHeader] as const;

/** Headers that are a connection's own (RFC 9110, 7.6.1). */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

/** Another process on the same network answers by then, or is gone: ms to connect, and for short calls in all. */
const connectWithin = 1_500;
const answerWithin = 5_000;

const digest = (text: string) => createHash('sha256').update(text).digest();

/** `outside`: no call between processes; `refused`: one without the secret. */
export function callOf(
  headers: IncomingHttpHeaders,
  secret: string,
): 'outside' | 'refused' | { commune: string; address: string } {
  if (ownHeaders.every((name) => headers[name] === undefined)) return 'outside';
  const said = String(headers[secretHeader] ?? '');
  // Digests have one length: how much of it is right takes no longer to find out.
  if (!timingSafeEqual(digest(said), digest(secret))) return 'refused';
  return { commune: String(headers[communeHeader] ?? ''), address: String(headers[addressHeader] ?? '') };
}

/** What became of a request that was to be passed on. */
export type PassedOn =
  | 'answered'
  /**
   * Nobody answered, or the one who did is not the steward. `again`: it may be tried elsewhere, as nothing of it was
   * sent, nothing was done, or it only asks. What may have been done is the page's to send again, by its name.
   */
  | { again: boolean };

export interface Calls {
  /** Passes a request on as it is and its answer back, both as they come. Never rejects. */
  passOn(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    to: { url: string; commune: string; address: string },
  ): Promise<PassedOn>;
  /** Asks another process; null when it is not the steward. Rejects when it does not answer. */
  ask(url: string, path: string, commune: string, body: unknown): Promise<unknown>;
  /** Gives up what a commune's steward was asked and has not begun to answer. */
  drop(commune: string): void;
  /** Communes whose steward was asked and has not begun to answer. */
  awaited(): Iterable<string>;
  close(): void;
}

/** Pairs of a message's raw headers that go on. */
function passed(raw: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name = '', value = ''] = [raw[at], raw[at + 1]];
    if (!hopByHop.has(name.toLowerCase()) && name.toLowerCase() !== notStewardHeader) kept.push(name, value);
  }
  return kept;
}

function hasBody({ method, headers }: IncomingMessage): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Calls to other processes of the installation. */
export function createCalls(secret: string): Calls {
  const waiting = new Map<ClientRequest, string>();
  const agent = new Agent({ keepAlive: true, keepAliveMsecs: 1_000, maxFreeSockets: 64 });

  function passOn(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    { url, commune, address }: { url: string; commune: string; address: string },
  ): Promise<PassedOn> {
    const { resolve, promise } = Promise.withResolvers<PassedOn>();
    const { hostname, port } = new URL(url);
    const withBody = hasBody(incoming);
    const onlyAsks = incoming.method === 'GET' || incoming.method === 'HEAD';
    let isSent = false;
    let bodySent = false;
    let isAnswered = false;
    const call = request({
      agent,
      hostname,
      port,
      method: incoming.method,
      path: incoming.url,
      setHost: false,
      headers: [
        ...passed(incoming.rawHeaders),
        ...[secretHeader, secret, communeHeader, commune, addressHeader, address],
        // Of a body whose length is not told, Node needs to hear how it comes.
        ...(withBody && incoming.headers['content-length'] === undefined
          ? ['transfer-encoding', 'chunked']
          : []),
      ],
    });
    waiting.set(call, commune);
    const tooLate = setTimeout(() => call.destroy(new Error('no connection')), connectWithin);
    const send = () => {
      clearTimeout(tooLate);
      isSent = true;
      if (!withBody) call.end();
      else {
        bodySent = true;
        incoming.pipe(call);
      }
    };
    call.once('socket', (socket) => {
      if (socket.connecting) socket.once('connect', send);
      else send();
    });
    call.once('response', (answer) => {
      waiting.delete(call);
      if (answer.headers[notStewardHeader] !== undefined) {
        answer.resume();
        resolve({ again: !bodySent });
        return;
      }
      isAnswered = true;
      outgoing.writeHead(answer.statusCode ?? 502, passed(answer.rawHeaders));
      pipeline(answer, outgoing, () => resolve('answered'));
    });
    call.on('error', () => {
      clearTimeout(tooLate);
      waiting.delete(call);
      incoming.unpipe(call);
      if (isAnswered) outgoing.destroy();
      else resolve({ again: onlyAsks || !isSent });
    });
    outgoing.once('close', () => call.destroy());
    return promise;
  }

  async function ask(url: string, path: string, commune: string, body: unknown): Promise<unknown> {
    const { resolve, reject, promise } = Promise.withResolvers<unknown>();
    const text = JSON.stringify(body);
    const { hostname, port } = new URL(url);
    const call = request({
      agent,
      hostname,
      port,
      method: 'POST',
      path,
      signal: AbortSignal.timeout(answerWithin),
      headers: {
        [secretHeader]: secret,
        [communeHeader]: commune,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      },
    });
    call.once('response', (answer) => {
      if (answer.headers[notStewardHeader] !== undefined) {
        answer.resume();
        return resolve(null);
      }
      readAll(answer).then((read) => {
        if (answer.statusCode === 200) resolve(JSON.parse(read.toString('utf8')));
        else reject(new Error(`status ${answer.statusCode}`));
      }, reject);
    });
    call.once('error', reject);
    call.end(text);
    return promise;
  }

  return {
    passOn,
    ask,
    drop(commune) {
      for (const [call, of] of waiting) if (of === commune) call.destroy(new Error('no steward any more'));
    },
    awaited: () => new Set(waiting.values()),
    close: () => agent.destroy(),
  };
}

/** A whole body of a call between processes. */
export async function readAll(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
