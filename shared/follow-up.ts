import type { Role } from './access.ts';
import { isOwed } from './due.ts';
import { isOpen, type Outcome, type Petition, type PetitionState } from './petition.ts';
import { isToTell } from './work.ts';

/**
 * What becomes of a petition after its dialogue was frozen: a book of acts that is only added to, laid over the petition
 * as the record (or, while an amendment is typed, the board) has it. The record itself is never changed
 * (docs/decisions/0039).
 */

/** What the file of an answer may be. */
export const answerFileTypes = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'image/jpeg',
  'image/png',
] as const;
export type AnswerFileType = (typeof answerFileTypes)[number];

/** Largest file of an answer, bytes. */
export const maxAnswerBytes = 15 * 1024 * 1024;

/** The file of an answer, by its bytes; the name it had on somebody's computer is not kept. */
export interface AnswerFile {
  /** SHA-256, hex. */
  hash: string;
  type: AnswerFileType;
  /** Bytes. */
  size: number;
}

/** Number and date of an official document, and its file where one was handed in. */
interface PaperSaid {
  number: string;
  /** `YYYY-MM-DD`. */
  date: string;
  file: AnswerFile | null;
}

/** One act. Its texts hold no names of citizens: the server's redactor took them out before they were stored. */
export type FollowUpAct =
  /** The outcome that was still open, or another one. `answer` null: the words stay as they are. */
  | {
      kind: 'ruled';
      outcome: Outcome;
      answer: string | null;
      authority: string;
      dueDate: string;
      dueReason: string;
    }
  /** The answer that had been promised. */
  | ({ kind: 'replied'; answer: string | null } & PaperSaid)
  /** A file was added to the answer on file. */
  | ({ kind: 'filed' } & PaperSaid)
  /** The citizen was told: how, and on which day. */
  | { kind: 'told'; how: string; on: string }
  | { kind: 'dueMoved'; dueDate: string; reason: string }
  | { kind: 'assigned'; unit: string }
  /** The transfer sheet went to the authority. */
  | ({ kind: 'sent'; authority: string } & PaperSaid)
  /** The authority's answer came back. */
  | ({ kind: 'returned'; answer: string | null } & PaperSaid)
  /** The citizen is not content, or something was noted by mistake. */
  | { kind: 'reopened'; reason: string; dueDate: string }
  | { kind: 'withdrawn'; reason: string };

export const actKinds = [
  'ruled',
  'replied',
  'filed',
  'told',
  'dueMoved',
  'assigned',
  'sent',
  'returned',
  'reopened',
  'withdrawn',
] as const satisfies readonly FollowUpAct['kind'][];
export type ActKind = FollowUpAct['kind'];

/** An act as the book has it. */
export interface FollowUpEvent {
  id: string;
  dialogueId: string;
  petitionId: string;
  /** ISO 8601 instant, UTC. */
  at: string;
  /** Display name of the official. */
  by: string;
  role: Role;
  /** The unit or village that the official acted for; empty for the office. */
  of: string;
  /** What stood on the petition when the act was taken. */
  was: Pick<Petition, 'state' | 'dueDate' | 'unit'>;
  act: FollowUpAct;
}

/** An act of the book as a petition's history shows it. */
export interface BookEntry {
  event: FollowUpEvent;
  /** It has no effect: an amended record says something else by now. */
  passedOver: boolean;
}

/** A petition with its book laid over. */
export interface Overlaid {
  petition: Petition;
  /** Oldest first. */
  entries: BookEntry[];
  /** The last transfer sheet that went out since it was escalated, or null. */
  sent: PaperSaid | null;
}

/** Whether the state of a petition can come from what the amended record says. */
function holds(petition: Petition, { was, act }: FollowUpEvent): boolean {
  const { state } = petition;
  switch (act.kind) {
    // A decision is made over what stood there: where an amendment says something else, the amendment stands.
    case 'ruled':
      return state === was.state;
    case 'dueMoved':
      return isOwed(state) && petition.dueDate === was.dueDate;
    case 'assigned':
      return petition.unit === was.unit && !isEnded(state);
    // A fact holds wherever the petition's life lets it.
    case 'replied':
      return isOwed(state) || (state === 'replied' && was.state === 'replied');
    case 'sent':
    case 'returned':
      return state === 'escalated';
    case 'told':
      return isToTell(petition);
    case 'filed':
      return state !== 'merged';
    case 'reopened':
      return isToTell(petition) || state === 'closed' || state === 'withdrawn';
    case 'withdrawn':
      return isOpen(state) || isToTell(petition);
  }
}

