import { joinBytes } from '../papers/byte-parts.ts';
import { dayNumber, instantNumber } from './day-number.ts';
import { type CellKind, cellText, looksLikeFormula, type Table } from './table.ts';
import { zip } from './zip.ts';

/**
 * A table as XLSX (ECMA-376): one sheet, typed cells, its head frozen, filtered, and printed on each
 * page with the first two columns. Texts are
 * written as texts: nothing in them is ever run, and what looks like a formula wears the mark of a text, so that it
 * stays one when somebody edits the cell.
 */

/** Longest text of a cell. */
const longestText = 32_767;
const cutSign = '… (xem đủ trong tệp CSV hoặc JSON)';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeXml(text: string): string {
  return (
    text
      // `_x0041_` would be read as the letter A.
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      .replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign)
  );
}

/** `A`, `Z`, `AA`: the letters of a column, from 0. */
function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

/** Places in the list of cell formats below. */
const styles = { head: 1, text: 2, number: 3, day: 4, instant: 5, markedText: 6 };

const styleSheet = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
<numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="hh:mm\\ dd/mm/yyyy"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="Times New Roman"/><family val="1"/></font>\
<font><b/><sz val="11"/><name val="Times New Roman"/><family val="1"/></font></fonts>\
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/><bgColor indexed="64"/></patternFill></fill></fills>\
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>\
<border><left style="thin"><color rgb="FFB0B8C0"/></left><right style="thin"><color rgb="FFB0B8C0"/></right>\
<top style="thin"><color rgb="FFB0B8C0"/></top><bottom style="thin"><color rgb="FFB0B8C0"/></bottom><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
${[
  [0, 1, 2, 'center', 'center', ''],
  [49, 0, 0, 'left', 'top', ''],
  [1, 0, 0, 'center', 'top', ''],
  [164, 0, 0, 'center', 'top', ''],
  [165, 0, 0, 'center', 'top', ''],
  [49, 0, 0, 'left', 'top', ' quotePrefix="1"'],
]
  .map(
    ([format, font, fill, across, down, more]) =>
      `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="1" xfId="0"${more} applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="${across}" vertical="${down}" wrapText="1"/></xf>`,
  )
  .join('')}</cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function textCell(at: string, text: string, style: number): string {
  const fits = text.length <= longestText ? text : text.slice(0, longestText - cutSign.length) + cutSign;
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(fits)}</t></is></c>`;
}

function cell(at: string, kind: CellKind, value: string | number): string {
  if (typeof value === 'number') return `<c r="${at}" s="${styles.number}"><v>${value}</v></c>`;
  const text = cellText(value);
  const serial = kind === 'day' ? dayNumber(text) : kind === 'instant' ? instantNumber(text) : null;
  if (serial !== null)
    return `<c r="${at}" s="${kind === 'day' ? styles.day : styles.instant}"><v>${serial}</v></c>`;
  if (text === '') return `<c r="${at}" s="${styles.text}"/>`;
  return textCell(at, text, looksLikeFormula(text) ? styles.markedText : styles.text);
}

/** Height of a line and of the tallest row, points. */
const lineHeight = 15;
const tallestRow = 409;

/** Lines that a text needs in a column so many letters wide. */
function linesIn(text: string, width: number): number {
  return text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / (width * 0.95))), 0);
}

/** Height of a row, points: not every program finds it out by itself. */
function rowHeight(texts: readonly (readonly [text: string, width: number])[]): number {
  const lines = Math.max(1, ...texts.map(([text, width]) => linesIn(text, width)));
  return Math.min(tallestRow, lines * lineHeight);
}

/** Letters that stand beside each other on a landscape page and can still be read. */
const [lettersOnA4, lettersOnA3] = [208, 300];

/** The paper that the table is printed on, and how many sheets lie beside each other. */
function pageSetup(columns: readonly { width: number }[]): string {
  const letters = columns.reduce((sum, { width }) => sum + width, 0);
  const [paper, wide] = letters <= lettersOnA4 ? [9, 1] : [8, Math.ceil(letters / lettersOnA3)];
  return `<pageSetup paperSize="${paper}" orientation="landscape" fitToWidth="${wide}" fitToHeight="0"/>`;
}

/** Rows between which others get their turn. */
const rowsAtOnce = 50;

const pause = () => new Promise<void>((resolve) => setTimeout(resolve));

async function* sheet<Row>({ columns, rows }: Table<Row>): AsyncGenerator<string, void, undefined> {
  const last = `${columnLetters(Math.max(0, columns.length - 1))}${rows.length + 1}`;
  yield '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';
  yield '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';
  yield `<dimension ref="A1:${last}"/><sheetViews><sheetView workbookViewId="0" tabSelected="1">`;
  yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  yield '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>';
  yield '<sheetFormatPr defaultRowHeight="15"/><cols>';
  yield columns
    .map(({ width }, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`)
    .join('');
  const headHeight = rowHeight(columns.map(({ title, width }) => [title, width * 0.85]));
  yield `</cols><sheetData><row r="1" ht="${headHeight}">`;
  yield columns.map(({ title }, n) => textCell(`${columnLetters(n)}1`, title, styles.head)).join('');
  yield '</row>';
  for (const [index, row] of rows.entries()) {
    const values = columns.map(({ kind, width, value }) => ({ kind, width, value: value(row, index) }));
    const cells = values.map(({ kind, value }, n) => cell(`${columnLetters(n)}${index + 2}`, kind, value));
    const texts = values.filter(({ kind }) => kind === 'text');
    const height = rowHeight(texts.map(({ value, width }) => [String(value), width]));
    yield `<row r="${index + 2}" ht="${height}">${cells.join('')}</row>`;
    if (index % rowsAtOnce === rowsAtOnce - 1) await pause();
  }
  yield `</sheetData><autoFilter ref="A1:${last}"/>`;
  yield '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>';
  yield pageSetup(columns);
  yield '<headerFooter><oddFooter>&amp;C&amp;P/&amp;N</oddFooter></headerFooter></worksheet>';
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageTypes = 'http://schemas.openxmlformats.org/package/2006';

