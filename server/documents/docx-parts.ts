import {
  AlignmentType,
  BorderStyle,
  CheckBox,
  HeadingLevel,
  HeightRule,
  type IBorderOptions,
  type ISpacingProperties,
  LeaderType,
  LineRuleType,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  SimpleField,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import type * as Tree from '../../shared/documents/tree.ts';
import { measures, mmPerPoint, textWidth } from './measures.ts';

/** Parts of the content tree as parts of a Word document. Word counts in twips, half points and eighths of a point. */

export const twips = (mm: number) => Math.round((mm * 1440) / 25.4);
export const pointTwips = (points: number) => Math.round(points * 20);
export const halfPoints = (points: number) => points * 2;
const eighths = (points: number) => Math.round(points * 8);

/** Space above and below in points, and lines of so many times the single height (240 is one line). */
export function spacing(multiple: number, before = 0, after = 0): ISpacingProperties {
  return {
    before: pointTwips(before),
    after: pointTwips(after),
    line: Math.round(240 * multiple),
    lineRule: LineRuleType.AUTO,
  };
}

/** Space above and below, and a line of exactly `height`, all in points. */
export function exactSpacing(height: number, before = 0, after = 0): ISpacingProperties {
  return {
    before: pointTwips(before),
    after: pointTwips(after),
    line: pointTwips(height),
    lineRule: LineRuleType.EXACT,
  };
}

/** Spacing of body text, with more space above where told. */
export function bodySpacing(before = 0): ISpacingProperties {
  return spacing(measures.text.lineSpacing, before, measures.text.paragraphGap);
}

export const noBorder: IBorderOptions = { style: BorderStyle.NONE, size: 0, color: 'auto' };
export const noMargins = { top: 0, bottom: 0, left: 0, right: 0 };
export const noBorders = {
  top: noBorder,
  bottom: noBorder,
  left: noBorder,
  right: noBorder,
  insideHorizontal: noBorder,
  insideVertical: noBorder,
};

const alignments = {
  justify: AlignmentType.JUSTIFIED,
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const;

const headingLevels = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 };

export type FileChild = Paragraph | Table;

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

  /** A bar chart as a table whose bars are shaded paragraphs: the same in Word, LibreOffice and print. */
  private chart(one: Tree.Chart): FileChild[] {
    const { chart, table } = measures;
    const most = Math.max(1, ...one.bars.map((bar) => bar.value));
    const step = (textWidth - chart.labelWidth) / chart.steps;
    const margins = { top: 0, bottom: 0, left: twips(table.inset.x), right: twips(table.inset.x) };
    const cell = (columnSpan: number, child: Paragraph, bar = false) =>
      new TableCell({
        columnSpan,
        margins: bar ? noMargins : margins,
        verticalAlign: VerticalAlign.CENTER,
        children: [child],
      });
    const words = (text: string, keepNext: boolean) =>
      new Paragraph({
        children: [new TextRun({ text, size: halfPoints(chart.size) })],
        keepNext,
        spacing: spacing(1),
      });
    const filled = (keepNext: boolean) =>
      new Paragraph({
        children: [],
        keepNext,
        shading: { type: ShadingType.CLEAR, color: 'auto', fill: chart.fill },
        spacing: exactSpacing(chart.barHeight / mmPerPoint),
      });
    const rows = one.bars.map((bar, index) => {
      const steps = Math.round((bar.value / most) * chart.steps * chart.longest);
      const keepNext = one.bars.length <= chart.keptBars && index < one.bars.length - 1;
      return new TableRow({
        cantSplit: true,
        height: { value: twips(chart.barHeight + chart.gap), rule: HeightRule.ATLEAST },
        children: [
          cell(1, words(bar.label, keepNext)),
          ...(steps > 0 ? [cell(steps, filled(keepNext), true)] : []),
          cell(chart.steps - steps, words(String(bar.value), keepNext)),
        ],
      });
    });
    const caption = new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: spacing(1, table.gap, measures.text.paragraphGap),
      children: [new TextRun({ text: one.caption, italics: true, size: halfPoints(chart.size) })],
    });
    const bars = new Table({
      layout: TableLayoutType.FIXED,
      width: { size: twips(textWidth), type: WidthType.DXA },
      columnWidths: [twips(chart.labelWidth), ...new Array<number>(chart.steps).fill(twips(step))],
      borders: noBorders,
      rows,
    });
    return [caption, bars];
  }

  /** Blocks in order; what follows a table stands off from it, and two tables are kept apart. */
  blocks(blocks: readonly Tree.Block[]): FileChild[] {
    const result: FileChild[] = [];
    for (const block of blocks) {
      const afterTable = result.at(-1) instanceof Table;
      const before = afterTable ? measures.table.gap : 0;
      if (block.type === 'paragraph') result.push(this.paragraph(block, before));
      else if (block.type === 'heading') result.push(this.heading(block, before));
      else if (block.type === 'chart') result.push(...this.chart(block));
      else result.push(...(afterTable ? [spacer(measures.table.gap)] : []), this.table(block));
    }
    return result;
  }
}

export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** An empty paragraph of the given height in points. */
export function spacer(height: number, keepNext = false): Paragraph {
  return new Paragraph({
    keepNext,
    spacing: exactSpacing(height),
    children: [],
  });
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
