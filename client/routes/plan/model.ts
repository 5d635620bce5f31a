import { type Accessor, createSignal, onCleanup } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import type * as Y from 'yjs';
import {
  entriesIn,
  entryIn,
  orderedEntries,
  type PlanMap,
  type PlanText,
  planMapOf,
  plannedOf,
  planRoots,
  planTextOf,
  readPlan,
  readPlanned,
  readTask,
  readUnit,
  unitsOf,
} from '../../../shared/docs/plan.ts';
import {
  addField,
  addPlanned,
  addTask,
  addUnit,
  type IdMaker,
  markTask,
  moveEntry,
  setRemoved,
  setValue,
  writePlan,
} from '../../../shared/docs/plan-write.ts';
import { newId } from '../../../shared/ids.ts';
import { type AssignablePart, assignUnplaced } from '../../../shared/plan/assign.ts';
import type { PlanDraft } from '../../../shared/plan/plan.ts';
import type { PlacedLine, PlanNote, PlanPart } from '../../../shared/plan/proposal.ts';
import { session } from '../../session.ts';

/** A plan that was read from a text, or begun empty, and is not stored yet. */
export interface Work {
  /** Empty; versions that saved a plan as a whole kept edits of a stored one under its id. */
  planId: string;
  plan: PlanDraft;
  /** The source text, for a plan that was read from one. */
  lines: PlacedLine[];
  notes: PlanNote[];
}

/** The parts of the form that lines of the source and mistakes point to. */
export type BlockPart = PlanPart | 'year' | 'groups' | 'unplaced';

/** A block of the form: a part, for a dialogue's part with the dialogue's id. */
export function blockId(part: BlockPart, key = ''): string {
  return key ? `plan-${part}-${key}` : `plan-${part}`;
}

/** Something that was taken out of the plan and can be brought back. */
export interface RemovedEntry {
  key: string;
  kind: 'dialogue' | 'field' | 'unit' | 'task';
  name: string;
  bringBack: () => void;
}

/** A plan's document as the form sees it. */
export interface PlanModel {
  doc: Y.Doc;
  /** The plan as the document says it now; its rows are the same as long as they are in it. */
  plan: PlanDraft;
  lines: Accessor<readonly PlacedLine[]>;
  readOnly: Accessor<boolean>;
  removed: Accessor<readonly RemovedEntry[]>;
  /** Counts the changes, for who reads live entries. */
  version: Accessor<number>;
  /** The live texts and entries, for the fields that write into them. */
  text(name: PlanText): Y.Text;
  head(): PlanMap;
  planned(id: string): PlanMap | null;
  field(dialogue: string, id: string): PlanMap | null;
  unit(id: string): PlanMap | null;
  task(unit: string, id: string): PlanMap | null;
  set(entry: PlanMap | null, key: string, value: string | number): void;
  addDialogue(): void;
  addField(dialogue: string): void;
  addUnit(): void;
  addTask(unit: string): void;
  move(kind: RemovedEntry['kind'], id: string, by: -1 | 1, of?: string): void;
  remove(entry: PlanMap | null): void;
  /** Marks a task as done by whoever is here, or as not done. */
  mark(task: PlanMap | null, done: boolean): void;
  /** Gives an unplaced line to a part. */
  assign(index: number, part: AssignablePart, dialogue: number): void;
  removeUnplaced(index: number): void;
}

/** What of a removed entry is worth being brought back is called by its name; one that holds nothing is left out. */
function removedOf(doc: Y.Doc): RemovedEntry[] {
  const found: RemovedEntry[] = [];
  const add = (kind: RemovedEntry['kind'], key: string, name: string, entry: PlanMap) => {
    if (name !== '')
      found.push({ kind, key: `${kind}.${key}`, name, bringBack: () => setRemoved(entry, false) });
  };
  for (const [id, entry] of orderedEntries(plannedOf(doc), true)) {
    const { title, audience, contents } = readPlanned(id, entry);
    add('dialogue', id, title || audience || (contents[0] ?? ''), entry);
  }
  for (const [dialogue, entry] of orderedEntries(plannedOf(doc)))
    for (const [id, field] of orderedEntries(entriesIn(entry, 'fields'), true))
      add('field', `${dialogue}.${id}`, String(field.get('name') ?? '').trim(), field);
  for (const [id, entry] of orderedEntries(unitsOf(doc), true)) {
    const { unit, duties } = readUnit(id, entry);
    add('unit', id, unit || (duties[0] ?? ''), entry);
  }
  for (const [unit, entry] of orderedEntries(unitsOf(doc)))
    for (const [id, task] of orderedEntries(entriesIn(entry, 'tasks'), true))
      add('task', `${unit}.${id}`, readTask(id, task).lines[0] ?? '', task);
  return found;
}

