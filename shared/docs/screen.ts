import * as Y from 'yjs';
import { type Outcome, outcomes, type PetitionState, petitionStates } from '../petition.ts';
import { readEnum, readString } from './read.ts';

/**
 * The public projection. Made by the server alone, field by field from an allow-list;
 * a browser with the screen's link is never sent anything else.
 */
export interface PublicIssue {
  id: string;
  number: string;
  /** The matter, redacted: names of citizens and numbers that may be phones or identity cards are masked. */
  matter: string;
  field: string;
  /** At most the village. */
  village: string;
  /** The citizen's name, only with recorded consent; else empty. */
  name: string;
  state: PetitionState;
  outcome: Outcome | '';
  /** ISO 8601 instant. */
  raisedAt: string;
}

export interface PublicHead {
  title: string;
  topic: string;
  place: string;
  heldOn: string;
  /** Who speaks now: `Người dân thôn …`, or a name with consent. */
  speaker: string;
  /** Id of the issue under discussion, or empty. */
  current: string;
  frozen: string;
}

export type IssueMap = Y.Map<string>;

export function issuesOf(doc: Y.Doc): Y.Map<IssueMap> {
  return doc.getMap<IssueMap>('issues');
}

export function headOf(doc: Y.Doc): Y.Map<string> {
  return doc.getMap<string>('head');
}

export function readHead(doc: Y.Doc): PublicHead {
  const map = headOf(doc);
  return {
    title: readString(map, 'title'),
    topic: readString(map, 'topic'),
    place: readString(map, 'place'),
    heldOn: readString(map, 'heldOn'),
    speaker: readString(map, 'speaker'),
    current: readString(map, 'current'),
    frozen: readString(map, 'frozen'),
  };
}

export function readIssue(id: string, map: IssueMap): PublicIssue {
  const outcome = map.get('outcome');
  return {
    id,
    number: readString(map, 'number'),
    matter: readString(map, 'matter'),
    field: readString(map, 'field'),
    village: readString(map, 'village'),
    name: readString(map, 'name'),
    state: readEnum(map, 'state', petitionStates, 'raised'),
    outcome: outcomes.find((known) => known === outcome) ?? '',
    raisedAt: readString(map, 'raisedAt'),
  };
}

/** All issues on the screen, oldest first. */
export function allIssues(doc: Y.Doc): PublicIssue[] {
  const result: PublicIssue[] = [];
  for (const [id, map] of issuesOf(doc)) if (map instanceof Y.Map) result.push(readIssue(id, map));
  return result.sort((a, b) =>
    a.raisedAt === b.raisedAt ? (a.id < b.id ? -1 : 1) : a.raisedAt < b.raisedAt ? -1 : 1,
  );
}
