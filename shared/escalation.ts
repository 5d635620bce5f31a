import type { AnswerFile } from './follow-up.ts';
import type { Petition } from './petition.ts';

/**
 * A petition that a commune sent to its superior in the same installation, and what became of it there: a book of acts
 * of the two that is only added to, and that nobody else sees (docs/decisions/0044).
 */

/** What the superior does with it, and what the sender does. */
export const superiorActs = ['received', 'answered', 'declined'] as const;
export const senderActs = ['withdrawn', 'taken'] as const;
export const escalationActs = [...superiorActs, ...senderActs] as const;
export type EscalationActKind = (typeof escalationActs)[number];

/** Where it stands: it was sent, or what was done with it last. */
export const escalationStates = ['sent', ...escalationActs] as const;
export type EscalationState = (typeof escalationStates)[number];

/** What stands in the place of a text that the other commune erased as a whole. */
export const erasedText = '(nội dung đã xóa theo yêu cầu)';

/** One act. Its texts passed a redactor before they were stored. */
export interface EscalationAct {
  kind: EscalationActKind;
  /** ISO 8601 instant, UTC. */
  at: string;
  /** Display name of the official. */
  by: string;
  /** The answer, or the reason of a refusal or a withdrawal; else empty. */
  text: string;
  /** Number and date (`YYYY-MM-DD`) of the document that answers; else empty. */
  number: string;
  date: string;
  file: AnswerFile | null;
}

/** What crosses to the superior: of the petition, never of its citizen. */
export interface EscalatedMatter
  extends Pick<Petition, 'number' | 'field' | 'village' | 'category' | 'content'> {
  /** Title of the dialogue that the petition was made in. */
  dialogue: string;
  /** The day on which the commune promised an answer, `YYYY-MM-DD`, or empty. */
  dueDate: string;
  /** Number and date of the transfer sheet. */
  sheetNumber: string;
  sheetDate: string;
}

/** A petition at the superior, as both of them see it. */
export interface Escalation extends EscalatedMatter {
  id: string;
  /** Ids of the commune that sent it and of the one it was sent to. */
  from: string;
  to: string;
  /** ISO 8601 instant, UTC, and display name of the official. */
  sentAt: string;
  sentBy: string;
  /** Oldest first. */
  acts: EscalationAct[];
}

/** A petition that arrived, with the name of the commune it came from. */
export interface ArrivedEscalation extends Escalation {
  fromName: string;
}

/** What the sender's page shows of one that it sent. */
export interface SentEscalation extends Pick<Escalation, 'id' | 'sentAt' | 'dueDate' | 'acts'> {
  toName: string;
}

/** What the superior's page shows. */
export interface ArrivedList {
  /** `YYYY-MM-DD` in Vietnam. */
  today: string;
  /** The communes that name this one as their superior, and those of which something is listed. */
  communes: { id: string; name: string }[];
  petitions: ArrivedEscalation[];
  /** More have come to their end than are listed. */
  more: boolean;
}

/** How many wait for the superior; `shown`: some commune is under it. */
export interface ArrivedCounts {
  shown: boolean;
  waiting: number;
  /** Of these, with the promised day over. */
  overdue: number;
}

const following: Record<EscalationState, readonly EscalationActKind[]> = {
  sent: ['received', 'answered', 'declined', 'withdrawn'],
  received: ['answered', 'declined', 'withdrawn'],
  answered: ['taken'],
  declined: [],
  withdrawn: [],
  taken: [],
};

/** Where it stands after these acts, oldest first. */
export function escalationState({ acts }: Pick<Escalation, 'acts'>): EscalationState {
  return acts.at(-1)?.kind ?? 'sent';
}

/** Whether an act may follow in this state. The database asks the same once more. */
export function mayFollow(state: EscalationState, kind: EscalationActKind): boolean {
  return following[state].includes(kind);
}

/** Whether one of the two still has something to do. */
export function isUnderWay(state: EscalationState): boolean {
  return following[state].length > 0;
}

/** Whether the superior has something to do. */
export function waitsForSuperior(state: EscalationState): boolean {
  return mayFollow(state, 'answered');
}

/** Whether the promised day is over and the superior has not answered. `today` as `YYYY-MM-DD`. */
export function isEscalationLate(escalation: Pick<Escalation, 'acts' | 'dueDate'>, today: string): boolean {
  const { dueDate } = escalation;
  return waitsForSuperior(escalationState(escalation)) && dueDate !== '' && dueDate < today;
}

/** The answer that came back, or null. */
export function answerOf({ acts }: Pick<Escalation, 'acts'>): EscalationAct | null {
  return acts.find(({ kind }) => kind === 'answered') ?? null;
}
