import { type Builds, readBuilds } from './builds.ts';
import { isNamedByContent, type Shelf } from './files.ts';
import { buildsCache, cachePrefix, lockPrefix } from './messages.ts';

/*
 * Where a device keeps the builds of the page: a cache for each, and one entry that says which is in use. Two workers
 * (the one in use, one that is being installed) may be at it at once.
 */

const entry = '/builds';

/** The files of a build. */
export const shelfOf = (build: string): Promise<Shelf> => caches.open(cachePrefix + build);

/** Whether anything of a build is here. */
export const hasShelf = (build: string): Promise<boolean> => caches.has(cachePrefix + build);

export const dropShelf = (build: string): Promise<boolean> => caches.delete(cachePrefix + build);

/** The builds of which something is here. */
export async function shelvedBuilds(): Promise<string[]> {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(cachePrefix)).map((name) => name.slice(cachePrefix.length));
}

/** Which build is in use. */
export async function loadBuilds(): Promise<Builds> {
  const found = await caches.match(entry, { cacheName: buildsCache });
  return readBuilds(await found?.json().catch(() => null));
}

/** What is here under an address: of the build in use, or when that has none, of any other. */
export async function onShelves(path: string): Promise<Response | undefined> {
  // One question for each of the many files of a page.
  if (isNamedByContent(path)) return caches.match(path, { ignoreVary: true });
  const { current: build } = await loadBuilds();
  const own = await caches.match(path, { cacheName: cachePrefix + build, ignoreVary: true });
  if (own) return own;
  for (const other of await shelvedBuilds()) {
    const found = await caches.match(path, { cacheName: cachePrefix + other, ignoreVary: true });
    if (found) return found;
  }
  return undefined;
}

/** Changes which build is in use; resolves to how it is then. */
export function changeBuilds(change: (builds: Builds) => Builds | Promise<Builds>): Promise<Builds> {
  return navigator.locks.request(buildsCache, async () => {
    const before = await loadBuilds();
    const after = await change(before);
    const cache = await caches.open(buildsCache);
    if (JSON.stringify(after) !== JSON.stringify(before)) await cache.put(entry, Response.json(after));
    return after;
  });
}

/** The builds of which a page is open. */
export async function openBuilds(): Promise<Set<string>> {
  const { held = [] } = await navigator.locks.query();
  const names = held.flatMap(({ name }) => (name?.startsWith(lockPrefix) ? [name] : []));
  return new Set(names.map((name) => name.slice(lockPrefix.length)));
}
