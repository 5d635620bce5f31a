import type { ActKind, FollowUpAct } from '../../../shared/follow-up.ts';
import { isOpen, type Outcome, type PetitionState } from '../../../shared/petition.ts';
import { isToTell, type WorkProblem } from '../../../shared/work.ts';

/** The acts that the office may note, and what each asks for. */

export type ActField =
  | 'outcome'
  | 'number'
  | 'date'
  | 'answer'
  | 'file'
  | 'authority'
  | 'dueDate'
  | 'dueReason'
  | 'how'
  | 'on'
  | 'reason'
  | 'unit';

export const fieldsOfAct: Record<ActKind, readonly ActField[]> = {
  ruled: ['outcome', 'answer', 'authority', 'dueDate', 'dueReason'],
  replied: ['number', 'date', 'answer', 'file'],
  filed: ['number', 'date', 'file'],
  told: ['how', 'on'],
  dueMoved: ['dueDate', 'reason'],
  assigned: ['unit'],
  sent: ['number', 'date', 'file'],
  returned: ['number', 'date', 'answer', 'file'],
  reopened: ['reason', 'dueDate'],
  withdrawn: ['reason'],
};

/** The fields of `ruled` that its outcome has a use for. */
export function fieldsShown(kind: ActKind, outcome: Outcome | ''): readonly ActField[] {
  const all = fieldsOfAct[kind];
  if (kind !== 'ruled') return all;
  const isOwed = outcome === 'deferred' || outcome === 'escalated';
  return all.filter(
    (field) =>
      field === 'outcome' ||
      (field === 'answer' && outcome !== '') ||
      (field === 'authority' && outcome === 'escalated') ||
      ((field === 'dueDate' || field === 'dueReason') && isOwed),
  );
}

/** The acts that fit a petition, the most likely first. */
export function actsFor(state: PetitionState): ActKind[] {
  if (state === 'merged') return [];
  const acts: [boolean, ActKind][] = [
    [state === 'raised' || state === 'assigned', 'ruled'],
    [state === 'deferred', 'replied'],
    [state === 'escalated', 'sent'],
    [state === 'escalated', 'returned'],
    [isToTell({ state }), 'told'],
    [state === 'deferred' || state === 'escalated', 'dueMoved'],
    [isToTell({ state }) || state === 'closed' || state === 'withdrawn', 'reopened'],
    [state === 'raised' || state === 'assigned' || state === 'deferred' || state === 'escalated', 'assigned'],
    [state === 'deferred' || state === 'escalated' || isToTell({ state }), 'ruled'],
    [state === 'replied' || state === 'closed', 'filed'],
    [isOpen(state), 'withdrawn'],
  ];
  return [...new Set(acts.filter(([fits]) => fits).map(([, kind]) => kind))].filter(
    // An answer on file is not ruled on once more: it is opened again.
    (kind) => kind !== 'ruled' || state !== 'replied',
  );
}

/** An act while it is filled in. */
export interface ActDraft extends Record<Exclude<ActField, 'outcome' | 'file'>, string> {
  outcome: Outcome | '';
}

export const blankAct = (today: string): ActDraft => ({
  outcome: '',
  number: '',
  date: today,
  answer: '',
  authority: '',
  dueDate: '',
  dueReason: '',
  how: '',
  on: today,
  reason: '',
  unit: '',
});

/** The act as it is sent. `file`: handed in before, or null. */
export function actOf(kind: ActKind, draft: ActDraft, file: AnswerFileOrNone): FollowUpAct {
  const { number, date, dueDate, reason } = draft;
  const answer = draft.answer.trim() === '' ? null : draft.answer;
  switch (kind) {
    case 'ruled': {
      const { authority, dueReason } = draft;
      return { kind, outcome: draft.outcome || 'answered', answer, authority, dueDate, dueReason };
    }
    case 'replied':
    case 'returned':
      return { kind, number, date, answer, file };
    case 'filed':
      return { kind, number, date, file };
    case 'sent':
      return { kind, number, date, file, authority: draft.authority };
    case 'told':
      return { kind, how: draft.how, on: draft.on };
    case 'dueMoved':
      return { kind, dueDate, reason };
    case 'assigned':
      return { kind, unit: draft.unit };
    case 'reopened':
      return { kind, reason, dueDate };
    case 'withdrawn':
      return { kind, reason };
  }
}

type AnswerFileOrNone = Extract<FollowUpAct, { kind: 'filed' }>['file'];

/** The field to mend for what the server found wrong. */
export const fieldOfProblem: Partial<Record<WorkProblem, ActField>> = {
  outcome: 'outcome',
  answer: 'answer',
  authority: 'authority',
  dueDate: 'dueDate',
  dueDay: 'dueDate',
  dueReason: 'dueReason',
  reply: 'number',
  replyDay: 'date',
  paper: 'number',
  file: 'file',
  reason: 'reason',
  toldHow: 'how',
  toldDay: 'on',
  unit: 'unit',
};
