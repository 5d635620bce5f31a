import type { DatabaseSync } from 'node:sqlite';
import { paperTypes } from '../../../shared/papers/paper-kind.ts';
import type { PaperBook, StoredPaper } from '../../papers/contract.ts';
import { integer, text } from '../sql/rows.ts';
import type { Row } from '../sql/sql.ts';

function readPaper(row: Row): StoredPaper {
  const type = paperTypes.find((known) => known === row.type);
  if (!type) throw new TypeError('unknown type of paper in the store');
  return {
    dialogueId: text(row, 'dialogue_id'),
    hash: text(row, 'hash'),
    type,
    size: integer(row, 'size'),
    storedAt: text(row, 'stored_at'),
  };
}

/** The table of whole papers; their bytes are files. */
export function paperBook(database: DatabaseSync): PaperBook {
  const insert = database.prepare('INSERT OR IGNORE INTO paper VALUES (?, ?, ?, ?, ?)');
  const one = database.prepare('SELECT * FROM paper WHERE dialogue_id = ? AND hash = ?');
  const remove = database.prepare('DELETE FROM paper WHERE dialogue_id = ? AND hash = ?');
  const other = database.prepare(
    'SELECT 1 FROM paper WHERE hash = ?1 UNION ALL SELECT 1 FROM answer_file WHERE hash = ?1',
  );
  const total = database.prepare(
    'SELECT count(*) AS papers, coalesce(sum(size), 0) AS bytes FROM paper WHERE dialogue_id = ?',
  );
  return {
    async add({ dialogueId, hash, type, size, storedAt }) {
      insert.run(dialogueId, hash, type, size, storedAt);
    },
    async read(dialogueId, hash) {
      const row = one.get(dialogueId, hash);
      return row ? readPaper(row) : null;
    },
    async remove(dialogueId, hash) {
      remove.run(dialogueId, hash);
      return other.get(hash) === undefined;
    },
    async total(dialogueId) {
      const row = total.get(dialogueId) ?? { papers: 0, bytes: 0 };
      return { papers: integer(row, 'papers'), bytes: integer(row, 'bytes') };
    },
  };
}
