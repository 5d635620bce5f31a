import type { PlanDraft, PlannedDialogue, PlanTask, UnitTasks } from './plan.ts';

/** What is different between two states of a plan, part by part, for a page to put into words. */

/** The parts of a plan that are compared; of a dialogue, a unit or a task with what it is called. */
export type PlanPartName =
  | Exclude<keyof PlanDraft, 'dialogues' | 'tasks' | 'signature'>
  | `signature.${keyof PlanDraft['signature']}`
  | Exclude<keyof PlannedDialogue, 'id' | 'dialogueId'>
  | 'duties'
  | 'dueOn'
  | 'done';

export interface PlanChange {
  /** `added`, `removed`: a whole dialogue, unit or task; `moved`: it stands in another place; else a value is another. */
  kind: 'changed' | 'added' | 'removed' | 'moved';
  /** Of the plan itself, of a dialogue, or of a unit and its tasks. */
  of: 'plan' | 'dialogue' | 'unit' | 'task';
  /** Title of the dialogue, name of the unit, the task's first line; as it stands in the later state if it is there. */
  name: string;
  /** Empty where a whole part came or went. */
  part: PlanPartName | '';
  /** The values before and after, where it is one value; a list says what went and what came, in its order. */
  before: string[];
  after: string[];
}

type Values = [part: PlanPartName, before: string | readonly string[], after: string | readonly string[]];

/** Lines that are in one list and not, or not as often, in the other. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}

function compared(of: PlanChange['of'], name: string, values: readonly Values[]): PlanChange[] {
  return values.flatMap(([part, before, after]): PlanChange[] => {
    if (typeof before === 'string' || typeof after === 'string') {
      if (before === after) return [];
      const line = (value: string | readonly string[]) => [String(value)].filter((text) => text !== '');
      return [{ kind: 'changed', of, name, part, before: line(before), after: line(after) }];
    }
    if (before.join('\n') === after.join('\n')) return [];
    const [gone, come] = [without(before, after), without(after, before)];
    // The same lines in another order.
    const kind = gone.length + come.length > 0 ? 'changed' : 'moved';
    return [{ kind, of, name, part, before: gone, after: come }];
  });
}

/** Entries of two lists that stand for one another: by id, else by a name that only one has. */
function paired<T extends { id?: string }>(
  before: readonly T[],
  after: readonly T[],
  nameOf: (entry: T) => string,
): { old: T | null; now: T | null }[] {
  const left = new Set(before);
  const pairs = after.map((now) => {
    const byId = before.find((old) => left.has(old) && old.id !== undefined && old.id === now.id);
    const old = byId ?? before.find((one) => left.has(one) && nameOf(one) === nameOf(now));
    if (old) left.delete(old);
    return { old: old ?? null, now };
  });
  return [...pairs, ...[...left].map((old) => ({ old, now: null }))];
}

/** Whether those that are in both stand in another order. */
function isReordered<T>(before: readonly T[], pairs: readonly { old: T | null; now: T | null }[]): boolean {
  const places = pairs.flatMap(({ old, now }) => (old !== null && now !== null ? [before.indexOf(old)] : []));
  return places.some((place, at) => at > 0 && place < (places[at - 1] ?? 0));
}

const whole = (kind: 'added' | 'removed', of: PlanChange['of'], name: string): PlanChange => ({
  kind,
  of,
  name,
  part: '',
  before: [],
  after: [],
});

const fieldLines = ({ fields }: PlannedDialogue) =>
  fields.flatMap(({ name, contents, derived }) =>
    derived ? [name] : [name, ...contents.map((line) => `${name}: ${line}`)],
  );

const dialogueParts = [
  'title',
  'topic',
  'chair',
  'audience',
  'communeLevel',
  'villageLevel',
  'groups',
  'contents',
  'scheduleHeading',
  'time',
  'heldOn',
  'place',
] as const;

function dialogueChanges(old: PlannedDialogue, now: PlannedDialogue): PlanChange[] {
  return compared('dialogue', now.title, [
    ['quarter', old.quarter, now.quarter],
    ['year', String(old.year), String(now.year)],
    ...dialogueParts.map((part): Values => [part, old[part], now[part]]),
    ['startsAt', old.startsAt ?? '', now.startsAt ?? ''],
    ['endsAt', old.endsAt ?? '', now.endsAt ?? ''],
    ['fields', fieldLines(old), fieldLines(now)],
  ]);
}

const taskName = ({ lines }: PlanTask) => lines[0] ?? '';

function taskChanges(unit: string, old: PlanTask, now: PlanTask): PlanChange[] {
  return compared('task', `${unit}: ${taskName(now)}`, [
    ['duties', old.lines, now.lines],
    ['dueOn', old.dueOn, now.dueOn],
    ['done', old.doneBy, now.doneBy],
  ]);
}

function unitChanges(old: UnitTasks, now: UnitTasks): PlanChange[] {
  // A state without marks has nothing but its lines.
  if (!old.tasks || !now.tasks) return compared('unit', now.unit, [['duties', old.duties, now.duties]]);
  const renamed = old.unit === now.unit ? [] : compared('unit', now.unit, [['title', old.unit, now.unit]]);
  const pairs = paired(old.tasks, now.tasks, taskName);
  const changes = pairs.flatMap(({ old: before, now: after }) => {
    if (before && after) return taskChanges(now.unit, before, after);
    const named = after ?? before;
    const name = `${now.unit}: ${named ? taskName(named) : ''}`;
    return [whole(after ? 'added' : 'removed', 'task', name)];
  });
  const moved = isReordered(old.tasks, pairs)
    ? [{ ...whole('added', 'unit', now.unit), kind: 'moved' as const, part: 'duties' as const }]
    : [];
  return [...renamed, ...changes, ...moved];
}

function listChanges<T extends { id?: string }>(
  of: 'dialogue' | 'unit',
  before: readonly T[],
  after: readonly T[],
  nameOf: (entry: T) => string,
  changesOf: (old: T, now: T) => PlanChange[],
): PlanChange[] {
  const pairs = paired(before, after, nameOf);
  const changes = pairs.flatMap(({ old, now }) => {
    if (old && now) return changesOf(old, now);
    if (now) return [whole('added', of, nameOf(now))];
    return old ? [whole('removed', of, nameOf(old))] : [];
  });
  if (!isReordered(before, pairs)) return changes;
  return [...changes, { ...whole('added', of, ''), kind: 'moved' }];
}

const planParts = [
  'number',
  'title',
  'place',
  'date',
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
  'unplaced',
] as const;
const signatureParts = ['authority', 'title', 'name'] as const;

/** What changed from `before` to `after`, in the plan's order; empty when they say the same. */
export function comparePlans(before: PlanDraft, after: PlanDraft): PlanChange[] {
  return [
    ...compared('plan', '', [
      ['year', String(before.year), String(after.year)],
      ...planParts.map((part): Values => [part, before[part], after[part]]),
      ...signatureParts.map(
        (part): Values => [`signature.${part}`, before.signature[part], after.signature[part]],
      ),
    ]),
    ...listChanges('dialogue', before.dialogues, after.dialogues, ({ title }) => title, dialogueChanges),
    ...listChanges('unit', before.tasks, after.tasks, ({ unit }) => unit, unitChanges),
  ];
}
