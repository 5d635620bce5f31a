import { describe, expect, test } from 'vitest';
import { missingFor, movesOf, type Petition, petitionStates } from '../../shared/petition.ts';
import { isSameName } from '../../shared/same-name.ts';
import {
  isSameMatter,
  isToTell,
  planRuling,
  type Ruling,
  rulings,
  rulingsFor,
  tellingProblems,
} from '../../shared/work.ts';

const petition: Petition = {
  id: 'petition0001',
  number: 'KN-01',
  raisedAt: '2026-03-02T02:00:00.000Z',
  raisedBy: 'Thư ký',
  content: 'Xin mở đường',
  answer: '',
  field: 'Giao thông',
  channel: 'spoken',
  village: 'Đăk Vang',
  category: 'other',
  unit: 'Địa chính',
  state: 'raised',
  outcome: '',
  dueDate: '',
  dueReason: '',
  authority: '',
  answeredBy: '',
  replyWish: 'none',
  replyDate: '',
  replyNumber: '',
  toldHow: '',
  toldAt: '',
  mergedInto: '',
  history: [],
};
const nothing = { answer: '', authority: '', dueDate: '', dueReason: '', replyNumber: '', replyDate: '' };
const today = '2026-03-04';
const holidays = ['2026-03-18'];
const plan = (given: Partial<Ruling>, change: Partial<Petition> = {}) =>
  planRuling({ ...petition, ...change }, { outcome: 'answered', ...nothing, ...given }, today, holidays);

describe('an officer’s ruling', () => {
  test('goes where the petition’s life leads, and never brings back what the office closed', () => {
    for (const state of petitionStates) {
      const offered = rulingsFor({ state, history: [] });
      const closed = state === 'closed' || state === 'withdrawn' || state === 'merged';
      if (closed) expect(offered, state).toEqual([]);
      const next = movesOf({ state, history: [] });
      if (!closed) expect(offered).toEqual(rulings.filter((each) => each === state || next.includes(each)));
      for (const outcome of rulings.filter((each) => !offered.includes(each)))
        expect(plan({ outcome, answer: 'Có' }, { state }).problems).toEqual(['outcome']);
    }
  });

  test('asks for all that the petition’s own rules ask for', () => {
    for (const outcome of rulings) {
      const bare = { field: '', unit: '', village: '', content: '' };
      const from = outcome === 'replied' ? { state: 'deferred' as const } : {};
      const { problems } = plan({ outcome }, { ...bare, ...from });
      const needed = missingFor({ ...petition, ...bare, dueDate: '2026-03-19' }, outcome);
      expect(problems).toEqual(expect.arrayContaining(needed));
    }
  });

  test('fills in ten working days, and takes another working day with its reason only', () => {
    expect(plan({ outcome: 'deferred' })).toEqual({
      values: { dueDate: '2026-03-19', dueReason: '' },
      problems: [],
    });
    const other = (dueDate: string, dueReason = 'Chờ khảo sát') =>
      plan({ outcome: 'deferred', dueDate, dueReason }).problems;
    expect(other('2026-03-20')).toEqual([]);
    expect(other('2026-03-20', '')).toEqual(['dueReason']);
    expect(other('2026-03-21'), 'a Saturday').toEqual(['dueDay']);
    expect(other('2026-03-18'), 'a holiday').toEqual(['dueDay']);
    expect(other('2026-03-03'), 'yesterday').toEqual(['dueDay']);
    expect(other('2026-02-30')).toEqual(['dueDay']);
    // The term of what is owed already counts from when it was; a late day that was agreed to stays.
    const owed = {
      state: 'deferred' as const,
      dueDate: '2026-01-12',
      dueReason: 'Hẹn dân',
      history: [
        { at: '2026-01-01T02:00:00.000Z', by: 'Chủ tịch', from: 'raised' as const, to: 'deferred' as const },
      ],
    };
    const kept = { outcome: 'deferred' as const, dueDate: '2026-01-12', dueReason: 'Hẹn dân' };
    expect(plan(kept, owed).problems).toEqual([]);
    expect(plan({ ...kept, dueDate: '2026-01-13' }, owed).problems).toEqual(['dueDay']);
  });

  test('writes only what its outcome has a use for', () => {
    const all = {
      ...nothing,
      answer: 'Có',
      authority: 'Sở',
      dueReason: 'x',
      replyNumber: '1',
      replyDate: today,
    };
    expect(plan({ ...all, outcome: 'explained' }).values).toEqual({});
    expect(Object.keys(plan({ ...all, outcome: 'escalated' }).values).sort()).toEqual([
      'authority',
      'dueDate',
      'dueReason',
    ]);
    expect(plan({ ...all, outcome: 'replied' }, { state: 'deferred' }).values).toEqual({
      replyNumber: '1',
      replyDate: today,
    });
    expect(
      plan({ ...all, outcome: 'replied', replyDate: '2026-03-05' }, { state: 'deferred' }).problems,
    ).toEqual(['replyDay']);
  });
});

