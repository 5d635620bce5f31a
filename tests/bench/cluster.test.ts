import { describe, expect, test } from 'vitest';
import type { Costs } from './cluster/costs.ts';
import { carriedAt, type Step } from './cluster/ramp.ts';
import { assumptions, limits, morning } from './cluster/simulate.ts';

const step = (connections: number, p99: number): Step => ({
  connections,
  p99,
  p50: 1,
  cpu: 1,
  megabytes: 1,
});

describe('connections carried at a bound', () => {
  test('lie between the last step below it and the first above', () => {
    expect(carriedAt([step(1000, 10), step(2000, 50), step(3000, 150)], 100)).toBe(2500);
    expect(carriedAt([step(1000, 10), step(2000, 100), step(3000, 1e9)], 100)).toBe(2000);
  });

  test('are the last step where none was above, and none where the first was', () => {
    expect(carriedAt([step(1000, 10), step(2000, 50)], 100)).toBe(2000);
    expect(carriedAt([step(1000, 200)], 100)).toBe(0);
    expect(carriedAt([], 100)).toBe(0);
  });
});

/** Costs of round figures; those of a machine are measured. */
const costs: Costs = {
  measured: '2026-01-01',
  machine: 'none',
  processKilobytes: 100_000,
  connectionKilobytes: 20,
  roomKilobytes: 10,
  connectionCpu: 5,
  updateCpu: 100,
  deliveryCpu: 5,
  postgresCpu: 100,
  redisCpu: 10,
  walBytes: 300,
  storedBytes: 200,
  joinCpu: 500,
  megabyteStored: 2 ** 20,
  megabyteKilobytes: 2048,
  megabyteCpu: 2000,
};

describe('a morning', () => {
  test('is the same again by the same seed, and another by another', () => {
    expect(morning(200, costs, 3)).toEqual(morning(200, costs, 3));
    expect(morning(200, costs, 4)).not.toEqual(morning(200, costs, 3));
  });

  test('has everybody connected at its height, and types what was assumed', () => {
    const { writers, roomsPerWriter, watchers, typing, keysPerSecond } = assumptions;
    const found = morning(500, costs, 1);
    expect(found.connections).toBe(500 * (writers * roomsPerWriter + watchers));
    const mean = 500 * writers * typing * keysPerSecond * 1.1;
    expect(found.updates).toBeGreaterThan(mean);
    expect(found.updates).toBeLessThan(mean * 1.2);
  });

  test('of ten times the communes asks for about ten times as much', () => {
    const [small, large] = [morning(100, costs, 5), morning(1000, costs, 5)];
    for (const key of ['connections', 'relayCores', 'postgresCores', 'storedGigabytes'] as const)
      expect(large[key] / small[key], key).toBeGreaterThan(8);
    expect(large.relayCores / small.relayCores).toBeLessThan(10.5);
    expect(large.processes).toBeGreaterThan(small.processes);
  });

  test('has a process to spare: those left do not reach a whole core when one dies', () => {
    for (const communes of [100, 1000, 5000]) expect(morning(communes, costs, 6).afterDeath).toBeLessThan(1);
  });

  test('ends where PostgreSQL or Redis does, whichever comes first', () => {
    const found = limits(costs, 7, 8);
    expect(found[0]?.communes).toBeLessThan(found[1]?.communes ?? 0);
    expect(limits({ ...costs, redisCpu: 1000 }, 7, 8)[0]?.what).toContain('Redis');
  });
});
