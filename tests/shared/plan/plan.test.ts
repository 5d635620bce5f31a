import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { assignUnplaced } from '../../../shared/plan/assign.ts';
import { carryOver, emptyDialogue, emptyPlan, planSchema, toDialogues } from '../../../shared/plan/plan.ts';
import { plan2023 } from '../../../shared/plan/plan-2023.ts';

const { id: _id, revision: _revision, ...draft } = plan2023;

describe('what the API takes as a plan', () => {
  it('takes the real plan unchanged', () => {
    expect(v.parse(planSchema, draft)).toEqual(draft);
  });

  it('normalises text and drops empty entries', () => {
    const typed = { ...draft, purposes: [' a\u0302\u0301 ', '', '  '], intro: 'một\r\nhai' };
    expect(v.parse(planSchema, typed)).toMatchObject({ purposes: ['ấ'], intro: 'một\nhai' });
  });

  it.each([
    ['no year', { year: 0 }],
    ['no title', { title: ' ' }],
    ['a day that does not exist', { date: '2023-13-40' }],
    ['a line without end', { place: 'a'.repeat(501) }],
    ['too many dialogues', { dialogues: Array.from({ length: 25 }, () => draft.dialogues[0]) }],
    ['a dialogue without a title', { dialogues: [emptyDialogue(2023)] }],
    ['a quarter that is none', { dialogues: [{ ...draft.dialogues[0], quarter: 'V' }] }],
    ['a number in place of text', { closing: 5 }],
  ])('refuses %s', (_name, change) => {
    expect(v.safeParse(planSchema, { ...draft, ...change }).success).toBe(false);
  });
});

describe('the dialogues of a plan', () => {
  it('makes both dialogues of the real plan', () => {
    const [poor, farmers, ...others] = toDialogues(plan2023);
    expect(others).toEqual([]);
    expect(poor).toMatchObject({
      planId: plan2023.id,
      title: 'Đối thoại với hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo',
      quarter: 'II',
      year: 2023,
      fields: ['Giảm nghèo', 'Lao động – việc làm'],
      place: 'Hội trường Nhà Văn hóa xã Sa Loong',
      chairName: 'Nguyễn Hữu Bảng',
      chairTitle: 'Chủ tịch Ủy Ban nhân dân xã Sa Loong',
      state: 'open',
    });
    expect(poor?.groups).toContain('Hộ mới thoát nghèo');
    expect(farmers).toMatchObject({
      topic: 'Tiếp sức, hỗ trợ nông dân phát triển nông nghiệp, nông thôn bền vững',
      quarter: 'III',
    });
    expect(farmers?.fields).toHaveLength(5);
    expect(farmers?.groups).toContain('Hội viên Hội Nông dân');
  });

  it('does not give a deputy who signs as the chair', () => {
    const signature = { ...plan2023.signature, title: 'KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH' };
    expect(toDialogues({ ...plan2023, signature })[0]?.chairName).toBe('');
  });

  it('lists a field once', () => {
    const [first] = plan2023.dialogues;
    if (!first) throw new Error('no dialogue');
    const fields = ['Đất đai', 'đất đai'].map((name) => ({ name, contents: [], derived: false }));
    expect(toDialogues({ ...plan2023, dialogues: [{ ...first, fields }] })[0]?.fields).toEqual(['Đất đai']);
  });

  it('carries a change of the plan over and keeps what was edited on the dialogue', () => {
    const [before] = toDialogues(plan2023);
    if (!before) throw new Error('no dialogue');
    const current: Dialogue = {
      ...before,
      id: 'hoinghi1',
      heldOn: '2023-06-20',
      state: 'open',
      secretaries: ['A'],
    };
    const after = { ...before, topic: 'Vay vốn', heldOn: '2023-06-01' };
    expect(carryOver(current, before, after)).toEqual({ ...current, topic: 'Vay vốn' });
  });
});

describe('giving an unplaced line to a part', () => {
  const plan = { ...emptyPlan(2024), unplaced: ['- Tăng cường gắn kết.', 'Kinh phí: ngân sách xã.'] };

  it('moves the line and leaves the others', () => {
    const next = assignUnplaced(plan, 0, 'purposes', -1);
    expect(next.purposes).toEqual(['Tăng cường gắn kết.']);
    expect(next.unplaced).toEqual(['Kinh phí: ngân sách xã.']);
    expect(plan.unplaced).toHaveLength(2);
  });

  it('begins a unit or a dialogue when there is none yet', () => {
    expect(assignUnplaced(plan, 1, 'tasks', -1).tasks).toEqual([
      { unit: '', duties: ['Kinh phí: ngân sách xã.'] },
    ]);
    const [dialogue] = assignUnplaced(plan, 0, 'fields', 0).dialogues;
    expect(dialogue?.fields).toEqual([{ name: 'Tăng cường gắn kết.', contents: [], derived: false }]);
  });

  it.each([-1, 2])('changes nothing for an index that is none: %d', (index) => {
    expect(assignUnplaced(plan, index, 'closing', -1)).toEqual(plan);
  });
});
