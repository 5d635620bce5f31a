import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as v from 'valibot';
import { AccessError } from '../access/access.ts';
import { sessionCookie } from '../access/request.ts';
import { createThrottle } from '../access/throttle.ts';
import type { Session } from '../store/store.ts';
import { addressOf, body, type Env, factory, need, type Parts, Refusal } from './context.ts';

const exchangeSchema = v.object({ token: v.pipe(v.string(), v.maxLength(200)) });
const nameSchema = v.object({
  name: v.pipe(
    v.string(),
    v.transform((name) => name.normalize('NFC').trim()),
    v.minLength(1),
    v.maxLength(80),
  ),
});

/** What a page may know of its own session. */
function publicSession(session: Session) {
  return { id: session.id, role: session.role, dialogueId: session.dialogueId, name: session.name };
}

function keepCookie(c: Context<Env>, secret: string): void {
  setCookie(c, sessionCookie, secret, {
    httpOnly: true,
    sameSite: 'Strict',
    secure: new URL(c.req.url).protocol === 'https:',
    path: '/',
    maxAge: 30 * 24 * 3600,
  });
}

/** The session: exchange of a link's token, who am I, my name, sign out. */
export function sessionRoutes({ access, store, relay }: Parts) {
  // 30 wrong tries a minute and address: a hall behind one router still gets in, guessing 256 bits does not.
  const throttle = createThrottle(30, 60_000);
  return factory
    .createApp()
    .post('/', body(exchangeSchema), async (c) => {
      try {
        const { session, link, secret } = await access.exchange(c.req.valid('json').token, c.get('session'));
        if (secret) keepCookie(c, secret);
        return c.json({
          session: publicSession(session),
          opens: { role: link.role, dialogueId: link.dialogueId },
        });
      } catch (error) {
        if (!(error instanceof AccessError)) throw error;
        if (!throttle.allow(addressOf(c))) throw new Refusal('tooMany', 429);
        throw new Refusal(error.code, error.code === 'badLink' ? 404 : 403);
      }
    })
    .get('/', (c) => {
      const session = c.get('session');
      return c.json({ session: session ? publicSession(session) : null });
    })
    .patch('/', body(nameSchema), async (c) => {
      const session = need(c);
      const { name } = c.req.valid('json');
      await store.sessions.rename(session.id, name);
      return c.json({ session: publicSession({ ...session, name }) });
    })
    .delete('/', async (c) => {
      const session = need(c);
      await store.sessions.remove(session.id);
      relay.disconnect((grant) => grant.subject === session.id, 4401, 'signed out');
      deleteCookie(c, sessionCookie, { path: '/' });
      return c.json({ session: null });
    });
}

/** Reads the cookie of a request into its session. */
export function cookieSecret(c: Context<Env>): string | undefined {
  return getCookie(c, sessionCookie);
}
