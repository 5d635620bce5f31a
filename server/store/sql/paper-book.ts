import { paperTypes } from '../../../shared/papers/paper-kind.ts';
import type { PaperBook, StoredPaper } from '../../papers/contract.ts';
import { integer, known, text } from './rows.ts';
import { insert, type Row, type Sql } from './sql.ts';

function readPaper(row: Row): StoredPaper {
  return {
    dialogueId: text(row, 'dialogue_id'),
    hash: text(row, 'hash'),
    type: known(row, 'type', paperTypes),
    size: integer(row, 'size'),
    storedAt: text(row, 'stored_at'),
  };
}

/** The table of whole papers; their bytes are files. */
export function paperBook(sql: Sql): PaperBook {
  const add = sql.prepare(
    `${insert('paper', ['dialogue_id', 'hash', 'type', 'size', 'stored_at'])} ON CONFLICT DO NOTHING`,
  );
  const one = sql.prepare('SELECT * FROM paper WHERE dialogue_id = ? AND hash = ?');
  const remove = sql.prepare('DELETE FROM paper WHERE dialogue_id = ? AND hash = ?');
  const other = sql.prepare(
    'SELECT 1 FROM paper WHERE hash = ?1 UNION ALL SELECT 1 FROM answer_file WHERE hash = ?1',
  );
  const total = sql.prepare(
    'SELECT count(*) AS papers, coalesce(sum(size), 0) AS bytes FROM paper WHERE dialogue_id = ?',
  );
  return {
    async add({ dialogueId, hash, type, size, storedAt }) {
      await add.run(dialogueId, hash, type, size, storedAt);
    },
    async read(dialogueId, hash) {
      const row = await one.get(dialogueId, hash);
      return row ? readPaper(row) : null;
    },
    async remove(dialogueId, hash) {
      return sql.transaction(async () => {
        await remove.run(dialogueId, hash);
        return (await other.get(hash)) === undefined;
      });
    },
    async total(dialogueId) {
      const row = (await total.get(dialogueId)) ?? { papers: 0, bytes: 0 };
      return { papers: integer(row, 'papers'), bytes: integer(row, 'bytes') };
    },
  };
}
