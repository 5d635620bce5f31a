import { createRoot } from 'solid-js';
import { type DocumentKind, planRoom, roomName } from '../../shared/dialogue.ts';
import { ApiError } from '../api.ts';
import { hallInReach } from '../in-reach.ts';
import { openRoom } from '../sync/open-document.ts';

/** A document that does not come within this is left for the next time, ms. */
const patience = 30_000;
/** A look now and then: a signal would wake at each of thousands of updates, ms. */
const lookEvery = 50;

/** Brings a document of a dialogue, as `bringRoom` does. */
export function bringDocument(dialogueId: string, kind: DocumentKind): Promise<void> {
  return bringRoom(roomName(dialogueId, kind));
}

/** Brings the document of a plan, as `bringRoom` does. */
export function bringPlan(planId: string): Promise<void> {
  return bringRoom(planRoom(planId));
}

/**
 * Opens a room's document until the hall's state is on this device, and what was written here is in the hall. Rejects with
 * `unreachable` when that does not come about.
 */
export function bringRoom(room: string): Promise<void> {
  return new Promise((resolve, reject) => {
    createRoot((dispose) => {
      const document = openRoom(room);
      const end = performance.now() + patience;
      const timer = setInterval(() => {
        const { online, savedInHall, late, problem } = document.status();
        // What came after a freeze is in the hall never by itself.
        const isDone = online && (savedInHall || late > 0);
        if (!isDone && !problem && hallInReach() && performance.now() < end) return;
        clearInterval(timer);
        dispose();
        if (isDone) resolve();
        else reject(new ApiError('unreachable'));
      }, lookEvery);
    });
  });
}
