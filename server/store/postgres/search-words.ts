import { type Query, wordsIn } from '../../../shared/search.ts';
import { integer, text } from '../sql/rows.ts';
import { foundColumns, foundJoins, mostRanked, mostWeighed, type WordReader } from '../sql/search-reader.ts';
import { ordinal, type SearchWriter } from '../sql/search-tables.ts';
import type { Sql, Statement } from '../sql/sql.ts';

/*
 * A row of `search_row` holds its words with their places, made here and not by PostgreSQL's parser, so that a word is
 * what it is in every engine. `search_word` counts in how many petitions a word of their contents stands.
 *
 * The words have no GIN index: row-level security admits only leakproof operators to an index, and `@@` is none. A search
 * reads the commune's rows, or those of one dialogue, through the key.
 */

/** Longest word that is told apart, UTF-16 units; no query is longer. */
const wordLength = 240;
/** Bytes of words and places that a row may have; a tsvector ends at 1 MiB. */
const mostBytes = 900_000;

/** Parts of a text by the weight that ranks them: A the number, B the matter, C the place, D the answer. */
type Part = readonly [weight: 'A' | 'B' | 'C' | 'D', text: string];

/** What the weights D, C, B and A count in the rank: as in SQLite's bm25 (1, 2, 3, 8). */
const weights = `'{0.125, 0.25, 0.375, 1}'`;

const cut = (word: string) => word.slice(0, wordLength).toWellFormed();

/** The words of a row as PostgreSQL reads a tsvector. Words of two parts are never side by side. */
export function vectorOf(parts: readonly Part[]): string {
  const places = new Map<string, string[]>();
  let [place, bytes] = [0, 0];
  for (const [weight, value] of parts) {
    for (const word of wordsIn(value).map(cut)) {
      place += 1;
      const known = places.get(word);
      bytes += known ? 2 : Buffer.byteLength(word) + 8;
      if (bytes > mostBytes) break;
      if (known) known.push(`${place}${weight}`);
      else places.set(word, [`${place}${weight}`]);
    }
    place += 1;
  }
  return [...places].map(([word, at]) => `'${word}':${at.join(',')}`).join(' ');
}

/** A query as PostgreSQL reads a tsquery. Everything stands between quotation marks, and no word holds one. */
export function tsqueryOf({ groups }: Query): string {
  const group = ({ words, open }: Query['groups'][number]) =>
    words.map((word, n) => `'${cut(word)}'${open && n === words.length - 1 ? ':*' : ''}`).join(' <-> ');
  return groups.map((each) => `(${group(each)})`).join(' & ');
}

/** Writes rows with their words. */
export function searchWriter(sql: Sql): SearchWriter {
  const before = sql.prepare(
    `SELECT array_to_json(tsvector_to_array(ts_filter(words, '{b}')))::text AS words FROM search_row
     WHERE dialogue_id = ? AND kind = 'petition' AND item = ?`,
  );
  const put = sql.prepare(
    `INSERT INTO search_row (dialogue_id, kind, item, number, body, words) VALUES (?, ?, ?, ?, ?, ?::tsvector)
     ON CONFLICT (dialogue_id, kind, item) DO UPDATE
     SET number = excluded.number, body = excluded.body, words = excluded.words`,
  );
  const drop = sql.prepare('DELETE FROM search_row WHERE dialogue_id = ? AND kind = ? AND item = ?');
  const given = '(SELECT json_array_elements_text(?::json))';
  const count = sql.prepare(
    `INSERT INTO search_word (word, docs) SELECT word, 1 FROM json_array_elements_text(?::json) AS word
     ON CONFLICT (word) DO UPDATE SET docs = search_word.docs + 1`,
  );
  const discount = sql.prepare(`UPDATE search_word SET docs = docs - 1 WHERE word IN ${given}`);
  const forget = sql.prepare(`DELETE FROM search_word WHERE docs <= 0 AND word IN ${given}`);

  return {
    async petition(dialogueId, petition) {
      const { id, number, content, answer, field, village, unit } = petition;
      const row = await before.get(dialogueId, id);
      const old = new Set<string>(row ? JSON.parse(text(row, 'words')) : []);
      const now = new Set(wordsIn(content).map(cut));
      const vector = vectorOf([
        ['A', number],
        ['B', content],
        ['C', `${field} ${village} ${unit}`],
        ['D', answer],
      ]);
      await put.run(dialogueId, 'petition', id, ordinal(number), '', vector);
      const came = [...now.difference(old)];
      const went = JSON.stringify([...old.difference(now)]);
      if (came.length > 0) await count.run(JSON.stringify(came));
      if (went === '[]') return;
      await discount.run(went);
      await forget.run(went);
    },
    async paragraph(dialogueId, key, body) {
      await put.run(dialogueId, 'minutes', key, 0, body, vectorOf([['B', body]]));
    },
    async dropParagraph(dialogueId, key) {
      await drop.run(dialogueId, 'minutes', key);
    },
  };
}

