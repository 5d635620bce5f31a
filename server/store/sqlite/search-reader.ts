import type { DatabaseSync } from 'node:sqlite';
import type { Petition } from '../../../shared/petition.ts';
import {
  type Found,
  holdsInOrder,
  type Query,
  type SearchKind,
  searchKinds,
  wordsIn,
} from '../../../shared/search.ts';
import type { Candidate, FoundPage, IndexQuery } from '../../search/contract.ts';
import { integer, text } from '../sql/rows.ts';
import type { Row } from '../sql/sql.ts';
import { dialogueWord, kindWord } from './search-tables.ts';

/** Hits by words that are ranked; who has more should type more. */
const mostRanked = 300;
/** With more hits than this the words are too common to tell hits apart: the newest rows are ranked, not the best. */
const mostWeighed = 4000;
/** Of these the text is read, to see how near the words stand. */
const mostRead = 120;
const mostNames = 100;
/** Names that stand before the hits by words; the others stand after them. */
const namesFirst = 5;
/** Rare words of a text by which petitions like it are looked for. */
const rareWords = 8;

/** Weights of scope, number, matter, answer, place in bm25. */
const weights = '0.0, 8.0, 3.0, 1.0, 2.0';

interface Ranked extends Found {
  score: number;
}

const word = (value: string) => `"${value}"`;

/** A query in FTS5's words. Everything stands between quotation marks, and no word holds one. */
function matchOf(query: Query, dialogueId: string, kind: SearchKind | ''): string {
  const scope = [dialogueId && dialogueWord(dialogueId), kind && kindWord(kind)].filter(Boolean).map(word);
  const groups = query.groups.map(({ words, open }) => `${word(words.join(' '))}${open ? '*' : ''}`);
  const wanted = `{number matter answer place} : (${groups.join(' AND ')})`;
  return [...scope.map((each) => `{scope} : ${each}`), wanted].join(' AND ');
}

function kindOf(row: Row): SearchKind {
  return searchKinds.find((kind) => kind === row.kind) ?? 'minutes';
}

/** Years since the newest dialogue, from its day or the middle of its quarter. */
function ageOf(row: Row, newest: number): number {
  return Math.max(0, newest - yearOf(row));
}

function yearOf(row: Row): number {
  const held = Date.parse(text(row, 'held_on'));
  if (Number.isFinite(held)) return 1970 + held / (365.25 * 86_400_000);
  const quarter = ['I', 'II', 'III', 'IV'].indexOf(text(row, 'quarter'));
  return integer(row, 'year') + (quarter < 0 ? 0.5 : (quarter + 0.5) / 4);
}

