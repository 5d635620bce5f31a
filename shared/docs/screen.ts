import * as Y from 'yjs';
import {
  type Channel,
  channels,
  type Outcome,
  outcomes,
  type PetitionState,
  petitionStates,
} from '../petition.ts';
import { readEnum, readFlag, readNumber, readString } from './read.ts';
import { mainScreen, type StageMode, stageModes } from './stage.ts';

/**
 * The public projection. Made by the server alone, field by field from an allow-list;
 * a browser with a screen's or the public's link is never sent anything else.
 * Root types: `head`, `issues`, `screens`, `speech`, `queue`, `counts`.
 */
export interface PublicIssue {
  id: string;
  number: string;
  /** The matter, redacted: names of citizens and numbers that may be phones or identity cards are masked. */
  matter: string;
  /** What was answered, redacted likewise; empty until the chair has decided. */
  answer: string;
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
  /** The body that holds the dialogue, e.g. `ỦY BAN NHÂN DÂN XÃ SA LOONG`. */
  body: string;
  title: string;
  topic: string;
  place: string;
  heldOn: string;
  /** Name and title of the chair, who speaks in office. */
  chair: string;
  /** Lines of the programme, as the organizer typed them. */
  programme: string;
  /** Address of the public list, for the QR code; empty: no code. */
  publicLink: string;
  /** Who speaks now: `Người dân thôn …`, or a name with consent. */
  speaker: string;
  /** Id of the issue under discussion, or empty. */
  current: string;
  frozen: string;
}

/** What one screen is to show. */
export interface PublicScreen {
  id: string;
  name: string;
  mode: StageMode;
  /** Id of a released issue, in mode `petition` only. */
  petition: string;
  /** In mode `message` only. */
  message: string;
  /** Size of the type in percent, 80 to 140. */
  scale: number;
}

/** Somebody who speaks or waits: the village, and the name where showing it was agreed to. */
export interface PublicSpeaker {
  village: string;
  name: string;
}

export interface PublicSpeech extends PublicSpeaker {
  /** ISO 8601 instant at which the speech began; empty: nobody speaks. */
  startedAt: string;
  /** How long it may last, seconds. */
  seconds: number;
}

/** Somebody who comes next. */
export interface PublicNext extends PublicSpeaker {
  called: boolean;
}

export interface PublicQueue {
  /** The next ones, at most `queueShown`. */
  next: PublicNext[];
  /** How many wait in all. */
  waiting: number;
}

/** How many of the queue a screen is told of. */
export const queueShown = 6;

/** A word and how often. */
export interface Count<T extends string = string> {
  of: T;
  count: number;
}

/** Counts of all petitions, the unreleased ones too; without those withdrawn or merged. */
export interface PublicCounts {
  total: number;
  /** By outcome; `` (empty): none yet. All are there, also with 0. */
  outcomes: Count<Outcome | ''>[];
  channels: Count<Channel>[];
  /** Only those that have any, most first; empty text: none chosen. */
  fields: Count[];
  villages: Count[];
}

/** Every map of the projection; an empty text, 0 and false are left out of it. */
export type PublicMap = Y.Map<string | number | boolean>;

export function issuesOf(doc: Y.Doc): Y.Map<PublicMap> {
  return doc.getMap<PublicMap>('issues');
}

export function headOf(doc: Y.Doc): PublicMap {
  return doc.getMap<string | number | boolean>('head');
}

export function publicScreensOf(doc: Y.Doc): Y.Map<PublicMap> {
  return doc.getMap<PublicMap>('screens');
}

export function speechOf(doc: Y.Doc): PublicMap {
  return doc.getMap<string | number | boolean>('speech');
}

/** By place in the queue, `1` first: ids of the register have no business here. */
export function queueOf(doc: Y.Doc): Y.Map<PublicMap> {
  return doc.getMap<PublicMap>('queue');
}

