import { paragraph, text } from './build.ts';
import { linesNeeded } from './letters.ts';
import { landscapeHeight, measures, mmPerPoint } from './measures.ts';
import { linesOf } from './plain.ts';
import type { EditorCell } from './rich-text.ts';
import type { Align, Cell, Inline, Paragraph, Row, Table } from './tree.ts';

/** A cell of plain text; each line of it is a paragraph. */
export function cell(value: string, options: { align?: Align; bold?: boolean } = {}): Cell {
  const { align = 'left', bold = false } = options;
  const lines = linesOf(value);
  const paragraphs = (lines.length > 0 ? lines : ['']).map((line) =>
    paragraph([text(line, bold ? { bold } : {})], { align, firstLine: false }),
  );
  return { paragraphs, colspan: 1, rowspan: 1 };
}

function textOf(runs: Inline[]): string[] {
  const lines = [''];
  for (const run of runs) {
    if (run.type === 'break') lines.push('');
    else lines[lines.length - 1] += run.type === 'text' ? run.text : '00';
  }
  return lines;
}

/** Height of a paragraph in mm, or a little more. */
function heightOf(content: Paragraph, width: number, size: number): number {
  const inner = Math.max(width - 2 * measures.table.inset.x, 5);
  let lines = 0;
  for (const line of textOf(content.runs)) {
    lines += linesNeeded(line, inner, 'bold', size);
  }
  return lines * size * measures.font.line * measures.table.lineSpacing * mmPerPoint;
}

function cellHeight(content: Cell, width: number, size: number): number {
  const text = content.paragraphs.reduce((sum, one) => sum + heightOf(one, width, size), 0);
  return text + 2 * measures.table.inset.y;
}

/** A cell and the column that it begins in. */
interface PositionedCell {
  cell: Cell;
  start: number;
}

/**
 * Whether a row may be kept on one page: certain to fit beside the table's header on the lower of the two
 * page formats. A row that is kept though it does not fit would run off the page.
 */
function fits(cells: PositionedCell[], columns: number[], size: number): boolean {
  return rowHeight(cells, columns, size) < landscapeHeight * 0.7;
}

function rowHeight(cells: PositionedCell[], columns: number[], size: number): number {
  const heights = cells.map(({ cell: content, start }) => {
    const width = columns.slice(start, start + content.colspan).reduce((sum, one) => sum + one, 0);
    return cellHeight(content, width, size);
  });
  return Math.max(0, ...heights);
}

export interface TableOptions {
  /** Columns in relation to each other. */
  columns: number[];
  /** The whole width, mm. */
  width: number;
  /** Points. */
  size: number;
  /** Do not split the table, should it fit on less than half a page. */
  whole: boolean;
}

/** A table whose cells span columns at most, its header repeated on each page. */
export function table(header: string[], rows: Cell[][], options: TableOptions): Table {
  const { size } = options;
  const total = options.columns.reduce((sum, one) => sum + one, 0);
  const widths = options.columns.map((column) => (column / total) * options.width);
  const positioned = (cells: Cell[]) => {
    let next = 0;
    return cells.map((content): PositionedCell => {
      const start = next;
      next += content.colspan;
      return { cell: content, start };
    });
  };
  const toRow = (cells: Cell[]): Row => ({ cells, keepTogether: fits(positioned(cells), widths, size) });
  const headerRow = toRow(header.map((value) => cell(value, { align: 'center', bold: true })));
  const built = rows.map(toRow);
  const height = [headerRow, ...built].reduce(
    (sum, row) => sum + rowHeight(positioned(row.cells), widths, size),
    0,
  );
  return {
    type: 'table',
    widths,
    size,
    header: [headerRow],
    rows: built,
    keepTogether: options.whole && height < measures.page.height / 2,
  };
}

/** Cells put into a grid; `taken` tells the columns of each row that some cell covers. */
interface Grid {
  rows: PositionedCell[][];
  taken: Set<number>[];
  columns: number;
}

/**
 * Puts cells into the grid, row by row, each into the first free column: the way HTML, Word and Typst all do.
 * Spans that meet a taken column or the table's end are cut.
 */
