import { createSignal } from 'solid-js';

/*
 * The key of whoever works at this device, for all that keeps something on it. Light: the ciphers are loaded only where
 * somebody has a PIN (vault.ts).
 */

/** Seals what is written on this device and opens it again. */
export interface Cipher {
  /** Which key it is; part of the names under which sealed things lie. */
  readonly id: string;
  seal(plain: Uint8Array): Uint8Array<ArrayBuffer>;
  /** Null: it was sealed by another key, or is damaged. */
  open(sealed: Uint8Array): Uint8Array<ArrayBuffer> | null;
}

/**
 * `unknown`: it is being looked up; `none`: nothing of this person is sealed here; `locked`: the PIN is to be asked
 * before anything on the device is opened; `open`: the key is here.
 */
export type VaultState = 'unknown' | 'none' | 'locked' | 'open';

const [state, setState] = createSignal<VaultState>('none');
let cipher: Cipher | null = null;
const watchers = new Set<() => void>();
let waiting: (() => void)[] = [];

/** How the data of who works here lie on this device; reactive. */
export const vaultState = state;

/** The key, if there is one and it is here. */
export function ownCipher(): Cipher | null {
  return cipher;
}

/** The key, or null for a person without one; waits while the PIN is being asked. */
export async function settledCipher(): Promise<Cipher | null> {
  while (state() === 'unknown' || state() === 'locked')
    await new Promise<void>((resolve) => waiting.push(resolve));
  return cipher;
}

/** Says how things are; `key` with `open` only. */
export function setVault(next: VaultState, key: Cipher | null = null): void {
  const isOther = key?.id !== cipher?.id;
  cipher = key;
  setState(next);
  if (next === 'none' || next === 'open') {
    const now = waiting;
    waiting = [];
    for (const resolve of now) resolve();
  }
  if (isOther) for (const watcher of [...watchers]) watcher();
}

/** Calls `watcher` each time another key, or none, is to be used, until the returned function is called. */
export function watchCipher(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
