import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupedDigits } from '../../../shared/vietnamese/money.ts';
import { quantityText, readDong, readQuantity } from '../../../shared/vietnamese/typed-numbers.ts';

describe('numbers as they are typed', () => {
  it.each([
    ['15000', 15_000],
    ['15.000', 15_000],
    [' 1.250.000 đ', 1_250_000],
    ['15 000', 15_000],
    ['15.00', null],
    ['15,5', null],
    ['-5', null],
    ['', null],
    ['99999999999999999', null],
  ])('%s đồng', (typed, value) => {
    expect(readDong(typed)).toBe(value);
  });

  it.each([
    ['80', 80],
    ['0,5', 0.5],
    ['0.5', 0.5],
    ['1.200', 1_200],
    ['1.200,25', 1_200.25],
    ['1,234', null],
    ['nửa', null],
    ['', null],
  ])('quantity %s', (typed, value) => {
    expect(readQuantity(typed)).toBe(value);
  });

  it('are read back as they are written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000 }), (hundredths) => {
        expect(readQuantity(quantityText(hundredths / 100))).toBe(hundredths / 100);
        expect(readDong(groupedDigits(hundredths))).toBe(hundredths);
      }),
      { seed: 55 },
    );
  });
});
