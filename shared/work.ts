import { isOwed, termOf } from './due.ts';
import type { AnswerFile, BookEntry } from './follow-up.ts';
import type { PreparedAnswer } from './inbox.ts';
import { type Missing, missingFor, movesOf, outcomes, type Petition, type StateChange } from './petition.ts';
import { fold } from './vietnamese/fold.ts';
import { dayInVietnam, isDay, isWorkingDay, type WorkCalendar } from './working-days.ts';

/**
 * The work of those who never open the board: a unit's officer answers its petitions, a village's head tells the
 * citizens. The server hands out single petitions and takes single acts (docs/decisions/0027).
 */

/** What an officer may put a petition to: an outcome, or the answer on file that had been promised. */
export const rulings = [...outcomes, 'replied'] as const;
export type RulingState = (typeof rulings)[number];

/** What both lists show of a petition. Names and numbers of people in its texts are hidden. */
export type WorkPetition = Pick<
  Petition,
  | 'id'
  | 'number'
  | 'state'
  | 'content'
  | 'answer'
  | 'field'
  | 'village'
  | 'unit'
  | 'authority'
  | 'dueDate'
  | 'dueReason'
  | 'replyWish'
  | 'replyNumber'
  | 'replyDate'
  | 'toldHow'
  | 'toldAt'
> & {
  /** What was done since the freeze, oldest first; names and numbers of people in it are hidden. */
  book: BookEntry[];
};

/** A petition in the charge of a unit, without its citizen. */
export interface UnitPetition extends WorkPetition {
  history: StateChange[];
  /** What a unit prepared for the chair to answer; null: nothing. */
  prepared: PreparedAnswer | null;
}

/** A petition of a village with its citizen, whom the head of the village tells of the answer. */
export interface VillagePetition extends WorkPetition {
  name: string;
  phone: string;
}

export type Work = {
  /** The unit or village, as the session has it. */
  of: string;
  /** The dialogue is frozen, or was: what is noted goes into the book and the record stays as it is. */
  frozen: boolean;
} & ({ kind: 'unit'; petitions: UnitPetition[] } | { kind: 'village'; petitions: VillagePetition[] });

/** Fields that a ruling writes, and that a form must have seen as they are. */
export const ruledFields = ['authority', 'dueDate', 'dueReason', 'replyNumber', 'replyDate'] as const;
export type RuledField = (typeof ruledFields)[number];

type Ruled = Pick<Petition, 'answer' | RuledField>;

/** An officer's answer. Fields that the outcome has no use for are not looked at. */
export interface Ruling extends Ruled {
  outcome: RulingState;
  /** The file of the answer, handed in before; null: none. */
  file: AnswerFile | null;
  /** What the form showed when it was filled in. */
  seen: Ruled & Pick<Petition, 'state' | 'content'>;
}

/** How and when a citizen was told. */
export interface Telling {
  how: string;
  /** `YYYY-MM-DD`. */
  at: string;
  /** What the village's head had before the eyes when telling. */
  seen: Pick<Petition, 'state' | 'answer' | 'replyNumber'>;
}

/** Bounds of what is sent, UTF-16 units. */
export const workBounds = { answer: 20_000, content: 20_000, line: 500, name: 120, phone: 40 } as const;

/** What a ruling or a telling still needs, by the field to mend. */
export type WorkProblem =
  | Missing
  | 'outcome'
  | 'answer'
  | 'dueDay'
  | 'dueReason'
  | 'replyDay'
  | 'toldHow'
  | 'toldDay'
  | 'paper'
  | 'file'
  | 'reason';

/** The outcomes that an officer may choose for a petition: where its life leads to, its own state included. */
export function rulingsFor(petition: Pick<Petition, 'state' | 'history'>): RulingState[] {
  const { state } = petition;
  // What the citizen took back, was told of, or what goes on under another number is the office's to bring back.
  if (state === 'closed' || state === 'withdrawn' || state === 'merged') return [];
  const next = movesOf(petition);
  return rulings.filter((each) => each === state || next.includes(each));
}

