import { isOwed, termOf } from './due.ts';
import { afterAct, type FollowUpAct, type FollowUpEvent, reopenedState } from './follow-up.ts';
import type { Petition } from './petition.ts';
import { planRuling, tellingProblems, type WorkProblem } from './work.ts';
import { isDay, isWorkingDay, type WorkCalendar } from './working-days.ts';

/** What an act still needs before the book takes it: asked by the page for courtesy, by the server for good. */

/** The calendar that acts are judged by. */
export interface Calendar {
  /** `YYYY-MM-DD` in Vietnam. */
  today: string;
  /** The office's; it says which days are worked. */
  calendar: WorkCalendar;
}

/** An act with what the office's calendar fills in, and what is wrong with it. */
export interface PlannedAct {
  act: FollowUpAct;
  problems: WorkProblem[];
}

/** A day on which somebody can answer: a working day that is still to come, or today. */
function isGoodDue(day: string, { today, calendar }: Calendar): boolean {
  return isDay(day) && day >= today && isWorkingDay(day, calendar);
}

function paperProblems({ number, date }: { number: string; date: string }, today: string): WorkProblem[] {
  return number !== '' && isDay(date) && date <= today ? [] : ['paper'];
}

function planReopening(
  petition: Petition,
  act: Extract<FollowUpAct, { kind: 'reopened' }>,
  calendar: Calendar,
): PlannedAct {
  const problems: WorkProblem[] = act.reason === '' ? ['reason'] : [];
  if (reopenedState(petition) === 'raised') return { act: { ...act, dueDate: '' }, problems };
  const term = termOf({ history: [] }, calendar.today, calendar.calendar);
  const dueDate = act.dueDate || term;
  if (!isGoodDue(dueDate, calendar)) problems.push('dueDay');
  if (petition.unit === '') problems.push('unit');
  return { act: { ...act, dueDate }, problems };
}

function planRuled(
  petition: Petition,
  act: Extract<FollowUpAct, { kind: 'ruled' | 'replied' }>,
  { today, calendar }: Calendar,
): PlannedAct {
  const blank = { authority: '', dueDate: '', dueReason: '', replyNumber: '', replyDate: '' };
  const answer = act.answer ?? petition.answer;
  const given =
    act.kind === 'ruled'
      ? { ...blank, ...act, answer }
      : {
          ...blank,
          outcome: 'replied' as const,
          answer,
          replyNumber: act.number,
          replyDate: act.date,
        };
  const { values, problems } = planRuling(petition, given, today, calendar);
  if (act.kind === 'replied') return { act, problems };
  const { dueDate = act.dueDate, dueReason = act.dueReason } = values;
  return { act: { ...act, dueDate, dueReason }, problems };
}

/**
 * What `act` on `petition` would write, and what it still needs; with no problems the book takes it.
 * @param petition as it stands now, the book laid over
 */
export function planAct(petition: Petition, act: FollowUpAct, calendar: Calendar): PlannedAct {
  const { state, dueDate, unit } = petition;
  const event = {
    dialogueId: '',
    petitionId: petition.id,
    at: '',
    by: '',
    role: 'organizer',
    of: '',
  } as const;
  const was: FollowUpEvent['was'] = { state, dueDate, unit };
  if (!afterAct(petition, { ...event, was, act })) return { act, problems: ['outcome'] };
  switch (act.kind) {
    case 'ruled':
    case 'replied':
      return planRuled(petition, act, calendar);
    case 'returned':
      return { act, problems: paperProblems(act, calendar.today) };
    case 'sent':
      return { act, problems: paperProblems(act, calendar.today) };
    case 'filed':
      return { act, problems: act.file ? [] : ['file'] };
    case 'told':
      return { act, problems: tellingProblems(petition, { how: act.how, at: act.on }, calendar.today) };
    case 'dueMoved': {
      const problems: WorkProblem[] = [];
      const isMoved = isOwed(state) && act.dueDate !== dueDate;
      if (!isMoved || !isGoodDue(act.dueDate, calendar)) problems.push('dueDay');
      if (act.reason === '') problems.push('dueReason');
      return { act, problems };
    }
    case 'assigned':
      return { act, problems: act.unit === '' || act.unit === unit ? ['unit'] : [] };
    case 'reopened':
      return planReopening(petition, act, calendar);
    case 'withdrawn':
      return { act, problems: act.reason === '' ? ['reason'] : [] };
  }
}
