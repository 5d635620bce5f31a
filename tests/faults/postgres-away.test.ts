import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { postgresEngine } from '../../server/store/postgres/engine.ts';
import { StoreAwayError } from '../../server/store/postgres/errors.ts';
import { openDatabase } from '../../server/store/postgres/open.ts';
import type { Pool } from '../../server/store/postgres/pool.ts';
import { PostgresLog } from '../../server/store/postgres/update-log.ts';
import { FaultProxy } from '../net/proxy.ts';
import { type PostgresService, startPostgres, startStandby } from '../setup/services.ts';

/*
 * PostgreSQL dies, stands still, or ends connections, while books and logs of several communes are written: nothing that
 * was acknowledged is lost, nothing is half there, and all goes on by itself.
 */

let postgres: PostgresService;
let pool: Pool;
let load: Load;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  const url = postgres.url(await postgres.createDatabase());
  pool = await openDatabase(url, { max: 6, patience: 1000, statementTimeout: 1500 });
  load = new Load(pool);
});
afterEach(async () => {
  await load.stop();
  pool.close();
});

/** Writes as fast as it is answered, and knows what it was promised. */
class Load {
  /** Promised plans by commune, and what was promised of rooms: the version of each batch. */
  readonly plans = new Map<string, string[]>();
  readonly versions = new Map<string, Map<number, number>>();
  acknowledged = 0;
  away = 0;
  readonly surprises: unknown[] = [];
  private isEnding = false;
  private readonly writers: Promise<void>[];

  constructor(pool: Pool) {
    const tenants = ['a.test', 'b.test', 'c.test'];
    this.writers = [
      ...tenants.map((tenant) => this.repeat((n) => this.writeBooks(pool, tenant, n))),
      ...[0, 1].map((relay) => this.repeat((n) => this.writeRooms(pool, tenants, relay, n))),
    ];
  }

  async stop(): Promise<void> {
    this.isEnding = true;
    await Promise.all(this.writers);
  }

  private async repeat(write: (n: number) => Promise<void>): Promise<void> {
    for (let n = 1; !this.isEnding; n += 1) {
      try {
        await write(n);
        this.acknowledged += 1;
      } catch (error) {
        if (error instanceof StoreAwayError) this.away += 1;
        else this.surprises.push(error);
        // As a relay does: a pause, then again.
        await delay(20);
      }
    }
  }

  /** Two rows that belong together. */
  private async writeBooks(pool: Pool, tenant: string, n: number): Promise<void> {
    const sql = postgresEngine(pool, tenant);
    const put = sql.prepare('INSERT INTO plan (id, year, body) VALUES (?, ?, ?)');
    await sql.transaction(async () => {
      await put.run(`${n}.1`, n, '');
      await put.run(`${n}.2`, n, '');
    });
    this.plans.set(tenant, [...(this.plans.get(tenant) ?? []), `${n}.1`, `${n}.2`]);
  }

  private async writeRooms(pool: Pool, tenants: string[], relay: number, n: number): Promise<void> {
    const rooms = tenants.map((tenant) => `${tenant}/room`);
    const bytes = Uint8Array.of(relay, n >> 16, n >> 8, n);
    const versions = await new PostgresLog(pool).append(rooms.map((room) => ({ room, update: bytes })));
    const code = Buffer.from(bytes).readUInt32BE();
    for (const [at, room] of rooms.entries()) {
      const known = this.versions.get(room) ?? new Map<number, number>();
      this.versions.set(room, known);
      known.set(versions[at] ?? -1, code);
    }
  }
}

/** After the load has ended: all that was promised is there, transactions are whole, versions have no gap. */
async function expectNothingLost(): Promise<void> {
  expect(load.surprises).toEqual([]);
  for (const [tenant, promised] of load.plans) {
    const rows = await postgresEngine(pool, tenant).prepare('SELECT id FROM plan').all();
    const stored = new Set(rows.map(({ id }) => String(id)));
    expect(promised.filter((id) => !stored.has(id))).toEqual([]);
    for (const id of stored)
      expect(stored.has(id.replace(/[12]$/, (part) => (part === '1' ? '2' : '1')))).toBe(true);
  }
  const log = new PostgresLog(pool);
  for (const [room, promised] of load.versions) {
    const found = (await log.read(new Map([[room, 0]]))).get(room);
    const rows = found?.rows ?? [];
    expect(rows.map(({ version }) => version)).toEqual(rows.map((_, n) => n + 1));
    expect(found?.state.version).toBe(rows.length);
    for (const [version, code] of promised)
      expect(Buffer.from(rows[version - 1]?.update ?? []).readUInt32BE(), `${room} ${version}`).toBe(code);
  }
}

