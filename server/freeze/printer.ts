import type { RecordStanding } from '../../shared/review.ts';
import { sealPdf } from '../../shared/verify/pdf.ts';
import { documentMessage } from '../../shared/verify/signing.ts';
import type { StoredFreeze } from '../store/store.ts';
import type { DocumentFormat, DocumentMaker, DocumentName, SigningKey } from './contract.ts';
import { hashOf } from './freeze.ts';
import { openRecord } from './record.ts';

/** Makes the documents of stored records: a PDF carries its record and is sealed by the installation's key. */
export interface Printer {
  /** `withPersonal`: the record inside the PDF takes the personal values along. Rejects as the maker does. */
  print(
    freeze: StoredFreeze,
    kind: DocumentName,
    format: DocumentFormat,
    withPersonal: boolean,
  ): Promise<Uint8Array>;
}

export interface PrinterOptions {
  documents: Pick<DocumentMaker, 'render'>;
  signingKey: SigningKey;
  /** What became of a record since it was frozen. */
  reviewer: { standing(freeze: StoredFreeze): Promise<RecordStanding> };
}

export function createPrinter({ documents, signingKey, reviewer }: PrinterOptions): Printer {
  const { publicKey, fingerprint, sign } = signingKey;
  const seal = (bytes: Uint8Array) =>
    sealPdf(bytes, publicKey, (sealed) => sign(documentMessage(hashOf(sealed))));
  return {
    async print(freeze, kind, format, withPersonal) {
      const proof = { kept: freeze, withPersonal, fingerprint };
      const standing = await reviewer.standing(freeze);
      const bytes = await documents.render(openRecord(freeze), kind, format, standing, proof);
      return format === 'pdf' ? seal(bytes) : bytes;
    },
  };
}
