import { describe, expect, test } from 'vitest';
import { combineStatus } from '../../../client/sync/combine.ts';
import type { SyncStatus } from '../../../client/sync/connection.ts';

const saved: SyncStatus = {
  savedHere: true,
  savedInHall: true,
  waiting: 0,
  online: true,
  offlineSince: '',
  late: 0,
  handed: false,
  problem: '',
};
const combine = (...parts: Partial<SyncStatus>[]) =>
  combineStatus(parts.map((part) => ({ status: { ...saved, ...part }, ready: true })));

describe('one status for several documents', () => {
  test('all saved in the hall', () => {
    expect(combine({}, {})).toMatchObject({ headline: { kind: 'saved' }, savedInHall: true, problem: '' });
  });

  test('changes that wait are added up', () => {
    expect(combine({ waiting: 2, savedInHall: false }, { waiting: 3, savedInHall: false })).toMatchObject({
      headline: { kind: 'waiting', count: 5 },
      savedInHall: false,
    });
  });

  test('one that is out of reach counts for all, since the earliest moment', () => {
    const late = { online: false, offlineSince: '2023-05-16T02:42:00Z' };
    const early = { online: false, offlineSince: '2023-05-16T02:40:00Z' };
    expect(combine({}, late, early).headline).toEqual({ kind: 'offline', since: '2023-05-16T02:40:00Z' });
  });

  test('text typed after the freeze is not called saved in the hall', () => {
    expect(combine({ late: 2, savedInHall: false }, {}).headline).toEqual({ kind: 'late', count: 2 });
  });

  test('the gravest problem is told', () => {
    expect(combine({ problem: 'noStorage' }, { problem: 'noSession' }, { problem: 'paused' }).problem).toBe(
      'noSession',
    );
  });

  test('before a document can be shown it says so, and the first connection is not called a lost one', () => {
    const opening = combineStatus([
      { status: { ...saved, online: false, savedInHall: false }, ready: false },
    ]);
    expect(opening.headline.kind).toBe('opening');
    expect(combine({ online: false }).headline.kind).toBe('connecting');
  });
});
