import * as Y from 'yjs';
import {
  allIssues,
  headOf,
  type IssueMap,
  issuesOf,
  type PublicIssue,
  readHead,
} from '../../shared/docs/screen.ts';
import type { PublicState } from './project.ts';

/** The keys an issue may have in the document: a `PublicIssue` without its id. */
const issueKeys = [
  'number',
  'matter',
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
 * before was replaced or removed, so that it should also leave the room's history.
 */
export function writePublic(doc: Y.Doc, state: PublicState): boolean {
  let takenBack = sync(headOf(doc), state.head);
  const live = issuesOf(doc);
  for (const id of [...live.keys()]) {
    if (state.issues.has(id)) continue;
    live.delete(id);
    takenBack = true;
  }
  for (const [id, issue] of state.issues) {
    const known = live.get(id);
    const map: IssueMap = known instanceof Y.Map ? known : new Y.Map();
    if (map !== known) live.set(id, map);
    takenBack = sync(map, Object.fromEntries(issueKeys.map((key) => [key, issue[key]]))) || takenBack;
  }
  return takenBack;
}

function sync(map: Y.Map<string>, values: object): boolean {
  const wanted = new Map<string, string>(Object.entries(values).filter(([, value]) => value !== ''));
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

/** What the screen's document says. */
export function readPublic(doc: Y.Doc): PublicState {
  return { head: readHead(doc), issues: new Map(allIssues(doc).map((issue) => [issue.id, issue])) };
}
