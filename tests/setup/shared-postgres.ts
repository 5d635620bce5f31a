import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresService, startPostgres } from './services.ts';

/** A database of its own on the run's PostgreSQL. */
export interface TestDatabase {
  /** As the role that owns it, which is no superuser. */
  url: string;
  adminUrl: string;
}

const setting = 'DOITHOAI_TEST_POSTGRES';

/**
 * Vitest's global setup: one PostgreSQL for all files of a run, started when the first of them asks for a database, so
 * that runs that need none wait for none. Returns what ends it.
 */
export default async function setup(): Promise<() => Promise<void>> {
  let service: Promise<PostgresService> | null = null;
  const path = join(tmpdir(), `doithoai-test-${randomBytes(6).toString('hex')}`);
  const asked = createServer(async (socket) => {
    socket.on('error', () => undefined);
    try {
      // Nobody breaks this one, so that its commits need not wait for the disk.
      service ??= startPostgres({ fsync: 'off', synchronous_commit: 'off' });
      const postgres = await service;
      const name = await postgres.createDatabase();
      const database: TestDatabase = { url: postgres.url(name), adminUrl: postgres.adminUrl(name) };
      socket.end(JSON.stringify(database));
    } catch (error) {
      socket.end(JSON.stringify({ failed: String(error) }));
    }
  }).listen(path);
  await once(asked, 'listening');
  process.env[setting] = path;
  return async () => {
    asked.close();
    rmSync(path, { force: true });
    const postgres = await service?.catch(() => null);
    await postgres?.stop();
  };
}

/** An empty database on the PostgreSQL that this run's test files share. Tests that break their server start their own. */
export async function testDatabase(): Promise<TestDatabase> {
  const path = process.env[setting];
  if (path === undefined) throw new Error('tests run under vitest, which starts what they share');
  const socket = connect(path);
  let said = '';
  for await (const chunk of socket.setEncoding('utf8')) said += chunk;
  const answer: TestDatabase | { failed: string } = JSON.parse(said);
  if ('failed' in answer) throw new Error(answer.failed);
  return answer;
}
