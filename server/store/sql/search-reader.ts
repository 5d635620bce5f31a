import type { Petition } from '../../../shared/petition.ts';
import { type Found, holdsInOrder, type SearchKind, searchKinds, wordsIn } from '../../../shared/search.ts';
import type { Candidate, FoundPage, IndexQuery } from '../../search/contract.ts';
import { integer, text } from './rows.ts';
import type { Row, Sql, Statement } from './sql.ts';

/** Hits by words that are ranked; who has more should type more. */
export const mostRanked = 300;
/** With more hits than this the words are too common to tell hits apart: the newest rows are ranked, not the best. */
export const mostWeighed = 4000;
/** Of these the text is read, to see how near the words stand. */
const mostRead = 120;
const mostNames = 100;
/** Names that stand before the hits by words; the others stand after them. */
const namesFirst = 5;
/** Rare words of a text by which petitions like it are looked for. */
const rareWords = 8;

/** What is read of a row `r` of `search_row` that was found, and the joins that it needs. */
export const foundColumns = `r.dialogue_id, r.kind, r.item, r.body, p.body AS petition,
  coalesce(d.year, 0) AS year, coalesce(d.quarter, '') AS quarter, coalesce(d.held_on, '') AS held_on`;
export const foundJoins = `LEFT JOIN petition p
    ON r.kind = 'petition' AND p.dialogue_id = r.dialogue_id AND p.petition_id = r.item
  LEFT JOIN dialogue d ON d.id = r.dialogue_id`;

/** How an engine finds words. A word is found whole, but the last one of an open group by its beginning. */
export interface WordReader {
  /**
   * `foundColumns` and a `score` below 0, the lowest first, of at most `mostRanked` rows in the query's scope that hold all
   * its groups, the words of a group side by side. Of `mostWeighed` hits or more, the newest, all with one score.
   */
  hits(query: IndexQuery): Promise<Row[]>;
  /** In about how many rows each of the words stands; those that stand in none are left out. */
  commonness(words: readonly string[]): Promise<Map<string, number>>;
  /**
   * `dialogue_id` and `petition` (its body) of petitions of these dialogues that ask for something with one of the words,
   * those with more and rarer ones first. `words` with their commonness.
   */
  alike(words: ReadonlyMap<string, number>, dialogueIds: readonly string[], limit: number): Promise<Row[]>;
}

interface Ranked extends Found {
  score: number;
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

/** Finds in the index; `words` finds the words, the rest is the same for all engines. */
export function searchReader(sql: Sql, words: WordReader) {
  const byNumber = sql.prepare(
    `SELECT ${foundColumns}, 0 AS score FROM search_row r ${foundJoins}
     WHERE r.number = ?1 AND r.kind = 'petition' AND (?2 = '' OR r.dialogue_id = ?2)`,
  );
  const byName = (count: number) =>
    sql.prepare(
      `SELECT n.dialogue_id, 'petition' AS kind, n.petition_id AS item, '' AS body, p.body AS petition, n.name,
         coalesce(d.year, 0) AS year, coalesce(d.quarter, '') AS quarter, coalesce(d.held_on, '') AS held_on, 0 AS score
       FROM search_name n
       JOIN petition p ON p.dialogue_id = n.dialogue_id AND p.petition_id = n.petition_id
       LEFT JOIN dialogue d ON d.id = n.dialogue_id
       WHERE (?1 = '' OR n.dialogue_id = ?1) ${Array.from({ length: count }, (_, n) => `AND n.folded LIKE ?${n + 2}`).join(' ')}
       LIMIT ${mostNames}`,
    );
  const nameQueries = new Map<number, Statement>();

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

  /** By words: the engine's score, raised where the words stand as they were typed, and for the newer dialogues. */
  async function ranked(query: IndexQuery): Promise<Ranked[]> {
    if (query.query.groups.length === 0) return [];
    const rows = await words.hits(query);
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

  async function numbered({ query, dialogueId, kind }: IndexQuery): Promise<Ranked[]> {
    if (query.number === 0 || kind === 'minutes') return [];
    const rows = await byNumber.all(query.number, dialogueId);
    return rows.sort((a, b) => yearOf(b) - yearOf(a)).map(read);
  }

  async function named({ query, dialogueId, kind, names }: IndexQuery): Promise<Ranked[]> {
    const asked = query.groups.flatMap((group) => group.words);
    if (!names || kind === 'minutes' || asked.length === 0 || query.number > 0) return [];
    const isOpen = query.groups.at(-1)?.open ?? false;
    const patterns = asked.map((each, n) => `% ${each}${isOpen && n === asked.length - 1 ? '' : ' '}%`);
    const statement = nameQueries.get(asked.length) ?? byName(asked.length);
    nameQueries.set(asked.length, statement);
    const rows = await statement.all(dialogueId, ...patterns);
    return rows
      .sort((a, b) => yearOf(b) - yearOf(a))
      .map((row) => ({ ...read(row), citizen: text(row, 'name') }));
  }

  async function rarest(text: string): Promise<Map<string, number>> {
    const counted = await words.commonness([...new Set(wordsIn(text))]);
    return new Map([...counted].sort(([, a], [, b]) => a - b).slice(0, rareWords));
  }

  return {
    async find(query: IndexQuery): Promise<FoundPage> {
      const people = await named(query);
      const order = [
        ...(await numbered(query)),
        ...people.slice(0, namesFirst),
        ...(await ranked(query)),
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
    async candidates(like: string, dialogueIds: readonly string[], limit: number): Promise<Candidate[]> {
      if (dialogueIds.length === 0) return [];
      const rare = await rarest(like.slice(0, 2000));
      if (rare.size === 0) return [];
      return (await words.alike(rare, dialogueIds, limit)).map((row) => ({
        dialogueId: text(row, 'dialogue_id'),
        petition: JSON.parse(text(row, 'petition')) as Petition,
      }));
    },
  };
}

export type SearchReader = ReturnType<typeof searchReader>;
