import { isOwed } from '../../shared/due.ts';
import {
  type Missing,
  missingFor,
  movesOf,
  type Petition,
  type PetitionState,
  type PetitionValues,
} from '../../shared/petition.ts';
import { defaultDueDate, type WorkCalendar } from '../../shared/working-days.ts';
import { columnOf, columns } from './columns.ts';

export interface MovePlan {
  /** The life of a petition leads from its state to the wanted one. */
  allowed: boolean;
  /** What is still missing for it. */
  missing: Missing[];
  /** What the move fills in by itself: the default due date, the day the citizen was told. */
  values: Partial<PetitionValues>;
}

/** What moving `petition` to `to` on the day `today` (`YYYY-MM-DD`, in Vietnam) takes. */
export function planMove(
  petition: Petition,
  to: PetitionState,
  today: string,
  calendar: WorkCalendar,
): MovePlan {
  const values: Partial<PetitionValues> = {};
  if (isOwed(to) && !petition.dueDate) values.dueDate = defaultDueDate(today, calendar);
  if (to === 'closed' && petition.toldHow && !petition.toldAt) values.toldAt = today;
  const allowed = movesOf(petition).includes(to);
  // Back to what it was before: nothing is filled in and nothing can be missing.
  if (petition.state === 'merged') return { allowed, missing: [], values: { mergedInto: '' } };
  const mergedInto = petition.mergedInto === petition.id ? '' : petition.mergedInto;
  return {
    allowed,
    missing: missingFor({ ...petition, mergedInto, ...values }, to),
    values,
  };
}

/** What every one of the `states` still needs: said once instead of beside each. */
export function commonMissing(plans: readonly MovePlan[]): Missing[] {
  const [first, ...others] = plans.filter((plan) => plan.missing.length > 0);
  if (!first || others.length === 0) return [];
  return first.missing.filter((what) => others.every((plan) => plan.missing.includes(what)));
}

/**
 * The states that lie in the nearest column to the left (-1) or right (+1) that the petition may go to;
 * empty when there is none on that side.
 */
export function statesBeside(petition: Pick<Petition, 'state' | 'history'>, step: -1 | 1): PetitionState[] {
  const next = movesOf(petition);
  let at = columns.indexOf(columnOf(petition.state)) + step;
  for (let column = columns[at]; column; at += step, column = columns[at]) {
    const states = column.states.filter((candidate) => next.includes(candidate));
    if (states.length > 0) return states;
  }
  return [];
}
