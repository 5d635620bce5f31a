import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  dayInVietnam,
  defaultDueDate,
  isDay,
  isWorkingDay,
  workingDayCounter,
  workingDaysBetween,
} from '../../shared/working-days.ts';

describe('working days', () => {
  it('skips weekends', () => {
    // 2026-03-06 is a Friday
    expect(addWorkingDays('2026-03-06', 1, [])).toBe('2026-03-09');
    expect(addWorkingDays('2026-03-07', 1, [])).toBe('2026-03-09');
    expect(defaultDueDate('2026-03-06', [])).toBe('2026-03-20');
  });

  it('skips the holidays of the settings', () => {
    // 30 April 2026 is a Thursday, 1 May a Friday
    const holidays = ['2026-04-30', '2026-05-01'];
    expect(addWorkingDays('2026-04-29', 1, holidays)).toBe('2026-05-04');
    expect(defaultDueDate('2026-04-29', holidays)).toBe('2026-05-15');
    expect(defaultDueDate('2026-04-29', [])).toBe('2026-05-13');
  });

  it('does not count a holiday on a weekend twice', () => {
    expect(addWorkingDays('2026-03-06', 1, ['2026-03-07', '2026-03-08'])).toBe('2026-03-09');
  });

  it('with a count of 0 gives the day itself or the next working day', () => {
    expect(addWorkingDays('2026-03-06', 0, [])).toBe('2026-03-06');
    expect(addWorkingDays('2026-03-07', 0, [])).toBe('2026-03-09');
  });

  it('crosses the year and the leap day', () => {
    expect(addWorkingDays('2027-12-31', 1, ['2028-01-03'])).toBe('2028-01-04');
    expect(addWorkingDays('2028-02-28', 1, [])).toBe('2028-02-29');
  });

  it('refuses what is no day or no count', () => {
    for (const bad of ['', '2026-2-1', '2026-02-30', '06/03/2026', '2026-13-01', 'hôm nay']) {
      expect(isDay(bad)).toBe(false);
      expect(() => addWorkingDays(bad, 1, [])).toThrow(RangeError);
      expect(() => isWorkingDay(bad, [])).toThrow(RangeError);
    }
    for (const bad of [-1, 1.5, Number.NaN, 5000]) {
      expect(() => addWorkingDays('2026-03-06', bad, [])).toThrow(RangeError);
    }
  });

  it('ends when the settings close the office for ever', () => {
    const closed = Array.from({ length: 4000 }, (_, n) =>
      new Date(Date.UTC(2026, 0, 1) + n * 86_400_000).toISOString().slice(0, 10),
    );
    expect(() => addWorkingDays('2026-01-01', 1, closed)).toThrow(RangeError);
  });

  it('always lands on a working day with exactly that many working days between', () => {
    const days = fc
      .integer({ min: 0, max: 800 })
      .map((n) => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 1, max: 40 }),
        fc.array(days, { maxLength: 60 }),
        (from, count, holidays) => {
          const due = addWorkingDays(from, count, holidays);
          expect(isWorkingDay(due, holidays)).toBe(true);
          let working = 0;
          for (let at = Date.parse(from) + 86_400_000; at <= Date.parse(due); at += 86_400_000) {
            if (isWorkingDay(new Date(at).toISOString().slice(0, 10), holidays)) working++;
          }
          expect(working).toBe(count);
        },
      ),
      { seed: 20260306, numRuns: 300 },
    );
  });
});

describe('counting many spans', () => {
  const day = fc
    .integer({ min: 0, max: 900 })
    .map((n) => new Date(Date.UTC(2025, 5, 1) + n * 86_400_000).toISOString().slice(0, 10));
  const days = fc.array(day, { maxLength: 60 });

  it('gives what counting one by one gives, holidays and days worked in exchange among them', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(day, day)), days, days, (spans, holidays, workdays) => {
        const count = workingDayCounter({ holidays, workdays });
        for (const [from, to] of spans)
          expect(count(from, to)).toBe(Math.max(0, workingDaysBetween(from, to, { holidays, workdays })));
      }),
      { seed: 20261126, numRuns: 100 },
    );
  });

  it('counts nothing for what is no day', () => {
    const count = workingDayCounter(['nghỉ']);
    expect([count('', '2026-03-05'), count('2026-03-05', 'sớm'), count('2026-03-05', '2026-03-05')]).toEqual([
      0, 0, 0,
    ]);
  });
});

describe('the day in Vietnam', () => {
  it('begins at 17:00 UTC', () => {
    expect(dayInVietnam(new Date('2026-03-05T16:59:59Z'))).toBe('2026-03-05');
    expect(dayInVietnam(new Date('2026-03-05T17:00:00Z'))).toBe('2026-03-06');
  });
});
