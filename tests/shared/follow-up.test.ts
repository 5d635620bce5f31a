import { expect, test } from 'vitest';
import { type FollowUpAct, type FollowUpEvent, overlay } from '../../shared/follow-up.ts';
import type { Petition } from '../../shared/petition.ts';

/* The book over a record that was amended: a decision stands only over what it was made over, a fact wherever it can. */
const base: Petition = {
  id: 'petition0001',
  number: 'KN-01',
  raisedAt: '2026-11-20T02:00:00.000Z',
  raisedBy: 'Thư ký',
  content: 'Xin mở đường',
  answer: 'Ghi nhận',
  field: 'Giao thông',
  channel: 'spoken',
  village: 'Đăk Vang',
  category: 'other',
  unit: 'Địa chính',
  state: 'deferred',
  outcome: 'deferred',
  dueDate: '2026-12-10',
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
const event = (act: FollowUpAct, was: Partial<FollowUpEvent['was']> = {}): FollowUpEvent => ({
  id: act.kind,
  dialogueId: 'dialogue0001',
  petitionId: base.id,
  at: '2026-12-01T02:00:00.000Z',
  by: 'Cán bộ',
  role: 'organizer',
  of: '',
  was: { state: 'deferred', dueDate: '2026-12-10', unit: 'Địa chính', ...was },
  act,
});
const paper = { number: '45/UBND', date: '2026-12-01', file: null };
const replied = event({ kind: 'replied', answer: 'Đã mở', ...paper });
const told = event({ kind: 'told', how: 'Gặp', on: '2026-12-02' }, { state: 'replied' });
const moved = event({ kind: 'dueMoved', dueDate: '2026-12-20', reason: 'mưa' });
const assigned = event({ kind: 'assigned', unit: 'Văn phòng' });
const ruled = event({
  kind: 'ruled',
  outcome: 'explained',
  answer: 'Giải thích',
  authority: '',
  dueDate: '',
  dueReason: '',
});

test.each([
  ['nothing amended', {}, [replied, told], 'closed', [false, false]],
  [
    'escalated instead',
    { state: 'escalated', outcome: 'escalated' },
    [replied, told],
    'closed',
    [false, false],
  ],
  [
    'answered in the hall',
    { state: 'answered', outcome: 'answered' },
    [replied, told],
    'closed',
    [true, false],
  ],
  ['the answer recorded', { state: 'replied', replyNumber: '44' }, [replied, told], 'closed', [true, false]],
  ['withdrawn', { state: 'withdrawn' }, [replied, told], 'withdrawn', [true, true]],
  ['merged', { state: 'merged', mergedInto: 'petition0002' }, [replied, told], 'merged', [true, true]],
  ['nobody in charge yet', { state: 'raised', outcome: '' }, [replied, told], 'raised', [true, true]],
  ['a ruling', {}, [ruled], 'explained', [false]],
  ['another ruling in the amendment', { state: 'guided', outcome: 'guided' }, [ruled], 'guided', [true]],
  ['another day in the amendment', { dueDate: '2026-12-15' }, [moved], 'deferred', [true]],
  ['another unit in the amendment', { unit: 'Tư pháp' }, [assigned], 'deferred', [true]],
] as const)('%s', (_, amended: Partial<Petition>, events, state, passed) => {
  const { petition, entries } = overlay({ ...base, ...amended }, events);
  expect(petition.state).toBe(state);
  expect(entries.map(({ passedOver }) => passedOver)).toEqual(passed);
  if (passed.every(Boolean)) expect(petition).toEqual({ ...base, ...amended });
});

test('an amendment’s own number, day and unit stay, and the words of the answer', () => {
  expect(overlay({ ...base, state: 'replied', replyNumber: '44' }, [replied]).petition.replyNumber).toBe(
    '44',
  );
  expect(overlay(base, [moved]).petition).toMatchObject({ dueDate: '2026-12-20', dueReason: 'mưa' });
  expect(overlay(base, [assigned]).petition.unit).toBe('Văn phòng');
  const kept = event({ kind: 'replied', answer: null, ...paper });
  expect(overlay(base, [kept]).petition).toMatchObject({ answer: 'Ghi nhận', replyNumber: '45/UBND' });
});
