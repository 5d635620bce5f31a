import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { amountOf, emptyPreparation, preparationSchema, totalOf } from '../../shared/preparation.ts';

const line = { item: 'Nước uống', unit: 'người', quantity: 1, unitPrice: 1, note: '' };

describe('what the API takes as a preparation', () => {
  it('takes an empty one, and text in NFC on one line', () => {
    expect(v.parse(preparationSchema, emptyPreparation)).toEqual(emptyPreparation);
    const typed = { ...emptyPreparation, notes: [' mang\ngia\u0302\u0301y ', ' '] };
    expect(v.parse(preparationSchema, typed).notes).toEqual(['mang giấy']);
  });

  it.each([
    ['an hour that does not exist', { startsAt: '24:00' }],
    ['a day that does not exist', { date: '2023-13-01' }],
    ['a line without end', { guests: ['a'.repeat(501)] }],
    ['more guests than fit', { guests: Array.from({ length: 301 }, (_, index) => `Đơn vị ${index}`) }],
    ['an item without a name', { estimate: [{ ...line, item: ' ' }] }],
    ['a third of a thing', { estimate: [{ ...line, quantity: 0.333 }] }],
    ['a price below nothing', { estimate: [{ ...line, unitPrice: -1 }] }],
    ['a price beyond its bound', { estimate: [{ ...line, unitPrice: 100_000_000_001 }] }],
    ['half a đồng', { estimate: [{ ...line, unitPrice: 0.5 }] }],
    ['more lines than fit', { estimate: Array.from({ length: 201 }, () => line) }],
  ])('refuses %s', (_what, change) => {
    expect(v.safeParse(preparationSchema, { ...emptyPreparation, ...change }).success).toBe(false);
  });

  it('takes every quantity of two decimals, and its amounts are exact', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000_000 }),
        fc.integer({ min: 0, max: 100_000_000_000 }),
        (hundredths, unitPrice) => {
          const one = { ...line, quantity: hundredths / 100, unitPrice };
          expect(v.safeParse(preparationSchema, { ...emptyPreparation, estimate: [one] }).success).toBe(true);
          const exact = BigInt(hundredths) * BigInt(unitPrice);
          expect(amountOf(one)).toBe(exact / 100n + (exact % 100n >= 50n ? 1n : 0n));
          expect(totalOf([one, one])).toBe(2n * amountOf(one));
        },
      ),
      { seed: 56, numRuns: 500 },
    );
  });
});
