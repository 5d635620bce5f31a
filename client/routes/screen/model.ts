import type { Count, PublicCounts, PublicIssue } from '../../../shared/docs/screen.ts';
import { outcomes } from '../../../shared/petition.ts';

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

/** What the counts show, in order: the outcomes, then what waits. */
export const countedKinds = [...outcomes, 'waiting'] as const;
export type CountedKind = (typeof countedKinds)[number];

export function countOf(counts: PublicCounts, kind: CountedKind): number {
  const outcome = kind === 'waiting' ? '' : kind;
  return counts.outcomes.find(({ of }) => of === outcome)?.count ?? 0;
}

/** Some of the bars of a chart. */
export interface ChartPage {
  by: 'field' | 'village';
  /** Which part of them, from 0. */
  part: number;
  counts: Count[];
}

/** The charts by field and by village in parts of at most `size` bars; what was not said is left out of the villages. */
export function chartPages(counts: PublicCounts, size: number): ChartPage[] {
  const pages: ChartPage[] = [];
  const add = (by: ChartPage['by'], all: Count[]) => {
    for (let part = 0; part * size < all.length; part += 1)
      pages.push({ by, part, counts: all.slice(part * size, (part + 1) * size) });
  };
  add('field', counts.fields);
  add(
    'village',
    counts.villages.filter(({ of }) => of !== ''),
  );
  return pages;
}