/** Finds words among the rows of the commune. */
export function wordReader(sql: Sql): WordReader {
  const statements = new Map<string, Statement>();
  /** The statement of a text, made once. */
  function statement(of: string): Statement {
    const known = statements.get(of) ?? sql.prepare(of);
    statements.set(of, known);
    return known;
  }
  const list = (length: number) => Array.from({ length }, () => '?').join(', ');

  return {
    hits({ query, dialogueId, kind }) {
      const scope = `${dialogueId && ' AND dialogue_id = ?'}${kind && ' AND kind = ?'}`;
      const words = tsqueryOf(query);
      return statement(
        `WITH hit AS (
           SELECT id, ts_rank(${weights}, words, ?::tsquery, 1) AS rank, count(*) OVER () AS hits
           FROM search_row WHERE words @@ ?::tsquery${scope}
         ), best AS (
           SELECT id, CASE WHEN hits >= ${mostWeighed} THEN -1 ELSE -rank END AS score
           FROM hit ORDER BY score, id DESC LIMIT ${mostRanked}
         )
         SELECT ${foundColumns}, best.score FROM best JOIN search_row r ON r.id = best.id ${foundJoins}
         ORDER BY best.score, best.id DESC`,
      ).all(words, words, ...[dialogueId, kind].filter(Boolean));
    },
    async commonness(words) {
      if (words.length === 0) return new Map();
      const rows = await statement(
        'SELECT word, docs FROM search_word WHERE word IN (SELECT json_array_elements_text(?::json))',
      ).all(JSON.stringify(words.map(cut)));
      return new Map(rows.map((row) => [text(row, 'word'), integer(row, 'docs')]));
    },
    alike(words, dialogueIds, limit) {
      const inMatter = [...words.keys()].map((word) => `'${cut(word)}':B`);
      const score = inMatter.map(() => 'CASE WHEN words @@ ?::tsquery THEN ?::float8 ELSE 0 END').join(' + ');
      const scores = inMatter.flatMap((word, n) => {
        const docs = [...words.values()][n] ?? 1;
        return [word, String(1 / Math.log2(1 + docs))];
      });
      return statement(
        `WITH hit AS (
           SELECT id, dialogue_id, item, ${score} AS score FROM search_row
           WHERE kind = 'petition' AND words @@ ?::tsquery AND dialogue_id IN (${list(dialogueIds.length)})
           ORDER BY score DESC, id DESC LIMIT ?
         )
         SELECT hit.dialogue_id, p.body AS petition FROM hit
         JOIN petition p ON p.dialogue_id = hit.dialogue_id AND p.petition_id = hit.item
         ORDER BY hit.score DESC, hit.id DESC`,
      ).all(...scores, inMatter.join(' | '), ...dialogueIds, limit);
    },
  };
}
