import { canonicalize } from '../../shared/canonical.ts';
import type { ProvenSignOff, SignOff } from '../../shared/review.ts';
import { sha256Hex } from '../../shared/verify/bytes.ts';
import { isSignedBy, signOffMessage } from '../../shared/verify/signing.ts';
import type { SigningKey } from '../freeze/contract.ts';
import { signatureBy } from '../freeze/key.ts';
import type { ReviewBook } from '../review/contract.ts';

/*
 * People's signatures on their way out and in. They lie beside a record and are not under its hash, so whoever has the
 * file could change them: each travels with a signature by the installation where it was made.
 */

function messageOf(signOff: SignOff): Uint8Array {
  return signOffMessage(sha256Hex(canonicalize(signOff)));
}

/** The signatures of a dialogue's records, each proved: by the own key, or as it came from another installation. */
export async function provenSignOffs(
  book: Pick<ReviewBook, 'signOffs' | 'signOffProofs'>,
  key: SigningKey,
  dialogueId: string,
): Promise<ProvenSignOff[]> {
  const proofs = await book.signOffProofs(dialogueId);
  return (await book.signOffs(dialogueId)).map((signOff) => ({
    ...signOff,
    proof: proofs.get(signOff.id) ?? signatureBy(key, messageOf(signOff)),
  }));
}

/** Whether the installation that a proof names did sign just this. */
export function isProven({ proof, ...signOff }: ProvenSignOff): boolean {
  return isSignedBy(proof.publicKey, proof.value, messageOf(signOff));
}
