import * as v from 'valibot';
import { closeSockets } from '../access/close-sockets.ts';
import { createThrottle } from '../access/throttle.ts';
import type { Person } from '../people/contract.ts';
import type { Session } from '../store/store.ts';
import { addressOf, body, factory, type Parts, Refusal, signedIn } from './context.ts';
import { deviceSecret, enter, needPerson, orRefuse } from './entering.ts';

const minute = 60_000;
/**
 * A session that a PIN began ends within the day: PINs are for devices that several use. All others last as long as
 * their cookie, 30 days, and whoever leaves the device signs out; an end by idleness would fall into a hall's day, when
 * somebody listens for an hour and then must write at once.
 */
const pinSessionLife = 12 * 60 * minute;
/** How long after signing in somebody may change how they sign in, without proving once more who they are. */
const freshness = 15 * minute;

const digits = v.pipe(v.string(), v.maxLength(40));
const byPinSchema = v.object({ personId: v.pipe(v.string(), v.maxLength(40)), pin: digits });
const pinSchema = v.object({ pin: digits, current: v.optional(digits, '') });

/**
 * Passes when the session may add a way to sign in: it is the person's first way, they signed in just now, or they give
 * the PIN they have. A device left open must not give a stranger a key for good. Throws Refusal: signInAgain, wrongPin,
 * pinLocked.
 */
export async function mayAddWay({ signIn }: Parts, session: Session, current: string): Promise<void> {
  const { personId, createdAt } = session;
  const pin = await signIn.pins.stateOf(personId);
  if (!pin && (await signIn.passkeys.book.list(personId)).length === 0) return;
  if (current !== '' && pin) return orRefuse(signIn.pins.check(personId, current));
  if (Date.now() - Date.parse(createdAt) > freshness) throw new Refusal('signInAgain', 403);
}

/** PINs and devices, and what a person sees of their own ways to sign in. */
export function signInRoutes(parts: Parts) {
  const { access, store, relay, signIn } = parts;
  const { pins, devices } = signIn;
  // A hall behind one router has some twenty people; a person at one device does not type more than one PIN in three seconds.
  const perAddress = createThrottle(60, minute);
  const perDevice = createThrottle(20, minute);

  async function offered({ id, name, title }: Person) {
    const pin = await pins.stateOf(id);
    return pin ? [{ id, name, title, lockedUntil: pin.lockedUntil }] : [];
  }

  return factory
    .createApp()
    .get('/ways', async (c) => {
      const known = await devices.persons(deviceSecret(c));
      const persons = (await Promise.all(known.map(offered))).flat();
      return c.json({ persons, account: signIn.accounts ? `${signIn.publicUrl}/api/session/account` : '' });
    })
    .post('/by-pin', body(byPinSchema), async (c) => {
      const { personId, pin } = c.req.valid('json');
      const device = await devices.deviceOf(deviceSecret(c));
      const wait = Math.max(perAddress.wait(addressOf(c)), device ? perDevice.wait(device.id) : 0);
      if (wait > 0) throw new Refusal('tooMany', 429, wait);
      const known = await devices.persons(deviceSecret(c));
      const person = known.find(({ id }) => id === personId) ?? null;
      // Takes as long for somebody who is not known here.
      await orRefuse(pins.check(person?.id ?? null, pin));
      if (!person) throw new Refusal('wrongPin', 403);
      const entrance = await orRefuse(access.signIn(person, pinSessionLife));
      return c.json(await enter(c, parts, entrance, c.get('session')?.id ?? ''));
    })
    .get('/me', signedIn, async (c) => {
      const { session, person } = await needPerson(c, parts);
      const { id, name, title, unit } = person;
      const known = await devices.persons(deviceSecret(c));
      return c.json({
        person: { name, title, unit },
        hasPin: (await pins.stateOf(id)) !== null,
        knownHere: known.some((one) => one.id === id),
        expiresAt: session.expiresAt,
      });
    })
    .put('/pin', signedIn, body(pinSchema), async (c) => {
      const { session, person } = await needPerson(c, parts);
      const { pin, current } = c.req.valid('json');
      await mayAddWay(parts, session, current);
      await orRefuse(pins.set(person.id, pin));
      return c.json({ hasPin: true });
    })
    .delete('/pin', signedIn, async (c) => {
      const { person } = await needPerson(c, parts);
      await pins.remove(person.id);
      return c.json({ hasPin: false });
    })
    .delete('/device', signedIn, async (c) => {
      const { person } = await needPerson(c, parts);
      await devices.forget(deviceSecret(c), person.id);
      return c.json({ knownHere: false });
    })
    .delete('/others', signedIn, async (c) => {
      const { session, person } = await needPerson(c, parts);
      const others = await store.sessions.removeByPerson(person.id, session.id);
      const ended = closeSockets(relay, others, 'signed out elsewhere');
      await devices.forgetElsewhere(deviceSecret(c), person.id);
      return c.json({ ended });
    });
}
