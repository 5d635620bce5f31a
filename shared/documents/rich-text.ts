import type { RichNode } from '../rich-text.ts';
import { heading, letter, paragraph, roman, text } from './build.ts';
import type { Mention } from './mentions.ts';
import { cleanLine } from './plain.ts';
import type { Block, Cell, Inline, Paragraph, Table, TextRun } from './tree.ts';

/** The minutes' text (ProseMirror's JSON) as parts of the content tree. Unknown nodes give their content. */

/** A cell as an editor's table gives it. */
export interface EditorCell {
  cell: Cell;
  heading: boolean;
}

export interface RichTextOptions {
  /** What a mention of a petition prints: words in the line, and paragraphs after it (none the second time). */
  petition: (id: string) => Mention;
  /** What a mention of a speaker prints: `Nguyễn Văn A, thôn Giang Lố 1`. */
  speaker: (id: string) => string;
  /** Makes a table of its cells; `weights` are relative column widths, 0 for an equal share. Null: nothing in it. */
  table: (rows: EditorCell[][], weights: number[]) => Table | null;
  /** Told which blocks came from which node, in order; null for text that stands in no node of its own. */
  wrote?: (node: RichNode | null, blocks: Block[]) => void;
}

/** Text that already begins with a number of its level. */
const typedNumber = {
  1: /^[IVXLC]+[.)]/u,
  2: /^\d+(\.\d+)*[.)]/u,
  3: /^[a-zđ][.)]/u,
} as const;

type Level = 1 | 2 | 3;

function plainText(node: RichNode): string {
  return (node.text ?? '') + (node.content ?? []).map(plainText).join('');
}

function levelOf(node: RichNode): Level {
  const level = node.attrs?.level;
  return level === 2 || level === 3 ? level : level === 1 || typeof level !== 'number' ? 1 : 3;
}

/** Levels on which nobody typed numbers, so that the document numbers them. */
function levelsToNumber(nodes: readonly RichNode[]): Set<Level> {
  const levels = new Set<Level>([1, 2, 3]);
  for (const node of nodes) {
    if (node.type !== 'heading') continue;
    const level = levelOf(node);
    if (typedNumber[level].test(cleanLine(plainText(node)))) levels.delete(level);
  }
  return levels;
}

/** Counts headings and gives each its number in the decree's order: `I.`, `1.`, `a)`. */
class HeadingNumbers {
  private readonly counts: Record<Level, number> = { 1: 0, 2: 0, 3: 0 };
  private readonly levels: Set<Level>;

  constructor(levels: Set<Level>) {
    this.levels = levels;
  }

  next(level: Level): string {
    this.counts[level]++;
    if (level < 3) this.counts[3] = 0;
    if (level < 2) this.counts[2] = 0;
    if (!this.levels.has(level)) return '';
    const count = this.counts[level];
    return level === 1 ? `${roman(count)}.` : level === 2 ? `${count}.` : `${letter(count)})`;
  }
}

/** Text and petitions found in inline content. */
interface InlineContent {
  runs: Inline[];
  /** Paragraphs of petitions that the line mentions. */
  after: Paragraph[];
}

function styled(node: RichNode): TextRun {
  const marks = new Set((node.marks ?? []).map((mark) => mark.type));
  return text(node.text ?? '', {
    ...(marks.has('bold') ? { bold: true } : {}),
    ...(marks.has('italic') ? { italic: true } : {}),
    ...(marks.has('underline') ? { underline: true } : {}),
  });
}

/** Converts one document; made anew for each. */
class Converter {
  private readonly options: RichTextOptions;
  private readonly numbers: HeadingNumbers;
  /** How many tables are around what is converted now; a table is told of as a whole. */
  private inTable = 0;

  constructor(options: RichTextOptions, numbers: HeadingNumbers) {
    this.options = options;
    this.numbers = numbers;
  }

