import type { Context } from 'hono';
import { deleteCookie, getCookie } from 'hono/cookie';
import * as v from 'valibot';
import { AccessError } from '../access/access.ts';
import { closeSockets } from '../access/close-sockets.ts';
import { sessionCookie } from '../access/request.ts';
import { createThrottle } from '../access/throttle.ts';
import { addressOf, body, type Env, factory, need, type Parts, Refusal, signedIn } from './context.ts';
import { endSession, keepCookie, publicSession, rememberPerson } from './entering.ts';
import { tidy } from './fields.ts';

const exchangeSchema = v.object({ token: v.pipe(v.string(), v.maxLength(200)) });
const dutySchema = v.object({ dutyId: v.pipe(v.string(), v.maxLength(40)) });
const nameSchema = v.object({
  name: v.pipe(v.string(), tidy, v.minLength(1), v.maxLength(80)),
});

/** The session: exchange of a link's token, who am I, my name, sign out. */
export function sessionRoutes(parts: Parts) {
  const { access, store, relay, signIn } = parts;
  // 30 wrong tries a minute and address: a hall behind one router still gets in, guessing 256 bits does not.
  const throttle = createThrottle(30, 60_000);

  return factory
    .createApp()
    .post('/', body(exchangeSchema), async (c) => {
      try {
        const before = c.get('session');
        const { session, link, secret } = await access.exchange(c.req.valid('json').token, before);
        if (secret) keepCookie(c, secret, signIn.publicUrl, session);
        if (secret && session.personId) await rememberPerson(c, parts, session.personId);
        // Nobody has its cookie any more.
        if (secret && before) await endSession(parts, before.id, 'another session began here');
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
    .patch('/', signedIn, body(nameSchema), async (c) => {
      const session = need(c);
      if (session.personId) throw new Refusal('ownName', 409);
      const { name } = c.req.valid('json');
      await store.sessions.rename(session.id, name);
      return c.json({ session: publicSession({ ...session, name }) });
    })
    .get('/duties', async (c) => {
      const { personId } = need(c);
      const duties = personId ? await access.dutiesNow(personId) : [];
      const titleOf = async (id: string) => (id && (await store.dialogues.read(id))?.title) || '';
      return c.json(
        await Promise.all(
          duties.map(async (duty) => ({ ...duty, dialogueTitle: await titleOf(duty.dialogueId) })),
        ),
      );
    })
    .put('/duty', signedIn, body(dutySchema), async (c) => {
      const session = need(c);
      try {
        const next = await access.changeDuty(session, c.req.valid('json').dutyId);
        // What it may open has changed.
        closeSockets(relay, [session.id], 'another duty');
        return c.json({ session: publicSession(next) });
      } catch (error) {
        if (error instanceof AccessError) throw new Refusal(error.code, 403);
        throw error;
      }
    })
    .delete('/', async (c) => {
      await endSession(parts, need(c).id, 'signed out');
      deleteCookie(c, sessionCookie, { path: '/' });
      return c.json({ session: null });
    });
}

/** Reads the cookie of a request into its session. */
export function cookieSecret(c: Context<Env>): string | undefined {
  return getCookie(c, sessionCookie);
}
