import {
  AlignmentType,
  BorderStyle,
  CheckBox,
  HeadingLevel,
  LeaderType,
  Paragraph,
  type ParagraphChild,
  SimpleField,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx';
import { measures, mmPerPoint, textWidth } from '../../shared/documents/measures.ts';
import type * as Tree from '../../shared/documents/tree.ts';
import { chartBlocks } from './docx-chart.ts';
import {
  bodySpacing,
  eighths,
  exactSpacing,
  type FileChild,
  halfPoints,
  spacer,
  spacing,
  sum,
  twips,
} from './docx-units.ts';

/** Parts of the content tree as parts of a Word document. */

const alignments = {
  justify: AlignmentType.JUSTIFIED,
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const;

const headingLevels = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 };

const dotsToTheMargin = { type: TabStopType.RIGHT, position: twips(textWidth), leader: LeaderType.DOT };

/** Turns tree parts into Word parts; `pages` is what a page count shows until Word counts itself. */
export class Parts {
  private readonly pages: number;

  constructor(pages: number) {
    this.pages = pages;
  }

  runs(runs: readonly Tree.Inline[], size?: number): ParagraphChild[] {
    return runs.flatMap((run): ParagraphChild[] => {
      const { type } = run;
      if (type === 'break') return [new TextRun({ break: 1 })];
      if (type === 'leader') return [new TextRun({ children: [new Tab()] })];
      // Word ticks it at a click.
      if (type === 'box') return [new CheckBox({ checked: run.ticked })];
      if (type === 'pageCount') {
        return [new SimpleField('NUMPAGES \\# "00"', String(this.pages).padStart(2, '0'))];
      }
      const { text, bold, italic, underline, strike } = run;
      const made = new TextRun({
        text,
        ...(bold ? { bold } : {}),
        ...(italic ? { italics: true } : {}),
        ...(underline ? { underline: {} } : {}),
        ...(strike ? { strike } : {}),
        ...(size ? { size: halfPoints(size) } : {}),
      });
      return [made];
    });
  }

  /** A paragraph of the body; `before` is space above it in points. */
  paragraph(one: Tree.Paragraph, before = 0): Paragraph {
    const dotted = one.runs.some((run) => run.type === 'leader');
    return new Paragraph({
      ...(dotted ? { tabStops: [dotsToTheMargin] } : {}),
      children: this.runs(one.runs),
      alignment: alignments[one.align],
      keepNext: one.keepWithNext,
      spacing: bodySpacing(before),
      ...(one.firstLine ? { indent: { firstLine: twips(measures.text.firstLine) } } : {}),
    });
  }

  private heading(one: Tree.Heading, before: number): Paragraph {
    return new Paragraph({
      heading: headingLevels[one.level],
      children: this.runs(one.runs),
      spacing: bodySpacing(before),
    });
  }

  private cell(one: Tree.Cell, size: number, keepNext: boolean): TableCell {
    const inCell = spacing(measures.table.lineSpacing);
    return new TableCell({
      columnSpan: one.colspan,
      rowSpan: one.rowspan,
      children: one.paragraphs.map(
        (content) =>
          new Paragraph({
            children: this.runs(content.runs, size),
            // Also of the paragraph's own mark: an empty cell would else be as high as body text.
            run: { size: halfPoints(size) },
            alignment: alignments[content.align],
            keepNext,
            spacing: inCell,
          }),
      ),
    });
  }

  private table(one: Tree.Table): Table {
    const { inset } = measures.table;
    const stroke = { style: BorderStyle.SINGLE, size: eighths(measures.table.stroke), color: '000000' };
    const row = (content: Tree.Row, tableHeader: boolean, keepNext: boolean) =>
      new TableRow({
        tableHeader,
        cantSplit: content.keepTogether,
        children: content.cells.map((each) => this.cell(each, one.size, keepNext)),
      });
    return new Table({
      layout: TableLayoutType.FIXED,
      width: { size: twips(sum(one.widths)), type: WidthType.DXA },
      columnWidths: one.widths.map(twips),
      margins: { top: twips(inset.y), bottom: twips(inset.y), left: twips(inset.x), right: twips(inset.x) },
      borders: {
        top: stroke,
        bottom: stroke,
        left: stroke,
        right: stroke,
        insideHorizontal: stroke,
        insideVertical: stroke,
      },
      rows: [
        ...one.header.map((content) => row(content, true, one.keepTogether)),
        ...one.rows.map((content, index) =>
          row(content, false, one.keepTogether && index < one.rows.length - 1),
        ),
      ],
    });
  }

  /** Blocks in order; what follows a table stands off from it, and two tables are kept apart. */
  blocks(blocks: readonly Tree.Block[]): FileChild[] {
    const result: FileChild[] = [];
    for (const block of blocks) {
      const afterTable = result.at(-1) instanceof Table;
      const before = afterTable ? measures.table.gap : 0;
      if (block.type === 'paragraph') result.push(this.paragraph(block, before));
      else if (block.type === 'heading') result.push(this.heading(block, before));
      else if (block.type === 'chart') result.push(...chartBlocks(block));
      else result.push(...(afterTable ? [spacer(measures.table.gap)] : []), this.table(block));
    }
    return result;
  }
}

/** A line of `length` mm, centred in a column `width` mm wide, `measures.head.ruleGap` under what stands above. */
export function rule(length: number, width: number, after: number): Paragraph {
  const side = twips((width - length) / 2);
  return new Paragraph({
    indent: { left: side, right: side },
    border: {
      top: {
        style: BorderStyle.SINGLE,
        size: eighths(measures.head.ruleThickness),
        space: 0,
        color: '000000',
      },
    },
    spacing: exactSpacing(1, measures.head.ruleGap / mmPerPoint, after),
    children: [],
  });
}
