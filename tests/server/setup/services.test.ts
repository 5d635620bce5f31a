import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { type Service, startPostgres, startRedis } from '../../setup/services.ts';
import { testDatabase } from '../../setup/shared-postgres.ts';

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function ask(service: Service, words: string): Promise<string> {
  const socket = connect(service.port, '127.0.0.1');
  socket.end(`${words}\r\n`);
  let said = '';
  for await (const chunk of socket.setEncoding('utf8')) said += chunk;
  return said;
}

test('PostgreSQL keeps what was committed over a kill, and its folder goes with it', async () => {
  const postgres = await startPostgres();
  const url = postgres.url(await postgres.createDatabase());
  await query(url, 'CREATE TABLE kept AS SELECT 1 AS n');
  await postgres.kill();
  await expect(query(url, 'SELECT 1')).rejects.toThrow();
  await postgres.restart();
  expect(await query(url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  postgres.pause();
  let answered = false;
  const waiting = query(url, 'SELECT n FROM kept').then((rows) => {
    answered = true;
    return rows;
  });
  postgres.resume();
  expect(await waiting).toEqual([{ n: 1 }]);
  expect(answered).toBe(true);
  await postgres.stop();
  expect(existsSync(dirname(postgres.log))).toBe(false);
});

test('Redis answers, and again after a kill', async () => {
  const redis = await startRedis();
  expect(await ask(redis, 'PING')).toBe('+PONG\r\n');
  await redis.kill();
  await redis.restart();
  expect(await ask(redis, 'PING')).toBe('+PONG\r\n');
  await redis.stop();
  expect(existsSync(dirname(redis.log))).toBe(false);
});

test('the databases that tests share belong to a role that row-level security holds for', async () => {
  const { url } = await testDatabase();
  const other = await testDatabase();
  expect(other.url).not.toBe(url);
  expect(
    await query(url, 'SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user'),
  ).toEqual([{ rolsuper: false, rolbypassrls: false }]);
});

test('a server ends with the process that started it, however that one ends', async () => {
  const services = new URL('../../setup/services.ts', import.meta.url).href;
  const starter = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `const { startRedis } = await import(${JSON.stringify(services)});
       const { log } = await startRedis();
       console.log(log);
       setInterval(() => undefined, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [log] = await once(createInterface({ input: starter.stdout }), 'line');
  expect(existsSync(log)).toBe(true);
  starter.kill('SIGKILL');
  await expect.poll(() => existsSync(dirname(log))).toBe(false);
});
