import { emptyDialogue, type PlanDraft } from './plan.ts';
import type { PlanPart } from './proposal.ts';

/** Parts that an unplaced line can be given to by hand. */
export const assignableParts = [
  'title',
  'bases',
  'intro',
  'purposes',
  'requirements',
  'methods',
  'forms',
  'funding',
  'tasks',
  'closing',
  'recipients',
] as const satisfies readonly PlanPart[];
/** The same for the parts of one dialogue. */
export const assignableDialogueParts = [
  'audience',
  'topic',
  'communeLevel',
  'villageLevel',
  'fields',
  'contents',
  'schedule',
] as const satisfies readonly PlanPart[];
export type AssignablePart = (typeof assignableParts)[number] | (typeof assignableDialogueParts)[number];

/** Lists of a plan and of a dialogue that a line is simply added to. */
const planLists = ['bases', 'purposes', 'requirements', 'methods', 'forms', 'funding', 'recipients'] as const;
const dialogueLists = ['communeLevel', 'villageLevel', 'contents'] as const;

/**
 * The plan after the unplaced line `index` was given to `part` (of the dialogue `dialogue`, for parts of
 * one); the line is added behind what is there. A task goes to the last unit. An index that is none
 * changes nothing.
 */
export function assignUnplaced(
  plan: PlanDraft,
  index: number,
  part: AssignablePart,
  dialogue: number,
): PlanDraft {
  const next = structuredClone(plan);
  const [source] = next.unplaced.splice(index, 1);
  if (source === undefined || index < 0) return plan;
  const line = source.replace(/^\s*(?:[-–•*+]\s*)+(?=\S)/u, '').trim();
  addToPlan(next, part, line) || addToDialogue(next, part, line, dialogue);
  return next;
}

function addToPlan(plan: PlanDraft, part: AssignablePart, line: string): boolean {
  const list = planLists.find((known) => known === part);
  if (list) plan[list].push(line);
  else if (part === 'title') plan.title = joined(plan.title, line, ' ');
  else if (part === 'intro' || part === 'closing') plan[part] = joined(plan[part], line, '\n');
  else if (part === 'tasks') {
    const last = plan.tasks.at(-1);
    if (last) {
      last.duties.push(line);
      last.tasks?.push({ id: '', lines: [line], dueOn: '', doneAt: '', doneBy: '' });
    } else plan.tasks.push({ unit: '', duties: [line] });
  } else return false;
  return true;
}

function addToDialogue(plan: PlanDraft, part: AssignablePart, line: string, index: number): void {
  const known = plan.dialogues[index] ?? plan.dialogues.at(-1);
  const dialogue = known ?? emptyDialogue(plan.year);
  if (!known) plan.dialogues.push(dialogue);
  const list = dialogueLists.find((name) => name === part);
  if (list) dialogue[list].push(line);
  else if (part === 'fields') dialogue.fields.push({ name: line, contents: [], derived: false });
  else if (part === 'schedule') dialogue.time = joined(dialogue.time, line, '\n');
  else if (part === 'audience') dialogue.audience = joined(dialogue.audience, line, '\n');
  else dialogue.topic = joined(dialogue.topic, line, ' ');
}

function joined(before: string, line: string, by: string): string {
  return before ? `${before}${by}${line}` : line;
}
