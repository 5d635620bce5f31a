import { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Bus } from '../../../server/bus/bus.ts';
import { type Lease, openLease } from '../../../server/stewards/lease.ts';
import { createNoteSender, createNoteTaker, type NoteTaker } from '../../../server/stewards/notes.ts';
import { type Closing, openOrders } from '../../../server/stewards/orders.ts';
import { createStewards, type Hosted, type Term } from '../../../server/stewards/stewards.ts';
import { openDatabase } from '../../../server/store/postgres/open.ts';
import { HostTakenError, installationOf, prepareInstallation } from '../../../server/tenants/installation.ts';
import { testDatabase } from '../../setup/shared-postgres.ts';

const logger = { debug() {}, info() {}, warn() {}, error() {} };
const deaf: Bus = {
  publish: () => undefined,
  subscribe: () => () => undefined,
  isJoined: () => false,
  onJoined: () => () => undefined,
  close: async () => undefined,
};

let url = '';
let pool: Pool;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  ({ url } = await testDatabase());
  (await openDatabase(url)).close();
  pool = new Pool({ connectionString: url, max: 6 });
  await prepareInstallation(pool);
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(() => pool.end());

interface Fake extends Hosted {
  term: Term;
  notes: NoteTaker;
  /** How often it was asked whether it is idle. */
  looks: number;
  ended: boolean;
}

/** One process; `names` are the communes that it composed, in their order. */
async function process(at: string, wanted: string[] = [], visitEvery = 60_000) {
  const lease = await openLease({ database: { connectionString: url }, logger });
  const hosts: Fake[] = [];
  const left: string[] = [];
  const stewards = createStewards<Fake>({
    pool,
    lease,
    url: at,
    async host(term) {
      const hosted: Fake = {
        term,
        ended: false,
        looks: 0,
        notes: createNoteTaker({ connected: () => () => undefined, authored: () => undefined }),
        // As host-commune.ts has it, but for the ten minutes.
        isIdle() {
          hosted.looks += 1;
          return hosted.notes.connections === 0;
        },
        async end() {
          hosted.ended = true;
        },
      };
      hosts.push(hosted);
      return hosted;
    },
    wanted: () => wanted,
    left: (commune) => left.push(commune),
    logger,
    lookEvery: 100,
    visitEvery,
  });
  ends.push(async () => {
    await stewards.drain();
    await lease.close();
  });
  return { lease, stewards, hosts, left };
}

/** Ends the lease's connection in the database, as a failure of the network does in the end. */
async function cut(commune: string): Promise<void> {
  await pool.query(
    `SELECT pg_terminate_backend(l.pid) FROM pg_locks l WHERE l.locktype = 'advisory' AND l.pid <> pg_backend_pid()
     AND EXISTS (SELECT FROM steward WHERE tenant = $1)`,
    [commune],
  );
}

describe('one steward for each commune', () => {
  test('whoever is asked first is it, the others find it', async () => {
    const [one, two] = [await process('http://one'), await process('http://two')];
    const places = await Promise.all([one.stewards.find('c1'), one.stewards.find('c1')]);
    expect(places[0]).toEqual({ here: one.hosts[0] });
    expect(places[1]).toEqual({ here: one.hosts[0] });
    expect(one.hosts).toHaveLength(1);
    expect(await two.stewards.find('c1')).toEqual({ url: 'http://one' });
    expect(two.stewards.here('c1')).toBeNull();
    expect(one.stewards.here('c1')).toBe(one.hosts[0]);
  });

  test('of many that ask at once exactly one becomes it', async () => {
    const all = [await process('http://1'), await process('http://2'), await process('http://3')];
    await Promise.all(all.map(({ stewards }) => stewards.find('race')));
    expect(all.reduce((sum, { hosts }) => sum + hosts.length, 0)).toBe(1);
  });

  test('one that gives up is followed at once, by a higher generation', async () => {
    const [one, two] = [await process('http://one'), await process('http://two')];
    await one.stewards.find('c2');
    await two.stewards.find('c2');
    await one.stewards.drain();
    expect(one.hosts[0]?.ended).toBe(true);
    expect(one.hosts[0]?.term.isHeld()).toBe(false);
    two.stewards.missed('c2', 'http://one');
    expect(await two.stewards.find('c2')).toEqual({ here: two.hosts[0] });
    expect(two.hosts[0]?.term.generation).toBe(2);
    expect(await one.stewards.find('c2')).toEqual({ url: 'http://two' });
  });

  test('one whose connection is lost stops to be it, and another that has sockets takes over by itself', async () => {
    const one = await process('http://one');
    await one.stewards.find('c3');
    const two = await process('http://two', ['c3']);
    expect(await two.stewards.find('c3')).toEqual({ url: 'http://one' });
    two.stewards.missed('c3', 'http://one');
    expect(await two.stewards.find('c3')).toEqual({ url: 'http://one' });
    expect(two.left).toEqual([]);
    await cut('c3');
    await expect.poll(() => one.hosts[0]?.ended).toBe(true);
    expect(one.hosts[0]?.term.isHeld()).toBe(false);
    await expect.poll(() => two.stewards.here('c3')).not.toBeNull();
    expect(two.hosts[0]?.term.generation).toBe(2);
    expect(two.left).toEqual(['c3']);
  });

  test('one that nobody needs is closed, but not under sockets of another process; whoever asks next opens it', async () => {
    const one = await process('http://one', [], 200);
    const two = await process('http://two');
    await one.stewards.find('idle');
    const [first] = one.hosts;
    const sender = createNoteSender({
      instance: 'two',
      async deliver(notes) {
        const place = await two.stewards.find('idle');
        if (!place || 'here' in place) throw new Error('at one');
        return first?.notes.take(notes) ?? false;
      },
      idle: () => undefined,
      logger,
    });
    // Its first connections are told before the first visit, or it would be closed at once.
    const ends = [1, 2].map((id) =>
      sender.opened({ id: `s${id}`, name: '', role: 'recorder' }, 'd/board', null),
    );
    await expect.poll(() => first?.notes.connections).toBe(2);
    ends[0]?.();
    await expect.poll(() => first?.notes.connections).toBe(1);
    const visits = first?.looks ?? 0;
    await expect.poll(() => first?.looks ?? 0).toBeGreaterThan(visits + 2);
    expect([first?.ended, one.stewards.count]).toEqual([false, 1]);
    ends[1]?.();
    await expect.poll(() => one.stewards.count).toBe(0);
    sender.close();
    expect(first?.ended).toBe(true);
    expect(first?.term.isHeld()).toBe(false);
    const ended = "SELECT ended IS NOT NULL AS ended FROM steward WHERE tenant = 'idle'";
    await expect.poll(async () => (await pool.query(ended)).rows).toEqual([{ ended: true }]);
    await expect
      .poll(async () => {
        two.stewards.missed('idle', 'http://one');
        return two.stewards.find('idle');
      })
      .toHaveProperty('here');
    expect(two.hosts[0]?.term.generation).toBe(2);
  });

  test('a process that cannot be heard of any more has stopped before the lock is free', async () => {
    // The clock runs on while no answer comes.
    let ahead = 0;
    const lease: Lease = await openLease({
      database: { connectionString: url },
      logger,
      clock: () => performance.now() + ahead,
    });
    let losses = 0;
    lease.onLost(() => {
      losses += 1;
    });
    expect(await lease.take('c4')).toBe(true);
    expect(lease.isProven()).toBe(true);
    ahead = 3_000;
    expect(lease.isProven()).toBe(false);
    expect(await lease.take('c5')).toBe(false);
    await expect.poll(() => losses).toBe(1);
    await expect.poll(() => lease.isProven()).toBe(true);
    await lease.close();
  });
});

