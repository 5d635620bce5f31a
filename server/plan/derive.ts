import * as v from 'valibot';
import type { Dialogue } from '../../shared/dialogue.ts';
import {
  carryOver,
  type DialogueDraft,
  type Plan,
  type PlanDraft,
  type PlannedDialogue,
  plannedDialogueSchema,
  toDialogues,
} from '../../shared/plan/plan.ts';
import type { DialogueBook, PlanBook, PreparationBook } from '../store/store.ts';

/** The stored plan and the dialogues, made from what a plan's document says. */

export interface DeriveParts {
  plans: PlanBook;
  dialogues: Pick<DialogueBook, 'read' | 'write' | 'update'>;
  preparations: PreparationBook;
  /** Writes a new dialogue's minutes template into its room. */
  prepareDialogue(dialogue: Dialogue): Promise<void>;
  /** Called after a dialogue took what the plan changed. */
  dialogueChanged(dialogueId: string): void;
}

/** Whether a dialogue of the plan can be made, or take what the plan changed. */
export function isWhole(planned: PlannedDialogue): boolean {
  return v.safeParse(plannedDialogueSchema, planned).success;
}

/**
 * The plan with the ids of dialogues that are its own alone: a document is written by devices, and one that named the
 * dialogue of another plan would write over it.
 */
async function withOwnDialogues(
  parts: Pick<DeriveParts, 'dialogues'>,
  planId: string,
  draft: PlanDraft,
): Promise<PlanDraft> {
  const taken = new Set<string>();
  const dialogues: PlannedDialogue[] = [];
  for (const planned of draft.dialogues) {
    const { dialogueId } = planned;
    const known = dialogueId === '' ? null : await parts.dialogues.read(dialogueId);
    const isOwn = !taken.has(dialogueId) && (known === null || known.planId === planId);
    taken.add(dialogueId);
    dialogues.push(isOwn ? planned : { ...planned, dialogueId: '' });
  }
  return { ...draft, dialogues };
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Stores the plan that a document says, under the next revision where it is another, and brings its dialogues up to it.
 * The plan first: a dialogue that a crash left out is made at the next change.
 */
export async function derive(parts: DeriveParts, before: Plan, said: PlanDraft): Promise<Plan> {
  const draft = await withOwnDialogues(parts, before.id, said);
  const { id, revision, ...stored } = before;
  const plan = isSame(draft, stored) ? before : { ...draft, id, revision: revision + 1 };
  if (plan !== before) await parts.plans.write(plan);
  await dialoguesOf(parts, plan, before);
  return plan;
}

async function dialoguesOf(parts: DeriveParts, plan: Plan, before: Plan): Promise<void> {
  const old = new Map(
    toDialogues(before).map((draft, at) => [before.dialogues[at]?.dialogueId, { draft, at }]),
  );
  for (const [at, draft] of toDialogues(plan).entries()) {
    const planned = plan.dialogues[at];
    if (!planned || planned.dialogueId === '' || !isWhole(planned)) continue;
    const known = await parts.dialogues.read(planned.dialogueId);
    const was = old.get(planned.dialogueId);
    if (!known) await make(parts, { ...draft, id: planned.dialogueId }, planned);
    else if (was && plan !== before) {
      await renew(parts, known, was.draft, draft);
      await renewTime(parts, known, before.dialogues[was.at]?.startsAt ?? '', planned.startsAt ?? '');
    }
  }
}

async function make(parts: DeriveParts, dialogue: Dialogue, planned: PlannedDialogue): Promise<void> {
  await parts.dialogues.write(dialogue);
  await parts.prepareDialogue(dialogue);
  await renewTime(parts, dialogue, '', planned.startsAt ?? '');
}

async function renew(
  parts: DeriveParts,
  known: Dialogue,
  before: DialogueDraft,
  after: DialogueDraft,
): Promise<void> {
  const next = carryOver(known, before, after);
  if (known.state === 'frozen' || isSame(next, known)) return;
  if (!(await parts.dialogues.update(next))) return;
  parts.dialogueChanged(next.id);
}

/** The hour of the plan is the hour of the invitations, as long as nobody said another there. */
async function renewTime(
  { preparations }: Pick<DeriveParts, 'preparations'>,
  { id, state }: Dialogue,
  before: string,
  after: string,
): Promise<void> {
  if (before === after || state === 'frozen') return;
  const prepared = await preparations.read(id);
  // One that is being saved this moment keeps its own.
  if (prepared.startsAt === before) await preparations.write(id, { ...prepared, startsAt: after });
}
