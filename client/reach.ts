import { createSignal } from 'solid-js';
import { readVersion, versionHeader } from '../shared/version.ts';

/*
 * Whether an answer came from our server. A Wi-Fi that first wants a sign-in answers everything itself, with its own
 * page and "200 OK"; a proxy in front of a server that is down answers for it. Neither may be kept, or be taken for
 * "nobody is signed in".
 */

const [isPortal, setPortal] = createSignal(false);

export {
  /** The network in between answers instead of the server: it wants a sign-in first, or leads elsewhere. */
  isPortal,
};

/** What every question of the page is asked with: an answer that leads to another address is none of our server's. */
export const toServer = { redirect: 'manual', cache: 'no-store' } as const satisfies RequestInit;

/** Whether the server itself gave this answer of the API; what else gave it is noted. */
export function isFromServer(answer: Response): boolean {
  const isOurs = readVersion(answer.headers.get(versionHeader)) !== null;
  const isPage = answer.ok && /^text\/html\b/.test(answer.headers.get('content-type') ?? '');
  // 511: RFC 6585, "network authentication required".
  const wantsSignIn = answer.type === 'opaqueredirect' || answer.status === 511 || isPage;
  setPortal(!isOurs && wantsSignIn);
  return isOurs;
}

/** Nobody answered: whatever was in between before need not be there any more. */
export function heardNobody(): void {
  setPortal(false);
}

/** A question's limit in time, which also ends with `outer`. */
export interface Limit {
  signal: AbortSignal;
  /** The answer is here. */
  end(): void;
}

/** Limits a question to `milliseconds`. */
export function limited(milliseconds: number, outer?: AbortSignal | null): Limit {
  // AbortSignal.any and .timeout are younger than the browsers of some offices.
  const control = new AbortController();
  const abort = () => control.abort();
  const timer = setTimeout(abort, milliseconds);
  if (outer?.aborted) abort();
  outer?.addEventListener('abort', abort);
  return {
    signal: control.signal,
    end() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', abort);
    },
  };
}
