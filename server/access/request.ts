/** Name of the session cookie; HttpOnly, SameSite=Strict. */
export const sessionCookie = 'doithoai_session';

/** Whether a request's Origin is the server's own; a missing one is a tool's, not a page's. */
export function sameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
