import { type Component, createComponent, lazy, Suspense } from 'solid-js';
import { MissingPart } from './ui/version-bar.tsx';
import { askVersion } from './version.ts';

/** What this page may need later and has not fetched yet. */
const waiting = new Set<() => Promise<unknown>>();
let isFetching = false;

/** What did not come is asked for again after this, ms. */
const askAgain = 10_000;
/** A page that is never at rest fetches it all the same, ms. */
const patience = 2_000;

function rest(): Promise<void> {
  return new Promise((resolve) => {
    // Safari has no idle callback.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: patience });
    else setTimeout(resolve, patience / 4);
  });
}

/** Fetches what waits, one after another, in the pauses of the page. */
async function fetchWaiting(): Promise<void> {
  for (const fetch of waiting) {
    await rest();
    await fetch().then(
      () => waiting.delete(fetch),
      () => undefined,
    );
  }
  isFetching = false;
  if (waiting.size > 0) setTimeout(fetchSoon, askAgain);
}

function fetchSoon(): void {
  // A test of the parts has no page.
  if (isFetching || typeof document === 'undefined') return;
  isFetching = true;
  void fetchWaiting();
}

/** Fetches now, one after another, what else waits for the page's rest. Rejects when something did not come. */
export async function bringLateParts(): Promise<void> {
  for (const fetch of waiting) {
    await fetch();
    waiting.delete(fetch);
  }
}

/**
 * A module that the page's first picture does without. It is fetched while the page is at rest, so that it is there
 * also without the network.
 */
export function lateModule<M>(load: () => Promise<M>): () => Promise<M> {
  waiting.add(load);
  fetchSoon();
  return load;
}

/**
 * The same for a part of the page: once fetched it opens at once; asked for earlier, it comes as soon as it is there.
 * `meanwhile` stands in its place until then.
 */
export function latePart<P extends object>(
  load: () => Promise<{ default: Component<P> }>,
  meanwhile?: Component,
): Component<P> {
  let part: Component<P> | undefined;
  const fetch = lateModule(async () => {
    const loaded = await load();
    part = loaded.default;
    return loaded;
  });
  const Late = lazy(() =>
    fetch().catch(async () => {
      await askVersion();
      return { default: MissingPart };
    }),
  );
  return (props) =>
    part ? (
      createComponent(part, props)
    ) : (
      <Suspense fallback={meanwhile && createComponent(meanwhile, {})}>
        <Late {...props} />
      </Suspense>
    );
}
