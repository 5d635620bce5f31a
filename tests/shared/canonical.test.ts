import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalize } from '../../shared/canonical.ts';

describe('canonical JSON (RFC 8785)', () => {
  test('the example of RFC 8785, section 3.2.2', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '€$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalize(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('sorts by UTF-16 code units (section 3.2.3)', () => {
    const keys = ['€', '\r', '\ufb33', '1', '😀', '\u0080', 'ö'];
    const sorted = Object.keys(JSON.parse(canonicalize(Object.fromEntries(keys.map((key) => [key, 1])))));
    // "1" is an integer key, which an object lists first by itself; the text shows the real order.
    expect(canonicalize(Object.fromEntries(keys.map((key) => [key, 1])))).toBe(
      '{"\\r":1,"1":1,"\u0080":1,"ö":1,"€":1,"😀":1,"\ufb33":1}',
    );
    expect(sorted).toHaveLength(keys.length);
  });

  test('any JSON value comes back the same, and its members’ order does not matter', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonicalize(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalize(JSON.parse(text))).toBe(text);
      }),
      { seed: 20231, numRuns: 300 },
    );
  });

  test('refuses what has no JSON form', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, '\ud800', () => 0, 1n])
      expect(() => canonicalize(value)).toThrow(TypeError);
  });
});
