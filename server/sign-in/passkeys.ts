import { isIP } from 'node:net';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { AccessError } from '../access/access.ts';
import { newToken } from '../access/tokens.ts';
import type { PeopleBook, Person } from '../people/contract.ts';
import type { Passkey, PasskeyBook } from './contract.ts';
import { createPending } from './pending.ts';

/** A large library; most servers start without anybody having a passkey. */
const webauthn = () => import('@simplewebauthn/server');

/** How long a challenge waits for its answer, ms. */
const challengeLife = 5 * 60_000;
/** More keys than anybody has devices. */
const mostKeys = 20;

/** Where a page was opened: the browser's words for it. */
export interface Place {
  /** The host's name: what a key is made for (RP ID). */
  host: string;
  origin: string;
}

/**
 * The place of an origin, if passkeys work there. Browsers have them under a name and over https only (localhost
 * counts as both): null at an IP address and over plain http.
 */
export function placeOf(origin: string): Place | null {
  const { hostname, protocol } = new URL(origin);
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost');
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return null;
  return protocol === 'https:' || isLocal ? { host: hostname, origin } : null;
}

interface PasskeyOptions {
  passkeys: PasskeyBook;
  people: Pick<PeopleBook, 'read'>;
  now?: () => number;
}

/** Passkeys: made by a signed-in person, used to sign in without saying who one is. */
export function createPasskeys({ passkeys, people, now = Date.now }: PasskeyOptions) {
  const registering = createPending<{ challenge: string; host: string }>(challengeLife, now);
  const signingIn = createPending<{ challenge: string; host: string }>(challengeLife, now);
  const iso = () => new Date(now()).toISOString();

  /** What the browser needs to make a key; the answer must come in the same session. Throws AccessError: manyPasskeys. */
  async function beginRegistration(sessionId: string, person: Person, { host }: Place) {
    const known = await passkeys.list(person.id);
    if (known.length >= mostKeys) throw new AccessError('manyPasskeys');
    const { extensions: _, ...options } = await (await webauthn()).generateRegistrationOptions({
      rpName: 'Đối Thoại',
      rpID: host,
      // The authenticator shows both; the id is what it gives back, and says nothing to others.
      userName: person.name,
      userDisplayName: person.name,
      userID: new TextEncoder().encode(person.id),
      attestationType: 'none',
      excludeCredentials: known
        .filter((passkey) => passkey.host === host)
        .map(({ id, transports }) => ({ id, transports })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      timeout: challengeLife,
    });
    registering.put(sessionId, { challenge: options.challenge, host });
    return options;
  }

  /** Keeps the key that the browser made. Throws AccessError: badPasskey. */
  async function register(
    sessionId: string,
    personId: string,
    { host, origin }: Place,
    made: { response: RegistrationResponseJSON; label: string },
  ): Promise<Passkey> {
    const asked = registering.take(sessionId);
    if (!asked || asked.host !== host) throw new AccessError('badPasskey');
    const { registrationInfo } = await (await webauthn())
      .verifyRegistrationResponse({
        response: made.response,
        expectedChallenge: asked.challenge,
        expectedOrigin: origin,
        expectedRPID: host,
        requireUserVerification: true,
      })
      .catch(refuse);
    if (!registrationInfo || (await passkeys.read(registrationInfo.credential.id)))
      throw new AccessError('badPasskey');
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
    const passkey: Passkey = {
      id,
      personId,
      host,
      publicKey: new Uint8Array(publicKey),
      counter,
      transports: transports.filter((transport) => /^[a-z-]{1,20}$/.test(transport)),
      label: made.label,
      createdAt: iso(),
      usedAt: '',
    };
    await passkeys.add(passkey);
    return passkey;
  }

  /** What the browser needs to sign in, and the secret of its cookie that the answer must come with. */
  async function beginSignIn({ host }: Place) {
    const { extensions: _, ...options } = await (await webauthn()).generateAuthenticationOptions({
      rpID: host,
      userVerification: 'required',
      timeout: challengeLife,
    });
    const secret = newToken();
    signingIn.put(secret, { challenge: options.challenge, host });
    return { options, secret };
  }

  /** The person whose key answered the challenge. Throws AccessError: badPasskey. */
  async function signIn(
    secret: string | undefined,
    { host, origin }: Place,
    response: AuthenticationResponseJSON,
  ): Promise<Person> {
    const asked = secret ? signingIn.take(secret) : null;
    const passkey = await passkeys.read(response.id);
    if (!asked || !passkey || asked.host !== host || passkey.host !== host)
      throw new AccessError('badPasskey');
    const { id, publicKey, counter, transports, personId } = passkey;
    const { verified, authenticationInfo } = await (await webauthn())
      .verifyAuthenticationResponse({
        response,
        expectedChallenge: asked.challenge,
        expectedOrigin: origin,
        expectedRPID: host,
        credential: { id, publicKey, counter, transports },
        requireUserVerification: true,
      })
      .catch(refuse);
    const handle = Buffer.from(response.response.userHandle ?? '', 'base64url').toString();
    if (!verified || handle !== personId) throw new AccessError('badPasskey');
    if (!(await passkeys.use(id, authenticationInfo.newCounter, iso()))) throw new AccessError('badPasskey');
    const person = await people.read(personId);
    if (!person) throw new AccessError('badPasskey');
    return person;
  }

  return { beginRegistration, register, beginSignIn, signIn, book: passkeys };
}

/** Whatever does not hold, the page learns one thing: this key does not open. */
function refuse(): never {
  throw new AccessError('badPasskey');
}

export type Passkeys = ReturnType<typeof createPasskeys>;
