import * as Y from 'yjs';
import { newId } from '../ids.ts';
import type { PlanDraft, PlannedDialogue, PlannedField, PlanTask, UnitTasks } from '../plan/plan.ts';
import {
  dialogueTexts,
  dialogueValues,
  entriesIn,
  entryIn,
  orderedEntries,
  type PlanMap,
  planMapOf,
  plannedOf,
  planTextOf,
  planTexts,
  readTask,
  textIn,
  unitsOf,
} from './plan.ts';
import { readNumber, readString } from './read.ts';

/** Makes ids for entries that have none yet; `kind` and the how-manieth allow for ids that are the same each time. */
export type IdMaker = (kind: 'd' | 'f' | 'u' | 't') => string;

/** Ids that are the same each time a plan is written into an empty document: `d0`, `d1` …, `u0` …, but none of `taken`. */
export function countedIds(taken: ReadonlySet<string> = new Set()): IdMaker {
  const counts = new Map<string, number>();
  return (kind) => {
    let count = counts.get(kind) ?? 0;
    while (taken.has(`${kind}${count}`)) count += 1;
    counts.set(kind, count + 1);
    return `${kind}${count}`;
  };
}

/** Makes a text say `value` by the smallest change between what both begin and end with. */
export function setText(text: Y.Text, value: string): void {
  const now = text.toString();
  if (now === value) return;
  const most = Math.min(now.length, value.length);
  let start = 0;
  while (start < most && now[start] === value[start]) start += 1;
  let end = 0;
  while (end < most - start && now.at(-1 - end) === value.at(-1 - end)) end += 1;
  // A pair of surrogates is one letter.
  if (start > 0 && /[\uD800-\uDBFF]/.test(value[start - 1] ?? now[start - 1] ?? '')) start -= 1;
  if (end > 0 && /[\uDC00-\uDFFF]/.test(value.at(-end) ?? now.at(-end) ?? '')) end -= 1;
  const gone = now.length - end - start;
  if (gone > 0) text.delete(start, gone);
  const put = value.slice(start, value.length - end);
  if (put !== '') text.insert(start, put);
}

/** Sets a short value; what is equal already is left alone. */
export function setValue(entry: PlanMap, key: string, value: string | number | boolean): void {
  if (entry.get(key) === value) return;
  // What was never set reads as empty.
  if (entry.get(key) === undefined && (value === '' || value === 0 || value === false)) return;
  entry.set(key, value);
}

/** The text of an entry, made where there is none. */
export function ensureText(entry: PlanMap, key: string): Y.Text {
  const known = textIn(entry, key);
  if (known) return known;
  const text = new Y.Text();
  entry.set(key, text);
  return text;
}

function ensureEntries(entry: PlanMap, key: 'fields' | 'tasks'): PlanMap {
  const known = entriesIn(entry, key);
  if (known) return known;
  const entries: PlanMap = new Y.Map();
  entry.set(key, entries);
  return entries;
}

/** Adds an entry behind the others, with its texts. Must run in a transaction of the caller's. */
export function addEntry(
  entries: PlanMap,
  id: string,
  texts: readonly string[],
  nested: readonly ('fields' | 'tasks')[] = [],
): PlanMap {
  const last = orderedEntries(entries).at(-1);
  const entry: PlanMap = new Y.Map();
  entries.set(id, entry);
  entry.set('order', last ? readNumber(last[1], 'order') + 1 : 1);
  for (const key of texts) entry.set(key, new Y.Text());
  for (const key of nested) entry.set(key, new Y.Map());
  return entry;
}

export const addPlanned = (doc: Y.Doc, id: string): PlanMap =>
  addEntry(plannedOf(doc), id, dialogueTexts, ['fields']);
export const addField = (fields: PlanMap, id: string): PlanMap => addEntry(fields, id, ['contents']);
export const addUnit = (doc: Y.Doc, id: string): PlanMap => addEntry(unitsOf(doc), id, [], ['tasks']);
export const addTask = (tasks: PlanMap, id: string): PlanMap => addEntry(tasks, id, ['text']);

/** Moves an entry one place up or down; where there is no room it stays. */
export function moveEntry(entries: PlanMap, id: string, by: -1 | 1): void {
  const all = orderedEntries(entries);
  const at = all.findIndex(([key]) => key === id);
  const over = all[at + by];
  const moved = all[at];
  if (!over || !moved) return;
  const beyond = all[at + 2 * by];
  const order = readNumber(over[1], 'order');
  const next = beyond ? (order + readNumber(beyond[1], 'order')) / 2 : order + by;
  if (next !== order) {
    moved[1].set('order', next);
    return;
  }
  // Two stand at one number, or there is no number between them: all are counted anew.
  all.splice(at, 1);
  all.splice(at + by, 0, moved);
  for (const [index, [, entry]] of all.entries()) setValue(entry, 'order', index + 1);
}

/** Takes an entry out of the plan, or brings it back with all that stands in it. */
export function setRemoved(entry: PlanMap, removed: boolean): void {
  setValue(entry, 'removed', removed);
}

interface Matching<T> {
  wanted: readonly T[];
  entries: PlanMap;
  /** How well an entry stands for what is wanted, the first that matches wins. */
  same: readonly ((wanted: T, id: string, entry: PlanMap) => boolean)[];
  add: (wanted: T) => [id: string, entry: PlanMap];
  write: (wanted: T, entry: PlanMap) => void;
}

