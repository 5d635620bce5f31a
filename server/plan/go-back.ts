import type { PlanDraft, PlannedDialogue, UnitTasks } from '../../shared/plan/plan.ts';

/** A version of a plan as what the plan is to say again. */

/** By id, else by name: entries of a version stand for those of now. */
function counterpart<T extends { id?: string }>(
  all: readonly T[],
  of: T,
  nameOf: (entry: T) => string,
): T | null {
  return (
    all.find(({ id }) => id !== undefined && id === of.id) ??
    all.find((one) => nameOf(one) === nameOf(of)) ??
    null
  );
}

function dialogueAgain(planned: PlannedDialogue, now: PlanDraft): PlannedDialogue {
  const known = counterpart(now.dialogues, planned, ({ title }) => title);
  // A dialogue that was made meanwhile is still the one of this entry.
  return known?.dialogueId ? { ...planned, dialogueId: known.dialogueId } : planned;
}

function unitAgain(unit: UnitTasks, now: PlanDraft): UnitTasks {
  const known = counterpart(now.tasks, unit, ({ unit: name }) => name);
  if (!unit.tasks) return unit;
  const tasks = unit.tasks.map((task) => {
    const same = counterpart(known?.tasks ?? [], task, ({ lines }) => lines.join('\n'));
    // What was done since is done.
    return same ? { ...task, doneAt: same.doneAt, doneBy: same.doneBy } : task;
  });
  return { ...unit, tasks };
}

/**
 * What a plan is to say when it goes back to a version: all that the version said, but the dialogues made since and the
 * marks of what was done stay as they are now.
 */
export function goBackTo(version: PlanDraft, now: PlanDraft): PlanDraft {
  return {
    ...version,
    dialogues: version.dialogues.map((planned) => dialogueAgain(planned, now)),
    tasks: version.tasks.map((unit) => unitAgain(unit, now)),
  };
}
