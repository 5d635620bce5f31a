import { createEffect, on } from 'solid-js';
import { ApiError } from '../../api.ts';
import { hallInReach } from '../../in-reach.ts';
import type { Drafts } from './desk.ts';

/*
 * Acts that wait on this device until the hall is in reach, and are then sent by themselves. Each tells what its writer
 * had before them, so the hall refuses what meanwhile became another matter: that is then shown, and wins nothing. One
 * that is sent twice, because the first answer was lost on the way, is one act to the hall.
 */

/** How a draft stands: being written (neither), waiting for the hall, or sent and not taken. */
export interface Queued {
  waiting?: boolean;
  refused?: boolean;
}

export interface QueueOptions<D extends Queued> {
  drafts: Drafts<D>;
  /** Sends one. Throws ApiError. */
  send: (id: string, draft: D) => Promise<void>;
  /** It arrived. */
  sent: (id: string, draft: D) => void;
  /** It was not taken, and is a draft again. */
  refused: (id: string, draft: D, refusal: ApiError) => void;
}

/** What waits to be sent. */
export interface Queue<D> {
  waiting: () => [string, D][];
  /** Lets a draft wait. */
  wait: (id: string) => void;
  /** Takes one back to write on. */
  takeBack: (id: string) => void;
}

/** Sends what waits as soon as the hall is in reach. To be called inside a Solid owner. */
export function createQueue<D extends Queued>(options: QueueOptions<D>): Queue<D> {
  const { drafts } = options;
  let sending = false;
  const waiting = () => drafts.all().filter(([, draft]) => draft.waiting === true);

  /** True when the next one may go. */
  const sendOne = async (id: string, draft: D): Promise<boolean> => {
    try {
      await options.send(id, draft);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code === 'unreachable') return false;
      drafts.set(id, { ...draft, waiting: false, refused: true });
      options.refused(id, draft, error);
      return true;
    }
    drafts.set(id, null);
    options.sent(id, draft);
    return true;
  };
  const flush = async () => {
    if (sending) return;
    sending = true;
    try {
      for (let [next] = waiting(); next; [next] = waiting()) if (!(await sendOne(...next))) return;
    } finally {
      sending = false;
    }
  };
  createEffect(
    on([hallInReach, waiting], ([inReach, list]) => {
      if (inReach && list.length > 0) void flush();
    }),
  );
  const set = (id: string, change: Queued) => {
    const draft = drafts.of(id);
    if (draft) drafts.set(id, { ...draft, ...change });
  };
  return {
    waiting,
    wait: (id) => set(id, { waiting: true, refused: false }),
    takeBack: (id) => set(id, { waiting: false, refused: false }),
  };
}
