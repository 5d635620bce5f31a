import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pin, PinBook } from '../../../server/sign-in/contract.ts';
import { createPending } from '../../../server/sign-in/pending.ts';
import { hashPin, isPin } from '../../../server/sign-in/pin-hash.ts';
import { createPins, lockFor } from '../../../server/sign-in/pins.ts';
import { pinProblem } from '../../../shared/pin.ts';

const minute = 60_000;

function memoryPins(): PinBook {
  const pins = new Map<string, Pin>();
  return {
    read: async (personId) => pins.get(personId) ?? null,
    set: async (personId, salt, hash) =>
      void pins.set(personId, { personId, salt, hash, wrong: 0, lockedUntil: '' }),
    remove: async (personId) => void pins.delete(personId),
    async try(personId, at, lock) {
      const pin = pins.get(personId);
      if (!pin) return null;
      if (pin.lockedUntil && Date.parse(pin.lockedUntil) > at) return 'locked';
      const wrong = pin.wrong + 1;
      const lockedUntil = lock(wrong) > 0 ? new Date(at + lock(wrong)).toISOString() : '';
      pins.set(personId, { ...pin, wrong, lockedUntil });
      return { ...pin, wrong, lockedUntil };
    },
    async right(personId) {
      const pin = pins.get(personId);
      if (pin) pins.set(personId, { ...pin, wrong: 0, lockedUntil: '' });
    },
  };
}

function setUp() {
  let time = Date.parse('2026-03-02T01:00:00Z');
  // Cheaper than the real one: these tests are about tries.
  const pins = createPins({ pins: memoryPins(), cost: { log2N: 13, r: 8, p: 1 }, now: () => time });
  const codeOf = (work: Promise<void>) =>
    work.then(
      () => 'in',
      (error: Error) => error.message,
    );
  return {
    pins,
    pass: (ms: number) => {
      time += ms;
    },
    tried: (person: string | null, pin: string) => codeOf(pins.check(person, pin)),
    wasSet: (person: string, pin: string) => codeOf(pins.set(person, pin)),
  };
}

describe('which PINs are taken', () => {
  test.each(['704812', '31415926535', '905172', '998877665544'])('%s', (pin) => {
    expect(pinProblem(pin)).toBeNull();
  });
  test.each(['', '12345', '1234567890123', '12 456', '１２３４５７', 'abcdef', '70481a'])(
    '%s is none',
    (pin) => {
      expect(pinProblem(pin)).toBe('badPin');
    },
  );
  test.each([
    '000000',
    '121212',
    '123123',
    '77777777',
    '123456',
    '987654',
    '890123',
    '020976',
    '02091976',
    '19760902',
  ])('%s is easy', (pin) => {
    expect(pinProblem(pin)).toBe('easyPin');
  });
  test('most of what a person might pick is taken', () => {
    const seed = 20260302;
    const six = fc.stringMatching(/^[0-9]{6}$/);
    const taken = fc.sample(six, { numRuns: 2000, seed }).filter((pin) => pinProblem(pin) === null).length;
    expect(taken, `seed ${seed}`).toBeGreaterThan(1800);
  });
});

test('a hash is of its PIN and its salt alone, and says how it was made', async () => {
  const [one, other] = [await hashPin('704812'), await hashPin('704812')];
  expect(one.hash).toMatch(/^scrypt\$15\$8\$3\$[0-9a-f]{64}$/);
  expect(one.hash).not.toBe(other.hash);
  expect(await isPin('704812', one)).toBe(true);
  expect(await isPin('704813', one)).toBe(false);
  expect(await isPin('704812', { ...one, salt: other.salt })).toBe(false);
  // Made with less, by an earlier version: still read by its own words.
  await expect(isPin('704812', { salt: one.salt, hash: 'md5$00' })).rejects.toThrow(TypeError);
});

describe('tries', () => {
  test('the fifth wrong one locks for 15 minutes, each further one twice as long, at most a day', () => {
    expect([1, 4, 5, 6, 7, 11, 12, 40].map((wrong) => lockFor(wrong) / minute)).toEqual([
      0, 0, 15, 30, 60, 960, 1440, 1440,
    ]);
  });

  test('a right one forgets the wrong ones; locked, not even the right one opens', async () => {
    const { pins, pass, tried, wasSet } = setUp();
    expect(await wasSet('mai', '123456')).toBe('easyPin');
    expect(await wasSet('mai', '704812')).toBe('in');
    for (let at = 0; at < 4; at += 1) expect(await tried('mai', '999111')).toBe('wrongPin');
    expect(await tried('mai', '704812')).toBe('in');
    for (let at = 0; at < 4; at += 1) expect(await tried('mai', '999111')).toBe('wrongPin');
    expect(await tried('mai', '999111')).toBe('pinLocked');
    expect(await tried('mai', '704812')).toBe('pinLocked');
    expect(await pins.stateOf('mai')).toEqual({ lockedUntil: '2026-03-02T01:15:00.000Z' });
    pass(15 * minute);
    expect(await pins.stateOf('mai')).toEqual({ lockedUntil: '' });
    expect(await tried('mai', '999111')).toBe('pinLocked');
    pass(29 * minute);
    expect(await tried('mai', '704812')).toBe('pinLocked');
    pass(minute);
    expect(await tried('mai', '704812')).toBe('in');
  });

  test('twenty at once are no more tries than five one after another', async () => {
    const { tried, wasSet } = setUp();
    await wasSet('mai', '704812');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => tried('mai', at === 19 ? '704812' : `99911${at % 10}`)),
    );
    expect(answers.filter((answer) => answer === 'wrongPin')).toHaveLength(4);
    expect(answers.filter((answer) => answer === 'pinLocked')).toHaveLength(16);
  });

  test('nobody, and somebody without a PIN, take the work of a wrong PIN', async () => {
    const { tried, wasSet } = setUp();
    await wasSet('mai', '704812');
    const timed = async (person: string | null) => {
      const began = performance.now();
      expect(await tried(person, '999111')).toBe('wrongPin');
      return performance.now() - began;
    };
    await timed(null);
    const [known, nobody, without] = [await timed('mai'), await timed(null), await timed('ba')];
    // A quarter of the real work would be answered at once: the hash is the time.
    expect(nobody).toBeGreaterThan(known / 4);
    expect(without).toBeGreaterThan(known / 4);
  });
});

test('what is begun waits its time, is handed out once, and never fills the memory', () => {
  let time = 0;
  const pending = createPending<number>(1000, () => time);
  pending.put('a', 1);
  expect(pending.take('a')).toBe(1);
  expect(pending.take('a')).toBeNull();
  pending.put('b', 2);
  time = 1001;
  expect(pending.take('b')).toBeNull();
  for (let at = 0; at < 6000; at += 1) pending.put(`k${at}`, at);
  expect(pending.take('k0')).toBeNull();
  expect(pending.take('k5999')).toBe(5999);
  expect(pending.take('k1000')).toBe(1000);
});