/** Makes entries say what is wanted, in its order: those that stand for one another are changed, the rest is removed. */
function writeEntries<T>({ wanted, entries, same, add, write }: Matching<T>): void {
  const free = new Map<string, PlanMap>([...orderedEntries(entries), ...orderedEntries(entries, true)]);
  const found = new Map<T, [string, PlanMap]>();
  for (const test of same)
    for (const one of wanted) {
      if (found.has(one)) continue;
      const match = [...free].find(([id, entry]) => test(one, id, entry));
      if (!match) continue;
      found.set(one, match);
      free.delete(match[0]);
    }
  for (const entry of free.values()) setRemoved(entry, true);
  const order = wanted.map((one) => {
    const [, entry] = found.get(one) ?? add(one);
    setRemoved(entry, false);
    write(one, entry);
    return entry;
  });
  const numbers = order.map((entry) => readNumber(entry, 'order'));
  if (numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? 0))) return;
  for (const [at, entry] of order.entries()) setValue(entry, 'order', at + 1);
}

const named = (key: string, value: string) => (entry: PlanMap) =>
  value !== '' && readString(entry, key).trim() === value;

function writeFields(entry: PlanMap, fields: readonly PlannedField[], makeId: IdMaker): void {
  const entries = ensureEntries(entry, 'fields');
  writeEntries({
    wanted: fields,
    entries,
    same: [(field, id) => field.id === id, (field, _id, candidate) => named('name', field.name)(candidate)],
    add: (field) => {
      const id = field.id || makeId('f');
      return [id, addField(entries, id)];
    },
    write: (field, target) => {
      setValue(target, 'name', field.name);
      setValue(target, 'derived', field.derived);
      setText(ensureText(target, 'contents'), field.contents.join('\n'));
    },
  });
}

function writePlanned(entry: PlanMap, dialogue: PlannedDialogue, makeId: IdMaker): void {
  for (const key of dialogueValues) setValue(entry, key, dialogue[key] ?? '');
  setValue(entry, 'quarter', dialogue.quarter);
  setValue(entry, 'year', dialogue.year);
  setValue(entry, 'dialogueId', dialogue.dialogueId);
  for (const key of dialogueTexts) {
    const value = dialogue[key];
    setText(ensureText(entry, key), typeof value === 'string' ? value : value.join('\n'));
  }
  writeFields(entry, dialogue.fields, makeId);
}

/** A plan's lines, task by task: a sub-point belongs to the line before it. */
function tasksOf({ tasks, duties }: UnitTasks): Partial<PlanTask>[] {
  if (tasks) return tasks;
  const grouped: string[][] = [];
  for (const line of duties) {
    const last = grouped.at(-1);
    if (last && line.startsWith('+ ')) last.push(line);
    else grouped.push([line]);
  }
  return grouped.map((lines) => ({ lines }));
}

function writeTasks(entry: PlanMap, unit: UnitTasks, makeId: IdMaker): void {
  const entries = ensureEntries(entry, 'tasks');
  writeEntries({
    wanted: tasksOf(unit),
    entries,
    same: [
      (task, id) => task.id === id,
      (task, id, candidate) => readTask(id, candidate).lines.join('\n') === task.lines?.join('\n'),
    ],
    add: (task) => {
      const id = task.id || makeId('t');
      return [id, addTask(entries, id)];
    },
    write: (task, target) => {
      setText(ensureText(target, 'text'), task.lines?.join('\n') ?? '');
      // A plan without marks says nothing of them.
      for (const key of ['dueOn', 'doneAt', 'doneBy'] as const)
        if (task[key] !== undefined) setValue(target, key, task[key]);
    },
  });
}

/**
 * Makes a document say what `plan` says, by as few changes as that takes: entries that stand for one another (by id, by
 * the dialogue made from them, by name) are changed in place, what the plan has not is removed and can be brought back.
 * Entries written anew keep the ids that the plan gives them.
 */
export function writePlan(doc: Y.Doc, plan: PlanDraft, makeId: IdMaker = newId): void {
  doc.transact(() => {
    const head = planMapOf(doc);
    for (const key of ['number', 'title', 'place', 'date'] as const) setValue(head, key, plan[key]);
    // Also where it is not said yet: a document that holds it was written.
    if (head.get('year') !== plan.year) head.set('year', plan.year);
    setValue(head, 'authority', plan.signature.authority);
    setValue(head, 'signerName', plan.signature.name);
    for (const name of planTexts) {
      const value = name === 'signerTitle' ? plan.signature.title : plan[name];
      setText(planTextOf(doc, name), typeof value === 'string' ? value : value.join('\n'));
    }
    const planned = plannedOf(doc);
    writeEntries({
      wanted: plan.dialogues,
      entries: planned,
      same: [
        (one, id) => one.id === id,
        (one, _id, entry) => named('dialogueId', one.dialogueId)(entry),
        (one, _id, entry) => named('title', one.title)(entry),
      ],
      add: (one) => {
        const id = one.id || makeId('d');
        return [id, addPlanned(doc, id)];
      },
      write: (one, entry) => writePlanned(entry, one, makeId),
    });
    const units = unitsOf(doc);
    writeEntries({
      wanted: plan.tasks,
      entries: units,
      same: [(unit, id) => unit.id === id, (unit, _id, entry) => named('unit', unit.unit)(entry)],
      add: (unit) => {
        const id = unit.id || makeId('u');
        return [id, addUnit(doc, id)];
      },
      write: (unit, entry) => {
        setValue(entry, 'unit', unit.unit);
        writeTasks(entry, unit, makeId);
      },
    });
  });
}

/** Marks a task as done by somebody, or as not done. Must run in a transaction of the caller's. */
export function markTask(task: PlanMap, done: boolean, by: string, at: string): void {
  setValue(task, 'doneAt', done ? at : '');
  setValue(task, 'doneBy', done ? by : '');
}

/** The task of a unit in a document, or null. */
export function taskOf(doc: Y.Doc, unitId: string, taskId: string): PlanMap | null {
  return entryIn(entriesIn(entryIn(unitsOf(doc), unitId), 'tasks'), taskId);
}
