import { type Component, lazy } from 'solid-js';
import { partFailed } from './offline/link.ts';
import { partLoaded } from './offline/up.ts';
import { MissingPart } from './ui/version-bar.tsx';
import { askVersion } from './version.ts';

/** Which pages to bring: all those that `wanted` names. */
interface Bringable {
  wanted: () => boolean;
  bring: () => Promise<unknown>;
}
const pages: Bringable[] = [];

/**
 * A page that is loaded when it is opened. A server that was upgraded no longer has the parts of the page before it:
 * then, and when the network is away, the page says so instead of staying white. `wanted`: whether whoever is here may
 * open it, so that it is worth bringing to the device before that.
 */
export function lazyPage(load: () => Promise<{ default: Component }>, wanted: () => boolean = () => false) {
  pages.push({ wanted, bring: load });
  return lazy(() =>
    load()
      .catch(async () => {
        partFailed();
        await askVersion();
        return { default: MissingPart };
      })
      .finally(partLoaded),
  );
}

/** Brings the parts of the pages that whoever is here may open, one after another. Rejects where the server has one no more. */
export async function bringPages(): Promise<void> {
  for (const { wanted, bring } of pages) if (wanted()) await bring();
}
