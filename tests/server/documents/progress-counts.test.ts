import '../../../server/documents/fonts.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countByField,
  countByUnit,
  countedTo,
  countStandings,
  followedStandings,
  progressOf,
} from '../../../shared/documents/progress-counts.ts';
import { solvedOn } from '../../../shared/numbers.ts';
import { type Petition, petitionStates } from '../../../shared/petition.ts';
import { emptyPetition, sampleRecord } from './sample.ts';

const { dialogue, office } = sampleRecord;
const make = (values: Partial<Petition>): Petition => ({ ...emptyPetition, ...values });
const standingOf = (values: Partial<Petition>, to: string) =>
  progressOf([{ dialogue, petitions: [make(values)], draft: false }], to, office).followed[0];

describe('how a petition stands on a day', () => {
  const replied = { state: 'replied', outcome: 'deferred', dueDate: '2023-06-10' } as const;
  it.each([
    ['answered in the hall', { state: 'answered', outcome: 'answered' }, 'hall', 0],
    ['replied on the due day', { ...replied, replyDate: '2023-06-10' }, 'inTime', 0],
    ['replied a day late', { ...replied, replyDate: '2023-06-11' }, 'late', 1],
    ['replied after the day of the report', { ...replied, replyDate: '2023-07-02' }, 'overdue', 20],
    ['open before its due date', { state: 'deferred', dueDate: '2023-07-01' }, 'open', 0],
    ['open on its due date', { state: 'deferred', dueDate: '2023-06-30' }, 'open', 0],
    ['open past its due date', { state: 'escalated', dueDate: '2023-06-29' }, 'overdue', 1],
    ['open without a due date', { state: 'assigned' }, 'open', 0],
    ['with a due date that is none', { state: 'deferred', dueDate: 'sớm' }, 'open', 0],
  ] as const)('%s', (_, values, standing, daysLate) => {
    expect(standingOf(values, '2023-06-30')).toMatchObject({ standing, daysLate });
  });

  it('takes the day of the move when the answer on file has no date', () => {
    const history = [
      { at: '2023-06-14T18:00:00.000Z', by: 'Văn phòng', from: 'deferred', to: 'replied' } as const,
    ];
    // 18:00 UTC is the next day in Viet Nam.
    expect(solvedOn(make({ state: 'closed', outcome: 'deferred', history }))).toBe('2023-06-15');
  });

  it('leaves out what was raised later, and counts the withdrawn and merged apart', () => {
    const petitions = [
      make({ id: 'a' }),
      make({ id: 'b', state: 'withdrawn' }),
      make({ id: 'c', state: 'merged' }),
      make({ id: 'd', raisedAt: '2023-08-01T02:00:00.000Z' }),
    ];
    const progress = progressOf([{ dialogue, petitions, draft: false }], '2023-06-30', office);
    expect(progress).toMatchObject({ received: 3, withdrawn: 1, merged: 1 });
    expect(progress.followed.map(({ petition }) => petition.id)).toEqual(['a']);
  });

  it('counts to the end of the quarter, or to today before it is over', () => {
    expect(countedTo(2023, 'II', '2023-09-01')).toBe('2023-06-30');
    expect(countedTo(2023, 'II', '2023-05-21')).toBe('2023-05-21');
    expect(countedTo(2023, '', '2024-01-10')).toBe('2023-12-31');
  });
});

it('has every petition in exactly one line of each table', () => {
  const day = fc
    .integer({ min: 0, max: 400 })
    .map((days) => new Date(Date.UTC(2023, 0, 1 + days)).toISOString().slice(0, 10));
  const petition = fc
    .record({
      state: fc.constantFrom(...petitionStates),
      unit: fc.constantFrom('', 'Văn phòng', 'Địa chính', ' Văn  phòng '),
      field: fc.constantFrom('', 'Giảm nghèo', 'Đất đai'),
      dueDate: fc.oneof(day, fc.constant('')),
      replyDate: fc.oneof(day, fc.constant('')),
      raisedAt: day.map((one) => `${one}T03:00:00.000Z`),
    })
    .map(make);
  fc.assert(
    fc.property(fc.array(petition), day, (petitions, to) => {
      const { received, withdrawn, merged, followed } = progressOf(
        [{ dialogue, petitions, draft: false }],
        to,
        office,
      );
      expect(followed).toHaveLength(received - withdrawn - merged);
      const all = countStandings('', followed);
      expect(followedStandings.reduce((sum, standing) => sum + all[standing], 0)).toBe(all.total);
      for (const rows of [countByUnit(followed), countByField(followed)]) {
        for (const key of ['total', ...followedStandings] as const)
          expect(rows.reduce((sum, row) => sum + row[key], 0)).toBe(all[key]);
      }
    }),
    { seed: 20231125 },
  );
});
