import { createSignal } from 'solid-js';

/** The browser's offer to install the pages, kept until somebody asks for it: nobody is pushed. */

interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

const [offer, setOffer] = createSignal<InstallOffer | null>(null);
const [isInstalled, setInstalled] = createSignal(false);

export { isInstalled };

/** Whether the browser would install the pages now. */
export const canInstall = (): boolean => offer() !== null;

/** Installing is done by hand there, and the browser says nothing of it. */
export const isIos = (): boolean => 'standalone' in navigator;

/** Called once at the page's start: the browser makes its offer soon after. */
export function keepInstallOffer(): void {
  setInstalled(matchMedia('(display-mode: standalone)').matches);
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    setOffer(event as InstallOffer);
  });
  addEventListener('appinstalled', () => {
    setOffer(null);
    setInstalled(true);
  });
}

/** Lets the browser ask whether to install. Each offer can be used once. */
export async function install(): Promise<void> {
  const now = offer();
  setOffer(null);
  await now?.prompt();
}
