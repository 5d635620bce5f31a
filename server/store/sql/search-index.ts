import type { SearchIndex } from '../../search/contract.ts';
import { text } from './rows.ts';
import { nameBook, paragraphBook, type SearchWriter } from './search-tables.ts';
import type { Sql } from './sql.ts';

/** The index as its writers know it; how words are written (`writer`) and found (`reads`) is each engine's own. */
export function searchIndex(
  sql: Sql,
  writer: SearchWriter,
  reads: Pick<SearchIndex, 'find' | 'candidates'>,
): SearchIndex {
  const missing = sql.prepare(
    `SELECT dialogue_id, body FROM petition p WHERE NOT EXISTS (
       SELECT 1 FROM search_row r
       WHERE r.dialogue_id = p.dialogue_id AND r.kind = 'petition' AND r.item = p.petition_id
     ) LIMIT ?`,
  );
  const finished = sql.prepare('SELECT dialogue_id FROM search_finished');
  const finish = sql.prepare('INSERT INTO search_finished (dialogue_id) VALUES (?) ON CONFLICT DO NOTHING');
  return {
    paragraphs: paragraphBook(sql, writer),
    names: nameBook(sql),
    find: (query) => reads.find(query),
    candidates: (like, dialogueIds, limit) => reads.candidates(like, dialogueIds, limit),
    catchUp(limit) {
      return sql.transaction(async () => {
        const rows = await missing.all(limit);
        for (const row of rows)
          await writer.petition(text(row, 'dialogue_id'), JSON.parse(text(row, 'body')));
        return rows.length;
      });
    },
    async finished() {
      return new Set((await finished.all()).map((row) => text(row, 'dialogue_id')));
    },
    async finish(dialogueId) {
      await finish.run(dialogueId);
    },
  };
}
