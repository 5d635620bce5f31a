import { createSignal } from 'solid-js';
import { keptEnds } from '../../shared/kept-pages.ts';
import { pageVersion } from '../version.ts';
import type { Builds } from './builds.ts';
import { noBuilds } from './builds.ts';
import { provedAfter } from './limits.ts';
import {
  buildsCache,
  cachePrefix,
  type FromWorker,
  lockPrefix,
  type ToWorker,
  type WorkerState,
} from './messages.ts';
import { whenUp } from './up.ts';
import { workerAddress } from './worker-address.ts';

/*
 * The page's side of what lies on this device: registers the worker, knows which build a reload would bring, and brings
 * one when somebody agrees. Without a worker (plain http, an old browser, blocked storage) all of it is as before it.
 */

/** How long a new build may take to arrive, ms: two megabytes over a hall's Wi-Fi. */
const longestFetch = 90_000;
/** How long a worker may take to answer, ms. */
const longestAnswer = 10_000;
/** How often one that gives no answer is asked again: for five minutes. */
const mostAsked = 30;
/** How long the worker that takes over may take, ms: the one before may watch a page that stays white. */
const longestTake = 30_000;

/** `none`: this browser or address keeps no page. `fetching`: not all is here yet. `here`: it opens with no network. */
export type Kept = 'none' | 'fetching' | 'here';

const container = 'navigator' in globalThis ? navigator.serviceWorker : undefined;

const [registration, setRegistration] = createSignal<ServiceWorkerRegistration | null>(null);
/** Whether the browser could keep the page, at this address. */
const canKeep =
  container !== undefined && isSecureContext && navigator.locks !== undefined && pageVersion.build !== '';
const [kept, setKept] = createSignal<Kept>(container?.controller ? 'here' : canKeep ? 'fetching' : 'none');
const [builds, setBuilds] = createSignal<Builds>(noBuilds);
/** The build of the worker that waits to take over. */
const [waiting, setWaiting] = createSignal('');
const [notFetched, setNotFetched] = createSignal<{ build: string; why: 'network' | 'wrong' } | null>(null);

export { kept, notFetched };

/** Whether this page comes from this device, not from the server. */
export const isKept = (): boolean => kept() === 'here';

/** The build that did not come up on this device and was left; empty: there is none. */
export const leftBuild = (): string => builds().broken.at(-1) ?? '';

/** The build that a reload would bring here; empty: no other than this page's. */
export function offeredBuild(): string {
  const { current, broken } = builds();
  const next = waiting() && !broken.includes(waiting()) ? waiting() : current;
  return next === pageVersion.build ? '' : next;
}

/** Tells a worker something; resolves to how things stand there, null when it does not answer. */
function tell(worker: ServiceWorker, message: ToWorker): Promise<WorkerState | typeof keptEnds | null> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<WorkerState | typeof keptEnds>) => {
      port1.close();
      resolve(data);
    };
    setTimeout(() => resolve(null), longestAnswer);
    worker.postMessage(message, [port2]);
  });
}

/** Asks the workers again how things stand. */
async function look(): Promise<void> {
  const found = registration();
  const active = found?.active;
  const state = active && (await tell(active, { type: 'ask' }));
  if (state && state !== keptEnds) setBuilds(state.builds);
  if (active) setKept(state && state !== keptEnds ? 'here' : 'none');
  const next = found?.waiting;
  const nextState = next && (await tell(next, { type: 'ask' }));
  if (nextState === keptEnds) return endKept();
  setWaiting(nextState?.build ?? '');
  if (next && !nextState) void askAgain(next);
}

/**
 * The server ends what was kept. The worker that says so takes over once the one before has nothing to do, which on a busy
 * device may be long after: so the page removes both and what they keep. It goes on with what it has, and with the server.
 */
async function endKept(): Promise<void> {
  setKept('none');
  setWaiting('');
  setBuilds(noBuilds);
  await registration()?.unregister();
  for (const name of await caches.keys())
    if (name.startsWith(cachePrefix) || name === buildsCache) await caches.delete(name);
}

/** Workers that are being asked again. */
const askedAgain = new WeakSet<ServiceWorker>();

/** Asks a waiting worker that gave no account of itself, as it starts slowly, until it does, or waits no more. */
async function askAgain(next: ServiceWorker): Promise<void> {
  if (askedAgain.has(next)) return;
  askedAgain.add(next);
  for (let asked = 0; asked < mostAsked && registration()?.waiting === next; asked += 1)
    if (await tell(next, { type: 'ask' })) return look();
}

