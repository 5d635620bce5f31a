import * as Y from 'yjs';
import { carryOver } from '../../shared/carry-over.ts';
import { moveTo, type PetitionMap, petitionText, setPetition } from '../../shared/docs/board.ts';
import { readPrepared, writePrepared } from '../../shared/docs/prepared.ts';
import { isOwed } from '../../shared/due.ts';
import type { AnswerFile, FollowUpAct } from '../../shared/follow-up.ts';
import type { Petition } from '../../shared/petition.ts';
import {
  fieldsOf,
  isSameMatter,
  planRuling,
  type Ruling,
  type RulingPlan,
  type Telling,
  tellingProblems,
  type UnitPetition,
  type VillagePetition,
} from '../../shared/work.ts';
import type { WorkCalendar } from '../../shared/working-days.ts';
import { WorkError } from './contract.ts';
import { type Hider, preparedView } from './views.ts';

/** Who acts, and when. */
export interface Moment {
  /** Display name. */
  by: string;
  /** ISO 8601 instant. */
  at: string;
  /** `YYYY-MM-DD` in Vietnam. */
  today: string;
  calendar: WorkCalendar;
}

/** Whether what somebody sends was made from something else than what stands there now. */
function isStale(now: string, seen: string, sent: string): boolean {
  return now !== seen && now !== sent;
}

/** Writes an answer in place of the shown one: word by word, what was left alone stays. */
export function setAnswer(map: PetitionMap, shown: string, written: string): void {
  if (shown === written) return;
  const text = petitionText(map, 'answer');
  if (!text) {
    map.set('answer', new Y.Text(written));
    return;
  }
  const stored = text.toString();
  if (stored.length !== text.length) {
    // A peer put something other than text into it; letters cannot be counted then.
    text.delete(0, text.length);
    text.insert(0, written);
    return;
  }
  for (const { index, remove, insert } of carryOver(stored, shown, written)) {
    if (remove > 0) text.delete(index, remove);
    if (insert !== '') text.insert(index, insert);
  }
}

/** What a good ruling would write. */
export interface GoodRuling {
  outcome: Ruling['outcome'];
  values: RulingPlan['values'];
}

/**
 * Proves an officer's answer. Throws WorkError: changedMeanwhile when what the form showed stands there no more and is
 * not what it sends, notReady when something is missing.
 * @param petition as it stands
 * @param view the same as this officer sees it now
 */
export function proveRuling(
  petition: Petition,
  view: UnitPetition,
  { seen, file: _, ...sent }: Ruling,
  { today, calendar }: Pick<Moment, 'today' | 'calendar'>,
): GoodRuling {
  const { outcome } = sent;
  const used = fieldsOf(outcome);
  const stale =
    isStale(view.state, seen.state, outcome) ||
    !isSameMatter(view.content, seen.content) ||
    isStale(view.answer, seen.answer, sent.answer) ||
    used.some((field) => isStale(view[field], seen[field], sent[field]));
  if (stale) throw new WorkError('changedMeanwhile', { now: view });
  // What was left alone stays as it stands, also where the officer does not see all of it.
  const given = { ...sent };
  for (const field of used) if (sent[field] === view[field]) given[field] = petition[field];
  const { values, problems } = planRuling(petition, given, today, calendar);
  if (problems.length > 0) throw new WorkError('notReady', { problems });
  return { outcome, values };
}

/**
 * Writes an officer's answer into the board's petition; throws as `proveRuling` does, and then nothing is written.
 * @param answeredBy put on the petition when an answer in words has nobody's name yet
 */
export function rule(
  doc: Y.Doc,
  map: PetitionMap,
  petition: Petition,
  view: UnitPetition,
  ruling: Ruling,
  moment: Moment & { answeredBy: string },
): void {
  const { outcome, values } = proveRuling(petition, view, ruling, moment);
  const inWords = fieldsOf(outcome).length === 0 && petition.answeredBy === '';
  doc.transact(() => {
    setAnswer(map, view.answer, ruling.answer);
    setPetition(doc, map, inWords ? { ...values, answeredBy: moment.answeredBy } : values);
    moveTo(doc, map, outcome, moment.by, moment.at);
  });
}

/** What an officer prepared, and what the form began with. */
export interface Preparing {
  text: string;
  seen: string;
}

/**
 * Writes what a unit prepared for the chair beside the answer. Throws WorkError changedMeanwhile when another text than
 * the one that the form began with stands there; then nothing is written.
 */
export function prepare(
  doc: Y.Doc,
  map: PetitionMap,
  hider: Hider,
  { text, seen }: Preparing,
  by: { by: string; at: string },
): void {
  const stored = readPrepared(map);
  const shown = stored ? preparedView(stored, hider).text : '';
  if (isStale(shown, seen, text)) throw new WorkError('changedMeanwhile', { prepared: shown });
  if (text !== shown) writePrepared(doc, map, { text, ...by });
}

/** An officer's answer as the book has it. `file`: as it was handed in, or null. */
export function ruledAct(
  petition: Petition,
  view: UnitPetition,
  ruling: Ruling,
  moment: Moment,
  file: AnswerFile | null,
): FollowUpAct {
  const { outcome, values } = proveRuling(petition, view, ruling, moment);
  const answer = ruling.answer === view.answer ? null : ruling.answer;
  if (outcome === 'replied') {
    const { replyNumber: number = '', replyDate: date = '' } = values;
    return { kind: 'replied', answer, number, date, file };
  }
  const { authority = '', dueDate = '', dueReason = '' } = values;
  const isMoved =
    outcome === petition.state &&
    answer === null &&
    (outcome !== 'escalated' || authority === petition.authority);
  if (isMoved && isOwed(outcome) && dueDate !== petition.dueDate)
    return { kind: 'dueMoved', dueDate, reason: dueReason };
  return { kind: 'ruled', outcome, answer, authority, dueDate, dueReason };
}

/**
 * Whether a village head's telling is to be noted; false when it was sent twice, as a phone does when the first answer
 * was lost on the way. Throws WorkError: changedMeanwhile when the answer is not the one that was told any more, notReady
 * when there is no answer yet or how and when are missing.
 */
export function proveTelling(
  petition: Petition,
  view: VillagePetition,
  { seen, how, at }: Telling,
  today: string,
): boolean {
  if (view.state === 'closed' && view.toldHow === how && view.toldAt === at) return false;
  const stale =
    view.state !== seen.state || view.answer !== seen.answer || view.replyNumber !== seen.replyNumber;
  if (stale) throw new WorkError('changedMeanwhile', { now: view });
  const problems = tellingProblems(petition, { how, at }, today);
  if (problems.length > 0) throw new WorkError('notReady', { problems });
  return true;
}

/** Closes a petition whose citizen was told; throws as `proveTelling` does, and then nothing is written. */
export function tell(
  doc: Y.Doc,
  map: PetitionMap,
  petition: Petition,
  view: VillagePetition,
  telling: Telling,
  moment: Moment,
): void {
  if (!proveTelling(petition, view, telling, moment.today)) return;
  doc.transact(() => {
    setPetition(doc, map, { toldHow: telling.how, toldAt: telling.at });
    moveTo(doc, map, 'closed', moment.by, moment.at);
  });
}
