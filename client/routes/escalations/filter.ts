import {
  type ArrivedEscalation,
  escalationState,
  isEscalationLate,
  isUnderWay,
  waitsForSuperior,
} from '../../../shared/escalation.ts';
import { fold } from '../../../shared/vietnamese/fold.ts';

/** The choices of the page, the most pressing first. `open`: not answered yet; `ended`: nothing is to be done by either. */
export const shownStates = ['open', 'late', 'sent', 'received', 'answered', 'ended'] as const;
export type ShownState = (typeof shownStates)[number];

/** What somebody wants to see; empty: all. */
export interface ArrivedFilter {
  state: ShownState;
  /** Id of a commune. */
  commune: string;
  text: string;
}

function isOf(one: ArrivedEscalation, state: ShownState, today: string): boolean {
  const now = escalationState(one);
  if (state === 'open') return waitsForSuperior(now);
  if (state === 'late') return isEscalationLate(one, today);
  return state === 'ended' ? !isUnderWay(now) : now === state;
}

/** Whether it says every word that was typed, whatever their marks (đ is found by d). */
function says(one: ArrivedEscalation, text: string): boolean {
  const words = fold(text).split(/\s+/).filter(Boolean);
  const { content, number, village, field, fromName, sheetNumber, dialogue } = one;
  const where = fold([content, number, village, field, fromName, sheetNumber, dialogue].join(' '));
  return words.every((word) => where.includes(word));
}

/** The petitions that fit, those of the earliest due date first; what is promised for no day comes last. */
export function fitting(
  petitions: readonly ArrivedEscalation[],
  { state, commune, text }: ArrivedFilter,
  today: string,
): ArrivedEscalation[] {
  const due = ({ dueDate }: ArrivedEscalation) => dueDate || '9999';
  return petitions
    .filter((one) => isOf(one, state, today) && (commune === '' || one.from === commune) && says(one, text))
    .sort((a, b) => due(a).localeCompare(due(b)) || a.sentAt.localeCompare(b.sentAt));
}
