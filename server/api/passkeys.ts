import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { getCookie } from 'hono/cookie';
import * as v from 'valibot';
import { createThrottle } from '../access/throttle.ts';
import type { Passkey } from '../sign-in/contract.ts';
import { addressOf, body, factory, type Parts, Refusal, signedIn } from './context.ts';
import { enter, keepSecret, needPerson, orRefuse, placeOfRequest } from './entering.ts';
import { tidy } from './fields.ts';
import { mayAddWay } from './sign-in.ts';

const challengeCookie = 'doithoai_challenge';
const challengeSeconds = 300;

const label = v.pipe(v.string(), tidy, v.minLength(1), v.maxLength(60));
const encoded = v.pipe(v.string(), v.maxLength(20_000));
const shared = {
  id: v.pipe(v.string(), v.maxLength(1400)),
  rawId: v.pipe(v.string(), v.maxLength(1400)),
  type: v.literal('public-key'),
  authenticatorAttachment: v.optional(v.picklist(['platform', 'cross-platform'])),
  clientExtensionResults: v.object({}),
};
const registrationSchema = v.object({
  label,
  response: v.object({
    ...shared,
    response: v.object({
      clientDataJSON: encoded,
      attestationObject: encoded,
      transports: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(20))), v.maxLength(10))),
    }),
  }),
});
const assertionSchema = v.object({
  response: v.object({
    ...shared,
    response: v.object({
      clientDataJSON: encoded,
      authenticatorData: encoded,
      signature: encoded,
      userHandle: v.optional(encoded),
    }),
  }),
});
const beginSchema = v.object({ current: v.optional(v.pipe(v.string(), v.maxLength(40)), '') });
const labelSchema = v.object({ label });

/** What its owner sees of a passkey. */
function shown({ id, label, host, createdAt, usedAt }: Passkey) {
  return { id, label, host, createdAt, usedAt };
}

/** Passkeys: made, named and removed by their owner; signing in with one. */
export function passkeyRoutes(parts: Parts) {
  const { access, signIn } = parts;
  const { passkeys, publicUrl } = signIn;
  const perAddress = createThrottle(60, 60_000);

  return factory
    .createApp()
    .use('/by-passkey/*', async (c, next) => {
      const wait = perAddress.wait(addressOf(c));
      if (wait > 0) throw new Refusal('tooMany', 429, wait);
      await next();
    })
    .get('/passkeys', signedIn, async (c) => {
      const { person } = await needPerson(c, parts);
      return c.json((await passkeys.book.list(person.id)).map(shown));
    })
    .post('/passkeys/options', signedIn, body(beginSchema), async (c) => {
      const { session, person } = await needPerson(c, parts);
      const place = placeOfRequest(c, publicUrl);
      await mayAddWay(parts, session, c.req.valid('json').current);
      return c.json(await orRefuse(passkeys.beginRegistration(session.id, person, place)));
    })
    .post('/passkeys', signedIn, body(registrationSchema), async (c) => {
      const { session, person } = await needPerson(c, parts);
      const { response, ...rest } = c.req.valid('json');
      const made = { ...rest, response: response as RegistrationResponseJSON };
      const place = placeOfRequest(c, publicUrl);
      return c.json(shown(await orRefuse(passkeys.register(session.id, person.id, place, made))), 201);
    })
    .patch('/passkeys/:id', signedIn, body(labelSchema), async (c) => {
      const { person } = await needPerson(c, parts);
      const { label } = c.req.valid('json');
      if (!(await passkeys.book.rename(c.req.param('id'), person.id, label)))
        throw new Refusal('notFound', 404);
      return c.json({ label });
    })
    .delete('/passkeys/:id', signedIn, async (c) => {
      const { person } = await needPerson(c, parts);
      if (!(await passkeys.book.remove(c.req.param('id'), person.id))) throw new Refusal('notFound', 404);
      return c.json({ removed: true });
    })
    .post('/by-passkey/options', async (c) => {
      const { options, secret } = await passkeys.beginSignIn(placeOfRequest(c, publicUrl));
      keepSecret(c, signIn, { name: challengeCookie, secret, maxAge: challengeSeconds, sameSite: 'Strict' });
      return c.json(options);
    })
    .post('/by-passkey/answer', body(assertionSchema), async (c) => {
      const response = c.req.valid('json').response as AuthenticationResponseJSON;
      const secret = getCookie(c, challengeCookie);
      const person = await orRefuse(passkeys.signIn(secret, placeOfRequest(c, publicUrl), response));
      const entrance = await orRefuse(access.signIn(person));
      return c.json(await enter(c, parts, entrance, c.get('session')?.id ?? ''));
    });
}
