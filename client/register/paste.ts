import type { Attendee } from '../../shared/docs/register.ts';
import type { Category } from '../../shared/petition.ts';
import { fold } from '../../shared/vietnamese/fold.ts';
import { isPhone } from './phone.ts';

/** What is wrong with a pasted row; a row with a problem is not added. */
export type Problem = 'noName' | 'phone' | 'category' | 'known' | 'twice' | 'encoding' | 'columns';

export type PersonValues = Pick<
  Attendee,
  'name' | 'title' | 'village' | 'group' | 'category' | 'phone' | 'birthYear'
>;

export interface PastedRow {
  /** Line of the pasted table, from 1. */
  line: number;
  values: PersonValues;
  problems: Problem[];
  /** The row as it was pasted, so that what is not added can be mended. */
  source: string;
}

export interface PastedTable {
  /** The header row as it was pasted, or empty. */
  header: string;
  rows: PastedRow[];
}

type Column = keyof PersonValues | 'skip';

const usualOrder: readonly Column[] = ['name', 'title', 'village', 'group', 'category', 'phone'];

/** Folded words of header cells, the more particular first. */
const headers: readonly (readonly [RegExp, Column])[] = [
  [/^(so )?(stt|tt)$|^so thu tu$/, 'skip'],
  [/nam sinh|ngay sinh|^ns$|birth/, 'birthYear'],
  [/dien thoai|^sdt$|^dt$|phone/, 'phone'],
  [/doi tuong|loai ho|dien ho|category/, 'category'],
  [/chuc vu|chuc danh|title/, 'title'],
  [/thanh phan|nhom|group/, 'group'],
  [/thon|lang|dia chi|village/, 'village'],
  [/ho (va )?ten|ho, ten|^ten$|nguoi (du|duoc moi)|name/, 'name'],
];

/** Letters that TCVN3 (ABC) and VNI fonts draw as Vietnamese; no name in Unicode has them. */
export const oldEncoding = /[\u00a1-\u00ac\u00ae-\u00bf]/;

/**
 * Splits text as Excel puts it on the clipboard: tabs between cells, line ends between rows, quotes around
 * cells that hold one of these, doubled quotes for a quote.
 */
export function splitTable(text: string): { cells: string[]; source: string }[] {
  const rows: { cells: string[]; source: string }[] = [];
  let cells: string[] = [];
  let start = 0;
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/y;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (!match) break;
    const [, quoted, plain = '', end] = match;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\t' && cell.lastIndex < text.length) continue;
    rows.push({ cells, source: text.slice(start, cell.lastIndex).replace(/[\r\n]+$/, '') });
    cells = [];
    start = cell.lastIndex;
  }
  return rows.filter((row) => row.cells.some((each) => each.trim() !== ''));
}

/** Reads a household category as offices write it; null when it is none. */
export function readCategory(text: string): Category | null {
  const word = fold(text);
  if (word === '' || word === 'khac' || word === 'other') return 'other';
  if (word.includes('can ngheo')) return 'nearPoor';
  if (word.includes('thoat ngheo')) return 'escapedPoverty';
  if (word.includes('ngheo')) return 'poor';
  return word.includes('nong dan') || word === 'nd' ? 'farmerMember' : null;
}

function readHeader(cells: readonly string[]): Column[] | null {
  const found = cells.map(
    (cell): Column => headers.find(([pattern]) => pattern.test(fold(cell).trim()))?.[1] ?? 'skip',
  );
  const hits = found.filter((column) => column !== 'skip').length;
  return found.includes('name') && (hits > 1 || cells.length <= 2) ? found : null;
}

/** Columns of a table without header: a first column of running numbers is left out. */
function guessColumns(rows: readonly { cells: string[] }[]): Column[] {
  const numbered = rows.length > 0 && rows.every(({ cells }) => /^\d*\.?$/.test(cells[0]?.trim() ?? ''));
  return numbered ? ['skip', ...usualOrder] : [...usualOrder];
}

const tidy = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim();
const keyOf = (person: { name: string; village: string; phone: string }) =>
  `${fold(person.name)}\n${fold(person.village)}\n${person.phone.replace(/\D/g, '')}`;

/**
 * Reads rows pasted from a spreadsheet. `known` are the people of the list; the same name, village and phone
 * is the same person.
 */
export function readPaste(text: string, known: readonly Attendee[]): PastedTable {
  const rows = splitTable(text);
  const [first] = rows;
  const header = first ? readHeader(first.cells) : null;
  const body = header ? rows.slice(1) : rows;
  const columns = header ?? guessColumns(body);
  const onList = new Set(known.map(keyOf));
  const above = new Set<string>();

  const read = ({ cells, source }: { cells: string[]; source: string }, at: number): PastedRow => {
    const of = (column: Column) => tidy(cells.filter((_, index) => columns[index] === column).join(' '));
    const category = readCategory(of('category'));
    const values: PersonValues = {
      name: of('name'),
      title: of('title'),
      village: of('village'),
      group: of('group'),
      category: category ?? 'other',
      phone: of('phone'),
    };
    const [birthYear] = /(19|20)\d\d/.exec(of('birthYear')) ?? [];
    if (birthYear) values.birthYear = birthYear;
    const problems: Problem[] = [];
    if (oldEncoding.test(values.name + values.village)) problems.push('encoding');
    if (!values.name) problems.push('noName');
    if (values.phone && !isPhone(values.phone)) problems.push('phone');
    if (category === null) problems.push('category');
    if (cells.slice(columns.length).some((cell) => cell.trim() !== '')) problems.push('columns');
    const key = keyOf(values);
    if (values.name && onList.has(key)) problems.push('known');
    else if (values.name && above.has(key)) problems.push('twice');
    above.add(key);
    return { line: at + (header ? 2 : 1), values, problems, source };
  };
  return { header: header && first ? first.source : '', rows: body.map(read) };
}
