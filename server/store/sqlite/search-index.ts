import type { DatabaseSync } from 'node:sqlite';
import type { SearchIndex } from '../../search/contract.ts';
import { text } from '../sql/rows.ts';
import { ReadThread } from './read-thread.ts';
import { nameBook, paragraphBook, searchWriter } from './search-tables.ts';
import type { SearchAnswer, SearchTask } from './search-thread.ts';
import { transaction } from './transaction.ts';

/** The index in the embedded store: written here, read in a thread of its own. */
export function searchIndex(database: DatabaseSync): SearchIndex & { close(): Promise<void> } {
  const writer = searchWriter(database);
  const path = database.location();
  if (path === null) throw new Error('the search index needs a database on disk');
  const thread = new ReadThread<SearchTask, SearchAnswer>(
    new URL('./search-thread.ts', import.meta.url),
    path,
  );
  const missing = database.prepare(
    `SELECT dialogue_id, body FROM petition p WHERE NOT EXISTS (
       SELECT 1 FROM search_row r
       WHERE r.dialogue_id = p.dialogue_id AND r.kind = 'petition' AND r.item = p.petition_id
     ) LIMIT ?`,
  );
  const finished = database.prepare('SELECT dialogue_id FROM search_finished');
  const finish = database.prepare('INSERT OR IGNORE INTO search_finished VALUES (?)');
  return {
    paragraphs: paragraphBook(database),
    names: nameBook(database),
    async find(query) {
      const answer = await thread.ask({ kind: 'find', query });
      return 'found' in answer ? answer.found : { found: [], more: false };
    },
    async candidates(like, dialogueIds, limit) {
      const answer = await thread.ask({ kind: 'candidates', text: like, dialogueIds, limit });
      return 'candidates' in answer ? answer.candidates : [];
    },
    async catchUp(limit) {
      const rows = missing.all(limit);
      if (rows.length > 0)
        transaction(database, () => {
          for (const row of rows) writer.petition(text(row, 'dialogue_id'), JSON.parse(text(row, 'body')));
        });
      return rows.length;
    },
    async finished() {
      return new Set(finished.all().map((row) => text(row, 'dialogue_id')));
    },
    async finish(dialogueId) {
      finish.run(dialogueId);
    },
    close: () => thread.end(),
  };
}
