import * as v from 'valibot';
import { type PlanDraft, planSchema } from '../../../shared/plan/plan.ts';
import { dialogueParts, planParts } from '../../../shared/plan/proposal.ts';
import { partName, t } from '../../i18n/plan.ts';
import { type BlockPart, blockId } from './model.ts';

/** Something that keeps a plan from being saved. */
export interface Problem {
  /** The block of the form to mend it in. */
  block: string;
  sentence: string;
}

/** Parts whose values are edited in the block of another name. */
const blockOfKey: Partial<Record<string, BlockPart>> = {
  place: 'placeDate',
  date: 'placeDate',
};
const blockOfDialogueKey: Partial<Record<string, BlockPart>> = {
  title: 'dialogue',
  quarter: 'dialogue',
  year: 'dialogue',
  scheduleHeading: 'schedule',
  time: 'schedule',
  heldOn: 'schedule',
  startsAt: 'schedule',
  endsAt: 'schedule',
  place: 'schedule',
  groups: 'groups',
};

/** What the plan still lacks, one entry a part, in the plan's order; empty when it can be saved. */
export function problemsOf(plan: PlanDraft): Problem[] {
  const result = v.safeParse(planSchema, plan);
  const found = new Map<string, Problem>();
  for (const issue of result.issues ?? []) {
    const [first, second, third] = (issue.path ?? []).map((item) => item.key);
    const inDialogue = first === 'dialogues' && typeof second === 'number';
    const problem = inDialogue
      ? dialogueProblem(String(third), second, plan.dialogues[second]?.id ?? '', fault(issue.type))
      : planProblem(String(first), fault(issue.type));
    if (!found.has(problem.block)) found.set(problem.block, problem);
  }
  return [...found.values()];
}

function planProblem(key: string, what: string): Problem {
  const part = blockOfKey[key] ?? planParts.find((known) => known === key);
  if (part && part !== 'groups' && part !== 'year' && part !== 'unplaced') {
    return { block: blockId(part), sentence: `${partName(part)} ${what}` };
  }
  if (key === 'unplaced') return { block: blockId('unplaced'), sentence: `${t().unplacedName} ${what}` };
  if (key === 'dialogues') return { block: blockId('tasks'), sentence: `${t().dialogues} ${what}` };
  return { block: blockId('year'), sentence: `${t().planYear} ${what}` };
}

function dialogueProblem(field: string, index: number, key: string, what: string): Problem {
  const part = blockOfDialogueKey[field] ?? dialogueParts.find((known) => known === field) ?? 'dialogue';
  const name =
    part === 'groups' || part === 'year' || part === 'unplaced' ? t().groups : partName(part, index);
  return { block: blockId(part, key), sentence: `${name} ${what}` };
}

function fault(type: string): string {
  if (type === 'min_length') return t().errorEmpty;
  return type === 'max_length' ? t().errorLong : t().errorWrong;
}
