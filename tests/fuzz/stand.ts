import { setTimeout as pause } from 'node:timers/promises';
import * as Y from 'yjs';
import type { Role } from '../../shared/access.ts';
import type { Dialogue, Office } from '../../shared/dialogue.ts';
import { hallDialogue, hallOffice } from '../e2e/kit.ts';
import { openPeer } from '../e2e/peer.ts';
import { command, dataFolder, type ServerProcess, startServer } from '../e2e/server.ts';

/** The real server for attacks: two dialogues, one of them not ours, and sessions of every role. */
export interface Stand {
  server: ServerProcess;
  /** The dialogue that the sessions are of, and one that they are not of. */
  dialogueId: string;
  otherId: string;
  /** An API call as the organizer; throws on a refusal. */
  call(method: string, path: string, json?: unknown): Promise<Response>;
  /** Makes a link of a role and goes in: the session's cookie. */
  enter(role: Role): Promise<string>;
  close(): Promise<void>;
}

/** Roles that a link of a dialogue needs more for. */
const more: Partial<Record<Role, string[]>> = {
  officer: ['--unit', 'Địa chính – nông nghiệp'],
  village: ['--village', 'Đăk Vang'],
};

/** Goes in with a link: the session's cookie. */
export async function join(url: string, token: string): Promise<string> {
  const joined = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  const cookie = joined.headers.getSetCookie()[0]?.split(';')[0];
  if (!cookie) throw new Error(`the link did not open: ${joined.status} ${await joined.text()}`);
  return cookie;
}

export async function openStand(env: Record<string, string> = {}): Promise<Stand> {
  const data = dataFolder();
  const server = await startServer({ dataDir: data.dir, env });
  const settings = { DATA_DIR: data.dir, PORT: String(server.port), HOST: '127.0.0.1' };
  const organizer = await join(server.url, server.organizerLink.split('#')[1] ?? '');
  const call = async (method: string, path: string, json?: unknown) => {
    const response = await fetch(`${server.url}/api${path}`, {
      method,
      headers: { cookie: organizer, 'content-type': 'application/json' },
      body: json === undefined ? undefined : JSON.stringify(json),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  await call('PATCH', '/session', { name: 'Lê Văn Phòng' });
  const office: Office = await (await call('GET', '/office')).json();
  await call('PUT', '/office', { ...office, ...hallOffice });
  const make = async () => ((await (await call('POST', '/dialogues', hallDialogue)).json()) as Dialogue).id;
  const [dialogueId, otherId] = [await make(), await make()];
  const tokens = new Map<Role, string>();
  /** Goes in by a new link, as the command line makes it. */
  const enterAnew = (role: Role): Promise<string> => {
    const made = command('link', ['--role', role, '--dialogue', dialogueId, ...(more[role] ?? [])], settings);
    if (made.code !== 0) throw new Error(made.err);
    const token = made.out.split('#')[1] ?? '';
    tokens.set(role, token);
    return join(server.url, token);
  };
  return {
    server,
    dialogueId,
    otherId,
    call,
    async enter(role) {
      if (role === 'organizer') {
        const made = await call('POST', `/dialogues/${dialogueId}/links`, { role, label: 'x' });
        return join(server.url, ((await made.json()) as { token: string }).token);
      }
      const known = tokens.get(role);
      // The link may have been revoked meanwhile.
      return known ? join(server.url, known).catch(() => enterAnew(role)) : enterAnew(role);
    },
    async close() {
      await server.stop();
      data.remove();
    },
  };
}

/** Looks until something is so; rejects after 20 s. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 20_000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`not seen: ${what}`);
    await pause(20);
  }
}

/** Writes a text that can be told again into an entry of a register or a board; resolves once the hall has it. */
export async function plant(stand: Stand, cookie: string, room: string, secret: string): Promise<void> {
  const { url } = stand.server;
  const place = room.endsWith('/board') ? 'petitions' : 'attendees';
  const writer = await openPeer(url, cookie, room);
  const entry = new Y.Map<unknown>([
    ['name', `${secret} Văn`],
    ['content', new Y.Text(secret)],
    ['number', 'KN-01'],
    ['state', 'new'],
  ]);
  writer.doc.getMap(place).set('abcdefabcdef', entry);
  await until('what was planted', async () => {
    const reader = await openPeer(url, cookie, room);
    const seen = JSON.stringify(reader.doc.getMap(place).toJSON()).includes(secret);
    reader.close();
    return seen;
  });
  writer.close();
}
