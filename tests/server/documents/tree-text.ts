import type { Block, Cell, Inline, OfficialDocument, Table } from '../../../shared/documents/tree.ts';

/** Reads content trees back as text. */

function runText(run: Inline): string {
  return run.type === 'text' ? run.text : run.type === 'break' ? '\n' : '{pages}';
}

function cellText(cell: Cell): string {
  return cell.paragraphs.map((one) => one.runs.map(runText).join('')).join('\n');
}

/** Rows of a table with the header first, each cell as its text. */
export function rowsOf(table: Table): string[][] {
  return [...table.header, ...table.rows].map((row) => row.cells.map(cellText));
}

export function blockText(block: Block): string {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return block.runs.map(runText).join('');
    case 'table':
      return rowsOf(block)
        .map((row) => row.join(' | '))
        .join('\n');
    case 'chart':
      return [block.caption, ...block.bars.map((bar) => `${bar.label}: ${bar.value}`)].join('\n');
  }
}

/** One line for each block of the body. */
export function bodyText(tree: OfficialDocument): string[] {
  return tree.body.map(blockText);
}

/** The blocks from the heading that begins with `number` to the next one of level 1. */
export function partOf(tree: OfficialDocument, number: string): Block[] {
  const starts = (block: Block) =>
    block.type === 'heading' && block.level === 1 && blockText(block).startsWith(`${number} `);
  const from = tree.body.findIndex(starts);
  if (from < 0) throw new Error(`no part ${number}`);
  const rest = tree.body.slice(from + 1);
  const length = rest.findIndex((block) => block.type === 'heading' && block.level === 1);
  return length < 0 ? rest : rest.slice(0, length);
}

/** The tables among blocks. */
export function tablesOf(blocks: Block[]): Table[] {
  return blocks.filter((block) => block.type === 'table');
}
