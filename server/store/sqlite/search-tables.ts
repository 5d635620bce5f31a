import type { DatabaseSync } from 'node:sqlite';
import type { Petition } from '../../../shared/petition.ts';
import { wordsIn } from '../../../shared/search.ts';
import type { TextBook } from '../../search/contract.ts';
import { integer, text } from '../sql/rows.ts';
import { transaction } from './transaction.ts';

/*
 * The tables are in schema.ts. What is searched stands in one FTS5 table without a copy of its text: `scope` holds the
 * dialogue and the kind as words, so that a search in one dialogue reads only its own rows; `search_row` leads from a
 * row back to the petition or holds the paragraph. Names of citizens stand apart in `search_name`.
 */

/** The word of a dialogue in `scope`. Ids are lower-case letters and digits. */
export function dialogueWord(dialogueId: string): string {
  return `d${dialogueId}`;
}

/** The word of a kind in `scope`. */
export function kindWord(kind: string): string {
  return `k${kind}`;
}

const folded = (value: string) => wordsIn(value).join(' ');

/** The n of `KN-n`, or 0. */
function ordinal(number: string): number {
  return Number(/^KN-0*(\d{1,9})$/.exec(number)?.[1] ?? 0);
}

/** Writes into the search tables. The caller holds the transaction. */
export function searchWriter(database: DatabaseSync) {
  const putRow = database.prepare(
    `INSERT INTO search_row (dialogue_id, kind, item, number, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET number = excluded.number, body = excluded.body RETURNING id`,
  );
  const putText = database.prepare(
    'INSERT OR REPLACE INTO search_text (rowid, scope, number, matter, answer, place) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const dropRow = database.prepare(
    'DELETE FROM search_row WHERE dialogue_id = ? AND kind = ? AND item = ? RETURNING id',
  );
  const dropText = database.prepare('DELETE FROM search_text WHERE rowid = ?');
  return {
    petition(dialogueId: string, petition: Petition): void {
      const { number, content, answer, field, village, unit } = petition;
      const row = putRow.get(dialogueId, 'petition', petition.id, ordinal(number), '');
      putText.run(
        integer(row ?? {}, 'id'),
        `${dialogueWord(dialogueId)} ${kindWord('petition')}`,
        folded(number),
        folded(content),
        folded(answer),
        folded(`${field} ${village} ${unit}`),
      );
    },
    paragraph(dialogueId: string, key: string, body: string): void {
      const row = putRow.get(dialogueId, 'minutes', key, 0, body);
      const scope = `${dialogueWord(dialogueId)} ${kindWord('minutes')}`;
      putText.run(integer(row ?? {}, 'id'), scope, '', folded(body), '', '');
    },
    dropParagraph(dialogueId: string, key: string): void {
      const row = dropRow.get(dialogueId, 'minutes', key);
      if (row) dropText.run(integer(row, 'id'));
    },
  };
}

/** The paragraphs of the minutes in the index. */
export function paragraphBook(database: DatabaseSync): TextBook {
  const writer = searchWriter(database);
  const all = database.prepare(
    `SELECT item, body FROM search_row WHERE dialogue_id = ? AND kind = 'minutes'`,
  );
  return {
    async textsOf(dialogueId) {
      return new Map(all.all(dialogueId).map((row) => [text(row, 'item'), text(row, 'body')]));
    },
    async change(dialogueId, put, gone) {
      transaction(database, () => {
        for (const key of gone) writer.dropParagraph(dialogueId, key);
        for (const [key, body] of put) writer.paragraph(dialogueId, key, body);
      });
    },
  };
}

/** Names of citizens by petition; folded with a space before each word, so that a word is found by its beginning. */
export function nameBook(database: DatabaseSync): TextBook {
  const all = database.prepare('SELECT petition_id, name FROM search_name WHERE dialogue_id = ?');
  const put = database.prepare('INSERT OR REPLACE INTO search_name VALUES (?, ?, ?, ?)');
  const drop = database.prepare('DELETE FROM search_name WHERE dialogue_id = ? AND petition_id = ?');
  return {
    async textsOf(dialogueId) {
      return new Map(all.all(dialogueId).map((row) => [text(row, 'petition_id'), text(row, 'name')]));
    },
    async change(dialogueId, names, gone) {
      transaction(database, () => {
        for (const id of gone) drop.run(dialogueId, id);
        for (const [id, name] of names) put.run(dialogueId, id, name, ` ${folded(name)} `);
      });
    },
  };
}