/**
 * The model of a plan's document. `ids` gives new dialogues theirs; a plan that was read from a text counts them, so that
 * the lines of the text find them. To be called inside a Solid owner.
 */
export function createPlanModel(
  doc: Y.Doc,
  {
    lines: placed = [],
    ids = newId,
    readOnly = () => false,
  }: { lines?: readonly PlacedLine[]; ids?: IdMaker; readOnly?: Accessor<boolean> } = {},
): PlanModel {
  const [plan, setPlan] = createStore<PlanDraft>(readPlan(doc));
  const [version, setVersion] = createSignal(0);
  const [removed, setRemovedList] = createSignal(removedOf(doc));
  const [lines, setLines] = createSignal<readonly PlacedLine[]>(placed);
  const roots = new Set<unknown>(planRoots(doc));
  const changed = (transaction: Y.Transaction) => {
    if (![...transaction.changedParentTypes.keys()].some((type) => roots.has(type))) return;
    setPlan(reconcile(readPlan(doc), { key: 'id' }));
    setRemovedList(removedOf(doc));
    setVersion((count) => count + 1);
  };
  doc.on('afterTransaction', changed);
  onCleanup(() => doc.off('afterTransaction', changed));

  const planned = (id: string) => entryIn(plannedOf(doc), id);
  const unit = (id: string) => entryIn(unitsOf(doc), id);
  const fields = (dialogue: string) => entriesIn(planned(dialogue), 'fields');
  const tasks = (id: string) => entriesIn(unit(id), 'tasks');
  const entriesOf = { dialogue: () => plannedOf(doc), field: fields, unit: () => unitsOf(doc), task: tasks };
  const write = (change: () => void) => {
    if (!readOnly()) doc.transact(change);
  };

  return {
    doc,
    plan,
    lines,
    readOnly,
    removed,
    version,
    text: (name) => planTextOf(doc, name),
    head: () => planMapOf(doc),
    planned,
    field: (dialogue, id) => entryIn(fields(dialogue), id),
    unit,
    task: (of, id) => entryIn(tasks(of), id),
    set: (entry, key, value) => write(() => entry && setValue(entry, key, value)),
    addDialogue: () => write(() => setValue(addPlanned(doc, ids('d')), 'year', plan.year)),
    addField(dialogue) {
      const known = fields(dialogue);
      if (known) write(() => addField(known, ids('f')));
    },
    addUnit: () => write(() => addUnit(doc, ids('u'))),
    addTask(of) {
      const known = tasks(of);
      if (known) write(() => addTask(known, ids('t')));
    },
    move(kind, id, by, of = '') {
      const entries = entriesOf[kind](of);
      if (entries) write(() => moveEntry(entries, id, by));
    },
    remove: (entry) => write(() => entry && setRemoved(entry, true)),
    mark: (task, done) =>
      write(() => task && markTask(task, done, session()?.name ?? '', new Date().toISOString())),
    assign(index, part, dialogue) {
      const now = readPlan(doc);
      const text = now.unplaced[index];
      if (text === undefined) return;
      const key = now.dialogues[dialogue]?.id ?? '';
      write(() => writePlan(doc, assignUnplaced(now, index, part, dialogue), ids));
      setLines(
        placedNow(lines(), text, { part, dialogue: Number(/^d(\d+)$/.exec(key)?.[1] ?? -1), heading: false }),
      );
    },
    removeUnplaced(index) {
      const now = readPlan(doc);
      const unplaced = now.unplaced.filter((_, at) => at !== index);
      write(() => writePlan(doc, { ...now, unplaced }, ids));
    },
  };
}

/** The first unplaced line that holds `text` is now placed. */
function placedNow(
  lines: readonly PlacedLine[],
  text: string,
  place: NonNullable<PlacedLine['place']>,
): PlacedLine[] {
  const at = lines.findIndex((line) => line.unplaced && line.text.includes(text));
  return lines.map((line, index) => (index === at ? { ...line, place, unplaced: false } : line));
}