describe('orders between processes', () => {
  async function reader(instance: string) {
    const carried: Closing[] = [];
    const orders = await openOrders({
      pool,
      bus: deaf,
      instance,
      carryOut: (order) => carried.push(order),
      logger,
    });
    ends.push(() => orders.close());
    return { orders, carried };
  }

  test('reach the others within two seconds without any bus, and not their sender', async () => {
    const [one, two] = [await reader('one'), await reader('two')];
    const since = two.orders.now();
    const order: Closing = { which: { subjects: ['xa/s1'] }, code: 4401, reason: 'revoked' };
    one.orders.give(order);
    await expect.poll(() => two.carried, { timeout: 2_000 }).toEqual([order]);
    expect(one.carried).toEqual([]);
    const grant = { room: 'xa/d/board', mode: 'write', subject: 'xa/s1' } as const;
    expect(two.orders.closedSince(grant, since)).toBe(true);
    expect(two.orders.closedSince(grant, two.orders.now())).toBe(false);
    expect(two.orders.closedSince({ ...grant, subject: 'xa/s2' }, since)).toBe(false);
  });

  test('many at once all arrive, each once', async () => {
    const [one, two, three] = [await reader('1'), await reader('2'), await reader('3')];
    const names = Array.from({ length: 20 }, (_, at) => `xa/s${at}`);
    for (const [at, name] of names.entries())
      (at % 2 ? one : two).orders.give({ which: { subjects: [name] }, code: 1, reason: '' });
    const got = () => three.carried.flatMap(({ which }) => ('subjects' in which ? which.subjects : []));
    await expect.poll(() => got().toSorted()).toEqual(names.toSorted());
    expect(one.carried).toHaveLength(10);
  });
});

describe('the table of communes', () => {
  test('a host belongs to one commune; what was refused changes nothing', async () => {
    const { communes } = installationOf(pool);
    const commune = { id: 'a', name: 'Xã A', hosts: ['a.vn', 'a.local'], superior: '', createdAt: '2026' };
    expect(await communes.add(commune)).toBe(true);
    expect(await communes.add({ ...commune, hosts: ['other.vn'] })).toBe(false);
    await expect(communes.add({ ...commune, id: 'b', hosts: ['b.vn', 'a.vn'] })).rejects.toThrow(
      HostTakenError,
    );
    expect(await communes.list()).toEqual([commune]);
    expect(await communes.change({ ...commune, hosts: ['new.vn'] })).toBe(true);
    expect((await communes.list())[0]?.hosts).toEqual(['new.vn']);
    expect(await communes.change({ ...commune, id: 'nobody' })).toBe(false);
  });

  test('the secret between processes is one, however many begin', async () => {
    const { secret } = installationOf(pool);
    const all = await Promise.all([secret(), secret(), secret()]);
    expect(new Set(all).size).toBe(1);
    expect(all[0]).toMatch(/^[\w-]{43}$/);
  });
});