/** Reads the search tables; on a connection of its own it disturbs nobody. */
export function searchReader(database: DatabaseSync) {
  const found = `SELECT r.dialogue_id, r.kind, r.item, r.body, p.body AS petition,
      coalesce(d.year, 0) AS year, coalesce(d.quarter, '') AS quarter, coalesce(d.held_on, '') AS held_on`;
  const joins = `LEFT JOIN petition p ON r.kind = 'petition' AND p.dialogue_id = r.dialogue_id AND p.petition_id = r.item
    LEFT JOIN dialogue d ON d.id = r.dialogue_id`;
  const listed = (hits: string) =>
    database.prepare(
      `WITH hit AS (${hits} LIMIT ${mostRanked})
       ${found}, hit.score FROM hit JOIN search_row r ON r.id = hit.id ${joins} ORDER BY hit.score, hit.id DESC`,
    );
  const byWords = listed(
    `SELECT rowid AS id, bm25(search_text, ${weights}) AS score FROM search_text WHERE search_text MATCH ? ORDER BY score`,
  );
  const byNewest = listed(
    'SELECT rowid AS id, -1.0 AS score FROM search_text WHERE search_text MATCH ? ORDER BY rowid DESC',
  );
  const countHits = database.prepare(
    `SELECT count(*) AS n FROM (SELECT 1 FROM search_text WHERE search_text MATCH ? LIMIT ${mostWeighed})`,
  );
  const byNumber = database.prepare(
    `${found}, 0 AS score FROM search_row r ${joins}
     WHERE r.number = ?1 AND r.kind = 'petition' AND (?2 = '' OR r.dialogue_id = ?2)`,
  );
  const byName = (words: number) =>
    database.prepare(
      `SELECT n.dialogue_id, 'petition' AS kind, n.petition_id AS item, '' AS body, p.body AS petition, n.name,
         coalesce(d.year, 0) AS year, coalesce(d.quarter, '') AS quarter, coalesce(d.held_on, '') AS held_on, 0 AS score
       FROM search_name n
       JOIN petition p ON p.dialogue_id = n.dialogue_id AND p.petition_id = n.petition_id
       LEFT JOIN dialogue d ON d.id = n.dialogue_id
       WHERE (?1 = '' OR n.dialogue_id = ?1) ${Array.from({ length: words }, (_, n) => `AND n.folded LIKE ?${n + 2}`).join(' ')}
       LIMIT ${mostNames}`,
    );
  const likeText = database.prepare(
    `WITH hit AS (
       SELECT rowid AS id, bm25(search_text, ${weights}) AS score FROM search_text
       WHERE search_text MATCH ? ORDER BY score LIMIT 400
     )
     SELECT r.dialogue_id, p.body AS petition FROM hit JOIN search_row r ON r.id = hit.id
     JOIN petition p ON p.dialogue_id = r.dialogue_id AND p.petition_id = r.item
     WHERE r.dialogue_id IN (SELECT value FROM json_each(?)) ORDER BY hit.score LIMIT ?`,
  );
  const commonness = database.prepare('SELECT doc FROM search_vocabulary WHERE term = ?');
  const nameQueries = new Map<number, ReturnType<typeof byName>>();

  function read(row: Row): Ranked {
    const kind = kindOf(row);
    return {
      kind,
      dialogueId: text(row, 'dialogue_id'),
      id: text(row, 'item'),
      petition: kind === 'petition' && row.petition !== null ? JSON.parse(text(row, 'petition')) : null,
      text: text(row, 'body'),
      citizen: '',
      score: Number(row.score),
    };
  }

  /** By words: bm25, raised where the words stand as they were typed, and for the newer dialogues. */
  function ranked(query: IndexQuery): Ranked[] {
    if (query.query.groups.length === 0) return [];
    const match = matchOf(query.query, query.dialogueId, query.kind);
    const isCommon = integer(countHits.get(match) ?? { n: 0 }, 'n') === mostWeighed;
    const rows = (isCommon ? byNewest : byWords).all(match);
    const newest = rows.reduce((year, row) => Math.max(year, yearOf(row)), 0);
    const hits = rows.map((row, n) => {
      const hit = read(row);
      const texts = hit.petition ? [hit.petition.content, hit.petition.answer] : [hit.text];
      const near = n < mostRead && texts.some((each) => holdsInOrder(each, query.query));
      hit.score *= (near ? 1.6 : 1) * (1 + 0.35 * 2 ** -ageOf(row, newest));
      return hit;
    });
    return hits.sort((a, b) => a.score - b.score);
  }

  function numbered({ query, dialogueId, kind }: IndexQuery): Ranked[] {
    if (query.number === 0 || kind === 'minutes') return [];
    const rows = byNumber.all(query.number, dialogueId);
    return rows.sort((a, b) => yearOf(b) - yearOf(a)).map(read);
  }

  function named({ query, dialogueId, kind, names }: IndexQuery): Ranked[] {
    const words = query.groups.flatMap((group) => group.words);
    if (!names || kind === 'minutes' || words.length === 0 || query.number > 0) return [];
    const isOpen = query.groups.at(-1)?.open ?? false;
    const patterns = words.map((each, n) => `% ${each}${isOpen && n === words.length - 1 ? '' : ' '}%`);
    const statement = nameQueries.get(words.length) ?? byName(words.length);
    nameQueries.set(words.length, statement);
    const rows = statement.all(dialogueId, ...patterns);
    return rows
      .sort((a, b) => yearOf(b) - yearOf(a))
      .map((row) => ({ ...read(row), citizen: text(row, 'name') }));
  }

  function rarest(words: readonly string[]): string[] {
    const counted = [...new Set(words)].map((each) => ({
      each,
      docs: integer(commonness.get(each) ?? { doc: 0 }, 'doc'),
    }));
    return counted
      .filter(({ docs }) => docs > 0)
      .sort((a, b) => a.docs - b.docs)
      .slice(0, rareWords)
      .map(({ each }) => each);
  }

  return {
    find(query: IndexQuery): FoundPage {
      const people = named(query);
      const order = [
        ...numbered(query),
        ...people.slice(0, namesFirst),
        ...ranked(query),
        ...people.slice(namesFirst),
      ];
      const distinct = new Map<string, Found>();
      for (const { score, ...hit } of order) {
        const key = `${hit.kind}/${hit.dialogueId}/${hit.id}`;
        if (!distinct.has(key)) distinct.set(key, hit);
      }
      const all = [...distinct.values()];
      const end = query.offset + query.limit;
      return { found: all.slice(query.offset, end), more: all.length > end };
    },
    candidates(like: string, dialogueIds: readonly string[], limit: number): Candidate[] {
      const words = rarest(wordsIn(like.slice(0, 2000)));
      if (words.length === 0 || dialogueIds.length === 0) return [];
      const match = `{scope} : ${word(kindWord('petition'))} AND {matter} : (${words.map(word).join(' OR ')})`;
      return likeText.all(match, JSON.stringify(dialogueIds), limit).map((row) => ({
        dialogueId: text(row, 'dialogue_id'),
        petition: JSON.parse(text(row, 'petition')) as Petition,
      }));
    },
  };
}

export type SearchReader = ReturnType<typeof searchReader>;