  private wrote<T extends Block>(node: RichNode | null, blocks: T[]): T[] {
    if (this.inTable === 0 && blocks.length > 0) this.options.wrote?.(node, blocks);
    return blocks;
  }

  private inline(nodes: readonly RichNode[]): InlineContent {
    const runs: Inline[] = [];
    const after: Paragraph[] = [];
    for (const node of nodes) {
      if (node.type === 'hardBreak') runs.push({ type: 'break' });
      else if (node.type === 'petition') {
        const mention = this.options.petition(String(node.attrs?.petitionId ?? ''));
        runs.push(text(mention.words, { bold: true }));
        after.push(...mention.paragraphs);
      } else if (node.type === 'speaker') runs.push(this.speaker(node));
      else if (node.text !== undefined) runs.push(...this.lines(styled(node)));
      else {
        const inner = this.inline(node.content ?? []);
        runs.push(...inner.runs);
        after.push(...inner.after);
      }
    }
    return { runs, after };
  }

  private speaker(node: RichNode): TextRun {
    return text(this.options.speaker(String(node.attrs?.speakerId ?? '')), { bold: true });
  }

  /** A line feed inside a text node is a line break. */
  private lines(run: TextRun): Inline[] {
    return run.text
      .split('\n')
      .flatMap((line, index): Inline[] => [
        ...(index > 0 ? [{ type: 'break' as const }] : []),
        ...(line === '' ? [] : [{ ...run, text: line }]),
      ]);
  }

  private paragraphOf(nodes: readonly RichNode[], marker: string): Paragraph[] {
    const { runs, after } = this.inline(nodes);
    const empty = runs.every(
      (run) => run.type === 'break' || (run.type === 'text' && run.text.trim() === ''),
    );
    if (empty && marker === '') return after;
    const marked = marker === '' ? runs : [text(`${marker} `), ...runs];
    return [paragraph(marked), ...after];
  }

  private list(node: RichNode, depth: number): Block[] {
    const ordered = node.type === 'orderedList';
    const start = typeof node.attrs?.start === 'number' ? Math.max(1, Math.floor(node.attrs.start)) : 1;
    return (node.content ?? []).flatMap((item, index): Block[] => {
      const number = start + index;
      const orderedMarker = depth === 0 ? `${number}.` : `${letter(number)})`;
      const marker = ordered ? orderedMarker : depth === 0 ? '-' : '+';
      const [first, ...others] = item.content ?? [];
      if (first?.type !== 'paragraph') return this.blocks(item.content ?? [item], depth + 1);
      const paragraphs = this.wrote(first, this.paragraphOf(first.content ?? [], marker));
      return [...paragraphs, ...this.blocks(others, depth + 1)];
    });
  }

  private heading(node: RichNode): Block[] {
    const { runs, after } = this.inline(node.content ?? []);
    const words = runs.map((run) => (run.type === 'text' ? run.text : ' ')).join('');
    if (cleanLine(words) === '') return after;
    const level = levelOf(node);
    return [heading(level, this.numbers.next(level), words), ...after];
  }

  private tableCell(node: RichNode): EditorCell {
    const span = (name: string) => {
      const value = node.attrs?.[name];
      return typeof value === 'number' && value >= 1 ? Math.min(Math.floor(value), 60) : 1;
    };
    const heading = node.type === 'tableHeader';
    const paragraphs = this.blocks(node.content ?? [], 0)
      .flatMap(paragraphsOf)
      .map((one) => asCellParagraph(one, heading));
    const content: Cell = {
      paragraphs: paragraphs.length > 0 ? paragraphs : [asCellParagraph(paragraph([text('')]), heading)],
      colspan: span('colspan'),
      rowspan: span('rowspan'),
    };
    return { cell: content, heading };
  }

