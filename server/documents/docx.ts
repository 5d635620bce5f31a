import {
  AlignmentType,
  Document,
  Header,
  ImageRun,
  type ISectionOptions,
  type IStylesOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { measures, mmPerPoint, textWidth } from '../../shared/documents/measures.ts';
import type * as Tree from '../../shared/documents/tree.ts';
import { motto, nationalTitle, recipientsTitle } from '../../shared/documents/wording.ts';
import { codePicture } from './code-picture.ts';
import { MarkRun } from './docx-mark.ts';
import { coreProperties, withFixedDates } from './docx-package.ts';
import { Parts, rule } from './docx-parts.ts';
import {
  bodySpacing,
  type FileChild,
  halfPoints,
  noBorders,
  noMargins,
  spacer,
  spacing,
  twips,
} from './docx-units.ts';
import { widthOf } from './fonts.ts';

/** The content tree as a Word document. */

interface Line {
  text: string;
  size: number;
  bold?: boolean;
  italics?: boolean;
}

/** One line of a column, centred unless told, without space around it. */
function line(value: Line, options: { center?: boolean; before?: number; after?: number } = {}): Paragraph {
  const { center = true, before = 0, after = 0 } = options;
  const { text, size, bold, italics } = value;
  return new Paragraph({
    alignment: center ? AlignmentType.CENTER : AlignmentType.LEFT,
    keepNext: true,
    spacing: spacing(1, before, after),
    children: [
      new TextRun({
        text,
        size: halfPoints(size),
        ...(bold ? { bold } : {}),
        ...(italics ? { italics } : {}),
      }),
    ],
  });
}

/** Two columns side by side without borders: head and signatures. */
function columns(widths: [number, number], rows: [FileChild[], FileChild[]][], cantSplit = true): Table {
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: twips(widths[0] + widths[1]), type: WidthType.DXA },
    columnWidths: widths.map(twips),
    margins: noMargins,
    borders: noBorders,
    rows: rows.map(
      (cells) =>
        new TableRow({
          cantSplit,
          children: cells.map((children) => new TableCell({ children, margins: noMargins })),
        }),
    ),
  });
}

function head(one: Tree.OfficialDocument['head']): FileChild[] {
  const { head: sizes } = measures;
  const widest = Math.max(0, ...one.body.map((text) => widthOf(text, 'bold', sizes.body)));
  const ruled = Math.min(widest, sizes.leftColumn);
  const left: FileChild[] = [
    ...one.superior.map((text) => line({ text, size: sizes.superior })),
    ...one.body.map((text) => line({ text, size: sizes.body, bold: true })),
    ...(ruled > 0 ? [rule(ruled * sizes.bodyRule, sizes.leftColumn, 0)] : []),
  ];
  const right: FileChild[] = [
    line({ text: nationalTitle, size: sizes.nationalTitle, bold: true }),
    line({ text: motto, size: sizes.motto, bold: true }),
    rule(widthOf(motto, 'bold', sizes.motto), sizes.rightColumn, 0),
  ];
  const second = { before: sizes.gap };
  return [
    columns(
      [sizes.leftColumn, sizes.rightColumn],
      [
        [left.length > 0 ? left : [spacer(1)], right],
        [
          [
            line({ text: one.number, size: sizes.number }, second),
            ...(one.about ? [line({ text: one.about, size: sizes.about }, { before: sizes.aboutGap })] : []),
          ],
          [line({ text: one.placeDate, size: sizes.placeDate, italics: true }, second)],
        ],
      ],
    ),
  ];
}

function title(one: Tree.OfficialDocument['title']): FileChild[] {
  const { title: sizes, head: headSizes } = measures;
  if (!one) return [spacer(headSizes.after)];
  const width = Math.min(widthOf(one.subject, 'bold', sizes.subject), textWidth);
  return [
    line({ text: one.kind, size: sizes.kind, bold: true }, { before: headSizes.after }),
    line({ text: one.subject, size: sizes.subject, bold: true }),
    ...(width > 0 ? [rule(width * sizes.rule, textWidth, sizes.after)] : []),
  ];
}

function signature(one: Tree.Signature): FileChild[] {
  const { size, room } = measures.signature;
  const before = room / mmPerPoint;
  const names = one.names.length > 0 ? one.names : [''];
  const note = (text: string | undefined) =>
    text ? [line({ text, size: measures.signatureNote.size, italics: true })] : [];
  return [
    ...note(one.above),
    ...one.titles.map((text) => line({ text, size, bold: true })),
    ...note(one.note),
    ...names.map((text) => line({ text, size, bold: true }, { before })),
  ];
}

function recipients(one: Tree.Recipients): FileChild[] {
  const { title: titleSize, lines: lineSize } = measures.recipients;
  const label = new Paragraph({
    keepNext: true,
    spacing: spacing(1),
    children: [
      new TextRun({ text: recipientsTitle, bold: true, italics: true, size: halfPoints(titleSize) }),
    ],
  });
  const last = one.lines.length - 1;
  return [
    label,
    ...one.lines.map((text, index) =>
      line({ text: `- ${text}${index === last ? '.' : ';'}`, size: lineSize }, { center: false }),
    ),
    ...(one.code ? passCode(one.code) : []),
  ];
}

