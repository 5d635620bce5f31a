import { type Field, guessField, type Mapping, shapeOf } from './fields.ts';
import type { Sheet } from './sheet.ts';

/** A list whose letters are read: rows of texts. */
export interface List {
  rows: string[][];
  spans: Sheet['spans'];
}

export interface Head {
  /** The row of the head, from 0; -1: the list has none. */
  row: number;
  /** The first row that may hold somebody. */
  from: number;
  /** The title of each column, with what stands over it. */
  titles: string[];
  shape: string;
}

/** Rows above a head at most: the office, the name of the list, the date. */
const deepest = 40;

/** How many different things a row names as heads of columns. */
function headness(row: readonly string[]): number {
  const found = new Set(row.map(guessField).filter((field) => field !== null));
  // A sentence that speaks of households is no head.
  const filled = row.filter((text) => text !== '').length;
  return filled >= 2 && found.size >= 1 ? found.size : 0;
}

/** The row that looks most like a head; -1: none does. */
export function findHead({ rows }: List): number {
  const marks = rows.slice(0, deepest).map(headness);
  const best = Math.max(0, ...marks);
  if (best < 2) return -1;
  // The lower row of a head in two rows says more, since what was merged stands in it as well.
  const row = marks.indexOf(best);
  const above = rows[row - 1] ?? [];
  return (marks[row - 1] ?? 0) >= 2 && goesOn(rows[row] ?? [], above) ? row - 1 : row;
}

/** `(1) (2) (3)` or `A B 1 2`: the numbers of the columns. */
function isNumbering(row: readonly string[]): boolean {
  const filled = row.filter((text) => text !== '');
  return filled.length >= 2 && filled.every((text) => /^\(?(?:\d{1,2}|[A-Z])\)?$/u.test(text));
}

/** Whether a row goes on with the head above: titles below merged ones. */
function goesOn(row: readonly string[], head: readonly string[]): boolean {
  const filled = row
    .map((text, column) => ({ text, above: head[column] ?? '' }))
    .filter(({ text }) => text !== '');
  const own = filled.filter(({ text, above }) => text !== above);
  return (
    own.length > 0 &&
    own.length <= filled.length &&
    own.every(({ text }) => !/\d{3}/u.test(text)) &&
    own.some(({ text }) => guessField(text) !== null || /^(?:nam|nữ|họ|tên)$/iu.test(text)) &&
    filled.every(
      ({ text, above }) =>
        text === above || above === '' || guessField(above) !== 'name' || /^(?:họ|tên)/iu.test(text),
    )
  );
}

/** The head at `row` with the titles of all columns. */
export function readHead(list: List, row: number): Head {
  const width = Math.max(0, ...list.rows.slice(0, 200).map((cells) => cells.length));
  const columns = Array.from({ length: width }, (_, column) => column);
  if (row < 0 || row >= list.rows.length) {
    const titles = columns.map(() => '');
    return { row: -1, from: 0, titles, shape: shapeOf(titles) };
  }
  const titles = columns.map((column) => list.rows[row]?.[column] ?? '');
  for (const [from, to] of list.spans.get(row) ?? [])
    for (let column = from + 1; column <= to && column < width; column += 1)
      titles[column] ||= titles[from] ?? '';
  let from = row + 1;
  const below = list.rows[from] ?? [];
  if (goesOn(below, titles)) {
    for (const column of columns) {
      const text = below[column] ?? '';
      if (text !== '' && text !== titles[column]) titles[column] = `${titles[column] ?? ''} ${text}`.trim();
    }
    from += 1;
  }
  while (isNumbering(list.rows[from] ?? [])) from += 1;
  return { row, from, titles, shape: shapeOf(titles) };
}

/** Columns whose values a family name and a given name are put together from may be several; the others are one. */
const several: readonly Field[] = ['name', 'ignore', 'note'];

/** What stands in each column, by the words of the heads. */
export function guessMapping(titles: readonly string[]): Mapping {
  const taken = new Set<Field>();
  const mapping = titles.map((title): Field => {
    const field = guessField(title) ?? 'ignore';
    if (taken.has(field) && !several.includes(field)) return 'ignore';
    taken.add(field);
    return field;
  });
  if (taken.has('name')) return mapping;
  // A list of heads: `Họ và tên chủ hộ` is who stands in it.
  return mapping.map((field) => (field === 'headName' ? 'name' : field));
}

/** A mapping that fits so many columns; what is missing is not taken. */
export function fitMapping(mapping: readonly Field[], width: number): Mapping {
  return Array.from({ length: width }, (_, column) => mapping[column] ?? 'ignore');
}
