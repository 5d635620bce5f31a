import { expect, test } from 'vitest';
import { actOf, actsFor, blankAct, fieldsShown } from '../../../client/routes/follow-up/acts.ts';
import { planAct } from '../../../shared/follow-up-plan.ts';
import { type Petition, petitionStates } from '../../../shared/petition.ts';
import { lastSoonDay } from '../../../shared/worklists.ts';

/* What the page offers and what the book takes are the same; terms count working days and the office's calendar. */
const calendar = { today: '2026-11-26', calendar: { holidays: ['2026-11-30'], workdays: ['2026-11-28'] } };
const petition = (state: Petition['state']): Petition => ({
  id: 'petition0001',
  number: 'KN-01',
  raisedAt: '2026-11-20T02:00:00.000Z',
  raisedBy: 'Thư ký',
  content: 'Xin mở đường',
  answer: 'Sẽ mở',
  field: 'Giao thông',
  channel: 'spoken',
  village: 'Đăk Vang',
  category: 'other',
  unit: 'Văn phòng',
  state,
  outcome: state === 'escalated' || state === 'answered' ? state : 'deferred',
  dueDate: '2026-12-10',
  dueReason: '',
  authority: 'UBND tỉnh',
  answeredBy: '',
  replyWish: 'none',
  replyDate: '',
  replyNumber: '',
  toldHow: '',
  toldAt: '',
  mergedInto: '',
  history: [],
});

test.each(petitionStates)('every act that is offered for %s fits it', (state) => {
  const offered = actsFor(state);
  expect(new Set(offered).size).toBe(offered.length);
  for (const kind of offered) {
    const draft = {
      ...blankAct(calendar.today),
      outcome: state === 'deferred' ? ('escalated' as const) : ('deferred' as const),
      number: '1/UBND',
      authority: 'UBND tỉnh',
      how: 'Gặp tại nhà',
      dueDate: '2026-12-01',
      dueReason: 'hẹn',
      reason: 'hẹn',
      unit: 'Địa chính',
    };
    const file = { hash: 'a'.repeat(64), type: 'application/pdf', size: 1 } as const;
    expect([kind, planAct(petition(state), actOf(kind, draft, file), calendar).problems]).toEqual([kind, []]);
    expect(fieldsShown(kind, draft.outcome).length).toBeGreaterThan(0);
  }
  expect(state === 'merged' || offered.length > 0).toBe(true);
});

test('five working days from now skip the holiday and count the Saturday that is worked', () => {
  // 27, 28 (worked), 1, 2, 3.
  expect(lastSoonDay(calendar.today, calendar.calendar)).toBe('2026-12-03');
  const moved = (dueDate: string) =>
    planAct(petition('deferred'), { kind: 'dueMoved', dueDate, reason: 'hẹn' }, calendar).problems;
  expect(moved('2026-11-28')).toEqual([]);
  expect(moved('2026-11-30')).toEqual(['dueDay']);
  expect(moved('2026-11-29')).toEqual(['dueDay']);
  expect(moved('2026-11-25')).toEqual(['dueDay']);
});
