import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { canonicalize } from '../../../shared/canonical.ts';
import type { DialogueRecord } from '../../../shared/record.ts';
import { sha256Hex, toHex } from '../../../shared/verify/bytes.ts';
import { separate } from '../../../shared/verify/personal.ts';
import type { KeptRecord } from '../../../shared/verify/record-file.ts';
import type { Known, Report } from '../../../shared/verify/report.ts';
import { recordMessage } from '../../../shared/verify/signing.ts';

/** A key that is the same each time: PKCS8 of Ed25519 with `seed` in every byte. Never one of an installation. */
export function testKey(seed: number) {
  const head = Buffer.from('302e020100300506032b657004220420', 'hex');
  const der = Buffer.concat([head, Buffer.alloc(32, seed)]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    publicKey: toHex(new Uint8Array(spki.subarray(-32))),
    sign: (message: Uint8Array) => toHex(sign(null, message, key)),
  };
}

/** Freezes a record as the server does, with salts that are the same each time. */
export function freeze(record: DialogueRecord, key = testKey(7)): KeptRecord {
  let count = 0;
  const salt = () => {
    count += 1;
    return Uint8Array.from({ length: 16 }, (_, index) => (count * 31 + index * 7) % 256);
  };
  const { hashed, personal } = separate({ ...record, version: 2 }, salt);
  const canonical = canonicalize(hashed);
  const { publicKey } = key;
  const value = key.sign(recordMessage(sha256Hex(canonical)));
  return { canonical, signature: { algorithm: 'Ed25519', publicKey, value }, personal };
}

/** What the office knows: its own key, and no record. */
export const office: Known = {
  trusts: (publicKey) => publicKey === testKey(7).publicKey,
  hasRecord: async () => null,
};

/** `part.finding` of every check that is not whole, and its paths. */
export function troubles(report: Report): Record<string, string[]> {
  return Object.fromEntries(
    report.checks
      .filter(({ finding }) => finding !== 'whole')
      .map(({ part, finding, paths }) => [`${part}.${finding}`, paths]),
  );
}
