/** Name of the session cookie; HttpOnly, SameSite=Strict. */
export const sessionCookie = 'doithoai_session';

/**
 * Whether a request's Origin is the server's own; a missing one is a tool's, not a page's.
 * @param encrypted whether this server itself took the request by TLS: then a page of plain http is another site
 */
export function sameOrigin(origin: string | undefined, host: string | undefined, encrypted = false): boolean {
  if (origin === undefined) return true;
  if (!host || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (url.protocol !== 'https:' && (url.protocol !== 'http:' || encrypted)) return false;
  // Each side leaves its scheme's own port out.
  const same = `${url.protocol}//${host}`;
  return URL.canParse(same) && new URL(same).host === url.host && url.origin === origin;
}

/** What a browser says of where a request comes from (Fetch Metadata); missing at addresses of plain http. */
export interface FetchSite {
  site: string | undefined;
  mode: string | undefined;
  method: string;
}

/** Whether a page of another site asks: only following a link (GET, a navigation) is allowed to it. */
export function fromAnotherSite({ site, mode, method }: FetchSite): boolean {
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  return !(mode === 'navigate' && method === 'GET');
}
