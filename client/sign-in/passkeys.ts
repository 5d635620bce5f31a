import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';

/** Why this page cannot have passkeys; null when it can. */
export function passkeyObstacle(): 'name' | 'browser' | null {
  // Browsers have them in secure contexts under a name; at an address of numbers and dots they have none.
  const isAddress = /^[\d.]+$|^\[/.test(location.hostname);
  if (!isSecureContext || isAddress) return 'name';
  return 'PublicKeyCredential' in window ? null : 'browser';
}

/** The browser did not make or use a passkey. */
export class PasskeyError extends Error {
  /** `stopped`: by the user, or for want of a key; `known`: the device has one already. */
  readonly why: 'stopped' | 'known';
  constructor(why: 'stopped' | 'known') {
    super(why);
    this.name = 'PasskeyError';
    this.why = why;
  }
}

/** Loaded when it is needed: most pages never do. */
const library = () => import('@simplewebauthn/browser');

/** Lets the browser make a passkey. Throws PasskeyError. */
export async function makePasskey(optionsJSON: PublicKeyCredentialCreationOptionsJSON) {
  const { startRegistration } = await library();
  try {
    return await startRegistration({ optionsJSON });
  } catch (error) {
    throw new PasskeyError(
      error instanceof Error && error.name === 'InvalidStateError' ? 'known' : 'stopped',
    );
  }
}

/** Lets the browser answer with a passkey. Throws PasskeyError. */
export async function usePasskey(optionsJSON: PublicKeyCredentialRequestOptionsJSON) {
  const { startAuthentication } = await library();
  try {
    return await startAuthentication({ optionsJSON });
  } catch {
    throw new PasskeyError('stopped');
  }
}
