import { clean } from '../documents/plain.ts';

/** A table as data: what XLSX and CSV are made from. */

export type CellKind =
  /** Any text, several lines too. */
  | 'text'
  | 'number'
  /** `YYYY-MM-DD`. */
  | 'day'
  /** ISO 8601 instant, shown in the hall's time. */
  | 'instant';

export interface Column<Row> {
  title: string;
  /** Letters that the column is wide. */
  width: number;
  kind: CellKind;
  /** An empty text: nothing in the cell. */
  value(row: Row, index: number): string | number;
}

export interface Table<Row> {
  /** Name of the sheet, at most 31 letters, without `[ ] : * ? / \`. */
  name: string;
  /** What stands in the file's own properties. */
  title: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
}

/** Signs that a spreadsheet takes for the beginning of a formula, in their wide forms too; some skip spaces before. */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/** Whether a spreadsheet might run a text as a formula. */
export function looksLikeFormula(text: string): boolean {
  return formula.test(text);
}

/** The text of a cell: composed, without what has no look of its own. */
export function cellText(value: string | number): string {
  return typeof value === 'number' ? String(value) : clean(value);
}
