import type { Fact } from './numbers.ts';
import { isReceived, isUntold, type Standing, standingOf } from './numbers.ts';
import {
  type Counted,
  type CountedDialogue,
  type Dimension,
  dimensionOf,
  quarterOf,
  type StandingGroup,
  standingGroups,
} from './numbers-filter.ts';
import { outcomes } from './petition.ts';

/** Counts of some petitions. The standings add up to `received`. */
export interface Counts extends Record<Standing, number> {
  received: number;
  /** Of those answered after the hall, those whose citizens were not told. */
  untold: number;
  /** Median of the working days to an answer of those answered after the hall; null without any. */
  medianDays: number | null;
}

/** The petitions of one value of a dimension. */
export interface CountRow extends Counts {
  key: string;
}

/** A quarter of a year; the quarter is empty where it is not known. */
export interface PeriodRow extends CountRow {
  year: string;
  quarter: string;
}

/** What is shown by rows; `outcome` has a row for those without one. */
export const shownDimensions = [
  'dialogue',
  'field',
  'village',
  'unit',
  'category',
  'channel',
  'outcome',
  'authority',
  'year',
] as const satisfies Dimension[];
export type ShownDimension = (typeof shownDimensions)[number];

export interface Overview {
  /** The day that was counted to. */
  to: string;
  all: Counts;
  by: Record<ShownDimension, CountRow[]>;
  periods: PeriodRow[];
}

/** A day's number for a span in working days. */
export type DayCounter = (from: string, to: string) => number;

/** Adds up. Days are whole numbers and few, so a count for each is their order. */
class Tally {
  readonly counts = {
    received: 0,
    hall: 0,
    inTime: 0,
    late: 0,
    open: 0,
    overdue: 0,
    withdrawn: 0,
    merged: 0,
    untold: 0,
  };
  readonly #days: number[] = [];
  #answers = 0;

  add({ fact, standing }: Counted, days: number): void {
    this.counts.received += 1;
    this.counts[standing] += 1;
    if (isUntold(fact, standing)) this.counts.untold += 1;
    if (standing !== 'inTime' && standing !== 'late') return;
    this.#days[days] = (this.#days[days] ?? 0) + 1;
    this.#answers += 1;
  }

  /** The n-th of the days in their order, from 0. */
  #nth(n: number): number {
    let before = 0;
    for (let days = 0; days < this.#days.length; days += 1) {
      before += this.#days[days] ?? 0;
      if (before > n) return days;
    }
    return 0;
  }

  done(): Counts {
    const half = this.#answers / 2;
    const medianDays =
      this.#answers === 0 ? null : (this.#nth(Math.floor(half)) + this.#nth(Math.ceil(half) - 1)) / 2;
    return { ...this.counts, medianDays };
  }
}

/** The figures of some petitions. */
export function countsOf(counted: Iterable<Counted>, days: DayCounter): Counts {
  const tally = new Tally();
  for (const one of counted) tally.add(one, spanOf(one, days));
  return tally.done();
}

/** Working days to the answer of a petition that was answered after the hall; of others 0. */
function spanOf({ fact, standing }: Counted, days: DayCounter): number {
  return standing === 'inTime' || standing === 'late' ? days(fact.raisedOn, fact.solvedOn) : 0;
}

/** All petitions received up to the day, with how each stands. */
export function* countedFacts(
  facts: Iterable<Fact>,
  dialogues: ReadonlyMap<string, CountedDialogue>,
  to: string,
  named: (fact: Fact) => Fact,
  matterOf: (fact: Fact) => string = () => '',
): Generator<Counted> {
  for (const written of facts) {
    const fact = named(written);
    const dialogue = dialogues.get(fact.dialogueId);
    // One whose dialogue is not there (a session that was taken over in part) is nobody's yet.
    if (!dialogue || !isReceived(fact, to)) continue;
    yield { fact, dialogue, standing: standingOf(fact, dialogue.heldOn, to), matter: matterOf(fact) };
  }
}

const last = '\uffff';

function orderOf(dimension: ShownDimension, dialogues: ReadonlyMap<string, CountedDialogue>) {
  const collator = new Intl.Collator('vi');
  const outcomeOrder: readonly string[] = outcomes;
  const place = (key: string): string => {
    if (dimension === 'outcome') return key === '' ? last : String(outcomeOrder.indexOf(key));
    if (dimension !== 'dialogue') return key === '' ? last : key;
    const dialogue = dialogues.get(key);
    return dialogue ? `${dialogue.year} ${dialogue.heldOn || quarterOf(dialogue)} ${dialogue.title}` : key;
  };
  const inTime = dimension === 'year' || dimension === 'dialogue' || dimension === 'outcome';
  return (a: CountRow, b: CountRow) => {
    if (inTime) return place(a.key) < place(b.key) ? -1 : 1;
    // Those without a value stand last, else the most come first.
    return (
      Number(a.key === '') - Number(b.key === '') || b.received - a.received || collator.compare(a.key, b.key)
    );
  };
}

/**
 * The figures of some petitions: in all, and by each dimension, where every petition is in exactly one row (but
 * for authorities: only those put before one are in a row). `days` counts the working days between two days.
 */
export function overviewOf(
  counted: Iterable<Counted>,
  dialogues: ReadonlyMap<string, CountedDialogue>,
  to: string,
  days: DayCounter,
): Overview {
  const all = new Tally();
  const rows = new Map(shownDimensions.map((dimension) => [dimension, new Map<string, Tally>()]));
  const periods = new Map<string, Tally>();
  const put = (tallies: Map<string, Tally>, key: string, one: Counted, span: number) => {
    let tally = tallies.get(key);
    if (!tally) {
      tally = new Tally();
      tallies.set(key, tally);
    }
    tally.add(one, span);
  };
  for (const one of counted) {
    const span = spanOf(one, days);
    all.add(one, span);
    for (const [dimension, tallies] of rows) {
      if (dimension === 'authority' && one.fact.outcome !== 'escalated') continue;
      put(tallies, dimensionOf(one, dimension), one, span);
    }
    put(periods, `${one.dialogue.year}/${quarterOf(one.dialogue)}`, one, span);
  }
  const done = (tallies: Map<string, Tally>): CountRow[] =>
    [...tallies].map(([key, tally]) => ({ key, ...tally.done() }));
  return {
    to,
    all: all.done(),
    by: Object.fromEntries(
      [...rows].map(([dimension, tallies]) => [dimension, done(tallies).sort(orderOf(dimension, dialogues))]),
    ) as Overview['by'],
    periods: done(periods)
      .map((row) => {
        const [year = '', quarter = ''] = row.key.split('/');
        return { ...row, year, quarter };
      })
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}

/** The figure of a group of standings. */
export function figureOf(counts: Counts, group: StandingGroup | 'received'): number {
  if (group === 'received' || group === 'untold') return counts[group];
  return standingGroups[group].reduce((sum, standing) => sum + counts[standing], 0);
}
