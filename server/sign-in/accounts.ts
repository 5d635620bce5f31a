import * as client from 'openid-client';
import { AccessError } from '../access/access.ts';
import { newToken } from '../access/tokens.ts';
import type { OidcSettings } from '../config.ts';
import { createPending } from './pending.ts';

/** How long somebody may take at the provider's pages, ms. */
export const accountLife = 10 * 60_000;
/** How far the provider's clock may be off, s: a hall's laptop has no time server. */
const clockTolerance = 60;
/** How long the provider may take to answer, s. */
const patience = 10;

interface Begun {
  state: string;
  nonce: string;
  verifier: string;
  redirectUri: string;
  /** The session that this browser had when it left; empty: none. */
  sessionId: string;
}

/** The account that the provider vouches for, lower case, and the session that the browser had before. */
export interface Proven {
  account: string;
  sessionId: string;
}

interface AccountOptions {
  settings: OidcSettings;
  now?: () => number;
  /** Told why something failed, in a word without personal data. */
  failed(reason: string): void;
}

/** Sign-in by the office's own accounts: OpenID Connect, code flow with PKCE, state and nonce. */
export function createAccounts({ settings, now = Date.now, failed }: AccountOptions) {
  const begun = createPending<Begun>(accountLife, now);
  let known: Promise<client.Configuration> | null = null;

  /** The provider, asked when it is first needed and again after a failure: the hall starts without it. */
  function provider(): Promise<client.Configuration> {
    const issuer = new URL(settings.issuer);
    known ??= client.discovery(
      issuer,
      settings.clientId,
      { [client.clockTolerance]: clockTolerance },
      authenticate(settings.clientSecret),
      // readConfig lets plain http through for this machine itself only.
      { timeout: patience, execute: issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [] },
    );
    return known.catch((error: unknown) => {
      known = null;
      failed(reasonOf(error));
      throw new AccessError('accountUnreachable');
    });
  }

  /** Where the browser goes, and the secret of the cookie that it must come back with. Throws AccessError: accountUnreachable. */
  async function begin(redirectUri: string, sessionId: string): Promise<{ url: URL; secret: string }> {
    const config = await provider();
    const verifier = client.randomPKCECodeVerifier();
    const state = client.randomState();
    const nonce = client.randomNonce();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      // Signing out here does not sign out there: on a shared device the next person would come in as the one before.
      prompt: 'login',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    const secret = newToken();
    begun.put(secret, { state, nonce, verifier, redirectUri, sessionId });
    return { url, secret };
  }

  /**
   * What the provider says of whoever came back with `query`. Throws AccessError: accountAgain (not begun here, or too
   * long ago), accountDenied, accountFailed, accountUnreachable, accountUnverified.
   */
  async function finish(secret: string | undefined, query: URLSearchParams): Promise<Proven> {
    const asked = secret ? begun.take(secret) : null;
    if (!asked) throw new AccessError('accountAgain');
    const config = await provider();
    const url = new URL(asked.redirectUri);
    url.search = query.toString();
    try {
      const tokens = await client.authorizationCodeGrant(config, url, {
        pkceCodeVerifier: asked.verifier,
        expectedState: asked.state,
        expectedNonce: asked.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new AccessError('accountFailed');
      const lacking = typeof claims[settings.claim] !== 'string' && config.serverMetadata().userinfo_endpoint;
      const more = lacking ? await client.fetchUserInfo(config, tokens.access_token, claims.sub) : {};
      return { account: readAccount({ ...claims, ...more }, settings.claim), sessionId: asked.sessionId };
    } catch (error) {
      throw explain(error);
    }
  }

  function explain(error: unknown): AccessError {
    if (error instanceof AccessError) return error;
    failed(reasonOf(error));
    if (error instanceof client.AuthorizationResponseError)
      return new AccessError(error.error === 'access_denied' ? 'accountDenied' : 'accountFailed');
    // fetch says TypeError when nobody answers; the library says so by its own errors otherwise.
    const isAway = error instanceof TypeError || isTimeout(error);
    if (isAway) known = null;
    return new AccessError(isAway ? 'accountUnreachable' : 'accountFailed');
  }

  return { begin, finish };
}

export type Accounts = ReturnType<typeof createAccounts>;

/** As the provider asks for it; HTTP Basic is what the specification takes for granted. */
function authenticate(secret: string): client.ClientAuth {
  const basic = client.ClientSecretBasic(secret);
  const post = client.ClientSecretPost(secret);
  return (server, own, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const use = methods.includes('client_secret_basic') ? basic : post;
    use(server, own, body, headers);
  };
}

/** The account's name in the claims. Throws AccessError: accountUnverified, unknownAccount. */
export function readAccount(claims: Record<string, unknown>, claim: string): string {
  const verified = claims.email_verified;
  if (claim === 'email' && (verified === false || verified === 'false'))
    throw new AccessError('accountUnverified');
  const value = claims[claim];
  const account = typeof value === 'string' ? value.normalize('NFC').trim().toLowerCase() : '';
  if (!account) throw new AccessError('unknownAccount');
  return account;
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && (error.name === 'TimeoutError' || codeOf(error) === 'OAUTH_TIMEOUT');
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The library's code or the kind of error; its message may quote the answer, claims and all. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? codeOf(error) || error.name : 'unknown';
}
