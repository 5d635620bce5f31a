/**
 * The content tree: what a document says, in the order of its parts, before any format.
 * A document kind is one function from record to tree; PDF and DOCX are each one function from tree to bytes.
 * All text in a tree has gone through `clean`.
 */

export interface TextRun {
  type: 'text';
  text: string;
  bold?: boolean;
  italic?: boolean;
  underline?: boolean;
  /** Struck through: words that a newer version no longer has. */
  strike?: boolean;
}

/** A new line inside a paragraph. */
export interface LineBreak {
  type: 'break';
}

/** The number of pages of the whole document, as two digits at least. */
export interface PageCount {
  type: 'pageCount';
}

/** A box to tick, empty or ticked. */
export interface TickBox {
  type: 'box';
  ticked: boolean;
}

/** Dots to the end of the line, to write on by hand. */
export interface Leader {
  type: 'leader';
}

export type Inline = TextRun | LineBreak | PageCount | TickBox | Leader;

export type Align = 'justify' | 'left' | 'center' | 'right';

export interface Paragraph {
  type: 'paragraph';
  runs: Inline[];
  align: Align;
  /** First line indented, as all body text is. */
  firstLine: boolean;
  /** Never the last thing on a page. */
  keepWithNext: boolean;
}

/** 1: `I.` capitals bold, 2: `1.` bold, 3: `a)` regular. The number is part of the runs. */
export interface Heading {
  type: 'heading';
  level: 1 | 2 | 3;
  runs: Inline[];
}

export interface Cell {
  paragraphs: Paragraph[];
  colspan: number;
  rowspan: number;
}

export interface Row {
  cells: Cell[];
  /** The row fits on a page, so it is not split. */
  keepTogether: boolean;
}

/** Every row fills the table's grid: cells and those spanning into the row together have `widths.length` columns. */
export interface Table {
  type: 'table';
  /** Column widths in mm. */
  widths: number[];
  /** Points. */
  size: number;
  /** Repeated on each page. */
  header: Row[];
  rows: Row[];
  /** The whole table fits on a page and is not split. */
  keepTogether: boolean;
}

/** How a part of a bar is filled; each can be told from the others on black and white paper. */
export const chartFills = ['solid', 'diagonal', 'dots', 'empty', 'cross', 'grey'] as const;
export type ChartFill = (typeof chartFills)[number];

export interface ChartPart {
  label: string;
  fill: ChartFill;
}

/** A bar chart; the bars' lengths are the values. */
export interface Chart {
  type: 'chart';
  caption: string;
  /** What the parts of the bars are; without any, a bar is one piece. */
  parts?: ChartPart[];
  /** `parts` of a bar: their values, in the order of the chart's parts; they add up to the bar's. */
  bars: { label: string; value: number; parts?: number[] }[];
}

export type Block = Paragraph | Heading | Table | Chart;

/** A QR code with words beside it, for whoever brings the paper. */
export interface PassCode {
  /** What the code says: digits. */
  digits: string;
  lines: string[];
}

/** `Nơi nhận:` and its lines. */
export interface Recipients {
  type: 'recipients';
  lines: string[];
  /** Under the lines. */
  code?: PassCode;
}

/** Authority and title, in capitals, and one name for each who signs. */
export interface Signature {
  type: 'signature';
  titles: string[];
  names: string[];
  /** Place and date over the title, where the head has none. */
  above?: string;
  /** Under the title: `(Ký, ghi rõ họ tên)`. */
  note?: string;
}

export interface Signing {
  left: Recipients | Signature;
  right: Signature;
  /** Both columns fit on a page together and are not split. */
  keepTogether: boolean;
}

export interface Annex {
  /** `Phụ lục`. */
  label: string;
  /** In capitals. */
  name: string;
  /** `(Kèm theo Báo cáo số …)`. */
  reference: string;
  landscape: boolean;
  body: Block[];
}

export interface OfficialDocument {
  /** Set across every page behind the text, e.g. `BẢN DỰ THẢO`; none when left out. */
  mark?: string;
  /** For the file's own properties. */
  info: { title: string; author: string /** ISO 8601 instant. */; createdAt: string };
  head: {
    /** Lines of the superior body, in capitals; none when there is no superior. */
    superior: string[];
    /** Lines of the issuing body, in capitals. */
    body: string[];
    /** `Số:     /BB-UBND`; empty for a form that has no number. */
    number: string;
    /** `V/v …` under the number, of an official letter. */
    about?: string;
    placeDate: string;
  };
  /** Null for an official letter (công văn), which has no kind. */
  title: { kind: string; subject: string } | null;
  /** Legal bases, italic, one paragraph each, without their `;`. */
  bases: string[];
  body: Block[];
  signing: Signing;
  annexes: Annex[];
  /** Further documents of a batch in the same file, each from a new page with page numbers of its own. */
  following?: OfficialDocument[];
}

/** A small paper for one person, with a code to type and to scan. All its text has gone through `clean`. */
export interface Slip {
  /** Lines of the issuing body, in capitals. */
  body: string[];
  /** In capitals. */
  title: string;
  /** `KN-05`. */
  number: string;
  /** What is told, each with its label. */
  lines: { label: string; value: string }[];
  /** What the QR code says; empty: none is printed. */
  link: string;
  codeLabel: string;
  code: string;
  /** Where the code is typed. */
  address: string;
  notes: string[];
  /** Under which whoever took the petition signs. */
  sign: string;
}

/** Slips alone: one to a sheet of A5, or four to a sheet of A4, cut apart. */
export interface SlipSheets {
  sheet: 'A5' | 'A4';
  info: OfficialDocument['info'];
  slips: Slip[];
}
