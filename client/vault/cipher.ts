import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import type { Cipher } from './own-key.ts';

/*
 * XChaCha20-Poly1305 in script, since a hall at http://192.168.… has no crypto.subtle: one path for all. Its nonces of
 * 24 bytes may be random, however many rows there are.
 */

const nonceBytes = 24;
export const keyBytes = 32;
/** Takes about half a second and 32 MiB on an old office laptop. */
const cost = { N: 2 ** 15, r: 8, p: 1 };
/** How long the derivation may hold up the page at a time, ms. */
const tick = 8;

/** What of a vault lies on the device. */
export interface Wrapped {
  salt: Uint8Array<ArrayBuffer>;
  /** What scrypt cost when it was wrapped. */
  cost: { N: number; r: number; p: number };
  key: Uint8Array<ArrayBuffer>;
}

export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** A cipher of a key of 32 bytes; `id` is bound to what it seals. */
export function cipherOf(id: string, key: Uint8Array): Cipher {
  const bound = new TextEncoder().encode(id);
  return {
    id,
    seal(plain) {
      const nonce = randomBytes(nonceBytes);
      const sealed = xchacha20poly1305(key, nonce, bound).encrypt(plain);
      const all = new Uint8Array(nonceBytes + sealed.length);
      all.set(nonce);
      all.set(sealed, nonceBytes);
      return all;
    },
    open(sealed) {
      try {
        const nonce = sealed.subarray(0, nonceBytes);
        const plain = xchacha20poly1305(key, nonce, bound).decrypt(sealed.subarray(nonceBytes));
        return new Uint8Array(plain);
      } catch {
        return null;
      }
    },
  };
}

async function fromPin(id: string, pin: string, { salt, cost }: Omit<Wrapped, 'key'>): Promise<Cipher> {
  const derived = await scryptAsync(pin, salt, { ...cost, dkLen: keyBytes, asyncTick: tick });
  return cipherOf(id, derived);
}

/** Wraps a key by a PIN, with a salt of its own. */
export async function wrap(id: string, key: Uint8Array, pin: string): Promise<Wrapped> {
  const salt = randomBytes(16);
  return { salt, cost, key: (await fromPin(id, pin, { salt, cost })).seal(key) };
}

/** The key; null: the PIN is another. */
export async function unwrap(
  id: string,
  wrapped: Wrapped,
  pin: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  return (await fromPin(id, pin, wrapped)).open(wrapped.key);
}
