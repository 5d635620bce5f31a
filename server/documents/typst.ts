import { readFileSync } from 'node:fs';
import { measures } from '../../shared/documents/measures.ts';
import type { OfficialDocument } from '../../shared/documents/tree.ts';
import { motto, nationalTitle, recipientsTitle } from '../../shared/documents/wording.ts';
import { printableDocument } from './printable.ts';
import type { PrintedProof } from './proof.ts';
import { addSignatureFields } from './signature-fields.ts';
import { layOut, offerFile, writePdf } from './typesetter.ts';
import { typstTree } from './typst-input.ts';

/** The content tree as PDF. */

const template = readFileSync(new URL('./official.typ', import.meta.url), 'utf8');

function compile(tree: OfficialDocument, proof: PrintedProof | null) {
  if (proof?.file) offerFile('ho-so.json', proof.file);
  return layOut(template, {
    tree: typstTree(printableDocument(tree)),
    measures,
    nationalTitle,
    motto,
    recipients: recipientsTitle,
    ...(proof ? { proof: { lines: proof.lines, qr: proof.qr, embeds: proof.file !== null } } : {}),
  });
}

/**
 * The document as PDF/A-3b, with fields for digital signatures, and the record inside and its hash on the last page
 * where there is a proof. Equal trees
 * and proofs give equal bytes: the only date in the file is the tree's own.
 * @throws LayoutError when the compiler refuses, PdfShapeError when it writes its files in another way than we know;
 * the messages hold nothing of the document's text.
 */
export function toPdf(tree: OfficialDocument, proof: PrintedProof | null = null): Uint8Array {
  return addSignatureFields(writePdf(compile(tree, proof), tree.info.createdAt), tree);
}

/** The number of pages that the document has as PDF. */
export function countPages(tree: OfficialDocument): number {
  return compile(tree, null).numOfPages;
}
