import { createEffect, onCleanup, onMount } from 'solid-js';
import { bringOffered, isKept, offeredBuild } from '../offline/link.ts';
import { fetchNewer, isOffered } from '../offline/offers.ts';
import { askVersion, servedBuild, standing } from '../version.ts';

/** How often a page that sends nothing asks whether it may again, ms. */
const lookAgain = 30_000;

/** Asks for the server's version when it may have changed. To be called inside a Solid owner. */
export function followVersion(): void {
  onMount(() => {
    const leave = new AbortController();
    const ask = () => {
      if (document.visibilityState === 'visible') void askVersion();
    };
    // A page without a document hears of its server when somebody comes back to it.
    addEventListener('online', ask, { signal: leave.signal });
    document.addEventListener('visibilitychange', ask, { signal: leave.signal });
    onCleanup(() => leave.abort());
  });
  fetchNewer();
  // The version of before may come back.
  createEffect(() => {
    if (standing() !== 'incompatible') return;
    const asking = setInterval(() => void askVersion(), lookAgain);
    onCleanup(() => clearInterval(asking));
  });
}

/**
 * The hall's screen: nobody types or stands there, so it takes a new page by itself, once for each.
 * To be called inside a Solid owner.
 */
export function reloadUnattended(): void {
  followVersion();
  createEffect(() => {
    if (isOffered()) void reloadOnce(isKept() ? offeredBuild() : servedBuild());
  });
}

async function reloadOnce(build: string): Promise<void> {
  const key = 'doithoai.reloadedFor';
  try {
    if (sessionStorage.getItem(key) === build || !(await bringOffered())) return;
    sessionStorage.setItem(key, build);
  } catch {
    // Without a memory it could not be told from a reload that did not help.
    return;
  }
  location.reload();
}
