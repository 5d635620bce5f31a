import { expect, test } from 'vitest';
import { type FollowUpAct, isAnsweredElsewhere, overlay } from '../../shared/follow-up.ts';
import { sampleRecord } from '../server/documents/sample.ts';

/* Whose letter is on file: the office's own, or the higher authority's. */
const escalated = sampleRecord.petitions.find(({ state }) => state === 'escalated');
if (!escalated) throw new Error('none is escalated');

const paper = { number: '77/SGTVT-KH', date: '2023-07-03', file: null };
const acts = {
  sent: { kind: 'sent', authority: escalated.authority, ...paper },
  returned: { kind: 'returned', answer: null, ...paper },
  replied: { kind: 'replied', answer: null, ...paper, number: '12/UBND-VP' },
  filed: { kind: 'filed', ...paper },
  told: { kind: 'told', how: 'Gặp tại nhà', on: '2023-07-04' },
  reopened: { kind: 'reopened', reason: 'Chưa đồng ý', dueDate: '2023-08-01' },
} as const satisfies Record<string, FollowUpAct>;

/** The petition after acts, each over what the one before left. */
function after(...names: (keyof typeof acts)[]): boolean {
  const { dueDate, unit } = escalated ?? { dueDate: '', unit: '' };
  const events = names.map((name, index) => ({
    id: `event${index}`,
    dialogueId: sampleRecord.dialogue.id,
    petitionId: escalated?.id ?? '',
    at: `2023-07-0${index + 1}T02:00:00.000Z`,
    by: 'Lê Văn Phòng',
    role: 'organizer' as const,
    of: '',
    was: { state: 'escalated' as const, dueDate, unit },
    act: acts[name],
  }));
  return escalated !== undefined && isAnsweredElsewhere(overlay(escalated, events));
}

test.each<[string, (keyof typeof acts)[], boolean]>([
  ['nothing came yet', ['sent'], false],
  ['the authority answered', ['sent', 'returned'], true],
  ['its file was added, and the citizen told', ['returned', 'filed', 'told'], true],
  ['the unit answered itself', ['sent', 'replied', 'told'], false],
  ['opened again', ['returned', 'reopened'], false],
  ['opened again, then answered by the unit', ['returned', 'told', 'reopened', 'replied'], false],
])('%s', (_what, names, expected) => {
  expect(after(...names)).toBe(expected);
});
