import * as Y from 'yjs';
import {
  allIssues,
  countedBy,
  countKey,
  countsOf,
  headOf,
  issuesOf,
  type PublicCounts,
  type PublicIssue,
  type PublicMap,
  publicScreensOf,
  queueOf,
  speechOf,
} from '../../shared/docs/screen.ts';
import type { PublicState } from './project.ts';

/** What a map of the document may hold; empty text, 0 and false are left out. */
type Values = Record<string, string | number | boolean>;

/** The keys an issue may have in the document: a `PublicIssue` without its id. */
const issueKeys = [
  'number',
  'matter',
  'answer',
  'field',
  'village',
  'name',
  'state',
  'outcome',
  'raisedAt',
] as const satisfies readonly (keyof PublicIssue)[];

/**
 * Makes the screen's document say `state`; what it says already is left alone, what does not belong is
 * removed. Must run inside a transaction of the caller's. Returns whether something that had been shown
 * before was replaced or removed, so that it should also leave the room's history; counts are not such.
 */
export function writePublic(doc: Y.Doc, state: PublicState): boolean {
  const issues = [...state.issues].map(([id, issue]): [string, Values] => [
    id,
    Object.fromEntries(issueKeys.map((key) => [key, issue[key]])),
  ]);
  const screens = state.screens.map(({ id, ...screen }): [string, Values] => [id, screen]);
  const queue = state.queue.next.map((next, n): [string, Values] => [String(n + 1), { ...next }]);
  sync(countsOf(doc), { ...countValues(state.counts), waiting: state.queue.waiting });
  const takenBack = [
    sync(headOf(doc), { ...state.head }),
    sync(speechOf(doc), { ...state.speech }),
    syncAll(issuesOf(doc), issues),
    syncAll(publicScreensOf(doc), screens),
    syncAll(queueOf(doc), queue),
  ];
  return takenBack.includes(true);
}

function countValues({ total, outcomes, channels, fields, villages }: PublicCounts): Record<string, number> {
  const lists = { outcome: outcomes, channel: channels, field: fields, village: villages } as const;
  const values: Record<string, number> = { total };
  for (const by of countedBy) {
    for (const { of, count } of lists[by]) values[countKey(by, of)] = count;
  }
  return values;
}

function syncAll(live: Y.Map<PublicMap>, wanted: readonly (readonly [string, Values])[]): boolean {
  let takenBack = false;
  const keys = new Set(wanted.map(([key]) => key));
  for (const key of [...live.keys()]) {
    if (keys.has(key)) continue;
    live.delete(key);
    takenBack = true;
  }
  for (const [key, values] of wanted) {
    const known = live.get(key);
    const map = known instanceof Y.Map ? known : new Y.Map<string | number | boolean>();
    if (map !== known) live.set(key, map);
    takenBack = sync(map, values) || takenBack;
  }
  return takenBack;
}

function sync(map: PublicMap, values: Values): boolean {
  const wanted = new Map(Object.entries(values).filter(([, value]) => Boolean(value)));
  let takenBack = false;
  for (const key of [...map.keys()]) {
    if (wanted.has(key)) continue;
    map.delete(key);
    takenBack = true;
  }
  for (const [key, value] of wanted) {
    const before = map.get(key);
    if (before === value) continue;
    if (before !== undefined) takenBack = true;
    map.set(key, value);
  }
  return takenBack;
}

/** The issues that the screen's document shows. */
export function shownIssues(doc: Y.Doc): Map<string, PublicIssue> {
  return new Map(allIssues(doc).map((issue) => [issue.id, issue]));
}