/** The code as a picture with its words below: a picture in the line would push them to its foot. */
function passCode({ digits, lines }: Tree.PassCode): FileChild[] {
  const { side, above, size } = measures.passCode;
  const pixels = (side / 25.4) * 96;
  const picture = new ImageRun({
    type: 'png',
    data: codePicture(digits),
    transformation: { width: pixels, height: pixels },
    altText: { id: '1', name: digits, description: lines.join(' '), title: '' },
  });
  return [
    new Paragraph({ keepNext: true, spacing: spacing(1, above, 2), children: [picture] }),
    ...lines.map((text) => line({ text, size }, { center: false })),
  ];
}

function signing(one: Tree.OfficialDocument['signing']): FileChild[] {
  const { leftColumn, gapAbove } = measures.signature;
  const left = one.left.type === 'recipients' ? recipients(one.left) : signature(one.left);
  return [
    spacer(gapAbove - measures.text.paragraphGap, true),
    columns([leftColumn, textWidth - leftColumn], [[left, signature(one.right)]], one.keepTogether),
    spacer(1),
  ];
}

function basis(parts: Parts, text: string, last: boolean): Paragraph {
  return parts.paragraph({
    type: 'paragraph',
    runs: [{ type: 'text', italic: true, text: text + (last ? '.' : ';') }],
    align: 'justify',
    firstLine: true,
    keepWithNext: false,
  });
}

/** A section with the page number in the top margin, from its second page on, and the document's mark on all pages. */
function section(landscape: boolean, mark: string | undefined, children: FileChild[]): ISectionOptions {
  const { margin, width, height } = measures.page;
  const { size } = measures.pageNumber;
  const numberHeight = size * measures.font.line * mmPerPoint;
  const number = new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: spacing(1),
    children: [
      new TextRun({ children: [PageNumber.CURRENT], size: halfPoints(size) }),
      ...(mark ? [new MarkRun(mark)] : []),
    ],
  });
  return {
    properties: {
      type: SectionType.NEXT_PAGE,
      titlePage: true,
      page: {
        size: {
          width: twips(width),
          height: twips(height),
          orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: {
          top: twips(margin.top),
          bottom: twips(margin.bottom),
          left: twips(margin.left),
          right: twips(margin.right),
          header: twips((margin.top - numberHeight) / 2),
          footer: twips(margin.bottom / 2),
        },
        pageNumbers: { start: 1 },
      },
    },
    headers: {
      default: new Header({ children: [number] }),
      first: new Header({ children: [new Paragraph({ children: mark ? [new MarkRun(mark)] : [] })] }),
    },
    children,
  };
}

function annex(parts: Parts, one: Tree.Annex, mark: string | undefined): ISectionOptions {
  const { annex: sizes } = measures;
  const after = { after: sizes.gap };
  const children = [
    line({ text: one.label, size: sizes.label, bold: true }, after),
    line({ text: one.name, size: sizes.name, bold: true }, after),
    line({ text: one.reference, size: sizes.reference, italics: true }, { after: sizes.after }),
    ...parts.blocks(one.body),
    spacer(1),
  ];
  return section(one.landscape, mark, children);
}

/** The sections of one document of the file. */
function sections(parts: Parts, tree: Tree.OfficialDocument, mark: string | undefined): ISectionOptions[] {
  const { bases } = tree;
  const children = [
    ...head(tree.head),
    ...title(tree.title),
    ...bases.map((text, index) => basis(parts, text, index === bases.length - 1)),
    ...parts.blocks(tree.body),
    ...signing(tree.signing),
  ];
  return [section(false, mark, children), ...tree.annexes.map((one) => annex(parts, one, mark))];
}

function styles(): IStylesOptions {
  const { text, font } = measures;
  // Kerning from 1 pt on, as in the PDF: lines then break alike.
  const run = { font: font.word, size: halfPoints(text.size), color: '000000', kern: halfPoints(1) };
  const heading = (bold: boolean) => ({
    run: { ...run, bold },
    paragraph: {
      alignment: AlignmentType.JUSTIFIED,
      keepNext: true,
      indent: { firstLine: twips(text.firstLine) },
      spacing: bodySpacing(),
    },
  });
  return {
    default: {
      document: {
        run: { ...run, language: { value: 'vi-VN' } },
        paragraph: { spacing: bodySpacing() },
      },
      heading1: heading(true),
      heading2: heading(true),
      heading3: heading(false),
    },
  };
}

/**
 * The document as DOCX. `pages` is the number of pages that a page count shows before Word has counted.
 * Equal trees give equal bytes.
 */
export async function toDocx(tree: Tree.OfficialDocument, pages: number): Promise<Uint8Array> {
  const parts = new Parts(pages);
  const document = new Document({
    title: tree.info.title,
    creator: tree.info.author,
    styles: styles(),
    compatibility: { version: 15, doNotExpandShiftReturn: true },
    sections: [tree, ...(tree.following ?? [])].flatMap((one) => sections(parts, one, tree.mark)),
  });
  const packed = await Packer.toBuffer(document, undefined, [coreProperties(tree.info)]);
  return withFixedDates(packed);
}
