import { describe, expect, it } from 'vitest';
import {
  clockTime,
  localDay,
  numericDate,
  officialDate,
  officialTime,
} from '../../../shared/vietnamese/dates.ts';

describe('official dates', () => {
  it.each([
    ['2023-02-05', 'ngày 05 tháng 02 năm 2023'],
    ['2023-01-31', 'ngày 31 tháng 01 năm 2023'],
    ['2023-03-09', 'ngày 09 tháng 3 năm 2023'],
    ['2023-12-10', 'ngày 10 tháng 12 năm 2023'],
    // Half past eleven at night in London is the next morning in Sa Loong.
    ['2023-02-04T23:30:00Z', 'ngày 05 tháng 02 năm 2023'],
    ['2023-12-31T17:00:00.000Z', 'ngày 01 tháng 01 năm 2024'],
  ])('%s is %s', (value, written) => {
    expect(officialDate(value)).toBe(written);
  });

  it('writes short dates with both zeros', () => {
    expect(numericDate('2023-02-05')).toBe('05/02/2023');
    expect(numericDate('2023-09-30T17:30:00Z')).toBe('01/10/2023');
  });

  it('writes the hour of Viet Nam, midnight as 00', () => {
    expect(officialTime('2023-02-05T01:30:00Z')).toBe('08 giờ 30 phút');
    expect(officialTime('2023-02-04T17:00:59Z')).toBe('00 giờ 00 phút');
    expect(clockTime('2023-02-05T08:05:00+07:00')).toBe('08:05');
  });

  it('knows the day in Viet Nam', () => {
    expect(localDay('2023-02-04T23:30:00Z')).toBe('2023-02-05');
  });

  it.each(['', 'hôm qua', '2023-02-30', '2023-13-01', '05/02/2023', '2023-02-05Tsáng'])(
    'answers nothing for %j',
    (value) => {
      expect(officialDate(value)).toBe('');
      expect(numericDate(value)).toBe('');
      expect(officialTime(value)).toBe('');
      expect(localDay(value)).toBe('');
    },
  );
});
