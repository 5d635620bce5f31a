import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDrain, type DrainOptions } from '../../../server/health/drain.ts';
import { createHealth } from '../../../server/health/health.ts';
import type { Grant } from '../../../server/relay/contract.ts';

const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: vi.fn() };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Connections that note when they were told to go, and stay listed, as sockets do until the other side answers. */
function crowd(count: number) {
  const grants: Grant[] = Array.from({ length: count }, (_, n) => ({
    room: `room-${n % 7}`,
    mode: 'write',
    subject: `s${n}`,
  }));
  const toldAt: number[] = [];
  const from = performance.now();
  return {
    toldAt,
    relay: {
      disconnectHere(matches: (grant: Grant) => boolean, code: number) {
        expect(code).toBe(1001);
        for (const grant of grants) if (matches(grant)) toldAt.push(performance.now() - from);
      },
    },
  };
}

const drainOf = (relay: DrainOptions['relay'], more: Partial<DrainOptions> = {}) =>
  createDrain({ relay, within: null, logger, ...more });

test('thousands are sent away over seconds, each once and no moment takes many', async () => {
  const { relay, toldAt } = crowd(3000);
  const drain = drainOf(relay);
  expect(drain.isDraining).toBe(false);
  const done = drain.begin();
  expect(drain.isDraining).toBe(true);
  await vi.runAllTimersAsync();
  await done;
  expect(toldAt).toHaveLength(3000);
  // As many as come in a second: 3,000 take 6 s, and the longest is 5 s.
  expect(toldAt.at(-1)).toBeGreaterThan(4_800);
  expect(toldAt.at(-1)).toBeLessThanOrEqual(5_001);
  for (let second = 0; second < 5; second++) {
    const told = toldAt.filter((at) => at >= second * 1000 && at < (second + 1) * 1000).length;
    expect(told, `second ${second}`).toBeLessThan(700);
  }
});

test('a hall of few does not wait', async () => {
  const { relay, toldAt } = crowd(40);
  const done = drainOf(relay).begin();
  await vi.advanceTimersByTimeAsync(100);
  await done;
  expect(toldAt).toHaveLength(40);
});

test('a set time is kept also without any connection: load balancers need it to notice', async () => {
  const { relay } = crowd(0);
  let isDone = false;
  const done = drainOf(relay, { within: 3000 })
    .begin()
    .then(() => {
      isDone = true;
    });
  await vi.advanceTimersByTimeAsync(2900);
  expect(isDone).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  await done;
  expect(isDone).toBe(true);
});

test('who stops twice does not wait; what is held is given up once, when nobody is left', async () => {
  const { relay, toldAt } = crowd(1000);
  const release = vi.fn(async () => {
    expect(toldAt).toHaveLength(1000);
  });
  const drain = drainOf(relay, { within: 60_000, release });
  const done = drain.begin();
  await vi.advanceTimersByTimeAsync(200);
  expect(toldAt.length).toBeLessThan(20);
  drain.hurry();
  await Promise.all([done, drain.begin()]);
  expect(release).toHaveBeenCalledTimes(1);
});

test('what cannot be given up does not keep the process', async () => {
  const drain = drainOf(crowd(0).relay, { within: 0, release: () => Promise.reject(new Error('gone')) });
  await drain.begin();
  expect(logger.error).toHaveBeenCalled();
});

test('readiness: the store’s silence, its refusal and its errors are no work; a thousand probes are one look', async () => {
  const drain = drainOf(crowd(0).relay, { within: 0 });
  const answers: (() => Promise<boolean>)[] = [
    async () => true,
    async () => false,
    async () => {
      throw new Error('connect ECONNREFUSED');
    },
    () => new Promise(() => {}),
  ];
  let looks = 0;
  const health = createHealth({ drain, storeAnswers: () => (answers[looks++] ?? answers[0])?.() ?? false });
  expect(new Set(await Promise.all(Array.from({ length: 1000 }, () => health.readiness())))).toEqual(
    new Set(['ready']),
  );
  expect(looks).toBe(1);
  for (let n = 0; n < 3; n++) {
    await vi.advanceTimersByTimeAsync(1001);
    const asked = health.readiness();
    await vi.advanceTimersByTimeAsync(2001);
    expect(await asked).toBe('store');
  }
  await vi.advanceTimersByTimeAsync(1001);
  expect(await health.readiness()).toBe('ready');
  await drain.begin();
  expect(await health.readiness()).toBe('draining');
});
