import { measures } from '../../shared/documents/measures.ts';
import type {
  Block,
  Cell,
  Inline,
  OfficialDocument,
  Paragraph,
  Row,
  Signature,
} from '../../shared/documents/tree.ts';
import { hasGlyphs } from './fonts.ts';

/** Text made ready for the PDF: letters that the fonts have, and lines that can be broken. */

/** A mark at which a long word may be broken; the PDF's text does not hold it. */
const breakMark = '\u200b';
/** Keeps what stands on both sides of it on one line. */
const joinMark = '\u2060';

/**
 * Text as the PDF can print it: what the fonts have no letter for is written as its code (`[U+1F600]`), which
 * PDF/A demands and a reader can look up. Long words may be broken; `KN-01` may not.
 */
export function printable(text: string, longWord: number): string {
  const known = hasGlyphs(text) ? text : text.replace(/[^\n]/gu, printableLetter);
  const broken = known.replace(/\S{13,}/gu, (word) =>
    word.length <= longWord ? word : word.replace(/(?<=.)\P{M}/gu, `${breakMark}$&`),
  );
  return broken.includes('KN-') ? broken.replace(/\bKN-(?=\d)/gu, `KN-${joinMark}`) : broken;
}

function printableLetter(char: string): string {
  if (hasGlyphs(char)) return char;
  if (/\p{Variation_Selector}/u.test(char)) return '';
  if (/\p{Zs}/u.test(char)) return ' ';
  const code = char.codePointAt(0) ?? 0;
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}

function printableRuns(runs: Inline[], longWord: number): Inline[] {
  return runs.map((run) => (run.type === 'text' ? { ...run, text: printable(run.text, longWord) } : run));
}

function printableParagraph(one: Paragraph, longWord: number): Paragraph {
  return { ...one, runs: printableRuns(one.runs, longWord) };
}

function printableRow(row: Row): Row {
  const cells = row.cells.map(
    (one): Cell => ({
      ...one,
      paragraphs: one.paragraphs.map((content) => printableParagraph(content, measures.longWord.cell)),
    }),
  );
  return { ...row, cells };
}

function printableBlock(block: Block): Block {
  const { text, cell } = measures.longWord;
  switch (block.type) {
    case 'paragraph':
      return printableParagraph(block, text);
    case 'heading':
      return { ...block, runs: printableRuns(block.runs, text) };
    case 'table':
      return { ...block, header: block.header.map(printableRow), rows: block.rows.map(printableRow) };
    case 'chart':
      return {
        ...block,
        caption: printable(block.caption, text),
        bars: block.bars.map((bar) => ({ ...bar, label: printable(bar.label, cell) })),
      };
  }
}

/** The tree with all its text as the PDF can print it. */
export function printableDocument(tree: OfficialDocument): OfficialDocument {
  const line = (value: string) => printable(value, measures.longWord.text);
  const narrow = (value: string) => printable(value, measures.longWord.cell);
  const signature = (one: Signature): Signature => ({
    ...one,
    titles: one.titles.map(narrow),
    names: one.names.map(narrow),
    ...(one.above ? { above: line(one.above) } : {}),
  });
  const { left, right, keepTogether } = tree.signing;
  return {
    ...(tree.mark ? { mark: printable(tree.mark, measures.longWord.text) } : {}),
    info: tree.info,
    head: {
      superior: tree.head.superior.map(narrow),
      body: tree.head.body.map(narrow),
      number: line(tree.head.number),
      ...(tree.head.about ? { about: narrow(tree.head.about) } : {}),
      placeDate: line(tree.head.placeDate),
    },
    title: tree.title ? { kind: line(tree.title.kind), subject: line(tree.title.subject) } : null,
    bases: tree.bases.map(line),
    body: tree.body.map(printableBlock),
    signing: {
      left: left.type === 'recipients' ? { ...left, lines: left.lines.map(line) } : signature(left),
      right: signature(right),
      keepTogether,
    },
    annexes: tree.annexes.map((annex) => ({
      ...annex,
      name: line(annex.name),
      reference: line(annex.reference),
      body: annex.body.map(printableBlock),
    })),
    following: (tree.following ?? []).map(printableDocument),
  };
}
