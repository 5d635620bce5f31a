import type { RebuiltBook } from '../store.ts';
import type { Sql } from './sql.ts';

/** Which dialogues were made anew. */
export function rebuiltBook(sql: Sql): RebuiltBook {
  const mark = sql.prepare('INSERT INTO rebuilt (dialogue_id, at) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const one = sql.prepare('SELECT 1 FROM rebuilt WHERE dialogue_id = ?');
  return {
    async mark(dialogueIds, at) {
      await sql.transaction(async () => {
        for (const id of dialogueIds) await mark.run(id, at);
      });
    },
    async has(dialogueId) {
      return (await one.get(dialogueId)) !== undefined;
    },
  };
}
