/** A list as rows of cells, whatever kind of file it came in. */
export interface Cell {
  text: string;
  /** Name of the font it stands in; empty: not known. */
  font: string;
}

export interface Sheet {
  name: string;
  rows: Cell[][];
  /** Cells that were merged sideways, by row: the first and the last column. */
  spans: ReadonlyMap<number, readonly (readonly [from: number, to: number])[]>;
  /** There were more rows than are read. */
  cut: boolean;
}

/** Bounds of a list: more than the biggest commune has. */
export const sheetBounds = { rows: 10_000, columns: 60, cell: 500, sheets: 30 } as const;

/** Why a file is no list. Each is an ErrorCode with its sentence. */
export const fileProblems = ['notList', 'oldExcel', 'tooLarge', 'empty'] as const;
export type FileProblem = (typeof fileProblems)[number];

export class BadList extends Error {
  readonly code: FileProblem;
  constructor(code: FileProblem) {
    super(code);
    this.name = 'BadList';
    this.code = code;
  }
}

/** Text of a cell: one line, no ends, bounded. */
export function cellText(text: string): string {
  return text
    .replace(/[\s\u00a0]+/gu, ' ')
    .trim()
    .slice(0, sheetBounds.cell);
}
