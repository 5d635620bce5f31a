import { describe, expect, test } from 'vitest';
import { proposeHolidays } from '../../shared/holidays.ts';
import { isWorkingDay } from '../../shared/working-days.ts';

const usual = (year: number) =>
  proposeHolidays(year)
    .filter(({ isUsual }) => isUsual)
    .map(({ day }) => day.slice(5));

describe('the holidays proposed for a year', () => {
  test('2026, as the Government announced it for Tết', () => {
    expect(usual(2026)).toEqual([
      '01-01',
      '02-16',
      '02-17',
      '02-18',
      '02-19',
      '02-20',
      '04-26',
      '04-27',
      '04-30',
      '05-01',
      '09-01',
      '09-02',
    ]);
    expect(proposeHolidays(2026).find(({ day }) => day === '2026-04-27')?.name).toBe('inLieu');
    expect(
      proposeHolidays(2026)
        .filter(({ isUsual }) => !isUsual)
        .map(({ day }) => day),
    ).toEqual(['2026-02-15', '2026-02-21', '2026-11-24']);
  });

  test('2023: three holidays in a row over a weekend are made up for by two days', () => {
    expect(usual(2023).filter((day) => day > '04-01' && day < '06-01')).toEqual([
      '04-29',
      '04-30',
      '05-01',
      '05-02',
      '05-03',
    ]);
  });

  test('the day beside 2 September is a working day', () => {
    expect(usual(2024)).toContain('09-03');
    expect(usual(2025)).toContain('09-01');
    expect(proposeHolidays(2025).some(({ name }) => name === 'culture')).toBe(false);
  });

  test('every year has eleven days off that would have been worked, none of them twice', () => {
    for (let year = 1990; year < 2100; year += 1) {
      const days = usual(year);
      expect(new Set(days).size, String(year)).toBe(days.length);
      const off = days.filter((day) => isWorkingDay(`${year}-${day}`, []));
      // Two holidays on one day (10/3 of the moon on 30 April or 1 May) are one.
      expect([10, 11], String(year)).toContain(off.length);
    }
  });
});
