import { describe, expect, test } from 'vitest';
import { factOf, isUntold, type Standing, standingOf } from '../../shared/numbers.ts';
import type { Petition, PetitionState } from '../../shared/petition.ts';
import { placeOf } from '../../shared/worklists.ts';
import { petitionMaker } from '../bench/petition-maker.ts';
import { dialogueOf, manyPetitions } from '../server/numbers/many-petitions.ts';

const heldOn = '2026-05-20';
const empty: Petition = {
  ...petitionMaker(1).petition('aaaaaa', 1),
  state: 'raised',
  outcome: '',
  raisedAt: '2026-05-20T02:00:00.000Z',
};
const move = (to: PetitionState, day: string, from: PetitionState = 'raised') => ({
  at: `${day}T03:00:00.000Z`,
  by: 'Chủ tịch',
  from,
  to,
});
const cases: [what: string, values: Partial<Petition>, Standing][] = [
  ['raised only', {}, 'open'],
  [
    'answered on the day',
    { state: 'answered', outcome: 'answered', history: [move('answered', heldOn)] },
    'hall',
  ],
  [
    'handed in ahead, answered on the day',
    {
      raisedAt: '2026-05-02T02:00:00.000Z',
      state: 'explained',
      outcome: 'explained',
      history: [move('explained', heldOn)],
    },
    'hall',
  ],
  [
    'answered on the day, told and closed a week later',
    {
      state: 'closed',
      outcome: 'answered',
      history: [move('answered', heldOn), move('closed', '2026-05-27', 'answered')],
    },
    'hall',
  ],
  [
    'answered by a unit three days later',
    { state: 'answered', outcome: 'answered', history: [move('answered', '2026-05-23')] },
    'inTime',
  ],
  [
    'promised, then answered on the same day after all',
    {
      state: 'answered',
      outcome: 'answered',
      history: [move('deferred', heldOn), move('answered', heldOn, 'deferred')],
    },
    'inTime',
  ],
  [
    'replied on its due date',
    { state: 'replied', outcome: 'deferred', dueDate: '2026-06-03', replyDate: '2026-06-03' },
    'inTime',
  ],
  [
    'replied a day late',
    { state: 'replied', outcome: 'deferred', dueDate: '2026-06-03', replyDate: '2026-06-04' },
    'late',
  ],
  [
    'replied after the day that is counted to',
    { state: 'closed', outcome: 'deferred', dueDate: '2026-06-03', replyDate: '2026-07-02' },
    'overdue',
  ],
  ['owed until the day itself', { state: 'deferred', outcome: 'deferred', dueDate: '2026-06-30' }, 'open'],
  ['owed since yesterday', { state: 'escalated', outcome: 'escalated', dueDate: '2026-06-29' }, 'overdue'],
  ['withdrawn though late', { state: 'withdrawn', dueDate: '2026-06-01' }, 'withdrawn'],
  ['merged', { state: 'merged', mergedInto: 'bbbbbb' }, 'merged'],
];

describe('how a petition stands', () => {
  test.each(cases)('%s', (_, values, standing) => {
    expect(standingOf(factOf('dialogue0001', { ...empty, ...values }), heldOn, '2026-06-30')).toBe(standing);
  });

  test('what is overdue today is what the worklists call overdue, and what they call untold is untold', () => {
    const dialogues = [dialogueOf(1), dialogueOf(6)];
    const many = manyPetitions(20_261_126, dialogues, 600);
    const today = '2021-06-01';
    for (const dialogue of dialogues) {
      for (const petition of many.petitionsOf(dialogue)) {
        // Days to come are no days of an answer that is on file today.
        if (petition.replyDate > today) petition.replyDate = '';
        petition.history = petition.history.filter(({ at }) => at < `${today}T00`);
        const place = placeOf(petition, () => undefined, today, today);
        const fact = factOf(dialogue.id, { ...petition, raisedAt: '2020-01-05T02:00:00.000Z' });
        const standing = standingOf(fact, dialogue.heldOn, today);
        const isDue = fact.dueOn !== '' || petition.dueDate === '';
        if (isDue) expect(standing === 'overdue', petition.id).toBe(place === 'overdue');
        if (petition.state !== 'merged') expect(isUntold(fact, standing)).toBe(place === 'untold');
      }
    }
  });

  test('a day is that of Vietnam, names are on one line, an authority is one that a petition went to', () => {
    const fact = factOf('dialogue0001', {
      ...empty,
      raisedAt: '2026-05-20T18:30:00.000Z',
      unit: ' Địa chính  – Xây dựng\n',
      authority: 'UBND tỉnh',
      outcome: 'deferred',
    });
    expect(fact).toMatchObject({ raisedOn: '2026-05-21', unit: 'Địa chính – Xây dựng', authority: '' });
    expect(factOf('d', { ...empty, authority: 'UBND tỉnh', outcome: 'escalated' }).authority).toBe(
      'UBND tỉnh',
    );
  });

  test('an answer on file that nobody told the citizen of is solved, and untold', () => {
    const fact = factOf('d', { ...empty, state: 'replied', outcome: 'deferred', replyDate: '2026-06-01' });
    expect(isUntold(fact, standingOf(fact, heldOn, '2026-06-30'))).toBe(true);
    expect(isUntold(fact, standingOf(fact, heldOn, '2026-05-30'))).toBe(false);
    expect(isUntold({ ...fact, state: 'closed' }, 'inTime')).toBe(false);
  });
});