describe('telling a citizen', () => {
  const told = { how: 'Gặp tại nhà', at: today };
  test('needs an answer, a way and a day between the raising and today', () => {
    const answered = { ...petition, state: 'answered' as const, answer: 'Có' };
    expect(tellingProblems(answered, told, today)).toEqual([]);
    expect(tellingProblems({ ...answered, answer: ' ' }, told, today)).toEqual(['answer']);
    expect(tellingProblems({ ...answered, answer: '', replyNumber: '12/UBND' }, told, today)).toEqual([]);
    expect(tellingProblems(answered, { how: '', at: '2026-03-05' }, today)).toEqual(['toldHow', 'toldDay']);
    expect(tellingProblems(answered, { ...told, at: '2026-03-01' }, today)).toEqual(['toldDay']);
    for (const state of petitionStates) {
      const toTell = ['answered', 'explained', 'guided', 'replied'].includes(state);
      expect(isToTell({ state })).toBe(toTell);
      expect(tellingProblems({ ...answered, state }, told, today)).toEqual(toTell ? [] : ['outcome']);
      // What may be told may be closed by the petition's own life.
      if (toTell) expect(movesOf({ state, history: [] })).toContain('closed');
    }
  });
});

test('a mended mark is the same matter, another word is another', () => {
  expect(isSameMatter('Xin đường đi lại.', 'xin duong di lai')).toBe(true);
  expect(isSameMatter('Xin đường đi lại', 'Xin đường đi')).toBe(false);
});

describe('the name of a unit or village', () => {
  const known = ['Hào Lý', 'Hảo Lý', 'Đăk Vang', 'Địa chính – nông nghiệp'];
  const is = (written: string, own: string) => isSameName(written, own, known);
  test('is the same in any case, with any dash and space, in NFC or NFD', () => {
    expect(is('đăk  vang ', 'Đăk Vang')).toBe(true);
    expect(is('Đăk Vang'.normalize('NFD'), 'Đăk Vang')).toBe(true);
    expect(is('Địa chính - nông nghiệp', 'Địa chính – nông nghiệp')).toBe(true);
    expect(is('Dak Vang', 'Đăk Vang'), 'typed without marks').toBe(true);
  });
  test('is never another’s that differs by a mark, nor nobody’s', () => {
    expect(is('Hảo Lý', 'Hào Lý')).toBe(false);
    expect(is('Hao Ly', 'Hào Lý'), 'could be either').toBe(false);
    expect(is('Hao Ly', 'Hảo Lý')).toBe(false);
    expect(is('Đắk Vang', 'Đăk Vang'), 'another place, whether known or not').toBe(false);
    expect(is('', '')).toBe(false);
    expect(is(' ', '–')).toBe(false);
    expect(is('Đăk Vang 2', 'Đăk Vang')).toBe(false);
  });
});
