import { stepsOf } from '../../shared/documents/charts.ts';
import type { Block, Cell, Inline, OfficialDocument, Row } from '../../shared/documents/tree.ts';
import { qrSvg } from '../qr-codes.ts';

/**
 * The tree as the template reads it. The compiler hashes every value that goes into a function, at each call, so what
 * is plain is made small: a run without marks is its text, and a cell of one such run on the left is that text.
 */

type Run = string | Inline;

/** A run whose every member but its text is left out or off. */
function runOf(run: Inline): Run {
  if (run.type !== 'text') return run;
  const { type: _type, text, ...marks } = run;
  return Object.values(marks).some(Boolean) ? run : text;
}

function runsOf(runs: readonly Inline[]): Run[] {
  return runs.map(runOf);
}

function cellOf(cell: Cell) {
  const paragraphs = cell.paragraphs.map((one) => ({ ...one, runs: runsOf(one.runs) }));
  const [only, more] = paragraphs;
  const [text, second] = only?.runs ?? [];
  const isSingle = more === undefined && second === undefined && cell.colspan === 1 && cell.rowspan === 1;
  const isPlain =
    isSingle && only?.align === 'left' && !only.firstLine && typeof text === 'string' && text !== '';
  return isPlain ? text : { ...cell, paragraphs };
}

/** `split`: what holds for the rows of the table; a row of its own kind keeps its cells whole. */
function rowOf({ cells, keepTogether }: Row, splits: boolean) {
  const sameAsTable = keepTogether === !splits;
  return {
    keepTogether,
    cells: cells.map((cell) => {
      const small = cellOf(cell);
      return typeof small === 'string' && !sameAsTable
        ? { ...cell, paragraphs: cell.paragraphs.map((one) => ({ ...one, runs: runsOf(one.runs) })) }
        : small;
    }),
  };
}

function blockOf(block: Block) {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return { ...block, runs: runsOf(block.runs) };
    case 'table': {
      const splits = block.rows.some(({ keepTogether }) => !keepTogether);
      const rows = (all: readonly Row[]) => all.map((row) => rowOf(row, splits));
      return { ...block, splits, header: rows(block.header), rows: rows(block.rows) };
    }
    case 'chart':
      return {
        ...block,
        parts: block.parts ?? [],
        bars: block.bars.map((bar) => ({
          ...bar,
          pieces: stepsOf(block, bar).map((steps, n) => ({ steps, fill: block.parts?.[n]?.fill ?? 'plain' })),
        })),
      };
  }
}

/** The foot with its code drawn: the template sets a picture. */
function signingOf(signing: OfficialDocument['signing']) {
  const { left } = signing;
  if (left.type === 'signature' || !left.code) return signing;
  const { digits, lines } = left.code;
  return { ...signing, left: { ...left, code: { picture: qrSvg(digits), lines } } };
}

/** A tree as the template reads it. */
type TypstTree = Omit<OfficialDocument, 'body' | 'annexes' | 'following' | 'signing'> & {
  signing: ReturnType<typeof signingOf>;
  body: ReturnType<typeof blockOf>[];
  annexes: (Omit<OfficialDocument['annexes'][number], 'body'> & { body: ReturnType<typeof blockOf>[] })[];
  following: TypstTree[];
};

/** The tree for the template, said as shortly as it can be. */
export function typstTree(tree: OfficialDocument): TypstTree {
  return {
    ...tree,
    signing: signingOf(tree.signing),
    body: tree.body.map(blockOf),
    annexes: tree.annexes.map((annex) => ({ ...annex, body: annex.body.map(blockOf) })),
    following: (tree.following ?? []).map(typstTree),
  };
}
