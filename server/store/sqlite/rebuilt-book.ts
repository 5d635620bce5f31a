import type { DatabaseSync } from 'node:sqlite';
import type { RebuiltBook } from '../store.ts';
import { transaction } from './transaction.ts';

/** Which dialogues were made anew. */
export function rebuiltBook(database: DatabaseSync): RebuiltBook {
  const mark = database.prepare('INSERT OR IGNORE INTO rebuilt (dialogue_id, at) VALUES (?, ?)');
  const one = database.prepare('SELECT 1 FROM rebuilt WHERE dialogue_id = ?');
  return {
    async mark(dialogueIds, at) {
      transaction(database, () => {
        for (const id of dialogueIds) mark.run(id, at);
      });
    },
    async has(dialogueId) {
      return one.get(dialogueId) !== undefined;
    },
  };
}
