import { expect, it } from 'vitest';
import { ClockOffset } from '../../client/time/clock-offset.ts';

/** A device whose clock is `wrong` ms behind the server's asks at the server's times `at`, each answer taking `takes` ms. */
function ask(offset: ClockOffset, wrong: number, at: number[], takes = 40): void {
  for (const time of at)
    offset.take(time - wrong, Math.floor((time + takes / 2) / 1000) * 1000, time + takes - wrong);
}

it('finds how far a clock is wrong to a fraction of the second that the header tells', () => {
  for (const wrong of [0, 730, -95_000, 3_600_000]) {
    const offset = new ClockOffset();
    ask(offset, wrong, [1_000_100, 1_000_470, 1_001_110, 1_002_240, 1_002_800]);
    expect(Math.abs(offset.ms - wrong), String(wrong)).toBeLessThan(300);
  }
});

it('is 0 while nothing is known, and takes nothing from an answer without a date', () => {
  const offset = new ClockOffset();
  offset.take(1000, Number.NaN, 1040);
  expect(offset.ms).toBe(0);
});

it('begins anew when somebody sets the clock', () => {
  const offset = new ClockOffset();
  ask(offset, 0, [1_000_100, 1_000_900]);
  ask(offset, 60_000, [1_100_100]);
  expect(Math.abs(offset.ms - 60_000)).toBeLessThan(1000);
});
