import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Builds,
  cameUp,
  leftFor,
  mostGiven,
  noBuilds,
  pageGiven,
  proved,
  readBuilds,
  takenOver,
  triedAgain,
} from '../../../client/offline/builds.ts';

const first = takenOver(noBuilds, 'A');
const second = takenOver(first, 'B');
const give = (builds: Builds, times: number): Builds =>
  times === 0 ? builds : give(pageGiven(builds, false), times - 1);

describe('the build in use', () => {
  test('the first one has nothing to go back to and is never left', () => {
    expect(first).toMatchObject({ current: 'A', previous: '' });
    expect(leftFor(give(first, 20), 'A')).toEqual(first);
  });

  test('a new one is on trial until it has proved itself', () => {
    expect(second).toMatchObject({ current: 'B', previous: 'A' });
    const good = proved(cameUp(pageGiven(second, false), 'B'), 'B');
    expect(good).toMatchObject({ current: 'B', previous: '' });
    expect(leftFor(good, 'B')).toEqual(good);
  });

  test('one that does not come up is left, and not taken again by itself', () => {
    const left = leftFor(pageGiven(second, false), 'B');
    expect(left).toEqual({ current: 'A', previous: '', given: 0, broken: ['B'] });
    expect(takenOver(left, 'B')).toEqual(left);
    expect(takenOver(left, 'C')).toMatchObject({ current: 'C', previous: 'A' });
    expect(triedAgain(left, 'B')).toMatchObject({ current: 'B', previous: 'A', broken: [] });
  });

  test('so is one whose pages are opened again and again and none of which comes up', () => {
    expect(give(second, mostGiven).current).toBe('B');
    expect(give(second, mostGiven + 1).current).toBe('A');
    expect(give(cameUp(give(second, mostGiven), 'B'), mostGiven).current).toBe('B');
  });

  test('but not while a browser opens all its tabs at once', () => {
    let builds = second;
    for (let at = 0; at < 10; at++) builds = pageGiven(builds, true);
    expect(builds.current).toBe('B');
  });

  test('a build of which no page came up is nothing to go back to', () => {
    expect(takenOver(pageGiven(second, false), 'C')).toMatchObject({ current: 'C', previous: 'A' });
    expect(takenOver(cameUp(pageGiven(second, false), 'B'), 'C')).toMatchObject({ previous: 'B' });
  });

  test('a page of another build has no say', () => {
    const given = give(second, 2);
    expect(cameUp(given, 'A')).toEqual(given);
    expect(proved(given, 'A')).toEqual(given);
    expect(leftFor(given, 'A')).toEqual(given);
  });
});

test('whatever happens, the device has a build to give, never goes back to itself, and does not take a broken one', () => {
  const build = fc.constantFrom('A', 'B', 'C', 'D');
  const step = fc.oneof(
    build.map((name) => (builds: Builds) => takenOver(builds, name)),
    build.map((name) => (builds: Builds) => cameUp(builds, name)),
    build.map((name) => (builds: Builds) => proved(builds, name)),
    build.map((name) => (builds: Builds) => leftFor(builds, name)),
    build.map((name) => (builds: Builds) => triedAgain(builds, name)),
    fc.boolean().map((othersStart) => (builds: Builds) => pageGiven(builds, othersStart)),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let builds = first;
      for (const change of steps) {
        builds = readBuilds(JSON.parse(JSON.stringify(change(builds))));
        expect(builds.current).not.toBe('');
        expect(builds.previous).not.toBe(builds.current);
        expect(builds.broken).not.toContain(builds.current);
      }
    }),
  );
});

test('anything is read as builds', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const builds = readBuilds(value);
      expect(typeof builds.current).toBe('string');
      expect(builds.given).toBeGreaterThanOrEqual(0);
      expect(builds.broken.every((name) => typeof name === 'string')).toBe(true);
    }),
  );
});
