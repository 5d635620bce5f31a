import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign as signBytes,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf, toHex } from '../../shared/verify/bytes.ts';
import type { RecordSignature } from '../../shared/verify/record-file.ts';
import { writePrivate } from '../private-file.ts';
import type { SigningKey } from './contract.ts';

/** The installation's Ed25519 key, in the data folder, so that it is backed up with the data. */

export const keyFile = 'signing-key.pem';

/** The key's file is there and cannot be used; a new key in its place would hide that. */
export class SigningKeyError extends Error {
  override name = 'SigningKeyError';
}

/** A new Ed25519 key as PEM (PKCS #8). */
export function newSigningPem(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function makeKey(path: string): string {
  const pem = newSigningPem();
  writePrivate(path, pem);
  return pem;
}

function readOrMake(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return makeKey(path);
    throw new SigningKeyError(`the signing key ${path} cannot be read`, { cause: error });
  }
}

function parse(pem: string, path: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (error) {
    throw new SigningKeyError(`the signing key ${path} is damaged`, { cause: error });
  }
  if (key.asymmetricKeyType !== 'ed25519')
    throw new SigningKeyError(`the signing key ${path} is no Ed25519 key`);
  return key;
}

/** A message's signature with the key that made it. */
export function signatureBy(key: SigningKey, message: Uint8Array): RecordSignature {
  return { algorithm: 'Ed25519', publicKey: key.publicKey, value: key.sign(message) };
}

/** The key that a PEM text holds; `path` says in errors where it lies. Throws SigningKeyError. */
export function signingKeyOf(pem: string, path: string): SigningKey {
  const key = parse(pem, path);
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  // The last 32 bytes of an Ed25519 SPKI are the key itself (RFC 8410).
  const publicKey = new Uint8Array(spki.subarray(-32));
  return {
    publicKey: toHex(publicKey),
    fingerprint: fingerprintOf(publicKey),
    sign: (message) => toHex(signBytes(null, message, key)),
  };
}

/**
 * Opens the key of a data folder that is there and claimed; at the first start it is made, readable for its owner
 * alone.
 * Throws SigningKeyError when the file is there and is no Ed25519 key.
 */
export function openSigningKey(dataDir: string): SigningKey {
  const path = join(dataDir, keyFile);
  return signingKeyOf(readOrMake(path), path);
}

/** The key of a data folder, never made anew. Throws SigningKeyError, and the system's error when there is none. */
export function readSigningKey(dataDir: string): SigningKey {
  const path = join(dataDir, keyFile);
  return signingKeyOf(readFileSync(path, 'utf8'), path);
}
