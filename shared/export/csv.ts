import { dayNumber, instantNumber } from './day-number.ts';
import { cellText, looksLikeFormula, type Table } from './table.ts';

/** Tells Excel that the text is UTF-8. */
const byteOrderMark = '\ufeff';

function quoted(text: string): string {
  // Also where the separator of another country stands, so that it never parts a cell.
  return /[",;\t\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const two = (n: number) => String(n).padStart(2, '0');

/** Day and time as every spreadsheet reads them, whatever country it is set to: `2026-03-12`, `2026-03-12 08:30`. */
function written(serial: number, withTime: boolean): string {
  const date = new Date(Math.round((serial - 25_569) * 1440) * 60_000);
  const day = `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  return withTime ? `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}` : day;
}

/**
 * A table as CSV (RFC 4180): UTF-8 with a byte order mark, commas, CRLF. A text that a spreadsheet might run as a
 * formula gets an apostrophe in front.
 */
export function csv<Row>(table: Table<Row>): string {
  const cell = (kind: Table<Row>['columns'][number]['kind'], value: string | number): string => {
    if (kind === 'number') return String(value);
    const text = cellText(value);
    const serial = kind === 'day' ? dayNumber(text) : kind === 'instant' ? instantNumber(text) : null;
    if (serial !== null) return written(serial, kind === 'instant');
    return quoted(looksLikeFormula(text) ? `'${text}` : text);
  };
  const lines = [
    table.columns.map(({ title }) => cell('text', title)),
    ...table.rows.map((row, index) => table.columns.map(({ kind, value }) => cell(kind, value(row, index)))),
  ];
  return `${byteOrderMark}${lines.map((line) => `${line.join(',')}\r\n`).join('')}`;
}
