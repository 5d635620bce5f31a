import { closeCodes } from '../../shared/wire.ts';
import type { Grant } from '../relay/contract.ts';
import type { Logger } from '../relay/logger.ts';
import type { ObservedRelay } from '../relay/relay.ts';

/** Connections sent away in a second when no time is set: those who come back, come to a process that works already. */
const perSecond = 500;
/** The longest that takes then, ms. */
const longest = 5_000;
/** Between two slices, ms. */
const sliceEvery = 50;

export interface DrainOptions {
  relay: Pick<ObservedRelay, 'disconnectHere'>;
  /** How long it takes, ms: as long, with whatever number of connections. Null: as long as their number asks for. */
  within: number | null;
  /** Gives up what only one process may hold; called once, when the connections are gone. */
  release?(): Promise<void>;
  logger: Logger;
}

/** A process on its way out of work. */
export interface Drain {
  /** True from the beginning: new live connections are refused, and load balancers told to send nothing. */
  readonly isDraining: boolean;
  /**
   * Begins, or joins what was begun. Resolves when all live connections were told to go elsewhere, a few at a time so
   * that they do not all come back in one moment, and when `release` is done. Never rejects. Nothing takes it back.
   */
  begin(): Promise<void>;
  /** Sends away at once those that are left. */
  hurry(): void;
  /** Begins; asked once more it hurries: somebody who stops a server twice wants it to end. */
  stop(): Promise<void>;
}

/** Makes the way out of a process; it ends nothing by itself. */
export function createDrain({ relay, within, release, logger }: DrainOptions): Drain {
  let draining: Promise<void> | null = null;
  let isHurried = false;
  let wake: () => void = () => undefined;
  const told = new WeakSet<Grant>();

  /** Tells at most so many of those not told yet; returns how many of them there were. */
  function sendAway(most: number): number {
    let left = 0;
    relay.disconnectHere(
      (grant) => {
        if (told.has(grant)) return false;
        left += 1;
        if (left > most) return false;
        told.add(grant);
        return true;
      },
      closeCodes.goingAway,
      'the server stops',
    );
    return left;
  }

  function pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function drain(): Promise<void> {
    const connections = sendAway(0);
    const time = within ?? Math.min(longest, (connections / perSecond) * 1000);
    logger.info({ connections, milliseconds: Math.round(time) }, 'takes no more work');
    const end = performance.now() + time;
    // What is due and less than a whole connection waits for the next slice.
    let due = 0;
    for (let now = performance.now(); now < end && !isHurried; now = performance.now()) {
      const slices = Math.max(1, Math.round((end - now) / sliceEvery));
      due += sendAway(0) / slices;
      sendAway(Math.floor(due));
      due -= Math.floor(due);
      await pause(Math.min(sliceEvery, end - now));
    }
    sendAway(Number.POSITIVE_INFINITY);
    await release?.().catch((error: unknown) => {
      logger.error({ reason: String(error) }, 'not all could be given up, it ends with this process');
    });
  }

  function begin(): Promise<void> {
    draining ??= drain();
    return draining;
  }

  function hurry(): void {
    isHurried = true;
    wake();
  }

  return {
    get isDraining() {
      return draining !== null;
    },
    begin,
    hurry,
    stop() {
      if (draining) hurry();
      return begin();
    },
  };
}
