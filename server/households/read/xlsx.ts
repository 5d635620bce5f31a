import { BadList, type Cell, cellText, type Sheet, sheetBounds } from '../../../shared/import/sheet.ts';
import { BadZip, zipEntries } from '../../zip-entries.ts';
import {
  type RunText,
  readBook,
  readRelations,
  readSharedTexts,
  readStyles,
  type Styles,
} from './workbook.ts';
import { attribute, xmlPieces } from './xml.ts';

/** All parts that are read, inflated: some 500,000 cells. */
const mostBytes = 48 * 1024 * 1024;
const mostEntries = 2_000;
const wanted =
  /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|styles\.xml|sharedStrings\.xml|worksheets\/[\w.-]+\.xml)$/iu;
const dayLength = 86_400_000;

/** The day that a serial number is: `1970-02-05`; the number itself when it is none. */
export function dayOfSerial(value: number, from1904 = false): string {
  const days = Math.floor(from1904 ? value + 1462 : value);
  if (!(days >= 1 && days < 2_958_466)) return String(value);
  // Before March 1900 Excel counts a day that never was.
  return new Date(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * dayLength).toISOString().slice(0, 10);
}

interface Reference {
  row: number;
  column: number;
}

/** `C12` counted from 0; null for what is no place. */
function placeOf(reference: string): Reference | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/iu.exec(reference);
  if (!match) return null;
  const letters = (match[1] ?? '').toUpperCase();
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(match[2]) - 1, column };
}

interface Workbook {
  styles: Styles;
  texts: readonly RunText[];
  from1904: boolean;
}

/** What a cell says as text. */
function cellOf(
  {
    type,
    style,
    value,
    inline,
    font,
  }: { type: string; style: number; value: string; inline: string; font: string },
  { styles, texts, from1904 }: Workbook,
): Cell {
  const format = styles.formats[style] ?? { font: '', isDay: false };
  const cell = (text: string, own = '') => ({ text: cellText(text), font: own || font || format.font });
  if (type === 's') {
    const shared = texts[Number(value)];
    return cell(shared?.text ?? '', shared?.font);
  }
  if (type === 'inlineStr') return cell(inline);
  if (type === 'b') return cell(value === '1' ? 'x' : '');
  if (type !== '' && type !== 'n') return cell(value);
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return cell(value);
  if (format.isDay && number >= 1) return cell(dayOfSerial(number, from1904));
  return cell(String(number));
}

/** Reads one sheet, tag by tag. */
class SheetReader {
  readonly rows: Cell[][] = [];
  readonly merges: [Reference, Reference][] = [];
  cut = false;
  readonly #book: Workbook;
  #at: Reference = { row: -1, column: -1 };
  #cell = { type: '', style: 0, value: '', inline: '', font: '' };
  #takes: 'value' | 'inline' | '' = '';
  #aside = false;

  constructor(book: Workbook) {
    this.#book = book;
  }

  read(xml: string): void {
    for (const piece of xmlPieces(xml)) {
      if (piece.kind === 'text') this.#text(piece.text);
      else if (piece.kind === 'close') this.#close(piece.name);
      else {
        this.#open(piece.name, piece.attributes);
        if (piece.empty) this.#close(piece.name);
      }
      if (this.cut) return;
    }
  }

  #text(text: string): void {
    if (this.#takes && !this.#aside) this.#cell[this.#takes] += text;
  }

