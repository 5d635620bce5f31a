import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { stepsOf } from '../../shared/documents/charts.ts';
import { measures, mmPerPoint, textWidth } from '../../shared/documents/measures.ts';
import type * as Tree from '../../shared/documents/tree.ts';
import {
  exactSpacing,
  type FileChild,
  halfPoints,
  noBorders,
  noMargins,
  spacer,
  spacing,
  sum,
  twips,
} from './docx-units.ts';

/** How parts of bars are shaded: by pattern, so that they can be told apart on black and white paper. */
const chartShading: Record<
  Tree.ChartFill,
  { type: (typeof ShadingType)[keyof typeof ShadingType]; color: string; fill: string }
> = {
  solid: { type: ShadingType.CLEAR, color: 'auto', fill: measures.chart.fill },
  diagonal: { type: ShadingType.THIN_DIAGONAL_STRIPE, color: measures.chart.fill, fill: 'ffffff' },
  dots: { type: ShadingType.PERCENT_10, color: measures.chart.fill, fill: 'ffffff' },
  empty: { type: ShadingType.CLEAR, color: 'auto', fill: 'ffffff' },
  cross: { type: ShadingType.DIAGONAL_CROSS, color: '000000', fill: 'bfbfbf' },
  grey: { type: ShadingType.CLEAR, color: 'auto', fill: measures.chart.grey },
};

const chartEdge = { style: BorderStyle.SINGLE, size: 4, color: '000000', space: 0 };
const chartBorder = { top: chartEdge, bottom: chartEdge, left: chartEdge, right: chartEdge };

/** What the parts of a chart's bars are: beside each other, each sign over its word. */
function chartLegend(parts: readonly Tree.ChartPart[]): Table {
  const { chart } = measures;
  const inset = chart.key / 2;
  const width = twips(textWidth / parts.length);
  const legendCell = ({ label, fill }: Tree.ChartPart) =>
    new TableCell({
      margins: { top: 0, bottom: twips(chart.gap), left: twips(inset), right: twips(inset) },
      children: [
        new Paragraph({
          children: [],
          keepNext: true,
          shading: chartShading[fill],
          border: chartBorder,
          spacing: exactSpacing(chart.barHeight / mmPerPoint),
        }),
        new Paragraph({
          alignment: AlignmentType.CENTER,
          keepNext: true,
          spacing: spacing(1),
          children: [new TextRun({ text: label, size: halfPoints(chart.size) })],
        }),
      ],
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: twips(textWidth), type: WidthType.DXA },
    columnWidths: parts.map(() => width),
    borders: noBorders,
    rows: [new TableRow({ cantSplit: true, children: parts.map(legendCell) })],
  });
}

/** The legend as the head of the bars’ table: over the bars on each page. */
function legendRow(parts: readonly Tree.ChartPart[]): TableRow {
  const { steps, gap } = measures.chart;
  const children = [chartLegend(parts), spacer(gap, true)];
  return new TableRow({
    cantSplit: true,
    tableHeader: true,
    children: [new TableCell({ columnSpan: steps + 1, margins: noMargins, children })],
  });
}

/** A bar chart as a table whose bars are shaded paragraphs: the same in Word, LibreOffice and print. */
export function chartBlocks(one: Tree.Chart): FileChild[] {
  const { chart, table } = measures;
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
  const filled = (keepNext: boolean, fill: Tree.ChartFill | null) =>
    new Paragraph({
      children: [],
      keepNext,
      shading: fill ? chartShading[fill] : chartShading.solid,
      ...(fill ? { border: chartBorder } : {}),
      spacing: exactSpacing(chart.barHeight / mmPerPoint),
    });
  const rows = one.bars.map((bar, index) => {
    const pieces = stepsOf(one, bar);
    const keepNext = one.bars.length <= chart.keptBars && index < one.bars.length - 1;
    return new TableRow({
      cantSplit: true,
      height: { value: twips(chart.barHeight + chart.gap), rule: HeightRule.ATLEAST },
      children: [
        cell(1, words(bar.label, keepNext)),
        ...pieces.flatMap((steps, n) =>
          steps > 0 ? [cell(steps, filled(keepNext, one.parts?.[n]?.fill ?? null), true)] : [],
        ),
        cell(chart.steps - sum(pieces), words(String(bar.value), keepNext)),
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
    rows: one.parts ? [legendRow(one.parts), ...rows] : rows,
  });
  return [caption, bars];
}
