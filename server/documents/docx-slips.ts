import {
  AlignmentType,
  BorderStyle,
  Document,
  HeightRule,
  type IBorderOptions,
  ImageRun,
  type ISectionOptions,
  Packer,
  Paragraph,
  SectionType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { measures, mmPerPoint } from '../../shared/documents/measures.ts';
import type { Slip, SlipSheets } from '../../shared/documents/tree.ts';
import { codePicture } from './code-picture.ts';
import { coreProperties, withFixedDates } from './docx-package.ts';
import { exactSpacing, halfPoints, noBorder, noBorders, noMargins, spacing, twips } from './docx-units.ts';

/** Slips as a Word file: the same measures as the PDF's. */

type Sizes = (typeof measures.slip)['A5' | 'A4'];

/** Pictures are measured in pixels of 96 to the inch. */
const pixels = (mm: number) => Math.round((mm / 25.4) * 96);

function line(
  text: string,
  size: number,
  options: { bold?: boolean; center?: boolean; before?: number } = {},
) {
  return new Paragraph({
    alignment: options.center ? AlignmentType.CENTER : AlignmentType.LEFT,
    spacing: spacing(1, options.before ?? 0),
    children: [new TextRun({ text, size: halfPoints(size), bold: options.bold ?? false })],
  });
}

function codeOf(slip: Slip, sizes: Sizes, inner: number): (Paragraph | Table)[] {
  const center = slip.link === '';
  const words = [
    line(slip.codeLabel, sizes.codeLabel, { center }),
    line(slip.code, sizes.code, { bold: true, center }),
    ...(slip.address ? [line(slip.address, sizes.codeLabel, { center })] : []),
  ];
  if (center) return words;
  const picture = new Paragraph({
    spacing: spacing(1),
    children: [
      new ImageRun({
        type: 'png',
        data: codePicture(slip.link),
        transformation: { width: pixels(sizes.qr), height: pixels(sizes.qr) },
        altText: { id: '1', name: slip.codeLabel, title: '', description: slip.codeLabel },
      }),
    ],
  });
  const cell = (children: Paragraph[]) =>
    new TableCell({ children, margins: noMargins, verticalAlign: VerticalAlign.CENTER });
  const left = sizes.qr + measures.slip.free;
  return [
    new Table({
      layout: TableLayoutType.FIXED,
      width: { size: twips(inner), type: WidthType.DXA },
      columnWidths: [twips(left), twips(inner - left)],
      borders: noBorders,
      rows: [new TableRow({ cantSplit: true, children: [cell([picture]), cell(words)] })],
    }),
  ];
}

function slipParts(slip: Slip, sizes: Sizes, inner: number): (Paragraph | Table)[] {
  const gap = sizes.gap;
  return [
    ...slip.body.map((text) => line(text, sizes.body, { bold: true, center: true })),
    line(slip.title, sizes.title, { bold: true, center: true, before: gap * 1.6 }),
    line(slip.number, sizes.number, { bold: true, center: true, before: gap * 0.6 }),
    ...slip.lines.map(
      ({ label, value }) =>
        new Paragraph({
          spacing: spacing(1, gap),
          children: [
            new TextRun({ text: `${label}: `, bold: true, size: halfPoints(sizes.size) }),
            new TextRun({ text: value, size: halfPoints(sizes.size) }),
          ],
        }),
    ),
    new Paragraph({ spacing: exactSpacing(measures.slip.free / mmPerPoint), children: [] }),
    ...codeOf(slip, sizes, inner),
    new Paragraph({ spacing: exactSpacing((measures.slip.free - 1) / mmPerPoint), children: [] }),
    ...slip.notes.map((text) => line(text, sizes.note, { before: gap })),
    new Paragraph({
      alignment: AlignmentType.RIGHT,
      spacing: spacing(1, gap * 1.6),
      children: [new TextRun({ text: slip.sign, italics: true, size: halfPoints(sizes.note) })],
    }),
  ];
}

/** One sheet: a grid of slips, with lines to cut along between them. */
function sheetTable(slips: readonly Slip[], sizes: Sizes): Table {
  const [page, length] = sizes.page;
  const width = (page - 2 * sizes.edge) / sizes.across;
  // A little lower than in the PDF: Word wants a line of its own after the last table of a page.
  const height = (length - 2 * sizes.edge - 2) / sizes.down;
  const inset = twips(sizes.inset);
  const cut: IBorderOptions = { style: BorderStyle.DASHED, size: 4, color: measures.slip.cut };
  const cell = (slip: Slip | undefined) =>
    new TableCell({
      margins: { top: inset, bottom: inset, left: inset, right: inset },
      children: slip ? slipParts(slip, sizes, width - 2 * sizes.inset) : [new Paragraph('')],
    });
  const rows = Array.from({ length: sizes.down }, (_, row) => {
    const from = row * sizes.across;
    const cells = Array.from({ length: sizes.across }, (_, column) => cell(slips[from + column]));
    return new TableRow({
      cantSplit: true,
      height: { value: twips(height), rule: HeightRule.EXACT },
      children: cells,
    });
  });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: twips(width * sizes.across), type: WidthType.DXA },
    columnWidths: Array.from({ length: sizes.across }, () => twips(width)),
    borders: {
      top: noBorder,
      bottom: noBorder,
      left: noBorder,
      right: noBorder,
      insideHorizontal: cut,
      insideVertical: cut,
    },
    rows,
  });
}

/** Slips as DOCX; equal slips give equal bytes. */
export async function slipsToDocx({ sheet, info, slips }: SlipSheets): Promise<Uint8Array> {
  const sizes = measures.slip[sheet];
  const each = sizes.across * sizes.down;
  const edge = twips(sizes.edge);
  const [width, height] = sizes.page;
  const sections = Array.from(
    { length: Math.ceil(slips.length / each) },
    (_, n): ISectionOptions => ({
      properties: {
        type: SectionType.NEXT_PAGE,
        page: {
          size: { width: twips(width), height: twips(height) },
          margin: { top: edge, bottom: edge, left: edge, right: edge, header: 0, footer: 0 },
        },
      },
      children: [
        sheetTable(slips.slice(n * each, (n + 1) * each), sizes),
        new Paragraph({ spacing: exactSpacing(1), children: [] }),
      ],
    }),
  );
  const document = new Document({
    title: info.title,
    creator: info.author,
    styles: {
      default: {
        document: { run: { font: measures.font.word, language: { value: 'vi-VN' } } },
      },
    },
    sections,
  });
  return withFixedDates(await Packer.toBuffer(document, undefined, [coreProperties(info)]));
}
