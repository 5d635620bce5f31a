import type { PublicIssue } from '../../../shared/docs/screen.ts';
import { type Outcome, outcomes } from '../../../shared/petition.ts';

/** Issues of one field, in the order of their numbers. */
export interface FieldGroup {
  field: string;
  issues: PublicIssue[];
}

/** By field, the fields in the order in which they first came up; without a field last. */
export function byField(issues: readonly PublicIssue[]): FieldGroup[] {
  const groups = new Map<string, PublicIssue[]>();
  for (const issue of issues) {
    const group = groups.get(issue.field) ?? [];
    groups.set(issue.field, group);
    group.push(issue);
  }
  return [...groups]
    .map(([field, list]) => ({ field, issues: list.sort(compareNumbers) }))
    .sort((a, b) => Number(a.field === '') - Number(b.field === ''));
}

function compareNumbers(a: PublicIssue, b: PublicIssue): number {
  const rank = (issue: PublicIssue) => Number(issue.number.replace(/\D/g, '') || Number.POSITIVE_INFINITY);
  const [ra, rb] = [rank(a), rank(b)];
  if (ra === rb) return a.raisedAt < b.raisedAt ? -1 : 1;
  return ra < rb ? -1 : 1;
}

/** The issue raised last, or null. `issues` are oldest first. */
export function newestOf(issues: readonly PublicIssue[]): PublicIssue | null {
  return issues.at(-1) ?? null;
}

export interface Counts {
  total: number;
  /** Without an outcome yet. */
  waiting: number;
  byOutcome: Record<Outcome, number>;
}

export function countIssues(issues: readonly PublicIssue[]): Counts {
  const byOutcome: Record<Outcome, number> = {
    answered: 0,
    explained: 0,
    guided: 0,
    deferred: 0,
    escalated: 0,
  };
  let waiting = 0;
  for (const { outcome } of issues) {
    if (outcome === '') waiting += 1;
    else byOutcome[outcome] += 1;
  }
  return { total: issues.length, waiting, byOutcome };
}

/** What the counts show, in order: the outcomes, then what waits. */
export const countedKinds = [...outcomes, 'waiting'] as const;
export type CountedKind = (typeof countedKinds)[number];

export function countOf(counts: Counts, kind: CountedKind): number {
  return kind === 'waiting' ? counts.waiting : counts.byOutcome[kind];
}
