import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesOf, fromHex } from './bytes.ts';

/**
 * Ed25519 without crypto.subtle, which a hall's plain http address does not have. What is signed names its kind, so
 * that a signature of one kind of thing can never be shown as one of another.
 */

/** What the key signs of a record: its kind and its SHA-256 (hex). */
export function recordMessage(hash: string): Uint8Array {
  return bytesOf(`doi-thoai/record/2 ${hash}`);
}

/** What the key signs of a PDF: its kind and the SHA-256 (hex) of all its bytes but the signature itself. */
export function documentMessage(hash: string): Uint8Array {
  return bytesOf(`doi-thoai/document/1 ${hash}`);
}

/** What the key signs of a person's signature under a record: its kind and its SHA-256 (hex) as canonical JSON. */
export function signOffMessage(hash: string): Uint8Array {
  return bytesOf(`doi-thoai/sign-off/1 ${hash}`);
}

/** Whether `signature` (64 bytes, hex) by `publicKey` (32 bytes, hex) is one of `message`. Never throws. */
export function isSignedBy(publicKey: unknown, signature: unknown, message: Uint8Array): boolean {
  const key = fromHex(publicKey, 32);
  const signed = fromHex(signature, 64);
  if (!key || !signed) return false;
  try {
    // The strict reading of RFC 8032: node's own verification accepts no other.
    return ed25519.verify(signed, message, key, { zip215: false });
  } catch {
    return false;
  }
}