/** The words of a text, whatever marks, case and signs were mended in it. */
const wordsOf = (text: string) =>
  fold(text)
    .match(/[\p{L}\p{N}]+/gu)
    ?.join(' ') ?? '';

/** Whether what a petition asks for is still what somebody read: other words are another matter, a mended mark is not. */
export function isSameMatter(now: string, seen: string): boolean {
  return now === seen || wordsOf(now) === wordsOf(seen);
}

/** The fields that an outcome has a use for. */
export function fieldsOf(outcome: RulingState): readonly RuledField[] {
  if (outcome === 'deferred') return ['dueDate', 'dueReason'];
  if (outcome === 'escalated') return ['authority', 'dueDate', 'dueReason'];
  return outcome === 'replied' ? ['replyNumber', 'replyDate'] : [];
}

/** An answer in words is what these outcomes are. */
const saysAnswer: readonly RulingState[] = ['answered', 'explained', 'guided'];

export interface RulingPlan {
  /** Values to be written, the default due date filled in. */
  values: Partial<Pick<Petition, RuledField>>;
  problems: WorkProblem[];
}

/**
 * What a ruling on `petition` would write, and what it still needs.
 * @param petition as it stands, all fields
 * @param today `YYYY-MM-DD` in Vietnam
 */
export function planRuling(
  petition: Omit<Petition, 'id'>,
  { outcome, answer, ...given }: Omit<Ruling, 'seen' | 'file'>,
  today: string,
  calendar: WorkCalendar,
): RulingPlan {
  if (!rulingsFor(petition).includes(outcome)) return { values: {}, problems: ['outcome'] };
  const values: RulingPlan['values'] = {};
  for (const field of fieldsOf(outcome)) values[field] = given[field];
  const problems = new Set<WorkProblem>();
  if (isOwed(outcome)) {
    const since = isOwed(petition.state) ? petition : { history: [] };
    const term = termOf(since, today, calendar);
    values.dueDate ||= term;
    const { dueDate } = values;
    if (dueDate === term) values.dueReason = '';
    else if (dueDate !== petition.dueDate || !isOwed(petition.state)) {
      const isGood = isDay(dueDate) && dueDate >= today && isWorkingDay(dueDate, calendar);
      if (!isGood) problems.add('dueDay');
    }
    if (dueDate !== term && !values.dueReason) problems.add('dueReason');
  }
  if (outcome === 'replied' && values.replyDate && !(isDay(values.replyDate) && values.replyDate <= today))
    problems.add('replyDay');
  if (saysAnswer.includes(outcome) && answer.trim() === '') problems.add('answer');
  for (const what of missingFor({ ...petition, ...values, answer }, outcome)) problems.add(what);
  return { values, problems: [...problems] };
}

/** Whether a petition waits for its citizen to be told: an outcome that ends it, or the answer on file. */
export function isToTell({ state }: Pick<Petition, 'state'>): boolean {
  return state === 'replied' || saysAnswer.some((each) => each === state);
}

/** What telling the citizen of `petition` on a day still needs. `today` as in `planRuling`. */
export function tellingProblems(
  petition: Pick<Petition, 'state' | 'answer' | 'replyNumber' | 'raisedAt'>,
  { how, at }: Pick<Telling, 'how' | 'at'>,
  today: string,
): WorkProblem[] {
  if (!isToTell(petition)) return ['outcome'];
  const problems: WorkProblem[] = [];
  if (petition.answer.trim() === '' && petition.replyNumber === '') problems.push('answer');
  if (how === '') problems.push('toldHow');
  const raised = new Date(petition.raisedAt);
  const first = Number.isNaN(raised.getTime()) ? '' : dayInVietnam(raised);
  if (!isDay(at) || at > today || at < first) problems.push('toldDay');
  return problems;
}
