import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { OfficialDocument } from '../../shared/documents/tree.ts';
import { motto, nationalTitle, recipientsTitle } from '../../shared/documents/wording.ts';
import { fontFiles } from './fonts.ts';
import { measures } from './measures.ts';
import { printableDocument } from './printable.ts';
import type { PrintedProof } from './proof.ts';
import { addSignatureFields } from './signature-fields.ts';
import { typstTree } from './typst-input.ts';

/**
 * The content tree as PDF. The tree is handed to a fixed Typst template (`official.typ`) as a JSON file that the
 * template reads: text is data there, never source, so there is nothing to escape and nothing to forget.
 */

/** Where the template and its input seem to lie; nothing is read from or written to the disk there. */
const workspace = fileURLToPath(new URL('.', import.meta.url));
const treeFile = `${workspace}tree.json`;
const recordFile = `${workspace}ho-so.json`;

const template = readFileSync(new URL('./official.typ', import.meta.url), 'utf8');

/** Kept results of the compiler that went unused for this many documents are dropped. */
const keepResults = 3;

let compiler: NodeCompiler | null = null;

function compilerOnce(): NodeCompiler {
  compiler ??= NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: fontFiles() }] });
  return compiler;
}

/** The compiler refused; the message is safe to log. */
export class LayoutError extends Error {
  override name = 'LayoutError';
}

/** The compiler's own words about a fault, without what stood in the document. */
function faultOf(diagnostics: unknown): string {
  const messages = Array.isArray(diagnostics)
    ? diagnostics.map((one: unknown) =>
        typeof one === 'object' && one !== null && 'message' in one ? String(one.message) : '',
      )
    : [];
  return messages.join('; ').replace(/"[^"]*"/gu, '"…"') || 'unknown fault';
}

function compile(tree: OfficialDocument, proof: PrintedProof | null) {
  const typst = compilerOnce();
  const input = {
    tree: typstTree(printableDocument(tree)),
    measures,
    nationalTitle,
    motto,
    recipients: recipientsTitle,
    ...(proof ? { proof: { lines: proof.lines, qr: proof.qr, embeds: proof.file !== null } } : {}),
  };
  if (proof?.file) typst.mapShadow(recordFile, Buffer.from(proof.file));
  typst.mapShadow(treeFile, Buffer.from(JSON.stringify(input)));
  const compiled = typst.compile({ mainFileContent: template });
  const document = compiled.result;
  if (!document) {
    const fault = compiled.takeDiagnostics();
    throw new LayoutError(`Typst: ${faultOf(fault ? typst.fetchDiagnostics(fault) : [])}`);
  }
  return { typst, document };
}

/**
 * The document as PDF/A-3b, with fields for digital signatures, and the record inside and its hash on the last page
 * where there is a proof. Equal trees
 * and proofs give equal bytes: the only date in the file is the tree's own.
 * @throws LayoutError when the compiler refuses, PdfShapeError when it writes its files in another way than we know;
 * the messages hold nothing of the document's text.
 */
export function toPdf(tree: OfficialDocument, proof: PrintedProof | null = null): Uint8Array {
  const { typst, document } = compile(tree, proof);
  const created = Math.floor(Date.parse(tree.info.createdAt) / 1000);
  let pdf: Uint8Array;
  try {
    pdf = typst.pdf(document, {
      pdfStandard: 'a-3b',
      creationTimestamp: Number.isFinite(created) ? created : 0,
    });
  } catch {
    throw new LayoutError('Typst: the pages could not be written as PDF/A-3b');
  } finally {
    // A fifth of the work of a short document, and nobody waits for it: it comes once the bytes are on their way.
    setImmediate(() => typst.evictCache(keepResults));
  }
  return addSignatureFields(pdf, tree);
}

/** The number of pages that the document has as PDF. */
export function countPages(tree: OfficialDocument): number {
  return compile(tree, null).document.numOfPages;
}