/** Waits until so many more writes were acknowledged. */
async function goesOn(more = 30): Promise<void> {
  const before = load.acknowledged;
  await expect.poll(() => load.acknowledged).toBeGreaterThan(before + more);
}

test('it is killed and comes back', async () => {
  for (let round = 0; round < 3; round += 1) {
    await goesOn();
    await postgres.kill();
    const before = load.away;
    await expect.poll(() => load.away).toBeGreaterThan(before);
    await postgres.restart();
    await goesOn();
  }
  await load.stop();
  await expectNothingLost();
});

test('it stands still and goes on', async () => {
  await goesOn();
  postgres.pause();
  const before = load.away;
  // Everybody is told within the time that a statement may take, and nobody hangs.
  await expect.poll(() => load.away).toBeGreaterThan(before + 5);
  postgres.resume();
  await goesOn();
  await load.stop();
  await expectNothingLost();
});

test('its connections are ended under load', async () => {
  const admin = new Client({ connectionString: postgres.adminUrl() });
  await admin.connect();
  try {
    for (let round = 0; round < 20; round += 1) {
      await goesOn(5);
      await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'doithoai'");
    }
  } finally {
    await admin.end();
  }
  await goesOn();
  await load.stop();
  await expectNothingLost();
});

test('another server takes its place, behind the same address', async () => {
  await load.stop();
  pool.close();
  const primary = await startPostgres();
  const database = await primary.createDatabase();
  const standby = await startStandby(primary);
  const proxy = await FaultProxy.open(primary.port);
  try {
    const url = new URL(primary.url(database));
    url.port = new URL(proxy.url).port;
    pool = await openDatabase(url.href, { max: 6, patience: 1000, statementTimeout: 1500 });
    load = new Load(pool);
    await goesOn();
    // The address leads to the standby before it is a primary; what was open to the old one stays open and says nothing.
    proxy.moveServer(standby.port);
    proxy.moveDevices();
    const before = load.away;
    await expect.poll(() => load.away).toBeGreaterThan(before);
    await primary.kill();
    await standby.promote();
    await goesOn();
    await load.stop();
    await expectNothingLost();
  } finally {
    await load.stop();
    pool.close();
    await proxy.close();
    await Promise.all([primary.stop(), standby.stop()]);
  }
});

test('who stands still or has died holds no lock for long', async () => {
  await load.stop();
  const settings = await pool.use({ relay: true }, async (connection) => {
    const { rows } = await connection.query(
      `SELECT name, setting::int AS value FROM pg_settings WHERE name IN ('idle_in_transaction_session_timeout',
       'lock_timeout', 'statement_timeout', 'tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count',
       'client_connection_check_interval') ORDER BY name`,
      [],
    );
    return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  });
  expect(settings).toEqual({
    client_connection_check_interval: 5000,
    idle_in_transaction_session_timeout: 10_000,
    lock_timeout: 1000,
    statement_timeout: 1500,
    tcp_keepalives_count: 3,
    tcp_keepalives_idle: 10,
    tcp_keepalives_interval: 5,
  });
  // A room whose lock somebody holds is written as soon as his connection is gone; meanwhile the writer is told.
  const log = new PostgresLog(pool);
  const batch = { room: 'a.test/held', update: Uint8Array.of(1) };
  await log.append([batch]);
  const holder = await pool.connectAlone();
  await holder.setScope({ relay: true });
  await holder.execute("BEGIN; SELECT * FROM update_room WHERE name = 'held' FOR UPDATE");
  const error: unknown = await log.append([batch]).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ name: 'StoreAwayError', outcome: 'none' });
  const waiting = log.append([batch]);
  holder.end();
  expect(await waiting).toEqual([2]);
});
