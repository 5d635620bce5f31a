import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { leaseTime, standByNote } from '../../../client/sync/leader.ts';
import { isNearlyFull } from '../../../client/sync/room-left.ts';

/* Several tabs without locks: one of them does what is to be done once. */

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function notes() {
  const all = new Map<string, string>();
  return {
    getItem: (key: string) => all.get(key) ?? null,
    setItem: (key: string, value: string) => void all.set(key, value),
    removeItem: (key: string) => void all.delete(key),
  };
}

const count = (places: { leads(): boolean }[]) => places.filter((place) => place.leads()).length;

test('never two lead, whenever they come; after a moment one does', () => {
  const shared = notes();
  const places = [];
  for (let at = 0; at < 5; at += 1) {
    places.push(standByNote('papers', () => undefined, shared));
    vi.advanceTimersByTime(at * 40);
    expect(count(places)).toBeLessThanOrEqual(1);
  }
  for (let at = 0; at < 40; at += 1) {
    vi.advanceTimersByTime(500);
    expect(count(places)).toBe(1);
  }
  expect(places[0]?.leads()).toBe(true);
});

test('who leaves is followed within two seconds, who dies when the note ends; they are told', () => {
  const shared = notes();
  const told = [vi.fn(), vi.fn(), vi.fn()];
  const [a, b, c] = told.map((changed) => standByNote('papers', changed, shared));
  vi.advanceTimersByTime(1_000);
  expect(a?.leads()).toBe(true);
  a?.leave();
  vi.advanceTimersByTime(2_000);
  expect([a?.leads(), b?.leads(), c?.leads()]).toEqual([false, true, false]);
  expect(told[1]).toHaveBeenCalledTimes(1);
  // A tab that dies renews nothing more: as if its timers stood still.
  const dead = standByNote('other', () => undefined, shared);
  vi.advanceTimersByTime(1_000);
  expect(dead.leads()).toBe(true);
  shared.setItem('doithoai.leader.other', `${Date.now() + leaseTime} gone`);
  const heir = standByNote('other', () => undefined, shared);
  vi.advanceTimersByTime(leaseTime - 500);
  expect(heir.leads()).toBe(false);
  vi.advanceTimersByTime(2_000);
  expect(count([dead, heir])).toBe(1);
});

test('a tab whose timers stood still does not take itself for the leader when the note has ended', () => {
  let now = 0;
  const place = standByNote(
    'papers',
    () => undefined,
    notes(),
    () => now,
  );
  now += 200;
  vi.advanceTimersByTime(200);
  expect(place.leads()).toBe(true);
  now += leaseTime + 1;
  expect(place.leads()).toBe(false);
});

test('room runs out from nine tenths on, or when less than 50 MB are left', () => {
  const mb = 1024 * 1024;
  expect(isNearlyFull({ used: 100 * mb, left: 900 * mb })).toBe(false);
  expect(isNearlyFull({ used: 900 * mb, left: 100 * mb })).toBe(true);
  expect(isNearlyFull({ used: 10 * mb, left: 49 * mb })).toBe(true);
  expect(isNearlyFull({ used: 0, left: 60 * mb })).toBe(false);
});

test('two tabs that look at one moment do not both lead', () => {
  const shared = notes();
  const first = standByNote('papers', () => undefined, shared);
  let looks = 0;
  // It had looked before the first one wrote.
  const late = { ...shared, getItem: (key: string) => (looks++ === 0 ? null : shared.getItem(key)) };
  const second = standByNote('papers', () => undefined, late);
  for (let at = 0; at < 200; at += 1) {
    expect(count([first, second])).toBeLessThanOrEqual(1);
    vi.advanceTimersByTime(10);
  }
  expect(count([first, second])).toBe(1);
});
