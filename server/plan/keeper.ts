import type * as Y from 'yjs';
import { parsePlanRoom, planRoom } from '../../shared/dialogue.ts';
import { isPlanWritten, orderedEntries, plannedOf, readPlan, readPlanned } from '../../shared/docs/plan.ts';
import { setValue } from '../../shared/docs/plan-write.ts';
import { newId } from '../../shared/ids.ts';
import type { KeptPlan, Plan } from '../../shared/plan/plan.ts';
import type { Logger } from '../board/contract.ts';
import { Keep } from '../board/keep.ts';
import { RoomJob } from '../board/room-job.ts';
import type { Relay } from '../relay/contract.ts';
import type { PlanKeeper } from './contract.ts';
import { type DeriveParts, derive, isWhole } from './derive.ts';
import { seedOf } from './seed.ts';

export interface PlanKeeperOptions extends DeriveParts {
  relay: Pick<Relay, 'read' | 'write' | 'onStored'>;
  logger: Logger;
  /** Longest wait after a change before the stored plan follows, ms (1000). */
  afterMs?: number;
}

/** Plans held in memory at most, and how long without a change, ms. */
const mostPlans = 8;
const idleMs = 600_000;

/** A plan's document and the stored plan that follows it. */
class PlanWatch {
  readonly #id: string;
  readonly #parts: PlanKeeperOptions;
  readonly #room: RoomJob;
  #plan: Plan | null = null;
  /** Changes of the server's own that wait for their turn. */
  #acts: (() => Promise<void>)[] = [];

  constructor(id: string, parts: PlanKeeperOptions) {
    this.#id = id;
    this.#parts = parts;
    this.#room = new RoomJob({
      relay: parts.relay,
      room: planRoom(id),
      logger: parts.logger,
      about: { planId: id },
      failed: 'the stored plan does not follow its document',
      afterMs: parts.afterMs ?? 1000,
      load: async () => {
        this.#plan = await parts.plans.read(id);
      },
      work: () => this.#work(),
    });
  }

  feed(update: Uint8Array): void {
    this.#room.feed(update);
  }

  get idle(): boolean {
    return this.#room.idle && this.#acts.length === 0;
  }

  /** The stored plan once it says what the document says; null when there is none. */
  async settled(): Promise<Plan | null> {
    await this.#room.settled();
    return this.#plan;
  }

  /** Makes one change of the document; rejects with what `change` throws, or with the store's error. */
  async edit<T>(change: (doc: Y.Doc) => T): Promise<T> {
    const results: T[] = [];
    let failure: unknown = null;
    const act = async () => {
      await this.#room.replica
        .write((doc) => {
          results.push(change(doc));
        })
        .catch((error: unknown) => {
          failure = error;
        });
    };
    this.#acts.push(act);
    try {
      await this.#room.settled();
    } finally {
      // Who is told that it failed asks again: it must not happen behind the back.
      this.#acts = this.#acts.filter((waiting) => waiting !== act);
    }
    const [result] = results;
    if (failure !== null || result === undefined) throw failure;
    return result;
  }

  close(): void {
    this.#room.close();
  }

  async #work(): Promise<null> {
    // The room may have been opened before its plan was stored.
    this.#plan ??= await this.#parts.plans.read(this.#id);
    if (!this.#plan) return null;
    if (!isPlanWritten(this.#room.replica.doc)) {
      const seed = seedOf(this.#plan);
      await this.#parts.relay.write(planRoom(this.#id), seed);
      this.#room.replica.feed(seed);
    }
    for (const act of this.#acts.splice(0)) await act();
    this.#plan = await derive(this.#parts, this.#plan, readPlan(this.#room.replica.doc));
    return null;
  }
}

/** Starts to follow the documents of plans. */
export function createPlanKeeper(options: PlanKeeperOptions): PlanKeeper {
  const { relay, plans, dialogues } = options;
  const held = new Keep(mostPlans, idleMs, (planId) => new PlanWatch(planId, options));
  const end = relay.onStored((room, update) => {
    const planId = parsePlanRoom(room);
    if (planId !== null) held.use(planId).feed(update);
  });

  async function kept(plan: Plan): Promise<KeptPlan> {
    const made = await Promise.all(plan.dialogues.map(({ dialogueId }) => dialogues.read(dialogueId)));
    return { plan, dialogues: made.filter((one) => one !== null) };
  }

  async function settled(planId: string): Promise<Plan | null> {
    return (await plans.read(planId)) && held.use(planId).settled();
  }

  return {
    async ready(planId) {
      await settled(planId);
    },
    settled,
    async list() {
      const all = await plans.list();
      return Promise.all(all.map(async (plan) => (await held.peek(plan.id)?.settled()) ?? plan));
    },
    async create(draft) {
      const id = newId();
      const own = draft.dialogues.map(({ id: _id, ...planned }) => ({ ...planned, dialogueId: newId() }));
      await plans.write({ ...draft, dialogues: own, id, revision: 1 });
      const plan = await held.use(id).settled();
      if (!plan) throw new Error('a plan that was just stored is not there');
      return kept(plan);
    },
    async makeDialogues(planId) {
      if (!(await plans.read(planId))) return null;
      const watch = held.use(planId);
      // What the document names and the stored plan does not is not its own: it gets a new id.
      const own = new Set((await watch.settled())?.dialogues.map(({ dialogueId }) => dialogueId));
      await watch.edit((doc) => {
        let made = 0;
        for (const [id, entry] of orderedEntries(plannedOf(doc))) {
          const planned = readPlanned(id, entry);
          if (planned.dialogueId !== '' && own.has(planned.dialogueId)) own.delete(planned.dialogueId);
          else if (isWhole(planned)) {
            setValue(entry, 'dialogueId', newId());
            made += 1;
          }
        }
        return made;
      });
      const plan = await watch.settled();
      return plan && kept(plan);
    },
    async edit(planId, change) {
      return (await plans.read(planId)) ? held.use(planId).edit(change) : null;
    },
    async close() {
      end();
      await Promise.allSettled([...held].map((watch) => watch.settled()));
      held.close();
    },
  };
}
