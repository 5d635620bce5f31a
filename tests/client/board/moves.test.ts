import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { columnOf, columns } from '../../../client/board/columns.ts';
import { commonMissing, planMove, statesBeside } from '../../../client/board/moves.ts';
import { raisePetition, readPetition } from '../../../shared/docs/board.ts';
import { isLate, termOf } from '../../../shared/due.ts';
import { nextStates, type Petition, type PetitionState, petitionStates } from '../../../shared/petition.ts';

const doc = new Y.Doc();
const blank = readPetition('p1', raisePetition(doc, 'p1', 'Hoa', '2026-03-06T01:00:00Z'));
const full: Petition = {
  ...blank,
  content: 'Đề nghị sửa đường',
  field: 'Giảm nghèo',
  village: 'Thôn Hào Lý',
  unit: 'Hội Nông dân xã',
};
const today = '2026-03-06'; // a Friday

describe('the columns', () => {
  it('hold each state exactly once', () => {
    const held = columns.flatMap((column) => [...column.states]);
    expect([...held].sort()).toEqual([...petitionStates].sort());
    for (const state of petitionStates) expect(columnOf(state).states).toContain(state);
  });
});

describe('planMove', () => {
  it('fills in the default due date for what is promised', () => {
    const plan = planMove(full, 'deferred', today, ['2026-03-09']);
    expect(plan).toEqual({ allowed: true, missing: [], values: { dueDate: '2026-03-23' } });
    expect(planMove({ ...full, dueDate: '2026-04-01' }, 'deferred', today, []).values).toEqual({});
  });

  it('names what is missing', () => {
    expect(planMove(full, 'escalated', today, []).missing).toEqual(['authority']);
    expect(planMove(blank, 'assigned', today, []).missing).toEqual([
      'content',
      'field',
      'villageOrUnit',
      'unit',
    ]);
  });

  it('refuses what the life of a petition does not lead to', () => {
    expect(planMove(full, 'closed', today, []).allowed).toBe(false);
    expect(planMove({ ...full, state: 'replied' }, 'closed', today, [])).toEqual({
      allowed: true,
      missing: ['told'],
      values: {},
    });
  });

  it('notes the day on which the citizen was told', () => {
    const replied: Petition = { ...full, state: 'replied', toldHow: 'Gửi văn bản' };
    expect(planMove(replied, 'closed', today, []).values).toEqual({ toldAt: today });
    expect(planMove({ ...replied, toldAt: '2026-03-01' }, 'closed', today, []).values).toEqual({});
  });

  it('does not merge a petition into itself, and forgets the other one when it comes back', () => {
    expect(planMove({ ...full, mergedInto: 'p1' }, 'merged', today, []).missing).toEqual(['mergedInto']);
    expect(planMove({ ...full, mergedInto: 'p2' }, 'merged', today, []).missing).toEqual([]);
    const merged: Petition = { ...full, state: 'merged', mergedInto: 'p2' };
    expect(planMove(merged, 'raised', today, []).values).toEqual({ mergedInto: '' });
  });
});

describe('the due date', () => {
  const change = (at: string, from: Petition['state'], to: Petition['state']) => ({
    at,
    by: 'Hoa',
    from,
    to,
  });

  it('counts from the day of the promise in Vietnam', () => {
    const petition: Petition = {
      ...full,
      state: 'escalated',
      // 18:00 UTC on 5 March is 6 March in Vietnam; going on to escalated renews nothing
      history: [
        change('2026-03-05T18:00:00Z', 'raised', 'deferred'),
        change('2026-03-10T03:00:00Z', 'deferred', 'escalated'),
      ],
    };
    expect(termOf(petition, '2026-06-01', [])).toBe('2026-03-20');
    expect(termOf(full, today, [])).toBe('2026-03-20');
    expect(termOf({ ...petition, history: [change('?', 'raised', 'deferred')] }, today, [])).toBe(
      '2026-03-20',
    );
  });

  it('is late only while an answer is owed', () => {
    const owed: Petition = { ...full, state: 'deferred', dueDate: '2026-03-05' };
    expect(isLate(owed, today)).toBe(true);
    expect(isLate({ ...owed, dueDate: today }, today)).toBe(false);
    expect(isLate({ ...owed, state: 'replied' }, today)).toBe(false);
    expect(isLate({ ...owed, dueDate: '' }, today)).toBe(false);
  });
});

describe('commonMissing', () => {
  it('says once what all moves need', () => {
    const plans = nextStates('raised').map((to) => planMove({ ...full, content: '' }, to, today, []));
    expect(commonMissing(plans)).toEqual(['content']);
    expect(commonMissing(nextStates('raised').map((to) => planMove(full, to, today, [])))).toEqual([]);
  });
});

describe('statesBeside', () => {
  const at = (state: PetitionState) => ({ state, history: [] });

  it('finds the nearest column that the petition may go to', () => {
    expect(statesBeside(at('raised'), 1)).toEqual(['assigned']);
    expect(statesBeside(at('assigned'), 1)).toEqual(['answered', 'explained', 'guided']);
    expect(statesBeside(at('deferred'), 1)).toEqual(['replied']);
    expect(statesBeside(at('deferred'), -1)).toEqual(['answered', 'explained', 'guided']);
    expect(statesBeside(at('answered'), 1)).toEqual(['deferred', 'escalated']);
    expect(statesBeside(at('raised'), -1)).toEqual([]);
    expect(statesBeside(at('merged'), -1)).toEqual(['raised']);
    expect(statesBeside(at('closed'), 1)).toEqual([]);
  });

  it('never offers what is not allowed', () => {
    for (const state of petitionStates) {
      for (const step of [-1, 1] as const) {
        for (const to of statesBeside(at(state), step)) {
          expect(nextStates(state)).toContain(to);
          expect(Math.sign(columns.indexOf(columnOf(to)) - columns.indexOf(columnOf(state)))).toBe(step);
        }
      }
    }
  });
});
