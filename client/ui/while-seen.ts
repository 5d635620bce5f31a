import { onCleanup, onMount } from 'solid-js';

/**
 * Calls `look` now, every so many ms while the page is looked at, and when somebody comes back to it or to the network.
 * To be called in a Solid owner.
 */
export function whileSeen(look: () => void, every: number): void {
  onMount(() => {
    const seen = () => {
      if (document.visibilityState === 'visible') look();
    };
    seen();
    const timer = setInterval(seen, every);
    document.addEventListener('visibilitychange', seen);
    window.addEventListener('focus', seen);
    window.addEventListener('online', seen);
    onCleanup(() => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
      window.removeEventListener('focus', seen);
      window.removeEventListener('online', seen);
    });
  });
}
