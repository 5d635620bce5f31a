import { type IncomingHttpHeaders, request } from 'node:http';
import type * as Y from 'yjs';
import type { Role } from '../../shared/access.ts';
import { deviceParameter } from '../../shared/devices.ts';
import { type DocumentKind, roomName } from '../../shared/dialogue.ts';
import { allPetitions, raisePetition } from '../../shared/docs/board.ts';
import { hallDialogue, hallOffice } from '../e2e/kit.ts';
import { openPeer, type Peer } from '../e2e/peer.ts';
import { dataFolder, type ServerProcess, startServer } from '../e2e/server.ts';
import { RawClient } from '../server/relay/raw-client.ts';

/** One answer, read whole. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface Asked {
  cookie?: string;
  json?: unknown;
  body?: Uint8Array;
  /** The Host header; that of the process when left out. */
  host?: string;
  headers?: Record<string, string>;
}

/** An HTTP call to a process under any host name, as a proxy makes it. */
export function ask(url: string, method: string, path: string, asked: Asked = {}): Promise<Answer> {
  const { cookie, json, body, host, headers } = asked;
  const sent = body ?? (json === undefined ? undefined : Buffer.from(JSON.stringify(json)));
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const call = request(`${url}${path}`, {
    method,
    headers: {
      ...(host !== undefined && { host }),
      ...(cookie !== undefined && { cookie }),
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(sent && { 'content-length': sent.length }),
      ...headers,
    },
  });
  call.on('response', (answer) => {
    let text = '';
    answer.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    answer.on('error', reject);
  });
  call.on('error', reject);
  call.end(sent);
  return promise;
}

/** As `ask`, for what must work; resolves to its JSON. */
export async function askFor<T>(url: string, method: string, path: string, asked: Asked = {}): Promise<T> {
  const { status, text } = await ask(url, method, path, asked);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
  return JSON.parse(text);
}

/** Signs in with a link's token; resolves to the cookie. */
export async function join(url: string, token: string, name: string, host?: string): Promise<string> {
  const joined = await ask(url, 'POST', '/api/session', { json: { token }, host });
  const cookie = joined.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  await ask(url, 'PATCH', '/api/session', { json: { name }, cookie, host });
  return cookie;
}

/** Processes of one installation, on one machine. */
export interface Province {
  processes: ServerProcess[];
  /** Starts one more. */
  start(env?: Record<string, string>): Promise<ServerProcess>;
  close(): Promise<void>;
}

export async function openProvince(env: Record<string, string>, processes: number): Promise<Province> {
  const folders: { remove(): void }[] = [];
  const running: ServerProcess[] = [];
  const start = async (more: Record<string, string> = {}) => {
    const data = dataFolder();
    folders.push(data);
    const server = await startServer({ dataDir: data.dir, env: { ...env, ...more } });
    running.push(server);
    return server;
  };
  for (let at = 0; at < processes; at += 1) await start();
  return {
    processes: running,
    start,
    async close() {
      await Promise.all(running.map((server) => server.kill()));
      for (const folder of folders) folder.remove();
    },
  };
}

/** A dialogue of a commune, made through one process. */
export interface Hall {
  dialogueId: string;
  /** The organizer's cookie. */
  organizer: string;
  host: string | undefined;
  /** A new session of a role, made through `url`. */
  enter(url: string, role: Role, name: string): Promise<{ cookie: string; linkId: string }>;
}

export async function openHall(url: string, token: string, host?: string): Promise<Hall> {
  const organizer = await join(url, token, 'Lê Văn Phòng', host);
  const as = { cookie: organizer, host };
  const office = await askFor<object>(url, 'GET', '/api/office', as);
  await askFor(url, 'PUT', '/api/office', { ...as, json: { ...office, ...hallOffice } });
  const { id: dialogueId } = await askFor<{ id: string }>(url, 'POST', '/api/dialogues', {
    ...as,
    json: hallDialogue,
  });
  return {
    dialogueId,
    organizer,
    host,
    async enter(at, role, name) {
      const { token: own, link } = await askFor<{ token: string; link: { id: string } }>(
        at,
        'POST',
        `/api/dialogues/${dialogueId}/links`,
        { ...as, json: { role, label: '' } },
      );
      return { cookie: await join(at, own, name, host), linkId: link.id };
    },
  };
}

/** A raw socket to a document, under any host; `sign`: what the device calls itself (shared/devices.ts). */
export function openSocket(
  url: string,
  cookie: string,
  dialogueId: string,
  kind: DocumentKind,
  host = new URL(url).host,
  sign?: string,
): Promise<RawClient> {
  const headers = { cookie, host, origin: `http://${host}` };
  const device = sign === undefined ? '' : `?${deviceParameter}=${sign}`;
  return RawClient.join(`${url.replace('http', 'ws')}/sync/${roomName(dialogueId, kind)}${device}`, headers);
}

export const openBoard = (url: string, cookie: string, dialogueId: string): Promise<Peer> =>
  openPeer(url, cookie, roomName(dialogueId, 'board'));

let raised = 0;
/** Raises a petition on a device; resolves to its id. */
export function raise({ doc }: Pick<Peer, 'doc'>, content: string): string {
  raised += 1;
  const id = `petition${String(raised).padStart(4, '0')}`;
  raisePetition(doc, id, 'Phạm Thị Ghi Chép', new Date().toISOString(), { content });
  return id;
}

/** The number that a device shows for a petition; empty while it has none. */
export function numberOf({ doc }: Pick<Peer, 'doc'>, id: string): string {
  return allPetitions(doc).find((petition) => petition.id === id)?.number ?? '';
}

/** All text of a document. */
export const textOf = (doc: Y.Doc): string =>
  JSON.stringify([...doc.share.keys()].map((key) => doc.get(key).toJSON()));
