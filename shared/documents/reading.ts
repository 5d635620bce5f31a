import * as Y from 'yjs';
import { readBody } from '../minutes-template.ts';
import type { RichNode } from '../rich-text.ts';
import { anchorOf, elementAt } from './anchor.ts';
import { heading } from './build.ts';
import type { MinutesSource } from './held.ts';
import type { LivingSource } from './living.ts';
import { Mentions, restTitle, speakerWords } from './mentions.ts';
import { closing, opening } from './minutes-form.ts';
import { type EditorCell, fromRichText } from './rich-text.ts';
import type { Block, Inline, Table } from './tree.ts';

/**
 * The living minutes as they will be printed, cut into the paragraphs that are read out one at a time. Made by the
 * same functions as the printed document, so that what is read is what is signed.
 */
export interface ReadingBlock {
  /**
   * Names the paragraph on every device: for the text a Yjs RelativePosition (base64) of its element, which edits
   * elsewhere do not move; `open-0`, `petition-<id>`, `rest`, `close-0` for what the form prints around the text.
   */
  id: string;
  /** As printed; a paragraph that mentions a petition for the first time brings the petition with it. */
  blocks: Block[];
  /** All its letters. */
  text: string;
  /** Changes when the letters do. */
  print: string;
}

/** Index of the block with this name, or of the one that now stands at its place; -1 when there is none. */
export function findBlock(blocks: readonly ReadingBlock[], doc: Y.Doc, id: string): number {
  const exact = blocks.findIndex((block) => block.id === id);
  if (exact >= 0 || id === '') return exact;
  let at: unknown = elementAt(doc, id);
  while (at instanceof Y.XmlElement) {
    const name = anchorOf(at);
    const index = blocks.findIndex((block) => block.id === name);
    if (index >= 0) return index;
    at = at.get(0);
  }
  return -1;
}

function runText(run: Inline): string {
  return run.type === 'text' ? run.text : run.type === 'break' ? '\n' : '…';
}

function textOf(block: Block): string {
  if (block.type === 'table') {
    const rows = [...block.header, ...block.rows];
    return rows.flatMap(({ cells }) => cells.flatMap(({ paragraphs }) => paragraphs.map(textOf))).join('\n');
  }
  return block.type === 'chart' ? block.caption : block.runs.map(runText).join('');
}

/** A short print of a text (53 bits): equal texts have equal prints, others almost never. */
export function printOf(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}

/** A table without measures: the page lays it out. */
function plainTable(rows: EditorCell[][]): Table | null {
  if (rows.every((row) => row.length === 0)) return null;
  const cells = rows.map((row) => ({ cells: row.map(({ cell }) => cell), keepTogether: false }));
  return { type: 'table', widths: [], size: 0, header: [], rows: cells, keepTogether: false };
}

/** The blocks of the living minutes, from `doc` and the record as it would be frozen now. */
export function readingBlocks(doc: Y.Doc, source: LivingSource): ReadingBlock[] {
  const names = new Map<RichNode, string | undefined>();
  const body = readBody(doc, (node, element) => names.set(node, anchorOf(element)));
  const record: MinutesSource = { ...source, minutes: { facts: source.facts, body } };
  const result: ReadingBlock[] = [];
  const add = (id: string, blocks: Block[]) => {
    const text = blocks.map(textOf).join('\n');
    result.push({ id, blocks, text, print: printOf(text) });
  };
  for (const [index, line] of opening(record).entries()) add(`open-${index}`, [line]);
  const mentions = new Mentions(record.petitions);
  let loose = 0;
  const text = fromRichText(body, {
    petition: mentions.mention,
    speaker: speakerWords(record),
    table: plainTable,
    wrote: (node, blocks) => add((node && names.get(node)) ?? `loose-${loose++}`, blocks),
  });
  const rest = mentions.rest();
  if (rest.length > 0)
    add('rest', [heading(1, text.nextNumber(), restTitle(rest.length, record.petitions.length))]);
  for (const petition of rest) add(`petition-${petition.id}`, mentions.print(petition));
  for (const [index, line] of closing(record).entries()) add(`close-${index}`, [line]);
  return result;
}
