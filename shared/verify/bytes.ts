import { sha256 } from '@noble/hashes/sha2.js';

/** Bytes and their hex, in browser and server alike. A hall's plain http address has no crypto.subtle. */

const utf8 = new TextEncoder();

export function bytesOf(text: string): Uint8Array {
  return utf8.encode(text);
}

export function toHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex;
}

/** The bytes of a hex text of exactly `length` bytes in lower case; null for anything else. */
export function fromHex(hex: unknown, length: number): Uint8Array | null {
  if (typeof hex !== 'string' || hex.length !== 2 * length || !/^[0-9a-f]*$/.test(hex)) return null;
  return Uint8Array.from({ length }, (_, index) => Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16));
}

/** SHA-256 in hex; a text counts as its UTF-8 bytes. */
export function sha256Hex(data: Uint8Array | string): string {
  return toHex(sha256(typeof data === 'string' ? bytesOf(data) : data));
}

/** `A1B2 C3D4 …`: the first 16 bytes of a key's SHA-256, in groups that two people can read to each other. */
export function fingerprintOf(publicKey: Uint8Array): string {
  const hex = sha256Hex(publicKey).slice(0, 32).toUpperCase();
  return (hex.match(/.{4}/g) ?? []).join(' ');
}

/**
 * Whether a public key (hex) is among those that somebody named: each by the key itself (64 hex digits) or by its
 * fingerprint, with or without spaces.
 */
export function keyMatcher(names: readonly string[]): (publicKey: string) => boolean {
  const wanted = new Set(names.map(compact));
  return (publicKey) => {
    const key = fromHex(publicKey, 32);
    return key !== null && (wanted.has(publicKey) || wanted.has(compact(fingerprintOf(key))));
  };
}

/** Whether a text has the form of a key's name as keyMatcher takes it; any other matches no key. */
export function isKeyName(text: string): boolean {
  return /^(?:[0-9a-f]{64}|[0-9a-f]{32})$/.test(compact(text));
}

const compact = (name: string) => name.replace(/\s/g, '').toLowerCase();
