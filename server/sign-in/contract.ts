/** A key that an authenticator holds for a person; the server knows its public half only. */
export interface Passkey {
  /** The credential's id, base64url. */
  id: string;
  personId: string;
  /** The host name that the key was made for (its RP ID); it works nowhere else. */
  host: string;
  /** COSE. */
  publicKey: Uint8Array<ArrayBuffer>;
  /** How often the authenticator says it was used; 0 for those that do not count. */
  counter: number;
  transports: string[];
  /** What its owner calls it. */
  label: string;
  createdAt: string;
  /** ISO 8601 instant of the last use; empty before the first. */
  usedAt: string;
}

export interface PasskeyBook {
  /** Rejects when the id is known already, whoever has it. */
  add(passkey: Passkey): Promise<void>;
  read(id: string): Promise<Passkey | null>;
  /** A person's keys, the oldest first. */
  list(personId: string): Promise<Passkey[]>;
  /** Gives it another label; false when it is not this person's. */
  rename(id: string, personId: string, label: string): Promise<boolean>;
  /** False when it is not this person's. */
  remove(id: string, personId: string): Promise<boolean>;
  /**
   * Notes a use; false when the counter has not gone on since the last one (one statement decides), which is how a
   * copied authenticator shows. Authenticators that do not count always say 0.
   */
  use(id: string, counter: number, at: string): Promise<boolean>;
}

/** A person's PIN as it is kept. */
export interface Pin {
  personId: string;
  /** Hex. */
  salt: string;
  /** Hash of PIN and salt with the parameters it was made with (pin-hash.ts). */
  hash: string;
  /** Wrong tries since the last right one. */
  wrong: number;
  /** ISO 8601 instant until which no try is looked at; empty: none. */
  lockedUntil: string;
}

export interface PinBook {
  read(personId: string): Promise<Pin | null>;
  /** Sets or replaces it; wrong tries are forgotten. */
  set(personId: string, salt: string, hash: string): Promise<void>;
  remove(personId: string): Promise<void>;
  /**
   * Takes one try before it is looked at, so that many at once do not get more tries than one after another: counts it
   * as wrong and locks for what `lockFor` says (ms) of the wrong tries so far. `right` takes that back. Null when the
   * person has no PIN; `locked` when no try is free at `at` (ms since the epoch).
   */
  try(personId: string, at: number, lockFor: (wrong: number) => number): Promise<Pin | 'locked' | null>;
  /** The try was right: wrong ones are forgotten. */
  right(personId: string): Promise<void>;
}

/** A browser that somebody has signed in on. Only the SHA-256 of its cookie is kept. */
export interface Device {
  id: string;
  tokenHash: string;
  /** ISO 8601 instant of the last sign-in that made it known. */
  knownAt: string;
}

export interface DeviceBook {
  add(device: Device): Promise<void>;
  byTokenHash(hash: string): Promise<Device | null>;
  /** Gives the device another secret. */
  renew(id: string, tokenHash: string, at: string): Promise<void>;
  /** The person has signed in there. */
  know(id: string, personId: string): Promise<void>;
  /** Ids of the persons who have signed in there. */
  persons(id: string): Promise<string[]>;
  forget(id: string, personId: string): Promise<void>;
  /** Forgets the person on every device but `except`. */
  forgetPerson(personId: string, except: string): Promise<void>;
  /** Forgets the devices that were last known before `at`. */
  removeOlder(at: string): Promise<void>;
}
