import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import WebSocket from 'ws';
import { dataFolder, startServer } from './server.ts';

/** Every file of a folder, whole. */
function filesOf(dir: string): Buffer[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
}

test('a server that logs all it can writes no token, no cookie and no name', async () => {
  const data = dataFolder();
  const server = await startServer({ dataDir: data.dir, args: ['--demo'], env: { LOG_LEVEL: 'debug' } });
  const secrets: string[] = [];
  const ask = async (cookie: string, method: string, path: string, json?: unknown) => {
    const answer = await fetch(`${server.url}/api${path}`, {
      method,
      headers: { cookie, 'content-type': 'application/json' },
      body: json === undefined ? undefined : JSON.stringify(json),
    });
    return { cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '', body: await answer.json() };
  };
  const enter = async (token: string) => {
    const { cookie } = await ask('', 'POST', '/session', { token });
    secrets.push(token, cookie.split('=')[1] ?? '');
    return cookie;
  };
  const connect = (cookie: string, room: string) =>
    new Promise<void>((resolve) => {
      const socket = new WebSocket(`${server.url.replace('http', 'ws')}/sync/${room}`, {
        headers: { cookie },
      });
      socket.on('open', () => socket.send(Buffer.from([9, 9, 9])));
      socket.on('error', () => resolve());
      socket.on('close', () => resolve());
    });

  const organizer = await enter(new URL(server.organizerLink).hash.slice(1));
  const dialogues: { id: string }[] = (await ask(organizer, 'GET', '/dialogues')).body;
  const dialogueId = dialogues[0]?.id ?? '';
  const rows = [{ person: { name: 'Phạm Bí Mật', title: '', unit: '', account: 'bimat@xa.vn' }, duties: [] }];
  const refused = [{ ...rows[0], duties: [{ role: 'recorder', dialogueId: 'nowhere00001' }] }];
  await ask(organizer, 'POST', '/people/import', { rows: refused });
  const duty = { role: 'recorder', dialogueId };
  const made = await ask(organizer, 'POST', '/people/import', { rows: [{ ...rows[0], duties: [duty] }] });
  const dutyId = made.body.duties[0].id;
  const { token } = (await ask(organizer, 'POST', `/duties/${dutyId}/link`)).body;
  const recorder = await enter(token);
  // Refused: used up, invented, cut short; a room that is not theirs; bytes that are no message.
  for (const wrong of [token, 'A'.repeat(43), token.slice(1)])
    await ask('', 'POST', '/session', { token: wrong });
  await connect(recorder, `${dialogueId}/board`);
  await connect(recorder, 'another00001/board');
  await connect(`doithoai_session=${token}`, `${dialogueId}/board`);
  await ask(organizer, 'DELETE', `/duties/${dutyId}`);
  await ask(recorder, 'GET', '/dialogues');
  await server.stop();

  const printed = server.organizerLink;
  const log = server.output().replaceAll(printed, '');
  expect(log).toContain('connection refused');
  const files = filesOf(data.dir);
  for (const secret of secrets) {
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(log).not.toContain(secret);
    expect(files.some((file) => file.includes(secret))).toBe(false);
  }
  for (const personal of ['Phạm Bí Mật', 'bimat@xa.vn']) expect(log).not.toContain(personal);
  data.remove();
});
