import type { Dialogue } from '../dialogue.ts';
import { fold } from '../vietnamese/fold.ts';
import type { Plan, PlanDraft, PlannedDialogue } from './plan.ts';

/** What a plan says of a dialogue; the id is given when it is made. */
export type DialogueDraft = Omit<Dialogue, 'id'>;

/** The dialogues (hội nghị đối thoại) that a plan announces, in its order, all `planned`. */
export function toDialogues(plan: PlanDraft & Partial<Pick<Plan, 'id'>>): DialogueDraft[] {
  return plan.dialogues.map((planned) => ({
    planId: plan.id ?? '',
    title: planned.title,
    year: planned.year,
    quarter: planned.quarter,
    topic: planned.topic,
    groups: distinct(planned.groups),
    fields: distinct(planned.fields.map((field) => field.name)),
    place: planned.place.replace(/^(tại|ở)\s+/iu, '').replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()),
    heldOn: planned.heldOn,
    chairName: chairName(plan, planned),
    chairTitle: planned.chair,
    secretaries: [],
    state: 'open',
  }));
}

/** Entries that differ in case only are one: petitions are sorted under the text of a field. */
function distinct(lines: string[]): string[] {
  const seen = new Map<string, string>();
  for (const line of lines) {
    const key = line.normalize('NFC').toLowerCase();
    if (line !== '' && !seen.has(key)) seen.set(key, line);
  }
  return [...seen.values()];
}

/** The chairman who signs the plan also holds the dialogue; a deputy's or another's name is not guessed. */
function chairName(plan: PlanDraft, planned: PlannedDialogue): string {
  const signs = /^(chu tich|bi thu)/.exec(fold(plan.signature.title))?.[1];
  const holds = fold(planned.chair).replace(/^(dong chi|d\/c)\s+/, '');
  return signs && holds.startsWith(signs) ? plan.signature.name : '';
}

/**
 * A dialogue after its plan was edited from `before` to `after`: takes what the plan changed, and keeps
 * what was since edited on the dialogue itself.
 */
export function carryOver(current: Dialogue, before: DialogueDraft, after: DialogueDraft): Dialogue {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const pick = <K extends keyof DialogueDraft>(key: K): DialogueDraft[K] =>
    same(current[key], before[key]) ? after[key] : current[key];
  return {
    ...current,
    title: pick('title'),
    year: pick('year'),
    quarter: pick('quarter'),
    topic: pick('topic'),
    groups: pick('groups'),
    fields: pick('fields'),
    place: pick('place'),
    heldOn: pick('heldOn'),
    chairName: pick('chairName'),
    chairTitle: pick('chairTitle'),
  };
}
