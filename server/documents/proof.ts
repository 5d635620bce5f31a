import { proofWords } from '../../shared/documents/wording.ts';
import { sha256Hex } from '../../shared/verify/bytes.ts';
import { writeRecordFile } from '../../shared/verify/record-file.ts';
import type { DocumentProof } from '../freeze/contract.ts';
import { qrSvg } from '../qr-codes.ts';

/** What the last page and the inside of a PDF say of the record that it was made from. */
export interface PrintedProof {
  /** Lines beside the code. */
  lines: string[];
  /** SVG. */
  qr: string;
  /** The record's file, or null when this copy carries none. */
  file: string | null;
}

/** Capitals and digits take less room in a QR code than small letters. */
export function qrText(hash: string): string {
  return `SHA256:${hash.toUpperCase()}`;
}

/**
 * What is printed for a proof. A record of version 1 has its personal values under the hash: it travels only in a copy
 * that may hold them.
 */
export function printedProof({ kept, withPersonal, fingerprint }: DocumentProof): PrintedProof {
  const hash = sha256Hex(kept.canonical);
  const file = withPersonal || kept.signature ? writeRecordFile(kept, withPersonal) : null;
  return {
    lines: [
      `${proofWords.hash} ${hash}`,
      `${proofWords.key} ${fingerprint}`,
      file ? proofWords.inside : proofWords.alone,
    ],
    qr: qrSvg(qrText(hash)),
    file,
  };
}
