import type { Drain } from './drain.ts';

/** What a process says of itself to those who look after it. */
export interface Health {
  /** `ready`; `draining`: on its way out; `store`: the store cannot be reached or takes nothing. */
  readiness(): Promise<Readiness>;
  readonly drain: Drain;
}

export type Readiness = 'ready' | 'draining' | 'store';

/** What a look at the store is worth: probes have no rate limit, and must not become the store's load, ms. */
const lookLasts = 1_000;
/** A store that says nothing for so long cannot be reached, ms: below the patience of a load balancer. */
const storeAnswersWithin = 2_000;

export interface HealthOptions {
  drain: Drain;
  /** Whether the store takes work now. Never answering or rejecting counts as no. */
  storeAnswers(): boolean | Promise<boolean>;
  /** Milliseconds that only go up. */
  clock?: () => number;
}

/** A process' health, looked at when it is asked for. */
export function createHealth({
  drain,
  storeAnswers,
  clock = () => performance.now(),
}: HealthOptions): Health {
  let look: { at: number; answer: Promise<boolean> } | null = null;

  async function lookNow(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), storeAnswersWithin);
    });
    try {
      return await Promise.race([storeAnswers(), tooLate]);
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    drain,
    async readiness() {
      if (drain.isDraining) return 'draining';
      if (!look || clock() - look.at >= lookLasts) look = { at: clock(), answer: lookNow() };
      const answers = await look.answer;
      if (drain.isDraining) return 'draining';
      return answers ? 'ready' : 'store';
    },
  };
}
