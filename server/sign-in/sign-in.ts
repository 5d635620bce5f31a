import type { Logger } from '../board/contract.ts';
import type { Config } from '../config.ts';
import type { Store } from '../store/store.ts';
import { type Accounts, createAccounts } from './accounts.ts';
import { createDevices, type Devices } from './devices.ts';
import { createPasskeys, type Passkeys } from './passkeys.ts';
import { createPins, type Pins } from './pins.ts';

/** The ways to sign in beside links. */
export interface SignIn {
  devices: Devices;
  pins: Pins;
  passkeys: Passkeys;
  /** Null when the office's accounts are not set up. */
  accounts: Accounts | null;
  /** The address behind a proxy with a certificate; empty: none. */
  publicUrl: string;
  /** A device was lost: the person's PIN, passkeys and the devices that know them are worth nothing any more. */
  forgetWays(personId: string): Promise<void>;
}

/** Puts the ways to sign in together. */
export function createSignIn(
  store: Pick<Store, 'devices' | 'people' | 'pins' | 'passkeys'>,
  { oidc, publicUrl }: Pick<Config, 'oidc' | 'publicUrl'>,
  logger: Logger,
): SignIn {
  return {
    devices: createDevices(store),
    pins: createPins(store),
    passkeys: createPasskeys(store),
    accounts:
      oidc &&
      createAccounts({
        settings: oidc,
        failed(reason) {
          logger.warn({ reason }, 'sign-in by account failed');
        },
      }),
    publicUrl,
    async forgetWays(personId) {
      await store.pins.remove(personId);
      await store.devices.forgetPerson(personId, '');
      for (const { id } of await store.passkeys.list(personId)) await store.passkeys.remove(id, personId);
    },
  };
}