/** Keys are `total`, `waiting` (people in the queue) and `<what>/<word>`. */
export function countsOf(doc: Y.Doc): PublicMap {
  return doc.getMap<string | number | boolean>('counts');
}

export function readHead(doc: Y.Doc): PublicHead {
  const map = headOf(doc);
  return {
    body: readString(map, 'body'),
    title: readString(map, 'title'),
    topic: readString(map, 'topic'),
    place: readString(map, 'place'),
    heldOn: readString(map, 'heldOn'),
    chair: readString(map, 'chair'),
    programme: readString(map, 'programme'),
    publicLink: readString(map, 'publicLink'),
    speaker: readString(map, 'speaker'),
    current: readString(map, 'current'),
    frozen: readString(map, 'frozen'),
  };
}

export function readIssue(id: string, map: PublicMap): PublicIssue {
  const outcome = map.get('outcome');
  return {
    id,
    number: readString(map, 'number'),
    matter: readString(map, 'matter'),
    answer: readString(map, 'answer'),
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

function readPublicScreen(id: string, map: Pick<PublicMap, 'get'>): PublicScreen {
  return {
    id,
    name: readString(map, 'name'),
    mode: readEnum(map, 'mode', stageModes, 'issues'),
    petition: readString(map, 'petition'),
    message: readString(map, 'message'),
    scale: readNumber(map, 'scale', 100),
  };
}

/** All screens, the main one first; it is there also in a document that says nothing of screens. */
export function allPublicScreens(doc: Y.Doc): PublicScreen[] {
  const result: PublicScreen[] = [];
  for (const [id, map] of publicScreensOf(doc))
    if (map instanceof Y.Map && id !== mainScreen) result.push(readPublicScreen(id, map));
  result.sort((a, b) => (a.id < b.id ? -1 : 1));
  const main = publicScreensOf(doc).get(mainScreen);
  return [readPublicScreen(mainScreen, main instanceof Y.Map ? main : new Map()), ...result];
}

/** Who speaks, or null. */
export function readSpeech(doc: Y.Doc): PublicSpeech | null {
  const map = speechOf(doc);
  const startedAt = readString(map, 'startedAt');
  if (startedAt === '') return null;
  return {
    startedAt,
    village: readString(map, 'village'),
    name: readString(map, 'name'),
    seconds: readNumber(map, 'seconds'),
  };
}

export function readQueue(doc: Y.Doc): PublicQueue {
  const next: PublicNext[] = [];
  for (let place = 1; place <= queueShown; place += 1) {
    const map = queueOf(doc).get(String(place));
    if (!(map instanceof Y.Map)) break;
    next.push({
      village: readString(map, 'village'),
      name: readString(map, 'name'),
      called: readFlag(map, 'called'),
    });
  }
  return { next, waiting: readNumber(countsOf(doc), 'waiting') };
}

/** What is counted apart from the total, and under which word its keys begin. */
export const countedBy = ['outcome', 'channel', 'field', 'village'] as const;
export type CountedBy = (typeof countedBy)[number];

/** Key of a count in the document. */
export function countKey(by: CountedBy, word: string): string {
  return `${by}/${word}`;
}

export function readCounts(doc: Y.Doc): PublicCounts {
  const map = countsOf(doc);
  const given = <T extends string>(by: CountedBy, known: readonly T[]): Count<T>[] =>
    known.map((of) => ({ of, count: readNumber(map, countKey(by, of)) }));
  const found = (by: CountedBy): Count[] => {
    const prefix = countKey(by, '');
    const words = [...map.keys()].filter((key) => key.startsWith(prefix));
    return given(
      by,
      words.map((key) => key.slice(prefix.length)),
    ).sort((a, b) => b.count - a.count || a.of.localeCompare(b.of, 'vi'));
  };
  return {
    total: readNumber(map, 'total'),
    outcomes: given('outcome', [...outcomes, '']),
    channels: given('channel', channels),
    fields: found('field'),
    villages: found('village'),
  };
}
