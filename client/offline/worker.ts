import { entryOf, isPagePath } from '../../shared/entries.ts';
import { type Builds, cameUp, leftFor, pageGiven, proved, takenOver, triedAgain } from './builds.ts';
import { FetchFailure, fetchAll, type Shipped } from './files.ts';
import { appears, comingUp, mostLooks, whiteSeconds } from './limits.ts';
import type { FromWorker, ToWorker, WorkerState } from './messages.ts';
import type { AskedEvent, PageClient, ToldEvent, WorkerScope } from './scope.ts';
import {
  changeBuilds,
  dropShelf,
  hasShelf,
  loadBuilds,
  onShelves,
  openBuilds,
  shelfOf,
  shelvedBuilds,
} from './store.ts';

/*
 * Answers for the server's pages and their files from this device. It keeps nothing but the files of builds, each
 * proved by its hash, and answers nothing else: data, downloads and sockets go to the server as if it were not there.
 */

/** The build's list of files; written into the script by the build (vite/offline.ts). */
declare const shippedHere: Shipped;
const shipped = shippedHere;

const scope = globalThis as unknown as WorkerScope;

async function tellAll(message: FromWorker): Promise<void> {
  const pages = await scope.clients.matchAll({ includeUncontrolled: true });
  for (const page of pages) page.postMessage(message);
}

async function install(): Promise<void> {
  const others = (await shelvedBuilds()).filter((build) => build !== shipped.build);
  const wasHere = await hasShelf(shipped.build);
  try {
    const shelves = await Promise.all(others.map(shelfOf));
    await fetchAll(shipped.files, await shelfOf(shipped.build), shelves, (path, init) => fetch(path, init));
  } catch (error) {
    // What is in use stays, and so do the files fetched for it before.
    if (!wasHere) await dropShelf(shipped.build);
    const why = error instanceof FetchFailure ? error.why : 'wrong';
    await tellAll({ type: 'notFetched', build: shipped.build, why });
    throw error;
  }
  // Nobody has a page open that works, so there is nobody to wait for.
  if ((await openBuilds()).size === 0) await scope.skipWaiting();
}

/** Removes the builds that no page needs and nobody goes back to. */
async function tidy({ current, previous }: Builds): Promise<void> {
  // One that waits to take over has its files here, too.
  const { installing, waiting } = scope.registration;
  if (installing || waiting) return;
  const needed = await openBuilds();
  for (const build of [current, previous, shipped.build]) needed.add(build);
  for (const build of await shelvedBuilds()) if (!needed.has(build)) await dropShelf(build);
}

async function activate(): Promise<void> {
  const builds = await changeBuilds((before) => takenOver(before, shipped.build));
  await scope.clients.claim();
  await tidy(builds);
}

const second = () => new Promise((resolve) => setTimeout(resolve, 1000));

/** Pages given on trial that have not said that they are up, and when they were given, ms. */
const unproved = new Map<string, number>();

/** The page that an address opens, of the build in use or, when that does not come up, of the one before it. */
async function pageFor(path: string): Promise<{ answer: Response | undefined; onTrial: string }> {
  const now = Date.now();
  const othersStart = [...unproved.values()].some((given) => now - given < comingUp);
  const { current, previous } = await changeBuilds((builds) => pageGiven(builds, othersStart));
  if (current === '' || !(await hasShelf(current))) return { answer: undefined, onTrial: '' };
  const answer = await (await shelfOf(current)).match(`/${entryOf(path)}`, { ignoreVary: true });
  return { answer, onTrial: previous === '' ? '' : current };
}

/** Replaces a page that did not come up by the one of the build before; one that is drawn, on trial only. */
async function replace(page: PageClient, build: string, isDrawn = false): Promise<void> {
  const before = await loadBuilds();
  const { current } = await changeBuilds((builds) => leftFor(builds, build));
  const isReplaced = current !== build && (!isDrawn || current !== before.current);
  if (isReplaced) await page.navigate(page.url);
  else page.postMessage({ type: 'stays' } satisfies FromWorker);
}

/** Watches a page of a build on trial until it says that it is up; one that stays white is replaced. */
async function watch(id: string, build: string): Promise<void> {
  let [seen, looked] = [0, 0];
  // Seconds are counted, not read from a clock: a laptop may sleep meanwhile, and a page that nobody sees is slow.
  while (seen < whiteSeconds && looked < mostLooks && unproved.has(id)) {
    await second();
    looked += 1;
    const page = await scope.clients.get(id);
    if (page?.visibilityState === 'visible') seen += 1;
    // A page that was closed is no longer watched: another worker takes over only when this one has nothing to do.
    if (!page && looked >= appears) unproved.delete(id);
  }
  const isWhite = unproved.delete(id) && seen >= whiteSeconds;
  const page = isWhite ? await scope.clients.get(id) : undefined;
  if (page) await replace(page, build);
}

async function givePage(event: AskedEvent, path: string): Promise<Response> {
  const { answer, onTrial } = await pageFor(path).catch(() => ({ answer: undefined, onTrial: '' }));
  if (answer && onTrial !== '') {
    unproved.set(event.resultingClientId, Date.now());
    event.waitUntil(watch(event.resultingClientId, onTrial));
  }
  return answer ?? fetch(event.request);
}

async function giveFile(request: Request, path: string): Promise<Response> {
  return (await onShelves(path).catch(() => undefined)) ?? fetch(request);
}

const isShipped = new Set(shipped.files.map(({ path }) => path));

function asked(event: AskedEvent): void {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== scope.location.origin) return;
  if (request.mode === 'navigate') {
    if (isPagePath(pathname)) event.respondWith(givePage(event, pathname));
  } else if (isShipped.has(pathname) || pathname.startsWith('/assets/')) {
    event.respondWith(giveFile(request, pathname));
  }
}

async function told(message: ToWorker, source: PageClient | null, port: MessagePort | undefined) {
  switch (message.type) {
    case 'up':
      if (source) unproved.delete(source.id);
      await changeBuilds((builds) => cameUp(builds, message.build));
      break;
    case 'proved':
      await tidy(await changeBuilds((builds) => proved(builds, message.build)));
      break;
    case 'failed':
      if (source) {
        unproved.delete(source.id);
        await replace(source, message.build, message.drawn);
      }
      break;
    case 'take':
      await scope.skipWaiting();
      break;
    case 'again':
      if (await hasShelf(shipped.build)) await changeBuilds((builds) => triedAgain(builds, shipped.build));
      break;
    case 'ask':
      break;
  }
  port?.postMessage({ build: shipped.build, builds: await loadBuilds() } satisfies WorkerState);
}

scope.addEventListener('install', (event) => event.waitUntil(install()));
scope.addEventListener('activate', (event) => event.waitUntil(activate()));
scope.addEventListener('fetch', asked);
scope.addEventListener('message', (event: ToldEvent) => {
  event.waitUntil(told(event.data as ToWorker, event.source, event.ports[0]));
});
