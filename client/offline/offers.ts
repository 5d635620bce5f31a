import { createEffect, onCleanup } from 'solid-js';
import { pageVersion, servedBuild, standing } from '../version.ts';
import { isKept, leftBuild, lookForNewer, offeredBuild } from './link.ts';

/** Whether another page can be had now: the server's, or where pages lie on the device, one whose files are all here. */
export const isOffered = (): boolean => standing() !== 'same' && (!isKept() || offeredBuild() !== '');

/** The server's page did not come up on this device, which goes on with the one before it. */
export const isLeft = (): boolean =>
  leftBuild() !== '' &&
  leftBuild() !== pageVersion.build &&
  (servedBuild() === '' || servedBuild() === leftBuild());

/** Devices that hear of a new page together fetch it within so long, ms. */
const spread = 3000;
/** What could not be fetched is fetched again after so long, up to double, ms. */
const fetchAgain = 90_000;

/**
 * Fetches the server's page onto this device as soon as it is another one, without showing it. To be called inside a
 * Solid owner.
 */
export function fetchNewer(): void {
  createEffect(() => {
    if (standing() === 'same' || !isKept() || isLeft() || offeredBuild() !== '') return;
    const soon = setTimeout(() => void lookForNewer(), Math.random() * spread);
    const again = setInterval(() => void lookForNewer(), fetchAgain * (1 + Math.random()));
    onCleanup(() => {
      clearTimeout(soon);
      clearInterval(again);
    });
  });
}
