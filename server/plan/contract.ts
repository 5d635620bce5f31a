import type * as Y from 'yjs';
import type { EventFacts } from '../../shared/plan/ics.ts';
import type { KeptPlan, Plan, PlanDraft } from '../../shared/plan/plan.ts';

/** The server's part in plans: the stored plan and its dialogues follow the live document. */
export interface PlanKeeper {
  /** Fills the document of a stored plan at its first opening. Rejects when that cannot be stored. */
  ready(planId: string): Promise<void>;
  /** The plan as its document says it now, stored; null when there is none. */
  settled(planId: string): Promise<Plan | null>;
  /** All plans, the newest year first, as their documents say them now. */
  list(): Promise<Plan[]>;
  /** Stores a new plan and makes the dialogues it announces. */
  create(draft: PlanDraft): Promise<KeptPlan>;
  /** Makes the dialogues that the plan announces and that are not there yet, as far as they have a title and a year. */
  makeDialogues(planId: string): Promise<KeptPlan | null>;
  /**
   * Changes a plan's document as the server, one change after the other. What `change` throws, before it wrote anything,
   * is thrown on. Null when there is no such plan.
   */
  edit<T extends NonNullable<unknown>>(planId: string, change: (doc: Y.Doc) => T): Promise<T | null>;
  /** Stops listening; what still waits is written first as far as the store takes it. */
  close(): Promise<void>;
}

/** A version of a plan: as the office issued it, never changed. */
export interface PlanVersion {
  id: string;
  planId: string;
  /** What the office calls it, e.g. `Bản ban hành`. */
  name: string;
  /** Number and day of issue, e.g. `05/KH-UBND` and `YYYY-MM-DD`. */
  number: string;
  issuedOn: string;
  /** ISO 8601 instant and the name of who kept it. */
  keptAt: string;
  keptBy: string;
}

export interface PlanVersionBook {
  /** Oldest first. */
  list(planId: string): Promise<PlanVersion[]>;
  /** A version with the plan as it was. */
  read(planId: string, id: string): Promise<(PlanVersion & { plan: Plan }) | null>;
  add(version: PlanVersion, plan: Plan): Promise<void>;
}

/** What calendar files told of an event last. */
export interface ToldEvent {
  uid: string;
  sequence: number;
  /** ISO 8601 instant of this version. */
  changedAt: string;
  cancelled: boolean;
  facts: EventFacts;
}

/** The versions of events in calendar files: a calendar takes a change of an event it knows only by a higher count. */
export interface EventBook {
  /** All of a plan. */
  told(planId: string): Promise<ToldEvent[]>;
  /** Writes those that are new or another, in one transaction. */
  tell(planId: string, events: readonly ToldEvent[]): Promise<void>;
}
