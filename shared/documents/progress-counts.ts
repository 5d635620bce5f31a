import type { Quarter } from '../dialogue.ts';
import {
  factOf,
  isReceived,
  isUntold,
  namer,
  type OfficeNames,
  type Standing,
  standingOf,
} from '../numbers.ts';
import type { Petition } from '../petition.ts';
import { localDay } from '../vietnamese/dates.ts';
import { cleanLine } from './plain.ts';
import type { YearDialogue } from './source.ts';

/** How petitions stand on a day, as `shared/numbers.ts` counts them. Days are `YYYY-MM-DD`. */

/** The standings of what is to be solved, in the order of the report's columns. */
export const followedStandings = ['hall', 'inTime', 'late', 'open', 'overdue'] as const satisfies Standing[];
export type FollowedStanding = (typeof followedStandings)[number];

/** A petition that somebody has, or had, to solve, and how it stands. */
export interface Followed {
  petition: Petition;
  dialogue: YearDialogue['dialogue'];
  standing: FollowedStanding;
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

const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

function follow(petition: Petition, dialogue: Followed['dialogue'], to: string): Followed | null {
  const fact = factOf(dialogue.id, petition);
  const all = standingOf(fact, dialogue.heldOn, to);
  const standing = followedStandings.find((each) => each === all);
  if (!standing) return null;
  const isSolved = standing !== 'open' && standing !== 'overdue';
  const isLate = standing === 'late' || standing === 'overdue';
  return {
    petition,
    dialogue,
    standing,
    solvedOn: isSolved ? fact.solvedOn : '',
    daysLate: isLate ? daysBetween(fact.dueOn, isSolved ? fact.solvedOn : to) : 0,
    told: !isUntold(fact, standing),
  };
}

export interface YearProgress {
  /** Petitions received up to the day, the withdrawn and merged ones among them. */
  received: number;
  withdrawn: number;
  merged: number;
  followed: Followed[];
}

/** The petitions of dialogues received up to the day `to`, with the office's names, and how each stands then. */
export function progressOf(
  dialogues: readonly YearDialogue[],
  to: string,
  office: OfficeNames,
): YearProgress {
  const named = namer(office);
  const all = dialogues.flatMap(({ dialogue, petitions }) =>
    petitions
      .filter(({ raisedAt }) => isReceived({ raisedOn: localDay(raisedAt) }, to))
      .map((petition) => ({ dialogue, petition: named(petition) })),
  );
  const count = (state: Petition['state']) => all.filter(({ petition }) => petition.state === state).length;
  return {
    received: all.length,
    withdrawn: count('withdrawn'),
    merged: count('merged'),
    followed: all.flatMap(({ petition, dialogue }) => follow(petition, dialogue, to) ?? []),
  };
}

export interface StandingCount extends Record<FollowedStanding, number> {
  label: string;
  total: number;
}

/** Counts of some petitions: the standings add up to the total. */
export function countStandings(label: string, followed: readonly Followed[]): StandingCount {
  const of = (standing: FollowedStanding) => followed.filter((one) => one.standing === standing).length;
  return {
    label,
    total: followed.length,
    hall: of('hall'),
    inTime: of('inTime'),
    late: of('late'),
    open: of('open'),
    overdue: of('overdue'),
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
