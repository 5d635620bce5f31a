import { createEffect, createSignal, on } from 'solid-js';
import { isServerThere } from './sync/door.ts';
import { pageLine } from './sync/page-line.ts';

/*
 * Whether the hall's server is in reach of this device, for everything on the pages that only the server can do. Every
 * answer of the server and every document's connection tells it; while nothing does, the page's one line to the server
 * asks, for this as for its documents, so that a page that sends nothing by itself hears of its return.
 */

const [inReach, setInReach] = createSignal(true);

/** Whether the hall's server answers, as far as is known; reactive. */
export const hallInReach = inReach;

/** The hall's server answered something, be it a refusal. */
export function hallHeard(): void {
  if (inReach()) return;
  pageLine().forget(hallHeard);
  setInReach(true);
}

/** The hall's server did not answer, or a connection to it ended. From now on it is asked until it does. */
export function hallMissed(): void {
  if (!inReach()) return;
  setInReach(false);
  pageLine().lost(hallHeard);
}

/** Listens to what the browser says of its network. Called once at start. */
export function watchReach(): void {
  addEventListener('offline', () => {
    void isServerThere().then((isThere) => {
      if (!isThere) hallMissed();
    });
  });
}

/** Calls `work` each time the hall's server comes back into reach. To be called inside a Solid owner. */
export function onHallBack(work: () => void): void {
  createEffect(on(inReach, (now) => now && work(), { defer: true }));
}
