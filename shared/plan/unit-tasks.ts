import type { PlanTask } from './plan.ts';

/** The tasks that a plan gives to one unit, as its officer sees and marks them (docs/decisions/0035). */

export type UnitTask = PlanTask;

export interface UnitTaskList {
  unit: string;
  /** The plan's; 0 and empty when the dialogue is of no plan. */
  year: number;
  title: string;
  /** The most urgent first. */
  tasks: UnitTask[];
}

/** A mark with what the page showed when it was made. */
export interface TaskMark {
  done: boolean;
  seen: Pick<PlanTask, 'lines' | 'dueOn' | 'doneAt'>;
}
