import { expect, it, test } from 'vitest';
import { changeWords } from '../../../client/i18n/plan-history.ts';
import { goBackTo } from '../../../server/plan/go-back.ts';
import { comparePlans } from '../../../shared/plan/compare.ts';
import { emptyDialogue, emptyPlan, type PlanDraft, type PlanTask } from '../../../shared/plan/plan.ts';

/* What two states of a plan have different, as the page says it. */
const task = (id: string, text: string, more: Partial<PlanTask> = {}): PlanTask => ({
  id,
  lines: [text],
  dueOn: '',
  doneAt: '',
  doneBy: '',
  ...more,
});

function planOf(change: (plan: PlanDraft) => void = () => undefined): PlanDraft {
  const unit = (id: string, name: string, tasks: PlanTask[]) => ({
    id,
    unit: name,
    tasks,
    duties: tasks.flatMap(({ lines }) => lines),
  });
  const plan: PlanDraft = {
    ...emptyPlan(2026),
    title: 'Kế hoạch đối thoại',
    bases: ['Luật A', 'Luật B'],
    dialogues: [
      { ...emptyDialogue(2026), id: 'd0', title: 'Hộ nghèo', quarter: 'II' },
      { ...emptyDialogue(2026), id: 'd1', title: 'Nông dân', quarter: 'III' },
    ],
    tasks: [
      unit('u0', 'Văn phòng', [task('t0', 'Mời'), task('t1', 'Ghi')]),
      unit('u1', 'Tài chính', [task('t2', 'Chi')]),
    ],
  };
  change(plan);
  return plan;
}

function said(change: (plan: PlanDraft) => void): string[] {
  return comparePlans(planOf(), planOf(change)).map((one) =>
    [changeWords(one), ...one.before.map((line) => `−${line}`), ...one.after.map((line) => `+${line}`)].join(
      ' | ',
    ),
  );
}

it.each<[string, (plan: PlanDraft) => void, string[]]>([
  ['nothing', () => undefined, []],
  [
    'a line of a list',
    (plan) => plan.bases.splice(1, 1, 'Luật C', 'Luật A'),
    ['Căn cứ | −Luật B | +Luật C | +Luật A'],
  ],
  ['the order of a list', (plan) => plan.bases.reverse(), ['Căn cứ (đổi thứ tự)']],
  ['the signer', (plan) => Object.assign(plan.signature, { name: 'Y Hai' }), ['Họ và tên | +Y Hai']],
  [
    'a renamed dialogue and its day',
    (plan) => Object.assign(plan.dialogues[0] ?? {}, { title: 'Hộ cận nghèo', heldOn: '2026-06-10' }),
    [
      'Buổi “Hộ cận nghèo”: Tên buổi đối thoại | −Hộ nghèo | +Hộ cận nghèo',
      'Buổi “Hộ cận nghèo”: Ngày tổ chức | +2026-06-10',
    ],
  ],
  [
    'a field of a dialogue',
    (plan) => plan.dialogues[1]?.fields.push({ name: 'Vay vốn', contents: ['Lãi suất'], derived: false }),
    ['Buổi “Nông dân”: Lĩnh vực | +Vay vốn | +Vay vốn: Lãi suất'],
  ],
  ['a removed dialogue', (plan) => plan.dialogues.shift(), ['Bỏ buổi: Hộ nghèo']],
  [
    'a new dialogue before the others',
    (plan) => plan.dialogues.unshift({ ...emptyDialogue(2026), id: 'd9', title: 'Thanh niên' }),
    ['Thêm buổi: Thanh niên'],
  ],
  ['dialogues in another order', (plan) => plan.dialogues.reverse(), ['Thứ tự các buổi đã đổi']],
  [
    'a task done and one due',
    (plan) => {
      Object.assign(plan.tasks[0]?.tasks?.[0] ?? {}, { doneAt: '2026-01-01T00:00:00.000Z', doneBy: 'Y Hai' });
      Object.assign(plan.tasks[1]?.tasks?.[0] ?? {}, { dueOn: '2026-05-01' });
    },
    ['Văn phòng: Mời: đánh dấu đã xong | +Y Hai', 'Tài chính: Chi: hạn hoàn thành | +2026-05-01'],
  ],
  [
    'a new task',
    (plan) => plan.tasks[1]?.tasks?.push(task('t9', 'Quyết toán')),
    ['Thêm việc của Tài chính: Quyết toán'],
  ],
  ['a unit gone', (plan) => plan.tasks.pop(), ['Bỏ đơn vị: Tài chính']],
])('%s', (_name, change, expected) => {
  expect(said(change)).toEqual(expected);
});

/** The same plan with every text and list another one. */
function another<T extends object>(of: T): T {
  const changed = Object.entries(of).map(([key, value]) => {
    if (key === 'id') return [key, value];
    if (typeof value === 'string') return [key, `${value} khác`];
    if (typeof value === 'number') return [key, value + 1];
    return [key, ['dialogues', 'tasks', 'fields', 'signature'].includes(key) ? value : ['khác']];
  });
  return Object.fromEntries(changed);
}

test('every change of a plan has words', () => {
  const plan = planOf();
  const other = {
    ...another(plan),
    signature: another(plan.signature),
    dialogues: plan.dialogues.map(another),
  };
  const words = comparePlans(plan, other).map(changeWords);
  expect(words.length).toBeGreaterThan(40);
  for (const sentence of words) expect(sentence).not.toMatch(/: $|^$|undefined/);
});

test('going back keeps what was done and made since', () => {
  const version = planOf();
  const now = planOf((plan) => {
    Object.assign(plan.dialogues[0] ?? {}, { title: 'Khác', dialogueId: 'made00000001' });
    Object.assign(plan.tasks[0]?.tasks?.[0] ?? {}, {
      lines: ['Mời hết'],
      doneAt: '2026-01-01T00:00:00.000Z',
      doneBy: 'Y Hai',
    });
    plan.dialogues.pop();
  });
  const again = goBackTo(version, now);
  expect(again.dialogues.map(({ title, dialogueId }) => [title, dialogueId])).toEqual([
    ['Hộ nghèo', 'made00000001'],
    ['Nông dân', ''],
  ]);
  expect(again.tasks[0]?.tasks?.[0]).toEqual(
    task('t0', 'Mời', { doneAt: '2026-01-01T00:00:00.000Z', doneBy: 'Y Hai' }),
  );
});
