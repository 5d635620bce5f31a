import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockText, speakingTime } from '../../shared/speaking-time.ts';

const start = Date.parse('2026-11-25T01:00:00.000Z');
const startedAt = new Date(start).toISOString();
const left = (seconds: number, limit = 300) => speakingTime(startedAt, limit, start + seconds * 1000);

describe('the time of a speech', () => {
  test('counts down, warns a minute before the end, and goes on over time', () => {
    expect(left(0)).toEqual({ left: 300, phase: 'running' });
    expect(left(239.4)).toEqual({ left: 61, phase: 'running' });
    expect(left(240)).toEqual({ left: 60, phase: 'warning' });
    expect(left(299.5)).toEqual({ left: 1, phase: 'warning' });
    expect(left(300)).toEqual({ left: 0, phase: 'over' });
    expect(left(372)).toEqual({ left: -72, phase: 'over' });
  });

  test('a short speech is warned at half of its time', () => {
    expect(left(14, 30)?.phase).toBe('running');
    expect(left(15, 30)?.phase).toBe('warning');
  });

  test('shows no more than the whole time where the clock is behind the one that started it', () => {
    expect(left(-45)).toEqual({ left: 300, phase: 'running' });
  });

  test('a start that is no instant has no time', () => {
    expect(speakingTime('', 300, start)).toBeNull();
    expect(speakingTime('hôm qua', 300, start)).toBeNull();
  });

  test('whoever asks and however often: it only goes down, by what passed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 30, max: 3600 }),
        fc.integer({ min: 0, max: 9_000_000 }),
        fc.nat(600_000),
        (limit, at, more) => {
          const [one, two] = [at, at + more].map((ms) => speakingTime(startedAt, limit, start + ms));
          expect((one?.left ?? 0) - (two?.left ?? 0)).toBeGreaterThanOrEqual(Math.floor(more / 1000));
          expect((one?.left ?? 0) - (two?.left ?? 0)).toBeLessThanOrEqual(Math.ceil(more / 1000));
        },
      ),
      { seed: 20261125 },
    );
  });

  test('reads as a clock', () => {
    expect([300, 61, 60, 9, 0, -1, -72, 3600, -3661].map(clockText)).toEqual([
      '5:00',
      '1:01',
      '1:00',
      '0:09',
      '0:00',
      '+0:01',
      '+1:12',
      '1:00:00',
      '+1:01:01',
    ]);
  });
});