/** Follows a worker that is being installed to its end: waiting, active, or gone. */
function follow(worker: ServiceWorker): void {
  worker.addEventListener('statechange', () => {
    if (worker.state !== 'activating') void look();
  });
}

function listen(found: ServiceWorkerRegistration): void {
  setRegistration(found);
  if (found.installing) follow(found.installing);
  found.addEventListener('updatefound', () => {
    if (found.installing) follow(found.installing);
  });
}

/** The first visit's own files and documents go first, ms. */
const afterUp = 1500;

/**
 * Called once, after the first rendering: says that the page is up, and brings the worker, with `first` also onto a
 * device that has none yet. Where that is not possible the page goes on without.
 */
export async function keepPage(first: boolean): Promise<void> {
  await whenUp();
  if (!canKeep) return;
  void navigator.locks.request(
    lockPrefix + pageVersion.build,
    { mode: 'shared' },
    () => new Promise(() => undefined),
  );
  const say = (message: ToWorker) => container.controller?.postMessage(message);
  say({ type: 'up', build: pageVersion.build });
  setTimeout(() => {
    if (kept() === 'here') say({ type: 'proved', build: pageVersion.build });
  }, provedAfter);
  container.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data.type === 'notFetched') setNotFetched(data);
  });
  // Another tab has agreed to a new build: here it is offered.
  container.addEventListener('controllerchange', () => void look());
  if (!container.controller && !first) return;
  if (!container.controller) await new Promise((resolve) => setTimeout(resolve, afterUp));
  try {
    const found = await container.register(workerAddress(), { scope: '/', updateViaCache: 'none' });
    // A browser that is told to leave workers out gives nothing.
    if (!found) return void setKept('none');
    listen(found);
    await look();
    // The browser looks for another script in its own time; one that ends a harmful worker should not wait for that.
    await found.update();
  } catch {
    // A certificate that is not trusted, storage that is blocked: the pages come from the server. Without a network the
    // worker that is here stays.
    if (!registration()?.active) setKept('none');
  }
}

/** A part of the page failed although it is here: a build on trial is left. */
export function partFailed(): void {
  container?.controller?.postMessage({
    type: 'failed',
    build: pageVersion.build,
    drawn: true,
  } satisfies ToWorker);
}

/** Resolves when `isThere` holds; false: not within `limit` ms. */
async function until(isThere: () => boolean, limit: number): Promise<boolean> {
  for (const end = performance.now() + limit; !isThere(); ) {
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return true;
}

let looking: Promise<void> | null = null;

/** Asks the server for its worker and waits until what comes of it is here, or not. */
export function lookForNewer(): Promise<void> {
  looking ??= askForNewer().finally(() => {
    looking = null;
  });
  return looking;
}

async function askForNewer(): Promise<void> {
  const found = registration();
  if (!found) return;
  await found.update().catch(() => undefined);
  await until(() => found.installing === null, longestFetch);
  await look();
}

/** A worker that waits takes over; false: it did not, the one before having been busy all the time. */
async function takes(next: ServiceWorker): Promise<boolean> {
  const take = () => next.postMessage({ type: 'take' } satisfies ToWorker);
  take();
  // Asked while the other is busy, a browser may look again much later.
  const again = setInterval(take, 1000);
  const hasTaken = await until(() => next.state === 'activated', longestTake);
  clearInterval(again);
  return hasTaken;
}

/** The build that waits takes over, so that the next page is of it; false: it did not. */
export async function takeWaiting(): Promise<boolean> {
  const next = registration()?.waiting;
  if (!next || builds().broken.includes(waiting())) return false;
  const hasTaken = await takes(next);
  await look();
  return hasTaken;
}

/**
 * Makes a reload bring another build than this page's: the server's, or the one that another tab agreed to. False: it
 * would bring this one again.
 */
export async function bringOffered(): Promise<boolean> {
  if (!isKept() || !registration()) return true;
  if (offeredBuild() === '') await lookForNewer();
  if (waiting()) await takeWaiting();
  // One that still waits is not what a reload brings.
  const { current } = builds();
  return current !== '' && current !== pageVersion.build;
}

/** Tries the build again that did not come up; the page is to be reloaded then. */
export async function tryLeftAgain(): Promise<void> {
  await lookForNewer();
  const worker = registration()?.waiting ?? registration()?.active;
  if (!worker) return;
  const state = await tell(worker, { type: 'again' });
  if (state && state !== keptEnds) setBuilds(state.builds);
  if (worker === registration()?.waiting) await takes(worker);
}