function placeInGrid(rows: EditorCell[][]): Grid {
  const taken = rows.map(() => new Set<number>());
  const isTaken = (row: number, column: number) => taken[row]?.has(column) ?? true;
  const placed = rows.map((row, r) => {
    let column = 0;
    return row.map(({ cell: content }): PositionedCell => {
      while (isTaken(r, column)) column++;
      const start = column;
      let colspan = 1;
      while (colspan < content.colspan && !isTaken(r, start + colspan)) colspan++;
      const rowspan = Math.min(content.rowspan, rows.length - r);
      for (let y = r; y < r + rowspan; y++) {
        for (let x = start; x < start + colspan; x++) taken[y]?.add(x);
      }
      return { cell: { ...content, colspan, rowspan }, start };
    });
  });
  const columns = Math.max(0, ...taken.map((used) => Math.max(-1, ...used) + 1));
  return { rows: placed, taken, columns };
}

/** Fills what no cell covers with empty cells, one for each gap. */
function fillGaps({ rows, taken, columns }: Grid): PositionedCell[][] {
  return rows.map((row, r) => {
    const cells = [...row];
    for (let x = 0; x < columns; x++) {
      if (taken[r]?.has(x)) continue;
      const last = cells.at(-1);
      const grows = last !== undefined && !row.includes(last) && last.start + last.cell.colspan === x;
      if (grows) last.cell.colspan++;
      else cells.push({ cell: cell(''), start: x });
    }
    return cells.sort((a, b) => a.start - b.start);
  });
}

/** Joins columns that no cell tells apart, so that a span of thousands is no thousand columns. */
function joinColumns(
  rows: PositionedCell[][],
  weights: number[],
): { rows: PositionedCell[][]; shares: number[] } {
  const starts = [...new Set(rows.flat().map((one) => one.start))].sort((a, b) => a - b);
  const columnOf = new Map(starts.map((start, index) => [start, index]));
  const joined = rows.map((row) =>
    row.map(({ cell: content, start }): PositionedCell => {
      const end = start + content.colspan;
      const colspan = starts.filter((one) => one >= start && one < end).length;
      return { cell: { ...content, colspan }, start: columnOf.get(start) ?? 0 };
    }),
  );
  const known = starts.map((start, index) => {
    const own = weights.slice(start, starts[index + 1]);
    return own.every((weight) => weight > 0) ? own.reduce((sum, one) => sum + one, 0) : 0;
  });
  const given = known.filter((weight) => weight > 0);
  const usual = given.length > 0 ? given.reduce((sum, one) => sum + one, 0) / given.length : 1;
  return { rows: joined, shares: known.map((weight) => weight || usual) };
}

/**
 * A table of an editor's cells, made whole: every row fills the grid. `weights` are relative column widths, 0 or
 * missing for an equal share; `width` is the whole in mm. Null for a table without cells.
 */
export function editorTable(rows: EditorCell[][], weights: number[], width: number): Table | null {
  const grid = placeInGrid(rows);
  if (grid.columns === 0) return null;
  const { rows: placed, shares } = joinColumns(fillGaps(grid), weights);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const widths = shares.map((share) => (share / total) * width);
  const size = measures.table.size;
  const built = placed.map(
    (row): Row => ({ cells: row.map((one) => one.cell), keepTogether: fits(row, widths, size) }),
  );
  const headerRows = countHeaderRows(rows, built);
  return {
    type: 'table',
    widths,
    size,
    header: built.slice(0, headerRows),
    rows: built.slice(headerRows),
    keepTogether: false,
  };
}

/** The leading rows of heading cells only, when no cell of theirs reaches below them. */
function countHeaderRows(rows: EditorCell[][], built: Row[]): number {
  const body = rows.findIndex((row) => row.length === 0 || row.some((placed) => !placed.heading));
  if (body <= 0) return 0;
  const reaches = built
    .slice(0, body)
    .some((row, index) => row.cells.some((content) => index + content.rowspan > body));
  return reaches ? 0 : body;
}
