/** The files of a build, fetched onto the device: only those that are byte for byte what the build says. */

/** One file of the built page: its address on the server (`/assets/…`) and the SHA-256 of its bytes in hex. */
export interface ShippedFile {
  path: string;
  hash: string;
}

/** What a build consists of. */
export interface Shipped {
  build: string;
  files: ShippedFile[];
}

/** `network`: no answer came. `wrong`: one came that is not the file (an error, a Wi-Fi's sign-in page, other bytes). */
export type NotFetched = 'network' | 'wrong';

/** A file could not be fetched. */
export class FetchFailure extends Error {
  readonly why: NotFetched;
  constructor(why: NotFetched, path: string) {
    super(`${path}: ${why}`);
    this.name = 'FetchFailure';
    this.why = why;
  }
}

/** The part of a browser's Cache that is needed here. */
export interface Shelf {
  match(path: string, options?: { ignoreVary: boolean }): Promise<Response | undefined>;
  put(path: string, response: Response): Promise<void>;
}

const types: Record<string, RegExp> = {
  html: /^text\/html\b/,
  js: /^(text|application)\/javascript\b/,
  css: /^text\/css\b/,
  svg: /^image\/svg\+xml\b/,
  png: /^image\/png\b/,
  woff2: /^font\/woff2\b/,
  webmanifest: /^application\/manifest\+json\b/,
};

/** Whether an answer says that it is what a file's name promises. */
export function hasTypeOf(path: string, response: Response): boolean {
  const expected = types[path.slice(path.lastIndexOf('.') + 1)];
  return expected?.test(response.headers.get('content-type') ?? '') ?? false;
}

/** Names with a hash of their content never mean anything else. */
export const isNamedByContent = (path: string) => path.startsWith('/assets/');

async function sha256(response: Response): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await response.clone().arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function isFile({ path, hash }: ShippedFile, response: Response): Promise<boolean> {
  if (response.status !== 200 || response.redirected || !hasTypeOf(path, response)) return false;
  return (await sha256(response)) === hash;
}

export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** Fetches one file. Throws FetchFailure. */
export async function fetchFile(file: ShippedFile, fetch: Fetch): Promise<Response> {
  const ways: RequestCache[] = isNamedByContent(file.path) ? ['default', 'reload'] : ['no-cache'];
  let why: NotFetched = 'network';
  for (const cache of ways) {
    const response = await fetch(file.path, { cache, priority: 'low' }).catch(() => null);
    if (response && (await isFile(file, response))) return response;
    // A body that nobody reads keeps the next question for this address waiting.
    await response?.body?.cancel().catch(() => undefined);
    why = response ? 'wrong' : 'network';
  }
  throw new FetchFailure(why, file.path);
}

/** A file that another build has already. */
async function fromOthers(file: ShippedFile, others: readonly Shelf[]): Promise<Response | null> {
  if (!isNamedByContent(file.path)) return null;
  for (const other of others) {
    const found = await other.match(file.path, { ignoreVary: true });
    if (found && (await sha256(found)) === file.hash) return found;
  }
  return null;
}

/** So many at a time, so that the hall's own traffic goes on. */
const atOnce = 4;

/** Puts every file on the shelf; what is there or on another build's shelf is not fetched again. Throws FetchFailure. */
export async function fetchAll(
  files: readonly ShippedFile[],
  shelf: Shelf,
  others: readonly Shelf[],
  fetch: Fetch,
): Promise<void> {
  const waiting = [...files];
  const work = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const here = await shelf.match(file.path, { ignoreVary: true });
      if (here && (await sha256(here)) === file.hash) continue;
      await shelf.put(file.path, (await fromOthers(file, others)) ?? (await fetchFile(file, fetch)));
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
  } finally {
    // The first failure ends the others.
    waiting.length = 0;
  }
}
