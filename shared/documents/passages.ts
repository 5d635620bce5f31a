import type { MinutesSource } from './held.ts';
import { speakerWords } from './mentions.ts';
import { closing, opening } from './minutes-form.ts';
import { numberOf } from './petition-text.ts';
import { fromRichText } from './rich-text.ts';
import type { Block, Inline, Table } from './tree.ts';

/** The minutes cut into the passages that reviewers comment on and that versions are compared by. */

export interface Passage {
  kind: 'form' | 'heading' | 'text' | 'row' | 'petition';
  /** 1 to 3 for headings, else 0. */
  level: number;
  /** As printed; of a petition its number alone, since its text is compared by itself. */
  text: string;
  /** Of a petition's own place in the text; else empty. */
  petitionId: string;
}

const runText = (run: Inline) => (run.type === 'text' ? run.text : run.type === 'break' ? '\n' : '…');

function fromBlock(block: Block): Passage[] {
  const one = (kind: Passage['kind'], text: string, level = 0): Passage[] =>
    text.trim() === '' ? [] : [{ kind, level, text, petitionId: '' }];
  switch (block.type) {
    case 'heading':
      return one('heading', block.runs.map(runText).join(''), block.level);
    case 'paragraph':
      return one('text', block.runs.map(runText).join(''));
    case 'table':
      return [...block.header, ...block.rows].flatMap(({ cells }) =>
        one(
          'row',
          cells
            .map(({ paragraphs }) => paragraphs.map((each) => each.runs.map(runText).join('')).join(' '))
            .join(' | '),
        ),
      );
    case 'chart':
      return one('text', block.caption);
  }
}

const bareTable = (rows: Parameters<Parameters<typeof fromRichText>[1]['table']>[0]): Table => ({
  type: 'table',
  widths: [],
  size: 0,
  header: [],
  rows: rows.map((row) => ({ cells: row.map(({ cell }) => cell), keepTogether: false })),
  keepTogether: false,
});

/** All passages of the minutes of a record, from the first line of the form to the last. */
export function passagesOf(record: MinutesSource): Passage[] {
  const numbers = new Map(record.petitions.map((petition) => [petition.id, numberOf(petition)]));
  const body: Passage[] = [];
  fromRichText(record.minutes.body, {
    petition: (id) => ({ words: numbers.get(id) ?? '…', paragraphs: [] }),
    speaker: speakerWords(record),
    table: bareTable,
    wrote(node, blocks) {
      const petitionId = node?.type === 'petition' ? String(node.attrs?.petitionId ?? '') : '';
      if (petitionId)
        body.push({ kind: 'petition', level: 0, text: numbers.get(petitionId) ?? '…', petitionId });
      else body.push(...blocks.flatMap(fromBlock));
    },
  });
  const form = (blocks: Block[]) =>
    blocks.flatMap(fromBlock).map((one) => ({ ...one, kind: 'form' as const }));
  return [...form(opening(record)), ...body, ...form(closing(record))];
}
