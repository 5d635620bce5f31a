import type { Dialogue, Office } from '../../shared/dialogue.ts';
import {
  entriesIn,
  entryIn,
  orderedEntries,
  planMapOf,
  readPlan,
  readTask,
  readUnit,
  unitsOf,
} from '../../shared/docs/plan.ts';
import { markTask, setValue, writePlan } from '../../shared/docs/plan-write.ts';
import { newId } from '../../shared/ids.ts';
import { byUrgency, inYear, wholeCalendar, type YearCalendar } from '../../shared/plan/calendar.ts';
import { icsFile } from '../../shared/plan/ics.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import type { TaskMark, UnitTask, UnitTaskList } from '../../shared/plan/unit-tasks.ts';
import { isSameName } from '../../shared/same-name.ts';
import { dayInVietnam } from '../../shared/working-days.ts';
import type { DialogueBook, OfficeBook, PreparationBook, Session } from '../store/store.ts';
import type { EventBook, PlanKeeper, PlanVersion, PlanVersionBook } from './contract.ts';
import { eventsOf } from './events.ts';
import { goBackTo } from './go-back.ts';

export interface PlanDeskParts {
  plans: PlanKeeper;
  dialogues: Pick<DialogueBook, 'list'>;
  preparations: Pick<PreparationBook, 'read'>;
  office: Pick<OfficeBook, 'read'>;
  planVersions: PlanVersionBook;
  planEvents: EventBook;
  now?: () => Date;
}

/** Why an act on a unit's tasks was not done, with the task as it is now. */
export class TaskError extends Error {
  readonly code: 'taskNotYours' | 'changedMeanwhile';
  readonly task: UnitTask | null;
  constructor(code: TaskError['code'], task: UnitTask | null = null) {
    super(code);
    this.name = 'TaskError';
    this.code = code;
    this.task = task;
  }
}

export type PlanDesk = ReturnType<typeof createPlanDesk>;

/** What is done with plans besides editing them: versions, the year's calendar and its files, the units' tasks. */
export function createPlanDesk(parts: PlanDeskParts) {
  const { plans } = parts;
  const now = parts.now ?? (() => new Date());

  async function calendar(): Promise<Pick<YearCalendar, 'dialogues' | 'tasks'>> {
    const [all, dialogues] = [await plans.list(), await parts.dialogues.list()];
    const hours = await Promise.all(
      dialogues.map(async ({ id }) => [id, (await parts.preparations.read(id)).startsAt] as const),
    );
    const startsAt = new Map(hours);
    return wholeCalendar(all, dialogues, (id) => startsAt.get(id) ?? '');
  }

  /** A plan's calendar file; of one unit's tasks with `unit`. */
  async function file(plan: Plan, unit: string | null): Promise<string> {
    const events = await eventsOf(parts.planEvents, plan.id, await calendar(), now());
    const { units } = await parts.office.read();
    const wanted = events.filter(
      (event) => unit === null || event.unit === '' || isSameName(event.unit, unit, units),
    );
    const name = [`Kế hoạch đối thoại ${plan.year}`, unit].filter(Boolean).join(' – ');
    return icsFile(name, wanted);
  }

  /** The plan of a dialogue and how a unit's name is compared in it. */
  async function ofUnit(session: Session, dialogue: Dialogue) {
    const plan = dialogue.planId ? await plans.settled(dialogue.planId) : null;
    const { units } = await parts.office.read();
    return { plan, isOwn: (unit: string) => isSameName(unit, session.unit, units) };
  }

  return {
    /** The calendar of a year with the days on which the office works. */
    async year(year: number): Promise<YearCalendar & Pick<Office, 'holidays' | 'workdays'>> {
      const { holidays, workdays } = await parts.office.read();
      return { ...inYear(await calendar(), year), holidays, workdays };
    },

    /** A calendar file (RFC 5545); null when there is no such plan. */
    async file(planId: string, unit: string | null): Promise<string | null> {
      const plan = await plans.settled(planId);
      return plan && file(plan, unit);
    },

    versions: (planId: string): Promise<PlanVersion[]> => parts.planVersions.list(planId),
    version: (planId: string, id: string) => parts.planVersions.read(planId, id),

    /** Keeps the plan as it is now as a version; its number and day of issue are the plan's from then on. */
    async keepVersion(
      { name: keptBy }: Session,
      planId: string,
      { name, number, issuedOn }: Pick<PlanVersion, 'name' | 'number' | 'issuedOn'>,
    ): Promise<PlanVersion | null> {
      const written = await plans.edit(planId, (doc) => {
        setValue(planMapOf(doc), 'number', number);
        setValue(planMapOf(doc), 'date', issuedOn);
        return readPlan(doc);
      });
      const plan = written && (await plans.settled(planId));
      if (!plan) return null;
      const version = { id: newId(), planId, name, number, issuedOn, keptAt: now().toISOString(), keptBy };
      await parts.planVersions.add(version, plan);
      return version;
    },

    /** Makes the plan say again what a version said, as an edit like any other; null when there is no such version. */
    async goBack(planId: string, id: string): Promise<Plan | null> {
      const version = await parts.planVersions.read(planId, id);
      if (!version) return null;
      await plans.edit(planId, (doc) => {
        writePlan(doc, goBackTo(version.plan, readPlan(doc)));
        return true;
      });
      return plans.settled(planId);
    },

    /** The tasks of a session's unit in the plan that its dialogue comes from. */
    async tasks(session: Session, dialogue: Dialogue): Promise<UnitTaskList> {
      const { plan, isOwn } = await ofUnit(session, dialogue);
      const tasks = plan?.tasks.filter(({ unit }) => isOwn(unit)).flatMap(({ tasks: own = [] }) => own) ?? [];
      const today = dayInVietnam(now());
      return {
        unit: session.unit,
        year: plan?.year ?? 0,
        title: plan?.title ?? '',
        tasks: byUrgency(tasks, today),
      };
    },

    /**
     * Marks a task of the session's own unit as done, or as not done. Throws TaskError: `taskNotYours`, and `changedMeanwhile`
     * when it is not what the page showed.
     */
    async mark(session: Session, dialogue: Dialogue, taskId: string, mark: TaskMark): Promise<UnitTask> {
      const { plan, isOwn } = await ofUnit(session, dialogue);
      const done =
        plan &&
        (await plans.edit(plan.id, (doc): UnitTask => {
          for (const [unitId, unit] of orderedEntries(unitsOf(doc))) {
            if (!isOwn(readUnit(unitId, unit).unit)) continue;
            const entry = entryIn(entriesIn(unit, 'tasks'), taskId);
            if (!entry || entry.get('removed') === true) continue;
            const task = readTask(taskId, entry);
            const { lines, dueOn, doneAt } = mark.seen;
            const isSeen = task.lines.join('\n') === lines.join('\n') && task.dueOn === dueOn;
            // Who finds it marked already the way it was meant has nothing to do.
            if ((task.doneAt !== '') === mark.done) return task;
            if (!isSeen || task.doneAt !== doneAt) throw new TaskError('changedMeanwhile', task);
            markTask(entry, mark.done, session.name || session.unit, now().toISOString());
            return readTask(taskId, entry);
          }
          throw new TaskError('taskNotYours');
        }));
      if (!done) throw new TaskError('taskNotYours');
      return done;
    },

    /** A unit's calendar file: the plan's dialogues and its own tasks; null when its dialogue is of no plan. */
    async unitFile(session: Session, dialogue: Dialogue): Promise<string | null> {
      const { plan } = await ofUnit(session, dialogue);
      return plan && file(plan, session.unit);
    },
  };
}
