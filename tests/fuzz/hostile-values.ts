import type { Random } from '../server/relay/random.ts';

/** Values that have broken programs before. */

export const hostileStrings: readonly string[] = [
  '',
  ' ',
  '.',
  '..',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  'C:\\x',
  '\0',
  'a\0b',
  '%00',
  '%2e%2e%2f',
  '%',
  '%E0%A4%A',
  '\r\nSet-Cookie: x=y',
  '\u202egpj.exe',
  '\ud800',
  '\ufeff',
  'e\u0301\u0323',
  'ﷺ'.repeat(50),
  '👩‍👩‍👧‍👦'.repeat(20),
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'null',
  'undefined',
  'NaN',
  '-1',
  '1e308',
  '0x10',
  '2147483648',
  '9007199254740993',
  "' OR 1=1 --",
  '"; DROP TABLE sessions; --',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '#{7*7}{{7*7}}<%= 7*7 %>',
  '=cmd|"/C calc"!A0',
  '#import "/etc/passwd"',
  '$(id)`id`;id|id',
  'a'.repeat(5_000),
  'ấ'.repeat(3_000),
  '('.repeat(2_000),
  `${'a '.repeat(3_000)}!`,
  '-'.repeat(4_000),
  'I'.repeat(4_000),
  '1.'.repeat(2_000),
];

export const hostileValues: readonly unknown[] = [
  null,
  true,
  0,
  -0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  [],
  {},
  [[]],
  [null],
  ['a', 1, null],
  { length: 1e9 },
  { toString: 'x', valueOf: 'x' },
  Object.fromEntries([['then', 'x']]),
];

/** Any of the above, or one inside another. */
export function hostileValue(random: Random): unknown {
  if (random.chance(0.5)) return random.pick(hostileStrings);
  const value = random.pick(hostileValues);
  return random.chance(0.1) ? { [random.pick(hostileStrings)]: value, a: [value] } : value;
}

/** The JSON of a value with some of it replaced, left out, doubled, renamed or poisoned. */
export function mutated(random: Random, value: unknown, share: number): unknown {
  if (random.chance(share)) return hostileValue(random);
  if (Array.isArray(value)) {
    const items = value.map((item) => mutated(random, item, share));
    return random.chance(share) ? [...items, ...items, hostileValue(random)] : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(() => !random.chance(share / 2))
    .map(([key, item]) => [
      random.chance(share / 4) ? random.pick(hostileStrings) : key,
      mutated(random, item, share),
    ]);
  return Object.fromEntries(entries);
}

/** Text that is nearly JSON, or JSON that nobody expects. */
export function hostileJson(random: Random, sample: unknown): string {
  const text = JSON.stringify(mutated(random, sample, random.pick([0, 0.02, 0.1, 0.4]))) ?? '';
  switch (random.below(10)) {
    case 0:
      return text.slice(0, random.below(text.length + 1));
    case 1:
      return text.replace(
        /^\{/,
        '{"__proto__":{"role":"organizer","isAdmin":true},"constructor":{"prototype":{"role":"organizer"}},',
      );
    case 2:
      return `${'['.repeat(random.pick([100, 20_000]))}${text}`;
    case 3: {
      const depth = random.pick([50, 10_000]);
      return `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    }
    default:
      return text;
  }
}
