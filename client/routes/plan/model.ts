import { type Accessor, createSignal } from 'solid-js';
import { createStore, reconcile, type SetStoreFunction, unwrap } from 'solid-js/store';
import { type AssignablePart, assignUnplaced } from '../../../shared/plan/assign.ts';
import { emptyDialogue, type PlanDraft } from '../../../shared/plan/plan.ts';
import type { PlacedLine, PlanNote, PlanPart } from '../../../shared/plan/proposal.ts';

/** What is being edited: a stored plan, or one that was just read from a text. */
export interface Work {
  /** Empty for a plan that is not stored yet. */
  planId: string;
  revision: number;
  plan: PlanDraft;
  /** The source text, for a plan that was read from one. */
  lines: PlacedLine[];
  notes: PlanNote[];
}

/** The parts of the form that lines of the source and mistakes point to. */
export type BlockPart = PlanPart | 'year' | 'groups' | 'unplaced';

/** A block of the form: a part, for a dialogue's part with the dialogue's key. */
export function blockId(part: BlockPart, key = ''): string {
  return key ? `plan-${part}-${key}` : `plan-${part}`;
}

/** The plan in the form. Dialogues have keys, so that a line of the source finds its dialogue after others moved. */
export interface PlanModel {
  plan: PlanDraft;
  setPlan: SetStoreFunction<PlanDraft>;
  /** Keys of the dialogues, in order; `d0`, `d1` … as they were read. */
  keys: Accessor<readonly string[]>;
  lines: Accessor<readonly PlacedLine[]>;
  /** The plan as plain data. */
  snapshot(): PlanDraft;
  addDialogue(): void;
  removeDialogue(index: number): void;
  moveDialogue(index: number, by: -1 | 1): void;
  /** Gives an unplaced line to a part. */
  assign(index: number, part: AssignablePart, dialogue: number): void;
  removeUnplaced(index: number): void;
}

/** A list with the entry at `index` moved; the same list when there is no room. */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const next = [...list];
  const [entry] = next.splice(index, 1);
  if (entry === undefined || index + by < 0 || index + by > next.length) return [...list];
  next.splice(index + by, 0, entry);
  return next;
}

export function createPlanModel(work: Pick<Work, 'plan' | 'lines'>): PlanModel {
  const [plan, setPlan] = createStore<PlanDraft>(structuredClone(unwrap(work.plan)));
  const [keys, setKeys] = createSignal<readonly string[]>(plan.dialogues.map((_, index) => `d${index}`));
  const [lines, setLines] = createSignal<readonly PlacedLine[]>(work.lines);
  let nextKey = plan.dialogues.length;

  const keepKeys = () => {
    const fresh = plan.dialogues.length - keys().length;
    if (fresh > 0) setKeys([...keys(), ...Array.from({ length: fresh }, () => `d${nextKey++}`)]);
  };
  const snapshot = () => structuredClone(unwrap(plan));

  return {
    plan,
    setPlan,
    keys,
    lines,
    snapshot,
    addDialogue() {
      setPlan('dialogues', (all) => [...all, emptyDialogue(plan.year)]);
      keepKeys();
    },
    removeDialogue(index) {
      setKeys(keys().filter((_, at) => at !== index));
      setPlan('dialogues', (all) => all.filter((_, at) => at !== index));
    },
    moveDialogue(index, by) {
      setKeys(moved(keys(), index, by));
      setPlan('dialogues', (all) => moved(all, index, by));
    },
    assign(index, part, dialogue) {
      const text = plan.unplaced[index];
      if (text === undefined) return;
      setPlan(reconcile(assignUnplaced(snapshot(), index, part, dialogue), { key: null, merge: true }));
      keepKeys();
      // The line keeps pointing at the dialogue as it was counted when the text was read.
      const original = Number(keys()[dialogue]?.slice(1) ?? -1);
      setLines(placedNow(lines(), text, { part, dialogue: original, heading: false }));
    },
    removeUnplaced(index) {
      setPlan('unplaced', (all) => all.filter((_, at) => at !== index));
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
