import type { Dialogue, DialogueState, Quarter } from '../dialogue.ts';
import { quarters } from '../dialogue.ts';
import { type Plan, type PlanDraft, toDialogues } from './plan.ts';

/** A year as its plans and dialogues tell it: what is held when, and what is due when. */

export interface CalendarDialogue {
  /** The same all its life: of its entry in the plan, or the id of a dialogue made by hand. */
  key: string;
  /** Empty for a dialogue made by hand. */
  planId: string;
  /** Empty while it is only planned. */
  dialogueId: string;
  title: string;
  year: number;
  quarter: Quarter;
  /** `YYYY-MM-DD`, or empty while the day is open. */
  day: string;
  /** The day that the plan names for a dialogue that was made from it; empty where it names none. */
  plannedDay: string;
  /** `HH:MM`, or empty. */
  startsAt: string;
  endsAt: string;
  place: string;
  chairName: string;
  chairTitle: string;
  state: DialogueState | 'planned';
}

export interface CalendarTask {
  planId: string;
  taskId: string;
  unit: string;
  /** The task without its sub-points. */
  text: string;
  dueOn: string;
  doneAt: string;
  doneBy: string;
}

export interface YearCalendar {
  year: number;
  dialogues: CalendarDialogue[];
  tasks: CalendarTask[];
}

/** What plans are read for here: a stored one, or one as its document says it now. */
export type CalendarPlan = PlanDraft & Pick<Plan, 'id'>;

function quarterOf(said: string, day: string): Quarter {
  const known = quarters.find((quarter) => quarter !== '' && quarter === said);
  return known ?? (day ? quarters[Math.ceil(Number(day.slice(5, 7)) / 3)] : undefined) ?? '';
}

/** What a dialogue of a plan is called in calendars. */
export function keyOf(planId: string, entry: string): string {
  return `${planId}-${entry}`;
}

/** The month that counts where no day is named: the last of its quarter, 0 when none is known. */
export function lastMonthOf(quarter: Quarter): number {
  return quarters.indexOf(quarter) * 3;
}

function ofPlan(
  plan: CalendarPlan,
  made: ReadonlyMap<string, Dialogue>,
  startsAt: (dialogueId: string) => string,
): CalendarDialogue[] {
  return toDialogues(plan).flatMap((draft, at) => {
    const planned = plan.dialogues[at];
    if (!planned) return [];
    const dialogue = made.get(planned.dialogueId);
    // What was edited on the dialogue itself counts once it is made.
    const { title, year, quarter, heldOn, place, chairName, chairTitle } = dialogue ?? draft;
    return {
      key: keyOf(plan.id, planned.id || String(at)),
      planId: plan.id,
      dialogueId: dialogue?.id ?? '',
      title,
      year,
      quarter: quarterOf(quarter, heldOn),
      day: heldOn,
      plannedDay: planned.heldOn,
      startsAt: (dialogue && startsAt(dialogue.id)) || planned.startsAt || '',
      endsAt: planned.endsAt ?? '',
      place,
      chairName,
      chairTitle,
      state: dialogue?.state ?? ('planned' as const),
    };
  });
}

/**
 * All that is planned, held and due, in no year in particular: dialogues of plans in the plans' order, then those made by
 * hand; tasks that have a due date.
 * @param startsAt the hour of a dialogue's invitations, `HH:MM` or empty
 */
export function wholeCalendar(
  plans: readonly CalendarPlan[],
  dialogues: readonly Dialogue[],
  startsAt: (dialogueId: string) => string = () => '',
): Pick<YearCalendar, 'dialogues' | 'tasks'> {
  const made = new Map(dialogues.map((dialogue) => [dialogue.id, dialogue]));
  const planned = plans.flatMap((plan) => ofPlan(plan, made, startsAt));
  const inPlans = new Set(planned.map(({ dialogueId }) => dialogueId));
  const others = dialogues
    .filter(({ id }) => !inPlans.has(id))
    .map(
      (dialogue): CalendarDialogue => ({
        key: dialogue.id,
        planId: '',
        dialogueId: dialogue.id,
        title: dialogue.title,
        year: dialogue.year,
        quarter: quarterOf(dialogue.quarter, dialogue.heldOn),
        day: dialogue.heldOn,
        plannedDay: '',
        startsAt: startsAt(dialogue.id),
        endsAt: '',
        place: dialogue.place,
        chairName: dialogue.chairName,
        chairTitle: dialogue.chairTitle,
        state: dialogue.state,
      }),
    );
  const tasks = plans.flatMap((plan) =>
    plan.tasks.flatMap(({ unit, tasks: marked = [] }) =>
      marked
        .filter(({ dueOn }) => dueOn !== '')
        .map(({ id, lines, dueOn, doneAt, doneBy }) => {
          const [text = ''] = lines;
          return { planId: plan.id, taskId: id, unit, text, dueOn, doneAt, doneBy };
        }),
    ),
  );
  return { dialogues: [...planned, ...others], tasks };
}

/** The part of a calendar that is of one year: by the day, where there is none by the year that is said. */
export function inYear(
  { dialogues, tasks }: Pick<YearCalendar, 'dialogues' | 'tasks'>,
  year: number,
): YearCalendar {
  const said = String(year);
  const byDay = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return {
    year,
    dialogues: dialogues
      .filter((one) => (one.day ? one.day.startsWith(said) : one.year === year))
      .sort((a, b) => byDay(a.day || '~', b.day || '~') || byDay(a.startsAt, b.startsAt)),
    tasks: tasks.filter(({ dueOn }) => dueOn.startsWith(said)).sort((a, b) => byDay(a.dueOn, b.dueOn)),
  };
}

/** Whether a task should have been done before today (`YYYY-MM-DD`). */
export function isOverdue({ dueOn, doneAt }: Pick<CalendarTask, 'dueOn' | 'doneAt'>, today: string): boolean {
  return dueOn !== '' && doneAt === '' && dueOn < today;
}

/** The tasks that are due first, those that are late before all; those that are done and those without a day last. */
export function byUrgency<T extends Pick<CalendarTask, 'dueOn' | 'doneAt'>>(
  tasks: readonly T[],
  today: string,
): T[] {
  const rank = (task: T) => (task.doneAt ? 3 : task.dueOn === '' ? 2 : isOverdue(task, today) ? 0 : 1);
  return [...tasks].sort((a, b) => rank(a) - rank(b) || (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}
