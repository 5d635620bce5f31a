import { expect, test } from 'vitest';
import { fitting, type ShownState, shownStates } from '../../../client/routes/escalations/filter.ts';
import type { ArrivedEscalation, EscalationActKind } from '../../../shared/escalation.ts';

const today = '2026-11-26';
const act = (kind: EscalationActKind) => ({
  kind,
  at: '2026-11-20T00:00:00.000Z',
  by: '',
  text: '',
  number: '',
  date: '',
  file: null,
});

function arrived(
  number: string,
  kinds: EscalationActKind[],
  more: Partial<ArrivedEscalation> = {},
): ArrivedEscalation {
  return {
    id: number,
    from: 'mot',
    fromName: 'Xã Đắk Kan',
    to: 'huyen',
    number,
    dialogue: 'Đối thoại quý III',
    field: 'Vay vốn',
    village: 'Đăk Vang',
    category: 'other',
    content: 'Xin mở đường',
    dueDate: '2026-12-01',
    sheetNumber: '12/PC',
    sheetDate: today,
    sentAt: '2026-11-19T00:00:00.000Z',
    sentBy: '',
    acts: kinds.map(act),
    ...more,
  };
}

const all = [
  arrived('KN-01', []),
  arrived('KN-02', ['received'], { dueDate: '2026-11-25', from: 'hai', fromName: 'Xã Bờ Y' }),
  arrived('KN-03', ['received', 'answered'], { dueDate: '2026-11-01' }),
  arrived('KN-04', ['declined']),
  arrived('KN-05', ['withdrawn']),
  arrived('KN-06', ['answered', 'taken']),
  arrived('KN-07', [], { dueDate: '' }),
  arrived('KN-08', [], { dueDate: today }),
];
const shown = (state: ShownState, more: { commune?: string; text?: string } = {}) =>
  fitting(all, { state, commune: '', text: '', ...more }, today).map(({ number }) => number);

test('each is where somebody looks for it, the earliest due day first and what has none last', () => {
  expect(Object.fromEntries(shownStates.map((state) => [state, shown(state)]))).toEqual({
    open: ['KN-02', 'KN-08', 'KN-01', 'KN-07'],
    late: ['KN-02'],
    sent: ['KN-08', 'KN-01', 'KN-07'],
    received: ['KN-02'],
    answered: ['KN-03'],
    ended: ['KN-04', 'KN-05', 'KN-06'],
  });
});

test('words are found without their marks, đ by d, in matter, places and numbers; all of them', () => {
  expect(shown('open', { text: 'duong DAK  kan' })).toEqual(['KN-08', 'KN-01', 'KN-07']);
  expect(shown('open', { text: 'bo y' })).toEqual(['KN-02']);
  expect(shown('open', { text: '12/pc kn-07' })).toEqual(['KN-07']);
  expect(shown('open', { text: 'đường sắt' })).toEqual([]);
  expect(shown('open', { commune: 'hai', text: 'mo' })).toEqual(['KN-02']);
});
