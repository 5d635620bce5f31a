import { type Fact, isUntold, type Standing } from './numbers.ts';
import { categories, channels, outcomes } from './petition.ts';
import { isDay } from './working-days.ts';

/**
 * Which petitions are meant: in the address of the page, in a question to the server, behind every figure. A figure and
 * the list that it opens are asked with the same filter.
 */

/** What petitions are told apart by. Each parts all of them: a petition has exactly one value of each. */
export const dimensions = [
  'year',
  'quarter',
  'dialogue',
  'field',
  'village',
  'unit',
  'category',
  'channel',
  'outcome',
  'authority',
  'matter',
] as const;
export type Dimension = (typeof dimensions)[number];
/** What petitions may be filtered by in a form; a matter is opened from the list of matters. */
export const chosenDimensions = dimensions.filter((one) => one !== 'matter');

/** How petitions may be asked for by how they stand: one standing, or several that are one figure. */
export const standingGroups = {
  hall: ['hall'],
  inTime: ['inTime'],
  late: ['late'],
  open: ['open'],
  overdue: ['overdue'],
  withdrawn: ['withdrawn'],
  merged: ['merged'],
  toSolve: ['hall', 'inTime', 'late', 'open', 'overdue'],
  solved: ['hall', 'inTime', 'late'],
  /** Answered after the hall: of these the days are counted. */
  replied: ['inTime', 'late'],
  unsolved: ['open', 'overdue'],
  /** Of these, only those that the citizen was not told of. */
  untold: ['inTime', 'late'],
} as const satisfies Record<string, readonly Standing[]>;
export type StandingGroup = keyof typeof standingGroups;

/** A value for each dimension that is asked for; an empty one means the petitions without a value. */
export type Filter = Partial<Record<Dimension, string>> & {
  standing?: StandingGroup;
  /** The day that is counted to, `YYYY-MM-DD`; without one, today. */
  to?: string;
};

/** Longest value that is looked at, UTF-16 units. */
const longest = 500;

const known: Partial<Record<Dimension, readonly string[]>> = {
  quarter: ['', 'I', 'II', 'III', 'IV'],
  category: categories,
  channel: channels,
  outcome: ['', ...outcomes],
};

function isGroup(value: string): value is StandingGroup {
  return Object.hasOwn(standingGroups, value);
}

/** The filter in the parameters of an address; what is none is left out. */
export function readFilter(params: URLSearchParams): Filter {
  const filter: Filter = {};
  for (const dimension of dimensions) {
    const value = params.get(dimension);
    if (value === null || value.length > longest) continue;
    const all = known[dimension];
    if (!all || all.includes(value)) filter[dimension] = value;
  }
  const standing = params.get('standing');
  if (standing !== null && isGroup(standing)) filter.standing = standing;
  const to = params.get('to');
  if (to !== null && isDay(to)) filter.to = to;
  return filter;
}

/** The parameters of a filter, in one order: equal filters give equal addresses. */
export function writeFilter(filter: Filter): URLSearchParams {
  const params = new URLSearchParams();
  for (const key of [...dimensions, 'standing', 'to'] as const) {
    const value = filter[key];
    if (value !== undefined) params.set(key, value);
  }
  return params;
}

/** A dialogue as far as petitions are told apart by it. */
export interface CountedDialogue {
  id: string;
  title: string;
  year: number;
  /** `I` to `IV`, or empty. */
  quarter: string;
  /** `YYYY-MM-DD`, or empty. */
  heldOn: string;
}

const quarterOfMonth = (day: string) =>
  ['I', 'II', 'III', 'IV'][Math.floor((Number(day.slice(5, 7)) - 1) / 3)];

/** The quarter that a dialogue counts for: what its plan says, else the one it was held in; empty when neither is known. */
export function quarterOf({ quarter, heldOn }: Pick<CountedDialogue, 'quarter' | 'heldOn'>): string {
  return quarter || quarterOfMonth(heldOn) || '';
}

/** A petition with its dialogue, how it stands, and the group of like ones that it is in (empty: none was looked for). */
export interface Counted {
  fact: Fact;
  dialogue: CountedDialogue;
  standing: Standing;
  matter: string;
}

/** The value of a petition in a dimension. */
export function dimensionOf({ fact, dialogue, matter }: Counted, dimension: Dimension): string {
  switch (dimension) {
    case 'year':
      return String(dialogue.year);
    case 'quarter':
      return quarterOf(dialogue);
    case 'dialogue':
      return fact.dialogueId;
    case 'matter':
      return matter;
    default:
      return fact[dimension];
  }
}

/** Whether a petition is one of a group by how it stands. */
export function standsIn(
  { fact, standing }: Pick<Counted, 'fact' | 'standing'>,
  group: StandingGroup,
): boolean {
  if (group === 'untold') return isUntold(fact, standing);
  return (standingGroups[group] as readonly Standing[]).includes(standing);
}

/** Whether a petition that was received is one of those asked for. */
export function fits(one: Counted, filter: Filter): boolean {
  for (const dimension of dimensions) {
    const wanted = filter[dimension];
    if (wanted !== undefined && dimensionOf(one, dimension) !== wanted) return false;
  }
  // A petition that was put before no authority is none of those "whose authority is not known yet".
  if (filter.authority !== undefined && one.fact.outcome !== 'escalated') return false;
  return filter.standing === undefined || standsIn(one, filter.standing);
}
