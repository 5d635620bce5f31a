/** The page of those who work. */
export const workEntry = 'index.html';
/**
 * The pages of those who only look on: the hall's screen, and the public list on citizens' phones. Each is built by
 * itself, small, without what only those who work need.
 */
export const visitorEntries = ['screen.html', 'list.html'] as const;
export type Entry = typeof workEntry | (typeof visitorEntries)[number];

/** The page that an address opens. */
export function entryOf(path: string): Entry {
  if (/^\/screen\/[^/]+\/?$/.test(path)) return 'screen.html';
  if (/^\/list\/[^/]+\/?$/.test(path)) return 'list.html';
  return workEntry;
}

/** Files of all pages. */
export const entryFiles: readonly Entry[] = [workEntry, ...visitorEntries];

/** What the server answers itself: data, downloads, its state, trust in its certificate. */
const serversOwn = /^\/(api|sync|assets|metrics|healthz|readyz|drain|address|trust|tra-cuu)(\/|$)/;

/** Whether an address is one of the pages: the server's own ways and files (`/icon.svg`) are none. */
export function isPagePath(path: string): boolean {
  return !serversOwn.test(path) && !/\.[^/]*$/.test(path);
}

/** The dialogue that the address of a screen or a list names. */
export function dialogueIn(path: string): string {
  return path.split('/')[2] ?? '';
}
