import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkOf,
  codeBody,
  codeLength,
  codeSigns,
  printCode,
  readCode,
} from '../../../shared/receipt/code.ts';

const seed = 20_261_126;
const signs = [...codeSigns];
const codes = fc
  .array(fc.constantFrom(...signs), { minLength: codeBody, maxLength: codeBody })
  .map((body) => body.join('') + checkOf(body.join('')));
const place = fc.nat({ max: codeLength - 1 });
const check = <T extends [unknown, ...unknown[]]>(property: fc.IProperty<T>) =>
  fc.assert(property, { seed, numRuns: 2000 });

describe('the code on a receipt', () => {
  test('no sign looks like another, and a Vietnamese keyboard makes no other letter of any', () => {
    expect(new Set(signs).size).toBe(23);
    // Telex and VNI: vowels take marks, W and D become other letters.
    for (const sign of 'AEIOUYWD') expect(signs).not.toContain(sign);
    for (const [sign, like] of ['S5', 'Z2', 'B8', 'G6', 'I1', 'O0', 'Q0', 'UV'].map((pair) => [...pair])) {
      expect(signs).not.toContain(sign);
      expect(signs).toContain(like);
    }
  });

  test('reads what was printed: small letters, spaces, any dash, and letters that look like a sign', () => {
    check(
      fc.property(codes, (code) => {
        expect(readCode(code)).toBe(code);
        expect(readCode(printCode(code))).toBe(code);
        expect(readCode(` ${printCode(code).toLowerCase().replace('-', ' – ')}\n`)).toBe(code);
        const misread = code
          .replaceAll('0', 'o')
          .replaceAll('1', 'I')
          .replaceAll('5', 's')
          .replaceAll('8', 'B');
        expect(readCode(misread)).toBe(code);
      }),
    );
  });

  test('one wrong sign is always told', () => {
    check(
      fc.property(codes, place, fc.constantFrom(...signs), (code, at, sign) => {
        fc.pre(code[at] !== sign);
        expect(readCode(code.slice(0, at) + sign + code.slice(at + 1))).toBeNull();
      }),
    );
  });

  test('any two signs that changed places are told', () => {
    check(
      fc.property(codes, place, place, (code, a, b) => {
        const changed = [...code];
        [changed[a], changed[b]] = [changed[b] ?? '', changed[a] ?? ''];
        fc.pre(changed.join('') !== code);
        expect(readCode(changed.join(''))).toBeNull();
      }),
    );
  });

  test('what is too short, too long or no code at all is none', () => {
    check(
      fc.property(codes, fc.nat({ max: codeLength - 1 }), fc.constantFrom(...signs), (code, length, sign) => {
        expect(readCode(code.slice(0, length))).toBeNull();
        expect(readCode(code + sign)).toBeNull();
      }),
    );
    check(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const read = readCode(text);
        expect(read === null || readCode(read) === read).toBe(true);
      }),
    );
    expect(readCode(`${'-'.repeat(1_000_000)}`)).toBeNull();
  });
});
