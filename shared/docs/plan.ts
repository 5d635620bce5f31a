import * as Y from 'yjs';
import { quarters } from '../dialogue.ts';
import type { PlanDraft, PlannedDialogue, PlannedField, PlanTask, UnitTasks } from '../plan/plan.ts';
import { readEnum, readFlag, readNumber, readString } from './read.ts';

/**
 * The plan of a year, edited by several at once. Root types: `plan` (Y.Map of short values), one Y.Text for each running
 * text and for each list (one entry a line), `dialogues` and `units` (Y.Map of id to Y.Map). Entries stand in the order of
 * their number `order`; one that was removed stays with `removed`, so that what somebody wrote in it meanwhile is there
 * when it is brought back.
 */
export type PlanMap = Y.Map<unknown>;

/** Root texts. */
export const planTexts = [
  'issuingBody',
  'bases',
  'intro',
  'purposes',
  'requirements',
  'methods',
  'forms',
  'funding',
  'closing',
  'recipients',
  'signerTitle',
  'unplaced',
] as const;
export type PlanText = (typeof planTexts)[number];

/** Short values of the whole plan. */
export const planValues = ['number', 'title', 'place', 'date', 'authority', 'signerName'] as const;
export type PlanValue = (typeof planValues)[number];

/** Texts and short values of a dialogue. */
export const dialogueTexts = [
  'audience',
  'communeLevel',
  'villageLevel',
  'groups',
  'contents',
  'scheduleHeading',
  'time',
] as const;
export type DialogueText = (typeof dialogueTexts)[number];
export const dialogueValues = ['title', 'topic', 'chair', 'heldOn', 'startsAt', 'endsAt', 'place'] as const;
export type DialogueValue = (typeof dialogueValues)[number];

export const planMapOf = (doc: Y.Doc): PlanMap => doc.getMap<unknown>('plan');
export const planTextOf = (doc: Y.Doc, name: PlanText): Y.Text => doc.getText(name);
export const plannedOf = (doc: Y.Doc): PlanMap => doc.getMap<unknown>('dialogues');
export const unitsOf = (doc: Y.Doc): PlanMap => doc.getMap<unknown>('units');

/** All root types, for who follows the whole plan. */
export function planRoots(doc: Y.Doc): (Y.Text | PlanMap)[] {
  return [planMapOf(doc), plannedOf(doc), unitsOf(doc), ...planTexts.map((name) => planTextOf(doc, name))];
}

/** Whether anything was ever written: a plan's room is filled at its first opening. */
export function isPlanWritten(doc: Y.Doc): boolean {
  return planMapOf(doc).size > 0;
}

/** A text inside an entry; null when a peer put something else there. */
export function textIn(entry: PlanMap | null, key: string): Y.Text | null {
  const value = entry?.get(key);
  return value instanceof Y.Text ? value : null;
}

/** The entries inside an entry; null when a peer put something else there. */
export function entriesIn(entry: PlanMap | null, key: 'fields' | 'tasks'): PlanMap | null {
  const value = entry?.get(key);
  return value instanceof Y.Map ? value : null;
}

/** One entry of a map of entries, or null. */
export function entryIn(entries: PlanMap | null, id: string): PlanMap | null {
  const value = entries?.get(id);
  return value instanceof Y.Map ? value : null;
}

/** Entries in their order; those that two put in one place stand by their id. */
export function orderedEntries(entries: PlanMap | null, removed = false): [id: string, entry: PlanMap][] {
  const all: [string, PlanMap][] = [];
  for (const [id, entry] of entries ?? [])
    if (entry instanceof Y.Map && readFlag(entry, 'removed') === removed) all.push([id, entry]);
  return all.sort(([a, one], [b, other]) => {
    const by = readNumber(one, 'order') - readNumber(other, 'order');
    return by === 0 ? (a < b ? -1 : 1) : by;
  });
}

/** Running text as the plan keeps it: NFC, trimmed. */
function running(text: Y.Text | null): string {
  return (text?.toString() ?? '').replace(/\r\n?/g, '\n').normalize('NFC').trim();
}