function workbook<Row>({ name, columns, rows }: Table<Row>, hasRemark: boolean): string {
  const quotedName = `'${escapeXml(name.replaceAll("'", "''"))}'`;
  const area = `${quotedName}!$A$1:$${columnLetters(Math.max(0, columns.length - 1))}$${rows.length + 1}`;
  return `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relations}">\
<bookViews><workbookView activeTab="0"/></bookViews>\
<sheets><sheet name="${escapeXml(name)}" sheetId="1" r:id="rId1"/>${hasRemark ? '<sheet name="Lưu ý" sheetId="2" r:id="rId3"/>' : ''}</sheets><definedNames>\
<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${area}</definedName>\
<definedName name="_xlnm.Print_Titles" localSheetId="0">${quotedName}!$A:$B,${quotedName}!$1:$1</definedName></definedNames></workbook>`;
}

const contentTypes = (hasRemark: boolean) => `<Types xmlns="${packageTypes}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>\
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>\
${hasRemark ? '<Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' : ''}\
<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>\
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;

const rootRelations = `<Relationships xmlns="${packageTypes}/relationships">\
<Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/>\
<Relationship Id="rId2" Type="${packageTypes}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`;

const bookRelations = (hasRemark: boolean) => `<Relationships xmlns="${packageTypes}/relationships">\
<Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/>\
${hasRemark ? `<Relationship Id="rId3" Type="${relations}/worksheet" Target="worksheets/sheet2.xml"/>` : ''}\
<Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`;

function properties(title: string, day: string): string {
  const date = `${day}T00:00:00Z`;
  return `<cp:coreProperties xmlns:cp="${packageTypes}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
<dc:title>${escapeXml(cellText(title))}</dc:title><dc:language>vi-VN</dc:language>\
<dcterms:created xsi:type="dcterms:W3CDTF">${date}</dcterms:created></cp:coreProperties>`;
}

/** Letters handed on at once. */
const partLength = 60_000;

/** Parts of text as bytes, in parts worth handing on. */
async function* encoded(texts: Iterable<string> | AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let part = declaration;
  for await (const text of texts) {
    part += text;
    if (part.length < partLength) continue;
    yield encoder.encode(part);
    part = '';
  }
  yield encoder.encode(part);
}

/** A sheet of its own behind the table: what the file says of itself. */
function remarkSheet(remark: string): string {
  return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
<cols><col min="1" max="1" width="80" customWidth="1"/></cols><sheetData><row r="1" ht="${4 * lineHeight}">\
${textCell('A1', cellText(remark), styles.text)}</row></sheetData></worksheet>`;
}

/**
 * A table as an XLSX file, in parts. `day` (`YYYY-MM-DD`) is the file's date: equal tables give equal bytes. `remark`
 * stands on a second sheet, or there is none.
 */
export function xlsx<Row>(
  table: Table<Row>,
  day: string,
  remark = '',
): AsyncGenerator<Uint8Array, void, undefined> {
  const file = (name: string, ...texts: string[]) => ({ name, bytes: encoded(texts) });
  return zip(
    [
      file('[Content_Types].xml', contentTypes(remark !== '')),
      file('_rels/.rels', rootRelations),
      file('docProps/core.xml', properties(table.title, day)),
      file('xl/workbook.xml', workbook(table, remark !== '')),
      file('xl/_rels/workbook.xml.rels', bookRelations(remark !== '')),
      file('xl/styles.xml', styleSheet),
      { name: 'xl/worksheets/sheet1.xml', bytes: encoded(sheet(table)) },
      ...(remark === '' ? [] : [file('xl/worksheets/sheet2.xml', remarkSheet(remark))]),
    ],
    { day },
  );
}

/** All parts as one. */
export async function joined(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return joinBytes(all);
}
