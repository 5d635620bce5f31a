import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { fontFiles } from './fonts.ts';

/**
 * The compiler that sets type. What is said is handed to a fixed template as a JSON file that the template reads: text
 * is data there, never source, so there is nothing to escape and nothing to forget.
 */

/** Where the template and its input seem to lie; nothing is read from or written to the disk there. */
const workspace = fileURLToPath(new URL('.', import.meta.url));
const inputFile = `${workspace}tree.json`;

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

/** A file for the template to embed, by its name. */
export function offerFile(name: string, text: string): void {
  compilerOnce().mapShadow(`${workspace}${name}`, Buffer.from(text));
}

/** Lays out `input` by a template. Throws LayoutError, whose message holds nothing of the document's text. */
export function layOut(template: string, input: object) {
  const typst = compilerOnce();
  typst.mapShadow(inputFile, Buffer.from(JSON.stringify(input)));
  const compiled = typst.compile({ mainFileContent: template });
  const document = compiled.result;
  if (!document) {
    const fault = compiled.takeDiagnostics();
    throw new LayoutError(`Typst: ${faultOf(fault ? typst.fetchDiagnostics(fault) : [])}`);
  }
  return document;
}

/** Laid out pages as PDF/A-3b, whose only date is `createdAt` (ISO 8601). Throws LayoutError. */
export function writePdf(document: ReturnType<typeof layOut>, createdAt: string): Uint8Array {
  const typst = compilerOnce();
  const created = Math.floor(Date.parse(createdAt) / 1000);
  try {
    return typst.pdf(document, {
      pdfStandard: 'a-3b',
      creationTimestamp: Number.isFinite(created) ? created : 0,
    });
  } catch {
    throw new LayoutError('Typst: the pages could not be written as PDF/A-3b');
  } finally {
    // A fifth of the work of a short document, and nobody waits for it: it comes once the bytes are on their way.
    setImmediate(() => typst.evictCache(keepResults));
  }
}
