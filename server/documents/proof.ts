import { create } from 'qrcode';
import { proofWords } from '../../shared/documents/wording.ts';
import { sha256Hex } from '../../shared/verify/bytes.ts';
import { writeRecordFile } from '../../shared/verify/record-file.ts';
import type { DocumentProof } from '../freeze/contract.ts';

/** What the last page and the inside of a PDF say of the record that it was made from. */
export interface PrintedProof {
  /** Lines beside the code. */
  lines: string[];
  /** SVG. */
  qr: string;
  /** The record's file, or null when this copy carries none. */
  file: string | null;
}

/** A QR code as one SVG path, dark squares only; a row's run of squares is one rectangle. */
export function qrSvg(text: string): string {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  let path = '';
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const start = column;
      while (column < size && data[row * size + column]) column++;
      if (column > start) path += `M${start} ${row}h${column - start}v1h${start - column}z`;
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`;
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