  #open(name: string, attributes: string): void {
    if (name === 'row') this.#openRow(Number(attribute(attributes, 'r') ?? 0));
    else if (name === 'c') this.#openCell(attributes);
    else if (name === 'v') this.#takes = 'value';
    else if (name === 't') this.#takes = 'inline';
    else if (name === 'rPh') this.#aside = true;
    else if (name === 'rFont') this.#cell.font ||= attribute(attributes, 'val') ?? '';
    else if (name === 'mergeCell') this.#merge(attribute(attributes, 'ref') ?? '');
  }

  #openRow(number: number): void {
    this.#at = { row: number > 0 ? number - 1 : this.#at.row + 1, column: -1 };
    if (this.#at.row >= sheetBounds.rows) this.cut = true;
  }

  #openCell(attributes: string): void {
    const place = placeOf(attribute(attributes, 'r') ?? '');
    this.#at = { row: this.#at.row, column: place?.column ?? this.#at.column + 1 };
    const type = attribute(attributes, 't') ?? '';
    this.#cell = { type, style: Number(attribute(attributes, 's') ?? 0), value: '', inline: '', font: '' };
  }

  #close(name: string): void {
    if (name === 'v' || name === 't') this.#takes = '';
    else if (name === 'rPh') this.#aside = false;
    else if (name === 'c') this.#put();
  }

  #put(): void {
    const { row, column } = this.#at;
    if (row < 0 || row >= sheetBounds.rows || column < 0 || column >= sheetBounds.columns) return;
    const cell = cellOf(this.#cell, this.#book);
    if (cell.text === '') return;
    while (this.rows.length <= row) this.rows.push([]);
    const cells = this.rows[row] ?? [];
    while (cells.length < column) cells.push({ text: '', font: '' });
    cells[column] = cell;
  }

  #merge(range: string): void {
    const [from, to] = range.split(':').map(placeOf);
    if (from && to && this.merges.length < sheetBounds.rows) this.merges.push([from, to]);
  }
}

/** Gives what was merged downwards to each of its rows; says what was merged sideways. */
function unmerge(rows: Cell[][], merges: readonly [Reference, Reference][]): Sheet['spans'] {
  const spans = new Map<number, [number, number][]>();
  for (const [from, to] of merges) {
    const cell = rows[from.row]?.[from.column];
    const last = Math.min(to.row, rows.length - 1);
    for (let row = from.row; row <= last; row += 1) {
      if (to.column > from.column) spans.set(row, [...(spans.get(row) ?? []), [from.column, to.column]]);
      const cells = rows[row];
      if (row === from.row || !cell || !cells || from.column >= sheetBounds.columns) continue;
      while (cells.length <= from.column) cells.push({ text: '', font: '' });
      cells[from.column] = cell;
    }
  }
  return spans;
}

/**
 * The sheets of an .xlsx as rows of cells: what formulas came to last, days as `YYYY-MM-DD`, merged cells in each of
 * their rows. Reads nothing but values, fonts and the formats of numbers.
 * @throws BadList `notList` for what is no workbook, `tooLarge` above the bounds.
 */
export function readXlsx(file: Buffer): Sheet[] {
  const parts = partsOf(file);
  const xml = (name: string) => parts.get(name)?.toString('utf8') ?? '';
  if (!parts.has('xl/workbook.xml')) throw new BadList('notList');
  const { sheets, from1904 } = readBook(xml('xl/workbook.xml'));
  const relations = readRelations(xml('xl/_rels/workbook.xml.rels'));
  const book: Workbook = {
    styles: readStyles(xml('xl/styles.xml')),
    texts: readSharedTexts(xml('xl/sharedStrings.xml')),
    from1904,
  };
  return sheets.slice(0, sheetBounds.sheets).flatMap(({ name, part }) => {
    const path = relations.get(part);
    if (!path || !parts.has(path)) return [];
    const reader = new SheetReader(book);
    reader.read(xml(path));
    return [{ name, rows: reader.rows, spans: unmerge(reader.rows, reader.merges), cut: reader.cut }];
  });
}

function partsOf(file: Buffer): Map<string, Buffer> {
  try {
    return zipEntries(file, (name) => wanted.test(name), { entries: mostEntries, bytes: mostBytes });
  } catch (error) {
    if (error instanceof BadZip) throw new BadList(error.code === 'broken' ? 'notList' : 'tooLarge');
    throw error;
  }
}
