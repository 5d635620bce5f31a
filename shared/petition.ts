/**
 * The petition (kiến nghị): its words and its life.
 * Source of the states and of who may move what: the commune's own procedure, from plan to closing.
 */

/** How the petition reached the hall: spoken, written on a paper note, or handed in before the day. */
export const channels = ['spoken', 'paper', 'advance'] as const;
export type Channel = (typeof channels)[number];

/** Household category (đối tượng) of the citizen. Personal data when joined to a name. */
export const categories = ['poor', 'nearPoor', 'escapedPoverty', 'farmerMember', 'other'] as const;
export type Category = (typeof categories)[number];

/** What the chair decided in the hall. */
export const outcomes = ['answered', 'explained', 'guided', 'deferred', 'escalated'] as const;
export type Outcome = (typeof outcomes)[number];

/** Every state of a petition's life; the outcomes are states too. */
export const petitionStates = [
  'raised',
  'assigned',
  ...outcomes,
  'replied',
  'closed',
  'withdrawn',
  'merged',
] as const;
export type PetitionState = (typeof petitionStates)[number];

/** How the citizen wants the answer. */
export const replyWishes = ['none', 'inPerson', 'written'] as const;
export type ReplyWish = (typeof replyWishes)[number];

/** One change of state: who, when, from, to. Kept for ever with the petition. */
export interface StateChange {
  /** ISO 8601 instant, UTC. */
  at: string;
  /** Display name of the person. */
  by: string;
  from: PetitionState;
  to: PetitionState;
}

/** A petition as plain data: what the board's Y.Map holds, read once. Holds no personal data. */
export interface Petition {
  id: string;
  /** `KN-01`, given by the server in the order of arrival; empty while provisional. */
  number: string;
  /** ISO 8601 instant, UTC. */
  raisedAt: string;
  /** Display name of the recorder who raised it. */
  raisedBy: string;
  content: string;
  answer: string;
  /** One of the dialogue's fields (lĩnh vực), as its text. Empty: not chosen yet. */
  field: string;
  channel: Channel;
  village: string;
  category: Category;
  /** Unit in charge. */
  unit: string;
  state: PetitionState;
  /** The last outcome; empty before one is decided. Stays when the state goes on to replied and closed. */
  outcome: Outcome | '';
  /** `YYYY-MM-DD`, or empty. */
  dueDate: string;
  /** Why the due date is not the default one. */
  dueReason: string;
  /** The higher authority an escalated petition goes to. */
  authority: string;
  /** Who answered in the hall: name and title of an official, who speaks in office. */
  answeredBy: string;
  replyWish: ReplyWish;
  /** Of the answer on file. */
  replyDate: string;
  replyNumber: string;
  /** How and when the citizen was told. */
  toldHow: string;
  toldAt: string;
  /** Id of the petition that this one was merged into. */
  mergedInto: string;
  history: StateChange[];
}

/** The fields of a petition that are plain values (not Y.Text, not the history). */
export type PetitionValues = Omit<Petition, 'id' | 'content' | 'answer' | 'history'>;

const moves: Record<PetitionState, readonly PetitionState[]> = {
  raised: ['assigned', ...outcomes, 'withdrawn', 'merged'],
  assigned: ['raised', ...outcomes, 'withdrawn', 'merged'],
  answered: ['assigned', 'explained', 'guided', 'deferred', 'escalated', 'closed', 'withdrawn', 'merged'],
  explained: ['assigned', 'answered', 'guided', 'deferred', 'escalated', 'closed', 'withdrawn', 'merged'],
  guided: ['assigned', 'answered', 'explained', 'deferred', 'escalated', 'closed', 'withdrawn', 'merged'],
  deferred: ['assigned', 'answered', 'explained', 'guided', 'escalated', 'replied', 'withdrawn', 'merged'],
  escalated: ['assigned', 'answered', 'explained', 'guided', 'deferred', 'replied', 'withdrawn', 'merged'],
  replied: ['deferred', 'escalated', 'closed'],
  closed: ['replied'],
  withdrawn: ['raised'],
  merged: ['raised', 'assigned', ...outcomes],
};

/** The states a petition may go to from `from`, in the order they are offered. */
export function nextStates(from: PetitionState): readonly PetitionState[] {
  return moves[from];
}

/** The states this petition may go to: a merged one only back to the state it was merged in. */
export function movesOf({ state, history }: Pick<Petition, 'state' | 'history'>): readonly PetitionState[] {
  if (state !== 'merged') return moves[state];
  const before = history.findLast(({ to }) => to !== 'merged')?.to ?? 'raised';
  return moves.merged.includes(before) ? [before] : ['raised'];
}

/** A field that a move still needs. */
export type Missing =
  | 'content'
  | 'field'
  | 'channel'
  | 'villageOrUnit'
  | 'unit'
  | 'dueDate'
  | 'authority'
  | 'reply'
  | 'told'
  | 'mergedInto';

/**
 * What is still missing before `petition` may go to `to`; empty when nothing is.
 * Leaving `raised` needs content, field, channel and village or unit; `deferred` a unit and a due date;
 * `escalated` the authority and a due date; `replied` date and number of the answer; `closed` how the
 * citizen was told, when an answer had been promised.
 */
export function missingFor(petition: Omit<Petition, 'history' | 'id'>, to: PetitionState): Missing[] {
  const missing: Missing[] = [];
  const need = (present: unknown, what: Missing) => {
    if (!present) missing.push(what);
  };
  if (to !== 'raised' && to !== 'withdrawn') {
    need(petition.content.trim(), 'content');
    if (to !== 'merged') {
      need(petition.field, 'field');
      need(petition.channel, 'channel');
      need(petition.village || petition.unit, 'villageOrUnit');
    }
  }
  if (to === 'assigned') need(petition.unit, 'unit');
  if (to === 'deferred') {
    need(petition.unit, 'unit');
    need(petition.dueDate, 'dueDate');
  }
  if (to === 'escalated') {
    need(petition.authority, 'authority');
    need(petition.dueDate, 'dueDate');
  }
  if (to === 'replied') need(petition.replyDate && petition.replyNumber, 'reply');
  if (to === 'closed' && petition.state === 'replied') need(petition.toldHow, 'told');
  if (to === 'merged') need(petition.mergedInto, 'mergedInto');
  return missing;
}

/** True while somebody still owes the citizen something. */
export function isOpen(state: PetitionState): boolean {
  return (
    state === 'raised' ||
    state === 'assigned' ||
    state === 'deferred' ||
    state === 'escalated' ||
    state === 'replied'
  );
}

/** Beyond the commune's authority, whatever became of it since; those the citizen took back are not. */
export function isBeyondAuthority({ outcome, state }: Pick<Petition, 'outcome' | 'state'>): boolean {
  return outcome === 'escalated' && state !== 'withdrawn' && state !== 'merged';
}

/** `KN-01`, `KN-12`, `KN-123`: the number of the n-th petition of a dialogue (n from 1). */
export function petitionNumber(n: number): string {
  return `KN-${String(n).padStart(2, '0')}`;
}

/** The n of a petition's number, or 0 when it is none. */
export function placeOfNumber(number: string): number {
  const n = Number(/^KN-(\d{1,6})$/.exec(number)?.[1] ?? 0);
  return petitionNumber(n) === number ? n : 0;
}
