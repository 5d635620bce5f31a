import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Bus } from '../../../server/bus/bus.ts';
import { createRedisBus } from '../../../server/bus/redis.ts';
import { readRedisUrl } from '../../../server/bus/redis-url.ts';
import { ConfigError } from '../../../server/config.ts';
import { FaultProxy } from '../../net/proxy.ts';
import { type Service, startRedis } from '../../setup/services.ts';
import { RecordingLogger } from '../relay/test-relay.ts';
import { busSuite } from './suite.ts';

let redis: Service;

beforeAll(async () => {
  redis = await startRedis();
});

afterAll(() => redis.stop());

const logger = new RecordingLogger();

function join(port = redis.port): Bus {
  const bus = createRedisBus({ url: `redis://127.0.0.1:${port}`, logger, beatEvery: 200 });
  onTestFinished(() => bus.close());
  return bus;
}

async function counted(bus: Bus, from: Bus, channel: string): Promise<{ count: number }> {
  const heard = { count: 0 };
  bus.subscribe(channel, () => {
    heard.count++;
  });
  await reach(heard, from, channel);
  return heard;
}

/** Says something until it is heard. */
async function reach(heard: { count: number }, from: Bus, channel: string): Promise<void> {
  const before = heard.count;
  await expect
    .poll(() => {
      from.publish(channel, new Uint8Array([1]));
      return heard.count;
    })
    .toBeGreaterThan(before);
}

describe('over Redis', () => {
  busSuite(() => ({ join }));

  test('Redis that is killed and comes back: members say that they are alone, join again and hear their channels', async () => {
    const [a, b] = [join(), join()];
    const changes: boolean[] = [];
    b.onJoined((joined) => changes.push(joined));
    const heard = await counted(b, a, 'kênh');
    await redis.kill();
    await expect.poll(() => a.isJoined() || b.isJoined()).toBe(false);
    a.publish('kênh', new Uint8Array(1000));
    await redis.restart();
    await expect.poll(() => a.isJoined() && b.isJoined()).toBe(true);
    await reach(heard, a, 'kênh');
    expect(changes).toEqual([true, false, true]);
  });

  test('a line on which nothing passes any more is found within a few beats, and a new one is made', async () => {
    const proxy = await FaultProxy.open(redis.port);
    onTestFinished(() => proxy.close());
    const [a, b] = [join(), join(Number(new URL(proxy.url).port))];
    const heard = await counted(b, a, 'kênh');
    proxy.set({ up: false, down: false });
    const lostAt = performance.now();
    await expect.poll(() => b.isJoined()).toBe(false);
    expect(performance.now() - lostAt).toBeLessThan(5_000);
    proxy.clear();
    await expect.poll(() => b.isJoined()).toBe(true);
    await reach(heard, a, 'kênh');
  });

  test('whoever can only speak, or only hear, is not joined', async () => {
    for (const way of ['up', 'down'] as const) {
      const proxy = await FaultProxy.open(redis.port);
      onTestFinished(() => proxy.close());
      const bus = join(Number(new URL(proxy.url).port));
      await expect.poll(() => bus.isJoined()).toBe(true);
      proxy.set({ [way]: false });
      await expect.poll(() => bus.isJoined()).toBe(false);
    }
  });

  test('Redis that stands still fills no memory: what cannot be sent is dropped', async () => {
    const [a, b] = [join(), join()];
    const heard = await counted(b, a, 'kênh');
    redis.pause();
    const large = new Uint8Array(1_000_000);
    for (let i = 0; i < 500; i++) a.publish('kênh', large);
    const { arrayBuffers } = process.memoryUsage();
    expect(arrayBuffers).toBeLessThan(200_000_000);
    redis.resume();
    await expect.poll(() => a.isJoined() && b.isJoined()).toBe(true);
    await reach(heard, a, 'kênh');
  });
});

describe('REDIS_URL', () => {
  test('takes Redis with and without TLS, password and database; none is none', () => {
    for (const url of ['redis://h', 'rediss://u:p@h:6380/2', 'redis://:p@[::1]:6379'])
      expect(readRedisUrl(url)).toBe(url);
    expect(readRedisUrl('')).toBeNull();
    expect(readRedisUrl(undefined)).toBeNull();
  });

  test('says in both languages what is wrong, without the password', () => {
    for (const url of ['h:6379', 'http://:mật@h', 'redis://', 'redis://:s3cret@h/db']) {
      const error = (() => {
        try {
          readRedisUrl(url);
        } catch (thrown) {
          return thrown;
        }
      })();
      expect(error).toBeInstanceOf(ConfigError);
      const { vi, message } = error as ConfigError;
      expect(vi).toContain('REDIS_URL không dùng được');
      expect(message).toContain('REDIS_URL cannot be used');
      expect(vi + message).not.toContain('s3cret');
    }
  });

  test('the log names the server, not the password', async () => {
    const lines = new RecordingLogger();
    const bus = createRedisBus({ url: `redis://:s3cret@127.0.0.1:${redis.port}`, logger: lines });
    onTestFinished(() => bus.close());
    await expect.poll(() => lines.lines.length).toBeGreaterThan(0);
    expect(JSON.stringify(lines.lines)).toContain('127.0.0.1');
    expect(JSON.stringify(lines.lines)).not.toContain('s3cret');
  });
});
