import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { qrCode, TooLongForQr } from '../../shared/qr-code.ts';
import { codesOf } from './codes-of.ts';

function ownCode(text: string): boolean[] {
  const { size, dark } = qrCode(text);
  return Array.from({ length: size ** 2 }, (_, n) => dark(n % size, Math.floor(n / size)));
}

describe('a code to scan', () => {
  test('is the one that another program draws of the same text, in each of the 40 sizes', () => {
    const most = [
      14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666,
    ];
    const more = [711, 779, 857, 911, 997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809, 1911];
    for (const length of [...most, ...more, 1989, 2099, 2213, 2331]) {
      const text = 'https://đ'.padEnd(length - 1, 'hội-trường'.normalize('NFC').replace(/[^a-z-]/g, ''));
      expect(new TextEncoder().encode(text).length).toBe(length);
      expect(codesOf(text)).toContainEqual(ownCode(text));
    }
  });

  test('of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(codesOf(text)).toContainEqual(ownCode(text));
      }),
      { seed: 20261126, numRuns: 60 },
    );
  });

  test('is refused for a text that no code holds', () => {
    expect(qrCode('a'.repeat(2331)).size).toBe(177);
    expect(() => qrCode('a'.repeat(2332))).toThrow(TooLongForQr);
  });
});
