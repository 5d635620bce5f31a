import type { OfficialDocument, Signature } from '../../shared/documents/tree.ts';

/**
 * The fields of a PDF into which an office's own tool puts a digital signature: between the signer's title and name,
 * where Decree 30/2020/NĐ-CP, Annex I, has the picture of the signature. Typst makes no form fields; the template marks
 * the places as links to `doithoai:signature:SIDE:NUMBER`, and here each of these links becomes a field.
 *
 * The file stays one revision with one cross-reference table: objects are replaced and the table is written anew. What
 * ISO 19005-3 asks of a field is kept: it is printed, it has an appearance, no value is to be drawn by the reader.
 */

/** The places as the template marks them: of which column, and the signer's number in it from 0. */
const place = /\/URI \(doithoai:signature:(left|right):(\d{1,3})\)/;
const rectangle = /\/Rect \[([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)\]/;
/** How Typst begins the object of a link; text of the document stands in objects that begin otherwise. */
const linkObject = /^\d+ 0 obj\n<<\n {2}\/Type \/Annot\n {2}\/Subtype \/Link\n/;
const lineOfTable = 20;

/** The PDF is not laid out as Typst writes it. */
export class PdfShapeError extends Error {
  override name = 'PdfShapeError';
}

/** Stretch of the file, and what takes its place. */
interface Edit {
  from: number;
  to: number;
  text: string;
}

interface Layout {
  tableAt: number;
  /** Where each object begins, by its number; 0 for what is free. */
  offsets: number[];
  /** Of the trailer. */
  rest: string;
  catalog: number;
}

function layoutOf(pdf: Buffer): Layout {
  const pointer = pdf.lastIndexOf('startxref');
  const tableAt = Number(/^startxref\s+(\d{1,10})\s/.exec(pdf.toString('latin1', pointer))?.[1]);
  const text = pointer === -1 || !Number.isFinite(tableAt) ? '' : pdf.toString('latin1', tableAt, pointer);
  const head = /^xref\r?\n0 (\d{1,7})\r?\n/.exec(text);
  const count = Number(head?.[1]);
  const begin = head?.[0].length ?? 0;
  const rest = text.slice(begin + count * lineOfTable);
  const catalog = Number(/\/Root (\d+) 0 R/.exec(rest)?.[1]);
  if (!head || !rest.startsWith('trailer') || !Number.isInteger(catalog))
    throw new PdfShapeError('no single cross-reference table');
  const offsets = Array.from({ length: count }, (_, at) =>
    Number(text.slice(begin + at * lineOfTable, begin + at * lineOfTable + 10)),
  );
  return { tableAt, offsets, rest, catalog };
}

/** Text as a PDF string that may hold any letter. */
function pdfText(value: string): string {
  const bytes = Buffer.from(`\uFEFF${value}`, 'utf16le').swap16();
  return `<${bytes.toString('hex').toUpperCase()}>`;
}

/** Who is to sign, as the reader shows it at the field. */
function signerOf(signature: Signature, number: number): string {
  return [...signature.titles, signature.names[number] ?? ''].filter(Boolean).join(' ');
}

function fieldObject(tree: OfficialDocument, number: number, link: string, appearance: number): string {
  const [, side, at] = place.exec(link) ?? [];
  const corners = rectangle.exec(link)?.slice(1).map(Number) ?? [];
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = corners;
  if (!side || !at || corners.length !== 4) throw new PdfShapeError('a place to sign without its corners');
  const signature = side === 'left' ? tree.signing.left : tree.signing.right;
  const who = signature.type === 'signature' ? signerOf(signature, Number(at)) : '';
  const rect = [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
  return [
    `${number} 0 obj`,
    '<<',
    '  /Type /Annot',
    '  /Subtype /Widget',
    '  /FT /Sig',
    `  /T (signature-${side}-${Number(at) + 1})`,
    `  /TU ${pdfText(who)}`,
    `  /Rect [${rect.join(' ')}]`,
    '  /F 4',
    `  /AP << /N ${appearance} 0 R >>`,
    '>>',
    'endobj',
  ].join('\n');
}

/** What an empty field looks like: nothing. */
function emptyAppearance(number: number): string {
  return `${number} 0 obj\n<<\n  /Type /XObject\n  /Subtype /Form\n  /BBox [0 0 1 1]\n  /Length 0\n>>\nstream\n\nendstream\nendobj\n\n`;
}

function endOf(pdf: Buffer, from: number): number {
  const end = pdf.indexOf('endobj', from);
  if (end === -1) throw new PdfShapeError('an object without an end');
  return end + 'endobj'.length;
}

/** Makes the edits and moves every object of the table along; `added` objects stand last in the file. */
function rewrite(pdf: Buffer, layout: Layout, edits: readonly Edit[], added: readonly string[]): Buffer {
  const sorted = [...edits].sort((a, b) => a.from - b.from);
  const parts: Buffer[] = [];
  let done = 0;
  for (const { from, to, text } of sorted) {
    parts.push(pdf.subarray(done, from), Buffer.from(text, 'latin1'));
    done = to;
  }
  parts.push(pdf.subarray(done, layout.tableAt));
  const moved = (offset: number) =>
    sorted
      .filter(({ to }) => to <= offset)
      .reduce((at, { from, to, text }) => at + text.length - (to - from), offset);
  const offsets = layout.offsets.map((offset) => (offset === 0 ? 0 : moved(offset)));
  let end = moved(layout.tableAt);
  for (const object of added) {
    parts.push(Buffer.from(object, 'latin1'));
    offsets.push(end);
    end += object.length;
  }
  const lines = offsets.map((offset, number) =>
    number === 0 ? '0000000000 65535 f\r\n' : `${String(offset).padStart(10, '0')} 00000 n\r\n`,
  );
  const rest = layout.rest.replace(/\/Size \d+/, `/Size ${offsets.length}`);
  const tail = `xref\n0 ${offsets.length}\n${lines.join('')}${rest}startxref\n${end}\n%%EOF`;
  return Buffer.concat([...parts, Buffer.from(tail, 'latin1')]);
}

/**
 * Turns the places to sign that the template marked into signature fields. A file without any is returned as it is.
 * Equal files give equal files.
 * @throws PdfShapeError when the file is not laid out as Typst writes it.
 */
export function addSignatureFields(bytes: Uint8Array, tree: OfficialDocument): Uint8Array {
  const pdf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const layout = layoutOf(pdf);
  const appearance = layout.offsets.length;
  const fields: number[] = [];
  const edits: Edit[] = [];
  for (const [number, from] of layout.offsets.entries()) {
    if (from === 0 || !linkObject.test(pdf.toString('latin1', from, from + 80))) continue;
    const to = endOf(pdf, from);
    const link = pdf.toString('latin1', from, to);
    if (!place.test(link)) continue;
    fields.push(number);
    edits.push({ from, to, text: fieldObject(tree, number, link, appearance) });
  }
  if (fields.length === 0) return bytes;
  const catalogAt = layout.offsets[layout.catalog] ?? 0;
  const begin = pdf.indexOf('<<', catalogAt) + 2;
  if (begin < catalogAt + 2) throw new PdfShapeError('no catalog');
  const list = fields.map((number) => `${number} 0 R`).join(' ');
  edits.push({ from: begin, to: begin, text: `\n  /AcroForm << /Fields [${list}] >>` });
  return rewrite(pdf, layout, edits, [emptyAppearance(appearance)]);
}
