/** What pages and the worker that answers for them while there is no network say to each other. */

import type { Builds } from './builds.ts';
import type { NotFetched } from './files.ts';

/** The worker's script. One address for all builds: the browser itself asks whether it has changed. */
export const workerPath = '/worker.js';

/** Each build's files have a cache of this name with the build behind it. */
export const cachePrefix = 'doithoai-page-';
/** The cache that says which build is in use. */
export const buildsCache = 'doithoai-builds';
/** A page holds the lock of this name with its build behind it as long as it lives. */
export const lockPrefix = 'doithoai-page-';

/** Dispatched on the window once the page is drawn, for the watch of its start. */
export const upEvent = 'doithoai-up';

/** From a page. `build` is the page's own. */
export type ToWorker =
  /** Drawn. */
  | { type: 'up'; build: string }
  /** Has worked for a while. */
  | { type: 'proved'; build: string }
  /** Did not come up; `drawn`: it did, but for a part of it. */
  | { type: 'failed'; build: string; drawn: boolean }
  /** Asks how things stand; answered through the message's port. */
  | { type: 'ask' }
  /** The waiting worker takes over. */
  | { type: 'take' }
  /** Tries the worker's own build again; answered through the port when that is done. */
  | { type: 'again' };

/** How things stand. */
export interface WorkerState {
  /** The worker's own build. */
  build: string;
  builds: Builds;
}

/** To every page. */
export type FromWorker =
  /** A build could not be brought here. */
  | { type: 'notFetched'; build: string; why: NotFetched }
  /** The page that failed is not replaced: there is no build before it. */
  | { type: 'stays' };
