import type { IndexQuery } from '../../search/contract.ts';
import { integer } from '../sql/rows.ts';
import { foundColumns, foundJoins, mostRanked, mostWeighed, type WordReader } from '../sql/search-reader.ts';
import { folded, ordinal, type SearchWriter } from '../sql/search-tables.ts';
import type { Sql } from '../sql/sql.ts';

/*
 * The tables are in schema.ts. What is searched stands in one FTS5 table without a copy of its text: `scope` holds the
 * dialogue and the kind as words, so that a search in one dialogue reads only its own rows; `search_row` leads from a
 * row back to the petition or holds the paragraph.
 */

/** The word of a dialogue in `scope`. Ids are lower-case letters and digits. */
const dialogueWord = (dialogueId: string) => `d${dialogueId}`;

/** The word of a kind in `scope`. */
const kindWord = (kind: string) => `k${kind}`;

/** Writes into FTS5. The caller holds the transaction. */
export function searchWriter(sql: Sql): SearchWriter {
  const putRow = sql.prepare(
    `INSERT INTO search_row (dialogue_id, kind, item, number, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET number = excluded.number, body = excluded.body RETURNING id`,
  );
  const putText = sql.prepare(
    'INSERT OR REPLACE INTO search_text (rowid, scope, number, matter, answer, place) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const dropRow = sql.prepare(
    'DELETE FROM search_row WHERE dialogue_id = ? AND kind = ? AND item = ? RETURNING id',
  );
  const dropText = sql.prepare('DELETE FROM search_text WHERE rowid = ?');
  return {
    async petition(dialogueId, petition) {
      const { number, content, answer, field, village, unit } = petition;
      const row = await putRow.get(dialogueId, 'petition', petition.id, ordinal(number), '');
      await putText.run(
        integer(row ?? {}, 'id'),
        `${dialogueWord(dialogueId)} ${kindWord('petition')}`,
        folded(number),
        folded(content),
        folded(answer),
        folded(`${field} ${village} ${unit}`),
      );
    },
    async paragraph(dialogueId, key, body) {
      const row = await putRow.get(dialogueId, 'minutes', key, 0, body);
      const scope = `${dialogueWord(dialogueId)} ${kindWord('minutes')}`;
      await putText.run(integer(row ?? {}, 'id'), scope, '', folded(body), '', '');
    },
    async dropParagraph(dialogueId, key) {
      const row = await dropRow.get(dialogueId, 'minutes', key);
      if (row) await dropText.run(integer(row, 'id'));
    },
  };
}

/** Weights of scope, number, matter, answer, place in bm25. */
const weights = '0.0, 8.0, 3.0, 1.0, 2.0';

const word = (value: string) => `"${value}"`;

/** A query in FTS5's words. Everything stands between quotation marks, and no word holds one. */
function matchOf({ query, dialogueId, kind }: IndexQuery): string {
  const scope = [dialogueId && dialogueWord(dialogueId), kind && kindWord(kind)].filter(Boolean).map(word);
  const groups = query.groups.map(({ words, open }) => `${word(words.join(' '))}${open ? '*' : ''}`);
  const wanted = `{number matter answer place} : (${groups.join(' AND ')})`;
  return [...scope.map((each) => `{scope} : ${each}`), wanted].join(' AND ');
}

/** Finds words by FTS5, ranked by bm25. */
export function wordReader(sql: Sql): WordReader {
  const listed = (hits: string) =>
    sql.prepare(
      `WITH hit AS (${hits} LIMIT ${mostRanked})
       SELECT ${foundColumns}, hit.score FROM hit JOIN search_row r ON r.id = hit.id ${foundJoins}
       ORDER BY hit.score, hit.id DESC`,
    );
  const byWords = listed(
    `SELECT rowid AS id, bm25(search_text, ${weights}) AS score FROM search_text WHERE search_text MATCH ? ORDER BY score`,
  );
  const byNewest = listed(
    'SELECT rowid AS id, -1.0 AS score FROM search_text WHERE search_text MATCH ? ORDER BY rowid DESC',
  );
  const countHits = sql.prepare(
    `SELECT count(*) AS n FROM (SELECT 1 FROM search_text WHERE search_text MATCH ? LIMIT ${mostWeighed})`,
  );
  const likeText = sql.prepare(
    `WITH hit AS (
       SELECT rowid AS id, bm25(search_text, ${weights}) AS score FROM search_text
       WHERE search_text MATCH ? ORDER BY score LIMIT 400
     )
     SELECT r.dialogue_id, p.body AS petition FROM hit JOIN search_row r ON r.id = hit.id
     JOIN petition p ON p.dialogue_id = r.dialogue_id AND p.petition_id = r.item
     WHERE r.dialogue_id IN (SELECT value FROM json_each(?)) ORDER BY hit.score LIMIT ?`,
  );
  const commonness = sql.prepare('SELECT doc FROM search_vocabulary WHERE term = ?');
  return {
    async hits(query) {
      const match = matchOf(query);
      const isCommon = integer((await countHits.get(match)) ?? { n: 0 }, 'n') === mostWeighed;
      return (isCommon ? byNewest : byWords).all(match);
    },
    async commonness(words) {
      const counts = new Map<string, number>();
      for (const each of words) {
        const row = await commonness.get(each);
        if (row) counts.set(each, integer(row, 'doc'));
      }
      return counts;
    },
    alike(words, dialogueIds, limit) {
      const any = [...words.keys()].map(word).join(' OR ');
      const match = `{scope} : ${word(kindWord('petition'))} AND {matter} : (${any})`;
      return likeText.all(match, JSON.stringify(dialogueIds), limit);
    },
  };
}