  private table(node: RichNode): Block[] {
    const rows = (node.content ?? []).map((row) => row.content ?? []);
    const weights = (rows[0] ?? []).flatMap((first): number[] => {
      const widths = first.attrs?.colwidth;
      const span = typeof first.attrs?.colspan === 'number' ? first.attrs.colspan : 1;
      return Array.isArray(widths) ? widths : new Array<number>(Math.min(Math.max(1, span), 60)).fill(0);
    });
    this.inTable++;
    const cells = rows.map((row) => row.map((content) => this.tableCell(content)));
    this.inTable--;
    const built = this.options.table(cells, weights);
    return built ? [built] : [];
  }

  /** Blocks of `nodes`; inline nodes that stand among them make a paragraph. `depth` is that of a list in a list. */
  blocks(nodes: readonly RichNode[], depth: number): Block[] {
    const result: Block[] = [];
    let loose: RichNode[] = [];
    const endLoose = () => {
      result.push(...this.wrote(null, this.paragraphOf(loose, '')));
      loose = [];
    };
    for (const node of nodes) {
      const isInline = node.text !== undefined || node.type === 'hardBreak' || node.type === 'speaker';
      if (isInline) {
        loose.push(node);
        continue;
      }
      endLoose();
      result.push(...this.block(node, depth));
    }
    endLoose();
    return result;
  }

  private block(node: RichNode, depth: number): Block[] {
    switch (node.type) {
      case 'paragraph':
        return this.wrote(node, this.paragraphOf(node.content ?? [], ''));
      case 'heading':
        return this.wrote(node, this.heading(node));
      case 'bulletList':
      case 'orderedList':
        return this.list(node, depth);
      case 'table':
        return this.wrote(node, this.table(node));
      case 'petition': {
        const mention = this.options.petition(String(node.attrs?.petitionId ?? ''));
        return this.wrote(
          node,
          mention.paragraphs.length > 0
            ? mention.paragraphs
            : [paragraph([text(`Kiến nghị ${mention.words}: đã ghi ở trên.`)])],
        );
      }
      default:
        return this.blocks(node.content ?? [], depth);
    }
  }
}

/** The paragraphs of a block; what stands in a cell is paragraphs only. */
function paragraphsOf(block: Block): Paragraph[] {
  switch (block.type) {
    case 'paragraph':
      return [block];
    case 'heading':
      return [paragraph(bold(block.runs))];
    case 'table':
      return [...block.header, ...block.rows].flatMap((row) => row.cells).flatMap((one) => one.paragraphs);
    case 'chart':
      return [];
  }
}

function bold(runs: Inline[]): Inline[] {
  return runs.map((run) => (run.type === 'text' ? { ...run, bold: true } : run));
}

/** A paragraph as it stands in a cell; in a heading cell bold and centred. */
function asCellParagraph(one: Paragraph, heading: boolean): Paragraph {
  const { runs } = one;
  return {
    ...one,
    runs: heading ? bold(runs) : runs,
    align: heading ? 'center' : 'left',
    firstLine: false,
    keepWithNext: false,
  };
}

export interface RichText {
  blocks: Block[];
  /** The number of one more heading of level 1 after the text: `V.`; empty when the text has no such headings. */
  nextNumber: () => string;
}

/** The blocks of a whole text. */
export function fromRichText(doc: RichNode, options: RichTextOptions): RichText {
  const nodes = doc.content ?? [];
  const topHeadings = nodes.filter((node) => node.type === 'heading');
  const typed = levelsToNumber(topHeadings);
  const numbers = new HeadingNumbers(typed);
  const converter = new Converter(options, numbers);
  const blocks = converter.blocks(doc.type === 'doc' ? nodes : [doc], 0);
  const firstLevel = topHeadings.filter((node) => levelOf(node) === 1).length;
  const nextNumber = () => {
    if (firstLevel === 0) return '';
    return typed.has(1) ? numbers.next(1) : `${roman(firstLevel + 1)}.`;
  };
  return { blocks, nextNumber };
}
