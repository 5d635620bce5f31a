import type { Petition } from '../../../shared/petition.ts';
import { wordsIn } from '../../../shared/search.ts';
import type { TextBook } from '../../search/contract.ts';
import { text } from './rows.ts';
import { type Sql, upsert } from './sql.ts';

/**
 * What is searched: `search_row` leads from a row of the index back to the petition or holds the paragraph; how words
 * are kept beside is each engine's own. Names of citizens stand apart in `search_name`.
 */
export interface SearchWriter {
  /** All three: the caller holds the transaction. */
  petition(dialogueId: string, petition: Petition): Promise<void>;
  paragraph(dialogueId: string, key: string, body: string): Promise<void>;
  dropParagraph(dialogueId: string, key: string): Promise<void>;
}

/** The words of a text as they are looked for. */
export const folded = (value: string) => wordsIn(value).join(' ');

/** The n of `KN-n`, or 0. */
export function ordinal(number: string): number {
  return Number(/^KN-0*(\d{1,9})$/.exec(number)?.[1] ?? 0);
}

/** The paragraphs of the minutes in the index. */
export function paragraphBook(sql: Sql, writer: SearchWriter): TextBook {
  const all = sql.prepare(`SELECT item, body FROM search_row WHERE dialogue_id = ? AND kind = 'minutes'`);
  return {
    async textsOf(dialogueId) {
      return new Map((await all.all(dialogueId)).map((row) => [text(row, 'item'), text(row, 'body')]));
    },
    change(dialogueId, put, gone) {
      return sql.transaction(async () => {
        for (const key of gone) await writer.dropParagraph(dialogueId, key);
        for (const [key, body] of put) await writer.paragraph(dialogueId, key, body);
      });
    },
  };
}

/** Names of citizens by petition; folded with a space before each word, so that a word is found by its beginning. */
export function nameBook(sql: Sql): TextBook {
  const all = sql.prepare('SELECT petition_id, name FROM search_name WHERE dialogue_id = ?');
  const put = sql.prepare(
    upsert('search_name', ['dialogue_id', 'petition_id', 'name', 'folded'], ['dialogue_id', 'petition_id']),
  );
  const drop = sql.prepare('DELETE FROM search_name WHERE dialogue_id = ? AND petition_id = ?');
  return {
    async textsOf(dialogueId) {
      return new Map((await all.all(dialogueId)).map((row) => [text(row, 'petition_id'), text(row, 'name')]));
    },
    change(dialogueId, names, gone) {
      return sql.transaction(async () => {
        for (const id of gone) await drop.run(dialogueId, id);
        for (const [id, name] of names) await put.run(dialogueId, id, name, ` ${folded(name)} `);
      });
    },
  };
}