/** The entries of a list that is written one a line. */
export function linesOf(text: Y.Text | null): string[] {
  return running(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/;

function matching(entry: PlanMap, key: string, pattern: RegExp): string {
  const value = readString(entry, key);
  return pattern.test(value) ? value : '';
}

/** A year that plans may be of, or 0. */
function yearIn(entry: PlanMap): number {
  const year = readNumber(entry, 'year');
  return Number.isInteger(year) && year >= 2000 && year <= 2100 ? year : 0;
}

const short = (entry: PlanMap, key: string) => readString(entry, key).trim();

function readField(id: string, entry: PlanMap): PlannedField {
  return {
    id,
    name: short(entry, 'name'),
    contents: linesOf(textIn(entry, 'contents')),
    derived: readFlag(entry, 'derived'),
  };
}

/** Reads one dialogue; whatever a hostile update put there comes out as the declared types. */
export function readPlanned(id: string, entry: PlanMap): Required<PlannedDialogue> {
  const lines = (key: DialogueText) => linesOf(textIn(entry, key));
  return {
    id,
    dialogueId: matching(entry, 'dialogueId', /^[a-z0-9]{6,40}$/),
    quarter: readEnum(entry, 'quarter', quarters, ''),
    year: yearIn(entry),
    title: short(entry, 'title'),
    audience: running(textIn(entry, 'audience')),
    topic: short(entry, 'topic'),
    chair: short(entry, 'chair'),
    communeLevel: lines('communeLevel'),
    villageLevel: lines('villageLevel'),
    groups: lines('groups'),
    fields: orderedEntries(entriesIn(entry, 'fields')).map(([key, field]) => readField(key, field)),
    contents: lines('contents'),
    scheduleHeading: running(textIn(entry, 'scheduleHeading')),
    time: running(textIn(entry, 'time')),
    heldOn: matching(entry, 'heldOn', dayPattern),
    startsAt: matching(entry, 'startsAt', timePattern),
    endsAt: matching(entry, 'endsAt', timePattern),
    place: short(entry, 'place'),
  };
}

/** Reads one task. A name without its time, or the other way round, is no mark. */
export function readTask(id: string, entry: PlanMap): PlanTask {
  const doneAt = matching(entry, 'doneAt', /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
  return {
    id,
    lines: linesOf(textIn(entry, 'text')),
    dueOn: matching(entry, 'dueOn', dayPattern),
    doneAt,
    doneBy: doneAt ? short(entry, 'doneBy') : '',
  };
}

/** Reads the tasks of one unit; a row that nobody wrote in yet is there, and not printed. */
export function readUnit(id: string, entry: PlanMap): Required<UnitTasks> {
  const tasks = orderedEntries(entriesIn(entry, 'tasks')).map(([key, task]) => readTask(key, task));
  return { id, unit: short(entry, 'unit'), duties: tasks.flatMap(({ lines }) => lines), tasks };
}

/** The plan as its document says it; texts come out in NFC, trimmed, lists without empty entries. */
export function readPlan(doc: Y.Doc): PlanDraft {
  const head = planMapOf(doc);
  const lines = (name: PlanText) => linesOf(planTextOf(doc, name));
  const text = (name: PlanText) => running(planTextOf(doc, name));
  return {
    year: yearIn(head),
    number: short(head, 'number'),
    title: short(head, 'title'),
    place: short(head, 'place'),
    date: matching(head, 'date', dayPattern),
    issuingBody: text('issuingBody'),
    bases: lines('bases'),
    intro: text('intro'),
    purposes: lines('purposes'),
    requirements: lines('requirements'),
    dialogues: orderedEntries(plannedOf(doc)).map(([id, entry]) => readPlanned(id, entry)),
    methods: lines('methods'),
    forms: lines('forms'),
    funding: lines('funding'),
    tasks: orderedEntries(unitsOf(doc)).map(([id, entry]) => readUnit(id, entry)),
    closing: text('closing'),
    recipients: lines('recipients'),
    signature: {
      authority: short(head, 'authority'),
      title: text('signerTitle'),
      name: short(head, 'signerName'),
    },
    unplaced: lines('unplaced'),
  };
}
