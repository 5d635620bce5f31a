import type { Quarter } from '../../shared/dialogue.ts';
import { cleanLine } from '../../shared/documents/plain.ts';
import type { Petition } from '../../shared/petition.ts';
import { localDay } from '../../shared/vietnamese/dates.ts';
import { isDay } from '../../shared/working-days.ts';
import type { YearDialogue } from './source.ts';

/** How petitions stand on a day: solved or open, in time or late. Days are `YYYY-MM-DD`. */

export type Standing = 'solvedInTime' | 'solvedLate' | 'openInTime' | 'openLate';

export const standings = ['solvedInTime', 'solvedLate', 'openInTime', 'openLate'] as const;

/** A petition that somebody has to solve, and how it stands. */
export interface Followed {
  petition: Petition;
  dialogue: YearDialogue['dialogue'];
  standing: Standing;
  /** The day it was solved; empty while open. */
  solvedOn: string;
  /** Days after the due date, in calendar days; 0 when in time. */
  daysLate: number;
  /** The citizen has been told of the answer on file. */
  told: boolean;
}

const quarterEnds: Record<Quarter, string> = {
  '': '12-31',
  I: '03-31',
  II: '06-30',
  III: '09-30',
  IV: '12-31',
};

/** The day the report counts to: the end of its period, or today when that has not come yet. */
export function countedTo(year: number, quarter: Quarter, today: string): string {
  const end = `${year}-${quarterEnds[quarter]}`;
  return today < end ? today : end;
}

function movedOn(petition: Petition, to: Petition['state'] | ''): string {
  return localDay(petition.history.findLast((change) => change.to === to)?.at ?? '');
}

/**
 * The day a petition was solved: answered in the hall, or an answer is on file. Empty for one that is open, was
 * withdrawn or merged.
 */
export function solvedOn(petition: Petition): string {
  switch (petition.state) {
    case 'answered':
    case 'explained':
    case 'guided':
      return movedOn(petition, petition.state) || localDay(petition.raisedAt);
    case 'replied':
    case 'closed':
      if (isDay(petition.replyDate)) return petition.replyDate;
      return (
        movedOn(petition, 'replied') || movedOn(petition, petition.outcome) || movedOn(petition, 'closed')
      );
    default:
      return '';
  }
}

const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

function follow(petition: Petition, dialogue: Followed['dialogue'], to: string): Followed {
  const solved = solvedOn(petition);
  const isSolved = solved !== '' && solved <= to;
  const due = isDay(petition.dueDate) ? petition.dueDate : '';
  const daysLate = due ? Math.max(0, daysBetween(due, isSolved ? solved : to)) : 0;
  const late = daysLate > 0;
  return {
    petition,
    dialogue,
    standing: isSolved ? (late ? 'solvedLate' : 'solvedInTime') : late ? 'openLate' : 'openInTime',
    solvedOn: isSolved ? solved : '',
    daysLate,
    told: petition.state !== 'replied',
  };
}

export interface YearProgress {
  /** Petitions received up to the day, the withdrawn and merged ones among them. */
  received: number;
  withdrawn: number;
  merged: number;
  followed: Followed[];
}

/** The petitions of dialogues received up to the day `to`, and how each stands then. */
export function progressOf(dialogues: readonly YearDialogue[], to: string): YearProgress {
  const all = dialogues.flatMap(({ dialogue, petitions }) =>
    petitions.filter(({ raisedAt }) => localDay(raisedAt) <= to).map((petition) => ({ dialogue, petition })),
  );
  const count = (state: Petition['state']) => all.filter(({ petition }) => petition.state === state).length;
  return {
    received: all.length,
    withdrawn: count('withdrawn'),
    merged: count('merged'),
    followed: all
      .filter(({ petition: { state } }) => state !== 'withdrawn' && state !== 'merged')
      .map(({ petition, dialogue }) => follow(petition, dialogue, to)),
  };
}

export interface StandingCount extends Record<Standing, number> {
  label: string;
  total: number;
}

/** Counts of some petitions: the four standings add up to the total. */
export function countStandings(label: string, followed: readonly Followed[]): StandingCount {
  const of = (standing: Standing) => followed.filter((one) => one.standing === standing).length;
  return {
    label,
    total: followed.length,
    solvedInTime: of('solvedInTime'),
    solvedLate: of('solvedLate'),
    openInTime: of('openInTime'),
    openLate: of('openLate'),
  };
}

function groupCounts(followed: readonly Followed[], key: (one: Followed) => string, none: string) {
  const groups = Map.groupBy(followed, (one) => cleanLine(key(one)) || none);
  const named = [...groups].sort(
    ([a], [b]) => Number(a === none) - Number(b === none) || a.localeCompare(b, 'vi'),
  );
  return named.map(([label, group]) => countStandings(label, group));
}

/** By unit in charge; those that were answered without one, or have none yet, stand last. */
export function countByUnit(followed: readonly Followed[]): StandingCount[] {
  return groupCounts(
    followed,
    ({ petition }) => petition.unit,
    'Không giao đơn vị (trả lời tại hội nghị hoặc chưa giao)',
  );
}

/** By field. */
export function countByField(followed: readonly Followed[]): StandingCount[] {
  return groupCounts(followed, ({ petition }) => petition.field, 'Chưa phân lĩnh vực');
}
