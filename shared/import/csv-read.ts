import { cellText, type Sheet, sheetBounds } from './sheet.ts';

/** Signs between cells, the likelier first. */
const separators = ['\t', ';', ',', '|'] as const;
const linesLookedAt = 30;

/** The sign that parts the cells: the one that is there most often, in most lines alike. */
function separatorOf(text: string): string {
  const lines = text
    .split(/\r\n|\r|\n/u, linesLookedAt)
    .map((line) => line.replace(/"[^"]*"/gu, ''))
    .filter((line) => line.trim() !== '');
  const marks = separators.map((sign) => {
    const counts = lines.map((line) => line.split(sign).length - 1).filter((count) => count > 0);
    const alike = Math.max(
      0,
      ...[...Map.groupBy(counts, (count) => count).values()].map((all) => all.length),
    );
    return { sign, mark: alike * 100 + counts.length };
  });
  return marks.reduce((best, one) => (one.mark > best.mark ? one : best)).sign;
}

/** CSV (RFC 4180) or a table with tabs, semicolons or bars. A quote within a cell that did not begin with one is a sign like others. */
export function readCsv(text: string, name = ''): Sheet {
  const plain = text.replace(/^\ufeff/u, '');
  const firstLine = /^sep=(.)\r?\n/iu.exec(plain);
  const body = firstLine ? plain.slice(firstLine[0].length) : plain;
  const separator = firstLine?.[1] ?? separatorOf(body);
  const token = new RegExp(
    `(?:"((?:[^"]|"")*)"?|([^\\r\\n${separator === '|' ? '\\|' : separator}]*))(${separator === '|' ? '\\|' : separator}|\\r\\n|\\r|\\n|$)`,
    'uy',
  );
  const rows: Sheet['rows'] = [];
  let row: Sheet['rows'][number] = [];
  while (token.lastIndex < body.length && rows.length <= sheetBounds.rows) {
    const at = token.lastIndex;
    const match = token.exec(body);
    if (!match) {
      // What stands behind a closing quote belongs to no cell.
      token.lastIndex = at + 1;
      continue;
    }
    const [all, quoted, bare, end] = match;
    const value = quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"');
    if (row.length < sheetBounds.columns) row.push({ text: cellText(value), font: '' });
    if (end !== separator) {
      rows.push(row);
      row = [];
    }
    if (all === '') break;
  }
  if (row.length > 0) rows.push(row);
  return {
    name,
    rows: rows.slice(0, sheetBounds.rows),
    spans: new Map(),
    cut: rows.length > sheetBounds.rows,
  };
}
