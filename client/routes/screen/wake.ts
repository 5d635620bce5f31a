import { onCleanup } from 'solid-js';

/**
 * Asks the device not to darken while the page is shown. At plain http addresses of the hall's network
 * browsers do not offer this; then the projector's computer must be told not to sleep.
 * To be called inside a Solid owner.
 */
export function keepAwake(): void {
  if (!('wakeLock' in navigator)) return;
  const ask = () => {
    if (document.visibilityState !== 'visible') return;
    navigator.wakeLock.request('screen').catch(() => {
      // refused, e.g. on a low battery: nothing is lost but the comfort
    });
  };
  ask();
  document.addEventListener('visibilitychange', ask);
  onCleanup(() => document.removeEventListener('visibilitychange', ask));
}