/** Nothing more is owed on this petition itself. */
function isEnded(state: PetitionState): boolean {
  return state === 'closed' || state === 'withdrawn' || state === 'merged';
}

const untold = { toldHow: '', toldAt: '' } as const;
const unanswered = { replyNumber: '', replyDate: '', ...untold } as const;

/** Where a petition goes on when it is opened again. */
export function reopenedState({ state, outcome }: Pick<Petition, 'state' | 'outcome'>): PetitionState {
  if (state === 'withdrawn') return 'raised';
  return outcome === 'escalated' ? 'escalated' : 'deferred';
}

/** The values that an act puts on a petition. */
function valuesOf(petition: Petition, act: FollowUpAct): Partial<Petition> {
  switch (act.kind) {
    case 'ruled': {
      const { outcome, authority, dueDate, dueReason } = act;
      const due = isOwed(outcome) ? { dueDate, dueReason, ...unanswered } : {};
      const to = outcome === 'escalated' ? { authority } : {};
      return { state: outcome, outcome, ...due, ...to, ...worded(act.answer) };
    }
    case 'replied':
    case 'returned':
      return { state: 'replied', replyNumber: act.number, replyDate: act.date, ...worded(act.answer) };
    case 'told':
      return { state: 'closed', toldHow: act.how, toldAt: act.on };
    case 'dueMoved':
      return { dueDate: act.dueDate, dueReason: act.reason };
    case 'assigned':
      return { unit: act.unit, ...(petition.state === 'raised' ? { state: 'assigned' as const } : {}) };
    case 'reopened': {
      const state = reopenedState(petition);
      if (state === 'raised') return { state, outcome: '' };
      const outcome = state === 'escalated' ? 'escalated' : 'deferred';
      return { state, outcome, dueDate: act.dueDate, dueReason: act.reason, ...unanswered };
    }
    case 'withdrawn':
      return { state: 'withdrawn' };
    case 'filed':
    case 'sent':
      return {};
  }
}

const worded = (answer: string | null) => (answer === null ? {} : { answer });

/** The petition after an act, or null when the act does not hold for it as it stands. */
export function afterAct(petition: Petition, event: Omit<FollowUpEvent, 'id'>): Petition | null {
  if (!holds(petition, { id: '', ...event })) return null;
  const { at, by } = event;
  const next = { ...petition, ...valuesOf(petition, event.act) };
  if (next.state === petition.state) return next;
  const change = { at, by, from: petition.state, to: next.state };
  return { ...next, history: [...petition.history, change] };
}

/**
 * Lays the book over a petition.
 * @param petition as the record or the board has it
 * @param events the acts on this petition, in the order of the book
 */
export function overlay(petition: Petition, events: readonly FollowUpEvent[]): Overlaid {
  let now = petition;
  let sent: PaperSaid | null = null;
  const entries: BookEntry[] = [];
  for (const event of events) {
    const next = afterAct(now, event);
    entries.push({ event, passedOver: next === null });
    if (!next) continue;
    now = next;
    const { act } = event;
    if (act.kind === 'sent') sent = { number: act.number, date: act.date, file: act.file };
    // It goes out once more.
    if (act.kind === 'ruled' || act.kind === 'reopened') sent = null;
  }
  return { petition: now, entries, sent };
}

/** Whether the answer on file is a higher authority's, with that one's number and date, and no letter of the office. */
export function isAnsweredElsewhere({ petition, entries }: Overlaid): boolean {
  if (petition.state !== 'replied' && petition.state !== 'closed') return false;
  const answers = entries.filter(
    ({ event, passedOver }) => !passedOver && ['replied', 'returned', 'ruled'].includes(event.act.kind),
  );
  return answers.at(-1)?.event.act.kind === 'returned';
}

/** Lays the book of a dialogue over its petitions; those without an act stay as they are. */
export function overlayAll<P extends Petition>(
  petitions: readonly P[],
  events: readonly FollowUpEvent[],
): P[] {
  if (events.length === 0) return [...petitions];
  const byPetition = Map.groupBy(events, ({ petitionId }) => petitionId);
  return petitions.map((petition) => {
    const own = byPetition.get(petition.id);
    return own ? { ...petition, ...overlay(petition, own).petition } : petition;
  });
}
