import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../../server/config.ts';
import { type RunningServer, startServer } from '../../../server/main.ts';
import { attemptHeader } from '../../../shared/attempt.ts';
import { hallDialogue } from '../../e2e/kit.ts';

/* A change that is sent twice, since its answer was lost on the way, is made once. */
const dir = mkdtempSync(join(tmpdir(), 'doithoai-attempts-'));
let server: RunningServer;
let cookie = '';

const nameOf = (letter: string) => letter.repeat(24);
const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';

function send(path: string, attempt: string, json: unknown, method = 'POST'): Promise<Response> {
  return fetch(`http://127.0.0.1:${server.port}/api${path}`, {
    method,
    headers: { cookie, 'content-type': 'application/json', [attemptHeader]: attempt },
    body: json === undefined ? undefined : JSON.stringify(json),
  });
}

async function dialogues(): Promise<{ id: string; title: string }[]> {
  return (await fetch(`http://127.0.0.1:${server.port}/api/dialogues`, { headers: { cookie } })).json();
}

beforeAll(async () => {
  const config = readConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: dir, LOG_LEVEL: 'silent' });
  server = await startServer(config, async () => undefined);
});
afterAll(async () => {
  await server.close();
  rmSync(dir, { recursive: true, force: true });
});

test('a one-time link whose answer was lost opens once more for the same attempt, and for no other', async () => {
  const token = await server.organizerToken();
  const first = await send('/session', nameOf('a'), { token });
  const again = await send('/session', nameOf('a'), { token });
  expect([first.status, again.status]).toEqual([200, 200]);
  expect(cookieOf(again)).toBe(cookieOf(first));
  expect(cookieOf(first)).not.toBe('');
  expect(await (await send('/session', nameOf('b'), { token })).json()).toEqual({ error: 'linkUsed' });
  cookie = cookieOf(first);
});

test('a dialogue that is sent twice, one after the other or at once, is one', async () => {
  const made = await (await send('/dialogues', nameOf('c'), hallDialogue)).json();
  expect(await (await send('/dialogues', nameOf('c'), hallDialogue)).json()).toEqual(made);
  const other = { ...hallDialogue, title: 'Cùng lúc' };
  const both = await Promise.all([1, 2].map(() => send('/dialogues', nameOf('d'), other)));
  const ids = await Promise.all(both.map(async (answer) => (await answer.json()).id));
  expect(new Set(ids).size).toBe(1);
  expect((await dialogues()).map(({ title }) => title).sort()).toEqual(
    ['Cùng lúc', hallDialogue.title].sort(),
  );
});

test('another change, another name, or a name that is none is made anew; what was refused is tried again', async () => {
  const { length } = await dialogues();
  await send('/dialogues', nameOf('c'), { ...hallDialogue, title: 'Khác' });
  await send('/dialogues', nameOf('e'), hallDialogue);
  await send('/dialogues', 'x', hallDialogue);
  await send('/dialogues', 'x', hallDialogue);
  expect(await dialogues()).toHaveLength(length + 4);
  const [one] = await dialogues();
  const path = `/dialogues/${one?.id}/links`;
  expect((await send(path, nameOf('f'), { role: 'nobody', label: '' })).status).toBe(400);
  const link = { role: 'recorder', label: '' };
  const given = await (await send(path, nameOf('f'), link)).json();
  expect(given.token).toHaveLength(43);
  expect((await (await send(path, nameOf('f'), link)).json()).token).toBe(given.token);
});

test('whose session has ended is told nothing again', async () => {
  const made = await send('/dialogues', nameOf('g'), hallDialogue);
  expect(made.status).toBe(201);
  expect((await send('/session', nameOf('h'), undefined, 'DELETE')).status).toBe(200);
  expect((await send('/dialogues', nameOf('g'), hallDialogue)).status).toBe(401);
});
