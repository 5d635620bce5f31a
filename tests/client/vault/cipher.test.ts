import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cipherOf, keyBytes, randomBytes, unwrap, wrap } from '../../../client/vault/cipher.ts';
import { waitAfter } from '../../../client/vault/vault.ts';

/* What seals a person's data on a device. */

const bytes = fc.uint8Array({ maxLength: 2_000 });

describe('a cipher', () => {
  test('opens what it sealed, whatever it is, and never seals alike twice', () => {
    const cipher = cipherOf('key-a', randomBytes(keyBytes));
    fc.assert(
      fc.property(bytes, (plain) => {
        const [one, two] = [cipher.seal(plain), cipher.seal(plain)];
        expect(cipher.open(one)).toEqual(new Uint8Array(plain));
        expect(one).not.toEqual(two);
      }),
      { verbose: true },
    );
  });

  test('does not open what was changed, cut, sealed by another key, or under another name', () => {
    const key = randomBytes(keyBytes);
    const [cipher, other] = [cipherOf('key-a', key), cipherOf('key-a', randomBytes(keyBytes))];
    fc.assert(
      fc.property(bytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (plain, at, flip) => {
        const sealed = cipher.seal(plain);
        const changed = sealed.slice();
        changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ flip;
        expect(cipher.open(changed)).toBeNull();
        expect(cipher.open(sealed.subarray(0, at % sealed.length))).toBeNull();
        expect(other.open(sealed)).toBeNull();
        expect(cipherOf('key-b', key).open(sealed)).toBeNull();
      }),
      { verbose: true },
    );
  });
});

describe('a key wrapped by a PIN', () => {
  test('comes out with that PIN alone, and differs each time it is wrapped', async () => {
    const key = randomBytes(keyBytes);
    const wrapped = await wrap('key-a', key, '704812');
    expect(await unwrap('key-a', wrapped, '704812')).toEqual(key);
    expect(await unwrap('key-a', wrapped, '704813')).toBeNull();
    expect(await unwrap('key-b', wrapped, '704812')).toBeNull();
    const again = await wrap('key-a', key, '704812');
    expect(again.salt).not.toEqual(wrapped.salt);
    expect(again.key).not.toEqual(wrapped.key);
  });

  test('wrong tries wait from the fifth on, twice as long each, a quarter of an hour at most', () => {
    expect([1, 4, 5, 6, 7, 9, 10, 40].map(waitAfter)).toEqual([
      0, 0, 30_000, 60_000, 120_000, 480_000, 900_000, 900_000,
    ]);
  });
});
