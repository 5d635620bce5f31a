import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { AccessError, type Entrance } from '../access/access.ts';
import { closeSockets } from '../access/close-sockets.ts';
import { sameOrigin, sessionCookie } from '../access/request.ts';
import type { Person } from '../people/contract.ts';
import { deviceLife } from '../sign-in/devices.ts';
import { type Place, placeOf } from '../sign-in/passkeys.ts';
import type { Session } from '../store/store.ts';
import { type Env, need, type Parts, Refusal } from './context.ts';

/** The cookie by which a browser is known again; it opens nothing by itself. */
const deviceCookie = 'doithoai_device';
/** Only calls under it need the cookies of signing in. */
const signInPath = '/api/session';

/** Where the page stands that sends a request, as its browser sees it: behind a proxy not what this server sees. */
export function originOf(c: Context<Env>, publicUrl: string): string {
  const origin = c.req.header('origin');
  if (origin !== undefined && sameOrigin(origin, c.req.header('host'))) return origin;
  const { origin: own, host } = new URL(c.req.url);
  return publicUrl !== '' && new URL(publicUrl).host === host ? publicUrl : own;
}

/** The place that passkeys are for. Throws Refusal: noPasskeyHere. */
export function placeOfRequest(c: Context<Env>, publicUrl: string): Place {
  const place = placeOf(originOf(c, publicUrl));
  if (!place) throw new Refusal('noPasskeyHere', 409);
  return place;
}

/** What a page may know of its own session. */
export function publicSession({ id, role, dialogueId, unit, village, personId, dutyId, name }: Session) {
  return { id, role, dialogueId, unit, village, personId, dutyId, name };
}

/** Gives the device its session's secret, for as long as the session lasts. */
export function keepCookie(c: Context<Env>, secret: string, publicUrl: string, session: Session): void {
  setCookie(c, sessionCookie, secret, {
    httpOnly: true,
    sameSite: 'Strict',
    secure: originOf(c, publicUrl).startsWith('https:'),
    path: '/',
    maxAge: Math.round((Date.parse(session.expiresAt) - Date.parse(session.createdAt)) / 1000),
  });
}

/** Keeps a secret of signing in in the browser for `maxAge` seconds. */
export function keepSecret(
  c: Context<Env>,
  { publicUrl }: { publicUrl: string },
  cookie: { name: string; secret: string; maxAge: number; sameSite: 'Strict' | 'Lax' },
): void {
  setCookie(c, cookie.name, cookie.secret, {
    httpOnly: true,
    sameSite: cookie.sameSite,
    secure: originOf(c, publicUrl).startsWith('https:'),
    path: signInPath,
    maxAge: cookie.maxAge,
  });
}

/** The browser's own secret. */
export function deviceSecret(c: Context<Env>): string | undefined {
  return getCookie(c, deviceCookie);
}

/** The browser remembers that the person signed in here. */
export async function rememberPerson(c: Context<Env>, { signIn }: Parts, personId: string): Promise<void> {
  const secret = await signIn.devices.know(deviceSecret(c), personId);
  keepSecret(c, signIn, { name: deviceCookie, secret, maxAge: deviceLife / 1000, sameSite: 'Strict' });
}

/** Ends a session and closes its sockets. */
export async function endSession({ store, relay }: Parts, id: string, reason: string): Promise<void> {
  await store.sessions.remove(id);
  closeSockets(relay, [id], reason);
}

/**
 * The end of every way to sign in but the link: cookie, browser that knows the person, and `before`, the session that
 * this browser had, ended. Returns what the page may know.
 */
export async function enter(c: Context<Env>, parts: Parts, { session, secret }: Entrance, before: string) {
  keepCookie(c, secret, parts.signIn.publicUrl, session);
  await rememberPerson(c, parts, session.personId);
  if (before) await endSession(parts, before, 'another session began here');
  return { session: publicSession(session) };
}

/** The person of the session. Throws Refusal: noSession, noPerson. */
export async function needPerson(
  c: Context<Env>,
  { store }: Parts,
): Promise<{ session: Session; person: Person }> {
  const session = need(c);
  const person = session.personId ? await store.people.read(session.personId) : null;
  if (!person) throw new Refusal('noPerson', 409);
  return { session, person };
}

/** Runs what may throw an AccessError and refuses in its words. */
export async function orRefuse<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AccessError) throw new Refusal(error.code, error.code === 'pinLocked' ? 429 : 403);
    throw error;
  }
}
