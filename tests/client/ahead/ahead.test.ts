import { expect, test, vi } from 'vitest';
import type { Step } from '../../../client/ahead/ahead.ts';
import { ApiError } from '../../../client/api.ts';
import { documentAccess, type Role } from '../../../shared/access.ts';
import { documentKinds } from '../../../shared/dialogue.ts';

// Parts of the page listen to its window as they load.
vi.stubGlobal('addEventListener', () => undefined);
const { bringAll, isDue, stepsFor } = await import('../../../client/ahead/ahead.ts');

const namesFor = (role: Role, isPerson = false) =>
  stepsFor(role, 'dialogue0001', isPerson).map(({ name }) => name);

test('a device is brought what its role may read, and nothing that the hall would refuse', () => {
  for (const role of ['organizer', 'recorder', 'chair', 'officer', 'village', 'finance', 'reviewer'] as const)
    for (const kind of documentKinds)
      if (kind !== 'screen')
        expect(namesFor(role).includes(kind), `${role} ${kind}`).toBe(documentAccess(role, kind) !== 'none');
  expect(namesFor('organizer')).toEqual(
    expect.arrayContaining(['records', 'plans', 'people', 'links', 'preparation']),
  );
  expect(namesFor('recorder')).toEqual(expect.arrayContaining(['records', 'preparation']));
  expect(namesFor('recorder')).not.toContain('people');
  expect(namesFor('officer')).toContain('work');
  expect(namesFor('village')).toContain('work');
  for (const name of ['board', 'register', 'minutes', 'records', 'people'])
    expect(namesFor('officer')).not.toContain(name);
  expect(namesFor('finance')).not.toContain('records');
  expect(namesFor('recorder')).not.toContain('own');
  expect(namesFor('recorder', true)).toContain('own');
});

/** Steps that note their coming; one of them may fail. */
function steps(seen: string[], failing: Record<string, Error> = {}): Step[] {
  return ['a', 'b', 'c'].map((name) => ({
    name,
    bring: async () => {
      seen.push(name);
      if (failing[name]) throw failing[name];
    },
  }));
}

test('one thing after another, each after a pause', async () => {
  const seen: string[] = [];
  const pause = async () => {
    seen.push('-');
  };
  expect(await bringAll(steps(seen), () => true, pause)).toBe(true);
  expect(seen).toEqual(['-', 'a', '-', 'b', '-', 'c']);
});

test('it ends where the hall is out of reach or somebody else sits down, and is not called whole', async () => {
  const none = async () => undefined;
  const seen: string[] = [];
  expect(await bringAll(steps(seen, { b: new ApiError('unreachable') }), () => true, none)).toBe(false);
  expect(seen).toEqual(['a', 'b']);
  const left: string[] = [];
  expect(await bringAll(steps(left), () => left.length < 1, none)).toBe(false);
  expect(left).toEqual(['a']);
});

test('what the hall refuses is passed over', async () => {
  const seen: string[] = [];
  const refusal = new ApiError('notAllowed');
  expect(
    await bringAll(
      steps(seen, { a: refusal }),
      () => true,
      async () => undefined,
    ),
  ).toBe(true);
  expect(seen).toEqual(['a', 'b', 'c']);
});

test('it is done again after a while, not while another tab is at it', () => {
  const now = Date.parse('2026-11-26T03:00:00Z');
  const before = (minutes: number) => now - minutes * 60_000;
  const at = (minutes: number) => new Date(before(minutes)).toISOString();
  expect(isDue({ begun: 0, at: '' }, now)).toBe(true);
  expect(isDue({ begun: 0, at: at(2) }, now)).toBe(false);
  expect(isDue({ begun: 0, at: at(11) }, now)).toBe(true);
  expect(isDue({ begun: before(0.5), at: '' }, now)).toBe(false);
  expect(isDue({ begun: before(2), at: '' }, now)).toBe(true);
});
